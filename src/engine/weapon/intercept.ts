import { MEAN_EARTH_RADIUS } from '../earth/refraction.js';
import { heightAbove, upInto } from '../earth/vertical.js';
import type { TargetClass } from '../types/index.js';
import { crossingShare, heightShare } from './envelope.js';
import { type Interceptor, PATH_STEPS, pathLength, speedAt } from './interceptor.js';

/** Why an intercept can or cannot be had. Codes, because this runs for every track and unit; words on demand. */
export const INTERCEPT = {
  feasible: 0,
  cannotBallistic: 1,
  tooFast: 2,
  outOfReach: 3,
  tooFar: 4,
  tooClose: 5,
  tooLow: 6,
  tooHigh: 7,
  tooFarSoLow: 8,
  tooFarCrossing: 9,
} as const;
export type InterceptCode = (typeof INTERCEPT)[keyof typeof INTERCEPT];

/** Standard gravity, m/s² (3rd General Conference on Weights and Measures, 1901). */
const GRAVITY = 9.80665;
/** A root this close is found, s: an interceptor flies a few metres in it, far inside any basket. */
const TIME_TOLERANCE = 1e-3;
/** Newton steps need 3 or 4; bisection from the longest bracket (about 20 s) to the tolerance needs 15. */
const MAXIMUM_STEPS = 24;
/** A track is refused as too low only if it is so beyond this many sigmas of its height. */
const SURELY = 2;

export interface Intercept {
  readonly feasible: boolean;
  /** Seconds from now until intercept, the delay before launch included. */
  readonly time: number;
  /** Aim point, ECEF, m. */
  readonly point: readonly [number, number, number];
  /** Launch point to aim point, m. */
  readonly slantRange: number;
  readonly code: InterceptCode;
  /** In words, with the limit that was met; 'inside the envelope' when feasible. */
  readonly because: string;
}

const up = new Float64Array(3);
const solved = new Float64Array(6);

/**
 * Where and when an interceptor launched `delay` seconds from now meets a target. Writes to `out`: time from now (s),
 * x, y, z of the aim point (ECEF, m), slant range (m), altitude of the aim point (m above the ellipsoid).
 *
 * An air-breathing target keeps its course, speed and altitude: the vertical part of a track's velocity is mostly noise,
 * and tens of seconds of it would put a low flyer under the ground; its line is bent down by v²/R. A ballistic one falls. The interceptor flies straight. The first t with pathLength(t − delay) = |P(t) − L| is
 * bracketed on the interceptor's path table and found by Newton steps kept inside the bracket, a bounded number.
 *
 * launch: ECEF of the launcher, height included, m. px…trackVz: the track now. ground: terrain height below the target, m.
 * altitudeSigma: uncertainty of the track's height, m.
 */
