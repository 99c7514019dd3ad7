import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputError, type Patches } from '../index.js';
import { fileIssue, PARAPET_VERSION, sha256, systemReason } from './files.js';
import { MANIFEST_FORMAT, type Manifest, type ManifestInput, manifestSchema } from './manifest.schema.js';
import type { NamedText, OpenScenario, Project } from './project.js';

export const MANIFEST_FILE = 'manifest.json';
export const PHASES_FILE = 'phases.bin';

const input = (role: ManifestInput['role'], { name, text }: NamedText): ManifestInput => ({
  role,
  name,
  sha256: sha256(text),
  text,
});

type Common = Pick<Manifest, 'format' | 'parapet' | 'node' | 'inputs' | 'terrain' | 'set'>;

/** What the manifests of runs and studies share. */
export function manifestCommon(project: Project, scenario: OpenScenario, set: Patches, study?: NamedText): Common {
  return {
    format: MANIFEST_FORMAT,
    parapet: PARAPET_VERSION,
    node: process.version,
    inputs: [
      ...(study ? [input('study', study)] : []),
      input('scenario', scenario.text),
      ...scenario.recordings.texts().map((file) => input('traffic', file)),
      ...project.catalogueFiles.map((file) => input('catalogue', file)),
    ],
    terrain: terrainOf(scenario),
    set,
  };
}

function terrainOf(scenario: OpenScenario): { folder: string; data: Record<string, string> } {
  const data = scenario.terrains.identities();
  const files = Object.keys(data).some((key) => key.includes(':'));
  return { folder: files ? scenario.folder : '', data };
}

/** One hash over everything that decides a result: a journal or a rerun with another one is another study. */
export function inputsHash(common: Common & { readonly seed: number }): string {
  const files = common.inputs.map(({ role, name, sha256: hash }) => [role, role === 'catalogue' ? name : '', hash]);
  return sha256(JSON.stringify([common.seed, files, common.terrain.data, Object.entries(common.set).sort()]));
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`;

/** Reads the manifest of a result folder. Throws an input error if there is none or it is broken. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST_FILE);
  const fail = (message: string) => inputError([fileIssue('SCN-046', file, message)]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fail(`no manifest of a result can be read: ${systemReason(error)}`);
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw fail(`the manifest is not JSON: ${(error as Error).message}`);
  }
  const parsed = manifestSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail(`the manifest is broken at ${issue.path.join('.') || 'its top'}: ${issue.message}`);
}

/** Inputs whose text no longer has the hash that was noted beside it. */
export function editedInputs(manifest: Manifest): string[] {
  return manifest.inputs.filter(({ sha256: hash, text }) => sha256(text) !== hash).map(({ name }) => name);
}
