import { loadFactorOf, type ManoeuvreSpec, manoeuvreSchema } from '../truth/manoeuvre.schema.js';
import type { Preset } from './catalogue.js';
import type { Checking } from './check.js';
import { checkMotion } from './check-flights.js';
import { entriesOf, isMapping, type LooseEntry, numberOf, textOf } from './loose.js';
import type { Path } from './schema-issue.js';

/** Exactly one of some keys. */
export function exactlyOne(
  { report }: Checking,
  { path, fields }: LooseEntry,
  keys: readonly string[],
  last = 'and',
): void {
  const given = keys.filter((key) => fields[key] !== undefined);
  if (given.length === 1) return;
  const all = `${keys.slice(0, -1).join(', ')} ${last} ${keys[keys.length - 1]}`;
  const got = given.length === 0 ? (keys.length === 2 ? 'neither' : 'none') : given.join(' and ');
  report('SCN-022', path, `give exactly one of ${all}; got ${got}`);
}

/** Formations, waves, manoeuvres, releases, separations and diversions of flights. */
export function checkThreats(check: Checking): void {
  const { raw, refer } = check;
  const idsOf = (list: string): Set<string> =>
    new Set(entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? []));
  const places = idsOf('places');
  const posts = idsOf('commandPosts');
  for (const entry of entriesOf(raw, 'flights')) {
    const { path, fields } = entry;
    checkTogether(check, entry);
    if (fields.arriveAtS !== undefined && fields.flightPlan === true && fields.flightPlanStartS === undefined) {
      const message =
        'a flight plan of a flight with arriveAtS needs flightPlanStartS: its start is worked out in the run';
      check.report('SCN-155', [...path, 'flightPlan'], message);
    }
    checkManoeuvre(check, entry, presetOf(check, entry));
    for (const release of entriesOf(fields, 'releases', path)) {
      refer([...release.path, 'target'], release.fields.target, places, 'place');
      checkRelease(check, release, entry);
    }
    const { ballistic, divert } = fields;
    if (isMapping(ballistic)) checkSeparation(check, { path: [...path, 'ballistic'], fields: ballistic });
    if (isMapping(divert)) checkDivert(check, { path: [...path, 'divert'], fields: divert }, posts);
  }
}

/** The preset of an entry that was already looked at: its mistakes are told elsewhere. */
function presetOf({ context }: Checking, { fields }: LooseEntry): Preset<'airObject'> | undefined {
  const preset = context.catalogue.presets.get(String(fields.preset));
  return preset?.kind === 'airObject' ? (preset as Preset<'airObject'>) : undefined;
}

function checkTogether({ report }: Checking, { path, fields }: LooseEntry): void {
  if (isMapping(fields.formation)) {
    for (const key of ['spacingS', 'lateralSpacingKm']) {
      if (numberOf(fields[key]) === undefined || fields[key] === 0) continue;
      report('SCN-191', [...path, key], `a formation says where each flies; take ${key} away or the formation`);
    }
  }
  if (!isMapping(fields.waves)) return;
  const interval = numberOf(fields.waves.intervalS);
  const length = ((numberOf(fields.count) ?? 1) - 1) * (numberOf(fields.spacingS) ?? 0);
  if (interval === undefined || interval > length || fields.waves.count === 1) return;
  const message = `intervalS must be greater than ${length} s, the time from the first to the last of a wave; got ${interval} s`;
  report('SCN-190', [...path, 'waves', 'intervalS'], message);
}

function checkManoeuvre(check: Checking, { path, fields }: LooseEntry, preset?: Preset<'airObject'>): void {
  const { report } = check;
  const parsed = manoeuvreSchema.safeParse(fields.manoeuvre);
  if (!parsed.success) return;
  const { data } = parsed;
  const at: Path = [...path, 'manoeuvre'];
  if (!Array.isArray(fields.route)) {
    report('SCN-029', at, 'a manoeuvre swings about a route; a missile or a falling body has none');
    return;
  }
  if ((data.kind === 'popUp') !== (data.periodS === undefined)) {
    const message = data.kind === 'popUp' ? 'a popUp has no period: take it away' : 'a weave or jink needs a periodS';
    report('SCN-194', data.kind === 'popUp' ? [...at, 'periodS'] : at, message);
    return;
  }
  if (data.fromS !== undefined && data.lastKm !== undefined) {
    report('SCN-022', at, 'give at most one of fromS and lastKm; got both');
  }
  if (preset) checkLoad(report, at, data, preset, fields.route);
}

