export { clustersOf } from './clusters.js';
export { type ClutterMap, type ClutterSettings, makeClutterMap } from './clutter.js';
export { arcOf, inCoverage, isSwept } from './coverage.js';
export {
  ageDeleter,
  anyDeleter,
  covarianceDeleter,
  coverageDeleter,
  missDeleter,
  scoreDeleter,
} from './delete.js';
export { densityIn } from './density.js';
export { innovationGater } from './gate.js';
export { bestHypothesis, type GlobalHypothesis, type Leaf, totalsWith } from './global-hypothesis.js';
export { type IdentityRule, likelihoodRatios } from './hypothesise.js';
export {
  countInitiator,
  priorLogOdds,
  type SequentialTest,
  scoreInitiator,
  sequentialThresholds,
} from './initiate.js';
export { jointMarginals, type Marginals } from './joint-events.js';
export { type JpdaSettings, jpdaAssociator } from './jpda.js';
export { type MultipleHypothesisSettings, multipleHypothesisAssociator } from './multiple-hypothesis.js';
export { nearestAssociator } from './nearest.js';
export { detectionsNear, indexPolar, positionTrace } from './polar-index.js';
export type * from './roles.js';
