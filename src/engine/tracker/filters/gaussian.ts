import { choleskyInto, log, solveCholeskyInto } from '../../math/index.js';
import type { Estimate, Innovation } from '../roles/index.js';

/**
 * The arithmetic that the filters share, on matrices row by row. Products skip the zeros of their left factor: most of a
 * transition or an observation matrix is zero.
 */

/** Longest state and measurement that the scratch below has room for. */
const LONGEST = 16;
const scratch = new Float64Array(LONGEST * LONGEST);
const gainRoom = new Float64Array(LONGEST * LONGEST);
const closedLoop = new Float64Array(LONGEST * LONGEST);
const factor = new Float64Array(LONGEST * LONGEST);
const column = new Float64Array(LONGEST);

function requireRoom(size: number): void {
  if (size <= LONGEST) return;
  throw new RangeError(`states and measurements have at most ${LONGEST} components; got ${size}`);
}

/** A · P · Aᵀ + Q for an r × n `a` and a symmetric n × n `p`; `q` is r × r, and the answer exactly symmetric. */
export function congruence(a: Float64Array, p: Float64Array, q: Float64Array, r: number, n: number): Float64Array {
  requireRoom(Math.max(r, n));
  for (let i = 0; i < r; i++) {
    const row = i * n;
    for (let j = 0; j < n; j++) scratch[row + j] = 0;
    for (let k = 0; k < n; k++) {
      const f = a[row + k];
      if (f === 0) continue;
      const from = k * n;
      for (let j = 0; j < n; j++) scratch[row + j] += f * p[from + j];
    }
  }
  const out = new Float64Array(r * r);
  for (let j = 0; j < r; j++) {
    const row = j * n;
    for (let k = 0; k < n; k++) {
      const f = a[row + k];
      if (f === 0) continue;
      for (let i = 0; i <= j; i++) out[i * r + j] += f * scratch[i * n + k];
    }
  }
  for (let i = 0; i < r; i++) {
    for (let j = i; j < r; j++) out[j * r + i] = out[i * r + j] += q[i * r + j];
  }
  return out;
}

const LOG_TWO_PI = 1.8378770664093453;

/** The innovation of a residual and its covariance; a covariance that is not positive definite throws. */
export function innovationOf(residual: Float64Array, covariance: Float64Array): Innovation {
  const m = residual.length;
  requireDefinite(covariance, m);
  solveCholeskyInto(factor, m, residual, column);
  let distance = 0;
  let determinant = 1;
  for (let i = 0; i < m; i++) {
    distance += residual[i] * column[i];
    determinant *= factor[i * m + i];
  }
  return { residual, covariance, distance, logLikelihood: -0.5 * (distance + m * LOG_TWO_PI) - log(determinant) };
}

function requireDefinite(s: Float64Array, m: number): void {
  requireRoom(m);
  if (choleskyInto(s, m, factor)) return;
  throw new RangeError(`the covariance of an innovation must be positive definite; got diagonal ${diagonal(s, m)}`);
}

const diagonal = (s: Float64Array, m: number): string => Array.from({ length: m }, (_, i) => s[i * (m + 1)]).join(', ');

/**
 * The estimate after a measurement of residual ν and covariance S that sees the state through `h` (m × n) with noise
 * `r`, in Joseph's form (I − KH) P (I − KH)ᵀ + K R Kᵀ: the sum of two squares, so that rounding leaves it positive
 * definite. R. S. Bucy and P. D. Joseph, Filtering for Stochastic Processes with Applications to Guidance, Wiley 1968.
 */
export function josephUpdate(
  predicted: Estimate,
  h: Float64Array,
  r: Float64Array,
  residual: Float64Array,
  s: Float64Array,
): { mean: Float64Array; covariance: Float64Array } {
  const { mean: x, covariance: p } = predicted;
  const n = x.length;
  const m = residual.length;
  requireRoom(n);
  requireDefinite(s, m);
  // K = P Hᵀ S⁻¹, one row of P Hᵀ at a time.
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < m; k++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        const f = h[k * n + j];
        if (f !== 0) sum += p[i * n + j] * f;
      }
      column[k] = sum;
    }
    solveCholeskyInto(factor, m, column, column);
    for (let k = 0; k < m; k++) gainRoom[i * m + k] = column[k];
  }
  const mean = x.slice();
  const noise = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < m; k++) {
      const g = gainRoom[i * m + k];
      mean[i] += g * residual[k];
    }
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < m; k++) sum -= gainRoom[i * m + k] * h[k * n + j];
      closedLoop[i * n + j] = sum;
    }
    for (let k = 0; k < m; k++) {
      let sum = 0;
      for (let l = 0; l < m; l++) sum += gainRoom[i * m + l] * r[l * m + k];
      column[k] = sum;
    }
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < m; k++) sum += column[k] * gainRoom[j * m + k];
      noise[i * n + j] = sum;
    }
  }
  return { mean, covariance: congruence(closedLoop, p, noise, n, n) };
}

/** The Gaussian of the same mean and covariance as the weighted sum of Gaussians of one dimension; weights add to 1. */
export function matchMoments(estimates: readonly Estimate[], weights: readonly number[]): Estimate {
  if (estimates.length === 1) return estimates[0];
  const n = estimates[0].mean.length;
  const mean = new Float64Array(n);
  const covariance = new Float64Array(n * n);
  for (let e = 0; e < estimates.length; e++) {
    const w = weights[e];
    if (w === 0) continue;
    const x = estimates[e].mean;
    for (let i = 0; i < n; i++) mean[i] += w * x[i];
  }
  for (let e = 0; e < estimates.length; e++) {
    const w = weights[e];
    if (w === 0) continue;
    addSpread(estimates[e], w, mean, n, covariance);
  }
  mirror(covariance, n);
  return { time: estimates[0].time, mean, covariance };
}

/** Adds w · (P + (x − mean)(x − mean)ᵀ), over the first n states, to the upper triangle of `covariance`. */
export function addSpread(e: Estimate, w: number, mean: Float64Array, n: number, covariance: Float64Array): void {
  const { mean: x, covariance: p } = e;
  const stride = x.length;
  for (let i = 0; i < n; i++) {
    const d = x[i] - mean[i];
    for (let j = i; j < n; j++) covariance[i * n + j] += w * (p[i * stride + j] + d * (x[j] - mean[j]));
  }
}

/** Copies the upper triangle of an n × n matrix to the lower. */
export function mirror(m: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) m[i * n + j] = m[j * n + i];
}
