import type { Scan, ScanSensor } from '../../types/index.js';

/**
 * The roles of a tracker, in the field's words. Each is a small interface; what plays a role is chosen by name in a
 * tracker's configuration. States are [x, y, z, vx, vy, vz, …] in the frame of the scans (see ScanSensor), m and m/s;
 * what a motion model adds (acceleration, turn rate, ballistic coefficient) follows the six. Matrices lie row by row.
 */

/** A Gaussian estimate, or the mixture of Gaussians of a multiple-model filter with its overall mean and covariance. */
export interface Estimate {
  /** Time of validity, s. */
  readonly time: number;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** The modes of a multiple-model filter, in the order of its configuration. */
  readonly modes?: readonly { readonly probability: number; readonly estimate: Estimate }[];
}

/** How a state moves. */
export interface MotionModel {
  readonly name: string;
  /** Length of the state, at least 6. */
  readonly dimension: number;
  /** The state `dt` seconds on. */
  propagate(state: Float64Array, dt: number): Float64Array;
  /** Jacobian of `propagate`, dimension × dimension. */
  jacobian(state: Float64Array, dt: number): Float64Array;
  /** Covariance of the process noise gathered over `dt`. */
  noise(state: Float64Array, dt: number): Float64Array;
  /** Means and variances of the components after the first six for a target of which nothing is known. */
  readonly extraMean: readonly number[];
  readonly extraVariance: readonly number[];
  /** Names of those components: two models that give one the same name mean the same quantity by it. */
  readonly extraNames?: readonly string[];
}

/** What a component of a measurement is; x, y and z are the position itself, as a converted measurement has it. */
export type Component = 'range' | 'azimuth' | 'elevation' | 'rangeRate' | 'height' | 'x' | 'y' | 'z';

/** What a sensor would measure of a state: range, azimuth, elevation, range rate, height, in any combination. */
export interface MeasurementModel {
  /** Length of a measurement. */
  readonly dimension: number;
  /** Which components are angles that wrap at a turn. */
  readonly angular: readonly boolean[];
  /** What each component is: needed to start a track and to convert to a position. */
  readonly components?: readonly Component[];
  /** Radius of the earth that a height is above, m; a plane where left out. */
  readonly earthRadius?: number;
  /** The measurement of a state without error. */
  measure(state: Float64Array): Float64Array;
  /** Jacobian of `measure`, dimension × state.length. */
  jacobian(state: Float64Array): Float64Array;
}

/** One detection, with the model that explains it. */
export interface Measurement {
  readonly model: MeasurementModel;
  readonly value: Float64Array;
  /** Covariance of its error, dimension × dimension. */
  readonly noise: Float64Array;
  /** s */
  readonly time: number;
  readonly sensor: ScanSensor;
  /** Its row in the scan. */
  readonly row: number;
  /** Identity sent by the target, or −1; read only by what is told to use identity. */
  readonly address: number;
}

/** The measurements of a scan (row by row), by the kind of measurement that the sensor makes. */
export type Measure = (scan: Scan) => Measurement[];

/** What a measurement says of a predicted estimate. */
export interface Innovation {
  readonly residual: Float64Array;
  readonly covariance: Float64Array;
  /** Squared Mahalanobis distance. Of a mixture: the least of its modes, so that the gate is the union of theirs. */
  readonly distance: number;
  /** Natural logarithm of the measurement's likelihood density. */
  readonly logLikelihood: number;
}

export interface Predictor {
  /** The estimate at `time`, which is not before its own. */
  predict(estimate: Estimate, time: number): Estimate;
}

export interface Updater {
  innovate(predicted: Estimate, measurement: Measurement): Innovation;
  update(predicted: Estimate, measurement: Measurement): Estimate;
}

/** A predictor and an updater that belong together, with the two ends of an estimate's life. */
export interface Filter extends Predictor, Updater {
  /** An estimate from a first measurement that fixes a position, for a target of at most `maximumSpeed`, m/s. */
  start(measurement: Measurement, maximumSpeed: number): Estimate;
  /** The Gaussian (mode by mode for a mixture) of the same mean and covariance as the weighted sum; weights add to 1. */
  merge(estimates: readonly Estimate[], weights: readonly number[]): Estimate;
}
