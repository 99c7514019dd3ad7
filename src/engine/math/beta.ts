/** The incomplete beta function, its inverse, and Student's t. */
import { exp } from './exponential.js';
import { deviance, stirlingRemainder } from './gamma.js';
import { normalQuantile } from './normal.js';

const TWO_PI = 6.283185307179586;
/** Stands for a zero denominator in Lentz's evaluation. */
const TINY = 1e-300;
/** A bound on the fraction's levels that no case in use comes near. */
const MOST_TERMS = 100_000;

/** x^a·y^b/B(a, b), y = 1 - x, in the saddle-point form of C. Loader, Fast and accurate computation of binomial probabilities (2000). */
function betaPower(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const correction = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b);
  return exp(correction - deviance(a, n * x) - deviance(b, n * y)) * Math.sqrt((a * b) / (TWO_PI * n));
}

/** Regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1. */
export function regularizedBeta(x: number, a: number, b: number): number {
  return betaTail(x, 1 - x, a, b);
}

/** I_x(a, b) with y = 1 - x given apart, which small y needs. */
function betaTail(x: number, y: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (y === 0) return 1;
  return x <= (a + 1) / (a + b + 2) ? betaFraction(x, y, a, b) : 1 - betaFraction(y, x, b, a);
}

/**
 * The continued fraction of A. R. DiDonato and A. H. Morris, Algorithm 708, ACM Trans. Math. Softw. 18 (1992), the even
 * part of DLMF 8.17.22, evaluated forward after W. J. Lentz (1976). It takes y apart, so that x near 1 costs no digits.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x + 1;
  let value = (a * lambda) / (a + 1);
  if (Math.abs(value) < TINY) value = TINY;
  let c = value;
  let d = 0;
  for (let m = 1; m < MOST_TERMS; m++) {
    const span = a + 2 * m - 1;
    const numerator = (((a + m - 1) * (a + b + m - 1)) / span) * ((m * (b - m)) / span) * x * x;
    const denominator = m + (m * (b - m) * x) / span + ((a + m) * (lambda + m * (1 + y))) / (span + 2);
    d = denominator + numerator * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = denominator + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 2.3e-16) break;
  }
  return betaPower(a, b, x, y) / value;
}

/** The x at which I_x(a, b) = p: Newton's method kept in a shrinking bracket. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 200; i++) {
    const error = regularizedBeta(x, a, b) - p;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const slope = betaPower(a, b, x, 1 - x) / (x * (1 - x));
    let next = x - error / slope;
    // Bisection by the geometric mean where the bracket spans decades, so that tiny quantiles are reached too.
    if (!(next > low && next < high)) next = low > 0 && high > 4 * low ? Math.sqrt(low * high) : 0.5 * (low + high);
    if (low === 0 && next < 0.01 * high) next = 0.01 * high;
    if (Math.abs(next - x) <= 2.3e-16 * x || high - low <= 2.3e-16 * low) return next;
    x = next;
  }
  return x;
}

/**
 * Student's t quantile of p in (0, 1) with df > 0 degrees of freedom: a start from the beta quantile, then Newton on the
 * tail's probability I_x(df/2, 1/2)/2, x = df/(df + t*t) (DLMF 8.17; Abramowitz and Stegun 26.7.1), which keeps its
 * digits where the beta quantile is near 1.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  const tail = p < 0.5 ? p : 1 - p;
  let t: number;
  if (tail > 0.25) {
    const x = betaQuantile(1 - 2 * tail, 0.5, 0.5 * df);
    t = Math.sqrt((df * x) / (1 - x));
  } else {
    const x = betaQuantile(2 * tail, 0.5 * df, 0.5);
    t = Math.sqrt((df * (1 - x)) / x);
  }
  for (let i = 0; i < 3 && t > 0 && t < 1e150; i++) {
    const x = df / (df + t * t);
    const y = (t * t) / (df + t * t);
    const error = 0.5 * betaTail(x, y, 0.5 * df, 0.5) - tail;
    const density = betaPower(0.5 * df, 0.5, x, y) / t;
    if (!(density > 0)) break;
    t += error / density;
  }
  return p < 0.5 ? -t : t;
}
