import { atan2, cos, exp, expm1, sin, sinCosInto } from '../../math/index.js';
import type { Measurement, MeasurementModel } from '../roles/index.js';

/** A direction and distance in a sensor's own axes with the variances of its three parts, taken as independent. */
export interface PolarSpread {
  range: number;
  azimuth: number;
  elevation: number;
  /** m² */
  rangeVariance: number;
  /** rad² */
  azimuthVariance: number;
  elevationVariance: number;
}

/**
 * The position, in the sensor's east, north, up, of a range, azimuth and elevation whose errors are Gaussian of the
 * given variances, without the bias of the plain conversion: E cos(β + error) = e^(−σ²/2) cos β, so dividing by it gives
 * a mean equal to the truth. Sources: Mo L., Song X., Zhou Y., Sun Z. K. and Bar-Shalom Y., Unbiased converted
 * measurements for tracking, IEEE Transactions on Aerospace and Electronic Systems 34(3), July 1998.
 */
export function unbiasedPosition(z: PolarSpread, out: Float64Array): void {
  const scale = exp(0.5 * (z.azimuthVariance + z.elevationVariance));
  sinCosInto(z.azimuth, pair);
  const sinA = pair[0];
  const cosA = pair[1];
  sinCosInto(z.elevation, pair);
  const ground = scale * z.range * pair[1];
  out[0] = ground * sinA;
  out[1] = ground * cosA;
  out[2] = exp(0.5 * z.elevationVariance) * z.range * pair[0];
}
const pair = new Float64Array(2);

/**
 * Covariance of the error of `unbiasedPosition`, 3 × 3, for a measurement of the variances of `z` of a target of which
 * `about` is known: the error's exact second moment at the true position, averaged over the Gaussian `about`. With the
 * filter's prediction as `about` it doesn't depend on the measurement's own error, which would correlate the gain with
 * it: S. Bordonaro, P. Willett and Y. Bar-Shalom, Decorrelated unbiased converted measurement Kalman filter, IEEE
 * Transactions on Aerospace and Electronic Systems 50(2), April 2014. With the measurement itself as `about` it is the
 * covariance conditioned on the measurement: Z. Duan, C. Han and X. R. Li, Comments on "Unbiased converted measurements
 * for tracking", the same Transactions 40(4), October 2004.
 */
export function convertedCovariance(z: PolarSpread, about: PolarSpread, out: Float64Array): void {
  const r2 = about.range * about.range + about.rangeVariance;
  const a2 = exp(-2 * about.azimuthVariance);
  const e2 = exp(-2 * about.elevationVariance);
  const ca = a2 * cos(2 * about.azimuth);
  const sa = a2 * sin(2 * about.azimuth);
  const ce = e2 * cos(2 * about.elevation);
  const se = e2 * sin(2 * about.elevation);
  // The measurement's second moments less the truth's, by their small differences: r² would swallow a fine range.
  const extra = z.rangeVariance;
  const pa = expm1(z.azimuthVariance);
  const qa = expm1(-z.azimuthVariance);
  const pe = expm1(z.elevationVariance);
  const qe = expm1(-z.elevationVariance);
  const level = 1 + ce;
  const levelMore = pe + qe * ce;
  const steep = 1 - ce;
  const steepMore = pe - qe * ce;
  const grown = (truly: number, more: number): number =>
    0.25 * (r2 * (more * level + (truly + more) * levelMore) + extra * (truly + more) * (level + levelMore));
  const ee = grown(1 - ca, pa - qa * ca);
  const nn = grown(1 + ca, pa + qa * ca);
  const en = 0.25 * sa * (r2 * (levelMore + qa * (level + levelMore)) + extra * (1 + qa) * (level + levelMore));
  const uu = 0.5 * (r2 * steepMore + extra * (steep + steepMore));
  // E sin β of the unbiased azimuth is sin β; only the elevation's doubled angle shrinks.
  const up = 0.5 * exp(-0.5 * about.azimuthVariance) * se * (r2 * qe + extra * (1 + qe));
  const eu = up * sin(about.azimuth);
  const nu = up * cos(about.azimuth);
  out[0] = ee;
  out[1] = out[3] = en;
  out[2] = out[6] = eu;
  out[4] = nn;
  out[5] = out[7] = nu;
  out[8] = uu;
}

