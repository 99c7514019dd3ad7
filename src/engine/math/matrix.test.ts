import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cholesky3Into, choleskyInto, invertSymmetric3Into, solveCholeskyInto } from './index.js';

type Matrix = number[][];

/** Reference: product of two matrices by the definition. */
const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));

const transpose = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));

/** Reference: inverse by Gauss–Jordan elimination with row exchange. */
function invert(m: Matrix): Matrix {
  const n = m.length;
  const a = m.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) pivot = r;
    [a[c], a[pivot]] = [a[pivot], a[c]];
    const scale = a[c][c];
    a[c] = a[c].map((v) => v / scale);
    for (let r = 0; r < n; r++) {
      const factor = a[r][c];
      if (r !== c) a[r] = a[r].map((v, j) => v - factor * a[c][j]);
    }
  }
  return a.map((row) => row.slice(n));
}

/** Random positive definite matrices: G·Gᵀ + I. */
const definite = (n: number): fc.Arbitrary<Matrix> =>
  fc
    .array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    })
    .map((g) => multiply(g, transpose(g)).map((row, i) => row.map((v, j) => v + (i === j ? 1 : 0))));

const packed = (m: Matrix): number[] => [m[0][0], m[0][1], m[0][2], m[1][1], m[1][2], m[2][2]];
const runs = { seed: 1, numRuns: 200 };

function expectClose(got: ArrayLike<number>, wanted: number[], tolerance = 1e-9): void {
  wanted.forEach((w, i) => {
    expect(Math.abs(got[i] - w)).toBeLessThan(tolerance * (1 + Math.abs(w)));
  });
}

test('the unrolled 3×3 inverse agrees with elimination', () => {
  const out = new Float64Array(7);
  fc.assert(
    fc.property(definite(3), (m) => {
      expect(invertSymmetric3Into(packed(m), out, 1)).toBe(true);
      expectClose(out.subarray(1), packed(invert(m)));
    }),
    runs,
  );
});

test.each([2, 3, 4, 5, 6])('the Cholesky factor of a square matrix of %d rows multiplies back and solves', (n) => {
  const factor = new Float64Array(n * n);
  const x = new Float64Array(n);
  fc.assert(
    fc.property(definite(n), (m) => {
      expect(choleskyInto(m.flat(), n, factor)).toBe(true);
      const l = m.map((_, i) => [...factor.subarray(n * i, n * i + n)]);
      expectClose(multiply(l, transpose(l)).flat(), m.flat());
      const b = m.map((_, i) => i - 1.5);
      solveCholeskyInto(factor, n, b, x);
      expectClose(
        x,
        multiply(
          invert(m),
          b.map((v) => [v]),
        ).flat(),
      );
    }),
    runs,
  );
});

test('factor and solution may overwrite their inputs', () => {
  const m = Float64Array.of(4, 2, 2, 5);
  expect(choleskyInto(m, 2, m)).toBe(true);
  expect([...m]).toEqual([2, 0, 1, 2]);
  const b = Float64Array.of(8, 8);
  solveCholeskyInto(m, 2, b, b);
  expect([...b]).toEqual([1.5, 1]);
});

test('the unrolled 3×3 Cholesky factor is the generic one, bit for bit', () => {
  const generic = new Float64Array(9);
  const unrolled = new Float64Array(6);
  fc.assert(
    fc.property(definite(3), (m) => {
      choleskyInto(m.flat(), 3, generic);
      expect(cholesky3Into(packed(m), unrolled)).toBe(true);
      expect([...unrolled]).toEqual([generic[0], generic[3], generic[6], generic[4], generic[7], generic[8]]);
    }),
    runs,
  );
});

test('a matrix that is not positive definite is refused', () => {
  const out = new Float64Array(9);
  for (const m of [
    [0, 0, 0, 1, 0, 1],
    [1, 2, 0, 1, 0, 1],
    [-1, 0, 0, -1, 0, 1],
    [1, 0, 0, 1, 0, Number.NaN],
  ]) {
    expect(invertSymmetric3Into(m, out)).toBe(false);
    expect(cholesky3Into(m, out)).toBe(false);
    expect(choleskyInto([m[0], m[1], m[2], m[1], m[3], m[4], m[2], m[4], m[5]], 3, out)).toBe(false);
  }
});
