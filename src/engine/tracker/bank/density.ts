import { exp } from '../../math/index.js';

/** exp(−x) from here on is taken as nothing. */
export const LEAST_EXPONENT = 40;
const STEPS_PER_UNIT = 32;

/** exp(−k/32). */
const TABLE = Float64Array.from({ length: LEAST_EXPONENT * STEPS_PER_UNIT + 2 }, (_, k) => exp(-k / STEPS_PER_UNIT));

/** exp(−x) for x ≥ 0 within 3e-9 of its value: densities need no more, and modes are weighed thousands of times a scan. */
export function decay(x: number): number {
  if (!(x < LEAST_EXPONENT)) return 0;
  const k = (x * STEPS_PER_UNIT + 0.5) | 0;
  const r = k / STEPS_PER_UNIT - x;
  return TABLE[k] * (1 + r * (1 + r * (0.5 + r * (1 / 6 + r * (1 / 24)))));
}
