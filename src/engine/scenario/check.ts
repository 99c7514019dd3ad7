import { addedLeaves, missingValues } from './added-values.js';
import { buildSpec, type Catalogue, type Preset } from './catalogue.js';
import { idSchema, type PresetKind } from './catalogue.schema.js';
import { checkDoctrine } from './check-doctrine.js';
import { checkFlights } from './check-flights.js';
import { checkIdentification } from './check-identification.js';
import { checkNetwork, idsOf, warnOfNetwork } from './check-network.js';
import { checkPostures } from './check-posture.js';
import { checkTerrain } from './check-terrain.js';
import { checkThreats } from './check-threats.js';
import { checkTraffic } from './check-traffic.js';
import { checkUnintended } from './check-unintended.js';
import { checkWeapon } from './check-weapon.js';
import { type Issue, MOST_ISSUES } from './errors.js';
import { entriesOf, isMapping, type LooseEntry, leafAt, numberOf, textOf } from './loose.js';
import { nearestName } from './nearest.js';
import { type Locate, makeIssue, type Path, show } from './schema-issue.js';
import type { TerrainChoice } from './terrain.schema.js';
import type { YamlText } from './yaml-document.js';

/** What a scenario is checked against beside its schema. */
export interface ScenarioContext {
  readonly catalogue: Catalogue;
  /** Whether the terrain that the scenario chooses covers a position; without it, no position is checked. */
  readonly contains?: (terrain: TerrainChoice, latDeg: number, lonDeg: number) => boolean;
  /** What that terrain covers, in words. */
  readonly extentOf?: (terrain: TerrainChoice) => string;
}

/** One check's view of the file: the raw data, which may be broken anywhere, and a place for what is found. */
export interface Checking {
  readonly raw: Record<string, unknown>;
  readonly context: ScenarioContext;
  readonly report: (code: Issue['code'], path: Path, message: string, more?: { nearest?: string; at?: 'key' }) => void;
  /** Tells of what is legal but surely unintended: nothing is refused for it. */
  readonly warn: Checking['report'];
  readonly preset: <K extends PresetKind>(kind: K, entry: LooseEntry, key?: string) => Preset<K> | undefined;
  readonly refer: (path: Path, value: unknown, valid: ReadonlySet<string>, what: string) => void;
}

/**
 * What the schema cannot say: ids, references, presets, positions, times. Works on a file that breaks its schema too.
 * What is legal but surely unintended is added to `warnings`.
 */
export function checkScenario({ raw, locate }: YamlText, context: ScenarioContext, warnings: Issue[]): Issue[] {
  const issues: Issue[] = [];
  const check = makeChecking(raw as Record<string, unknown>, locate, context, issues, warnings);
  checkIds(check);
  checkReferences(check);
  checkOverrides(check);
  checkPositions(check);
  checkTimes(check);
  checkAlternatives(check);
  checkSuperiors(check);
  checkNetwork(check);
  checkDoctrine(check);
  checkFlights(check);
  checkUnintended(check);
  warnOfNetwork(check);
  checkIdentification(check);
  checkThreats(check);
  checkTraffic(check);
  checkPostures(check);
  checkWeapon(check);
  return issues;
}

function makeChecking(
  raw: Record<string, unknown>,
  locate: Locate,
  context: ScenarioContext,
  issues: Issue[],
  warnings: Issue[],
): Checking {
  const into =
    (list: Issue[]): Checking['report'] =>
    (code, path, message, more) => {
      if (list.length <= MOST_ISSUES) list.push(makeIssue(locate, code, path, message, more));
    };
  const report = into(issues);
  return {
    raw,
    context,
    report,
    warn: into(warnings),
    preset: <K extends PresetKind>(kind: K, entry: LooseEntry, key = 'preset') => {
      const name = textOf(entry.fields[key]);
      if (name === undefined || issues.length > MOST_ISSUES) return undefined;
      const preset = context.catalogue.presets.get(name);
      const path = [...entry.path, key];
      if (preset?.kind === kind) return preset as Preset<K>;
      const names = [...context.catalogue.presets.values()].filter((p) => p.kind === kind).map((p) => p.id);
      const nearest = nearestName(name, names);
      if (preset)
        report('SCN-017', path, `‘${name}’ is a preset of kind ${preset.kind}; wanted here: ${kind}`, { nearest });
      else
        report(
          'SCN-016',
          path,
          `unknown ${kind} preset ${show(name)}${nearest ? '' : `; there are: ${names.sort().join(', ')}`}`,
          { nearest },
        );
      return undefined;
    },
    refer: (path, value, valid, what) => {
      const name = textOf(value);
      if (name === undefined || valid.has(name) || issues.length > MOST_ISSUES) return;
      const nearest = nearestName(name, valid);
      const known = nearest ? '' : `; there ${valid.size > 0 ? `are: ${[...valid].sort().join(', ')}` : 'is none'}`;
      report('SCN-018', path, `no ${what} is called ${show(name)}${known}`, { nearest });
    },
  };
}

