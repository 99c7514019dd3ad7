import { degrees } from '../math/index.js';
import type { Track } from '../types/index.js';
import { beyondSector } from './fire-solution.js';
import type { Battery } from './fire-units.js';
import type { World } from './world.js';

/** Why the engagement sensor of a unit does not hold a track, in words. */
export function whyNotHeld(world: World, battery: Battery, { position }: Track): string {
  const sensor = world.sensors[battery.sensor];
  if (!sensor.emitting) return `${sensor.id} does not radiate`;
  const beyond = beyondSector(sensor, position[0], position[1], position[2]);
  if (beyond <= 0) return `out of sight of ${sensor.id}`;
  const { slewRate } = sensor.radar;
  const slew = slewRate > 0 ? `slews there in ${Math.ceil(beyond / slewRate)} s` : 'which does not slew';
  return `outside the sector of ${sensor.id}, ${Math.ceil(degrees(beyond))}° beyond its edge; ${slew}`;
}
