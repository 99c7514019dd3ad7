/** Summaries of samples, with intervals. */
import { betaQuantile, studentTQuantile } from './beta.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Arithmetic mean; NaN of nothing. Sums in the order given, with the rounding errors carried (Neumaier 1974). */
export function mean(values: ArrayLike<number>): number {
  return carriedSum(values, 0, 1) / values.length;
}

/** Sum of (v - centre)^power, power 1 or 2, with the rounding errors carried along. */
function carriedSum(values: ArrayLike<number>, centre: number, power: 1 | 2): number {
  let sum = 0;
  let errors = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - centre;
    const v = power === 1 ? d : d * d;
    const next = sum + v;
    errors += Math.abs(sum) >= Math.abs(v) ? sum - next + v : v - next + sum;
    sum = next;
  }
  // An infinite sum has no errors to add.
  return !Number.isNaN(errors) ? sum + errors : sum;
}

/** Sample variance with n - 1 in the denominator, by two passes; NaN of fewer than two. */
export function variance(values: ArrayLike<number>): number {
  if (values.length < 2) return Number.NaN;
  return carriedSum(values, mean(values), 2) / (values.length - 1);
}

/** Quantile p of values sorted upward, linear between order statistics: type 7 of R. J. Hyndman and Y. Fan (1996). */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  const position = (n - 1) * p;
  const i = Math.floor(position);
  if (i >= n - 1) return sorted[n - 1];
  const fraction = position - i;
  return fraction === 0 ? sorted[i] : sorted[i] + fraction * (sorted[i + 1] - sorted[i]);
}

/** Student t interval of the mean at a confidence in (0, 1); unbounded where fewer than two values say nothing. */
export function meanInterval(
  values: ArrayLike<number>,
  confidence: number,
): { readonly mean: number; readonly low: number; readonly high: number } {
  const centre = mean(values);
  const n = values.length;
  if (n < 2) return { mean: centre, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const half = studentTQuantile(0.5 + 0.5 * confidence, n - 1) * Math.sqrt(variance(values) / n);
  return { mean: centre, low: centre - half, high: centre + half };
}

/**
 * Exact binomial interval of C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, Biometrika 26
 * (1934), for k successes in n trials. With k = 0 or n the open side is bounded at half the doubt, as usual.
 */
export function clopperPearson(k: number, n: number, confidence: number): Interval {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n && n > 0)) {
    throw new RangeError(`successes must be an integer from 0 to the number of trials; got ${k} of ${n}`);
  }
  const doubt = 0.5 * (1 - confidence);
  return {
    low: k === 0 ? 0 : betaQuantile(doubt, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - doubt, k + 1, n - k),
  };
}

/** Interval of the mean of b - a, pair by pair: what common random numbers make narrow. */
export function pairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  confidence: number,
): { readonly difference: number; readonly low: number; readonly high: number } {
  if (a.length !== b.length) throw new RangeError(`pairs need equal lengths; got ${a.length} and ${b.length}`);
  const differences = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) differences[i] = b[i] - a[i];
  const interval = meanInterval(differences, confidence);
  return { difference: interval.mean, low: interval.low, high: interval.high };
}
