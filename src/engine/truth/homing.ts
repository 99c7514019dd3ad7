import { cos, sin } from '../math/index.js';

/** Standard gravity, m/s² (ISO 80000-3). */
const GRAVITY = 9.80665;
/** Length of a step of pursuit, s: at 1 km/s a missile moves 50 m in it, less than a turn at 20 g bends in a second. */
const STEP = 0.05;

/** Fastest turn of a missile, rad/s: a load factor n leaves √(n² − 1) g across the path against its weight. */
export const turnRateOf = (loadFactor: number, speed: number): number =>
  (GRAVITY * Math.sqrt(loadFactor * loadFactor - 1)) / speed;

/**
 * Pure pursuit at constant speed: flies `seconds` towards an aim point (ECEF, m), its path turning by at most `turnRate`,
 * rad/s. `state` is x, y, z, vx, vy, vz (ECEF) and is rewritten. Ends early at the aim, and where `grounded` says that a
 * place lies in the ground. Returns the seconds flown: fewer than asked for if it came to an end.
 */
export function pursue(
  state: Float64Array,
  aim: ArrayLike<number>,
  turnRate: number,
  seconds: number,
  grounded: (x: number, y: number, z: number) => boolean,
): number {
  const speed = Math.sqrt(state[3] * state[3] + state[4] * state[4] + state[5] * state[5]);
  const steps = Math.ceil(seconds / STEP);
  const step = seconds / steps;
  const most = turnRate * step;
  const cosMost = cos(most);
  const sinMost = sin(most);
  for (let k = 0; k < steps; k++) {
    const dx = aim[0] - state[0];
    const dy = aim[1] - state[1];
    const dz = aim[2] - state[2];
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (distance <= speed * step) {
      for (let axis = 0; axis < 3; axis++) state[axis] = aim[axis];
      return k * step + distance / speed;
    }
    const ux = state[3] / speed;
    const uy = state[4] / speed;
    const uz = state[5] / speed;
    const along = (ux * dx + uy * dy + uz * dz) / distance;
    let hx = dx / distance;
    let hy = dy / distance;
    let hz = dz / distance;
    if (along < cosMost) {
      // Across the path towards the aim; an aim straight behind leaves no side, and it flies on.
      const ax = hx - along * ux;
      const ay = hy - along * uy;
      const az = hz - along * uz;
      const across = Math.sqrt(ax * ax + ay * ay + az * az);
      const turn = across > 0 ? sinMost / across : 0;
      hx = cosMost * ux + turn * ax;
      hy = cosMost * uy + turn * ay;
      hz = cosMost * uz + turn * az;
    }
    // Rounding must not change the speed over thousands of steps.
    const scale = speed / Math.sqrt(hx * hx + hy * hy + hz * hz);
    state[3] = hx * scale;
    state[4] = hy * scale;
    state[5] = hz * scale;
    for (let axis = 0; axis < 3; axis++) state[axis] += state[3 + axis] * step;
    if (grounded(state[0], state[1], state[2])) return (k + 1) * step;
  }
  return seconds;
}
