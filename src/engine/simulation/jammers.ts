import { clearsHorizon } from '../earth/index.js';
import {
  elevationGain,
  gainAtSine,
  jammingToNoise,
  LINE_WIDTH,
  radiatedDensity,
  type Sensing,
} from '../sensor/index.js';
import { type AirObjects, LIFE, STATE_WIDTH } from './air-objects.js';
import { isSeen } from './line-of-sight.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

/** The air objects that jam, in columns. */
export interface Jammers {
  /** Row of the air object. */
  readonly object: Int32Array;
  /** Power density towards any radar in its band, W/Hz, and that band, Hz. */
  readonly density: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** As the sensor at hand hears them: level direction (east, north), and jamming over noise in its main beam's azimuth. */
  readonly heard: Float64Array;
}

const HEARD_WIDTH = 3;

export function makeJammers({ flights }: AirObjects): Jammers {
  const rows = flights.flatMap(({ airObject: { jammer } }, row) => (jammer === undefined ? [] : [{ row, jammer }]));
  return {
    object: Int32Array.from(rows, ({ row }) => row),
    density: Float64Array.from(rows, ({ jammer }) =>
      radiatedDensity({
        power: jammer.powerW,
        bandwidth: jammer.bandwidthMhz * 1e6,
        gainDb: jammer.gainDb,
        lossDb: jammer.lossDb,
      }),
    ),
    lowest: Float64Array.from(rows, ({ jammer }) => jammer.lowestGhz * 1e9),
    highest: Float64Array.from(rows, ({ jammer }) => jammer.lowestGhz * 1e9 + jammer.bandwidthMhz * 1e6),
    heard: new Float64Array(HEARD_WIDTH * rows.length),
  };
}

/** What a sensor hears of every jammer now: nothing of those behind the horizon, out of its band, or not in the air. */
export function hearJammers(
  world: Pick<World, 'objects' | 'jammers' | 'terrain' | 'scenario'>,
  sensor: Sensor,
  sensing: Sensing,
): void {
  const { objects, jammers } = world;
  const { place, horizon } = sensor;
  const { basis, positionEcef: origin } = place;
  const { object, density, lowest, highest, heard } = jammers;
  for (let j = 0; j < object.length; j++) {
    const at = object[j] * STATE_WIDTH;
    const h = HEARD_WIDTH * j;
    heard[h + 2] = 0;
    if (objects.life[object[j]] !== LIFE.airborne) continue;
    if (sensing.frequency < lowest[j] || sensing.frequency > highest[j]) continue;
    if (sensing.jammingConstant === null) continue;
    const dx = objects.state[at] - origin[0];
    const dy = objects.state[at + 1] - origin[1];
    const dz = objects.state[at + 2] - origin[2];
    const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
    const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
    const up = dx * basis[6] + dy * basis[7] + dz * basis[8];
    const ground = Math.sqrt(east * east + north * north);
    const range = Math.sqrt(ground * ground + up * up);
    const tabled = horizon !== null && ground < (horizon.columns - 2) * horizon.rangeStep;
    const altitude = objects.state[at + 6];
    if (!(tabled ? clearsHorizon(horizon, east, north, ground, altitude) : isSeen(world, sensor, object[j]))) continue;
    heard[h] = ground > 0 ? east / ground : 0;
    heard[h + 1] = ground > 0 ? north / ground : 1;
    let gain = sensing.beams.length === 0 ? 1 : 0;
    for (const beam of sensing.beams) gain = Math.max(gain, elevationGain(beam, up / range));
    heard[h + 2] = jammingToNoise(sensing.jammingConstant, density[j], range, gain);
  }
}

/** Jamming over noise of all jammers while the beam points along a level direction (east, north, of length 1). */
export function jammingAlong(jammers: Jammers, sensing: Sensing, east: number, north: number): number {
  const { heard } = jammers;
  const { azimuth } = sensing;
  let sum = 0;
  for (let h = 0; h < heard.length; h += HEARD_WIDTH) {
    if (heard[h + 2] === 0) continue;
    const ahead = heard[h] * east + heard[h + 1] * north;
    const across = heard[h] * north - heard[h + 1] * east;
    const gain = azimuth === null ? 1 : ahead > 0 ? gainAtSine(azimuth, across) : azimuth.floor;
    sum += heard[h + 2] * gain;
  }
  return sum;
}

/** The level direction of a line of sight, for jammingAlong: east and north of length 1 into out. */
export function levelDirectionInto(basis: Float64Array, line: Float64Array, look: number, out: Float64Array): void {
  const l = LINE_WIDTH * look;
  const east = line[l] * basis[0] + line[l + 1] * basis[1] + line[l + 2] * basis[2];
  const north = line[l] * basis[3] + line[l + 1] * basis[4] + line[l + 2] * basis[5];
  const ground = Math.sqrt(east * east + north * north);
  out[0] = ground > 0 ? east / ground : 0;
  out[1] = ground > 0 ? north / ground : 1;
}
