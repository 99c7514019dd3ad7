import { ecefToGeodeticInto, enuInto, type Terrain } from '../earth/index.js';
import { atan2, degrees } from '../math/index.js';
import type { ResolvedFlight, ResolvedScenario } from '../scenario/resolved.js';
import { inCoverage, inSector } from '../sensor/index.js';
import { type Flight, flightStateInto } from '../truth/index.js';
import { type AirObjectId, IFF, makeScan, type Scan, type ScanSensor } from '../types/index.js';
import { airObjectsOf, LIFE, moveAirObjects, STATE_WIDTH } from './air-objects.js';
import { makeCellGrid } from './cells.js';
import { makeJammers } from './jammers.js';
import { sense } from './sense.js';
import {
  accuracyOf,
  type Frame,
  measuredInto,
  placed,
  probabilityOf,
  scanSensorOf,
  sweptSector,
} from './sensor-scans.js';
import type { Sensor } from './sensors.js';
import { joinReports, type ReportedFlight } from './truth-flight.js';
import { makeWorld, type World } from './world.js';

/** What is observed, by whom and with which chance. */
export interface ObservationInputs {
  /** Its sensors look, as they are deployed and radiate at its start; its own flights stay on the ground. */
  readonly scenario: ResolvedScenario;
  readonly terrain: Terrain;
  readonly flights: readonly ReportedFlight[];
  /** What every flight is taken for: its signature decides how far it is seen. */
  readonly airObject: ResolvedFlight['airObject'];
  readonly preset: string;
  readonly seed: number;
}

/** What the sensors made of the flights, and where those really were. */
export interface Observation {
  /** In order of time; one for each sensor and stretch of azimuth that it swept in a step, empty ones too. */
  readonly scans: readonly Scan[];
  /** For scoring only: the flight behind each detection of each scan, by its row, or −1 for a false alarm. */
  readonly origins: readonly Int32Array[];
  /** Origin of the tangent plane of the scans: x east, y north, z up of it. */
  readonly frame: { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number };
  readonly sensors: readonly ScanSensor[];
  /** Sensors that do not radiate at the scenario's start: they see nothing. */
  readonly silent: readonly string[];
  /** Writes x, y, z, vx, vy, vz of a flight in the frame, m and m/s; false when it is not in the air. */
  truthInto(flight: number, time: number, out: Float64Array): boolean;
}

/**
 * Lets a scenario's sensors look at flights that somebody else reported: the same beams, horizons, signals, chance and
 * errors as in a run (`sense`). Yields the share that is done, 0–1, after every step of time.
 */