const LISTS = [
  'places',
  'sensors',
  'commandPosts',
  'fireUnits',
  'nodes',
  'links',
  'corridors',
  'areas',
  'commonCauses',
  'flights',
  'airspaceOrders',
  'decoys',
] as const;

function checkIds({ raw, report }: Checking): void {
  const first = new Map<string, string>();
  for (const list of LISTS) {
    for (const { path, fields } of entriesOf(raw, list)) {
      const id = textOf(fields.id);
      if (id === undefined || !idSchema.safeParse(id).success) continue;
      const before = first.get(id);
      const here = `${list}[${String(path[1])}]`;
      if (before === undefined) first.set(id, here);
      else report('SCN-015', [...path, 'id'], `id ‘${id}’ is used twice; first at ${before}`);
    }
  }
}

function checkReferences({ raw, refer, preset, report }: Checking): void {
  const posts = idsOf(raw, 'commandPosts');
  const sensors = idsOf(raw, 'sensors');
  refer(['focus'], raw.focus, posts, 'command post');
  for (const { path, fields } of entriesOf(raw, 'places')) {
    const defenders = Array.isArray(fields.defendedBy) ? fields.defendedBy : [];
    for (const [i, post] of defenders.entries()) refer([...path, 'defendedBy', i], post, posts, 'command post');
  }
  for (const entry of entriesOf(raw, 'sensors')) {
    preset('radar', entry);
    refer([...entry.path, 'commandPost'], entry.fields.commandPost, posts, 'command post');
  }
  for (const entry of entriesOf(raw, 'commandPosts')) {
    preset('commandPost', entry);
    const { doctrine } = entry.fields;
    if (isMapping(doctrine)) preset('doctrine', { path: [...entry.path, 'doctrine'], fields: doctrine });
    refer([...entry.path, 'superior'], entry.fields.superior, posts, 'command post');
    checkTracker(entry, report);
  }
  const postOf = new Map(entriesOf(raw, 'sensors').map(({ fields }) => [fields.id, fields.commandPost]));
  for (const entry of entriesOf(raw, 'fireUnits')) {
    const { commandPost, engagementSensor } = entry.fields;
    preset('fireUnit', entry);
    refer([...entry.path, 'commandPost'], commandPost, posts, 'command post');
    refer([...entry.path, 'engagementSensor'], engagementSensor, sensors, 'sensor');
    if (sensors.has(String(engagementSensor)) && postOf.get(engagementSensor) !== commandPost) {
      const message = `sensor ${show(engagementSensor)} reports to ${show(postOf.get(engagementSensor))}, not to this unit’s post ${show(commandPost)}`;
      report('SCN-018', [...entry.path, 'engagementSensor'], message);
    }
    for (const launcher of entriesOf(entry.fields, 'launchers', entry.path))
      preset('interceptor', launcher, 'interceptor');
  }
}

/** Settings of a tracker say for which kind they are: the one that is meant if none is named has none. */
function checkTracker({ path, fields }: LooseEntry, report: Checking['report']): void {
  const { tracker } = fields;
  if (!isMapping(tracker) || tracker.kind !== undefined || Object.keys(tracker).length === 0) return;
  report(
    'SCN-007',
    [...path, 'tracker', 'kind'],
    'kind is missing: a tracker with settings names the kind that reads them',
  );
}

/** Overrides of a radar may add what its preset leaves out; a group is added whole. */
function checkOverrides({ raw, context, report }: Checking): void {
  for (const { path, fields } of entriesOf(raw, 'sensors')) {
    const preset = context.catalogue.presets.get(String(fields.preset));
    if (preset?.kind !== 'radar' || !isMapping(fields.overrides)) continue;
    const added = addedLeaves(preset, (leaf) => leafAt(fields.overrides, leaf));
    if (added.length === 0) continue;
    const spec = buildSpec([...preset.leaves, ...added], ({ value }) => value);
    for (const missing of missingValues('radar', spec)) {
      const keys = missing.split('.');
      const message = `${keys.at(-1)} is missing: a group that ${preset.id} leaves out is added whole`;
      report('SCN-007', [...path, 'overrides', ...keys], message);
    }
  }
}

