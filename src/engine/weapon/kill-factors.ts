import { exp } from '../math/index.js';
import type { InterceptorSpec } from './weapon.schema.js';

/** Factors on a kill probability, each in [0, 1]. What a preset leaves out is 1 everywhere. */
export interface KillFactors {
  readonly beam: number;
  readonly tail: number;
  /** Load factor of the interceptor over the advantage that it needs, g; Infinity: manoeuvre does not count. */
  readonly matchedLoad: number;
  /** Error of the aim point that it takes out, m; Infinity: track quality does not count. */
  readonly corrected: number;
}

/** What a shot meets. */
export interface Shot {
  /** Cosine of the aspect: 1 the target flies at the launcher, −1 away from it. */
  readonly cosAspect: number;
  /** Load factor that the target pulls across its path, g; 0 flies straight. */
  readonly targetLoadG: number;
  /** One-sigma radius of the track's position, m: root of its covariance's trace. */
  readonly trackSigma: number;
}

export function makeKillFactors(spec: InterceptorSpec['killFactors']): KillFactors | null {
  if (spec === undefined) return null;
  const { aspect, manoeuvre, trackQuality } = spec;
  return {
    beam: aspect?.beam ?? 1,
    tail: aspect?.tail ?? 1,
    matchedLoad: manoeuvre === undefined ? Infinity : manoeuvre.loadFactorG / manoeuvre.advantage,
    corrected: trackQuality?.correctedM ?? Infinity,
  };
}

/** Aspect: 1 head-on, `beam` from the side, `tail` from behind, even with the cosine between. */
export function aspectFactor({ beam, tail }: KillFactors, cosAspect: number): number {
  return cosAspect >= 0 ? beam + (1 - beam) * cosAspect : beam + (tail - beam) * -cosAspect;
}

/**
 * Manoeuvre: 1 while the target pulls no more than the interceptor can match, then falling in inverse proportion.
 * Proportional navigation of constant N without lag meets a constant manoeuvre n with at most n·N/(N − 2): 3n at N = 3
 * (linearised kinematics; a test integrates them).
 */
export function manoeuvreFactor({ matchedLoad }: KillFactors, targetLoadG: number): number {
  return targetLoadG <= matchedLoad ? 1 : matchedLoad / targetLoadG;
}

/**
 * Track quality: the probability 1 − exp(−c²/2σ²) that an aim point with a Gaussian error of σ on each of the two axes
 * across the path lies within c of the target (Rayleigh’s distribution). Of the track's three axes each is taken to
 * have the same share of its radius: σ² is a third of its square.
 */
export function trackQualityFactor({ corrected }: KillFactors, trackSigma: number): number {
  if (corrected === Infinity || trackSigma <= 0) return 1;
  const ratio = corrected / trackSigma;
  return 1 - exp(-1.5 * ratio * ratio);
}

/** All three together, as independent. */
export const shotFactor = (factors: KillFactors, { cosAspect, targetLoadG, trackSigma }: Shot): number =>
  aspectFactor(factors, cosAspect) * manoeuvreFactor(factors, targetLoadG) * trackQualityFactor(factors, trackSigma);
