import type { CatalogueLeaf, Preset } from './catalogue.js';
import type { Checking } from './check.js';
import { MOST_FLIGHTS, objectId } from './expand.js';
import { entriesOf, isMapping, type LooseEntry, numberOf, textOf } from './loose.js';
import type { Path } from './schema-issue.js';

/** Traffic: presets, targets, and whether each preset can fly what is asked of it. */
export function checkFlights(check: Checking): void {
  const { raw, report, refer, preset } = check;
  const places = new Set(entriesOf(raw, 'places').flatMap(({ fields }) => textOf(fields.id) ?? []));
  let total = 0;
  for (const entry of entriesOf(raw, 'flights')) {
    const { path, fields } = entry;
    refer([...path, 'target'], fields.target, places, 'place');
    const airObject = preset('airObject', entry);
    if (airObject) checkMotion(check, entry, airObject);
    const count = objectsOf(fields);
    if (total <= MOST_FLIGHTS && total + count > MOST_FLIGHTS) {
      report(
        'SCN-027',
        [...path, 'count'],
        `a scenario may hold ${MOST_FLIGHTS} air objects; here are ${total + count}`,
      );
    }
    total += count;
  }
  checkObjectIds(check);
}

const wavesOf = (fields: LooseEntry['fields']): number =>
  isMapping(fields.waves) ? (numberOf(fields.waves.count) ?? 1) : 1;

/** Objects of an entry, with what each of its waves lets go and comes apart into. */
function objectsOf(fields: LooseEntry['fields']): number {
  const sum = (list: readonly LooseEntry[]): number =>
    list.reduce((total, entry) => total + (numberOf(entry.fields.count) ?? 1), 0);
  const { ballistic } = fields;
  const bodies = isMapping(ballistic) ? entriesOf(ballistic.separation, 'bodies') : [];
  return (numberOf(fields.count) ?? 1) * wavesOf(fields) * (1 + sum(entriesOf(fields, 'releases')) + sum(bodies));
}

/** The ids made for the objects of an entry must be as free as any other. */
function checkObjectIds({ raw, report }: Checking): void {
  const lists = ['places', 'sensors', 'commandPosts', 'fireUnits', 'links', 'corridors', 'flights', 'decoys'];
  const ids = new Set(lists.flatMap((list) => entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? [])));
  let left = MOST_FLIGHTS;
  for (const { path, fields } of entriesOf(raw, 'flights')) {
    const id = textOf(fields.id);
    const count = Math.min((numberOf(fields.count) ?? 1) * wavesOf(fields), left);
    if (id === undefined) continue;
    left -= count;
    for (let i = 0; i < count; i++) {
      const made = objectId(id, i);
      if (ids.has(made)) report('SCN-015', [...path, 'id'], `its object ‘${made}’ has the id of another entry`);
      ids.add(made);
    }
  }
}

/** Whether a preset can fly the route or the ballistic path of an entry. */
export function checkMotion({ report }: Checking, { path, fields }: LooseEntry, preset: Preset<'airObject'>): void {
  const leaf = (name: string): CatalogueLeaf => preset.leaves.find((found) => found.path === name)!;
  const isBallistic = leaf('targetClass').value === 'ballisticMissile';
  if (fields.ballistic !== undefined && !isBallistic) {
    report('SCN-029', [...path, 'ballistic'], `‘${preset.id}’ is no ballistic missile: give it a route`);
    return;
  }
  if (fields.route !== undefined && isBallistic) {
    report('SCN-029', [...path, 'route'], `‘${preset.id}’ is a ballistic missile: give it launch, aim and apexM`);
    return;
  }
  const speeds = [leaf('minimumSpeedMps'), leaf('maximumSpeedMps')] as const;
  const top = Number(leaf('maximumAltitudeM').value);
  const altitude = (value: unknown, at: Path): void => {
    const given = numberOf(value);
    if (given === undefined || given <= top) return;
    report(
      'SCN-023',
      at,
      `${String(at.at(-1))} must be at most ${top} m, the ceiling of ‘${preset.id}’; got ${given} m`,
    );
  };
  for (const point of entriesOf(fields, 'route', path)) {
    const speed = numberOf(point.fields.speedMps);
    const low = Number(speeds[0].value);
    const high = Number(speeds[1].value);
    if (speed !== undefined && (speed < low || speed > high)) {
      const message = `speedMps must be ${low}–${high} m/s, the limits of ‘${preset.id}’; got ${speed} m/s`;
      report('SCN-023', [...point.path, 'speedMps'], message);
    }
    altitude(point.fields.altitudeM, [...point.path, 'altitudeM']);
  }
  const { ballistic } = fields;
  if (!isMapping(ballistic)) return;
  altitude(ballistic.apexM, [...path, 'ballistic', 'apexM']);
  const { launch, aim } = ballistic;
  if (isMapping(launch) && isMapping(aim) && launch.latDeg === aim.latDeg && launch.lonDeg === aim.lonDeg) {
    report('SCN-024', [...path, 'ballistic', 'aim'], 'launch and aim are the same point');
  }
}
