import { TARGET_CLASSES } from '../types/classes.js';
import type { Checking } from './check.js';
import { entriesOf, isMapping, type LooseEntry, numberOf, textOf } from './loose.js';
import type { Path } from './schema-issue.js';

type Mapping = Readonly<Record<string, unknown>>;

/** A preset's values with an entry's overrides over them. */
function overlaid(values: unknown, overrides: unknown): Mapping {
  const below = isMapping(values) ? values : {};
  if (!isMapping(overrides)) return below;
  const all: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(overrides)) {
    all[key] = isMapping(value) ? overlaid(below[key], value) : value;
  }
  return all;
}

const at = (tree: unknown, ...keys: string[]): unknown => {
  let value = tree;
  for (const key of keys) value = isMapping(value) ? value[key] : undefined;
  return value;
};
const numberAt = (tree: unknown, ...keys: string[]): number | undefined => numberOf(at(tree, ...keys));

/** One post with the rules that hold for it. */
interface Ruled {
  readonly id: string;
  readonly entry: LooseEntry;
  readonly path: Path;
  readonly doctrine: Mapping;
  readonly post: Mapping;
}

/** Doctrines that can never fire, rules that contradict each other, control and cooperation without the means for them. */
export function checkDoctrine(check: Checking): void {
  const posts = ruledPosts(check);
  for (const post of posts) {
    checkPriorities(check, post);
    checkKeepOut(check, post);
    checkReserve(check, post);
    checkReaction(check, post);
    checkControl(check, post, posts);
    checkCooperation(check, post);
    checkEntry(check, post);
  }
}

function ruledPosts({ raw, context }: Pick<Checking, 'raw' | 'context'>): Ruled[] {
  const spec = (name: unknown): unknown => context.catalogue.presets.get(String(name))?.spec;
  return entriesOf(raw, 'commandPosts').flatMap((entry) => {
    const { fields, path } = entry;
    const id = textOf(fields.id);
    if (id === undefined) return [];
    const { doctrine } = fields;
    return [
      {
        id,
        entry,
        path: [...path, 'doctrine', 'overrides'],
        doctrine: overlaid(spec(at(doctrine, 'preset')), at(doctrine, 'overrides')),
        post: overlaid(spec(fields.preset), fields.overrides),
      },
    ];
  });
}

function checkPriorities({ report }: Checking, { doctrine, path }: Ruled): void {
  for (const [group, keys] of [
    ['class', TARGET_CLASSES],
    ['identity', ['hostile', 'suspect', 'unknown']],
  ] as const) {
    if (!keys.every((key) => numberAt(doctrine, 'priorities', group, key) === 0)) continue;
    report('SCN-160', [...path, 'priorities', group], `every ${group} has priority 0: the post never fires`);
  }
}

function checkKeepOut({ raw, context, report }: Checking, { id, doctrine, path }: Ruled): void {
  const reach = (targetClass: string): number =>
    entriesOf(raw, 'fireUnits')
      .filter(({ fields }) => fields.commandPost === id)
      .flatMap(({ fields }) => entriesOf(fields, 'launchers'))
      .reduce((most, { fields }) => {
        const values = overlaid(context.catalogue.presets.get(String(fields.interceptor))?.spec, fields.overrides);
        const key = targetClass === 'ballisticMissile' ? 'ballisticRangeKm' : 'maximumRangeKm';
        return Math.max(most, numberOf(values[key]) ?? 0);
      }, 0);
  for (const targetClass of TARGET_CLASSES) {
    const inside = numberAt(doctrine, 'keepOut', 'insideKm', targetClass);
    if (inside === undefined) continue;
    const place = [...path, 'keepOut', 'insideKm', targetClass];
    const outside = numberAt(doctrine, 'keepOut', 'outsideKm', targetClass);
    if (outside !== undefined && inside >= outside) {
      report('SCN-161', place, `insideKm must be below outsideKm (${outside} km) for ${targetClass}; got ${inside} km`);
    }
    const most = reach(targetClass);
    if (most > 0 && inside >= most) {
      report(
        'SCN-160',
        place,
        `nothing may be fired at inside ${inside} km, and no interceptor of ${id} reaches beyond ${most} km`,
      );
    }
  }
}

function checkReserve({ report }: Checking, { doctrine, path }: Ruled): void {
  const { reserve } = doctrine;
  if (!isMapping(reserve)) return;
  const place = [...path, 'reserve'];
  if (reserve.share === undefined && reserve.interceptors === undefined) {
    report('SCN-161', place, 'a reserve is a share, a number of interceptors, or both; got neither');
  }
  if (numberOf(reserve.share) === 1) {
    const message = `all interceptors are kept for ${reserve.forClass}: nothing else is ever fired at`;
    report('SCN-160', [...place, 'share'], message);
  }
}

function checkReaction({ report }: Checking, { entry, post }: Ruled): void {
  const path = [...entry.path, 'overrides'];
  const { reactionTriangular: triangle, reactionLogNormal: logNormal } = post;
  if (isMapping(triangle) && isMapping(logNormal)) {
    report('SCN-161', path, 'a reaction time is triangular or log-normal; got both');
  }
  const low = numberAt(triangle, 'lowS');
  const mode = numberAt(triangle, 'modeS');
  const high = numberAt(triangle, 'highS');
  if (low !== undefined && mode !== undefined && high !== undefined && !(low <= mode && mode <= high)) {
    const message = `reaction times must have lowS ≤ modeS ≤ highS; got ${low}, ${mode}, ${high}`;
    report('SCN-161', [...path, 'reactionTriangular'], message);
  }
  const median = numberAt(logNormal, 'medianS');
  const late = numberAt(logNormal, 'percentile95S');
  if (median !== undefined && late !== undefined && median > late) {
    report('SCN-161', [...path, 'reactionLogNormal'], `medianS must not exceed percentile95S (${late}); got ${median}`);
  }
}

