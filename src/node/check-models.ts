import {
  buriedCorridors,
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
 * their surroundings, airways and corridors through the ground. Each entry of the file once, with its place.
 */
export function checkModels(document: ScenarioDocument, scenario: ResolvedScenario, terrain: Terrain): void {
  const unflown = unflyable(scenario.flights, terrain);
  const blind = unsensed(scenario);
  const buried = buriedCorridors(scenario, terrain);
  const low = grounded(scenario, terrain);
  if (unflown.size + blind.size + buried.size + low.size === 0) return;
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
  const corridors = document.scenario.corridors.flatMap((entry, index): Issue[] => {
    const message = buried.get(entry.id);
    const place = locate(['corridors', index, 'ceilingM']);
    return message === undefined ? [] : [{ code: 'SCN-154', message, ...place, path: `corridors[${index}].ceilingM` }];
  });
  const airways = (document.scenario.traffic?.airways ?? []).flatMap(({ id }, index): Issue[] => {
    const message = low.get(id);
    const place = locate(['traffic', 'airways', index, 'levelsM']);
    const path = `traffic.airways[${index}].levelsM`;
    return message === undefined ? [] : [{ code: 'SCN-195', message, ...place, path }];
  });
  throw inputError([...flights, ...sensors, ...corridors, ...airways]);
}

/** The entry whose object, or what that lets go or comes apart into, has this id. */
const entryOf = (id: string): string => id.replace(/(-(release|body)-\d+)?$/, '').replace(/-\d+$/, '');

/** The key of an entry that says how its object flies. */
function placeOf(object: string, entry: ScenarioDocument['scenario']['flights'][number]): string {
  if (/-release-\d+$/.test(object)) return 'releases';
  if (entry.arriveAtS !== undefined) return 'arriveAtS';
  return entry.ballistic ? 'ballistic' : 'route';
}
