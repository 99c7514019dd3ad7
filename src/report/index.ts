import type { ResolvedScenario } from '../engine/scenario/index.js';
import type { RunAssets } from '../engine/simulation/index.js';
import type { CoverageReportInput } from './coverage-input.js';
import type { CoverageSurvey, SurveyProgress, SurveyQuestion } from './coverage-survey.js';
import type { ReportInput } from './input.js';

export type { CoverageReportInput } from './coverage-input.js';
export { surveyBounds } from './coverage-input.js';
export type {
  AreaRow,
  CoverageSurvey,
  LowestSeen,
  SurveyProgress,
  SurveyQuestion,
  SurveyRecord,
} from './coverage-survey.js';
export {
  type ExplanationRecord,
  explanationRecord,
  type LimitRecord,
  type TurningLine,
} from './explanation.js';
export { type GalleryRun, galleryIndex, galleryPage, keyLines, keyMeasures } from './gallery.js';
export type { ClaimRecord, ExampleRun, LandFeature, ReportInput, Ring, TerrainSamples } from './input.js';
export { mapBounds } from './map-content.js';
export { type RunPictureInput, renderRunPicture } from './run-picture.js';
export { type RunReportInput, renderRunReport } from './run-report.js';
export { eventLine, eventsAbout, tellTimeline } from './timeline.js';
export { renderTrackMap, type TrackMapInput } from './track-map.js';

/** A study's report as one self-contained page. Loaded when first wanted: charts take as long to load as all the rest. */
export const renderStudyReport = async (input: ReportInput): Promise<string> =>
  (await import('./study-report.js')).renderStudyReport(input);

/** Where the sensors of a scenario detect a target; null where one reaches too near a pole. Loaded when first wanted. */
export const surveyCoverage = async (
  scenario: ResolvedScenario,
  assets: RunAssets,
  question: SurveyQuestion,
  onProgress?: SurveyProgress,
): Promise<CoverageSurvey | null> =>
  (await import('./coverage-survey.js')).surveyCoverage(scenario, assets, question, onProgress);

/** A survey's page, maps, vertical charts and outlines, by file name. Loaded when first wanted. */
export const renderCoverageFiles = async (input: CoverageReportInput): Promise<{ name: string; bytes: string }[]> =>
  (await import('./coverage-files.js')).renderCoverageFiles(input);
