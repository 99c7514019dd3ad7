import { linkPresetSchema } from './catalogue.schema.js';
import type { Checking } from './check.js';
import type { Issue } from './errors.js';
import { entriesOf, isMapping, type LooseEntry, textOf } from './loose.js';
import { TRIGGER_KINDS } from './nodes.schema.js';
import { type Path, show } from './schema-issue.js';
import { isOptional } from './walk.schema.js';

/** Ids of the entries of some lists. */
export const idsOf = (raw: unknown, ...lists: readonly string[]): Set<string> =>
  new Set(lists.flatMap((list) => entriesOf(raw, list).flatMap(({ fields }) => textOf(fields.id) ?? [])));

const PLACED = ['sensors', 'commandPosts', 'fireUnits', 'nodes'] as const;

/** What the schema cannot say of nodes, power, links, outages and of what is done when cut off. */
export function checkNetwork(check: Checking): void {
  checkLinks(check);
  checkStations(check);
  checkPower(check);
  checkOutages(check);
  checkCutOff(check);
}

function checkLinks({ raw, preset, refer, report }: Checking): void {
  const ends = new Set([...idsOf(raw, ...PLACED)].filter((id) => !powerSources(raw).has(id)));
  const placed = placedIds(raw);
  for (const entry of entriesOf(raw, 'links')) {
    const { path, fields } = entry;
    for (const end of ['from', 'to']) {
      refer([...path, end], fields[end], ends, 'command post, sensor, fire unit, relay or gateway');
      const id = textOf(fields[end]);
      if (fields.radio === undefined || id === undefined || !ends.has(id) || placed.has(id)) continue;
      report('SCN-142', [...path, end], `a radio link needs the positions of its ends; ‘${id}’ has none`);
    }
    if (typeof fields.from === 'string' && fields.from === fields.to) {
      report('SCN-024', [...path, 'to'], `a link joins two nodes; both ends are ‘${fields.from}’`);
    }
    preset('link', entry);
    if (fields.preset !== undefined) continue;
    for (const [key, schema] of Object.entries(linkPresetSchema.shape)) {
      if (fields[key] === undefined && !isOptional(schema))
        report('SCN-007', [...path, key], `${key} is missing: a link without a preset gives every value`);
    }
  }
}

const powerSources = (raw: unknown): Set<string> =>
  new Set(
    entriesOf(raw, 'nodes').flatMap(({ fields }) => (fields.kind === 'powerSource' ? (textOf(fields.id) ?? []) : [])),
  );

const placedIds = (raw: unknown): Set<string> =>
  new Set(
    PLACED.flatMap((list) => entriesOf(raw, list)).flatMap(({ fields }) =>
      fields.position === undefined && fields.orbit === undefined ? [] : (textOf(fields.id) ?? []),
    ),
  );

/** Keys that belong to one kind of node, which must or may have them. */
const KEYS_OF_KIND = [
  ['powers', 'powerSource', true],
  ['backupS', 'powerSource', false],
  ['translation', 'gateway', true],
] as const;

function checkStations({ raw, report }: Checking): void {
  for (const { path, fields } of entriesOf(raw, 'nodes')) {
    const id = textOf(fields.id);
    for (const [key, kind, needed] of KEYS_OF_KIND) {
      const given = fields[key] !== undefined;
      if (given && fields.kind !== kind) {
        report('SCN-140', [...path, key], `${key} is a key of a ${kind}; this node is a ${String(fields.kind)}`);
      }
      if (needed && !given && fields.kind === kind) {
        report('SCN-007', [...path, key], `${key} is missing: a ${kind} has it`);
      }
    }
    if (fields.kind === 'powerSource' || id === undefined) continue;
    const links = entriesOf(raw, 'links').filter(({ fields: link }) => link.from === id || link.to === id).length;
    if (links < 2) {
      report(
        'SCN-141',
        path,
        `a ${String(fields.kind)} passes messages between links; at ‘${id}’ ends ${links === 0 ? 'none' : 'one'}`,
      );
    }
  }
}

function checkPower({ raw, refer, report }: Checking): void {
  const fed = idsOf(raw, ...PLACED);
  const feeds = new Map<string, readonly string[]>();
  const sources = entriesOf(raw, 'nodes').filter(({ fields }) => Array.isArray(fields.powers));
  for (const { path, fields } of sources) {
    const powers = fields.powers as unknown[];
    for (const [k, id] of powers.entries()) refer([...path, 'powers', k], id, fed, 'node');
    const id = textOf(fields.id);
    if (id !== undefined)
      feeds.set(
        id,
        powers.flatMap((one) => textOf(one) ?? []),
      );
  }
  for (const { path, fields } of sources) {
    const id = textOf(fields.id);
    if (id !== undefined && leadsTo(feeds, id, id)) {
      report('SCN-143', [...path, 'powers'], `power source ‘${id}’ must not power itself, nor what powers it`);
    }
  }
}

/** Whether following what sources power from one comes to another. */
function leadsTo(feeds: ReadonlyMap<string, readonly string[]>, from: string, goal: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(feeds.get(from) ?? [])];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === goal) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    waiting.push(...(feeds.get(at) ?? []));
  }
  return false;
}

