import { exp, log } from '../../math/index.js';
import { factored, logDeterminant, plus, product, solved, squaredDistance, symmetric, transpose } from './linear.js';

/** How two tracks may differ: one-sigma of each component of the offset between them, m and m/s. */
export interface Offset {
  readonly position: number;
  readonly velocity: number;
}

export interface SamenessConfig {
  /** Two tracks of one object: what is left of the bias between their sensors. */
  readonly same: Offset;
  /** Two objects that fly together. */
  readonly formation: Offset;
  /** Two objects that have nothing to do with each other and are near by chance. */
  readonly strangers: Offset;
  /** Spectral density of the acceleration of one object against another, m²/s³. */
  readonly spectralDensity: number;
  /** For how long, s, a track's error stays much the same: two looks closer together than that are hardly two. */
  readonly errorTime: number;
  /** Share of their errors that two trackers of one object have in common; see `approximateCross`. */
  readonly correlation: number;
}

/** Assumed: sensors registered within 50 m, neighbours some 1 km off, errors of surveillance tracks that last 10 s. */
export const SAMENESS_DEFAULTS: SamenessConfig = {
  same: { position: 50, velocity: 2 },
  formation: { position: 1000, velocity: 10 },
  strangers: { position: 3000, velocity: 200 },
  spectralDensity: 10,
  errorTime: 10,
  correlation: 0,
};

/**
 * How far behind the best an explanation can fall, in ln likelihood: no certainty is so old that a few looks cannot
 * undo it, as when a formation breaks up or a tracker swaps two tracks.
 */
const LEAST = -15;

/** One explanation of a pair: the offset as known under it, and ln likelihood of all looks, the best's being 0. */
interface Explanation {
  readonly offset: Float64Array;
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
}

/** What is known of a pair of tracks after some looks at both. */
export interface PairEvidence {
  readonly time: number;
  readonly looks: number;
  readonly same: Explanation;
  readonly formation: Explanation;
  readonly strangers: Explanation;
}

const fresh = ({ position, velocity }: Offset): Explanation => {
  const covariance = new Float64Array(36);
  for (let i = 0; i < 6; i++) covariance[7 * i] = i < 3 ? position * position : velocity * velocity;
  return { offset: new Float64Array(6), covariance, logLikelihood: 0 };
};

/**
 * One more look at a pair: `difference` of their positions and velocities at `time`, of the error covariance `spread`
 * if both are tracks of one object. Each explanation is a Kalman filter of the offset: an offset that persists is
 * learnt by "formation" and stays unlikely under "same", however small against one look's error. The error of a look
 * that follows the last by Δt counts as (1 + errorTime/Δt) times its variance, since most of it is the last one's.
 */
export function look(
  evidence: PairEvidence | undefined,
  time: number,
  difference: Float64Array,
  spread: Float64Array,
  config: SamenessConfig,
): PairEvidence {
  const dt = evidence ? time - evidence.time : 0;
  if (evidence && !(dt > 0)) return evidence;
  const error = evidence ? spread.map((v) => v * (1 + config.errorTime / dt)) : spread;
  const step = (before: Explanation, q: number): Explanation => {
    const moved = evidence ? ahead(before, dt, q) : before;
    const s = symmetric(plus(moved.covariance, error), 6);
    const factor = factored(s, 6);
    if (!factor) throw new RangeError('covariances to compare must be positive definite');
    const residual = plus(difference, moved.offset, -1);
    const gain = transpose(solved(factor, 6, moved.covariance, 6), 6, 6);
    return {
      offset: plus(moved.offset, product(gain, residual, 6, 6, 1)),
      covariance: symmetric(plus(moved.covariance, product(gain, moved.covariance, 6, 6, 6), -1), 6),
      logLikelihood: moved.logLikelihood - 0.5 * (squaredDistance(factor, 6, residual) + logDeterminant(factor, 6)),
    };
  };
  const same = step(evidence?.same ?? fresh(config.same), 0);
  const formation = step(evidence?.formation ?? fresh(config.formation), config.spectralDensity);
  const strangers = step(evidence?.strangers ?? fresh(config.strangers), config.spectralDensity);
  const best = Math.max(same.logLikelihood, formation.logLikelihood, strangers.logLikelihood);
  const kept = (e: Explanation): Explanation => ({ ...e, logLikelihood: Math.max(e.logLikelihood - best, LEAST) });
  return {
    time,
    looks: (evidence?.looks ?? 0) + 1,
    same: kept(same),
    formation: kept(formation),
    strangers: kept(strangers),
  };
}

/** The offset a while on: bias stays; two objects drift apart. */
function ahead(e: Explanation, dt: number, q: number): Explanation {
  if (q === 0) return e;
  const f = new Float64Array(36);
  for (let i = 0; i < 6; i++) f[7 * i] = 1;
  for (let i = 0; i < 3; i++) f[6 * i + 3 + i] = dt;
  const covariance = product(product(f, e.covariance, 6, 6, 6), transpose(f, 6, 6), 6, 6, 6);
  for (let i = 0; i < 3; i++) {
    covariance[7 * i] += (q * dt * dt * dt) / 3;
    covariance[6 * i + 3 + i] += (q * dt * dt) / 2;
    covariance[6 * (3 + i) + i] += (q * dt * dt) / 2;
    covariance[7 * (3 + i)] += q * dt;
  }
  return { ...e, offset: product(f, e.offset, 6, 6, 1), covariance };
}

/** ln odds that a pair is one object, before its prior odds: against formation or strangers, half each. */
export function logOdds({ same, formation, strangers }: PairEvidence): number {
  const [a, b] = [formation.logLikelihood, strangers.logLikelihood];
  const most = Math.max(a, b);
  return same.logLikelihood - most - log(0.5 * (exp(a - most) + exp(b - most)));
}
