import type { Terrain } from '../earth/index.js';
import { type Issue, isInputError, readYaml, type ScenarioDocument } from '../scenario/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { motionOf } from './air-objects.js';

/**
 * Flights that no path fulfils at the values that the scenario is resolved with, each entry of its file once with its
 * place: what only the models of motion can say.
 */
export function unflyable(document: ScenarioDocument, { flights }: ResolvedScenario, terrain: Terrain): Issue[] {
  const entries = document.scenario.flights;
  const told = new Map<number, Issue>();
  for (const flight of flights) {
    const index = entries.findIndex(({ id }) => flight.id.replace(/-\d+$/, '') === id);
    if (told.has(index)) continue;
    try {
      motionOf(flight, terrain);
    } catch (error) {
      if (!isInputError(error)) throw error;
      const path = ['flights', index, flight.motion.kind];
      const place = readYaml(document.text, document.file).value?.locate(path);
      const at = `flights[${index}].${flight.motion.kind}`;
      told.set(index, { ...error.issues[0], file: document.file, ...place, path: at });
    }
  }
  return [...told.values()];
}
