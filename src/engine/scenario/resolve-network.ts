import type { OutageSpec } from '../network/network.schema.js';
import type { CommandPostId, FireUnitId } from '../types/index.js';
import { TRIGGER_KINDS } from './nodes.schema.js';
import type { OutageTrigger, ResolvedCommandPost, ResolvedNode, ResolvedScenario } from './resolved.js';
import type { ScenarioFile } from './scenario.schema.js';

interface CutOffKeys<Action> {
  readonly fallback?: string;
  readonly whenCutOff?: Action;
  readonly rejoinS?: number;
}

/** What a node does when cut off, as far as its entry says. */
export function cutOffOf<Action>(entry: CutOffKeys<Action>) {
  const { fallback, whenCutOff, rejoinS } = entry;
  return {
    ...(fallback === undefined ? {} : { fallback: fallback as CommandPostId }),
    ...(whenCutOff === undefined ? {} : { whenCutOff }),
    ...(rejoinS === undefined ? {} : { rejoinS }),
  };
}

/** Nodes, outages at given times, and outages that events set off; keys of which a scenario has none are left out. */
export function resolveNetwork(scenario: ScenarioFile): Pick<ResolvedScenario, 'outages' | 'nodes' | 'triggers'> {
  const nodes = (scenario.nodes ?? []).map(({ place, ...node }): ResolvedNode => node).sort(byId);
  const outages: OutageSpec[] = [];
  const triggers: OutageTrigger[] = [];
  for (const { node, link, fromS, toS, when, delayS, durationS, cause } of scenario.outages) {
    const what = { ...(node === undefined ? {} : { node }), ...(link === undefined ? {} : { link }) };
    const why = cause === undefined ? {} : { cause };
    if (when === undefined) {
      outages.push({ ...what, fromS: fromS ?? 0, ...(toS === undefined ? {} : { toS }), ...why });
      continue;
    }
    for (const on of TRIGGER_KINDS) {
      const of = when[on];
      if (of === undefined) continue;
      triggers.push({
        on,
        of,
        ...what,
        delayS: delayS ?? 0,
        ...(durationS === undefined ? {} : { durationS }),
        ...why,
      });
    }
  }
  const standing = [scenario.sensors, scenario.commandPosts, scenario.fireUnits, scenario.nodes ?? []].flat();
  for (const { id, place } of standing) {
    if (place !== undefined) triggers.push({ on: 'placeStruck', of: place, node: id, delayS: 0, cause: 'destroyed' });
  }
  const text = ({ node, link }: { node?: string; link?: string }): string => node ?? link ?? '';
  const order = (a: OutageSpec, b: OutageSpec): number =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : a.fromS - b.fromS || (a.toS ?? Infinity) - (b.toS ?? Infinity);
  const whole = (trigger: OutageTrigger): string => JSON.stringify([trigger.on, trigger.of, trigger]);
  return {
    outages: outages.sort(order),
    ...(nodes.length > 0 ? { nodes } : {}),
    ...(triggers.length > 0 ? { triggers: triggers.sort((a, b) => (whole(a) < whole(b) ? -1 : 1)) } : {}),
  };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Name of the small post with which a unit fights alone. */
export const alonePostOf = (unit: string): CommandPostId => `${unit}-alone` as CommandPostId;

/**
 * Gives every unit that is to fight alone when cut off a small post of its own: where the unit stands, with the tracker,
 * times, readiness and doctrine of its post, tightened if the unit says so. Until it is cut off it has neither sensor nor unit.
 */
export function addAlonePosts(scenario: ResolvedScenario): ResolvedScenario {
  const alone = scenario.fireUnits.flatMap((unit): ResolvedCommandPost[] => {
    const { whenCutOff } = unit;
    const post = scenario.commandPosts.find(({ id }) => id === unit.commandPost);
    if (post === undefined || whenCutOff === undefined || whenCutOff === 'silent') return [];
    const { weaponsControl } = post.doctrine;
    const tightened = whenCutOff === 'weaponsTight' && weaponsControl === 'free';
    // It stands still: a move is its post's, with the units that the post has then.
    const { fallback, rejoinS, relocations, ...rest } = post;
    const { latDeg, lonDeg, id } = unit;
    const doctrine = tightened ? { ...post.doctrine, weaponsControl: 'tight' as const } : post.doctrine;
    return [{ ...rest, id: alonePostOf(id), latDeg, lonDeg, doctrine, superior: null, aloneOf: id as FireUnitId }];
  });
  if (alone.length === 0) return scenario;
  const parentOf = new Map(scenario.fireUnits.map(({ id, commandPost }) => [id, commandPost]));
  return {
    ...scenario,
    commandPosts: [...scenario.commandPosts, ...alone].sort(byId),
    places: scenario.places.map((place) => {
      const more = alone.filter(({ aloneOf }) => place.defendedBy.includes(parentOf.get(aloneOf!)!));
      return more.length === 0
        ? place
        : { ...place, defendedBy: [...place.defendedBy, ...more.map(({ id }) => id)].sort() };
    }),
  };
}
