import { describe, expect, it } from 'vitest';
import { makeStreams, normal, regularizedGammaP } from '../math/index.js';
import type { TrackTable } from '../types/index.js';
import { INNOVATION_WIDTH, inflateRow, predictRows, updateRows } from './filter.js';
import { makeTrackTable } from './table.js';

type Matrix = number[][];
const zeros = (n: number, m: number): Matrix => Array.from({ length: n }, () => new Array<number>(m).fill(0));
const identity = (n: number): Matrix => zeros(n, n).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const plus = (a: Matrix, b: Matrix, sign = 1): Matrix => a.map((row, i) => row.map((x, j) => x + sign * b[i][j]));
const transposed = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));

function inverse(a: Matrix): Matrix {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...identity(n)[i]]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.abs(m[r][c]) > Math.abs(m[pivot][c])) pivot = r;
    [m[c], m[pivot]] = [m[pivot], m[c]];
    m[c] = m[c].map((x) => x / m[c][c]);
    for (let r = 0; r < n; r++) if (r !== c) m[r] = m[r].map((x, k) => x - m[r][c] * m[c][k]);
  }
  return m.map((row) => row.slice(n));
}

const transition = (dt: number): Matrix =>
  identity(6).map((row, i) => row.map((x, j) => (i < 3 && j === i + 3 ? dt : x)));
function processNoise(q: number, dt: number): Matrix {
  const noise = zeros(6, 6);
  for (let a = 0; a < 3; a++) {
    noise[a][a] = (q * dt ** 3) / 3;
    noise[a][a + 3] = noise[a + 3][a] = (q * dt ** 2) / 2;
    noise[a + 3][a + 3] = q * dt;
  }
  return noise;
}
const observation: Matrix = identity(6).slice(0, 3);

function fullCovariance(table: TrackTable, row: number): Matrix {
  const p = zeros(6, 6);
  let k = 21 * row;
  for (let i = 0; i < 6; i++) for (let j = i; j < 6; j++) p[i][j] = p[j][i] = table.covariance[k++];
  return p;
}
function setCovariance(table: TrackTable, row: number, p: Matrix): void {
  let k = 21 * row;
  for (let i = 0; i < 6; i++) for (let j = i; j < 6; j++) table.covariance[k++] = p[i][j];
}
const one = Int32Array.of(0);

/** Updates row 0 with a position, working out the innovation block by general matrices. */
function updateRow(table: TrackTable, z: number[], r: Matrix): number {
  const p = fullCovariance(table, 0);
  const s = inverse(plus(times(times(observation, p), transposed(observation)), r));
  const nu = z.map((x, i) => [x - table.state[i]]);
  const distance = times(times(transposed(nu), s), nu)[0][0];
  const block = new Float64Array(INNOVATION_WIDTH);
  block.set([nu[0][0], nu[1][0], nu[2][0], s[0][0], s[0][1], s[0][2], s[1][1], s[1][2], s[2][2], distance, 1, 0]);
  updateRows(table, one, one, 1, block);
  return distance;
}

const streams = makeStreams(20260, 1);
const draw = (entity: number, tick: number): number => normal(streams, entity, 0, 2, tick);

/** A random symmetric positive definite matrix. */
function randomCovariance(n: number, scale: number, tick: number): Matrix {
  const a = zeros(n, n).map((row, i) => row.map((_, j) => scale * draw(100 + n * i + j, tick)));
  return plus(
    times(a, transposed(a)),
    identity(n).map((row) => row.map((x) => x * 0.1 * scale * scale)),
  );
}

