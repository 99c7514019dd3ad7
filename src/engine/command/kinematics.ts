import type { TargetClass } from '../types/index.js';

/** Higher than any air-breathing aircraft or missile of the catalogue flies, m; assumed. */
export const AIR_BREATHING_CEILING = 30_000;
/** Slower than this is taken for a drone, m/s: between TB2-class (61) and the slowest jets (about 120); assumed. */
export const DRONE_SPEED = 80;
/** Speeds of cruise missiles, m/s: subsonic, with room about the 200–280 m/s that are published; assumed. */
export const CRUISE_SPEED = { least: 150, greatest: 330 } as const;
/** Lower than this above ground at such a speed is taken for a cruise missile, m; aircraft seldom go there. Assumed. */
export const CRUISE_HEIGHT = 600;
/** A path steeper than 1 in 2 at this speed (m/s) is a ballistic missile's rise or fall, not a dive; assumed. */
export const STEEP_SPEED = 600;

/**
 * Estimates a target's class from kinematics alone: all that a command post knows of what it is.
 * speed, m/s · height above ground where the post's map knows it, else above sea, m · climbRate, m/s, negative in descent ·
 * ballisticSpeed, m/s: faster than this is a ballistic missile (doctrine).
 */
export function classifyKinematics(
  speed: number,
  height: number,
  climbRate: number,
  ballisticSpeed: number,
): TargetClass {
  if (speed >= ballisticSpeed || height > AIR_BREATHING_CEILING) return 'ballisticMissile';
  if (speed >= STEEP_SPEED && Math.abs(climbRate) > 0.5 * speed) return 'ballisticMissile';
  if (speed < DRONE_SPEED) return 'drone';
  if (height < CRUISE_HEIGHT && speed >= CRUISE_SPEED.least && speed <= CRUISE_SPEED.greatest) return 'cruiseMissile';
  return 'fixedWing';
}
