/** The parts of trackers, for use as a library: docs/models/tracking-library.md has an example. */
export * as assembly from './engine/tracker/assembly/index.js';
export * as association from './engine/tracker/association/index.js';
export * as bank from './engine/tracker/bank/index.js';
export * as filters from './engine/tracker/filters/index.js';
export * as fusion from './engine/tracker/fusion/index.js';
export * as metrics from './engine/tracker/metrics/index.js';
export * as models from './engine/tracker/models/index.js';
export type * as roles from './engine/tracker/roles/index.js';
export { makeScan } from './engine/types/index.js';
