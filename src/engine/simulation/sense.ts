import { clearsEveryRidge, ecefToGeodeticInto, lineOfSight, lowestVisibleHeight } from '../earth/index.js';
import { asin, atan2, drawInto, sinCosInto, TWO_PI, uniform, uniformFromUint32 } from '../math/index.js';
import {
  beamTurns,
  falseAlarmCount,
  falseAlarmInto,
  iffAnswer,
  inCoverage,
  inSector,
  isSwept,
  lookDue,
  lookUpDetection,
  measureInto,
  measurementSigmasInto,
  measurementToEcefInto,
  orbitStateInto,
  slew,
} from '../sensor/index.js';
import { meanRcs } from '../truth/index.js';
import { IFF, PURPOSE } from '../types/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { type CellGrid, fillCells } from './cells.js';
import { closePhase } from './digest-log.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

/** Bins of azimuth by which the lists of cells are kept. */
const BINS = 72;
/** Metres by which a cell counts as larger than it is, for the plane's distortion far from its centre. */
const CELL_MARGIN = 15_000;
/** Radians by which a beam counts as wider, for the same reason. */
const BEAM_MARGIN = 0.03;

/** Objects from which looking only into the cells of the beam costs less than looking at everything. */
const CROWD = 256;

/**
 * The beam of the radar that is looking: where it turns from and to, turns, and the edges' sines and cosines. A sweep of
 * under half a turn holds what is clockwise of its first edge and not clockwise of its last; two products tell, where an
 * azimuth would cost an arc tangent for every object in range.
 */
const beam = { from: 0, to: 0, narrow: false, sinFrom: 0, cosFrom: 0, sinTo: 0, cosTo: 0 };

const sinCos = new Float64Array(2);

function aimBeam(sensor: Sensor, tick: number, stepS: number): void {
  const { radar, phase } = sensor;
  beam.from = beamTurns(radar, phase, tick, stepS);
  beam.to = beamTurns(radar, phase, tick + 1, stepS);
  // A sector radar looks at its whole sector, which is measured about its boresight instead.
  beam.narrow = radar.rotating && beam.to - beam.from < 0.5;
  if (!beam.narrow) return;
  sinCosInto(TWO_PI * (beam.from - Math.floor(beam.from)), sinCos);
  beam.sinFrom = sinCos[0];
  beam.cosFrom = sinCos[1];
  sinCosInto(TWO_PI * (beam.to - Math.floor(beam.to)), sinCos);
  beam.sinTo = sinCos[0];
  beam.cosTo = sinCos[1];
}

const words = new Uint32Array(4);
const sigmas = new Float64Array(3);
const polar = new Float64Array(3);

/** Phase 2: every emitting radar looks where its beam is. Writes each sensor's batch of detections. */
export function sense(world: World): void {
  const { sensors, objects, cells, tick, time, stepS } = world;
  const crowded = objects.count >= CROWD;
  if (crowded) fillCells(cells, objects);
  for (const sensor of sensors) {
    const { batch, radar } = sensor;
    batch.count = 0;
    batch.time = time;
    if (sensor.boresight !== sensor.wantedBoresight) {
      sensor.boresight = slew(sensor.boresight, sensor.wantedBoresight, radar.slewRate, stepS);
    }
    if (!sensor.emitting) continue;
    if (!radar.rotating && !lookDue(radar, sensor.phase, tick, stepS)) continue;
    if (sensor.orbit !== null) orbitStateInto(sensor.orbit, time, sensor.place);
    aimBeam(sensor, tick, stepS);
    const visits = crowded && radar.rotating && sensor.orbit === null ? visitsOf(sensor, cells) : null;
    if (visits === null) {
      for (let i = 0; i < objects.count; i++) {
        if (objects.life[i] === LIFE.airborne) look(world, sensor, i);
      }
    } else {
      for (let k = 0; k < visits.length; k++) {
        const cell = visits[k];
        const stop = cells.start[cell + 1];
        for (let m = cells.start[cell]; m < stop; m++) look(world, sensor, cells.members[m]);
      }
      for (let h = 0; h < cells.highCount; h++) look(world, sensor, cells.high[h]);
    }
    addFalseAlarms(world, sensor);
    const { digest } = world.log;
    digest.addInt32(sensor.index);
    digest.addFloat64Array(batch.positionEcef, 3 * batch.count);
  }
  closePhase(world.log, tick, 'sense');
}

