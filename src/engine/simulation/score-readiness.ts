import { READINESS } from '../command/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import type { World } from './world.js';

/** Seconds between two looks at whether the raid has come. */
const LOOK_PERIOD = 5;

/** Counts the time in which the focus post radiates, and notes whether it was ready when the raid came. */
export function scoreReadiness(world: World): void {
  const { score, focus, sensors, tick, ticks } = world;
  // What radiates now does so until the next tick; after the last there is none.
  if (tick === ticks - 1) return;
  for (const index of focus.sensors) {
    if (!sensors[index].emitting) continue;
    score.radiatingTicks++;
    break;
  }
  if (score.readyAtRaid !== null || focus.batteries.length === 0) return;
  if (tick % Math.max(1, Math.round(LOOK_PERIOD / world.stepS)) !== 0 || !raidIsHere(world)) return;
  score.readyAtRaid = READINESS[focus.standing].weapons;
}

/** Whether a hostile object is within the reach of a fire unit of the focus post. */
function raidIsHere({ objects, focus, batteries }: World): boolean {
  const { count, life, flights, state } = objects;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne || flights[i].allegiance !== 'hostile') continue;
    const at = i * STATE_WIDTH;
    for (const index of focus.batteries) {
      const { positionEcef, reach } = batteries[index];
      const dx = state[at] - positionEcef[0];
      const dy = state[at + 1] - positionEcef[1];
      const dz = state[at + 2] - positionEcef[2];
      if (dx * dx + dy * dy + dz * dz <= reach * reach) return true;
    }
  }
  return false;
}
