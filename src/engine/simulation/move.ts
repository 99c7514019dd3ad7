import { LIFE, moveAirObjects, STATE_WIDTH } from './air-objects.js';
import { closePhase } from './digest-log.js';
import type { World } from './world.js';

/** Phase 1: every air object flies on. Writes positions, velocities and who has arrived. */
export function move(world: World): void {
  const { objects, time, tick, log } = world;
  moveAirObjects(objects, time);
  const { digest } = log;
  const { state, life, count } = objects;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    digest.addFloat64(state[at]);
    digest.addFloat64(state[at + 1]);
    digest.addFloat64(state[at + 2]);
  }
  closePhase(log, tick, 'move');
}
