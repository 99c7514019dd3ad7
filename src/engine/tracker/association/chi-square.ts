import { log, regularizedGammaP, requireWithin } from '../../math/index.js';

/**
 * Quantile of the chi-square distribution: the squared Mahalanobis distance that a correct measurement of `dimension`
 * components stays below with probability `p`, 0 < p < 1. By bisection on the regularised incomplete gamma function, to
 * the last place or so.
 */
export function chiSquareQuantile(p: number, dimension: number): number {
  requireWithin('probability of a gate', p, 0, 1, '1');
  if (dimension === 2) return -2 * log(1 - p);
  let low = 0;
  let high = 1;
  while (regularizedGammaP(dimension / 2, high / 2) < p && high < 1e6) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (regularizedGammaP(dimension / 2, middle / 2) < p) low = middle;
    else high = middle;
  }
  return high;
}
