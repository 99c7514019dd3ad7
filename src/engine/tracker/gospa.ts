import { pow } from '../math/index.js';
import { makePairGraph, matchPairs } from './assignment.js';
import { pairsWithin } from './nearby.js';

/** GOSPA and its parts. total^p = localisation + missed + false. */
export interface Gospa {
  /** m */
  readonly total: number;
  /** Sum of d^p over the assigned pairs, m^p. */
  readonly localisation: number;
  /** c^p/2 for each truth without a track, m^p. */
  readonly missed: number;
  /** c^p/2 for each track without a truth, m^p. */
  readonly false: number;
  readonly missedCount: number;
  readonly falseCount: number;
}

/** Reused between calls; holds no answer longer than one. */
const graph = makePairGraph();

/**
 * Generalised optimal sub-pattern assignment metric with alpha = 2 (Rahmathullah, García-Fernández and Svensson,
 * "Generalized optimal sub-pattern assignment metric", FUSION 2017), over the best partial assignment.
 * `truth` and `tracks` are positions, 3 a row, m; `c` the cut-off, m; `p` the order (2 is usual).
 */
export function gospa(truth: Float64Array, tracks: Float64Array, c: number, p: number): Gospa {
  pairsWithin(truth, tracks, c, graph);
  const cut = p === 2 ? c * c : pow(c, p);
  const { start, cost, taken, leftCount, rightCount } = graph;
  const edges = start[leftCount];
  // Taking a pair saves c^p/2 twice and costs d^p.
  for (let e = 0; e < edges; e++) cost[e] = (p === 2 ? cost[e] : pow(Math.sqrt(cost[e]), p)) - cut;
  matchPairs(graph);
  let pairs = 0;
  let localisation = 0;
  for (let i = 0; i < leftCount; i++) {
    if (taken[i] < 0) continue;
    pairs++;
    localisation += cost[taken[i]] + cut;
  }
  const missedCount = leftCount - pairs;
  const falseCount = rightCount - pairs;
  const missed = (cut / 2) * missedCount;
  const falsePart = (cut / 2) * falseCount;
  const sum = localisation + missed + falsePart;
  const total = p === 2 ? Math.sqrt(sum) : pow(sum, 1 / p);
  return { total, localisation, missed, false: falsePart, missedCount, falseCount };
}

/** Counts behind the SIAP attributes; sum them over time before dividing. */
export interface PictureCounts {
  readonly objects: number;
  readonly tracks: number;
  /** Objects that at least one track holds: completeness = held ÷ objects. */
  readonly held: number;
  /** Tracks that hold an object: ambiguity = holding ÷ held; spuriousness = 1 − holding ÷ tracks. */
  readonly holding: number;
}

/**
 * Single Integrated Air Picture counts: each track holds its nearest object closer than `c`, m (Votruba et al., "Single
 * Integrated Air Picture (SIAP) Metrics Implementation", SIAP System Engineering Task Force, 2001). Positions 3 a row.
 */
export function pictureCounts(truth: Float64Array, tracks: Float64Array, c: number): PictureCounts {
  // Tracks on the left: the nearest truth of each is asked.
  pairsWithin(tracks, truth, c, graph);
  const { start, right, cost, leftCount, rightCount, degree } = graph;
  degree.fill(0, 0, rightCount);
  let holding = 0;
  let held = 0;
  for (let i = 0; i < leftCount; i++) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = start[i]; e < start[i + 1]; e++) {
      if (cost[e] < least || (cost[e] === least && right[e] < nearest)) {
        nearest = right[e];
        least = cost[e];
      }
    }
    if (nearest < 0) continue;
    holding++;
    if (degree[nearest]++ === 0) held++;
  }
  return { objects: rightCount, tracks: leftCount, held, holding };
}