/** One radar, one object, one look: whether it is reported, and where. */
function look(world: World, sensor: Sensor, object: number): void {
  const { objects, streams, tick } = world;
  const { radar, place } = sensor;
  const { basis, positionEcef: origin } = place;
  const { state } = objects;
  const at = object * STATE_WIDTH;
  const dx = state[at] - origin[0];
  const dy = state[at + 1] - origin[1];
  const dz = state[at + 2] - origin[2];
  const square = dx * dx + dy * dy + dz * dz;
  if (square > radar.instrumentedRange * radar.instrumentedRange) return;
  const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
  const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
  if (beam.narrow) {
    if (east * beam.cosFrom - north * beam.sinFrom < 0 || east * beam.cosTo - north * beam.sinTo >= 0) return;
  }
  if (!radar.rotating) {
    if (!inSector(radar, sensor.boresight, atan2(east, north))) return;
  } else if (!beam.narrow && !isSwept(beam.from, beam.to, atan2(east, north))) return;

  const range = Math.sqrt(square);
  const up = dx * basis[6] + dy * basis[7] + dz * basis[8];
  const vx = state[at + 3];
  const vy = state[at + 4];
  const vz = state[at + 5];
  const radialSpeed = (vx * dx + vy * dy + vz * dz) / range;
  if (!inCoverage(radar, range, up / range, radialSpeed)) return;
  const altitude = state[at + 6];
  if (sensor.horizon !== null) {
    const ground = Math.sqrt(east * east + north * north);
    if (
      !clearsEveryRidge(sensor.horizon, ground, altitude) &&
      altitude < lowestVisibleHeight(sensor.horizon, atan2(east, north), ground)
    ) {
      return;
    }
  } else if (!seenFromTheAir(world, sensor, object, altitude)) return;

  const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
  // Nose-on is 1: the object flies towards the radar.
  const cosAspect = speed > 0 ? -radialSpeed / speed : 1;
  const signature = objects.signatures[object];
  const rcs = meanRcs(signature, radar.bandIndex, cosAspect);
  const snr = (radar.snrConstant * rcs) / (square * square);
  const probability = lookUpDetection(sensor.tables[signature.fluctuation], snr);
  drawInto(streams, sensor.hash, objects.hash[object], PURPOSE.detection, tick, words);
  if (uniformFromUint32(words[0]) >= probability) return;

  const { batch } = sensor;
  const row = batch.count++;
  measureInto(radar, snr, east, north, up, words, basis, origin, batch, row);
  batch.iff[row] = radar.interrogates ? interrogate(world, sensor, object, range) : IFF.notInterrogated;
  sensor.origins[row] = object;
}

/** The answer to an interrogation; what has no transponder needs no draw to stay silent. */
function interrogate(world: World, sensor: Sensor, object: number, range: number): number {
  const { objects, streams, tick } = world;
  const { transponder } = objects.flights[object];
  const draw = transponder === 'off' ? 1 : uniform(streams, sensor.hash, objects.hash[object], PURPOSE.iffReply, tick);
  return iffAnswer(sensor.radar, transponder, range, draw);
}

const geodetic = new Float64Array(3);

/** Line of sight from a moving sensor, marched because no table can be kept for it. */
function seenFromTheAir(world: World, sensor: Sensor, object: number, altitude: number): boolean {
  const { scenario, terrain, objects } = world;
  const at = object * STATE_WIDTH;
  ecefToGeodeticInto(objects.state[at], objects.state[at + 1], objects.state[at + 2], geodetic);
  return lineOfSight(
    terrain,
    sensor.place,
    { lat: geodetic[0], lon: geodetic[1], height: altitude },
    scenario.refractionFactor,
    scenario.terrain.roughnessMarginM,
  );
}

/** Reports behind which there is nothing. */
function addFalseAlarms(world: World, sensor: Sensor): void {
  const { streams, tick, stepS } = world;
  const { radar, batch, phase, place } = sensor;
  const count = falseAlarmCount(radar, streams, sensor.hash, phase, tick, stepS);
  for (let k = 0; k < count && batch.count < batch.iff.length; k++) {
    falseAlarmInto(radar, streams, sensor.hash, k, phase, sensor.boresight, tick, stepS, polar);
    measurementSigmasInto(radar, radar.thresholdSnr, sigmas);
    const row = batch.count++;
    measurementToEcefInto(
      polar[0],
      polar[1],
      polar[2],
      sigmas,
      place.basis,
      place.positionEcef,
      batch.positionEcef,
      3 * row,
      batch.covariance,
      6 * row,
    );
    batch.snr[row] = radar.thresholdSnr;
    batch.iff[row] = IFF.notInterrogated;
    sensor.origins[row] = -1;
  }
}

/** The cells that a rotating radar's beam can meet in this tick. A list is kept for each stretch of azimuth swept. */
function visitsOf(sensor: Sensor, cells: CellGrid): Int32Array {
  const first = Math.floor((beam.from - Math.floor(beam.from)) * BINS);
  const width = Math.min(BINS, Math.ceil((beam.to - beam.from) * BINS) + 1);
  const key = first * (BINS + 1) + width;
  let list = sensor.visits.get(key);
  if (list === undefined) {
    list = cellsInBeam(sensor, cells, (first / BINS) * TWO_PI, (width / BINS) * TWO_PI);
    sensor.visits.set(key, list);
  }
  return list;
}

function cellsInBeam(sensor: Sensor, cells: CellGrid, from: number, width: number): Int32Array {
  const { size, columns, rows, west, south, origin, basis } = cells;
  const { positionEcef, basis: own } = sensor.place;
  const found: number[] = [];
  const half = (size * Math.SQRT2) / 2 + CELL_MARGIN;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = west + (column + 0.5) * size;
      const y = south + (row + 0.5) * size;
      const dx = origin[0] + x * basis[0] + y * basis[3] - positionEcef[0];
      const dy = origin[1] + x * basis[1] + y * basis[4] - positionEcef[1];
      const dz = origin[2] + x * basis[2] + y * basis[5] - positionEcef[2];
      const east = dx * own[0] + dy * own[1] + dz * own[2];
      const north = dx * own[3] + dy * own[4] + dz * own[5];
      const distance = Math.sqrt(east * east + north * north);
      if (distance - half > sensor.radar.instrumentedRange) continue;
      let inside = distance <= half;
      if (!inside) {
        const spread = asin(half / distance) + BEAM_MARGIN;
        let turn = atan2(east, north) - (from - spread);
        turn -= TWO_PI * Math.floor(turn / TWO_PI);
        inside = turn <= width + 2 * spread;
      }
      if (inside) found.push(row * columns + column);
    }
  }
  return Int32Array.from(found);
}
