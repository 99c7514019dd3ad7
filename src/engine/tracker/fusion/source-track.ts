import type { ShownTrack } from '../../types/index.js';
import type { Estimate } from '../roles/index.js';

/** A track of one tracker among several: this post's own, or another's that came over a link. */
export interface SourceTrack {
  /** Who keeps it. */
  readonly source: string;
  /** Its number there. */
  readonly number: number;
  /** Position and velocity first; what follows is not read. */
  readonly estimate: Estimate;
  /** Probability that it is a real object, 0–1. */
  readonly existence: number;
  /** Identity that the object sent (Mode S address, IFF), or −1. */
  readonly address: number;
}

/** A shown track as a source's; one without a covariance cannot be compared and is an error. */
export function sourceTrack(source: string, shown: ShownTrack, address = -1): SourceTrack {
  const { number, time, state, covariance, existence } = shown;
  if (!covariance) throw new RangeError(`track ${number} of ${source} has no covariance: fusion needs one`);
  return { source, number, estimate: { time, mean: Float64Array.from(state), covariance }, existence, address };
}

/**
 * Position and velocity of an estimate carried on to `time` (not before its own) with white acceleration of spectral
 * density q, m²/s³, on each axis. A track that came over a link is of no known motion model.
 */
export function carried(estimate: Estimate, time: number, q: number): Estimate {
  const n = estimate.mean.length;
  const dt = time - estimate.time;
  if (!(dt >= 0)) throw new RangeError(`tracks are carried forward: from ${estimate.time} s; got ${time} s`);
  const { mean: x, covariance: p } = estimate;
  const mean = new Float64Array(6);
  const covariance = new Float64Array(36);
  for (let i = 0; i < 3; i++) {
    mean[i] = x[i] + dt * x[3 + i];
    mean[3 + i] = x[3 + i];
    for (let j = 0; j < 3; j++) {
      const noise = i === j ? q : 0;
      const pv = p[i * n + 3 + j];
      const vp = p[(3 + i) * n + j];
      const vv = p[(3 + i) * n + 3 + j];
      covariance[6 * i + j] = p[i * n + j] + dt * (pv + vp) + dt * dt * vv + (noise * dt * dt * dt) / 3;
      covariance[6 * i + 3 + j] = pv + dt * vv + (noise * dt * dt) / 2;
      covariance[6 * (3 + i) + j] = vp + dt * vv + (noise * dt * dt) / 2;
      covariance[6 * (3 + i) + 3 + j] = vv + noise * dt;
    }
  }
  return { time, mean, covariance };
}
