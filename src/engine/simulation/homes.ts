import { uniform } from '../math/index.js';
import { hasLink, type Network, powered, routeBetween, turnTo, whyOut } from '../network/index.js';
import { alonePostOf } from '../scenario/resolve-network.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { PURPOSE } from '../types/index.js';
import type { Post } from './posts.js';
import type { Sensor } from './sensors.js';
import { makeTies, NONE, type Ties, tie } from './ties.js';
import { tell, type World } from './world.js';

/** A sensor or fire unit whose ties can break. All others are wired to their post for good. */
export interface Dependant {
  readonly id: string;
  readonly kind: 'sensor' | 'fireUnit';
  /** Its index among the world's sensors or batteries. */
  readonly index: number;
  /** Its post and, where it has one, its fallback. */
  readonly posts: readonly Post[];
  /** The small post with which a unit fights alone. */
  readonly alone: Post | null;
  readonly whenCutOff: 'silent' | 'alone';
  readonly rejoin: number;
  /** Whether links end at it: then only they tie it to a post. */
  readonly linked: boolean;
  readonly ties: Ties;
  /** The network's interval between changes for which its ties are settled. */
  settledFor: number;
}

type Entry = ResolvedScenario['sensors'][number] | ResolvedScenario['fireUnits'][number];

/** The world's dependants, sensors before units, each in order of id. */
export function makeDependants(
  { sensors, fireUnits }: ResolvedScenario,
  network: Network,
  posts: readonly Post[],
): Dependant[] {
  const tied = (kind: Dependant['kind'], list: readonly Entry[]): Dependant[] =>
    list.flatMap(({ id, commandPost, fallback, whenCutOff, rejoinS }, index) => {
      const linked = hasLink(network, id);
      if (!linked && fallback === undefined && whenCutOff === undefined) return [];
      const candidates = [commandPost, fallback].flatMap((name) => posts.find((post) => post.id === name) ?? []);
      return {
        id,
        kind,
        index,
        posts: candidates,
        alone: kind === 'fireUnit' ? (posts.find((post) => post.id === alonePostOf(id)) ?? null) : null,
        whenCutOff: whenCutOff === undefined || whenCutOff === 'silent' ? 'silent' : 'alone',
        rejoin: rejoinS ?? 0,
        linked,
        ties: makeTies(candidates.length),
        settledFor: Number.NaN,
      };
    });
  return [...tied('sensor', sensors), ...tied('fireUnit', fireUnits)];
}

/** Settles to whom each sensor and unit answers from now on. What is lost is left at once; a way back is taken after its re-join time. */
export function settleHomes(world: World): void {
  const { network, dependants, time } = world;
  if (dependants.length === 0) return;
  turnTo(network, time);
  let moved = false;
  for (const dependant of dependants) {
    const { ties, posts, rejoin } = dependant;
    if (dependant.settledFor === network.reachEpoch && !ties.waiting) continue;
    dependant.settledFor = network.reachEpoch;
    const held = (): boolean => isEngaged(world, dependant);
    if (!tie(ties, (k) => reaches(world, dependant, posts[k]), time, rejoin, held)) continue;
    moved = true;
    tellOf(world, dependant);
  }
  if (moved) rehome(world);
}

/** A sensor must reach the post, a unit must be reached by it. */
function reaches({ network, time }: World, { id, kind, linked }: Dependant, post: Post): boolean {
  if (!powered(network, post.id, time)) return false;
  // Without links there is but the wire; one without power has other cares.
  if (!linked || !powered(network, id, time)) return true;
  const [from, to] = kind === 'sensor' ? [id, post.id] : [post.id, id];
  return routeBetween(network, from, to, time) !== null;
}

/** A unit finishes what it has begun alone, or under its fallback, before it turns to a better post. */
function isEngaged({ batteries }: World, { kind, index, alone, posts }: Dependant): boolean {
  if (kind === 'sensor') return false;
  const battery = batteries[index];
  return [alone, ...posts.slice(1)].some((post) => post?.engagements.some((one) => one.battery === battery));
}

/** Hands sensors and units to the posts to which they answer, in order of index. */
function rehome(world: World): void {
  const { sensors, batteries, posts, dependants, scenario } = world;
  const postOf = ({ commandPost }: Entry): Post => posts.find(({ id }) => id === commandPost) as Post;
  const sensorHome: (Post | null)[] = scenario.sensors.map(postOf);
  const unitHome: (Post | null)[] = scenario.fireUnits.map(postOf);
  for (const sensor of sensors) sensor.alone = null;
  const own = new Set<number>();
  for (const { kind, index, ties, posts: candidates, alone, whenCutOff } of dependants) {
    const home = ties.current === NONE ? null : candidates[ties.current];
    if (kind === 'sensor') {
      own.add(index);
      sensorHome[index] = home;
      if (home === null) sensors[index].alone = whenCutOff;
      continue;
    }
    unitHome[index] = home ?? alone;
    // A unit takes its engagement sensor along: always when it fights alone, else unless that has ties of its own.
    const { sensor } = batteries[index];
    const taken = home === null ? alone : ties.current > 0 && !own.has(sensor) ? home : null;
    if (sensor < 0 || taken === null) continue;
    sensorHome[sensor] = taken;
    sensors[sensor].alone = null;
  }
  for (const post of posts) {
    post.sensors.length = 0;
    post.batteries.length = 0;
  }
  sensorHome.forEach((home, index) => {
    home?.sensors.push(index);
    sensors[index].post = (home ?? postOf(scenario.sensors[index])).index;
  });
  unitHome.forEach((home, index) => {
    home?.batteries.push(index);
    batteries[index].post = (home ?? postOf(scenario.fireUnits[index])).index;
  });
}

function tellOf(world: World, { id, posts, ties, whenCutOff }: Dependant): void {
  const { network, time } = world;
  const [own] = posts;
  const lost = whyOut(network, own.id, time);
  const because = lost === null ? `no way to ${own.id}` : `${own.id} is out: ${lost}`;
  if (ties.current === 0) tell(world, 'share', { kind: 'rejoined', actor: id, subject: own.id });
  else if (ties.current === NONE) {
    tell(world, 'share', { kind: whenCutOff === 'silent' ? 'silenced' : 'autonomous', actor: id, because });
  } else tell(world, 'share', { kind: 'fellBack', actor: id, subject: posts[ties.current].id, because });
}

/** Seconds that an order takes from a post to its unit over links; 0 where it is wired. */
export function orderDelay({ tied, network, time }: World, post: Post, unit: string): number {
  if (!tied.has(unit) || post.resolved.aloneOf !== undefined) return 0;
  return routeBetween(network, post.id, unit, time)?.delay ?? 0;
}

/**
 * Whether a sensor's reports of this tick reach the post that takes them: one message, which links on the way may lose.
 * Draws: one Philox block keyed (sensor, post, reportLoss, tick).
 */
export function reportsArrive({ tied, network, time, tick, streams }: World, sensor: Sensor, post: Post): boolean {
  if (!tied.has(sensor.id) || post.resolved.aloneOf !== undefined) return true;
  const route = routeBetween(network, sensor.id, post.id, time);
  if (route === null || route.survival === 0) return false;
  return route.survival === 1 || uniform(streams, sensor.hash, post.hash, PURPOSE.reportLoss, tick) < route.survival;
}
