export type { TrackKernel } from './compiled.js';
export { TRACKER_DEFAULTS, type TrackerConfig } from './config.js';
export { correlateTracks } from './correlate.js';
export {
  countPlots,
  HISTORY_WIDTH,
  makeHistory,
  noteScan,
  type PlotCounts,
  plotsByTrack,
  type TrackHistory,
} from './history.js';
export { pairsWithin } from './nearby.js';
export { MOST_PLOTS_IN_SCAN, type ScanProblem, type SievedScans, sensorFault, sieveScans } from './sieve.js';
export {
  carriedVariance,
  growDetectionBatch,
  growTrackTable,
  makeTrackTable,
  predictInto,
  rowOfNumber,
} from './table.js';
export { createTracker, endTick, positionSigma, rowOf, type Tracker, takeBatch } from './tracker.js';