function checkPositions(check: Checking): void {
  const { raw, context, report } = check;
  const { contains } = context;
  const terrain = checkTerrain(check);
  if (!contains || !terrain) return;
  const inside = (value: unknown, path: Path): void => {
    if (!isMapping(value)) return;
    const lat = numberOf(value.latDeg);
    const lon = numberOf(value.lonDeg);
    if (lat === undefined || lon === undefined || contains(terrain, lat, lon)) return;
    const extent = context.extentOf ? `, ${context.extentOf(terrain)}` : '';
    report(
      'SCN-019',
      path,
      `position must lie inside the terrain ${terrain.source}${extent}; got latDeg ${lat}, lonDeg ${lon}`,
    );
  };
  for (const { path, fields } of entriesOf(raw, 'places')) inside(fields, [...path, 'latDeg']);
  for (const list of ['sensors', 'commandPosts', 'fireUnits', 'nodes']) {
    for (const { path, fields } of entriesOf(raw, list)) {
      inside(fields.position, [...path, 'position']);
      inside(fields.orbit, [...path, 'orbit']);
      for (const launcher of entriesOf(fields, 'launchers', path)) {
        inside(launcher.fields.position, [...launcher.path, 'position']);
      }
    }
  }
  for (const { path, fields } of entriesOf(raw.traffic, 'airways', ['traffic'])) {
    for (const point of entriesOf(fields, 'points', path)) inside(point.fields, point.path);
  }
  for (const { path, fields } of entriesOf(raw, 'flights')) {
    for (const point of entriesOf(fields, 'route', path)) inside(point.fields, point.path);
    for (const release of entriesOf(fields, 'releases', path)) {
      for (const point of entriesOf(release.fields, 'route', release.path)) inside(point.fields, point.path);
      const { ballistic: shot } = release.fields;
      if (isMapping(shot)) inside(shot.aim, [...release.path, 'ballistic', 'aim']);
    }
    for (const point of entriesOf(fields.divert, 'route', [...path, 'divert'])) inside(point.fields, point.path);
    const { ballistic } = fields;
    if (!isMapping(ballistic)) continue;
    for (const end of ['launch', 'aim']) inside(ballistic[end], [...path, 'ballistic', end]);
  }
}

function checkTimes({ raw, report }: Checking): void {
  const duration = numberOf(raw.durationS);
  const step = numberOf(raw.stepS) ?? 1;
  if (duration !== undefined && duration > 0 && step > 0) {
    const ticks = duration / step;
    if (Math.abs(ticks - Math.round(ticks)) > 1e-9 * ticks) {
      report(
        'SCN-024',
        ['durationS'],
        `durationS must be a whole number of ticks; got ${duration} s in ticks of ${step} s`,
      );
    }
  }
  const ordered = ({ path, fields }: LooseEntry, low: string, high: string): void => {
    const from = numberOf(fields[low]);
    const to = numberOf(fields[high]);
    if (from !== undefined && to !== undefined && from >= to) {
      report('SCN-024', [...path, high], `${high} must be greater than ${low} (${from}); got ${to}`);
    }
  };
  for (const list of ['outages', 'airspaceOrders']) {
    for (const entry of entriesOf(raw, list)) ordered(entry, 'fromS', 'toS');
  }
  for (const entry of entriesOf(raw, 'corridors')) ordered(entry, 'floorM', 'ceilingM');
}

/** Pairs of keys of which an entry has exactly one. */
const ALTERNATIVES = [
  ['outages', 'node', 'link'],
  ['sensors', 'position', 'orbit'],
  ['flights', 'route', 'ballistic'],
  ['flights', 'startS', 'arriveAtS'],
] as const;

function checkAlternatives({ raw, report }: Checking): void {
  for (const [list, one, other] of ALTERNATIVES) {
    for (const { path, fields } of entriesOf(raw, list)) {
      const given = [one, other].filter((key) => fields[key] !== undefined);
      if (given.length === 1) continue;
      report(
        'SCN-022',
        path,
        `give exactly one of ${one} and ${other}; got ${given.length === 0 ? 'neither' : 'both'}`,
      );
    }
  }
}

function checkSuperiors({ raw, report }: Checking): void {
  const superiorOf = new Map<string, string>();
  const posts = entriesOf(raw, 'commandPosts').flatMap(({ path, fields }) => {
    const id = textOf(fields.id);
    const superior = textOf(fields.superior);
    if (id === undefined || superior === undefined) return [];
    superiorOf.set(id, superior);
    return [{ path, id }];
  });
  /** The post from which each was first reached: a way that comes back to one of its own goes round. */
  const reachedFrom = new Map<string | undefined, string>();
  const circling = new Set<string | undefined>();
  for (const { id } of posts) {
    let at: string | undefined = id;
    for (; at !== undefined && !reachedFrom.has(at); at = superiorOf.get(at)) reachedFrom.set(at, id);
    if (at === undefined || reachedFrom.get(at) !== id) continue;
    for (; !circling.has(at); at = superiorOf.get(at as string)) circling.add(at);
  }
  for (const { path, id } of posts) {
    if (circling.has(id)) report('SCN-025', [...path, 'superior'], `superiors of ‘${id}’ lead back to itself`);
  }
}
