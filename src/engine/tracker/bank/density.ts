import { exp } from '../../math/index.js';

/** exp(−k/32). */
const TABLE = Float64Array.from({ length: 40 * 32 + 2 }, (_, k) => exp(-k / 32));

/** The table, for a kernel that reads it in its own memory. */
export const decayTable = (): ArrayLike<number> => TABLE;

/**
 * exp(−x) for x ≥ 0 within 3e-9 of its value, and nothing from 40 on: densities need no more, and modes are weighed
 * thousands of times a scan. Its numbers stand written out because named ones would be read from memory at each call.
 */
export function decay(x: number): number {
  if (!(x < 40)) return 0;
  const k = (x * 32 + 0.5) | 0;
  const r = k * 0.03125 - x;
  return TABLE[k] * (1 + r * (1 + r * (0.5 + r * (0.16666666666666666 + r * 0.041666666666666664))));
}
