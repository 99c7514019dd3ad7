import { clearsEveryRidge, ecefToGeodeticInto, lineOfSight, lowestVisibleHeight } from '../earth/index.js';
import { atan2, drawInto, uniform, uniformFromUint32 } from '../math/index.js';
import {
  falseAlarmCount,
  falseAlarmInto,
  iffAnswer,
  inCoverage,
  LINE_WIDTH,
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
import { STATE_WIDTH } from './air-objects.js';
import { findInBeam, inBeam, isCrowded } from './beam.js';
import { fillCells } from './cells.js';
import { closePhase } from './digest-log.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

const words = new Uint32Array(4);
const line = new Float64Array(LINE_WIDTH);
const sigmas = new Float64Array(3);
const polar = new Float64Array(3);

/** Phase 2: every emitting radar looks where its beam is. Writes each sensor's batch of detections. */
export function sense(world: World): void {
  const { sensors, objects, cells, tick, time, stepS } = world;
  const crowded = isCrowded(objects);
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
    const found = findInBeam(world, sensor, crowded);
    for (let k = 0; k < found; k++) look(world, sensor, inBeam[k]);
    addFalseAlarms(world, sensor);
    const { digest } = world.log;
    digest.addInt32(sensor.index);
    digest.addFloat64Array(batch.positionEcef, 3 * batch.count);
  }
  closePhase(world.log, tick, 'sense');
}

/** One radar, one object in its beam, one look: whether it is reported, and where. */
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
  const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
  const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
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
  line[0] = snr;
  line[1] = east;
  line[2] = north;
  line[3] = up;
  measureInto(radar, line, words, basis, origin, batch, row);
  batch.iff[row] = radar.interrogates ? interrogate(world, sensor, object, range) : IFF.notInterrogated;
  sensor.origins[row] = object;
}

/** The answer to an interrogation; what has no transponder needs no draw to stay silent. */
function interrogate(world: World, sensor: Sensor, object: number, range: number): number {
  const { objects, streams, tick } = world;
  if (objects.answers[object] === 0) return iffAnswer(sensor.radar, 'off', range, 1);
  const draw = uniform(streams, sensor.hash, objects.hash[object], PURPOSE.iffReply, tick);
  return iffAnswer(sensor.radar, objects.flights[object].transponder, range, draw);
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
