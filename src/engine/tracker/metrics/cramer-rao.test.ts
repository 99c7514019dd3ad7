import { describe, expect, it } from 'vitest';
import { makeStreams, uniform } from '../../math/index.js';
import type { MeasurementModel, MotionModel } from '../roles/index.js';
import { posteriorCramerRao } from './index.js';

type Matrix = number[][];
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const turned = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));
const plus = (a: Matrix, b: Matrix, sign = 1): Matrix => a.map((row, i) => row.map((x, j) => x + sign * b[i][j]));
const matrixOf = (flat: ArrayLike<number>, rows: number): Matrix => {
  const columns = flat.length / rows;
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => flat[i * columns + j]));
};
const flat = (a: Matrix): Float64Array => Float64Array.from(a.flat());

/** Nearly constant velocity on three axes, spectral density `q`, m²/s³. */
function constantVelocity(q: number): MotionModel {
  const fill = (entry: (i: number, j: number) => number): Float64Array =>
    Float64Array.from({ length: 36 }, (_, at) => entry(Math.floor(at / 6), at % 6));
  const same = (i: number, j: number): boolean => i % 3 === j % 3;
  return {
    name: 'nearly constant velocity',
    dimension: 6,
    propagate: (x, dt) => x.map((v, i) => (i < 3 ? v + dt * x[i + 3] : v)),
    jacobian: (_, dt) => fill((i, j) => (i === j ? 1 : j === i + 3 ? dt : 0)),
    noise: (_, dt) =>
      fill((i, j) => (same(i, j) ? q * (i < 3 && j < 3 ? dt ** 3 / 3 : i < 3 || j < 3 ? dt ** 2 / 2 : dt) : 0)),
    extraMean: [],
    extraVariance: [],
  };
}

const position: MeasurementModel = {
  dimension: 3,
  angular: [false, false, false],
  measure: (x) => x.slice(0, 3),
  jacobian: () => flat(matrixOf(new Float64Array(18), 3).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)))),
};

/** Range, azimuth and elevation from the origin, with the derivatives written out. */
const polar: MeasurementModel = {
  dimension: 3,
  angular: [false, true, true],
  measure: ([x, y, z]) => Float64Array.of(Math.hypot(x, y, z), Math.atan2(x, y), Math.atan2(z, Math.hypot(x, y))),
  jacobian: ([x, y, z]) => {
    const [r, g] = [Math.hypot(x, y, z), Math.hypot(x, y)];
    return Float64Array.from([
      ...[x / r, y / r, z / r, 0, 0, 0],
      ...[y / g ** 2, -x / g ** 2, 0, 0, 0, 0],
      ...[(-x * z) / (g * r ** 2), (-y * z) / (g * r ** 2), g / r ** 2, 0, 0, 0],
    ]);
  },
};

const diagonal = (entries: number[]): Float64Array =>
  Float64Array.from({ length: entries.length ** 2 }, (_, at) =>
    at % (entries.length + 1) === 0 ? entries[at / (entries.length + 1)] : 0,
  );

const motion = constantVelocity(5);
const STEPS = 30;
const trajectory: Float64Array[] = [Float64Array.of(40_000, 20_000, 8000, -150, 90, 2)];
for (let k = 1; k < STEPS; k++) trajectory.push(motion.propagate(trajectory[k - 1], 5));
const problem = {
  motion,
  trajectory,
  times: trajectory.map((_, k) => 5 * k),
  measurement: position,
  noise: diagonal([900, 2500, 6400]),
  prior: diagonal([900, 2500, 6400, 1e4, 1e4, 1e4]),
  detectionProbability: 1,
};

/** Covariance of a Kalman filter after each step, updated in Joseph's form where `seen`. */
function kalman(seen: (k: number) => boolean): Matrix[] {
  const [f, q] = [matrixOf(motion.jacobian(trajectory[0], 5), 6), matrixOf(motion.noise(trajectory[0], 5), 6)];
  const [h, r] = [matrixOf(position.jacobian(trajectory[0]), 3), matrixOf(problem.noise, 3)];
  const covariances = [matrixOf(problem.prior, 6)];
  for (let k = 1; k < STEPS; k++) {
    const predicted = plus(times(times(f, covariances[k - 1]), turned(f)), q);
    if (!seen(k)) {
      covariances.push(predicted);
      continue;
    }
    // Axes do not mix: the innovation covariance is diagonal.
    const s = plus(times(times(h, predicted), turned(h)), r);
    const gain = times(predicted, turned(h)).map((row) => row.map((v, j) => v / s[j][j]));
    const left = plus(matrixOf(diagonal([1, 1, 1, 1, 1, 1]), 6), times(gain, h), -1);
    covariances.push(plus(times(times(left, predicted), turned(left)), times(times(gain, r), turned(gain))));
  }
  return covariances;
}

describe('the posterior Cramér–Rao bound', () => {
  it('is the Kalman filter’s covariance where everything is linear and Gaussian', () => {
    const filter = kalman(() => true);
    posteriorCramerRao(problem).forEach((bound, k) => {
      bound.forEach((value, at) => {
        const expected = filter[k].flat()[at];
        expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
      });
    });
  });

  it('with missed detections lies below the mean of the filter’s covariances, and above the bound without', () => {
    const streams = makeStreams(8, 1);
    const RUNS = 150;
    const runs = Array.from({ length: RUNS }, (_, run) => kalman((k) => uniform(streams, run, 0, 2, k) < 0.7));
    const missing = posteriorCramerRao({ ...problem, detectionProbability: 0.7 });
    const certain = posteriorCramerRao(problem);
    for (const k of [5, 15, STEPS - 1]) {
      for (const i of [0, 1, 2, 3, 4, 5]) {
        const mean = runs.reduce((sum, covariances) => sum + covariances[k][i][i], 0) / RUNS;
        expect(missing[k][7 * i]).toBeLessThan(mean);
        expect(missing[k][7 * i]).toBeGreaterThan(certain[k][7 * i]);
      }
    }
  });

  it('of a radar is wider across the line of sight than along it', () => {
    // At 100 km due north: 30 m in range, 150 m in azimuth, 200 m in elevation.
    const north = Array.from({ length: STEPS }, (_, k) => Float64Array.of(0, 100_000 - 500 * k, 10, 0, -100, 0));
    const noise = diagonal([900, 0.0015 ** 2, 0.002 ** 2]);
    const prior = diagonal([150 ** 2, 900, 200 ** 2, 1e4, 1e4, 1e4]);
    const bounds = posteriorCramerRao({ ...problem, trajectory: north, measurement: polar, noise, prior });
    const [east, range, up] = [0, 7, 14].map((at) => Math.sqrt(bounds[STEPS - 1][at]));
    expect(range).toBeLessThan(30);
    expect(east).toBeGreaterThan(2 * range);
    expect(east).toBeLessThan(150);
    expect(up).toBeGreaterThan(east);
  });

  it('is not defined where a measurement has no error', () => {
    expect(() => posteriorCramerRao({ ...problem, noise: new Float64Array(9) })).toThrow(RangeError);
  });
});
