export { BIAS_TERMS, type BiasTerm, corrected, type SensorBias } from './bias.js';
export { CORRELATION_DEFAULTS, type CorrelationConfig, correlateEstimates } from './correlate-estimates.js';
export {
  DUPLICATE_DEFAULTS,
  type DuplicateConfig,
  type DuplicatePair,
  type Duplicates,
  duplicates,
  makeDuplicates,
} from './duplicates.js';
export {
  approximateCross,
  differenceCovariance,
  fuseCorrelated,
  fuseIndependent,
  type IntersectionMeasure,
  intersect,
} from './fuse.js';
export { FUSER_DEFAULTS, type FusedTrack, type Fuser, type FuserConfig, fuseTracks, makeFuser } from './fuser.js';
export { withHistory } from './history-filter.js';
export { inOrder, type OrderedTracker, type ReleasedScan, type ReorderConfig, type TooLate } from './in-order.js';
export { type LateConfig, type LateCounts, type LateFilter, takeMeasurement } from './late-filter.js';
export { oneStepLate } from './one-step-filter.js';
export { closeWindow, registerFrom, registerScan, type ScanRegistration } from './register-scans.js';
export { type RegisteringTracker, registering } from './registering.js';
export {
  type EstimatedBias,
  estimatedBiases,
  makeRegistration,
  REGISTRATION_DEFAULTS,
  type Registration,
  type RegistrationConfig,
  takeFlights,
} from './registration.js';
export { type CopyableTracker, type ReprocessingTracker, reprocessing } from './reprocess.js';
export { type Offset, SAMENESS_DEFAULTS, type SamenessConfig } from './sameness.js';
export { type FlightModel, fitFlight, type Sighting } from './shared-flight.js';
export { carried, type SourceTrack, sourceTrack } from './source-track.js';
