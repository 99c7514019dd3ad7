import { moveAirObjects } from './air-objects.js';
import { closePhase } from './digest-log.js';
import type { World } from './world.js';

/** Phase 1: every air object flies on. Writes positions, velocities and who has arrived. */
export function move(world: World): void {
  const { objects, time, tick, log } = world;
  moveAirObjects(objects, time);
  log.digest.addFloat64Array(objects.state);
  closePhase(log, tick, 'move');
}
