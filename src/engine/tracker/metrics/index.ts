export { averageNees, averageNis, consistencyBounds, nees, normalisedSquare } from './consistency.js';
export { type BoundedProblem, posteriorCramerRao } from './cramer-rao.js';
export { type Gospa, gospa } from './gospa.js';
export { ospa } from './ospa.js';
export { roundTo, type ScoreRecord, scoreRecord } from './score-record.js';
export { SCORE_DEFAULTS, type ScoreOptions, scoreTracks, type TrackScore } from './score-tracks.js';
export { type PictureCounts, pictureCounts } from './siap.js';
