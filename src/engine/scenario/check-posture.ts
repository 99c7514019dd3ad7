import { cos } from '../math/index.js';
import { addedLeaves, missingValues } from './added-values.js';
import { buildSpec } from './catalogue.js';
import type { Checking } from './check.js';
import { entriesOf, isMapping, type LooseEntry, leafAt, numberOf, textOf } from './loose.js';
import { type Path, show } from './schema-issue.js';
import { terrainSchema } from './terrain.schema.js';

/** Kilometres in a degree of latitude, at the equator and so the fewest (WGS-84: 110.57). */
const KM_PER_DEGREE = 110.5;
const RADIAN = Math.PI / 180;

/** Postures and their orders, duty cycles, moves, emission control and decoys. */
export function checkPostures(check: Checking): void {
  const { raw, refer } = check;
  const ids = (list: string): Set<string> =>
    new Set(entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? []));
  const posts = ids('commandPosts');
  const sensors = ids('sensors');
  for (const entry of entriesOf(raw, 'commandPosts')) {
    checkPosture(check, entry, posts);
    checkDutyCycle(check, entry);
    checkRelocations(check, entry);
    checkEmissionDoctrine(check, entry);
  }
  for (const entry of entriesOf(raw, 'sensors')) checkDutyCycle(check, entry);
  for (const { path, fields } of entriesOf(raw, 'decoys')) {
    refer([...path, 'covers'], fields.covers, sensors, 'sensor');
    checkInside(check, fields.position, [...path, 'position']);
  }
  for (const { path, fields } of entriesOf(raw, 'flights')) {
    if (fields.seekerOnAfterS === undefined) continue;
    const preset = check.context.catalogue.presets.get(String(fields.preset));
    if (preset?.kind !== 'airObject' || preset.leaves.some((leaf) => leaf.path.startsWith('antiRadiation.'))) continue;
    check.report(
      'SCN-175',
      [...path, 'seekerOnAfterS'],
      `‘${preset.id}’ has no seeker for radars: take seekerOnAfterS away`,
    );
  }
}

function checkPosture({ report, refer }: Checking, entry: LooseEntry, posts: ReadonlySet<string>): void {
  const { posture } = entry.fields;
  if (!isMapping(posture)) return;
  const path = [...entry.path, 'posture'];
  let before = -1;
  for (const { path: at, fields } of entriesOf(posture, 'orders', path)) {
    const time = numberOf(fields.atS);
    if (fields.to === undefined && fields.weaponsControl === undefined) {
      report('SCN-170', at, 'an order names a posture (to), weaponsControl, or both; this one names neither');
    }
    if (time === undefined) continue;
    if (time <= before)
      report('SCN-170', [...at, 'atS'], `atS must be after the order before it (${before} s); got ${time} s`);
    before = Math.max(before, time);
  }
  const { onWarning, initial } = posture;
  if (isMapping(onWarning) && Array.isArray(onWarning.from)) {
    for (const [i, post] of onWarning.from.entries())
      refer([...path, 'onWarning', 'from', i], post, posts, 'command post');
  }
  const needs = initial === 'travelling' ? ['arrivesAtS', 'emplaceS'] : initial === 'emplacing' ? ['emplaceS'] : [];
  for (const key of ['arrivesAtS', 'emplaceS']) {
    const given = posture[key] !== undefined;
    if (given === needs.includes(key)) continue;
    const message = given
      ? `${key} does not go with initial ${show(initial)}`
      : `${key} is missing: a post that begins ${show(initial)} needs it`;
    report('SCN-171', [...path, key], message);
  }
}

function checkDutyCycle({ report }: Checking, { path, fields }: LooseEntry): void {
  const { dutyCycle } = fields;
  if (!isMapping(dutyCycle)) return;
  const off = numberOf(dutyCycle.offS);
  const jitter = numberOf(dutyCycle.jitterS);
  if (off === undefined || jitter === undefined || jitter <= off) return;
  report('SCN-172', [...path, 'dutyCycle', 'jitterS'], `jitterS must be at most offS (${off} s); got ${jitter} s`);
}

/** Moves in the order of the file; only those with a time follow one another. */
function checkRelocations(check: Checking, entry: LooseEntry): void {
  const { report } = check;
  let from = entry.fields.position;
  let readyAt = -1;
  for (const { path, fields } of entriesOf(entry.fields, 'relocations', entry.path)) {
    const { position } = fields;
    const at = numberOf(fields.atS);
    const road = numberOf(fields.roadKm);
    checkInside(check, position, [...path, 'position']);
    if (road !== undefined && isMapping(from) && isMapping(position)) {
      const least = straightKm(from, position);
      if (least !== undefined && road < least) {
        report(
          'SCN-173',
          [...path, 'roadKm'],
          `roadKm must be at least ${least.toFixed(1)} km, the straight line; got ${road} km`,
        );
      }
    }
    from = position;
    if (at === undefined) continue;
    if (at < readyAt) {
      const message = `atS must not be before the post is set up after its last move (${Math.ceil(readyAt)} s); got ${at} s`;
      report('SCN-173', [...path, 'atS'], message);
    }
    const speed = numberOf(fields.speedKmPerH);
    const rest = (numberOf(fields.packUpS) ?? 0) + (numberOf(fields.emplaceS) ?? 0);
    if (road !== undefined && speed !== undefined && speed > 0)
      readyAt = Math.max(readyAt, at + rest + (road / speed) * 3600);
  }
}

