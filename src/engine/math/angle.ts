export const TWO_PI = 2 * Math.PI;

/** Radians from degrees. */
export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Degrees from radians. */
export const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** An angle brought into [−π, π]. */
export const wrapPi = (angle: number): number => angle - TWO_PI * Math.round(angle / TWO_PI);

/** An angle brought into [0, 2π). */
export function wrapTurn(angle: number): number {
  const wrapped = angle - TWO_PI * Math.floor(angle / TWO_PI);
  // A tiny negative angle rounds to 2π, or stays below 0 where its quotient underflows: both are 0.
  return wrapped >= 0 && wrapped < TWO_PI ? wrapped : 0;
}
