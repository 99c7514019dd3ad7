import { log } from '../../math/index.js';
import { positionTrace } from './polar-index.js';
import type { Deleter, TrackLife } from './roles.js';

/** Deletes a track whose probability of existence falls below `existence`, 0–1. */
export function scoreDeleter(existence: number): Deleter {
  const least = log(existence / (1 - existence));
  return { deletes: ({ logOdds }: TrackLife) => logOdds < least };
}

/**
 * Deletes a confirmed track after so many scans in a row that looked where it is and saw nothing, and a tentative one after
 * `tentative` of them.
 */
export function missDeleter(confirmed: number, tentative: number): Deleter {
  return {
    deletes: ({ looks, confirmed: isConfirmed }: TrackLife) =>
      looks.length - 1 - looks.lastIndexOf(true) >= (isConfirmed ? confirmed : tentative),
  };
}

/** Deletes a track whose position is known no better than `sigma`, m: the root of the sum of the variances of x, y, z. */
export function covarianceDeleter(sigma: number): Deleter {
  return { deletes: ({ estimate }: TrackLife) => !(positionTrace(estimate) <= sigma * sigma) };
}

/** Deletes a track that has been outside the coverage of the sensors heard for longer than `seconds`. */
export function coverageDeleter(seconds: number): Deleter {
  return { deletes: ({ outside }: TrackLife) => outside > seconds };
}

/** Deletes a track that took nothing for longer than `seconds`, whether or not anything looked. */
export function ageDeleter(seconds: number): Deleter {
  return { deletes: ({ age }: TrackLife) => age > seconds };
}

/** Deletes what any of several would. */
export const anyDeleter = (deleters: readonly Deleter[]): Deleter => ({
  deletes: (life) => deleters.some((deleter) => deleter.deletes(life)),
});
