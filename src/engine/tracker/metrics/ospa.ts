import { makePairGraph } from '../../math/index.js';
import { pairsWithin } from '../index.js';
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
  const { cost, taken, leftCount, rightCount } = graph;
  let pairs = 0;
  let localisation = 0;
  for (let i = 0; i < leftCount; i++) {
    if (taken[i] < 0) continue;
    pairs++;
    localisation += cost[taken[i]] + cut;
  }
  return ospaOf(localisation, Math.max(leftCount, rightCount), pairs, cut, p);
}

/**
 * OSPA from GOSPA's assignment: `localisation` is the sum of d^p over its `pairs`, `larger` the size of the larger set,
 * `cut` c^p. OSPA wants the smaller set matched in full, at min(d, c)^p a pair; a pair further apart than c costs what no
 * pair costs, so that both have the same minimum.
 */
export function ospaOf(localisation: number, larger: number, pairs: number, cut: number, p: number): number {
  return larger === 0 ? 0 : rootOf((localisation + (larger - pairs) * cut) / larger, p);
}
