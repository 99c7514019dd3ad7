import { must, PARAPET_VERSION } from './files.js';
import { editedInputs, MANIFEST_FILE } from './manifest.js';
import type { Manifest } from './manifest.schema.js';
import { type NamedText, type OpenScenario, openScenario, type Project, projectFrom } from './project.js';

/** The inputs of one role that a manifest holds. */
export const textsOf = (manifest: Manifest, role: string): NamedText[] =>
  manifest.inputs.filter((input) => input.role === role).map(({ name, text }) => ({ name, text }));

/** Catalogue and scenario of a result, from its manifest alone. */
export function openInputs(manifest: Manifest): { project: Project; scenario: OpenScenario } {
  const project = must(projectFrom(textsOf(manifest, 'catalogue')));
  const [text] = textsOf(manifest, 'scenario');
  const scenario = must(
    openScenario(
      text ?? { name: 'scenario', text: '' },
      manifest.terrain.folder,
      project,
      undefined,
      textsOf(manifest, 'traffic'),
    ),
  );
  return { project, scenario };
}

/** What may make a rerun differ from the result, in words. */
export function notesOn(manifest: Manifest, scenario: OpenScenario): string[] {
  const notes = editedInputs(manifest).map(
    (name) => `${name} in ${MANIFEST_FILE} was edited after the result was made`,
  );
  if (manifest.parapet !== PARAPET_VERSION) {
    notes.push(`the result was made by Parapet ${manifest.parapet}, and this is ${PARAPET_VERSION}`);
  }
  for (const [key, identity] of Object.entries(scenario.terrains.identities())) {
    const before = manifest.terrain.data[key];
    if (before !== undefined && before !== identity) notes.push(`the terrain data ${key} are not those of the result`);
  }
  return notes;
}
