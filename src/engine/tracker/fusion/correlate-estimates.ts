import { chiSquareQuantile, makePairGraph, matchPairs } from '../../math/index.js';
import { pairsWithin } from '../nearby.js';
import type { Estimate } from '../roles/index.js';
import { approximateCross, differenceCovariance } from './fuse.js';
import { factored, plus, squaredDistance } from './linear.js';

export interface CorrelationConfig {
  /** Probability that two tracks of one object pass the gate. */
  readonly gateProbability: number;
  /** Share of their errors that two trackers of one object have in common; 0: independent. See `approximateCross`. */
  readonly correlation: number;
}

/** Assumed: 0.999, and errors taken as independent, which makes the gate a little wider than need be. */
export const CORRELATION_DEFAULTS: CorrelationConfig = { gateProbability: 0.999, correlation: 0 };

const graph = makePairGraph();

/**
 * Track-to-track correlation of two pictures at one moment, on position and velocity with their full covariances: for
 * each estimate of `b` the index of the same object's in `a`, or −1; at most one each side, and of all such matchings
 * the one of the least total distance, gated. Estimates are of six components and one time (see `carried`). Source: Y.
 * Bar-Shalom, "On the track-to-track correlation problem", IEEE Trans. Automatic Control 26(2), 1981.
 */
export function correlateEstimates(
  a: readonly Estimate[],
  b: readonly Estimate[],
  config: CorrelationConfig = CORRELATION_DEFAULTS,
): Int32Array {
  const gate = chiSquareQuantile(config.gateProbability, 6);
  const most = (side: readonly Estimate[]) =>
    side.reduce((m, { covariance: p }) => Math.max(m, p[0] + p[7] + p[14]), 0);
  // The variance of a difference is at most twice the sum of the two, however they are correlated.
  const radius = Math.sqrt(2 * gate * (most(a) + most(b)));
  const places = (side: readonly Estimate[]) =>
    Float64Array.from(side.flatMap(({ mean }) => [mean[0], mean[1], mean[2]]));
  pairsWithin(places(b), places(a), radius, graph);
  const { start, right, cost, taken } = graph;
  let kept = 0;
  let e = 0;
  for (let i = 0; i < b.length; i++) {
    const end = start[i + 1];
    start[i] = kept;
    for (; e < end; e++) {
      const j = right[e];
      const cross = config.correlation === 0 ? undefined : approximateCross(a[j], b[i], config.correlation);
      const factor = factored(differenceCovariance(a[j], b[i], cross), 6);
      if (!factor) throw new RangeError('covariances to compare must be positive definite');
      const distance = squaredDistance(factor, 6, plus(a[j].mean, b[i].mean, -1));
      if (!(distance < gate)) continue;
      right[kept] = j;
      cost[kept++] = distance - gate;
    }
  }
  start[b.length] = kept;
  matchPairs(graph);
  return Int32Array.from(b, (_, i) => (taken[i] >= 0 ? right[taken[i]] : -1));
}