export function predictInterceptInto(
  interceptor: Interceptor,
  launch: ArrayLike<number>,
  px: number,
  py: number,
  pz: number,
  trackVx: number,
  trackVy: number,
  trackVz: number,
  targetClass: TargetClass,
  delay: number,
  ground: number,
  altitudeSigma: number,
  out: Float64Array,
): InterceptCode {
  out.fill(0);
  const ballistic = targetClass === 'ballisticMissile';
  if (ballistic && interceptor.ballisticRange === 0) return INTERCEPT.cannotBallistic;
  const speed2 = trackVx * trackVx + trackVy * trackVy + trackVz * trackVz;
  if (speed2 > interceptor.maximumTargetSpeed * interceptor.maximumTargetSpeed) return INTERCEPT.tooFast;

  upInto(px, py, pz, up);
  const climb = ballistic ? 0 : trackVx * up[0] + trackVy * up[1] + trackVz * up[2];
  const vx = trackVx - climb * up[0];
  const vy = trackVy - climb * up[1];
  const vz = trackVz - climb * up[2];
  const bend = -0.5 * (ballistic ? GRAVITY : speed2 / MEAN_EARTH_RADIUS);
  const bx = bend * up[0];
  const by = bend * up[1];
  const bz = bend * up[2];
  const rx = px - launch[0];
  const ry = py - launch[1];
  const rz = pz - launch[2];

  // Gap = distance of the target from the launcher − path flown. March along the table until it is closed.
  const table = interceptor.pathTable;
  const stride = interceptor.spentTime / PATH_STEPS;
  let k = 0;
  for (; k <= PATH_STEPS; k++) {
    const t = delay + k * stride;
    const x = rx + (vx + bx * t) * t;
    const y = ry + (vy + by * t) * t;
    const z = rz + (vz + bz * t) * t;
    const path = table[k];
    if (x * x + y * y + z * z <= path * path) break;
  }
  if (k > PATH_STEPS) return INTERCEPT.outOfReach;

  let low = delay + Math.max(0, k - 1) * stride;
  let high = delay + k * stride;
  let t = 0.5 * (low + high);
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const x = rx + (vx + bx * t) * t;
    const y = ry + (vy + by * t) * t;
    const z = rz + (vz + bz * t) * t;
    const distance = Math.sqrt(x * x + y * y + z * z);
    const gap = distance - pathLength(interceptor, t - delay);
    if (gap > 0) low = t;
    else high = t;
    const rate = (x * (vx + 2 * bx * t) + y * (vy + 2 * by * t) + z * (vz + 2 * bz * t)) / (distance + 1e-9);
    const slope = rate - speedAt(interceptor, t - delay);
    let next = t - gap / slope;
    // Written so that a NaN from a zero slope also falls back to bisection.
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const change = Math.abs(next - t);
    t = next;
    if (change < TIME_TOLERANCE) break;
  }

  const x = rx + (vx + bx * t) * t;
  const y = ry + (vy + by * t) * t;
  const z = rz + (vz + bz * t) * t;
  const slantRange = Math.sqrt(x * x + y * y + z * z);
  const altitude = heightAbove(x + launch[0], y + launch[1], z + launch[2]);
  out[0] = t;
  out[1] = x + launch[0];
  out[2] = y + launch[1];
  out[3] = z + launch[2];
  out[4] = slantRange;
  out[5] = altitude;
  const { envelope } = interceptor;
  if (envelope === null) {
    if (slantRange > (ballistic ? interceptor.ballisticRange : interceptor.maximumRange)) return INTERCEPT.tooFar;
  } else {
    const limit = envelope.range[targetClass];
    if (slantRange > limit) return INTERCEPT.tooFar;
    const low = limit * heightShare(envelope, altitude - ground);
    if (slantRange > low) return INTERCEPT.tooFarSoLow;
    // The aim point flies at the launcher at 1, straight away from it at −1.
    const closing =
      -(x * (vx + 2 * bx * t) + y * (vy + 2 * by * t) + z * (vz + 2 * bz * t)) /
      (slantRange * Math.sqrt(speed2) + 1e-9);
    if (slantRange > low * crossingShare(envelope, closing)) return INTERCEPT.tooFarCrossing;
  }
  if (slantRange < interceptor.minimumRange) return INTERCEPT.tooClose;
  if (altitude - ground + SURELY * altitudeSigma < interceptor.minimumAltitude) return INTERCEPT.tooLow;
  if (altitude > interceptor.maximumAltitude) return INTERCEPT.tooHigh;
  return INTERCEPT.feasible;
}

/** predictInterceptInto for people: the same answer as a record with its reason in words. */
export function predictIntercept(
  interceptor: Interceptor,
  launchEcef: ArrayLike<number>,
  position: ArrayLike<number>,
  velocity: ArrayLike<number>,
  targetClass: TargetClass,
  delay: number,
  ground = 0,
  altitudeSigma = 0,
): Intercept {
  const code = predictInterceptInto(
    interceptor,
    launchEcef,
    position[0],
    position[1],
    position[2],
    velocity[0],
    velocity[1],
    velocity[2],
    targetClass,
    delay,
    ground,
    altitudeSigma,
    solved,
  );
  return {
    feasible: code === INTERCEPT.feasible,
    time: solved[0],
    point: [solved[1], solved[2], solved[3]],
    slantRange: solved[4],
    code,
    because: describeIntercept(code, interceptor, targetClass),
  };
}

/** Greatest slant range against a class, m. */
function greatestRange({ envelope, ballisticRange, maximumRange }: Interceptor, targetClass: TargetClass): number {
  if (envelope !== null) return envelope.range[targetClass];
  return targetClass === 'ballisticMissile' ? ballisticRange : maximumRange;
}

/** An intercept code in words, with the limit that it met. */
export function describeIntercept(code: InterceptCode, interceptor: Interceptor, targetClass: TargetClass): string {
  switch (code) {
    case INTERCEPT.feasible:
      return 'inside the envelope';
    case INTERCEPT.cannotBallistic:
      return 'cannot engage ballistic missiles';
    case INTERCEPT.tooFast:
      return `faster than ${interceptor.maximumTargetSpeed} m/s`;
    case INTERCEPT.outOfReach:
      return 'cannot catch it before its speed is spent';
    case INTERCEPT.tooFar:
      return `beyond ${greatestRange(interceptor, targetClass) / 1000} km`;
    case INTERCEPT.tooFarSoLow:
      return `too far for a target so low; high ones within ${greatestRange(interceptor, targetClass) / 1000} km`;
    case INTERCEPT.tooFarCrossing:
      return `too far for a crossing or receding target; approaching ones within ${greatestRange(interceptor, targetClass) / 1000} km`;
    case INTERCEPT.tooClose:
      return `inside ${interceptor.minimumRange / 1000} km`;
    case INTERCEPT.tooLow:
      return `below ${interceptor.minimumAltitude} m above ground`;
    case INTERCEPT.tooHigh:
      return `above ${interceptor.maximumAltitude} m`;
  }
}
