import {
  buriedCorridors,
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
 * their surroundings, corridors through the ground. Each entry of the file once, with its place.
 */
export function checkModels(document: ScenarioDocument, scenario: ResolvedScenario, terrain: Terrain): void {
  const unflown = unflyable(scenario.flights, terrain);
  const blind = unsensed(scenario);
  const buried = buriedCorridors(scenario, terrain);
  if (unflown.size + blind.size + buried.size === 0) return;
  const { locate } = readYaml(document.text, document.file).value!;
  const flights = document.scenario.flights.flatMap((entry, index): Issue[] => {
    const object = [...unflown.keys()].find((id) => id.replace(/-\d+$/, '') === entry.id);
    if (object === undefined) return [];
    const kind = entry.ballistic ? 'ballistic' : 'route';
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
  throw inputError([...flights, ...sensors, ...corridors]);
}
