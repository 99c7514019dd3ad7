import { exp } from '../../math/index.js';
import type { Hypotheses } from './roles.js';

/** For each track of a cluster, the probability of each of its pairs, in order, and of a miss. */
export interface Marginals {
  readonly pairs: readonly Float64Array[];
  readonly miss: Float64Array;
}

/** A cluster of more tracks or detections than this is not enumerated: its sets no longer fit one number each. */
const MOST_MEMBERS = 26;

/**
 * Association probabilities of a cluster by enumerating its joint events: each track takes one detection of its gate or
 * none, no detection twice; an event’s weight is the product of the likelihood ratios (Fortmann, Bar-Shalom and Scheffe,
 * “Sonar tracking of multiple targets using joint probabilistic data association”, IEEE J. Oceanic Engineering 8(3), 1983).
 * With `prune`, of all events with the same tracks detected and the same detections used only the most probable one counts:
 * JPDA* (Blom and Bloem, “Probabilistic data association avoiding track coalescence”, IEEE Trans. Automatic Control 45(2),
 * 2000), which takes away the permutations by which close tracks grow together. Undefined if there are more than `most`.
 */
export function jointMarginals(cluster: readonly Hypotheses[], prune: boolean, most: number): Marginals | undefined {
  const detections = [...new Set(cluster.flatMap(({ pairs }) => pairs.map(({ detection }) => detection)))];
  detections.sort((a, b) => a - b);
  if (cluster.length > MOST_MEMBERS || detections.length > MOST_MEMBERS) return undefined;
  const place = new Map(detections.map((detection, k) => [detection, k]));
  const events = enumerate(cluster, place, most);
  if (!events) return undefined;
  const kept = prune ? strongest(events) : events;
  const greatest = kept.reduce((most, { weight }) => Math.max(most, weight), Number.NEGATIVE_INFINITY);
  const pairs = cluster.map((member) => new Float64Array(member.pairs.length));
  const miss = new Float64Array(cluster.length);
  let sum = 0;
  for (const { choice, weight } of kept) {
    const share = exp(weight - greatest);
    sum += share;
    choice.forEach((pair, i) => {
      if (pair < 0) miss[i] += share;
      else pairs[i][pair] += share;
    });
  }
  for (const row of pairs) for (let k = 0; k < row.length; k++) row[k] /= sum;
  for (let i = 0; i < miss.length; i++) miss[i] /= sum;
  return { pairs, miss };
}

interface JointEvent {
  /** For each track the index of its pair, or −1. */
  readonly choice: readonly number[];
  /** Sets of tracks detected and of detections used, as bits. */
  readonly tracks: number;
  readonly used: number;
  /** Natural logarithm of its likelihood ratio. */
  readonly weight: number;
}

function enumerate(
  cluster: readonly Hypotheses[],
  place: ReadonlyMap<number, number>,
  most: number,
): JointEvent[] | undefined {
  const events: JointEvent[] = [];
  const choice: number[] = [];
  const extend = (i: number, tracks: number, used: number, weight: number): boolean => {
    if (i === cluster.length) {
      events.push({ choice: [...choice], tracks, used, weight });
      return events.length <= most;
    }
    const { pairs, miss } = cluster[i];
    for (let k = 0; k < pairs.length; k++) {
      const bit = 1 << (place.get(pairs[k].detection) as number);
      if (used & bit) continue;
      choice[i] = k;
      if (!extend(i + 1, tracks | (1 << i), used | bit, weight + pairs[k].gain)) return false;
    }
    choice[i] = -1;
    return extend(i + 1, tracks, used, weight + miss);
  };
  return extend(0, 0, 0, 0) ? events : undefined;
}

/** The most probable event of each pair of sets; of equals the first. */
function strongest(events: readonly JointEvent[]): JointEvent[] {
  const best = new Map<number, JointEvent>();
  for (const event of events) {
    const key = event.tracks * (1 << MOST_MEMBERS) + event.used;
    const before = best.get(key);
    if (!before || event.weight > before.weight) best.set(key, event);
  }
  return [...best.values()];
}
