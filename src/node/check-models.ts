import {
  grounded,
  type Issue,
  inputError,
  type ResolvedScenario,
  readYaml,
  type ScenarioDocument,
  type Terrain,
  unflyable,
  unsensed,
} from '../index.js';

/**
 * Throws an input error for what only the models can refuse: flights that no path fulfils, radars that cannot be given
 * their surroundings, airspace under the ground. Each entry of the file once, with its place.
 */
export function checkModels(document: ScenarioDocument, scenario: ResolvedScenario, terrain: Terrain): void {
  const unflown = unflyable(scenario.flights, terrain);
  const blind = unsensed(scenario);
  const buried = grounded(scenario, terrain);
  if (unflown.size + blind.size + buried.size === 0) return;
  const { locate } = readYaml(document.text, document.file).value!;
  const flights = document.scenario.flights.flatMap((entry, index): Issue[] => {
    const object = [...unflown.keys()].find((id) => entryOf(id) === entry.id);
    if (object === undefined) return [];
    const kind = placeOf(object, entry);
    const place = locate(['flights', index, kind]);
    return [{ code: 'SCN-048', message: unflown.get(object)!, ...place, path: `flights[${index}].${kind}` }];
  });
  const sensors = document.scenario.sensors.flatMap((entry, index): Issue[] => {
    const message = blind.get(entry.id);
    const place = locate(['sensors', index, 'preset']);
    return message === undefined ? [] : [{ code: 'SCN-049', message, ...place, path: `sensors[${index}].preset` }];
  });
  const under = (list: readonly { readonly id: string }[], path: string[], key: string): Issue[] =>
    list.flatMap(({ id }, index): Issue[] => {
      const message = buried.get(id);
      if (message === undefined) return [];
      const text = `${path.join('.')}[${index}].${key}`;
      return [{ code: 'SCN-195', message, ...locate([...path, index, key]), path: text }];
    });
  throw inputError([
    ...flights,
    ...sensors,
    ...under(document.scenario.corridors, ['corridors'], 'ceilingM'),
    ...under(document.scenario.traffic?.airways ?? [], ['traffic', 'airways'], 'levelsM'),
  ]);
}

/** The entry whose object, or what that lets go or comes apart into, has this id. */
const entryOf = (id: string): string => id.replace(/(-(release|body)-\d+)?$/, '').replace(/-\d+$/, '');

/** The key of an entry that says how its object flies. */
function placeOf(object: string, entry: ScenarioDocument['scenario']['flights'][number]): string {
  if (/-release-\d+$/.test(object)) return 'releases';
  if (entry.arriveAtS !== undefined) return 'arriveAtS';
  return entry.ballistic ? 'ballistic' : 'route';
}
