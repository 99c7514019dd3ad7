import { atan2, cos, sin, wrapPi } from '../../math/index.js';
import type { ScanSensor } from '../../types/index.js';
import type { SensorBias } from './bias.js';
import { factored, solved } from './linear.js';

/** One detection as registration uses it; NaN: not measured. */
export interface Sighting {
  readonly sensor: ScanSensor;
  /** Index of the sensor among those registered. */
  readonly of: number;
  /** Time stamped, s; range, m; azimuth and elevation, rad; height that the target reported, m. */
  readonly time: number;
  readonly range: number;
  readonly azimuth: number;
  readonly elevation: number;
  readonly height: number;
}

/** How flights are taken to be over the few seconds in which several sensors see one. */
export interface FlightModel {
  /** One-sigma acceleration that a straight flight leaves out, m/s². */
  readonly accelerationSigma: number;
  /** One-sigma of each component of the velocity of a flight of which nothing is known, m/s. */
  readonly speedSigma: number;
  /** Mean and one-sigma of height, m: all that is known of it where no sensor measures elevation or height. */
  readonly heightMean: number;
  readonly heightSigma: number;
  /** Radius of the earth below the frame, m, for reported heights; infinite on a flat earth. */
  readonly earthRadius: number;
}

/** What the sightings of one flight say of the sensors' biases, to second order about the biases assumed. */
export interface BiasEvidence {
  /** Information matrix of all biases (4 a sensor, in the order of BIAS_TERMS), and the gradient of ln likelihood. */
  readonly information: Float64Array;
  readonly gradient: Float64Array;
  /** Weighted sum of squared residuals with the flight fitted, and its degrees of freedom. */
  readonly misfit: number;
  readonly degrees: number;
  /** The flight fitted: x, y, z, vx, vy, vz at `time`, and the covariance of that fit alone (biases held). */
  readonly time: number;
  readonly state: Float64Array;
  readonly covariance: Float64Array;
  /** How the fitted state moves with the biases, 6 × 4·sensors: ∂state/∂bias. */
  readonly sensitivity: Float64Array;
}

/** Newton steps from a converted measurement, of which the second is below a metre; and from a fit made before. */
const STEPS = 3;
const STEPS_AGAIN = 1;

/**
 * Exact maximum likelihood of one flight: a straight line through the frame is fitted to all its sightings in the
 * sensors' own polar terms, each less its assumed bias, and the line is then eliminated, so that what remains is
 * evidence about the biases alone (Y. Zhou, H. Leung, P. C. Yip, "An exact maximum likelihood registration algorithm
 * for data fusion", IEEE Trans. Signal Processing 45(6), 1997; a line instead of a point for sensors that look at
 * different times, as in X. Lin, Y. Bar-Shalom, T. Kirubarajan, "Multisensor-multitarget bias estimation for general
 * asynchronous sensors", IEEE Trans. AES 41(3), 2005). `before` is a state fitted earlier to the same sightings.
 * Undefined if the sightings fix no line.
 */
export function fitFlight(
  sightings: readonly Sighting[],
  biases: readonly SensorBias[],
  model: FlightModel,
  before?: Float64Array,
): BiasEvidence | undefined {
  const terms = 4 * biases.length;
  let time = 0;
  for (const s of sightings) time += (s.time - biases[s.of].time) / sightings.length;
  const first = sightings.find((s) => !Number.isNaN(s.range));
  if (!first) return undefined;
  const state = before ? Float64Array.from(before) : firstState(first, biases[first.of], model);
  const steps = before ? STEPS_AGAIN : STEPS;
  let sums: Sums | undefined;
  let factor: Float64Array | undefined;
  for (let step = 0; ; step++) {
    sums = gather(sightings, biases, model, state, time, terms);
    factor = factored(sums.flight, 6);
    if (!factor) return undefined;
    if (step === steps) break;
    const move = solved(factor, 6, sums.flightGradient, 1);
    for (let i = 0; i < 6; i++) state[i] += move[i];
  }
  // The flight eliminated (Schur complement): B − Cᵀ A⁻¹ C.
  const { cross } = sums;
  const gain = solved(factor, 6, cross, terms);
  const information = new Float64Array(terms * terms);
  const gradient = new Float64Array(terms);
  const left = solved(factor, 6, sums.flightGradient, 1);
  for (let i = 0; i < terms; i++) {
    gradient[i] = sums.biasGradient[i];
    for (let k = 0; k < 6; k++) gradient[i] -= cross[k * terms + i] * left[k];
    for (let j = 0; j < terms; j++) {
      let value = sums.bias[i * terms + j];
      for (let k = 0; k < 6; k++) value -= cross[k * terms + i] * gain[k * terms + j];
      information[i * terms + j] = value;
    }
  }
  const covariance = new Float64Array(36);
  for (let i = 0; i < 6; i++) covariance[7 * i] = 1;
  return {
    information,
    gradient,
    misfit: sums.misfit,
    degrees: sums.measured - 6,
    time,
    state,
    covariance: solved(factor, 6, covariance, 6),
    sensitivity: gain.map((value) => -value),
  };
}

/** Normal equations of flight and biases. */
interface Sums {
  readonly flight: Float64Array;
  readonly cross: Float64Array;
  readonly bias: Float64Array;
  readonly flightGradient: Float64Array;
  readonly biasGradient: Float64Array;
  misfit: number;
  measured: number;
}

