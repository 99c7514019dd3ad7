import { basename, dirname, resolve } from 'node:path';
import { type Issue, isInputError, loadCatalogue, PRESET_KINDS, resolveScenario } from '../index.js';
import { checkModels } from './check-models.js';
import { fileIssue, must } from './files.js';
import { type NamedText, openScenario, openStudy, type Project, readText } from './project.js';
import { makePlan } from './run-study.js';

export interface Validation {
  readonly file: string;
  /** What the file was taken for; null where that cannot be told. */
  readonly kind: 'scenario' | 'study' | 'preset' | 'bibliography' | null;
  readonly issues: readonly Issue[];
  /** What is legal but surely unintended. */
  readonly warnings: readonly Issue[];
}

/** Checks a scenario, a study (with its scenario and every variant), a preset or a bibliography, told apart by their keys. */
export function validateFile(file: string, project: Project): Validation {
  const read = readText(file);
  if (read.issues) return { file, kind: null, ...told(read.issues) };
  const { value: text } = read;
  const keys = new Set(Object.keys(text.yaml.raw as object));
  if (keys.has('variants') || keys.has('hypotheses')) {
    return { file, kind: 'study', ...checked(() => checkStudy(text, project)) };
  }
  if (keys.has('kind') || keys.has('values'))
    return { file, kind: 'preset', ...told(presetIssues(file, text.text, project)) };
  if (/^bibliography\.ya?ml$/.test(basename(file))) {
    const parsed = loadCatalogue([{ name: file, text: text.text }]);
    return { file, kind: 'bibliography', ...told(parsed.issues ?? []) };
  }
  if (!['flights', 'sensors', 'commandPosts', 'durationS'].some((key) => keys.has(key))) {
    const kinds = `a preset has a kind (${PRESET_KINDS.join(', ')}) and values`;
    const message = `this is no scenario, study or preset: a scenario has flights and commandPosts, a study variants and hypotheses, ${kinds}`;
    return { file, kind: null, ...told([fileIssue('SCN-037', file, message)]) };
  }
  return { file, kind: 'scenario', ...checked(() => checkScenario(text, project)) };
}

/** The warnings; throws an input error for what is wrong with the file or, where that is sound, with what its flights do. */
function checkScenario(text: NamedText, project: Project): readonly Issue[] {
  const { document, terrains, recordings } = must(openScenario(text, dirname(resolve(text.name)), project));
  const resolved = resolveScenario(document, project.catalogue);
  checkModels(document, resolved, terrains.terrainOf(resolved.terrain));
  recordings.flightsOf(resolved);
  return document.warnings;
}

/** The same for a study and its variants: the warnings are its scenario's. */
function checkStudy(text: NamedText, project: Project): readonly Issue[] {
  const open = must(openStudy(text, project));
  makePlan(open, undefined);
  return open.scenario.document.warnings;
}

/** A preset is checked as a part of the catalogue, whose bibliography it may name. */
function presetIssues(file: string, text: string, project: Project): readonly Issue[] {
  const bibliography = project.catalogueFiles.filter(({ name }) => /bibliography\.ya?ml$/.test(name));
  return loadCatalogue([...bibliography, { name: file, text }]).issues ?? [];
}

type Told = Pick<Validation, 'issues' | 'warnings'>;

const told = (issues: readonly Issue[], warnings: readonly Issue[] = []): Told => ({ issues, warnings });

function checked(work: () => readonly Issue[]): Told {
  try {
    return told([], work());
  } catch (error) {
    if (!isInputError(error)) throw error;
    return told(error.issues);
  }
}
