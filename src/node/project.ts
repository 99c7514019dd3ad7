import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  type Catalogue,
  loadCatalogue,
  type Parsed,
  parseScenario,
  parseStudy,
  readYaml,
  type ScenarioContext,
  type ScenarioDocument,
  type Study,
  type YamlText,
} from '../index.js';
import { PACKAGE_ROOT, readInput } from './files.js';
import { openRecordings, type RecordingStore } from './recordings.js';
import { openTerrains, type TerrainStore } from './terrain.js';

/** A text file by the name under which messages and the manifest tell of it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
  /** The same as data, where it was already read. */
  readonly yaml?: YamlText;
}

/** The catalogue and the files it was read from. */
export interface Project {
  readonly catalogue: Catalogue;
  readonly catalogueFiles: readonly NamedText[];
}

/** The package's own catalogue. */
export function loadProject(): Parsed<Project> {
  const folder = join(PACKAGE_ROOT, 'catalogue');
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ name: `catalogue/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
  return projectFrom(files);
}

/** A catalogue from texts, as a manifest holds them. */
export function projectFrom(catalogueFiles: readonly NamedText[]): Parsed<Project> {
  const catalogue = loadCatalogue(catalogueFiles);
  return catalogue.issues ? catalogue : { value: { catalogue: catalogue.value, catalogueFiles } };
}

/** A scenario that passed its checks, with what a run of it needs. */
export interface OpenScenario {
  readonly document: ScenarioDocument;
  readonly text: NamedText;
  /** What relative folders of terrain tiles are relative to. */
  readonly folder: string;
  readonly terrains: TerrainStore;
  readonly recordings: RecordingStore;
  readonly context: ScenarioContext;
}

/** Reads a file and makes sure that it is YAML within the limits, which needs no catalogue and so is told at once. */
export function readText(file: string): Parsed<Required<NamedText>> {
  const text = readInput(file);
  if (text.issues) return text;
  const yaml = readYaml(text.value, file);
  return yaml.issues ? yaml : { value: { name: file, text: text.value, yaml: yaml.value } };
}

/**
 * Checks a scenario's text. `terrains`: those of the folder where they are shared with other scenarios of it; `recordings`:
 * texts of recorded traffic that need not be read from their files.
 */
export function openScenario(
  given: NamedText,
  folder: string,
  { catalogue }: Project,
  terrains = openTerrains(folder),
  recordings: readonly NamedText[] = [],
): Parsed<OpenScenario> {
  const { contains, extentOf } = terrains;
  const context: ScenarioContext = { catalogue, contains, extentOf };
  const { yaml, ...text } = given;
  const document = parseScenario(text.text, text.name, context, yaml && { value: yaml });
  if (document.issues) return document;
  const recorded = openRecordings(folder, recordings);
  return { value: { document: document.value, text, folder, terrains, recordings: recorded, context } };
}

export interface OpenStudy {
  readonly study: Study;
  readonly text: NamedText;
  readonly scenario: OpenScenario;
}

/** Checks a study's text and the scenario that it names. */
export function openStudy(given: NamedText, project: Project): Parsed<OpenStudy> {
  const { yaml, ...text } = given;
  const study = parseStudy(text.text, text.name, yaml && { value: yaml });
  if (study.issues) return study;
  const path = resolve(dirname(text.name), study.value.scenario);
  const file = readText(relative('', path) || path);
  if (file.issues) return file;
  const scenario = openScenario(file.value, dirname(path), project);
  if (scenario.issues) return scenario;
  return { value: { study: study.value, text, scenario: scenario.value } };
}