function checkOutages({ raw, refer, report }: Checking): void {
  const nodes = idsOf(raw, ...PLACED);
  const links = idsOf(raw, 'links');
  const valid = {
    placeStruck: idsOf(raw, 'places'),
    nodeLost: nodes,
    linkCut: links,
    warning: idsOf(raw, 'commandPosts'),
  };
  const words = { placeStruck: 'place', nodeLost: 'node', linkCut: 'link', warning: 'command post' };
  for (const { path, fields } of entriesOf(raw, 'outages')) {
    refer([...path, 'node'], fields.node, nodes, 'sensor, command post, fire unit or node');
    refer([...path, 'link'], fields.link, links, 'link');
    const { when } = fields;
    if (when === undefined && fields.fromS === undefined) {
      report('SCN-007', [...path, 'fromS'], 'fromS is missing: an outage has a time or, with when, an event');
    }
    const foreign = when === undefined ? ['delayS', 'durationS'] : ['fromS', 'toS'];
    for (const key of foreign.filter((name) => fields[name] !== undefined)) {
      const by = when === undefined ? 'an event, and when is not given' : 'a time, and when names an event';
      report('SCN-144', [...path, key], `${key} belongs to an outage set off by ${by}`);
    }
    if (!isMapping(when)) continue;
    const given = TRIGGER_KINDS.filter((key) => when[key] !== undefined);
    for (const key of given) refer([...path, 'when', key], when[key], valid[key], words[key]);
    if (given.length !== 1) {
      report('SCN-022', [...path, 'when'], `give exactly one of ${TRIGGER_KINDS.join(', ')}; got ${given.length}`);
    }
  }
}

function checkCutOff(check: Checking): void {
  const { raw, refer, report } = check;
  const posts = idsOf(raw, 'commandPosts');
  const places = idsOf(raw, 'places');
  for (const list of PLACED) {
    for (const { path, fields } of entriesOf(raw, list)) refer([...path, 'place'], fields.place, places, 'place');
  }
  for (const [list, key] of [
    ['sensors', 'commandPost'],
    ['fireUnits', 'commandPost'],
    ['commandPosts', 'superior'],
  ] as const) {
    for (const { path, fields } of entriesOf(raw, list)) {
      const { fallback, id } = fields;
      refer([...path, 'fallback'], fallback, posts, 'command post');
      if (fallback === undefined) continue;
      const own = textOf(fields[key]);
      if (fallback === id || fallback === own) {
        report(
          'SCN-145',
          [...path, 'fallback'],
          `fallback must be another post than itself and its ${key}; got ${show(fallback)}`,
        );
      } else if (list === 'commandPosts' && own === undefined) {
        report('SCN-145', [...path, 'fallback'], 'fallback stands in for a superior; this post has none');
      }
    }
  }
  checkAlone(check);
}

function checkAlone({ raw, report }: Checking): void {
  const taken = new Map<string, string>();
  const ids = idsOf(raw, 'places', ...PLACED, 'links', 'flights');
  const alone = (fields: LooseEntry['fields']): boolean =>
    fields.whenCutOff === 'autonomous' || fields.whenCutOff === 'weaponsTight';
  for (const { path, fields } of entriesOf(raw, 'fireUnits')) {
    const id = textOf(fields.id);
    if (id === undefined || !alone(fields)) continue;
    const at = [...path, 'whenCutOff'];
    const sensor = textOf(fields.engagementSensor);
    if (sensor === undefined) {
      report('SCN-146', at, `a unit fights alone with its engagement sensor; ‘${id}’ has none of its own`);
      continue;
    }
    const other = taken.get(sensor);
    if (other === undefined) taken.set(sensor, id);
    else
      report(
        'SCN-146',
        at,
        `sensor ‘${sensor}’ serves ‘${other}’, which fights alone with it, too; make them one unit`,
      );
    if (ids.has(`${id}-alone`)) {
      report('SCN-015', [...path, 'id'], `‘${id}-alone’ is the small post of this unit; another entry has this id`);
    }
  }
}

/** Warns of what is legal and surely unintended. */
export function warnOfNetwork({
  raw,
  warn,
}: {
  readonly raw: Checking['raw'];
  readonly warn: (code: Issue['code'], path: Path, message: string) => void;
}): void {
  const links = entriesOf(raw, 'links').filter(({ fields }) => fields.enabled !== false);
  const root = new Map<string, string>();
  const find = (id: string): string => {
    let at = id;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up;
    return at;
  };
  for (const { fields } of links) {
    const [from, to] = [textOf(fields.from), textOf(fields.to)];
    if (from === undefined || to === undefined) continue;
    const [a, b] = [find(from), find(to)];
    root.set(a, a);
    root.set(b, a);
  }
  const pieces = new Set([...root.keys()].map(find));
  if (pieces.size > 1) {
    warn(
      'SCN-147',
      ['links'],
      `the links make ${pieces.size} networks that nothing joins, about ${[...pieces].sort().join(', ')}`,
    );
  }
  for (const { path, fields } of entriesOf(raw, 'commandPosts')) {
    const [id, superior] = [textOf(fields.id), textOf(fields.superior)];
    if (id === undefined || superior === undefined || find(id) === find(superior)) continue;
    warn(
      'SCN-148',
      [...path, 'superior'],
      `no link leads from ‘${superior}’ to ‘${id}’, which is cut off from the start`,
    );
  }
  for (const list of ['sensors', 'fireUnits']) {
    for (const { path, fields } of entriesOf(raw, list)) {
      const [id, post] = [textOf(fields.id), textOf(fields.commandPost)];
      if (id === undefined || post === undefined || !root.has(id) || find(id) === find(post)) continue;
      warn('SCN-148', [...path, 'commandPost'], `‘${id}’ has links, and none leads to its post ‘${post}’`);
    }
  }
}
