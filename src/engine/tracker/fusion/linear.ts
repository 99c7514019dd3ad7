import { choleskyInto, log, solveCholeskyInto } from '../../math/index.js';

/** Small dense linear algebra for states of some six components; matrices row by row, new ones returned. */

/** a (n×m) · b (m×p). */
export function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number, m: number, p: number): Float64Array {
  const out = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < m; k++) {
      const value = a[i * m + k];
      if (value === 0) continue;
      for (let j = 0; j < p; j++) out[i * p + j] += value * b[k * p + j];
    }
  }
  return out;
}

/** Transpose of a (n×m). */
export function transpose(a: ArrayLike<number>, n: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = a[i * m + j];
  return out;
}

/** a + scale·b, component by component. */
export function plus(a: ArrayLike<number>, b: ArrayLike<number>, scale = 1): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i] + scale * b[i];
  return out;
}

/** The symmetric part of a square matrix: rounding leaves the two triangles a little apart. */
export function symmetric(a: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = 0.5 * (a[i * n + j] + a[j * n + i]);
  return out;
}

/** A symmetric positive definite matrix made ready to divide by, or undefined if it is not definite. */
export function factored(a: ArrayLike<number>, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n);
  return choleskyInto(a, n, factor) ? factor : undefined;
}

/** a⁻¹·b for the Cholesky factor of a (n×n) and b (n×m). */
export function solved(factor: Float64Array, n: number, b: ArrayLike<number>, m: number): Float64Array {
  const out = new Float64Array(n * m);
  const column = new Float64Array(n);
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) column[i] = b[i * m + j];
    solveCholeskyInto(factor, n, column, column);
    for (let i = 0; i < n; i++) out[i * m + j] = column[i];
  }
  return out;
}

/** Inverse from the Cholesky factor of a matrix. */
export function inverted(factor: Float64Array, n: number): Float64Array {
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  return symmetric(solved(factor, n, identity, n), n);
}

/** Natural logarithm of the determinant, from the Cholesky factor. */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * n + i]);
  return 2 * sum;
}

/** vᵀ·a⁻¹·v for the Cholesky factor of a. */
export function squaredDistance(factor: Float64Array, n: number, v: ArrayLike<number>): number {
  const x = new Float64Array(n);
  solveCholeskyInto(factor, n, v, x);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += v[i] * x[i];
  return sum;
}
