import {
  exp,
  log,
  log1p,
  poissonProbability,
  regularizedGammaQ,
  requireCount,
  requirePositive,
} from '../math/index.js';
import type { Fluctuation } from '../types/index.js';

/** Summation ends where the rest of the Poisson weights cannot change a double near 1. */
const NEGLIGIBLE = 1e-18;

/**
 * Threshold of a square-law detector that sums `pulses` samples of unit noise power: Q(pulses, threshold) = pfa.
 * Newton's method in the logarithm of Q, which is nearly straight there, kept inside a shrinking bracket.
 */
export function detectionThreshold(pfa: number, pulses: number): number {
  requireCount('pulses', pulses, 1);
  requirePositive('false alarm probability', pfa, '1');
  if (pfa >= 1) throw new RangeError(`false alarm probability must be below 1; got ${pfa}`);
  const wanted = log(pfa);
  let low = 0;
  let high = pulses + 1;
  while (regularizedGammaQ(pulses, high) > pfa) {
    low = high;
    high *= 2;
  }
  let threshold = (low + high) / 2;
  for (let i = 0; i < 200; i++) {
    const q = regularizedGammaQ(pulses, threshold);
    if (q > pfa) low = threshold;
    else high = threshold;
    // −dQ/dT is the Poisson probability of one count fewer than the pulses.
    let next = threshold + ((log(q) - wanted) * q) / poissonProbability(pulses - 1, threshold);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - threshold) <= 1e-15 * threshold) return next;
    threshold = next;
  }
  return threshold;
}

/** Shape of the chi-square law of the summed signal energy: K in Shnidman's notation; Infinity when it does not fluctuate. */
export function fluctuationShape(fluctuation: Fluctuation, pulses: number): number {
  if (fluctuation === 0) return Number.POSITIVE_INFINITY;
  if (fluctuation === 1) return 1;
  if (fluctuation === 2) return pulses;
  return fluctuation === 3 ? 2 : 2 * pulses;
}

/** What stays the same when only the SNR changes. */
export interface Detector {
  readonly pfa: number;
  readonly pulses: number;
  readonly shape: number;
  /** Poisson(j; threshold) for j = pulses, pulses + 1, … until the rest is negligible. */
  readonly weights: Float64Array;
}

export function makeDetector(fluctuation: Fluctuation, pfa: number, pulses: number): Detector {
  const threshold = detectionThreshold(pfa, pulses);
  const weights: number[] = [];
  let weight = poissonProbability(pulses, threshold);
  for (let j = pulses; j <= threshold || weight * j >= NEGLIGIBLE * (j - threshold); ) {
    weights.push(weight);
    j++;
    weight *= threshold / j;
  }
  return { pfa, pulses, shape: fluctuationShape(fluctuation, pulses), weights: Float64Array.from(weights) };
}

/**
 * Probability that a look of non-coherently summed pulses crosses the threshold: exact for a square-law detector and
 * Swerling cases 0–4. `snr` is the mean signal-to-noise ratio of one pulse, linear.
 *
 * The sum Y of N unit-noise samples with summed signal energy X is a Poisson mixture of gamma laws, and a gamma tail is a
 * Poisson sum, so Pd = P(J < N + M) with J ~ Poisson(T), and M ~ Poisson(N·snr) for case 0, negative binomial of shape K
 * and the same mean for the others. Summing over J, the terms with J < N make up pfa itself:
 *   Pd = pfa + Σ_{j≥N} Poisson(j; T) · P(M > j − N).
 * Every term is positive and grows with snr, so the result stays in [pfa, 1] and never falls as snr rises.
 * Source: D. A. Shnidman, "Radar detection probabilities and their calculation", IEEE Trans. AES 31(3), 1995.
 */
export function probabilityAt(detector: Detector, snr: number): number {
  const { pfa, pulses, shape, weights } = detector;
  if (!(snr > 0)) return pfa;
  const mean = pulses * snr;
  const steady = shape === Number.POSITIVE_INFINITY;
  const logNone = steady ? -mean : -shape * log1p(mean / shape);
  // With up to LARGE pulses P(M = 0) underflows to 0 only where M exceeds every j that counts: each tail is then rightly 1.
  if (logNone < LOG_LEAST && pulses > LARGE) return probabilityOfMany(detector, mean, logNone);
  let mass = exp(logNone);
  // Ratio of one mass to the one before: (offset + slope m) / (m + 1).
  const slope = steady ? 0 : mean / (shape + mean);
  const offset = steady ? mean : slope * shape;
  let tail = 1 - mass;
  let sum = pfa;
  for (let m = 0; m < weights.length; m++) {
    sum += weights[m] * tail;
    // The ratio first: its division then runs beside the chain of products.
    mass *= (offset + slope * m) / (m + 1);
    tail = Math.max(0, tail - mass);
  }
  return Math.min(1, sum);
}

/** Pulses beyond which P(M = 0) may underflow although smaller M still count, and the logarithm below which it does. */
const LARGE = 1000;
const LOG_LEAST = -700;
/** Where a growing mass is scaled down, and by how much in logarithms. */
const RESCALE = 1e280;
const LOG_RESCALE = 280 * Math.LN10;

/** probabilityAt where P(M = 0) = e^logNone is no double: masses are carried with an exponent until they are. */
function probabilityOfMany({ pfa, shape, weights }: Detector, mean: number, logNone: number): number {
  const steady = shape === Number.POSITIVE_INFINITY;
  const slope = steady ? 0 : mean / (shape + mean);
  const offset = steady ? mean : slope * shape;
  let scaled = 1;
  let exponent = logNone;
  let tail = 1;
  let sum = pfa;
  for (let m = 0; m < weights.length; m++) {
    if (exponent > LOG_LEAST) tail = Math.max(0, tail - scaled * exp(exponent));
    sum += weights[m] * tail;
    scaled *= (offset + slope * m) / (m + 1);
    if (scaled > RESCALE) {
      scaled /= RESCALE;
      exponent += LOG_RESCALE;
    }
  }
  return Math.min(1, sum);
}

/** Detection probability of one look: see probabilityAt. A negative signal-to-noise ratio is refused. */
export function detectionProbability(fluctuation: Fluctuation, snr: number, pfa: number, pulses: number): number {
  if (!(snr >= 0)) throw new RangeError(`signal-to-noise ratio must be at least 0; got ${snr}`);
  return probabilityAt(makeDetector(fluctuation, pfa, pulses), snr);
}

/** Least mean SNR of one pulse (linear) that gives the detection probability: inverts detectionProbability to 1e-13. */
export function requiredSnr(fluctuation: Fluctuation, pd: number, pfa: number, pulses: number): number {
  if (!(pd > pfa && pd < 1)) throw new RangeError(`no signal gives a detection probability of ${pd} at Pfa ${pfa}`);
  return snrForProbability(makeDetector(fluctuation, pfa, pulses), pd);
}

/** As requiredSnr, for a detector at hand and a probability known to lie between its pfa and 1. */
export function snrForProbability(detector: Detector, pd: number): number {
  let low = 1;
  let high = 1;
  while (probabilityAt(detector, low) > pd) low /= 16;
  while (probabilityAt(detector, high) < pd) high *= 16;
  while (high / low > 1 + 1e-13) {
    const middle = Math.sqrt(low * high);
    if (middle <= low || middle >= high) break;
    if (probabilityAt(detector, middle) < pd) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
