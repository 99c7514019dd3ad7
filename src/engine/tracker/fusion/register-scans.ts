import { chiSquareQuantile, makePairGraph } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import { pairsWithin } from '../nearby.js';
import { factored, plus, product, squaredDistance, transpose } from './linear.js';
import { addSensor, biasVectors, type Registration, takeFlights } from './registration.js';
import { type BiasEvidence, fitFlight, type Sighting } from './shared-flight.js';

/** Scans on their way into a registration: the window being filled, and what became of flights. */
export interface ScanRegistration {
  readonly registration: Registration;
  /** Sightings of the open window: for each sensor, by track. */
  readonly open: Map<number, Sighting[]>[];
  /** Index of the open window: time ÷ windowS, whole. */
  window: number;
  /** Of single-sensor flights: those given to the registration, those whose partner is in doubt, those not straight. */
  shared: number;
  ambiguous: number;
  notStraight: number;
  /** Detections without a range, an azimuth or a time to go by. */
  unusable: number;
}

export const registerFrom = (registration: Registration): ScanRegistration => ({
  registration,
  open: registration.config.sensors.map(() => new Map()),
  window: Number.NEGATIVE_INFINITY,
  shared: 0,
  ambiguous: 0,
  notStraight: 0,
  unusable: 0,
});

/** The same with one more sensor, of which nothing is known yet. */
export const withSensor = (into: ScanRegistration, id: string): ScanRegistration => ({
  ...into,
  registration: addSensor(into.registration, id),
  open: [...into.open, new Map()],
});

/**
 * Takes a scan of one of the sensors, in order of time. `tracks` tells which track of a tracker of this sensor alone
 * took each detection (−1: left out), so that false alarms do not count and a velocity is known; without it each
 * detection stands for itself, which asks for sensors that look at the same moment. When a scan opens a new window, the
 * one before is closed and the biases are estimated anew; returns whether they were.
 */
export function registerScan(into: ScanRegistration, scan: Scan, tracks?: ArrayLike<number>): boolean {
  const { sensors, windowS } = into.registration.config;
  const of = sensors.indexOf(scan.sensor.id);
  if (of < 0) throw new RangeError(`a scan's sensor must be one of ${sensors.join(', ')}; got ${scan.sensor.id}`);
  const window = Math.floor(scan.time / windowS);
  const closes = window > into.window;
  if (closes) {
    closeWindow(into);
    into.window = window;
  }
  const open = into.open[of];
  for (let row = 0; row < scan.count; row++) {
    const track = tracks ? tracks[row] : open.size;
    if (track < 0) continue;
    if (!(scan.range[row] > 0 && Number.isFinite(scan.range[row] + scan.azimuth[row] + scan.time + scan.delay[row]))) {
      into.unusable++;
      continue;
    }
    const sighting: Sighting = {
      sensor: scan.sensor,
      of,
      time: scan.time + scan.delay[row],
      range: scan.range[row],
      azimuth: scan.azimuth[row],
      elevation: scan.elevation[row],
      height: scan.height[row],
    };
    const known = open.get(track);
    if (known) known.push(sighting);
    else open.set(track, [sighting]);
  }
  return closes;
}

interface LocalFlight {
  readonly sightings: readonly Sighting[];
  readonly fit: BiasEvidence;
}

/** Pairs what the sensors saw in the open window, and estimates. Called by itself at the end of a recording. */
export function closeWindow(into: ScanRegistration): void {
  const { registration } = into;
  const { config } = registration;
  const biases = biasVectors(registration.bias);
  const flights = into.open.map((tracks) => {
    const local: LocalFlight[] = [];
    for (const sightings of tracks.values()) {
      const fit = fitFlight(sightings, biases, config.flight);
      if (!fit) continue;
      const straight = fit.degrees <= 0 || fit.misfit <= chiSquareQuantile(config.gateProbability, fit.degrees);
      if (straight) local.push({ sightings, fit });
      else into.notStraight++;
    }
    tracks.clear();
    return local;
  });
  // One group a flight: begun by the first sensor that has it, joined by the partners that later sensors have for it.
  const groups: Sighting[][] = [];
  const groupOf = flights.map((local) => new Int32Array(local.length).fill(-1));
  for (let a = 0; a < flights.length; a++) {
    for (let b = a + 1; b < flights.length; b++) {
      const partners = soleMates(flights[a], flights[b], registration);
      for (let i = 0; i < partners.length; i++) {
        const j = partners[i];
        if (j === DOUBTED) into.ambiguous++;
        if (j < 0 || groupOf[b][j] >= 0) continue;
        if (groupOf[a][i] < 0) {
          groupOf[a][i] = groups.length;
          groups.push([...flights[a][i].sightings]);
        }
        const group = groups[groupOf[a][i]];
        // A sensor has a flight once: a second partner of the same sensor is a contradiction, and the first stays.
        if (group.some((s) => s.of === b)) continue;
        groupOf[b][j] = groupOf[a][i];
        group.push(...flights[b][j].sightings);
      }
    }
  }
  into.shared += groups.length;
  takeFlights(registration, groups);
}

