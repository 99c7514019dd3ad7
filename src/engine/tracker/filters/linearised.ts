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

interface Seen {
  readonly slope: Float64Array;
  readonly residual: Float64Array;
  readonly covariance: Float64Array;
}

// An association asks what a measurement says and often takes it next: the last answer is kept. Estimates and
// measurements are never changed once made, so that the same objects have the same answer.
let lastPredicted: Estimate | undefined;
let lastMeasurement: Measurement | undefined;
let lastSeen: Seen | undefined;

/** A measurement seen through its model's Jacobian at the predicted mean. */
function see(predicted: Estimate, measurement: Measurement): Seen {
  if (predicted === lastPredicted && measurement === lastMeasurement) return lastSeen as Seen;
  const { model, value, noise } = measurement;
  const slope = model.jacobian(predicted.mean);
  const covariance = congruence(slope, predicted.covariance, noise, model.dimension, predicted.mean.length);
  const seen = { slope, residual: residualOf(model, value, model.measure(predicted.mean)), covariance };
  lastPredicted = predicted;
  lastMeasurement = measurement;
  lastSeen = seen;
  return seen;
}

/** What a measurement says of a predicted estimate. */
export function innovate(predicted: Estimate, measurement: Measurement): Innovation {
  const { residual, covariance } = see(predicted, measurement);
  return innovationOf(residual, covariance);
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
  let { slope, residual, covariance } = see(predicted, measurement);
  for (let k = 1; ; k++) {
    const updated = josephUpdate(predicted, slope, noise, residual, covariance);
    if (k >= iterations) return { time, ...updated };
    const at = updated.mean;
    slope = model.jacobian(at);
    residual = residualOf(model, value, model.measure(at));
    for (let i = 0; i < residual.length; i++) {
      for (let j = 0; j < n; j++) residual[i] -= slope[i * n + j] * (x[j] - at[j]);
    }
    covariance = congruence(slope, predicted.covariance, noise, model.dimension, n);
  }
}
