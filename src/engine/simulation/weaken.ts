import {
  FACTOR_WIDTH,
  LINE_WIDTH,
  LOOK,
  LOOK_WIDTH,
  lookFactorsInto,
  type Sensing,
  sensedSnr,
} from '../sensor/index.js';
import { STATE_WIDTH } from './air-objects.js';
import { hearJammers, jammingAlong, levelDirectionInto } from './jammers.js';
import { looks } from './looks.js';
import { mergeLooks } from './merge-looks.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

const look = new Float64Array(LOOK_WIDTH);
const factors = new Float64Array(FACTOR_WIDTH);
const direction = new Float64Array(2);

/**
 * What pattern, air, surface and jammers make of the SNR of each look; then looks in one resolution cell become one, where
 * the radar merges echoes. Returns the number of looks left.
 */
export function weaken(world: World, sensor: Sensor, sensing: Sensing, count: number): number {
  const { jammers, objects } = world;
  const { radar, place } = sensor;
  const { basis } = place;
  const { object, line, ground, radialSpeed } = looks;
  const jammed = jammers.object.length > 0;
  if (jammed) hearJammers(world, sensor, sensing);
  for (let k = 0; k < count; k++) {
    const l = LINE_WIDTH * k;
    const up = line[l] * basis[6] + line[l + 1] * basis[7] + line[l + 2] * basis[8];
    const range = Math.sqrt(ground[k] * ground[k] + up * up);
    look[LOOK.range] = range;
    look[LOOK.groundRange] = ground[k];
    look[LOOK.height] = objects.state[object[k] * STATE_WIDTH + 6];
    look[LOOK.sinElevation] = up / range;
    look[LOOK.radialSpeed] = radialSpeed[k];
    look[LOOK.jnr] = 0;
    if (jammed) {
      levelDirectionInto(basis, line, k, direction);
      look[LOOK.jnr] = jammingAlong(jammers, sensing, direction[0], direction[1]);
    }
    lookFactorsInto(sensing, radar.snrConstant, look, factors);
    line[l + 3] = sensedSnr(sensing, line[l + 3], factors);
  }
  return sensor.cell === null ? count : mergeLooks(sensor, sensor.cell, count);
}
