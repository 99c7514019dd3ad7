/**
 * Small dense matrices in Float64Array, row by row. The 3×3 inverse is unrolled: trackers call it for every pair of
 * track and detection.
 */

/** Inverse of a symmetric positive definite 3×3 matrix, both packed [xx, xy, xz, yy, yz, zz]; false if not definite. */
export function invertSymmetric3Into(m: ArrayLike<number>, out: Float64Array, offset = 0): boolean {
  const xx = m[0];
  const xy = m[1];
  const xz = m[2];
  const yy = m[3];
  const yz = m[4];
  const zz = m[5];
  const a = yy * zz - yz * yz;
  const b = xz * yz - xy * zz;
  const c = xy * yz - xz * yy;
  const determinant = xx * a + xy * b + xz * c;
  const minor = xx * yy - xy * xy;
  if (!(determinant > 0 && minor > 0 && xx > 0)) return false;
  const inverse = 1 / determinant;
  out[offset] = a * inverse;
  out[offset + 1] = b * inverse;
  out[offset + 2] = c * inverse;
  out[offset + 3] = (xx * zz - xz * xz) * inverse;
  out[offset + 4] = (xy * xz - xx * yz) * inverse;
  out[offset + 5] = minor * inverse;
  return true;
}

/**
 * Cholesky factor of a symmetric positive definite n×n matrix: lower triangular L with L·Lᵀ = m, zeros above. May work
 * in place. False, and out undefined, if m is not positive definite.
 */
export function choleskyInto(m: ArrayLike<number>, n: number, out: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i * n + j];
      for (let k = 0; k < j; k++) sum -= out[i * n + k] * out[j * n + k];
      if (i === j) {
        if (!(sum > 0)) return false;
        out[i * n + i] = Math.sqrt(sum);
      } else {
        out[i * n + j] = sum / out[j * n + j];
      }
    }
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) out[i * n + j] = 0;
  return true;
}

/** Solves L·Lᵀ·x = b for a Cholesky factor L. May work in place. */
export function solveCholeskyInto(factor: ArrayLike<number>, n: number, b: ArrayLike<number>, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * out[k];
    out[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = out[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * out[k];
    out[i] = sum / factor[i * n + i];
  }
}

/** Cholesky factor of a symmetric positive definite 3×3 matrix, both packed [xx, xy, xz, yy, yz, zz] by lower column. */
export function cholesky3Into(m: ArrayLike<number>, out: Float64Array): boolean {
  const xx = m[0];
  if (!(xx > 0)) return false;
  const l00 = Math.sqrt(xx);
  const l10 = m[1] / l00;
  const l20 = m[2] / l00;
  const yy = m[3] - l10 * l10;
  if (!(yy > 0)) return false;
  const l11 = Math.sqrt(yy);
  const l21 = (m[4] - l20 * l10) / l11;
  const zz = m[5] - l20 * l20 - l21 * l21;
  if (!(zz > 0)) return false;
  out[0] = l00;
  out[1] = l10;
  out[2] = l20;
  out[3] = l11;
  out[4] = l21;
  out[5] = Math.sqrt(zz);
  return true;
}
