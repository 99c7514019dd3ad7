import { poissonProbability, regularizedGammaP, regularizedGammaQ } from './gamma.js';
import { normalQuantile } from './normal.js';

/**
 * Chi-square quantile of `probability`, 0–1, with `degrees` of freedom > 0. Newton's steps on the incomplete gamma ratio
 * (DLMF 8.2; Abramowitz and Stegun 26.4), on the side of the smaller tail and kept in a bracket, from the start of E. B.
 * Wilson and M. M. Hilferty, "The distribution of chi-square", PNAS 17 (1931).
 */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability <= 1 && degrees > 0)) return Number.NaN;
  if (probability === 0) return 0;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  const a = 0.5 * degrees;
  const upper = probability > 0.5;
  const wanted = upper ? 1 - probability : probability;
  const spread = 2 / (9 * degrees);
  const root = 1 - spread + normalQuantile(probability) * Math.sqrt(spread);
  // The gamma variate, half of chi-square.
  let x = root > 0.1 ? a * root * root * root : 0.001 * a;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 2000; i++) {
    const error = upper ? wanted - regularizedGammaQ(a, x) : regularizedGammaP(a, x) - wanted;
    if (error === 0) break;
    if (error > 0) high = x;
    else low = x;
    const slope = (a * poissonProbability(a, x)) / x;
    let next = x - error / slope;
    if (!(next > low && next < high))
      next = high === Number.POSITIVE_INFINITY ? 2 * x : low > 0 ? 0.5 * (low + high) : x / 8;
    if (Math.abs(next - x) <= 4e-16 * x || next === 0) return 2 * next;
    x = next;
  }
  return 2 * x;
}
