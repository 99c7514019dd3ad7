import { chiSquareQuantile, choleskyInto, type Interval, solveCholeskyInto } from '../../math/index.js';
import type { Estimate } from '../roles/index.js';

/**
 * Consistency of a filter: whether its errors are as large as its covariances say (Bar-Shalom, Li and Kirubarajan,
 * "Estimation with Applications to Tracking and Navigation", Wiley, 2001, section 5.4).
 */

/** eᵀ C⁻¹ e of an error or innovation e, n long, and its covariance C, n × n; NaN unless C is positive definite. */
export function normalisedSquare(error: ArrayLike<number>, covariance: ArrayLike<number>): number {
  const n = error.length;
  const factor = new Float64Array(n * n);
  if (!choleskyInto(covariance, n, factor)) return Number.NaN;
  const solved = new Float64Array(n);
  solveCholeskyInto(factor, n, error, solved);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += error[i] * solved[i];
  return sum;
}

/**
 * Normalised estimation error squared of an estimate whose true state is known. A truth shorter than the state judges its
 * first components alone.
 */
export function nees({ mean, covariance }: Estimate, truth: ArrayLike<number>): number {
  const n = truth.length;
  const error = Float64Array.from({ length: n }, (_, i) => truth[i] - mean[i]);
  const block = Float64Array.from(
    { length: n * n },
    (_, at) => covariance[Math.floor(at / n) * mean.length + (at % n)],
  );
  return normalisedSquare(error, block);
}

/** Mean normalised estimation error squared: errors, each with the covariance that its filter gave. */
export function averageNees(errors: readonly ArrayLike<number>[], covariances: readonly ArrayLike<number>[]): number {
  return errors.reduce((sum, error, i) => sum + normalisedSquare(error, covariances[i]), 0) / errors.length;
}

/**
 * Mean normalised innovation squared. It goes by residual and covariance, because the `distance` of a mixture's innovation
 * is that of its nearest mode.
 */
export function averageNis(
  innovations: readonly { readonly residual: ArrayLike<number>; readonly covariance: ArrayLike<number> }[],
): number {
  return averageNees(
    innovations.map(({ residual }) => residual),
    innovations.map(({ covariance }) => covariance),
  );
}

/**
 * Between which bounds the average of `count` independent normalised squares of `dimension` components lies with
 * `probability`, as much being left above as below, if the filter is consistent: their sum is chi-square with
 * count × dimension degrees of freedom. Runs are independent, and so are the innovations of one run of an optimal filter;
 * the estimation errors of one run are not.
 */
export function consistencyBounds(dimension: number, count: number, probability = 0.95): Interval {
  const tail = (1 - probability) / 2;
  const degrees = dimension * count;
  return {
    low: chiSquareQuantile(tail, degrees) / count,
    high: chiSquareQuantile(1 - tail, degrees) / count,
  };
}
