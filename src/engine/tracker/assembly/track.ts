import { exp, log } from '../../math/index.js';
import type { Branch, TrackLife } from '../association/index.js';
import type { Estimate } from '../roles/index.js';

/** One explanation of a track with all that is remembered of it. */
export interface TrackBranch extends Branch {
  /** Log odds that a track so explained is a real object. */
  readonly logOdds: number;
  /** Time of the last detection taken, s. */
  readonly updated: number;
  /** The newest scans that looked where it is, newest last: whether it took a detection. */
  readonly looks: readonly boolean[];
}

/** A track of an assembled tracker: its explanations, and which of them is followed. */
export interface AssembledTrack {
  readonly number: number;
  branches: TrackBranch[];
  /** The branch that the best joint explanation follows, or the best of its own while it is not part of that. */
  followed: TrackBranch;
  /** Whether it is part of the best joint explanation. */
  selected: boolean;
  confirmed: boolean;
  /** Time when it was last inside the coverage of a sensor heard, s. */
  covered: number;
}

/** Looks remembered: what counts misses and M of N needs. */
const MOST_LOOKS = 64;

export const withLook = (looks: readonly boolean[], hit: boolean): boolean[] => [
  ...looks.slice(looks.length >= MOST_LOOKS ? 1 : 0),
  hit,
];

/** Probability of log odds. */
export const probabilityOf = (logOdds: number): number =>
  logOdds > 0 ? 1 / (1 + exp(-logOdds)) : exp(logOdds) / (1 + exp(logOdds));

/**
 * Log odds after `dt` s in which a target may have gone: existence r becomes r · exp(−dt / mean life) (Mušicki, Evans and
 * Stankovic, “Integrated probabilistic data association”, IEEE Trans. Automatic Control 39(6), 1994). So they never
 * rise beyond what a few misses take back.
 */
export function survived(logOdds: number, dt: number, meanLife: number): number {
  const r = probabilityOf(logOdds) * exp(-dt / meanLife);
  return log(r) - log(1 - r);
}

/** A track as its initiator and deleter see it at `time`, s. */
export function lifeOf({ followed, confirmed, covered }: AssembledTrack, time: number): TrackLife {
  return {
    logOdds: followed.logOdds,
    looks: followed.looks,
    estimate: followed.estimate,
    age: time - followed.updated,
    confirmed,
    outside: time - covered,
  };
}

/** Position and velocity with their covariance, the six states that every estimate begins with. */
export function kinematic({ mean, covariance }: Estimate): { state: number[]; covariance: Float64Array } {
  const n = mean.length;
  const six = new Float64Array(36);
  for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) six[6 * i + j] = covariance[n * i + j];
  return { state: [...mean.subarray(0, 6)], covariance: six };
}

/**
 * A first estimate whose vertical velocity is known to `sigma`, m/s, mode by mode: most of what flies climbs far more slowly
 * than it flies. The vertical velocity of a start is uncorrelated with the rest unless a range rate was measured; its
 * row and column are scaled so that the covariance stays one.
 */
export function levelled(estimate: Estimate, sigma: number): Estimate {
  const n = estimate.mean.length;
  const variance = estimate.covariance[5 * n + 5];
  const scale = variance > sigma * sigma ? sigma / Math.sqrt(variance) : 1;
  const covariance = Float64Array.from(estimate.covariance);
  for (let i = 0; i < n; i++) {
    covariance[5 * n + i] *= scale;
    covariance[i * n + 5] *= scale;
  }
  const modes = estimate.modes?.map(({ probability, estimate: mode }) => ({
    probability,
    estimate: levelled(mode, sigma),
  }));
  return { ...estimate, covariance, modes };
}
