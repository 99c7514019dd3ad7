export { makePairGraph, matchContested, matchPairs, matchSingles, type PairGraph } from './assignment.js';
export { TRACKER_DEFAULTS, type TrackerConfig } from './config.js';
export { correlateTracks } from './correlate.js';
export { pairsWithin } from './nearby.js';
export { makeTrackTable, predictInto } from './table.js';
export { createTracker, endTick, positionSigma, rowOf, type Tracker, takeBatch } from './tracker.js';
