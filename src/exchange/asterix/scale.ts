/** Steps of the encodings in SI units (exact binary fractions where the specification's are). */
export const NAUTICAL_MILE = 1852; // m, exact
export const FOOT = 0.3048; // m, exact
export const KNOT = 1852 / 3600; // m/s
/** Rho: 1/256 NM, m. */
export const RHO_STEP = NAUTICAL_MILE / 256;
/** An angle of 16 bits, degrees. */
export const TURN_16_DEG = 360 / 65536;
/** A time of day: 1/128 s. */
export const DAY_STEP = 1 / 128;
/** A speed of 2⁻¹⁴ NM/s, m/s. */
export const SPEED_STEP = NAUTICAL_MILE / 16384;
/** 24 bits of latitude or longitude, degrees. */
export const POSITION_24_DEG = 180 / 8388608;
/** A vertical rate of 6.25 ft/min, m/s. */
export const CLIMB_STEP = (6.25 * FOOT) / 60;
