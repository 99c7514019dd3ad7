import { cos, requirePositive, sin } from '../../math/index.js';
import { convertMeasurement, heightOf } from '../models/index.js';
import type { Component, Estimate, Measurement, MotionModel } from '../roles/index.js';
import { updateLinearised } from './linearised.js';

/** What is assumed of a target's height, m, where a first measurement has neither elevation nor height. */
export interface HeightPrior {
  readonly mean: number;
  readonly sigma: number;
}

/** Covers 0 to 10 km in one sigma, where most of what flies does. Assumed. */
export const HEIGHT_PRIOR: HeightPrior = { mean: 5000, sigma: 5000 };

/** Standard deviation of each axis of the velocity as a share of the greatest speed: three sigma reach it. */
const SPEED_SHARE = 1 / 3;

/** Whether a track can be started from the measurement alone: it has a range and an azimuth, or a position. */
export function fixesPosition(measurement: Measurement): boolean {
  const { components } = measurement.model;
  return (
    components !== undefined &&
    (components.includes('x') || (components.includes('range') && components.includes('azimuth')))
  );
}

/**
 * An estimate from a first measurement: its unbiased position, and a velocity of 0 ± a third of `maximumSpeed` on each
 * axis, narrowed by a range rate. Without elevation the height is the one reported or the prior's. Without range the
 * distance is taken as uniform over the sensor's coverage: a wide Gaussian along the line of sight, which only other
 * bearings narrow. A measurement without azimuth throws.
 */
export function startFrom(
  measurement: Measurement,
  maximumSpeed: number,
  model: MotionModel,
  prior: HeightPrior,
): Estimate {
  const sigma = requirePositive('maximum speed', maximumSpeed, 'm/s') * SPEED_SHARE;
  const n = model.dimension;
  const mean = new Float64Array(n);
  const covariance = new Float64Array(n * n);
  const { components } = measurement.model;
  if (components === undefined || !(components.includes('azimuth') || components.includes('x'))) {
    throw new RangeError(
      `a track starts from a position or an azimuth at least; got ${components?.join(', ') ?? 'neither'}`,
    );
  }
  const position = components.includes('x') ? measurement : firstPosition(measurement, components, prior);
  for (let i = 0; i < 3; i++) {
    mean[i] = position.value[i];
    for (let j = 0; j < 3; j++) covariance[i * n + j] = position.noise[3 * i + j];
    covariance[(i + 3) * (n + 1)] = sigma * sigma;
  }
  for (let i = 6; i < n; i++) {
    mean[i] = model.extraMean[i - 6];
    covariance[i * (n + 1)] = model.extraVariance[i - 6];
  }
  const start: Estimate = { time: measurement.time, mean, covariance };
  const levelled = components.includes('elevation');
  const rest = partOf(measurement, (c) => c === 'rangeRate' || (c === 'height' && levelled));
  return rest === undefined ? start : updateLinearised(start, rest, 1);
}

const local = new Float64Array(3);

/** The converted position of a measurement of which range or elevation may have to be made up. */
function firstPosition(measurement: Measurement, components: readonly Component[], prior: HeightPrior): Measurement {
  const { value, noise, sensor, model } = measurement;
  const part = (c: Component): { value: number; variance: number } | undefined => {
    const k = components.indexOf(c);
    return k < 0 ? undefined : { value: value[k], variance: noise[k * (model.dimension + 1)] };
  };
  const span = sensor.maxRange - sensor.minRange;
  const middle = { value: 0.5 * (sensor.maxRange + sensor.minRange), variance: (span * span) / 12 };
  const range = part('range') ?? middle;
  const azimuth = part('azimuth') ?? middle;
  const height = part('height') ?? { value: prior.mean, variance: prior.sigma * prior.sigma };
  const elevation = part('elevation') ?? elevationOf(measurement, range.value, azimuth.value, height);
  const three: Measurement = {
    ...measurement,
    model: { ...model, dimension: 3, components: ['range', 'azimuth', 'elevation'] },
    value: Float64Array.of(range.value, azimuth.value, elevation.value),
    noise: Float64Array.of(range.variance, 0, 0, 0, azimuth.variance, 0, 0, 0, elevation.variance),
  };
  return convertMeasurement(three) as Measurement;
}

/** Greatest elevation taken from a height, and its greatest standard deviation, rad. Assumed. */
const STEEPEST = 1.2;
const VAGUEST = 0.5;

/** The elevation at which a target at this range and azimuth has this height, by four steps of Newton's method. */
function elevationOf(
  { sensor, model }: Measurement,
  range: number,
  azimuth: number,
  height: { value: number; variance: number },
): { value: number; variance: number } {
  const { position: s, rotation: q } = sensor;
  const earthRadius = model.earthRadius ?? Number.POSITIVE_INFINITY;
  const at = new Float64Array(3);
  const heightAt = (elevation: number): number => {
    local[0] = range * cos(elevation) * sin(azimuth);
    local[1] = range * cos(elevation) * cos(azimuth);
    local[2] = range * sin(elevation);
    for (let i = 0; i < 3; i++) at[i] = s[i] + q[i] * local[0] + q[3 + i] * local[1] + q[6 + i] * local[2];
    return heightOf(at, earthRadius);
  };
  let elevation = 0;
  for (let k = 0; k < 4; k++) {
    const step = (height.value - heightAt(elevation)) / (range * cos(elevation));
    elevation = Math.max(-STEEPEST, Math.min(STEEPEST, elevation + step));
  }
  const sigma = Math.min(VAGUEST, Math.sqrt(height.variance) / (range * cos(elevation)));
  return { value: elevation, variance: sigma * sigma };
}

/** The measurement reduced to the components that `keep` keeps; undefined if none. */
export function partOf(measurement: Measurement, keep: (c: Component) => boolean): Measurement | undefined {
  const { model, value, noise } = measurement;
  const components = model.components ?? [];
  const rows = components.map((_, k) => k).filter((k) => keep(components[k]));
  if (rows.length === 0) return undefined;
  const m = model.dimension;
  return {
    ...measurement,
    value: Float64Array.from(rows, (k) => value[k]),
    noise: Float64Array.from(rows.flatMap((k) => rows.map((l) => noise[k * m + l]))),
    model: {
      dimension: rows.length,
      earthRadius: model.earthRadius,
      angular: rows.map((k) => model.angular[k]),
      components: rows.map((k) => components[k]),
      measure: (x) => {
        const all = model.measure(x);
        return Float64Array.from(rows, (k) => all[k]);
      },
      jacobian: (x) => {
        const all = model.jacobian(x);
        const out = new Float64Array(rows.length * x.length);
        rows.forEach((k, i) => {
          out.set(all.subarray(k * x.length, (k + 1) * x.length), i * x.length);
        });
        return out;
      },
    },
  };
}
