import { cos, log } from '../../math/index.js';
import { convertMeasurement } from '../models/index.js';
import type { Estimate, Innovation, Measurement } from '../roles/index.js';
import { innovate, predictLinearised, updateLinearised } from './linearised.js';
import { ends, type SingleFilter, type SingleOptions } from './single.js';
import { partOf } from './start.js';

/**
 * Kalman filter on converted measurements: range, azimuth and elevation become an unbiased position, which the state
 * explains linearly; a range rate or a height is then taken by an extended update at the improved position. What cannot
 * be converted (a bearing, a range without elevation) is taken by the extended update alone.
 *
 * The likelihood is a density in the measurement's own units, so that it compares with other filters' and with a density
 * of clutter: that of the position times its volume for each m · rad², r² cos ε.
 */
export function kalman(options: SingleOptions): SingleFilter {
  return {
    ...ends(options),
    predict: (estimate, time) => predictLinearised(options.model, estimate, time),
    innovate: (predicted, measurement) => {
      const position = converted(predicted, measurement);
      if (position === undefined) return innovate(predicted, measurement);
      const innovation = innovate(predicted, position);
      const rest = restOf(measurement);
      const more = rest && innovate(updateLinearised(predicted, position, 1), rest);
      return inPolarUnits(measurement, innovation, more);
    },
    update: (predicted, measurement) => {
      const position = converted(predicted, measurement);
      if (position === undefined) return updateLinearised(predicted, measurement, 1);
      const updated = updateLinearised(predicted, position, 1);
      const rest = restOf(measurement);
      return rest === undefined ? updated : updateLinearised(updated, rest, 1);
    },
  };
}

// As in the extended filter, the last answer is kept: what is weighed is often taken next.
let lastPredicted: Estimate | undefined;
let lastMeasurement: Measurement | undefined;
let lastPosition: Measurement | undefined;

function converted(predicted: Estimate, measurement: Measurement): Measurement | undefined {
  if (predicted === lastPredicted && measurement === lastMeasurement) return lastPosition;
  const { mean, covariance } = predicted;
  lastPosition = convertMeasurement(measurement, mean, covariance, mean.length);
  lastPredicted = predicted;
  lastMeasurement = measurement;
  return lastPosition;
}

function restOf(measurement: Measurement): Measurement | undefined {
  if (measurement.model.dimension === 3) return undefined;
  return partOf(measurement, (c) => c === 'rangeRate' || c === 'height');
}

function inPolarUnits(measurement: Measurement, position: Innovation, more: Innovation | undefined): Innovation {
  const { components } = measurement.model;
  const range = measurement.value[components?.indexOf('range') ?? 0];
  const elevation = measurement.value[components?.indexOf('elevation') ?? 0];
  const volume = log(range * range * Math.max(cos(elevation), 1e-6));
  return {
    residual: position.residual,
    covariance: position.covariance,
    distance: position.distance + (more?.distance ?? 0),
    logLikelihood: position.logLikelihood + volume + (more?.logLikelihood ?? 0),
  };
}
