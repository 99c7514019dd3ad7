import { residualOf } from '../models/index.js';
import type { Estimate, Innovation, Measurement, MotionModel } from '../roles/index.js';
import { congruence, innovationOf, josephUpdate } from './gaussian.js';

/** The estimate of one model at `time`, its covariance carried by the transition's Jacobian. */
export function predictLinearised(model: MotionModel, estimate: Estimate, time: number): Estimate {
  const dt = time - estimate.time;
  if (!(dt >= 0)) throw new RangeError(`a prediction goes forward in time; got ${dt} s`);
  if (dt === 0) return estimate;
  const n = model.dimension;
  const f = model.jacobian(estimate.mean, dt);
  return {
    time,
    mean: model.propagate(estimate.mean, dt),
    covariance: congruence(f, estimate.covariance, model.noise(estimate.mean, dt), n, n),
  };
}

/** What a measurement says, seen through its model's Jacobian at the predicted mean. */
export function innovate(predicted: Estimate, measurement: Measurement): Innovation {
  const { model, value, noise } = measurement;
  const h = model.jacobian(predicted.mean);
  const s = congruence(h, predicted.covariance, noise, model.dimension, predicted.mean.length);
  return innovationOf(residualOf(model, value, model.measure(predicted.mean)), s);
}

/**
 * The extended update, linearised anew at each of `iterations` estimates: one is the plain extended filter, more are
 * Gauss–Newton steps to the most probable state. B. M. Bell and F. W. Cathey, The iterated Kalman filter update as a
 * Gauss–Newton method, IEEE Transactions on Automatic Control 38(2), February 1993.
 */
export function updateLinearised(predicted: Estimate, measurement: Measurement, iterations: number): Estimate {
  const { model, value, noise } = measurement;
  const { mean: x, time } = predicted;
  const n = x.length;
  let at = x;
  for (let k = 1; ; k++) {
    const h = model.jacobian(at);
    const residual = residualOf(model, value, model.measure(at));
    if (at !== x) {
      for (let i = 0; i < residual.length; i++) {
        for (let j = 0; j < n; j++) residual[i] -= h[i * n + j] * (x[j] - at[j]);
      }
    }
    const s = congruence(h, predicted.covariance, noise, model.dimension, n);
    const updated = josephUpdate(predicted, h, noise, residual, s);
    if (k >= iterations) return { time, ...updated };
    at = updated.mean;
  }
}
