export const TWO_PI = 2 * Math.PI;

/** Radians from degrees. */
export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** An angle brought into [−π, π]. */
export const wrapPi = (angle: number): number => angle - TWO_PI * Math.round(angle / TWO_PI);

/** An angle brought into [0, 2π). */
export function wrapTurn(angle: number): number {
  const wrapped = angle - TWO_PI * Math.floor(angle / TWO_PI);
  // Rounding can leave either end.
  return wrapped >= 0 && wrapped < TWO_PI ? wrapped : 0;
}
