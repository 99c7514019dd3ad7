export { type Decoded, type DecodeOptions, decodeAsterix } from './decode.js';
export { ASTERIX_PROBLEMS, type AsterixProblemCode, PROBLEMS_LISTED } from './problems.js';
export {
  type AsterixProblem,
  type AsterixRecord,
  type ItemFields,
  type ItemValue,
  numberOf,
  textOf,
} from './record.js';
export { DUPLICATE_WINDOW, type Recording, type RecordingForm, readRecording } from './recording.js';
export type {
  PlotOrigin,
  RadarPlace,
  RecordedRadar,
  RecordedScans,
  ScansOptions,
  ScansProblem,
} from './scans.js';
