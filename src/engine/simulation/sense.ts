import { clearsHorizon } from '../earth/index.js';
import { drawInto, uniformFromUint32 } from '../math/index.js';
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
import { findInBeam, isCrowded } from './beam.js';
import { fillCells } from './cells.js';
import { lookCompiled, openCompiled } from './compiled-sense.js';
import { closePhase } from './digest-log.js';
import { findByBudget } from './dwells.js';
import { isSeen } from './line-of-sight.js';
import { looks } from './looks.js';
import { noteReports } from './notes.js';
import { rcsByAspect } from './rcs.js';
import { reserveReports } from './reports.js';
import type { Sensor } from './sensors.js';
import { addressNow, transponderNow } from './transponders.js';
import { weaken } from './weaken.js';
import type { World } from './world.js';

const sigmas = new Float64Array(3);
const polar = new Float64Array(3);

/** Phase 2: every emitting radar looks where its beam is. Writes the reports of all sensors. */
export function sense(world: World): void {
  const { sensors, objects, cells, reports, tick, time, stepS } = world;
  const { digest } = world.log;
  const crowded = isCrowded(world);
  if (crowded) fillCells(cells, objects);
  const crowdedKernel = crowded ? world.sensing : null;
  if (crowdedKernel !== null) openCompiled(world, crowdedKernel);
  let rows = 0;
  for (const sensor of sensors) {
    const { radar } = sensor;
    reports.start[sensor.index + 1] = rows;
    if (sensor.boresight !== sensor.wantedBoresight) {
      sensor.boresight = slew(sensor.boresight, sensor.wantedBoresight, radar.slewRate, stepS);
    }
    if (!sensor.emitting) continue;
    const compiled = crowdedKernel === null ? null : crowdedKernel.radars[sensor.index];
    if (crowdedKernel !== null && compiled !== null && compiled.horizon === sensor.horizon) {
      const first = rows;
      rows = lookCompiled(world, crowdedKernel, compiled, sensor, first);
      if (reports.addresses !== null) {
        for (let row = first; row < rows; row++) noteAnswered(world, sensor, row, reports.origins[row]);
      }
      rows = addFalseAlarms(world, sensor, rows);
      reports.start[sensor.index + 1] = rows;
      continue;
    }
    const budget = sensor.sensing === null ? null : sensor.sensing.timeBudget;
    if (!radar.rotating && budget === null && !lookDue(radar, sensor.phase, tick, stepS)) continue;
    if (sensor.orbit !== null) orbitStateInto(sensor.orbit, time, sensor.place);
    let count = budget === null ? findInBeam(world, sensor, crowded) : findByBudget(world, sensor, budget);
    count = keepMeasurable(world, sensor, count);
    count = keepUnmasked(world, sensor, count);
    weighSignals(world, sensor, count);
    if (sensor.sensing !== null) count = weaken(world, sensor, sensor.sensing, count);
    count = keepDetected(world, sensor, count);
    rows = report(world, sensor, count, rows);
    rows = addFalseAlarms(world, sensor, rows);
    reports.start[sensor.index + 1] = rows;
  }
  for (let s = 0; s < sensors.length; s++) digest.addInt32(reports.start[s + 1]);
  digest.addFloat64Array(reports.batch.positionEcef, 3 * rows);
  noteReports(world);
  closePhase(world.log, tick, 'sense');
}

/** Of the looks, those within the radar's limits of range, elevation and radial speed. Writes ground and radialSpeed. */
function keepMeasurable(world: World, sensor: Sensor, count: number): number {
  const { radar, place } = sensor;
  const { basis } = place;
  const { state } = world.objects;
  const { object, line, ground, radialSpeed } = looks;
  const ux = basis[6];
  const uy = basis[7];
  const uz = basis[8];
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const l = LINE_WIDTH * k;
    const dx = line[l];
    const dy = line[l + 1];
    const dz = line[l + 2];
    const at = object[k] * STATE_WIDTH;
    const square = dx * dx + dy * dy + dz * dz;
    const range = Math.sqrt(square);
    const up = dx * ux + dy * uy + dz * uz;
    const speed = (state[at + 3] * dx + state[at + 4] * dy + state[at + 5] * dz) / range;
    if (!inCoverage(radar, range, up / range, speed)) continue;
    keepLook(kept, k);
    ground[kept] = Math.sqrt(Math.max(0, square - up * up));
    radialSpeed[kept++] = speed;
  }
  return kept;
}

/** Of the looks, those that the terrain doesn't hide. */
function keepUnmasked(world: World, sensor: Sensor, count: number): number {
  const { state } = world.objects;
  const { horizon, place } = sensor;
  const { basis } = place;
  const { object, line, ground, radialSpeed } = looks;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const altitude = state[object[k] * STATE_WIDTH + 6];
    if (horizon === null) {
      if (!isSeen(world, sensor, object[k])) continue;
    } else {
      const l = LINE_WIDTH * k;
      const east = line[l] * basis[0] + line[l + 1] * basis[1] + line[l + 2] * basis[2];
      const north = line[l] * basis[3] + line[l + 1] * basis[4] + line[l + 2] * basis[5];
      if (!clearsHorizon(horizon, east, north, ground[k], altitude)) continue;
    }
    keepLook(kept, k);
    ground[kept] = ground[k];
    radialSpeed[kept++] = radialSpeed[k];
  }
  return kept;
}

