import { exp, log } from '../math/index.js';
import type { TargetClass } from '../types/index.js';
import { type Envelope, makeEnvelope } from './envelope.js';
import { type KillFactors, makeKillFactors } from './kill-factors.js';
import { makeSpeedProfile, profilePath, profileSpeed, profileTime, type SpeedProfile } from './speed-profile.js';
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
  /** Powered flight, s; with a speed profile, the time of its last point. Coast begins here. */
  readonly boostTime: number;
  /** Speed at burn-out, m/s; with a speed profile, at its last point. */
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
  /** Speed until the coast; null: even acceleration from rest to the peak. */
  readonly profile: SpeedProfile | null;
  /** Ranges by class, height and crossing angle; null: maximumRange for all. */
  readonly envelope: Envelope | null;
  /** Null: the kill probability is the same all through the envelope. */
  readonly killFactors: KillFactors | null;
  /** Time before intercept for which it needs an illuminator, s; 0 if it needs none. */
  readonly illuminationTime: number;
  readonly guidance: InterceptorSpec['guidance'];
  /** Range to the aim point at which an active seeker takes over, m. */
  readonly seekerRange: number;
  /** Radius about the aim point within which it finds an object, m. */
  readonly basketRadius: number;
  readonly killProbability: Readonly<Record<TargetClass, number>>;
  readonly unitCostUsd: number;
}

/**
 * Converts a preset to SI. Constant acceleration to the peak speed in the boost, or the speeds of its profile; then
 * exponential decay of speed.
 */
export function makeInterceptor(spec: InterceptorSpec): Interceptor {
  const { coastTimeConstantS: coastTimeConstant } = spec;
  const profile = spec.speedProfile === undefined ? null : makeSpeedProfile(spec.speedProfile);
  const boostTime = profile === null ? spec.boostS : profile.endTime;
  const peakSpeed = profile === null ? spec.peakSpeedMps : profile.endSpeed;
  const boostPath = profile === null ? 0.5 * peakSpeed * boostTime : profile.length;
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
    profile,
    envelope: makeEnvelope(spec),
    killFactors: makeKillFactors(spec.killFactors),
    illuminationTime: spec.guidance === 'illumination' ? (spec.illuminationS ?? 0) : 0,
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
 * Path flown `time` seconds after launch, m: ½at² with a = v/T in the boost (or that of the speed profile), then
 * s_b + vτ(1 − e^(−(t−T)/τ)). It goes on beyond spentTime; the limit is the caller's to apply.
 */
export function pathLength(interceptor: Interceptor, time: number): number {
  if (time <= 0) return 0;
  const coast = time - interceptor.boostTime;
  if (coast <= 0) {
    if (interceptor.profile !== null) return profilePath(interceptor.profile, time);
    return (0.5 * interceptor.peakSpeed * time * time) / interceptor.boostTime;
  }
  const tau = interceptor.coastTimeConstant;
  return interceptor.boostPath + interceptor.peakSpeed * tau * (1 - exp(-coast / tau));
}

/** Speed `time` seconds after launch, m/s. */
export function speedAt(interceptor: Interceptor, time: number): number {
  if (time <= 0) return 0;
  const coast = time - interceptor.boostTime;
  if (coast <= 0) {
    if (interceptor.profile !== null) return profileSpeed(interceptor.profile, time);
    return (interceptor.peakSpeed * time) / interceptor.boostTime;
  }
  return interceptor.peakSpeed * exp(-coast / interceptor.coastTimeConstant);
}

/** Seconds to fly a path of `distance` metres, the inverse of pathLength; Infinity beyond the reach. */
export function timeOfFlight(interceptor: Interceptor, distance: number): number {
  if (distance <= 0) return 0;
  const { boostPath, boostTime, peakSpeed, coastTimeConstant: tau } = interceptor;
  if (distance <= boostPath) {
    if (interceptor.profile !== null) return profileTime(interceptor.profile, distance);
    return Math.sqrt((2 * distance * boostTime) / peakSpeed);
  }
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
