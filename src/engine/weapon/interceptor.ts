import { exp, log } from '../math/index.js';
import type { TargetClass } from '../types/index.js';
import type { InterceptorSpec } from './weapon.schema.js';

/**
 * Speed below which an interceptor is spent, m/s. About Mach 1 at sea level: slower than this its fins no longer turn it
 * harder than a manoeuvring aircraft. Assumed; no public figure is common to the classes modelled.
 */
export const SPENT_SPEED = 340;

/** Pieces into which the path is tabulated for the search of an intercept; fine enough to bracket its first root. */
export const PATH_STEPS = 32;

/** An interceptor's kind in SI, with what its flight needs precomputed. */
export interface Interceptor {
  /** Least slant range to the aim point, m. */
  readonly minimumRange: number;
  /** Greatest slant range against air-breathing targets, m. */
  readonly maximumRange: number;
  /** Greatest slant range against ballistic missiles, m; 0 if it cannot. */
  readonly ballisticRange: number;
  /** Lowest target above ground, m. */
  readonly minimumAltitude: number;
  /** Highest target above sea level, m. */
  readonly maximumAltitude: number;
  /** Fastest target, m/s. */
  readonly maximumTargetSpeed: number;
  /** Powered flight, s. */
  readonly boostTime: number;
  /** Speed at burn-out, m/s. */
  readonly peakSpeed: number;
  /** Time in which the coasting speed falls to 1/e, s. */
  readonly coastTimeConstant: number;
  /** Path flown at burn-out, m. */
  readonly boostPath: number;
  /** Time of flight at which it is spent, s. */
  readonly spentTime: number;
  /** Path flown when it is spent, m: its kinematic reach. */
  readonly reach: number;
  /** Path flown at spentTime × k / PATH_STEPS, m. */
  readonly pathTable: Float64Array;
  readonly guidance: InterceptorSpec['guidance'];
  /** Range to the aim point at which an active seeker takes over, m. */
  readonly seekerRange: number;
  /** Radius about the aim point within which it finds an object, m. */
  readonly basketRadius: number;
  readonly killProbability: Readonly<Record<TargetClass, number>>;
  readonly unitCostUsd: number;
}

/** Converts a preset to SI. Constant acceleration to the peak speed in the boost, then exponential decay of speed. */
export function makeInterceptor(spec: InterceptorSpec): Interceptor {
  const { boostS: boostTime, peakSpeedMps: peakSpeed, coastTimeConstantS: coastTimeConstant } = spec;
  const boostPath = 0.5 * peakSpeed * boostTime;
  // A peak below the spent speed means that it is spent at burn-out.
  const coastTime = peakSpeed > SPENT_SPEED ? coastTimeConstant * log(peakSpeed / SPENT_SPEED) : 0;
  const spentTime = boostTime + coastTime;
  const reach = boostPath + coastTimeConstant * Math.max(0, peakSpeed - SPENT_SPEED);
  const interceptor: Interceptor = {
    minimumRange: spec.minimumRangeKm * 1000,
    maximumRange: spec.maximumRangeKm * 1000,
    ballisticRange: spec.ballisticRangeKm * 1000,
    minimumAltitude: spec.minimumAltitudeM,
    maximumAltitude: spec.maximumAltitudeM,
    maximumTargetSpeed: spec.maximumTargetSpeedMps,
    boostTime,
    peakSpeed,
    coastTimeConstant,
    boostPath,
    spentTime,
    reach,
    pathTable: new Float64Array(PATH_STEPS + 1),
    guidance: spec.guidance,
    seekerRange: spec.seekerRangeKm * 1000,
    basketRadius: spec.basketRadiusM,
    killProbability: spec.killProbability,
    unitCostUsd: spec.unitCostUsd,
  };
  for (let k = 0; k <= PATH_STEPS; k++)
    interceptor.pathTable[k] = pathLength(interceptor, (spentTime * k) / PATH_STEPS);
  return interceptor;
}

/**
 * Path flown `time` seconds after launch, m: ½at² with a = v/T in the boost, then s_b + vτ(1 − e^(−(t−T)/τ)).
 * It goes on beyond spentTime; the limit is the caller's to apply.
 */
export function pathLength(interceptor: Interceptor, time: number): number {
  if (time <= 0) return 0;
  const coast = time - interceptor.boostTime;
  if (coast <= 0) return (0.5 * interceptor.peakSpeed * time * time) / interceptor.boostTime;
  const tau = interceptor.coastTimeConstant;
  return interceptor.boostPath + interceptor.peakSpeed * tau * (1 - exp(-coast / tau));
}

/** Speed `time` seconds after launch, m/s. */
export function speedAt(interceptor: Interceptor, time: number): number {
  if (time <= 0) return 0;
  const coast = time - interceptor.boostTime;
  if (coast <= 0) return (interceptor.peakSpeed * time) / interceptor.boostTime;
  return interceptor.peakSpeed * exp(-coast / interceptor.coastTimeConstant);
}

/** Seconds to fly a path of `distance` metres, the inverse of pathLength; Infinity beyond the reach. */
export function timeOfFlight(interceptor: Interceptor, distance: number): number {
  if (distance <= 0) return 0;
  const { boostPath, boostTime, peakSpeed, coastTimeConstant: tau } = interceptor;
  if (distance <= boostPath) return Math.sqrt((2 * distance * boostTime) / peakSpeed);
  if (distance > interceptor.reach) return Infinity;
  return boostTime - tau * log(1 - (distance - boostPath) / (peakSpeed * tau));
}

/**
 * Seconds after launch at which the guidance channel is free again when the intercept is `distance` metres away: at the
 * intercept, or when the active seeker takes over.
 */
export function guidanceTime(interceptor: Interceptor, distance: number): number {
  return timeOfFlight(
    interceptor,
    interceptor.guidance === 'channelUntilSeeker' ? distance - interceptor.seekerRange : distance,
  );
}