function gather(
  sightings: readonly Sighting[],
  biases: readonly SensorBias[],
  model: FlightModel,
  state: Float64Array,
  time: number,
  terms: number,
): Sums {
  const sums: Sums = {
    flight: new Float64Array(36),
    cross: new Float64Array(6 * terms),
    bias: new Float64Array(terms * terms),
    flightGradient: new Float64Array(6),
    biasGradient: new Float64Array(terms),
    misfit: 0,
    measured: 0,
  };
  for (let i = 3; i < 6; i++) addPrior(sums, state, i, 0, model.speedSigma);
  if (!sightings.some((s) => !Number.isNaN(s.elevation) || !Number.isNaN(s.height))) {
    addPrior(sums, state, 2, model.heightMean, model.heightSigma);
  }
  const row = new Float64Array(6);
  for (const s of sightings) {
    const { rotation: r, position } = s.sensor;
    const bias = biases[s.of];
    const dt = s.time - bias.time - time;
    const stray = 0.5 * model.accelerationSigma * dt * dt;
    const px = state[0] + dt * state[3];
    const py = state[1] + dt * state[4];
    const pz = state[2] + dt * state[5];
    const x = px - position[0];
    const y = py - position[1];
    const z = pz - position[2];
    const east = r[0] * x + r[1] * y + r[2] * z;
    const north = r[3] * x + r[4] * y + r[5] * z;
    const up = r[6] * x + r[7] * y + r[8] * z;
    const flat2 = east * east + north * north;
    const flat = Math.sqrt(flat2);
    const range2 = flat2 + up * up;
    const range = Math.sqrt(range2);
    /** A measured component: residual, its own axis in the sensor's east, north, up, its sigma, its bias term. */
    const add = (residual: number, de: number, dn: number, du: number, sigma: number, size: number, term: number) => {
      if (!(sigma > 0) || Number.isNaN(residual)) return;
      for (let k = 0; k < 3; k++) {
        row[k] = de * r[k] + dn * r[3 + k] + du * r[6 + k];
        row[3 + k] = dt * row[k];
      }
      addRow(sums, row, residual, sigma * sigma + (stray * stray) / (size * size), state, s.of, term, terms);
    };
    const { sigmaRange, sigmaAzimuth, sigmaElevation, sigmaHeight } = s.sensor;
    add(s.range - bias.range - range, east / range, north / range, up / range, sigmaRange, 1, 0);
    const azimuth = wrapPi(s.azimuth - bias.azimuth - atan2(east, north));
    add(azimuth, north / flat2, -east / flat2, 0, sigmaAzimuth, flat, 1);
    const elevation = s.elevation - bias.elevation - atan2(up, flat);
    const along = -up / (range2 * flat);
    add(elevation, along * east, along * north, flat / range2, sigmaElevation, range, 2);
    if (sigmaHeight > 0 && !Number.isNaN(s.height)) {
      const drop = (px * px + py * py) / (2 * model.earthRadius);
      row.fill(0);
      row[2] = 1;
      row[5] = dt;
      addRow(sums, row, s.height - drop - pz, sigmaHeight * sigmaHeight, state, s.of, -1, terms);
    }
  }
  return sums;
}

/** A component known beforehand, with a wide sigma: one more measurement. */
function addPrior(sums: Sums, state: Float64Array, component: number, mean: number, sigma: number): void {
  const weight = 1 / (sigma * sigma);
  const residual = mean - state[component];
  sums.misfit += weight * residual * residual;
  sums.measured++;
  sums.flight[7 * component] += weight;
  sums.flightGradient[component] += weight * residual;
}

/** residual = row · d(state) + d(bias term) + d(time bias) × −row · velocity + error of the variance given. */
function addRow(
  sums: Sums,
  row: Float64Array,
  residual: number,
  variance: number,
  state: Float64Array,
  of: number,
  term: number,
  terms: number,
): void {
  const weight = 1 / variance;
  const { flight, cross, bias, flightGradient, biasGradient } = sums;
  const own = 4 * of + term;
  const clock = 4 * of + 3;
  const late = -(row[0] * state[3] + row[1] * state[4] + row[2] * state[5]);
  for (let i = 0; i < 6; i++) {
    const weighted = weight * row[i];
    for (let j = 0; j < 6; j++) flight[6 * i + j] += weighted * row[j];
    flightGradient[i] += weighted * residual;
    cross[i * terms + clock] += weighted * late;
    if (term >= 0) cross[i * terms + own] += weighted;
  }
  bias[clock * terms + clock] += weight * late * late;
  biasGradient[clock] += weight * late * residual;
  if (term >= 0) {
    bias[own * terms + own] += weight;
    bias[own * terms + clock] += weight * late;
    bias[clock * terms + own] += weight * late;
    biasGradient[own] += weight * residual;
  }
  sums.misfit += weight * residual * residual;
  sums.measured++;
}

/** A state to begin from: the sighting's place, unmoving. */
function firstState(s: Sighting, bias: SensorBias, model: FlightModel): Float64Array {
  const range = s.range - bias.range;
  const azimuth = s.azimuth - bias.azimuth;
  const height = Number.isNaN(s.height) ? model.heightMean : s.height;
  // Without an elevation: that of the height, at half the range at most.
  const rise = Number.isNaN(s.elevation) ? Math.min(height, range / 2) : range * sin(s.elevation - bias.elevation);
  const flat = Math.sqrt(range * range - rise * rise);
  const local = [flat * sin(azimuth), flat * cos(azimuth), rise];
  const { rotation: r, position } = s.sensor;
  const state = new Float64Array(6);
  for (let k = 0; k < 3; k++) state[k] = position[k] + local[0] * r[k] + local[1] * r[3 + k] + local[2] * r[6 + k];
  return state;
}