/** SNR of each look by signature and distance. */
function weighSignals(world: World, sensor: Sensor, count: number): void {
  const { radar } = sensor;
  const { state, signatures } = world.objects;
  const { object, line, radialSpeed } = looks;
  for (let k = 0; k < count; k++) {
    const l = LINE_WIDTH * k;
    const square = line[l] * line[l] + line[l + 1] * line[l + 1] + line[l + 2] * line[l + 2];
    const at = object[k] * STATE_WIDTH;
    const speed = state[at + 7];
    const signature = signatures[object[k]];
    // Nose-on is 1: the object flies towards the radar.
    const rcs =
      signature.tables === null
        ? meanRcs(signature, radar.bandIndex, speed > 0 ? -radialSpeed[k] / speed : 1)
        : rcsByAspect(signature, radar.bandIndex, state, at, line, l);
    line[l + 3] = (radar.snrConstant * rcs) / (square * square);
  }
}

/** Of the looks, those that their SNR and chance let the radar detect. */
function keepDetected(world: World, sensor: Sensor, count: number): number {
  const { streams, tick, objects } = world;
  const { tables } = sensor;
  const { signatures, hash } = objects;
  const { object, line, probability, words } = looks;
  for (let k = 0; k < count; k++) {
    probability[k] = lookUpDetection(tables[signatures[object[k]].fluctuation], line[LINE_WIDTH * k + 3]);
  }
  for (let k = 0; k < count; k++) {
    drawInto(streams, sensor.hash, hash[object[k]], PURPOSE.detection, tick, words, 4 * k);
  }
  let kept = 0;
  for (let k = 0; k < count; k++) {
    if (uniformFromUint32(words[4 * k]) >= probability[k]) continue;
    keepLook(kept, k);
    probability[kept] = probability[k];
    words[4 * kept] = words[4 * k];
    words[4 * kept + 1] = words[4 * k + 1];
    words[4 * kept + 2] = words[4 * k + 2];
    words[4 * kept + 3] = words[4 * k + 3];
    kept++;
  }
  return kept;
}

/** Moves object and line of row `from` to row `to`. */
function keepLook(to: number, from: number): void {
  if (to === from) return;
  const { object, line } = looks;
  object[to] = object[from];
  const t = LINE_WIDTH * to;
  const f = LINE_WIDTH * from;
  line[t] = line[f];
  line[t + 1] = line[f + 1];
  line[t + 2] = line[f + 2];
  line[t + 3] = line[f + 3];
}

/** Reports what the sensor measures of the looks, with the answers to its interrogation; returns the next free row. */
function report(world: World, sensor: Sensor, count: number, first: number): number {
  const { reports } = world;
  const { radar, place } = sensor;
  reserveReports(reports, first + count);
  const { batch, origins, addresses } = reports;
  const { object, line, words } = looks;
  for (let k = 0; k < count; k++) {
    const row = first + k;
    measureInto(radar, line, words, k, place.basis, place.positionEcef, batch, row);
    batch.iff[row] = radar.interrogates ? interrogate(world, sensor, k) : IFF.notInterrogated;
    origins[row] = object[k];
    if (addresses !== null) noteAnswered(world, sensor, row, object[k]);
  }
  return first + count;
}

/**
 * The answer to an interrogation. Its draw is the one that decided the detection, over the detection's probability: among
 * the looks that detect, that is uniform and says nothing of the detection.
 */
function interrogate(world: World, sensor: Sensor, look: number): number {
  const { line, object, probability, words } = looks;
  const l = LINE_WIDTH * look;
  const range = Math.sqrt(line[l] * line[l] + line[l + 1] * line[l + 1] + line[l + 2] * line[l + 2]);
  const draw = uniformFromUint32(words[4 * look]) / probability[look];
  const { transponders } = world;
  const transponder =
    transponders === null
      ? world.objects.transponders[object[look]]
      : transponderNow(transponders, sensor.index, object[look], world.time);
  return iffAnswer(sensor.radar, transponder, range, draw);
}

/** The mode S address that comes with an answer. */
function noteAnswered({ reports, transponders }: World, sensor: Sensor, row: number, object: number): void {
  const answered = reports.batch.iff[row] === IFF.civilReply || reports.batch.iff[row] === IFF.friendReply;
  reports.addresses![row] = answered && transponders !== null ? addressNow(transponders, sensor.index, object) : -1;
}

/** Reports behind which there is nothing, from row `first` on; returns the next free row. */
function addFalseAlarms(world: World, sensor: Sensor, first: number): number {
  const { streams, reports, tick, stepS } = world;
  const { radar, phase, place } = sensor;
  const count = falseAlarmCount(radar, streams, sensor.hash, phase, tick, stepS);
  reserveReports(reports, first + count);
  const { batch, origins, addresses } = reports;
  for (let k = 0; k < count; k++) {
    falseAlarmInto(radar, streams, sensor.hash, k, phase, sensor.boresight, tick, stepS, polar);
    measurementSigmasInto(radar, radar.thresholdSnr, sigmas);
    const row = first + k;
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
    origins[row] = -1;
    if (addresses !== null) addresses[row] = -1;
  }
  return first + count;
}