/** The range, azimuth and elevation of a measurement that has all three, or of its place in `out`; false if it hasn't. */
export function polarOf(measurement: Measurement, out: PolarSpread): boolean {
  const { components } = measurement.model;
  if (components === undefined) return false;
  const r = components.indexOf('range');
  const a = components.indexOf('azimuth');
  const e = components.indexOf('elevation');
  if (r < 0 || a < 0 || e < 0) return false;
  const { value, noise, model } = measurement;
  const next = model.dimension + 1;
  out.range = value[r];
  out.azimuth = value[a];
  out.elevation = value[e];
  out.rangeVariance = noise[r * next];
  out.azimuthVariance = noise[a * next];
  out.elevationVariance = noise[e * next];
  return true;
}

/**
 * Range, azimuth and elevation, with their variances, at which the sensor would see a position whose covariance is the
 * upper left block of the n × n `covariance`.
 */
export function spreadAt(
  measurement: Measurement,
  position: ArrayLike<number>,
  covariance: ArrayLike<number>,
  n: number,
  out: PolarSpread,
): void {
  const { position: s, rotation: q } = measurement.sensor;
  const dx = position[0] - s[0];
  const dy = position[1] - s[1];
  const dz = position[2] - s[2];
  const e = q[0] * dx + q[1] * dy + q[2] * dz;
  const north = q[3] * dx + q[4] * dy + q[5] * dz;
  const u = q[6] * dx + q[7] * dy + q[8] * dz;
  const ground2 = Math.max(e * e + north * north, 1);
  const ground = Math.sqrt(ground2);
  const range = Math.sqrt(ground2 + u * u);
  out.range = range;
  out.azimuth = atan2(e, north);
  out.elevation = atan2(u, ground);
  const along = (i: number, j: number, k: number): number => {
    const x = q[0] * i + q[3] * j + q[6] * k;
    const y = q[1] * i + q[4] * j + q[7] * k;
    const z = q[2] * i + q[5] * j + q[8] * k;
    return (
      x * (x * covariance[0] + 2 * y * covariance[1] + 2 * z * covariance[2]) +
      y * (y * covariance[n + 1] + 2 * z * covariance[n + 2]) +
      z * z * covariance[2 * n + 2]
    );
  };
  const ce = ground / range;
  const se = u / range;
  const sa = e / ground;
  const ca = north / ground;
  out.rangeVariance = along(ce * sa, ce * ca, se);
  out.azimuthVariance = along(ca, -sa, 0) / ground2;
  out.elevationVariance = along(-se * sa, -se * ca, ce) / (range * range);
}

export const makeSpread = (): PolarSpread => ({
  range: 0,
  azimuth: 0,
  elevation: 0,
  rangeVariance: 0,
  azimuthVariance: 0,
  elevationVariance: 0,
});

/** The model of a position measured as such. */
export const positionModel: MeasurementModel = {
  dimension: 3,
  angular: [false, false, false],
  components: ['x', 'y', 'z'],
  measure: (x) => x.slice(0, 3),
  jacobian: (x) => {
    const h = new Float64Array(3 * x.length);
    h[0] = h[x.length + 1] = h[2 * x.length + 2] = 1;
    return h;
  },
};

const spread = makeSpread();
const predicted = makeSpread();
const local = new Float64Array(3);
const square = new Float64Array(9);

/**
 * The unbiased converted measurement, in the frame, of a measurement with range, azimuth and elevation; undefined for
 * one that lacks any of them. The covariance is evaluated at `position` (of the n × n `covariance`) where that is the
 * better known across the line of sight, and at the measurement where it is not or none is given.
 */
export function convertMeasurement(
  measurement: Measurement,
  position?: ArrayLike<number>,
  covariance?: ArrayLike<number>,
  n = 3,
): Measurement | undefined {
  if (!polarOf(measurement, spread)) return undefined;
  let about = spread;
  if (position !== undefined && covariance !== undefined) {
    spreadAt(measurement, position, covariance, n, predicted);
    const across = predicted.azimuthVariance + predicted.elevationVariance;
    if (across < spread.azimuthVariance + spread.elevationVariance) about = predicted;
  }
  unbiasedPosition(spread, local);
  convertedCovariance(spread, about, square);
  const { position: s, rotation: q } = measurement.sensor;
  const value = new Float64Array(3);
  for (let i = 0; i < 3; i++) value[i] = s[i] + q[i] * local[0] + q[3 + i] * local[1] + q[6 + i] * local[2];
  const noise = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      let sum = 0;
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) sum += q[3 * a + i] * square[3 * a + b] * q[3 * b + j];
      }
      noise[3 * i + j] = noise[3 * j + i] = sum;
    }
  }
  return { ...measurement, model: positionModel, value, noise };
}