function checkControl(check: Checking, { id, entry, doctrine, path }: Ruled, posts: readonly Ruled[]): void {
  const { control } = doctrine;
  if (control !== 'central' && control !== 'hierarchical') return;
  const { raw, report } = check;
  const place = [...path, 'control'];
  const superior = textOf(entry.fields.superior);
  if (superior === undefined) {
    report('SCN-162', place, `${control} control of ‘${id}’ needs a superior; it has none`);
    return;
  }
  if (!posts.some((other) => other.id === superior)) return;
  if (!reaches(raw, superior, id)) {
    report('SCN-162', place, `${control} control of ‘${id}’ needs a way of links from ‘${superior}’; there is none`);
  }
  const defends = entriesOf(raw, 'places').some(
    ({ fields }) => Array.isArray(fields.defendedBy) && fields.defendedBy.includes(superior),
  );
  if (!defends) {
    report(
      'SCN-162',
      place,
      `‘${superior}’, which assigns for ‘${id}’, defends no place: it would never give an order`,
    );
  }
}

/** Whether links lead from one post to another, enabled or not: a study may turn them on. */
function reaches(raw: unknown, from: string, to: string): boolean {
  const links = entriesOf(raw, 'links').map(({ fields }) => fields);
  const reached = new Set([from]);
  for (const node of reached) {
    for (const link of links) {
      const [a, b] = [textOf(link.from), textOf(link.to)];
      if (a === node && b !== undefined) reached.add(b);
      if (b === node && a !== undefined && link.bidirectional !== false) reached.add(a);
    }
  }
  return reached.has(to);
}

function checkCooperation({ raw, report }: Checking, { id, doctrine, path }: Ruled): void {
  const { cooperation, handOverLeakers } = doctrine;
  const links = entriesOf(raw, 'links').map(({ fields }) => fields);
  const uses = ['launchOnRemote', 'engageOnRemote', 'forwardPass'].filter((key) => at(cooperation, key) === true);
  const told = links.some((link) => link.to === id || (link.from === id && link.bidirectional !== false));
  if (uses.length > 0 && !told) {
    report(
      'SCN-163',
      [...path, 'cooperation'],
      `${uses.join(', ')} need other posts’ tracks; no link leads to ‘${id}’`,
    );
  }
  const tells = links.some((link) => link.from === id || (link.to === id && link.bidirectional !== false));
  if (handOverLeakers === true && !tells) {
    report('SCN-163', [...path, 'handOverLeakers'], `‘${id}’ hands leakers over, and no link leads from it`);
  }
}

function checkEntry({ raw, refer, report }: Checking, { entry, doctrine }: Ruled): void {
  const { covers, placePriorities } = entry.fields;
  const ids = (...lists: readonly string[]): Set<string> =>
    new Set(lists.flatMap((list) => entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? [])));
  if (Array.isArray(covers)) {
    const units = ids('commandPosts', 'fireUnits', 'sensors');
    for (const [i, unit] of covers.entries()) {
      refer([...entry.path, 'covers', i], unit, units, 'command post, fire unit or sensor');
    }
    if (doctrine.selfDefence === undefined) {
      const message = 'what a post covers it protects under its doctrine’s selfDefence; it has none';
      report('SCN-164', [...entry.path, 'covers'], message);
    }
  }
  if (!Array.isArray(placePriorities)) return;
  const places = ids('places');
  for (const { path, fields } of entriesOf(entry.fields, 'placePriorities', entry.path)) {
    refer([...path, 'place'], fields.place, places, 'place');
  }
}

/** What is legal and surely unintended; reports the same way. */
export function warnOfDoctrine({ raw, context, report }: Pick<Checking, 'raw' | 'context' | 'report'>): void {
  for (const { id, entry, doctrine, path } of ruledPosts({ raw, context })) {
    const armed = entriesOf(raw, 'fireUnits').some(({ fields }) => fields.commandPost === id);
    const rules = at(entry.fields, 'doctrine', 'rulesOfEngagement');
    const released =
      (isMapping(doctrine.selfDefence) && doctrine.selfDefence.holdIsAbsolute !== true) ||
      doctrine.control === 'central' ||
      (Array.isArray(rules) && rules.length > 0);
    if (armed && doctrine.weaponsControl === 'hold' && !released) {
      const message = `weapons of ‘${id}’ are on hold, and nothing releases them: its units never fire`;
      report('SCN-165', [...path, 'weaponsControl'], message);
    }
    const uses = ['launchOnRemote', 'engageOnRemote', 'forwardPass'];
    if (isMapping(doctrine.cooperation) && !uses.some((key) => at(doctrine.cooperation, key) === true)) {
      report(
        'SCN-165',
        [...path, 'cooperation'],
        `cooperation of ‘${id}’ has limits and allows none of ${uses.join(', ')}`,
      );
    }
    if (doctrine.horizonS !== undefined && doctrine.assigner !== 'rollingHorizon') {
      report('SCN-165', [...path, 'horizonS'], 'horizonS is read by the assigner rollingHorizon alone');
    }
  }
}
