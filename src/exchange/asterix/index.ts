export type { AsterixProblem, AsterixRecord, ItemFields, ItemValue } from './record.js';
export type { Recording, RecordingForm } from './recording.js';
export type {
  PlotOrigin,
  RadarPlace,
  RecordedRadar,
  RecordedScans,
  ScansOptions,
  ScansProblem,
} from './scans.js';
