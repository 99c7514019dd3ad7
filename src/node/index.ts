/** Files, threads and results: everything that needs Node. */

export { readRecording, readTracksFile, readTruthFile } from './bench-files.js';
export { type Coverage, type CoverageOptions, type CoverageRecord, coverScenario } from './cover-scenario.js';
export { type ExplainedRun, type ExplainOptions, explainRun } from './explain-run.js';
export { type FetchOptions, type FetchOutcome, fetchTiles } from './fetch-tiles.js';
export { must, PACKAGE_ROOT, PARAPET_VERSION } from './files.js';
export { JOURNAL_FILE } from './journal.js';
export { fetchCommand } from './load-terrain.js';
export { MANIFEST_FILE, PHASES_FILE, readManifest } from './manifest.js';
export type { Manifest, RunManifest, StudyManifest } from './manifest.schema.js';
export {
  loadProject,
  type NamedText,
  type OpenScenario,
  type OpenStudy,
  openScenario,
  openStudy,
  type Project,
  projectFrom,
  readText,
} from './project.js';
export { type RasterInfo, rasterInfo } from './raster-info.js';
export { readElevationRaster } from './read-raster.js';
export { RECORDING_FORMATS, type RecordingFormat } from './read-recording.js';
export { type ReproduceOptions, type Reproduction, reproduce } from './reproduce.js';
export { RUN_REPORT_FILE, writeRunReport } from './run-report.js';
export { type RunOutcome, runOnce } from './run-scenario.js';
export { defaultStudyFolder, makePlan, runStudy, type StudyOptions, type StudyOutcome } from './run-study.js';
export { openTerrains, type TerrainStore } from './terrain.js';
export { defaultCacheFolder } from './tile-cache.js';
export { sourceOfTemplate, TILE_SOURCE_FACTS, type TileSourceFacts } from './tile-source.js';
export { type IdentityScore, type TrackJob, type TrackOutcome, trackFile } from './track.js';
export { type Validation, validateFile } from './validate.js';
export { type ObserverPlace, runViewshed, type ViewshedJob, type ViewshedOutcome } from './viewshed.js';
export { type OpenGround, openGround } from './viewshed-ground.js';
