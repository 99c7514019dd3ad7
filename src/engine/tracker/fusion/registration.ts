import { chiSquareQuantile } from '../../math/index.js';
import { BIAS_TERMS, type SensorBias } from './bias.js';
import { factored, inverted, solved } from './linear.js';
import { type BiasEvidence, type FlightModel, fitFlight, type Sighting } from './shared-flight.js';

export interface RegistrationConfig {
  /** Ids of the sensors registered to each other. */
  readonly sensors: readonly string[];
  /**
   * One-sigma of each bias before anything is seen; 0: known to be none. It also sets how far apart two sensors'
   * reports of one target may be at first, so it should not be too small.
   */
  readonly prior: SensorBias;
  /** The sensor whose biases are none by definition: all others are then relative to it. Undefined: no such sensor. */
  readonly reference?: string;
  /** Detections of so many seconds are fitted by one straight flight. At least the time between two sensors' looks. */
  readonly windowS: number;
  /** Probability that a true pair passes a gate. */
  readonly gateProbability: number;
  /** Shared flights kept and fitted anew each time; older ones stay as a sum of what they said. */
  readonly flightsKept: number;
  readonly flight: FlightModel;
}

/**
 * Settings for surveillance radars, all assumed: surveyed sites, north within 0.5°, range zero within 300 m, clocks
 * set (time bias none). Airliners to fighters; the middle of the troposphere where no height is known.
 */
export const REGISTRATION_DEFAULTS: Omit<RegistrationConfig, 'sensors'> = {
  prior: { range: 300, azimuth: 0.0087, elevation: 0.0087, time: 0 },
  windowS: 10,
  gateProbability: 0.999,
  flightsKept: 500,
  flight: {
    accelerationSigma: 2,
    speedSigma: 300,
    heightMean: 6000,
    heightSigma: 4000,
    earthRadius: Number.POSITIVE_INFINITY,
  },
};

/** A shared flight, and the state last fitted to it. */
interface KeptFlight {
  readonly sightings: readonly Sighting[];
  state?: Float64Array;
}

/** Biases of several sensors, estimated from the flights that they share. */
export interface Registration {
  readonly config: RegistrationConfig;
  /** The estimate: 4 terms a sensor in the order of BIAS_TERMS; and its covariance. */
  readonly bias: Float64Array;
  covariance: Float64Array;
  /** The latest shared flights. */
  readonly kept: KeptFlight[];
  /** Sum of the information of older ones, and that information times the bias it points at. */
  readonly foldedInformation: Float64Array;
  readonly foldedVector: Float64Array;
  /** Shared flights taken in all; of those kept, how many no bias explains (now left out); folded and left out. */
  flights: number;
  refusedNow: number;
  refusedFolded: number;
}

/** A registration that has seen nothing yet. */
export function makeRegistration(config: RegistrationConfig): Registration {
  const terms = 4 * config.sensors.length;
  const registration: Registration = {
    config,
    bias: new Float64Array(terms),
    covariance: new Float64Array(terms * terms),
    kept: [],
    foldedInformation: new Float64Array(terms * terms),
    foldedVector: new Float64Array(terms),
    flights: 0,
    refusedNow: 0,
    refusedFolded: 0,
  };
  const sigmas = priorSigmas(config);
  for (let i = 0; i < terms; i++) registration.covariance[i * terms + i] = sigmas[i] * sigmas[i];
  return registration;
}

/** The same registration with one more sensor, of which nothing is known yet. */
export function addSensor(registration: Registration, id: string): Registration {
  const { config, bias, kept, flights, refusedNow, refusedFolded } = registration;
  const grown = makeRegistration({ ...config, sensors: [...config.sensors, id] });
  const [terms, more] = [bias.length, grown.bias.length];
  grown.bias.set(bias);
  grown.foldedVector.set(registration.foldedVector);
  for (let i = 0; i < terms; i++) {
    const row = [terms * i, terms * (i + 1)] as const;
    grown.covariance.set(registration.covariance.subarray(...row), more * i);
    grown.foldedInformation.set(registration.foldedInformation.subarray(...row), more * i);
  }
  grown.kept.push(...kept);
  return Object.assign(grown, { flights, refusedNow, refusedFolded });
}

/** One-sigma of each term beforehand, 0 of those that are held. */
const priorSigmas = ({ sensors, prior, reference }: RegistrationConfig): number[] =>
  sensors.flatMap((id) => BIAS_TERMS.map((term) => (id === reference ? 0 : prior[term])));

/** The estimate as one bias a sensor. */
export function biasVectors(values: ArrayLike<number>): SensorBias[] {
  return Array.from({ length: values.length / 4 }, (_, s) => ({
    range: values[4 * s],
    azimuth: values[4 * s + 1],
    elevation: values[4 * s + 2],
    time: values[4 * s + 3],
  }));
}

export interface EstimatedBias {
  readonly sensor: string;
  readonly bias: SensorBias;
  /** One-sigma errors of the bias. */
  readonly sigma: SensorBias;
  /**
   * Share of the variance known beforehand that the flights took away, 0–1: near 0 the geometry does not show this
   * bias (a common clock error, one elevation against the other's over a short base line).
   */
  readonly observed: SensorBias;
}

/** Bias, standard deviation and observability of each sensor, in the order of the configuration. */
export function estimatedBiases({ config, bias, covariance }: Registration): EstimatedBias[] {
  const terms = bias.length;
  const prior = priorSigmas(config);
  const sigma = Array.from(bias, (_, i) => Math.sqrt(covariance[i * terms + i]));
  const observed = sigma.map((s, i) => (prior[i] > 0 ? 1 - (s * s) / (prior[i] * prior[i]) : 1));
  const [biases, sigmas, shares] = [bias, sigma, observed].map(biasVectors);
  return config.sensors.map((sensor, s) => ({ sensor, bias: biases[s], sigma: sigmas[s], observed: shares[s] }));
}

