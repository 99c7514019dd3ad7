/**
 * Parapet's public API: pure functions over plain data. They read no file, clock or thread; `parapet/node` does.
 *
 * A scenario's text becomes a document (`parseScenario`), a document with its uncertain values fixed a resolved scenario
 * (`resolveScenario`), and that with terrain a run (`runScenario`). A study is a design over variants of a scenario
 * (`parseStudy`, `planStudy`), its rows (`runReplication`) and what follows from them (`concludeStudy`).
 */

// Terrain
export {
  decodeEtopo5,
  decodeHgt,
  flatTerrain,
  type HgtTile,
  mosaicTerrain,
  type Terrain,
  withRoughness,
} from './engine/earth/index.js';
// Numbers
export { makeDigest, makeStreams, type Streams } from './engine/math/index.js';
// Scenario and catalogue
export {
  type Assumption,
  applyPatches,
  type Catalogue,
  type CatalogueLeaf,
  ERRORS,
  type ErrorCode,
  formatIssue,
  type InputError,
  type Issue,
  inputError,
  isInputError,
  loadCatalogue,
  nearestName,
  type Parsed,
  type Patches,
  type PatchValue,
  PRESET_KINDS,
  type Preset,
  type PresetKind,
  parseScenario,
  patchFromText,
  presetAtEnd,
  presetsOf,
  type ResolvedScenario,
  readYaml,
  resolvePreset,
  resolveScenario,
  type ScenarioContext,
  type ScenarioDocument,
  type Source,
  type TerrainChoice,
  type YamlText,
} from './engine/scenario/index.js';
// Simulation
export {
  aspectDeg,
  type CoverageGrid,
  coverageGrid,
  coverageMeasures,
  coverageNeed,
  type Explanation,
  explainLook,
  firstDifference,
  type LookLimit,
  type LookQuestion,
  POLAR_GAP_DEG,
  type RunOptions,
  type RunResult,
  type RunSample,
  runScenario,
  sensorsOnSmoothGround,
  type TargetRange,
  unflyable,
  verticalField,
} from './engine/simulation/index.js';
// Records
export {
  type EventKind,
  MEASURES,
  type MeasureDefinition,
  type MeasureValue,
  type MeasureValues,
  PHASES,
  type Phase,
  type SimulationEvent,
} from './engine/types/index.js';
// Reports
export {
  type AreaRow,
  type ClaimRecord,
  type CoverageSurvey,
  type ExplanationRecord,
  explanationRecord,
  type LandFeature,
  type LimitRecord,
  type LowestSeen,
  mapBounds,
  type ReportInput,
  renderCoverageFiles,
  renderStudyReport,
  type SurveyRecord,
  surveyBounds,
  surveyCoverage,
  type TerrainSamples,
  type TurningLine,
} from './report/index.js';
// Studies
export {
  type Answer,
  type Comparison,
  concludeStudy,
  digestStudy,
  documentOf,
  drawsOf,
  drawsOfReplication,
  formatInterval,
  formatNumber,
  formatSigned,
  type MeasureSummary,
  measuresOf,
  parseStudy,
  planStudy,
  type ReplicationResult,
  resolveVariant,
  runReplication,
  runVariant,
  type Study,
  type StudyAssets,
  type StudyPlan,
  type StudyResult,
  type Verdict,
} from './study/index.js';