describe('the written-out filter', () => {
  it('does what general matrices do, prediction and update, over random covariances', () => {
    const table = makeTrackTable(1);
    table.count = 1;
    for (let trial = 0; trial < 50; trial++) {
      let p = randomCovariance(6, 50, trial);
      let x: Matrix = [0, 1, 2, 3, 4, 5].map((i) => [1000 * draw(i, trial)]);
      table.time[0] = 0;
      for (let i = 0; i < 6; i++) table.state[i] = x[i][0];
      setCovariance(table, 0, p);
      for (let step = 1; step <= 3; step++) {
        const f = transition(0.7);
        x = times(f, x);
        p = plus(times(times(f, p), transposed(f)), processNoise(20, 0.7));
        predictRows(table, 0, 1, 0.7 * step, 20);
        const r = randomCovariance(3, 40, 1000 + 10 * trial + step);
        const z = [0, 1, 2].map((i) => x[i][0] + 60 * draw(i, 5000 + 10 * trial + step));
        const gain = times(
          times(p, transposed(observation)),
          inverse(plus(times(times(observation, p), transposed(observation)), r)),
        );
        updateRow(table, z, r);
        x = plus(
          x,
          times(
            gain,
            z.map((v, i) => [v - x[i][0]]),
          ),
        );
        p = times(plus(identity(6), times(gain, observation), -1), p);
        const got = fullCovariance(table, 0);
        for (let i = 0; i < 6; i++) {
          expect(Math.abs(table.state[i] - x[i][0])).toBeLessThan(1e-7);
          for (let j = 0; j < 6; j++) {
            expect(Math.abs(got[i][j] - p[i][j])).toBeLessThan(1e-9 * Math.sqrt(p[i][i] * p[j][j]) + 1e-9);
          }
        }
      }
    }
  });

  it('inflates a covariance to that of a greater spectral density since the last update', () => {
    const calm = makeTrackTable(1);
    const brisk = makeTrackTable(1);
    for (const table of [calm, brisk]) setCovariance(table, 0, randomCovariance(6, 30, 7));
    predictRows(calm, 0, 1, 4, 20);
    inflateRow(calm, 0, 980, 4);
    predictRows(brisk, 0, 1, 4, 1000);
    for (let k = 0; k < 21; k++) expect(calm.covariance[k]).toBeCloseTo(brisk.covariance[k], 6);
  });

  it('settles at the gains of the alpha-beta filter', () => {
    // With index = q T³ / R: beta² = index (1 − alpha) and alpha² = beta (2 − alpha) − beta² / 6, from the fixed point of
    // the covariance recursion.
    for (const [q, period, variance] of [
      [20, 1, 22500],
      [20, 5, 900],
      [1000, 10, 40000],
      [0.5, 2, 100],
    ]) {
      const table = makeTrackTable(1);
      setCovariance(
        table,
        0,
        identity(6).map((row, i) => row.map((x) => x * (i < 3 ? variance : 250000))),
      );
      const r = identity(3).map((row) => row.map((x) => x * variance));
      for (let k = 1; k <= 400; k++) {
        predictRows(table, 0, 1, k * period, q);
        updateRow(table, [0, 0, 0], r);
      }
      const index = (q * period ** 3) / variance;
      let low = 0;
      let high = 1;
      for (let k = 0; k < 200; k++) {
        const alpha = (low + high) / 2;
        const beta = Math.sqrt(index * (1 - alpha));
        if (alpha * alpha < beta * (2 - alpha) - (beta * beta) / 6) low = alpha;
        else high = alpha;
      }
      const beta = Math.sqrt(index * (1 - low));
      expect(table.covariance[0] / variance).toBeCloseTo(low, 9);
      expect((table.covariance[3] * period) / variance).toBeCloseTo(beta, 9);
    }
  });

  it('is consistent: normalised errors and innovations squared lie within chi-square bounds', () => {
    const runs = 300;
    const q = 20;
    const r = identity(3).map((row) => row.map((x) => x * 150 * 150));
    let nees = 0;
    let nis = 0;
    for (let run = 0; run < runs; run++) {
      const table = makeTrackTable(1);
      const truth = [0, 1, 2].map((a) => [5000 * draw(a, run), 200 * draw(3 + a, run)]);
      for (let a = 0; a < 3; a++) table.state[a] = truth[a][0] + 150 * draw(6 + a, run);
      setCovariance(
        table,
        0,
        identity(6).map((row, i) => row.map((x) => x * (i < 3 ? 150 * 150 : 200 * 200))),
      );
      let distance = 0;
      for (let k = 1; k <= 20; k++) {
        const dt = k % 3 === 0 ? 4 : 1;
        for (let a = 0; a < 3; a++) {
          // Exact draw of the integrated white noise: Cholesky factor of its 2 × 2 covariance.
          const g = draw(10 + a, run * 100 + k);
          const h = draw(20 + a, run * 100 + k);
          const position = Math.sqrt((q * dt ** 3) / 3);
          truth[a][0] += dt * truth[a][1] + position * g;
          truth[a][1] += ((q * dt * dt) / 2 / position) * g + Math.sqrt((q * dt) / 4) * h;
        }
        predictRows(table, 0, 1, table.time[0] + dt, q);
        distance = updateRow(
          table,
          truth.map((t, a) => t[0] + 150 * draw(30 + a, run * 100 + k)),
          r,
        );
      }
      nis += distance;
      const error = [0, 1, 2, 3, 4, 5].map((i) => [truth[i % 3][i < 3 ? 0 : 1] - table.state[i]]);
      nees += times(times(transposed(error), inverse(fullCovariance(table, 0))), error)[0][0];
    }
    for (const [sum, degrees] of [
      [nees, 6 * runs],
      [nis, 3 * runs],
    ]) {
      const probability = regularizedGammaP(degrees / 2, sum / 2);
      expect(probability).toBeGreaterThan(0.0005);
      expect(probability).toBeLessThan(0.9995);
    }
  });

  it('keeps its covariance positive definite over ten thousand updates at earth-radius coordinates', () => {
    const table = makeTrackTable(1);
    table.state.set([4.4e6, 2.4e6, 3.9e6, 200, -100, 50]);
    setCovariance(
      table,
      0,
      identity(6).map((row, i) => row.map((x) => x * (i < 3 ? 900 : 1e6))),
    );
    for (let k = 1; k <= 10_000; k++) {
      predictRows(table, 0, 1, 0.01 * k, 1e-3);
      const r = randomCovariance(3, k % 2 === 0 ? 3000 : 3, k);
      updateRow(
        table,
        [0, 1, 2].map((a) => table.state[a] + draw(a, k)),
        r,
      );
    }
    const p = fullCovariance(table, 0);
    const lower = zeros(6, 6);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = p[i][j];
        for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
        if (i === j) expect(sum).toBeGreaterThan(0);
        lower[i][j] = i === j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
  });
});
