export { type AssembledTracker, assembleTracker } from './assemble.js';
export type { TrackerProblems } from './intake.js';
export { filterConfigOf, partsOf, type TrackerParts } from './parts.js';

export { type ConfiguredTracker, makeScanTracker, settingsInForce, type TrackerSetting } from './scan-tracker.js';

export {
  parseTracker,
  readsKey,
  type TrackerFile,
  type TrackerInput,
  trackerConfigSchema,
} from './tracker-config.schema.js';
