import { advance, allocateDwells, completed, LINE_WIDTH, type TimeBudget } from '../sensor/index.js';
import { predictInto } from '../tracker/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { findInBeam } from './beam.js';
import { looks, reserveLooks } from './looks.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

const state = new Float64Array(6);

/**
 * What an electronically scanned radar looks at in this tick, listed in `looks`: all of its sector when a search ends, which
 * takes the longer the more tracks it guides weapons at; else only what is within a beam of those tracks, when their looks
 * are due. Several looks of one kind in one tick count as one.
 */
export function findByBudget(world: World, sensor: Sensor, budget: TimeBudget): number {
  const tracks = guidedTracks(world, sensor);
  const { searchFrame, trackInterval } = allocateDwells(budget, tracks.length / 3);
  const { dwells } = sensor;
  const searched = dwells.search;
  const tracked = dwells.track;
  dwells.search = advance(searched, searchFrame, world.stepS);
  dwells.track = advance(tracked, trackInterval, world.stepS);
  if (completed(searched, dwells.search) > 0) return findInBeam(world, sensor, false);
  if (tracks.length === 0 || completed(tracked, dwells.track) === 0) return 0;
  return findNear(world, sensor, tracks);
}

/** Predicted positions, ECEF, of the tracks at which this sensor guides weapons. */
function guidedTracks(world: World, sensor: Sensor): number[] {
  const post = world.posts[sensor.post];
  const positions: number[] = [];
  for (const { battery, track } of post.engagements) {
    if (battery.sensor !== sensor.index) continue;
    const row = post.tracker.rowOf(track);
    if (row < 0) continue;
    predictInto(post.tracker.table, row, world.time, state);
    positions.push(state[0], state[1], state[2]);
  }
  return positions;
}

/** Objects within half a beamwidth of the line to any of the positions, within the radar's reach. */
function findNear(world: World, { radar, place }: Sensor, positions: readonly number[]): number {
  const { state: objects, life, count } = world.objects;
  const { positionEcef: origin } = place;
  const half = Math.max(radar.beamwidthAzimuth, radar.beamwidthElevation) / 2;
  reserveLooks(count);
  const { object, line } = looks;
  let found = 0;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne) continue;
    const dx = objects[i * STATE_WIDTH] - origin[0];
    const dy = objects[i * STATE_WIDTH + 1] - origin[1];
    const dz = objects[i * STATE_WIDTH + 2] - origin[2];
    const square = dx * dx + dy * dy + dz * dz;
    if (square > radar.instrumentedRange * radar.instrumentedRange) continue;
    for (let p = 0; p < positions.length; p += 3) {
      const tx = positions[p] - origin[0];
      const ty = positions[p + 1] - origin[1];
      const tz = positions[p + 2] - origin[2];
      // The square of the sine between the two lines, by their cross product; beams are narrow, so it is the angle's.
      const cx = dy * tz - dz * ty;
      const cy = dz * tx - dx * tz;
      const cz = dx * ty - dy * tx;
      const sine = (cx * cx + cy * cy + cz * cz) / (square * (tx * tx + ty * ty + tz * tz));
      if (sine > half * half || dx * tx + dy * ty + dz * tz < 0) continue;
      object[found] = i;
      line[LINE_WIDTH * found] = dx;
      line[LINE_WIDTH * found + 1] = dy;
      line[LINE_WIDTH * found + 2] = dz;
      found++;
      break;
    }
  }
  return found;
}