const DOUBTED = -2;
const graph = makePairGraph();

/**
 * For each flight of `a` the flight of `b` that alone lies in its gate and in whose gate it lies alone; −1: none, −2:
 * in doubt. The gate is on position and velocity, with the errors of both fits and of the biases as they are known now:
 * wide at first, closing as the biases become known.
 */
function soleMates(a: readonly LocalFlight[], b: readonly LocalFlight[], registration: Registration): Int32Array {
  const { config, covariance, bias } = registration;
  const answer = new Int32Array(a.length).fill(-1);
  if (a.length === 0 || b.length === 0) return answer;
  const gate = chiSquareQuantile(config.gateProbability, 6);
  const time = a[0].fit.time;
  const [left, right] = [a, b].map((side) => side.map(({ fit }) => moved(fit, time, config.flight.accelerationSigma)));
  const spread = (side: readonly Moved[]) =>
    side.reduce((most, { fit, covariance: p }) => {
      const s = product(
        product(fit.sensitivity, covariance, 6, bias.length, bias.length),
        transpose(fit.sensitivity, 6, bias.length),
        6,
        bias.length,
        6,
      );
      return Math.max(most, p[0] + p[7] + p[14] + s[0] + s[7] + s[14]);
    }, 0);
  const radius = Math.sqrt(2 * gate * (spread(left) + spread(right)));
  const places = (side: readonly Moved[]) =>
    Float64Array.from(side.flatMap(({ state }) => [state[0], state[1], state[2]]));
  pairsWithin(places(left), places(right), radius, graph);
  const mates = new Int32Array(b.length);
  const mate = new Int32Array(b.length);
  const count = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++) {
    for (let e = graph.start[i]; e < graph.start[i + 1]; e++) {
      const j = graph.right[e];
      const slope = plus(left[i].fit.sensitivity, right[j].fit.sensitivity, -1);
      const shift = product(
        product(slope, covariance, 6, bias.length, bias.length),
        transpose(slope, 6, bias.length),
        6,
        bias.length,
        6,
      );
      const factor = factored(plus(plus(left[i].covariance, right[j].covariance), shift), 6);
      if (!factor || squaredDistance(factor, 6, plus(left[i].state, right[j].state, -1)) > gate) continue;
      count[i]++;
      mates[j]++;
      mate[j] = i;
      answer[i] = j;
    }
  }
  for (let i = 0; i < a.length; i++) {
    if (count[i] === 0) continue;
    if (count[i] > 1 || mates[answer[i]] > 1) answer[i] = DOUBTED;
  }
  return answer;
}

interface Moved {
  readonly fit: BiasEvidence;
  readonly state: Float64Array;
  readonly covariance: Float64Array;
}

/** A fit carried along its line to another time, for a flight that may accelerate meanwhile. */
function moved(fit: BiasEvidence, time: number, accelerationSigma: number): Moved {
  const dt = time - fit.time;
  const transition = new Float64Array(36);
  for (let i = 0; i < 6; i++) transition[7 * i] = 1;
  for (let i = 0; i < 3; i++) transition[6 * i + 3 + i] = dt;
  const covariance = product(product(transition, fit.covariance, 6, 6, 6), transpose(transition, 6, 6), 6, 6, 6);
  const stray = 0.5 * accelerationSigma * dt * dt;
  for (let i = 0; i < 3; i++) covariance[7 * i] += stray * stray;
  return { fit, state: product(transition, fit.state, 6, 6, 1), covariance };
}