/** A lower bound of the distance between two places; right to 1% at the ranges of a march. */
function straightKm(a: Record<string, unknown>, b: Record<string, unknown>): number | undefined {
  const [lat1, lon1, lat2, lon2] = [a.latDeg, a.lonDeg, b.latDeg, b.lonDeg].map(numberOf);
  if (lat1 === undefined || lon1 === undefined || lat2 === undefined || lon2 === undefined) return undefined;
  const north = lat2 - lat1;
  const east = (lon2 - lon1) * cos(Math.max(Math.abs(lat1), Math.abs(lat2)) * RADIAN);
  return KM_PER_DEGREE * Math.sqrt(north * north + east * east);
}

function checkInside({ raw, context, report }: Checking, value: unknown, path: Path): void {
  const terrain = terrainSchema.safeParse(raw.terrain);
  if (!context.contains || !terrain.success || !isMapping(value)) return;
  const lat = numberOf(value.latDeg);
  const lon = numberOf(value.lonDeg);
  if (lat === undefined || lon === undefined || context.contains(terrain.data, lat, lon)) return;
  const extent = context.extentOf ? `, ${context.extentOf(terrain.data)}` : '';
  const message = `position must lie inside the terrain ${terrain.data.source}${extent}; got latDeg ${lat}, lonDeg ${lon}`;
  report('SCN-019', path, message);
}

/** Doctrine’s groups on emission come whole, and each policy has what it needs. */
function checkEmissionDoctrine({ raw, report, context }: Checking, { path, fields }: LooseEntry): void {
  const { doctrine } = fields;
  if (!isMapping(doctrine)) return;
  const preset = context.catalogue.presets.get(String(doctrine.preset));
  if (preset?.kind !== 'doctrine') return;
  const at = [...path, 'doctrine', 'overrides'];
  const given = (leaf: string): unknown =>
    leafAt(doctrine.overrides, leaf) ?? preset.leaves.find((found) => found.path === leaf)?.value;
  const added = addedLeaves(preset, (leaf) => (isOurs(leaf) ? leafAt(doctrine.overrides, leaf) : undefined));
  for (const missing of missingValues(
    'doctrine',
    buildSpec([...preset.leaves, ...added], ({ value }) => value),
  )) {
    if (!isOurs(missing)) continue;
    const keys = missing.split('.');
    report(
      'SCN-007',
      [...at, ...keys],
      `${keys.at(-1)} is missing: a group that ${preset.id} leaves out is added whole`,
    );
  }
  const policy = given('emissionControl.policy');
  for (const [name, key] of [
    ['ambush', 'rangeShare'],
    ['blink', 'blinkS'],
  ]) {
    if (policy !== name || given(`emissionControl.${key}`) !== undefined) continue;
    report('SCN-174', [...at, 'emissionControl', key], `${key} is missing: the policy ${name} needs it`);
  }
  if (
    (policy === 'ambush' || policy === 'onWarning') &&
    !canBeWarned(raw, fields.id, given('emissionControl.radars'))
  ) {
    const message = `the radars of ${show(fields.id)} wait for a threat (${policy}), and nothing can tell of one: no link leads to it`;
    report('SCN-176', [...at, 'emissionControl', 'policy'], message);
  }
  const alternate = entriesOf(fields, 'relocations', path).some((move) => move.fields.atS === undefined);
  if (given('antiRadiation.relocates') === true && !alternate) {
    const message = 'relocates needs an alternate site: an entry of relocations without atS';
    report('SCN-173', [...at, 'antiRadiation', 'relocates'], message);
  }
}

/** Whether the post sees by radars that its emission control leaves alone, or a link leads to it. */
function canBeWarned(raw: Checking['raw'], post: unknown, radars: unknown): boolean {
  const own = entriesOf(raw, 'sensors').some(
    ({ fields }) => fields.commandPost === post && fields.role === 'surveillance' && radars === 'engagement',
  );
  const told = entriesOf(raw, 'links').some(
    ({ fields }) => fields.to === post || (fields.from === post && fields.bidirectional !== false),
  );
  return own || told;
}

const isOurs = (leaf: string): boolean => leaf.startsWith('emissionControl.') || leaf.startsWith('antiRadiation.');
