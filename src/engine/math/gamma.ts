/** The gamma function and its kin: incomplete gamma ratios, the Poisson distribution. */
import { exp } from './exponential.js';
import { log, log1p } from './logarithm.js';
import { normalQuantile } from './normal.js';

/** log(2 pi)/2 and sqrt(2 pi) */
const HALF_LOG_2_PI = 0.9189385332046728;
const ROOT_2_PI = 2.5066282746310002;

/** What Stirling's formula leaves, by the series of Bernoulli numbers (Abramowitz and Stegun 6.1.41), for x >= 16. */
function stirlingSeries(x: number): number {
  const z = 1 / (x * x);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360)))))) / x;
}

/** From here on the series gives full precision; smaller arguments are raised by Γ(x+1) = x Γ(x). */
const STIRLING_FROM = 16;

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let y = x;
  for (; y < STIRLING_FROM; y += 1) product *= y;
  const value = (y - 0.5) * log(y) - y + HALF_LOG_2_PI + stirlingSeries(y);
  return y === x ? value : value - log(product);
}

/** log Γ(x+1) minus Stirling's (x + 1/2) log x - x + log(2 pi)/2, for x > 0. */
export function stirlingRemainder(x: number): number {
  if (x >= STIRLING_FROM) return stirlingSeries(x);
  // Γ(x+1) = Γ(y+1)/((x+1)…y)
  let product = 1;
  let y = x;
  while (y < STIRLING_FROM) {
    y += 1;
    product *= y;
  }
  return stirlingSeries(y) + (y + 0.5) * log(y) - y - log(product) - ((x + 0.5) * log(x) - x);
}

/** x log(x/m) + m - x, without cancellation near x = m: the deviance of C. Loader (2000). */
export function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) < 0.1 * (x + m)) {
    // x log((1+v)/(1-v)) with v = (x-m)/(x+m), its first term taken out.
    const v = difference / (x + m);
    const square = v * v;
    let term = 2 * x * v;
    let sum = difference * v;
    for (let k = 3; ; k += 2) {
      term *= square;
      const next = sum + term / k;
      if (next === sum) return sum;
      sum = next;
    }
  }
  return x * log(x / m) + m - x;
}

/**
 * Poisson probability of count k (real k >= 0) at mean m: m^k e^-m / Γ(k+1). The saddle-point form of C. Loader, Fast
 * and accurate computation of binomial probabilities (2000), which keeps its digits where m^k and Γ are huge.
 */
export function poissonProbability(k: number, m: number): number {
  if (m === 0) return k === 0 ? 1 : 0;
  if (k === 0) return exp(-m);
  if (k < 1e-3) return exp(k * log(m) - m - logGammaOnePlus(k));
  return exp(-stirlingRemainder(k) - deviance(k, m)) / (ROOT_2_PI * Math.sqrt(k));
}

/** log Γ(1+k) for small k >= 0: log Γ(16+k) - log Γ(16), less the factors' logarithms, which keep a small k exact. */
function logGammaOnePlus(k: number): number {
  let factors = 0;
  for (let n = 1; n < 16; n++) factors += log1p(k / n);
  return logGamma(16 + k) - LOG_GAMMA_16 - factors;
}
const LOG_GAMMA_16 = logGamma(16);

/** Most terms that a series or a fraction may take: enough for a = 1e9 near its mode. */
const MOST_TERMS = 1_000_000;

/** Regularised lower incomplete gamma function P(a, x) = γ(a, x)/Γ(a), a > 0, x >= 0. */
export function regularizedGammaP(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), with its own digits in the tail. */
export function regularizedGammaQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** P by x^a e^-x/Γ(a+1)·(1 + x/(a+1) + …), DLMF 8.11.4. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return poissonProbability(a, x) * sum;
}

/** Q by Legendre's continued fraction, DLMF 8.9.2, with the forward evaluation of W. J. Lentz (1976). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < 1e-300) d = 1e-300;
    c = b + numerator / c;
    if (Math.abs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 2.3e-16) break;
  }
  // x^a e^-x/Γ(a) = a·x^a e^-x/Γ(a+1)
  return a * poissonProbability(a, x) * h;
}

/** The least count whose Poisson distribution function at the given mean is at least p. */
export function poissonQuantile(p: number, mean: number): number {
  if (!(mean >= 0) || !(p >= 0 && p < 1)) return Number.NaN;
  // e^−m is never below 1 − m: most draws of a rare count need no exponential.
  if (p <= 1 - mean) return 0;
  let k = 0;
  let probability: number;
  let below: number;
  if (mean < 30) {
    probability = exp(-mean);
    below = 0;
  } else {
    // Start near the answer (Cornish–Fisher), then walk: the distribution function decides.
    const z = normalQuantile(p);
    k = Math.max(0, Math.floor(mean + z * Math.sqrt(mean) + (z * z - 1) / 6));
    probability = poissonProbability(k, mean);
    below = k === 0 ? 0 : regularizedGammaQ(k, mean);
    while (k > 0 && below >= p) {
      k -= 1;
      probability *= (k + 1) / mean;
      below -= probability;
    }
  }
  while (below + probability < p) {
    // Past the mode a vanishing term can no longer move the sum.
    if (k > mean && probability < 1e-18) break;
    below += probability;
    k += 1;
    probability *= mean / k;
  }
  return k;
}
