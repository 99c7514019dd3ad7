import { makePairGraph, matchPairs, type PairGraph, pow } from '../../math/index.js';
import { pairsWithin } from '../index.js';

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
 * Matches truths (left) with tracks (right) as GOSPA does: over a graph of all pairs closer than `c`, m, whose costs hold
 * the squared distances, the partial assignment of least sum of d^p − c^p. Leaves d^p − c^p, m^p, in the costs and
 * returns c^p.
 */
export function matchForGospa(graph: PairGraph, c: number, p: number): number {
  const cut = powerOf(c, p);
  const { start, cost, leftCount } = graph;
  const edges = start[leftCount];
  // Taking a pair saves c^p/2 twice and costs d^p.
  for (let e = 0; e < edges; e++) cost[e] = (p === 2 ? cost[e] : powerOf(Math.sqrt(cost[e]), p)) - cut;
  matchPairs(graph);
  return cut;
}

/**
 * Generalised optimal sub-pattern assignment metric with alpha = 2 (Rahmathullah, García-Fernández and Svensson,
 * "Generalized optimal sub-pattern assignment metric", FUSION 2017), over the best partial assignment.
 * `truth` and `tracks` are positions, 3 a row, m; `c` the cut-off, m; `p` the order (2 is usual).
 */
export function gospa(truth: Float64Array, tracks: Float64Array, c: number, p: number): Gospa {
  pairsWithin(truth, tracks, c, graph);
  const cut = matchForGospa(graph, c, p);
  const { cost, taken, leftCount, rightCount } = graph;
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
  return { total: rootOf(sum, p), localisation, missed, false: falsePart, missedCount, falseCount };
}

/** The p-th power, and the p-th root. */
export const powerOf = (x: number, p: number): number => (p === 2 ? x * x : p === 1 ? x : pow(x, p));
export const rootOf = (sum: number, p: number): number => (p === 2 ? Math.sqrt(sum) : p === 1 ? sum : pow(sum, 1 / p));
