export { PRIMARY, type ReportAccuracy, SECONDARY } from './accuracy.js';
export { type Decoded, type DecodeOptions, decodeAsterix } from './decode.js';
export { heightOfLevel, SIGMA_HEIGHT } from './level.js';
export { type Place, placeOfPlot } from './place.js';
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
export {
  type PlotOrigin,
  type RadarGiven,
  type RadarPlace,
  type RecordedRadar,
  type RecordedScans,
  type ScansOptions,
  type ScansProblem,
  scansOfRecording,
} from './scans.js';
export { type ToldTrack, toldTracks } from './told-tracks.js';
