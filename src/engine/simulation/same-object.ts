import type { Track } from '../types/index.js';

/** Standard deviations within which two tracks may be of one object, and one-sigma error of a velocity's component, m/s. */
const GATE = 3;
const VELOCITY_SIGMA = 50;

/** What is compared: a track, or a notice of an engagement. */
export type Kinematics = Pick<Track, 'position' | 'velocity' | 'positionSigma' | 'time'>;

/**
 * Whether two tracks may well be of one object at `time`, by position and velocity. Unlike the correlation of pictures it
 * lets one track stand for several: who gives orders had rather leave one of two unresolved objects than fire twice.
 */
export function mayBeOne(a: Kinematics, b: Kinematics, time: number): boolean {
  let distance = 0;
  let speed = 0;
  for (let k = 0; k < 3; k++) {
    const d = a.position[k] + a.velocity[k] * (time - a.time) - b.position[k] - b.velocity[k] * (time - b.time);
    const v = a.velocity[k] - b.velocity[k];
    distance += d * d;
    speed += v * v;
  }
  const spread = a.positionSigma * a.positionSigma + b.positionSigma * b.positionSigma;
  return distance <= GATE * GATE * spread && speed <= GATE * GATE * 6 * VELOCITY_SIGMA * VELOCITY_SIGMA;
}
