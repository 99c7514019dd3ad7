/** Numbers in a knot: time, position (3), velocity (3), altitude, rate of climb; interleaved so that one knot is one or
 * two cache lines. */
export const KNOT = 9;
