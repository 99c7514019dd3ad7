import { upInto } from '../earth/index.js';
import { flightStateInto } from '../truth/index.js';
import type { Track } from '../types/index.js';
import type { LauncherSite, Shot } from '../weapon/index.js';
import { type AirObjects, STATE_WIDTH } from './air-objects.js';
import type { InterceptorInFlight } from './fire-units.js';

/** Standard gravity, m/s² (3rd General Conference on Weights and Measures, 1901). */
const GRAVITY = 9.80665;
/** Half the time over which a target's turn is measured, s: shorter than any turn, longer than a piece's rounding. */
const HALF_SPAN = 0.5;

/** Cosine between a velocity and the direction from a point to a launcher: 1 flies at it. */
function aspectOf(site: LauncherSite, x: number, y: number, z: number, vx: number, vy: number, vz: number): number {
  const dx = site.positionEcef[0] - x;
  const dy = site.positionEcef[1] - y;
  const dz = site.positionEcef[2] - z;
  const lengths = Math.sqrt((dx * dx + dy * dy + dz * dz) * (vx * vx + vy * vy + vz * vz));
  return (dx * vx + dy * vy + dz * vz) / (lengths + 1e-9);
}

/** What a post expects of a shot: its aspect and track as predicted, and no manoeuvre, for none can be foreseen. */
export function expectedShot(
  site: LauncherSite,
  intercept: Float64Array,
  [vx, vy, vz]: Track['velocity'],
  trackSigma: number,
): Shot {
  const cosAspect = aspectOf(site, intercept[1], intercept[2], intercept[3], vx, vy, vz);
  return { cosAspect, targetLoadG: 0, trackSigma };
}

/** What a shot meets, by truth. */
export function trueShot(objects: AirObjects, object: number, flying: InterceptorInFlight): Shot {
  const { state } = objects;
  const at = object * STATE_WIDTH;
  const { site } = flying.engagement;
  return {
    cosAspect: aspectOf(site, state[at], state[at + 1], state[at + 2], state[at + 3], state[at + 4], state[at + 5]),
    targetLoadG: lateralLoadG(objects, object, flying.meetTime),
    trackSigma: flying.trackSigma,
  };
}

const before = new Float64Array(STATE_WIDTH);
const after = new Float64Array(STATE_WIDTH);
const up = new Float64Array(3);

/**
 * Load factor that an object pulls across its path at a time, g: its change of velocity over a second, across its
 * velocity. The part of it that lets a level flight follow the earth, and a ballistic one fall, is no manoeuvre.
 */
export function lateralLoadG(objects: AirObjects, object: number, time: number): number {
  const flight = objects.motion[object];
  const own = time - objects.late[object];
  const from = Math.max(flight.startTime, own - HALF_SPAN);
  const to = Math.min(flight.endTime, own + HALF_SPAN);
  if (!(to > from) || !flightStateInto(flight, from, before, 0) || !flightStateInto(flight, to, after, 0)) return 0;
  const ballistic = objects.flights[object].airObject.targetClass === 'ballisticMissile';
  upInto(after[0], after[1], after[2], up);
  const v2 = after[3] * after[3] + after[4] * after[4] + after[5] * after[5] + 1e-9;
  const radius = Math.sqrt(after[0] * after[0] + after[1] * after[1] + after[2] * after[2]);
  const fall = ballistic ? GRAVITY : v2 / radius;
  const [ax, ay, az] = [0, 1, 2].map((k) => (after[3 + k] - before[3 + k]) / (to - from) + fall * up[k]);
  const along = (ax * after[3] + ay * after[4] + az * after[5]) / v2;
  const [nx, ny, nz] = [ax - along * after[3], ay - along * after[4], az - along * after[5]];
  return Math.sqrt(nx * nx + ny * ny + nz * nz) / GRAVITY;
}