export function* observeFlights(inputs: ObservationInputs): Generator<number, Observation> {
  const { flights, airObject, preset, seed, terrain } = inputs;
  const { stepS } = inputs.scenario;
  const start = Math.floor(flights.reduce((least, { times }) => Math.min(least, times[0]), Number.POSITIVE_INFINITY));
  const end = flights.reduce((most, { times }) => Math.max(most, times[times.length - 1]), start);
  const scenario = {
    ...inputs.scenario,
    flights: [],
    traffic: undefined,
    durationS: Math.ceil((end - start) / stepS) * stepS,
  };
  const motion = flights.map((flight) => joinReports(flight, start));
  const objects = airObjectsOf(
    flights.map(({ id }, k) => ({
      id: id as AirObjectId,
      preset,
      allegiance: 'civil' as const,
      airObject,
      startS: motion[k].startTime,
      transponder: 'civil' as const,
      target: null,
    })),
    motion,
    new Float64Array(flights.length),
  );
  const bare = makeWorld(scenario, { terrain }, { seed });
  const cells = makeCellGrid(bare.cells.origin, bare.cells.basis, -bare.cells.west, objects.count);
  const world: World = { ...bare, objects, cells, jammers: makeJammers(objects) };
  const frame = { origin: world.cells.origin, basis: world.cells.basis };
  const sensors = world.sensors.map((sensor) => scanSensorOf(sensor, frame));
  const scans: Scan[] = [];
  const origins: Int32Array[] = [];
  const snrs: number[][] = sensors.map(() => []);
  const looks = new Float64Array(sensors.length);
  const hits = new Float64Array(sensors.length);
  for (; world.tick < world.ticks; world.tick++) {
    world.time = world.tick * stepS;
    moveAirObjects(objects, world.time);
    sense(world);
    for (const sensor of world.sensors) {
      if (!sensor.emitting) continue;
      looks[sensor.index] += (countCovered(sensor, world) * stepS) / sensor.radar.scanPeriod;
      const sector = sweptSector(sensor, world.tick, stepS);
      const first = world.reports.start[sensor.index];
      const count = world.reports.start[sensor.index + 1] - first;
      if (sector === null && count === 0) continue;
      if (sensor.orbit !== null) sensors[sensor.index] = placed({ ...sensors[sensor.index] }, sensor, frame);
      const scan = makeScan(sensors[sensor.index], start + world.time, count, sector ?? undefined);
      fillScan(scan, world, sensor, first, flights);
      for (let row = 0; row < count; row++) snrs[sensor.index].push(world.reports.batch.snr[first + row]);
      scans.push(scan);
      const behind = world.reports.origins.slice(first, first + count);
      for (const flight of behind) if (flight >= 0) hits[sensor.index]++;
      origins.push(behind);
    }
    for (let k = 0; k < objects.count; k++) {
      if (objects.arrived[k] === 1) objects.life[k] = LIFE.landed;
    }
    yield (world.tick + 1) / world.ticks;
  }
  const accuracies = world.sensors.map((sensor) => ({
    ...accuracyOf(sensor, snrs[sensor.index]),
    detectionProbability: probabilityOf(hits[sensor.index], looks[sensor.index]),
  }));
  const indexOf = new Map(world.sensors.map((sensor) => [sensor.id as string, sensor.index]));
  for (const scan of scans) Object.assign(scan.sensor, accuracies[indexOf.get(scan.sensor.id) as number]);
  const radiating = world.sensors.filter(({ emitting }) => emitting);
  const [lat, lon, height] = geodeticOf(frame.origin);
  return {
    scans,
    origins,
    frame: { latDeg: degrees(lat), lonDeg: degrees(lon), heightM: height },
    sensors: radiating.map(({ index }) => Object.assign(sensors[index], accuracies[index])),
    silent: world.sensors.filter(({ emitting }) => !emitting).map(({ id }) => id),
    truthInto: (flight, time, out) => truthInto(motion[flight], time - start, frame, out),
  };
}

const geodetic = new Float64Array(3);
const enu = new Float64Array(3);
const state = new Float64Array(7);

function geodeticOf(positionEcef: Float64Array): [number, number, number] {
  ecefToGeodeticInto(positionEcef[0], positionEcef[1], positionEcef[2], geodetic);
  return [geodetic[0], geodetic[1], geodetic[2]];
}

/** Flights within a radar's limits of range and elevation, and within its sector. */
function countCovered({ radar, place, boresight }: Sensor, { objects }: World): number {
  const { positionEcef: origin, basis } = place;
  let covered = 0;
  for (let k = 0; k < objects.count; k++) {
    if (objects.life[k] !== LIFE.airborne) continue;
    const at = STATE_WIDTH * k;
    const { state: states } = objects;
    enuInto(basis, origin, states[at], states[at + 1], states[at + 2], enu);
    const range = Math.sqrt(enu[0] * enu[0] + enu[1] * enu[1] + enu[2] * enu[2]);
    // The notch is part of the probability: a speed that passes it.
    if (!inCoverage(radar, range, enu[2] / range, Number.POSITIVE_INFINITY)) continue;
    if (radar.rotating || inSector(radar, boresight, atan2(enu[0], enu[1]))) covered++;
  }
  return covered;
}

/** Reports as the sensor measured them: their ECEF position was made from range and direction, and turns back into them. */
function fillScan(
  scan: Scan,
  { reports }: World,
  { place }: Sensor,
  first: number,
  flights: readonly ReportedFlight[],
): void {
  const { positionEcef, iff } = reports.batch;
  measuredInto(scan, positionEcef, first, place);
  for (let row = 0; row < scan.count; row++) {
    const origin = reports.origins[first + row];
    if (origin >= 0 && iff[first + row] === IFF.civilReply) scan.address[row] = flights[origin].address;
  }
}

function truthInto(flight: Flight, time: number, { origin, basis }: Frame, out: Float64Array): boolean {
  if (!flightStateInto(flight, time, state, 0)) return false;
  enuInto(basis, origin, state[0], state[1], state[2], out);
  for (let i = 0; i < 3; i++) {
    out[3 + i] = basis[3 * i] * state[3] + basis[3 * i + 1] * state[4] + basis[3 * i + 2] * state[5];
  }
  return true;
}
