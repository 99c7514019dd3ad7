export { buriedCorridors } from './buried-corridors.js';
export { type CostLine, type CostRange, costsOf, type RunCosts } from './costs.js';
export * from './coverage.js';
export {
  type CoverageField,
  type CoverageNeed,
  coverageGeoGrid,
  type GeoGrid,
  groundOf,
  POLAR_GAP_DEG,
  sensorFields,
} from './coverage-field.js';
export { coverageNeed, type TargetRange } from './coverage-need.js';
export { LOWEST_SOUGHT, lowestSeen } from './coverage-places.js';
export { addToRanks, filled, makeRanks, wholeField, without } from './coverage-ranks.js';
export { type CoverageSensor, coverageSensors } from './coverage-sensors.js';
export { sensorsOnSmoothGround, type VerticalField, verticalField } from './coverage-vertical.js';
export { firstDifference } from './digest-log.js';
export {
  type Explanation,
  explainLook,
  type LookChoice,
  type LookQuestion,
  type LookTally,
  type NoLook,
} from './explain.js';
export { grounded } from './grounded.js';
export { type LookAt, type LookBlock, type LookTarget, lookAt, type Sight, sightOf } from './look-at.js';
export { aspectDeg, lookBudget } from './look-budget.js';
export { type LookLimit, lookLimits } from './look-limits.js';
export { type Observation, type ObservationInputs, observeFlights } from './observe.js';
export type { MistakenEngagement, RunResult, RunSample } from './result.js';
export { runScenario } from './run.js';
export { PICTURE_CUTOFF, PICTURE_RADIUS } from './score.js';
export type { RunTally } from './tally.js';
export { stepWorld } from './tick.js';
export type { ReportedFlight } from './truth-flight.js';
export { unflyable } from './unflyable.js';
export { unsensed } from './unsensed.js';
export { makeWorld, type RunAssets, type RunKernel, type RunOptions, type World } from './world.js';
