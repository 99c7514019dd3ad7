import { LIFE, moveAirObjects, STATE_WIDTH } from './air-objects.js';
import { enforceOrders } from './airspace.js';
import { flyHoming } from './anti-radiation.js';
import { changeCourses } from './courses.js';
import { closePhase } from './digest-log.js';
import { tell, type World } from './world.js';

/** Where the airborne are, for the digest. */
let positions = new Float64Array(0);

/** Phase 1: every air object flies on, by another way if it was diverted. Writes positions, velocities and who has arrived. */
export function move(world: World): void {
  const { objects, time, tick, log } = world;
  moveAirObjects(objects, time);
  for (const row of objects.released) tellReleased(world, row);
  changeCourses(world);
  enforceOrders(world);
  flyHoming(world);
  const { state, life, count } = objects;
  if (positions.length < 3 * count) positions = new Float64Array(3 * count);
  let airborne = 0;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne) continue;
    for (let axis = 0; axis < 3; axis++) positions[3 * airborne + axis] = state[i * STATE_WIDTH + axis];
    airborne++;
  }
  log.digest.addFloat64Array(positions, 3 * airborne);
  closePhase(log, tick, 'move');
}

function tellReleased(world: World, row: number): void {
  const { flights, isBody, carrier } = world.objects;
  if (isBody[row] === 1) return;
  const { id, preset } = flights[row];
  tell(world, 'move', { kind: 'objectReleased', actor: flights[carrier[row]].id, subject: id, values: { preset } });
}
