import { makePairGraph, pairsWithin } from '../index.js';
import { matchForGospa, rootOf } from './gospa.js';

/** Reused between calls; holds no answer longer than one. */
const graph = makePairGraph();

/**
 * Optimal sub-pattern assignment metric, m (Schuhmacher, Vo and Vo, "A consistent metric for performance evaluation of
 * multi-object filters", IEEE Trans. Signal Processing 56(8), 2008). `truth` and `tracks` are positions, 3 a row, m; `c`
 * the cut-off, m; `p` the order, at least 1. 0 of two empty sets, `c` if only one is empty.
 */
export function ospa(truth: Float64Array, tracks: Float64Array, c: number, p: number): number {
  pairsWithin(truth, tracks, c, graph);
  const cut = matchForGospa(graph, c, p);
  return ospaOf(graph.leftCount, graph.rightCount, gainOf(graph), cut, p);
}

/** Sum of d^p − c^p over the pairs of a matched graph, m^p. */
function gainOf({ cost, taken, leftCount }: typeof graph): number {
  let sum = 0;
  for (let i = 0; i < leftCount; i++) if (taken[i] >= 0) sum += cost[taken[i]];
  return sum;
}

/**
 * OSPA from the least sum of d^p − c^p over partial assignments. The metric wants the larger set matched in full at
 * min(d, c)^p a pair: a pair further than c costs what no pair costs, so that both have the same minimum. `cut` is c^p.
 */
export function ospaOf(objects: number, tracks: number, gain: number, cut: number, p: number): number {
  const larger = Math.max(objects, tracks);
  return larger === 0 ? 0 : rootOf((gain + larger * cut) / larger, p);
}