/** Whether the object can bear the swing. How long a popUp lasts is known where lastKm says over which way. */
function checkLoad(
  report: Checking['report'],
  path: Path,
  manoeuvre: ManoeuvreSpec,
  preset: Preset<'airObject'>,
  route: readonly unknown[],
): void {
  const { kind, periodS, lastKm, loadFactorG } = manoeuvre;
  const end = route.at(-1);
  const speed = isMapping(end) ? numberOf(end.speedMps) : undefined;
  const length = kind === 'popUp' ? ((lastKm ?? Number.NaN) * 1000) / (speed ?? Number.NaN) : (periodS as number);
  if (Number.isNaN(length)) return;
  const needed = loadFactorOf(manoeuvre, length);
  const own = Number(preset.leaves.find((leaf) => leaf.path === 'maximumLoadFactorG')?.value);
  const most = Math.min(own, loadFactorG ?? own);
  if (needed <= most) return;
  const whose = most < own ? 'its own loadFactorG' : `that of ‘${preset.id}’`;
  const message = `this ${kind} needs a load factor of ${needed.toFixed(1)} g; it must be at most ${most} g, ${whose}`;
  report('SCN-194', path, message);
}

function checkRelease(check: Checking, release: LooseEntry, carrier: LooseEntry): void {
  const { report } = check;
  const { path, fields } = release;
  exactlyOne(check, release, ['atPoint', 'atS']);
  exactlyOne(check, release, ['route', 'ballistic', 'falls']);
  const points = Array.isArray(carrier.fields.route) ? carrier.fields.route.length : 0;
  const atPoint = numberOf(fields.atPoint);
  if (atPoint !== undefined && atPoint >= Math.max(1, points)) {
    const most =
      points < 2 ? 'its carrier has no route: give atS' : `at most ${points - 1}: at the last its carrier ends`;
    report('SCN-192', [...path, 'atPoint'], `atPoint must be ${most}; got ${atPoint}`);
  }
  const preset = check.preset('airObject', release);
  if (!preset) return;
  if (fields.falls === undefined) checkMotion(check, release, preset);
  checkManoeuvre(check, release, preset);
}

function checkSeparation(check: Checking, ballistic: LooseEntry): void {
  const { report, preset } = check;
  const { separation, apexM } = ballistic.fields;
  if (!isMapping(separation)) return;
  const path = [...ballistic.path, 'separation'];
  exactlyOne(check, { path, fields: separation }, ['atS', 'atAltitudeM']);
  const altitude = numberOf(separation.atAltitudeM);
  const apex = numberOf(apexM);
  if (altitude !== undefined && apex !== undefined && altitude >= apex) {
    report('SCN-193', [...path, 'atAltitudeM'], `atAltitudeM must be below the apex, ${apex} m; got ${altitude} m`);
  }
  const bodies = entriesOf(separation, 'bodies', path);
  for (const body of bodies) {
    const found = preset('airObject', body);
    if (found && found.leaves.find((leaf) => leaf.path === 'targetClass')?.value !== 'ballisticMissile') {
      report('SCN-029', [...body.path, 'preset'], `‘${found.id}’ does not fall as a body of a missile does`);
    }
  }
  const warheads = bodies.filter(({ fields }) => fields.warhead === true);
  for (const { path: at, fields } of warheads.slice(0, 1)) {
    if ((numberOf(fields.count) ?? 1) === 1) continue;
    report('SCN-193', [...at, 'count'], 'only one body goes on to the aim: a warhead has count 1');
  }
  for (const { path: at } of warheads.slice(1)) {
    report('SCN-193', [...at, 'warhead'], 'only one body goes on to the aim; another is the warhead already');
  }
}

export function checkDivert(check: Checking, divert: LooseEntry, posts: ReadonlySet<string>): void {
  exactlyOne(check, divert, ['atS', 'onWarningOf']);
  check.refer([...divert.path, 'onWarningOf'], divert.fields.onWarningOf, posts, 'command post');
}
