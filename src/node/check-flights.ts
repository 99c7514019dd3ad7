import {
  type Issue,
  inputError,
  type ResolvedScenario,
  readYaml,
  type ScenarioDocument,
  type Terrain,
  unflyable,
} from '../index.js';

/** Throws an input error for the flights that no path fulfils: each entry of the file once, with its place. */
export function checkFlights(document: ScenarioDocument, { flights }: ResolvedScenario, terrain: Terrain): void {
  const reasons = unflyable(flights, terrain);
  if (reasons.size === 0) return;
  const { locate } = readYaml(document.text, document.file).value!;
  const issues = document.scenario.flights.flatMap((entry, index): Issue[] => {
    const object = [...reasons.keys()].find((id) => id.replace(/-\d+$/, '') === entry.id);
    if (object === undefined) return [];
    const kind = entry.ballistic ? 'ballistic' : 'route';
    const place = locate(['flights', index, kind]);
    return [{ code: 'SCN-048', message: reasons.get(object)!, ...place, path: `flights[${index}].${kind}` }];
  });
  throw inputError(issues);
}
