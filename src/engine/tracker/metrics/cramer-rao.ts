import { choleskyInto, solveCholeskyInto } from '../../math/index.js';
import type { MeasurementModel, MotionModel } from '../roles/index.js';

export interface BoundedProblem {
  /** Additive process noise; its Jacobian and noise are taken at the true states. */
  readonly motion: MotionModel;
  /** True states, one at each of `times`, s. */
  readonly trajectory: readonly Float64Array[];
  readonly times: readonly number[];
  readonly measurement: MeasurementModel;
  /** Covariance of the measurement's error, measurement dimension squared. */
  readonly noise: Float64Array;
  /** Covariance of what is known at the first time, its own measurement included. */
  readonly prior: Float64Array;
  /** Probability that a measurement is made, 0–1. */
  readonly detectionProbability: number;
}

/**
 * Posterior Cramér–Rao lower bound of the covariance of any unbiased estimator, at each time after its measurement; the
 * first is the prior. The recursion of P. Tichavský, C. H. Muravchik and A. Nehorai, "Posterior Cramér–Rao bounds for
 * discrete-time nonlinear filtering", IEEE Trans. Signal Processing 46(5), 1998, with additive Gaussian noise and its
 * expectations taken at the given trajectory:
 *
 *   J' = (Q + F J⁻¹ Fᵀ)⁻¹ + Pd Hᵀ R⁻¹ H
 *
 * Pd is the information-reduction factor of measurements that may be missing and are never false; it gives an optimistic
 * bound (M. Hernandez, B. Ristic, A. Farina and L. Timmoneri, "A comparison of two Cramér–Rao bounds for nonlinear
 * filtering with Pd < 1", IEEE Trans. Signal Processing 52(9), 2004).
 */
export function posteriorCramerRao(problem: BoundedProblem): Float64Array[] {
  const { motion, trajectory, times, measurement, noise, prior, detectionProbability } = problem;
  const n = motion.dimension;
  const m = measurement.dimension;
  const precision = inverse(noise, m);
  const bounds: Float64Array[] = [Float64Array.from(prior)];
  for (let k = 1; k < trajectory.length; k++) {
    const dt = times[k] - times[k - 1];
    const before = trajectory[k - 1];
    const predicted = sandwich(motion.jacobian(before, dt), bounds[k - 1], n, n);
    const process = motion.noise(before, dt);
    for (let i = 0; i < n * n; i++) predicted[i] += process[i];
    const information = inverse(predicted, n);
    const gained = sandwich(transposed(measurement.jacobian(trajectory[k]), m, n), precision, n, m);
    for (let i = 0; i < n * n; i++) information[i] += detectionProbability * gained[i];
    bounds.push(inverse(information, n));
  }
  return bounds;
}

/** A S Aᵀ for A of rows × columns and symmetric S. */
function sandwich(a: ArrayLike<number>, s: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const left = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += a[i * columns + k] * s[k * columns + j];
      left[i * columns + j] = sum;
    }
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += left[i * columns + k] * a[j * columns + k];
      out[i * rows + j] = sum;
      out[j * rows + i] = sum;
    }
  return out;
}

const transposed = (a: ArrayLike<number>, rows: number, columns: number): Float64Array =>
  Float64Array.from({ length: rows * columns }, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]);

/** Of a symmetric positive definite matrix; throws where it is not. */
function inverse(matrix: ArrayLike<number>, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  if (!choleskyInto(matrix, n, factor))
    throw new RangeError('the Cramér–Rao bound needs positive definite covariances');
  const out = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    solveCholeskyInto(factor, n, column, column);
    for (let i = 0; i < n; i++) out[i * n + j] = column[i];
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j] = 0.5 * (out[i * n + j] + out[j * n + i]);
  return out;
}
