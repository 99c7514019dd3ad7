import type { Estimate } from '../roles/index.js';
import { factored, inverted, logDeterminant, plus, product, solved, symmetric, transpose } from './linear.js';

/**
 * Two estimates of one object at one time made into one. Which rule is right depends on what their errors share: a
 * common past (data that went round a network), or the same unforeseen manoeuvres. All take states of one length.
 */

/** How a covariance intersection weighs: least determinant (volume), or least trace (mean square). */
export type IntersectionMeasure = 'determinant' | 'trace';

/**
 * Errors independent: information adds. Overconfident where they are not.
 * Source: Y. Bar-Shalom, P. K. Willett and X. Tian, Tracking and Data Fusion, YBS Publishing 2011, section 9.3.
 */
export function fuseIndependent(a: Estimate, b: Estimate): Estimate {
  return weighted(a, b, 1, 1);
}

/**
 * Errors of the covariance given between them, E[ãb̃ᵀ], n×n: the best linear combination.
 *   x = a + (P_a − C)·(P_a + P_b − C − Cᵀ)⁻¹·(b − a)
 * Source: Y. Bar-Shalom, L. Campo, "The effect of the common process noise on the two-sensor fused-track covariance",
 * IEEE Trans. AES 22(6), 1986.
 */
export function fuseCorrelated(a: Estimate, b: Estimate, cross: ArrayLike<number>): Estimate {
  const n = requireSame(a, b);
  const own = plus(a.covariance, cross, -1);
  const factor = requireFactor(differenceCovariance(a, b, cross), n);
  // K = (P_a − C)·S⁻¹, by solving S·Kᵀ = (P_a − C)ᵀ.
  const gain = transpose(solved(factor, n, transpose(own, n, n), n), n, n);
  return {
    time: a.time,
    mean: plus(a.mean, product(gain, plus(b.mean, a.mean, -1), n, n, 1)),
    covariance: symmetric(plus(a.covariance, product(gain, transpose(own, n, n), n, n, n), -1), n),
  };
}

/** Covariance of the difference of two estimates, P_a + P_b − C − Cᵀ. */
export function differenceCovariance(a: Estimate, b: Estimate, cross?: ArrayLike<number>): Float64Array {
  const n = requireSame(a, b);
  const sum = plus(a.covariance, b.covariance);
  return cross ? symmetric(plus(plus(sum, cross, -1), transpose(cross, n, n), -1), n) : sum;
}

/**
 * Covariance between the errors of two trackers of one manoeuvring target, where it is not kept: a share `correlation`
 * (−1 to 1) of the geometric mean of each pair of entries, with the sign of their sum. Values of 0.3–0.5 are usual.
 * Source: Y. Bar-Shalom, X. R. Li, Multitarget-Multisensor Tracking: Principles and Techniques, YBS Publishing 1995,
 * section 8.3.
 */
export function approximateCross(a: Estimate, b: Estimate, correlation: number): Float64Array {
  if (!(correlation >= -1 && correlation <= 1)) {
    throw new RangeError(`a correlation must be from −1 to 1; got ${correlation}`);
  }
  const n = requireSame(a, b);
  return Float64Array.from({ length: n * n }, (_, i) => {
    const [p, q] = [a.covariance[i], b.covariance[i]];
    return correlation * Math.sign(p + q) * Math.sqrt(Math.abs(p * q));
  });
}

/** Bounds of the weight, within which both inverses exist, and steps of the golden section: 0.618^40 < 10⁻⁸. */
const SECTIONS = 40;
const GOLDEN = 0.6180339887498949;

/**
 * Covariance intersection: whatever the errors share, the covariance is not too small, at the price of one that is
 * seldom the least.
 *   P⁻¹ = ω·P_a⁻¹ + (1 − ω)·P_b⁻¹      P⁻¹x = ω·P_a⁻¹a + (1 − ω)·P_b⁻¹b
 * ω from 0 to 1 makes determinant or trace least, by golden section: both are convex in ω.
 * Source: S. J. Julier, J. K. Uhlmann, "A non-divergent estimation algorithm in the presence of unknown correlations",
 * Proc. American Control Conference, 1997. For two estimates no bound is tighter: M. Reinhardt, B. Noack, P. O.
 * Arambel, U. D. Hanebeck, "Minimum covariance bounds for the fusion under unknown correlations", IEEE Signal
 * Processing Letters 22(9), 2015.
 */
export function intersect(a: Estimate, b: Estimate, by: IntersectionMeasure = 'determinant'): Estimate {
  const n = requireSame(a, b);
  const [ia, ib] = [a, b].map((e) => inverted(requireFactor(e.covariance, n), n));
  const size = (omega: number): number => {
    const factor = requireFactor(mixed(ia, ib, omega), n);
    if (by === 'determinant') return -logDeterminant(factor, n);
    const covariance = inverted(factor, n);
    let trace = 0;
    for (let i = 0; i < n; i++) trace += covariance[i * n + i];
    return trace;
  };
  const omega = least(size);
  return weighted(a, b, omega, 1 - omega);
}

const mixed = (ia: Float64Array, ib: Float64Array, omega: number): Float64Array =>
  ia.map((value, i) => omega * value + (1 - omega) * ib[i]);

/** Differences of size that are rounding: of the natural logarithm of a determinant, or relative of a trace. */
const ROUNDING = 1e-10;

/** Where on [0, 1] a convex function is least: an end if that is no worse than within, the middle where all are equal. */
function least(size: (x: number) => number): number {
  let [low, high] = [0, 1];
  let left = high - GOLDEN;
  let right = GOLDEN;
  let [atLeft, atRight] = [size(left), size(right)];
  for (let i = 0; i < SECTIONS; i++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = size(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = size(right);
    }
  }
  const inside = 0.5 * (low + high);
  const value = size(inside);
  if (size(0.5) <= value + ROUNDING * Math.abs(value)) return 0.5;
  if (size(1) <= value) return 1;
  return size(0) <= value ? 0 : inside;
}

/** Information of a and b added with weights. */
function weighted(a: Estimate, b: Estimate, u: number, v: number): Estimate {
  if (u === 0) return { time: a.time, mean: b.mean, covariance: b.covariance };
  if (v === 0) return { time: a.time, mean: a.mean, covariance: a.covariance };
  const n = requireSame(a, b);
  const [ia, ib] = [a, b].map((e) => inverted(requireFactor(e.covariance, n), n));
  const covariance = inverted(
    requireFactor(
      ia.map((value, i) => u * value + v * ib[i]),
      n,
    ),
    n,
  );
  const pull = plus(
    product(ia, a.mean, n, n, 1).map((x) => u * x),
    product(ib, b.mean, n, n, 1),
    v,
  );
  return { time: a.time, mean: product(covariance, pull, n, n, 1), covariance };
}

function requireSame(a: Estimate, b: Estimate): number {
  if (a.mean.length !== b.mean.length || a.time !== b.time) {
    throw new RangeError(
      `estimates to fuse must be of one time and length; got ${a.time} s and ${b.time} s, ` +
        `${a.mean.length} and ${b.mean.length} components`,
    );
  }
  return a.mean.length;
}

function requireFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = factored(matrix, n);
  if (!factor) throw new RangeError('covariances to fuse must be positive definite, and a cross-covariance fit both');
  return factor;
}
