export {
  type Catalogue,
  type CatalogueLeaf,
  loadCatalogue,
  type Preset,
  presetOf,
  presetsOf,
} from './catalogue.js';
export {
  PRESET_KINDS,
  type PresetKind,
  presetSchema,
  type Source,
  SPEC_SCHEMAS,
  type SpecOf,
} from './catalogue.schema.js';
export type { ScenarioContext } from './check.js';
export { drawValue, quantileOf, type UncertainNumber } from './draw.js';
export {
  ERRORS,
  type ErrorCode,
  formatIssue,
  formatWarning,
  type InputError,
  type Issue,
  inputError,
  isInputError,
  type Parsed,
  sortIssues,
} from './errors.js';
export { type GeneratedFile, generatedDocuments } from './formats.schema.js';
export { type PatchValue, parseScenario, type ScenarioDocument } from './load.js';
export { nearestName } from './nearest.js';
export { applyPatches, type Patches, patchFromText } from './patch.js';
export { presetAtEnd } from './preset-range.js';
export { type ResolveOptions, resolvePreset, resolveScenario } from './resolve.js';
export type * from './resolved.js';
export { type ScenarioFile, scenarioSchema } from './scenario.schema.js';
export { type Locate, makeIssue, type Path, pathText, show } from './schema-issue.js';
export { isTileSource, type TerrainChoice, TILE_SOURCES, type TileSource } from './terrain.schema.js';
export { defaultTrackFile, parseTrackFile } from './track-file.js';
export { type TrackFile, trackFileSchema } from './track-file.schema.js';
export { type Check, FORMAT_VERSION, parseYamlDocument, readYaml, validate, type YamlText } from './yaml-document.js';