/** Takes flights, each with its sightings by two sensors or more, and estimates anew. */
export function takeFlights(registration: Registration, flights: readonly (readonly Sighting[])[]): void {
  if (flights.length === 0) return;
  registration.flights += flights.length;
  for (const sightings of flights) registration.kept.push({ sightings });
  estimate(registration);
  const tooMany = registration.kept.length - registration.config.flightsKept;
  if (tooMany <= 0) return;
  const { bias, foldedInformation, foldedVector } = registration;
  const terms = bias.length;
  const biases = biasVectors(bias);
  for (const { sightings, state } of registration.kept.splice(0, tooMany)) {
    const evidence = fitFlight(sightings, biases, registration.config.flight, state);
    if (!evidence || weightOf(evidence, registration.config, true) === 0) {
      registration.refusedFolded++;
      continue;
    }
    for (let i = 0; i < terms; i++) {
      foldedVector[i] += evidence.gradient[i];
      for (let j = 0; j < terms; j++) {
        foldedInformation[i * terms + j] += evidence.information[i * terms + j];
        foldedVector[i] += evidence.information[i * terms + j] * bias[j];
      }
    }
  }
}

/** Newton steps with outlying flights held down (Huber), then with them left out: at most; done when none moves far. */
const SOFT_STEPS = 5;
const HARD_STEPS = 3;
/** A step shorter than this share of each sigma is the last of its kind. */
const SOFT_END = 0.3;
const HARD_END = 0.01;

/**
 * The biases of greatest posterior density, by Gauss–Newton over all flights kept. Two flights taken for one would pull
 * the estimate: while it settles, a flight's weight falls with the root of its misfit (P. J. Huber, "Robust estimation
 * of a location parameter", Annals of Mathematical Statistics 35(1), 1964); then those outside the gate have none.
 */
function estimate(registration: Registration): void {
  const { config, bias, foldedInformation, foldedVector } = registration;
  const terms = bias.length;
  const sigmas = priorSigmas(config);
  let hard = false;
  for (let step = 0; step < (hard ? HARD_STEPS : SOFT_STEPS); step++) {
    const information = Float64Array.from(foldedInformation);
    const gradient = Float64Array.from(foldedVector);
    for (let i = 0; i < terms; i++) {
      for (let j = 0; j < terms; j++) gradient[i] -= foldedInformation[i * terms + j] * bias[j];
      if (sigmas[i] === 0) continue;
      information[i * terms + i] += 1 / (sigmas[i] * sigmas[i]);
      gradient[i] -= bias[i] / (sigmas[i] * sigmas[i]);
    }
    const biases = biasVectors(bias);
    registration.refusedNow = 0;
    for (const flight of registration.kept) {
      const evidence = fitFlight(flight.sightings, biases, config.flight, flight.state);
      flight.state = evidence?.state;
      const weight = evidence ? weightOf(evidence, config, hard) : 0;
      if (!evidence || weight === 0) {
        registration.refusedNow++;
        continue;
      }
      for (let i = 0; i < terms; i++) gradient[i] += weight * evidence.gradient[i];
      for (let i = 0; i < terms * terms; i++) information[i] += weight * evidence.information[i];
    }
    hold(information, gradient, sigmas);
    const scale = Float64Array.from(sigmas, (s) => s || 1);
    const factor = factored(scaled(information, scale), terms);
    // Not definite only where rounding has eaten a prior: then the estimate before stands.
    if (!factor) return;
    const move = solved(
      factor,
      terms,
      gradient.map((g, i) => g * scale[i]),
      1,
    );
    for (let i = 0; i < terms; i++) bias[i] += move[i] * scale[i];
    registration.covariance = scaled(inverted(factor, terms), scale);
    let furthest = 0;
    for (let i = 0; i < terms; i++) {
      if (sigmas[i] === 0) registration.covariance[i * terms + i] = 0;
      else {
        const sigma = Math.sqrt(registration.covariance[i * terms + i]);
        furthest = Math.max(furthest, Math.abs(move[i] * scale[i]) / sigma);
      }
    }
    if (hard && furthest < HARD_END) break;
    if (!hard && (furthest < SOFT_END || step === SOFT_STEPS - 1)) {
      hard = true;
      step = -1;
    }
  }
}

function weightOf(evidence: BiasEvidence, config: RegistrationConfig, hard: boolean): number {
  // A flight that any biases fit says nothing of them.
  if (evidence.degrees <= 0) return 0;
  const gate = chiSquareQuantile(config.gateProbability, evidence.degrees);
  if (evidence.misfit <= gate) return 1;
  return hard ? 0 : Math.sqrt(gate / evidence.misfit);
}

/** Takes the terms of no prior variance out of the equations. */
function hold(information: Float64Array, gradient: Float64Array, sigmas: readonly number[]): void {
  const terms = sigmas.length;
  for (let i = 0; i < terms; i++) {
    if (sigmas[i] > 0) continue;
    gradient[i] = 0;
    for (let j = 0; j < terms; j++) information[i * terms + j] = information[j * terms + i] = i === j ? 1 : 0;
  }
}

/** D·M·D for the diagonal D: metres and radians brought to one scale before they are factored. */
function scaled(matrix: Float64Array, scale: Float64Array): Float64Array {
  const n = scale.length;
  return matrix.map((value, at) => value * scale[Math.floor(at / n)] * scale[at % n]);
}
