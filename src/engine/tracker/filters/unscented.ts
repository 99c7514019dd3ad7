import { choleskyInto, requirePositive, solveCholeskyInto } from '../../math/index.js';
import { residualOf } from '../models/index.js';
import type { Estimate, Measurement } from '../roles/index.js';
import { innovationOf, josephUpdate, mirror } from './gaussian.js';
import { ends, type SingleFilter, type SingleOptions } from './single.js';

export interface UnscentedOptions extends SingleOptions {
  /** Spread of the points, above 0; 1 where left out. */
  readonly alpha?: number;
  /** Weight given to the centre for the shape of the density, at least 0; 0 where left out (2 is best for small alpha). */
  readonly beta?: number;
  /** Second scaling, above −n; 0 where left out. */
  readonly kappa?: number;
}

/** What a measurement looks like through the sigma points of a prediction. */
interface Seen {
  readonly residual: Float64Array;
  readonly covariance: Float64Array;
  /** The linear regression of the measurement on the state, m × n. */
  readonly slope: Float64Array;
  /** Noise of the measurement about that line: its own and what the line leaves over. */
  readonly noise: Float64Array;
}

/**
 * Unscented Kalman filter with additive noise and points drawn afresh for the update. With the defaults (alpha 1, beta
 * 0, kappa 0) the centre has no weight and no weight is negative, so that covariances stay positive definite in any
 * dimension. The update is that of the linear regression on the points in Joseph's form, which is the unscented one.
 * Sources: S. J. Julier and J. K. Uhlmann, Unscented filtering and nonlinear estimation, Proceedings of the IEEE 92(3),
 * March 2004; E. A. Wan and R. van der Merwe, The unscented Kalman filter for nonlinear estimation, IEEE AS-SPCC 2000.
 */
export function unscented(options: UnscentedOptions): SingleFilter {
  const { model } = options;
  const n = model.dimension;
  const alpha = requirePositive('alpha', options.alpha ?? 1, '1');
  const beta = options.beta ?? 0;
  const scale = requirePositive('alpha²·(n + kappa)', alpha * alpha * (n + (options.kappa ?? 0)), '1');
  if (!(beta >= 0)) throw new RangeError(`beta must be at least 0; got ${beta}`);
  const outer = 0.5 / scale;
  const centre = 1 - n / scale + (1 - alpha * alpha + beta);
  const root = Math.sqrt(scale);

  /** The Cholesky factor's columns, scaled, on both sides of the mean; the mean comes first. */
  function pointsOf(estimate: Estimate): Float64Array[] {
    const { mean, covariance } = estimate;
    const l = new Float64Array(n * n);
    if (!choleskyInto(covariance, n, l)) {
      throw new RangeError('the covariance of an estimate must be positive definite');
    }
    const points = [mean];
    for (let j = 0; j < n; j++) {
      const plus = mean.slice();
      const minus = mean.slice();
      for (let i = j; i < n; i++) {
        const d = root * l[i * n + j];
        plus[i] += d;
        minus[i] -= d;
      }
      points.push(plus, minus);
    }
    return points;
  }

  // As in the extended filter, the last answer is kept.
  let lastPredicted: Estimate | undefined;
  let lastMeasurement: Measurement | undefined;
  let lastSeen: Seen | undefined;

  function see(predicted: Estimate, measurement: Measurement): Seen {
    if (lastSeen === undefined || predicted !== lastPredicted || measurement !== lastMeasurement) {
      lastSeen = regress(predicted, measurement);
      lastPredicted = predicted;
      lastMeasurement = measurement;
    }
    return lastSeen;
  }

  function regress(predicted: Estimate, measurement: Measurement): Seen {
    const { model: sensor, value, noise } = measurement;
    const m = sensor.dimension;
    const points = pointsOf(predicted);
    // Differences from the centre's measurement, so that angles wrap once and in one place.
    const middle = sensor.measure(points[0]);
    const offsets = points.map((x) => residualOf(sensor, sensor.measure(x), middle));
    const shift = new Float64Array(m);
    for (let k = 1; k < points.length; k++) for (let i = 0; i < m; i++) shift[i] += outer * offsets[k][i];
    const residual = residualOf(sensor, value, middle);
    for (let i = 0; i < m; i++) residual[i] -= shift[i];
    const covariance = noise.slice();
    const cross = new Float64Array(m * n);
    for (let k = 0; k < points.length; k++) {
      const w = k === 0 ? centre : outer;
      if (w === 0) continue;
      for (let i = 0; i < m; i++) {
        const d = w * (offsets[k][i] - shift[i]);
        for (let j = i; j < m; j++) covariance[i * m + j] += d * (offsets[k][j] - shift[j]);
        for (let j = 0; j < n; j++) cross[i * n + j] += d * (points[k][j] - points[0][j]);
      }
    }
    mirror(covariance, m);
    // slope = crossᵀ P⁻¹, and what it leaves over of the covariance.
    const l = new Float64Array(n * n);
    choleskyInto(predicted.covariance, n, l);
    const slope = new Float64Array(m * n);
    for (let i = 0; i < m; i++) {
      const row = slope.subarray(i * n, (i + 1) * n);
      solveCholeskyInto(l, n, cross.subarray(i * n, (i + 1) * n), row);
    }
    const left = covariance.slice();
    for (let i = 0; i < m; i++) {
      for (let j = i; j < m; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += slope[i * n + k] * cross[j * n + k];
        left[i * m + j] -= sum;
      }
    }
    mirror(left, m);
    return { residual, covariance, slope, noise: left };
  }

  return {
    ...ends(options),
    predict: (estimate, time) => {
      const dt = time - estimate.time;
      if (!(dt >= 0)) throw new RangeError(`a prediction goes forward in time; got ${dt} s`);
      if (dt === 0) return estimate;
      const points = pointsOf(estimate).map((x) => model.propagate(x, dt));
      // Weights add to 1: as differences from the centre nothing cancels.
      const mean = points[0].slice();
      for (let k = 1; k < points.length; k++) {
        for (let i = 0; i < n; i++) mean[i] += outer * (points[k][i] - points[0][i]);
      }
      const covariance = model.noise(estimate.mean, dt);
      for (let k = 0; k < points.length; k++) {
        const w = k === 0 ? centre : outer;
        if (w === 0) continue;
        for (let i = 0; i < n; i++) {
          const d = w * (points[k][i] - mean[i]);
          for (let j = i; j < n; j++) covariance[i * n + j] += d * (points[k][j] - mean[j]);
        }
      }
      mirror(covariance, n);
      return { time, mean, covariance };
    },
    innovate: (predicted, measurement) => {
      const { residual, covariance } = see(predicted, measurement);
      return innovationOf(residual, covariance);
    },
    update: (predicted, measurement) => {
      const { residual, covariance, slope, noise } = see(predicted, measurement);
      return { time: predicted.time, ...josephUpdate(predicted, slope, noise, residual, covariance) };
    },
  };
}
