import type { Threat, Track } from '../types/index.js';
import type { Battery } from './fire-units.js';
import { lastSeen, type Post } from './posts.js';
import type { World } from './world.js';

/** Units worked out for one threat, the nearest first. */
const MOST_UNITS = 4;
/** Looks that an engagement sensor may miss before it counts as no longer holding a track. */
const MISSED_LOOKS = 3;

/** Whether the sensor that guides a unit's interceptors holds the track now. */
export function isHeld(world: World, post: Post, battery: Battery, threat: Threat): boolean {
  if (battery.sensor < 0) return true;
  const { scanPeriod } = world.sensors[battery.sensor].radar;
  return world.time - lastSeen(post, battery.sensor, threat.track) <= MISSED_LOOKS * scanPeriod;
}

/** The post's units within reach of a track, the nearest first. */
export function nearest(batteries: readonly Battery[], post: Post, track: Track): Battery[] {
  const [x, y, z] = track.position;
  const found: { battery: Battery; square: number }[] = [];
  for (const index of post.batteries) {
    const battery = batteries[index];
    const bx = battery.positionEcef[0];
    const by = battery.positionEcef[1];
    const bz = battery.positionEcef[2];
    const square = (x - bx) * (x - bx) + (y - by) * (y - by) + (z - bz) * (z - bz);
    // What is further may still fly into reach while the interceptor flies; twice the reach is beyond any such case.
    if (square <= 4 * battery.reach * battery.reach) found.push({ battery, square });
  }
  found.sort((a, b) => a.square - b.square || a.battery.index - b.battery.index);
  return found.slice(0, MOST_UNITS).map(({ battery }) => battery);
}
