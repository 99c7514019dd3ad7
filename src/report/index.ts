import type { ReportInput } from './input.js';

export {
  BLOCK_WORDS,
  type ExplanationRecord,
  explanationRecord,
  type LimitRecord,
  type TurningLine,
} from './explanation.js';
export type { ClaimRecord, ExampleRun, LandFeature, ReportInput, Ring, TerrainSamples } from './input.js';
export { mapBounds } from './map-content.js';

/** A study's report as one self-contained page. Loaded when first wanted: charts take as long to load as all the rest. */
export const renderStudyReport = async (input: ReportInput): Promise<string> =>
  (await import('./study-report.js')).renderStudyReport(input);
