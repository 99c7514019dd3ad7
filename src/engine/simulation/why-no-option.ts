import { ecefToGeodeticInto } from '../earth/index.js';
import { atan2 } from '../math/index.js';
import { powered } from '../network/index.js';
import { inSector } from '../sensor/index.js';
import type { Threat, Track } from '../types/index.js';
import {
  describeIntercept,
  freeFireChannels,
  freeGuidanceChannels,
  INTERCEPT,
  predictInterceptInto,
  readyInterceptors,
} from '../weapon/index.js';
import type { Battery } from './fire-units.js';
import { lastSeen, type Post } from './posts.js';
import type { World } from './world.js';

/** Looks that an engagement sensor may miss before its sector is asked: as in `assign`. */
const MISSED_LOOKS = 3;

const meeting = new Float64Array(6);
const geodetic = new Float64Array(3);

/**
 * Why no fire unit of the post has an option against a threat, in words: the nearest unit's reason, asked in the order in
 * which `assign` asks. Null where none is found. Slow; for what people read.
 */
export function whyNoOption(world: World, post: Post, threat: Threat): string | null {
  const track = post.picture.slice(0, post.ownCount).find(({ number }) => number === threat.track);
  if (track === undefined) return 'known from others only: no sensor of its own holds it';
  const batteries = post.batteries.map((index) => world.batteries[index]);
  const [nearest] = batteries
    .map((battery) => ({ battery, square: squareBetween(battery.positionEcef, track.position) }))
    .sort((a, b) => a.square - b.square || a.battery.index - b.battery.index);
  const reason = whyNot(world, post, nearest.battery, threat, track);
  return reason === null ? null : `${nearest.battery.id}: ${reason}`;
}

function whyNot(world: World, post: Post, battery: Battery, threat: Threat, track: Track): string | null {
  const { unit, kinds } = battery;
  if (!powered(world.network, battery.id, world.time)) return 'no power';
  if (freeFireChannels(unit) < 1) return 'no free fire channel';
  if (freeGuidanceChannels(unit) < 1) return 'no free guidance channel';
  const reach = whyOutOfReach(world, post, battery, threat, track);
  if (reach !== null) return reach;
  if (track.positionSigma > unit.trackSigmaLimit)
    return `track too uncertain, ${Math.round(track.positionSigma)} m of ${unit.trackSigmaLimit} m`;
  const guide = whyNotHeld(world, post, battery, track);
  if (guide !== null) return guide;
  return kinds.every(({ preset }) => readyInterceptors(unit, preset) === 0) ? 'no interceptor ready' : null;
}

/** Why none of a unit's kinds of interceptor meets the track, loaded or not. */
function whyOutOfReach(world: World, post: Post, battery: Battery, threat: Threat, track: Track): string | null {
  const [x, y, z] = track.position;
  const [vx, vy, vz] = track.velocity;
  ecefToGeodeticInto(x, y, z, geodetic);
  const ground = world.terrain.heightAt(geodetic[0], geodetic[1]);
  const delay = post.resolved.post.decisionDelayS + battery.unit.reactionTime;
  const reasons = battery.kinds.map(({ interceptor }) => {
    const code = predictInterceptInto(
      interceptor,
      battery.positionEcef,
      x,
      y,
      z,
      vx,
      vy,
      vz,
      threat.targetClass,
      delay,
      ground,
      track.positionSigma,
      meeting,
    );
    return code === INTERCEPT.feasible ? null : describeIntercept(code, interceptor, threat.targetClass);
  });
  return reasons.every((reason) => reason !== null) ? [...new Set(reasons)].join(', ') : null;
}

/** Why the sensor that guides a unit's interceptors does not hold the track. */
function whyNotHeld(world: World, post: Post, battery: Battery, track: Track): string | null {
  if (battery.sensor < 0) return null;
  const sensor = world.sensors[battery.sensor];
  const { radar, place, boresight } = sensor;
  if (world.time - lastSeen(post, battery.sensor, track.number) <= MISSED_LOOKS * radar.scanPeriod) return null;
  if (!sensor.emitting) return `${sensor.id} does not radiate`;
  const { basis, positionEcef } = place;
  const dx = track.position[0] - positionEcef[0];
  const dy = track.position[1] - positionEcef[1];
  const dz = track.position[2] - positionEcef[2];
  const azimuth = atan2(dx * basis[0] + dy * basis[1] + dz * basis[2], dx * basis[3] + dy * basis[4] + dz * basis[5]);
  return inSector(radar, boresight, azimuth) ? `${sensor.id} does not hold it` : `outside sector of ${sensor.id}`;
}

function squareBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [dx, dy, dz] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return dx * dx + dy * dy + dz * dz;
}
