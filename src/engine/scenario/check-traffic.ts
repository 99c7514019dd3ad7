import type { Preset } from './catalogue.js';
import type { Checking } from './check.js';
import { checkDivert, exactlyOne } from './check-threats.js';
import { MOST_FLIGHTS } from './expand.js';
import { entriesOf, isMapping, type LooseEntry, numberOf, textOf } from './loose.js';

/** Generated and recorded traffic, and orders on the airspace. */
export function checkTraffic(check: Checking): void {
  const { raw, refer, report } = check;
  const idsOf = (list: string): Set<string> =>
    new Set(entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? []));
  const corridors = idsOf('corridors');
  const posts = idsOf('commandPosts');
  const taken = new Set(
    ['places', 'sensors', 'commandPosts', 'fireUnits', 'links', 'corridors', 'flights'].flatMap((list) => [
      ...idsOf(list),
    ]),
  );
  let total = 0;
  for (const airway of entriesOf(raw.traffic, 'airways', ['traffic'])) {
    const { path, fields } = airway;
    exactlyOne(check, airway, ['corridor', 'points']);
    exactlyOne(check, airway, ['flightsPerHour', 'densityByHour']);
    refer([...path, 'corridor'], fields.corridor, corridors, 'corridor');
    const id = textOf(fields.id);
    if (id !== undefined) {
      const clash = [id, `${id}-out`, `${id}-back`].find((made) => taken.has(made));
      if (clash !== undefined) report('SCN-015', [...path, 'id'], `id ‘${clash}’ is used twice`);
      for (const made of [id, `${id}-out`, `${id}-back`]) taken.add(made);
    }
    for (const part of entriesOf(fields, 'mix', path)) {
      const preset = check.preset('airObject', part);
      if (preset) checkCruise(check, airway, preset);
    }
    if (isMapping(fields.divert)) checkDivert(check, { path: [...path, 'divert'], fields: fields.divert }, posts);
    const before = total;
    total += entriesExpected(raw, fields);
    if (before <= MOST_FLIGHTS && total > MOST_FLIGHTS) {
      const message = `a scenario may hold ${MOST_FLIGHTS} air objects; its airways bring ${Math.round(total)}`;
      report('SCN-027', path, message);
    }
  }
  const traffic = isMapping(raw.traffic) ? raw.traffic : {};
  if (isMapping(traffic.recorded)) {
    const recorded = { path: ['traffic', 'recorded'], fields: traffic.recorded };
    check.preset('airObject', recorded);
    const { divert } = traffic.recorded;
    if (isMapping(divert)) checkDivert(check, { path: [...recorded.path, 'divert'], fields: divert }, posts);
  }
  for (const order of entriesOf(raw, 'airspaceOrders')) {
    const { path, fields } = order;
    const wanted = fields.kind === 'closed' ? 'corridor' : fields.kind === 'restricted' ? 'area' : undefined;
    const other = wanted === 'corridor' ? 'area' : 'corridor';
    if (wanted !== undefined && (fields[wanted] === undefined || fields[other] !== undefined)) {
      report('SCN-022', path, `an order of kind ${String(fields.kind)} names its ${wanted} and no ${other}`);
    }
    refer([...path, 'corridor'], fields.corridor, corridors, 'corridor');
    const who = Array.isArray(fields.posts) ? fields.posts : [];
    for (const [i, post] of who.entries()) refer([...path, 'posts', i], post, posts, 'command post');
  }
}

/** Whether a preset can fly an airway's speed and levels. */
function checkCruise({ report }: Checking, { path, fields }: LooseEntry, preset: Preset<'airObject'>): void {
  const limit = (name: string): number => Number(preset.leaves.find((leaf) => leaf.path === name)?.value);
  const speed = numberOf(fields.speedMps);
  const [low, high] = [limit('minimumSpeedMps'), limit('maximumSpeedMps')];
  if (speed !== undefined && (speed < low || speed > high)) {
    const message = `speedMps must be ${low}–${high} m/s, the limits of ‘${preset.id}’; got ${speed} m/s`;
    report('SCN-023', [...path, 'speedMps'], message);
  }
  const top = limit('maximumAltitudeM');
  for (const [i, level] of (Array.isArray(fields.levelsM) ? fields.levelsM : []).entries()) {
    if (!(Number(level) > top)) continue;
    const message = `levelsM must be at most ${top} m, the ceiling of ‘${preset.id}’; got ${String(level)} m`;
    report('SCN-023', [...path, 'levelsM', i], message);
  }
}

const HOUR = 3600;

/** Flights that an airway is expected to bring into a run, the longest hour's density taken throughout. */
function entriesExpected(raw: Checking['raw'], fields: LooseEntry['fields']): number {
  const hourly = Array.isArray(fields.densityByHour)
    ? fields.densityByHour.reduce((most: number, value: unknown) => Math.max(most, numberOf(value) ?? 0), 0)
    : (numberOf(fields.flightsPerHour) ?? 0);
  return (hourly * (fields.bothWays === true ? 2 : 1) * (numberOf(raw.durationS) ?? 0)) / HOUR;
}
