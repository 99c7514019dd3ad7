import { basename } from 'node:path';
import { type Issue, loadCatalogue, PRESET_KINDS, readYaml } from '../index.js';
import { fileIssue, readInput } from './files.js';
import { type Project, readScenario, readStudy } from './project.js';
import { makePlan } from './run-study.js';

export interface Validation {
  readonly file: string;
  /** What the file was taken for; null where that cannot be told. */
  readonly kind: 'scenario' | 'study' | 'preset' | 'bibliography' | null;
  readonly issues: readonly Issue[];
}

/** Checks a scenario, a study (with its scenario and every variant), a preset or a bibliography, told apart by their keys. */
export function validateFile(file: string, project: Project): Validation {
  const text = readInput(file);
  if (text.issues) return { file, kind: null, issues: text.issues };
  const yaml = readYaml(text.value, file);
  if (yaml.issues) return { file, kind: null, issues: yaml.issues };
  const keys = new Set(Object.keys(yaml.value.raw as object));
  if (keys.has('variants') || keys.has('hypotheses')) {
    const study = readStudy(file, project);
    return { file, kind: 'study', issues: study.issues ?? planIssues(() => makePlan(study.value, undefined)) };
  }
  if (keys.has('kind') || keys.has('values'))
    return { file, kind: 'preset', issues: presetIssues(file, text.value, project) };
  if (/^bibliography\.ya?ml$/.test(basename(file))) {
    const parsed = loadCatalogue([{ name: file, text: text.value }]);
    return { file, kind: 'bibliography', issues: parsed.issues ?? [] };
  }
  if (!['flights', 'sensors', 'commandPosts', 'durationS'].some((key) => keys.has(key))) {
    const kinds = `a preset has a kind (${PRESET_KINDS.join(', ')}) and values`;
    const message = `this is no scenario, study or preset: a scenario has flights and commandPosts, a study variants and hypotheses, ${kinds}`;
    return { file, kind: null, issues: [fileIssue('SCN-037', file, message)] };
  }
  return { file, kind: 'scenario', issues: readScenario(file, project).issues ?? [] };
}

/** A preset is checked as a part of the catalogue, whose bibliography it may name. */
function presetIssues(file: string, text: string, project: Project): readonly Issue[] {
  const bibliography = project.catalogueFiles.filter(({ name }) => /bibliography\.ya?ml$/.test(name));
  return loadCatalogue([...bibliography, { name: file, text }]).issues ?? [];
}

function planIssues(work: () => unknown): readonly Issue[] {
  try {
    work();
    return [];
  } catch (error) {
    const { issues } = error as { issues?: readonly Issue[] };
    if (!issues) throw error;
    return issues;
  }
}
