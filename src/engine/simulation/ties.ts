/** To which of several posts, the best first, something is tied, and since when each has been in reach. */
export interface Ties {
  /** Index of the post, NONE while none is in reach. */
  current: number;
  /** Whether a better one than the present is in reach and its time has not yet come. */
  waiting: boolean;
  /** By post, since when it has been in reach, s; Infinity while it is not. */
  readonly since: number[];
}

export const NONE = -1;

/** Ties to the best of so many posts, as if it had always been in reach. */
export const makeTies = (posts: number): Ties => ({
  current: 0,
  waiting: false,
  since: new Array<number>(posts).fill(Number.NEGATIVE_INFINITY),
});

/**
 * Ties to the best post in reach. What is lost is left at once; a better one than the present must have been in reach for
 * `rejoin` seconds, and nothing that was begun under the present one may hold. True if that changed anything.
 */
export function tie(
  ties: Ties,
  reaches: (post: number) => boolean,
  time: number,
  rejoin: number,
  held: () => boolean,
): boolean {
  const { since, current } = ties;
  let next = NONE;
  ties.waiting = false;
  for (let k = since.length - 1; k >= 0; k--) {
    since[k] = reaches(k) ? Math.min(since[k], time) : Infinity;
    if (since[k] === Infinity) continue;
    // What is worse than the present one takes over at once, should that be lost; only a better one is a return.
    const returns = current === NONE || k < current;
    if (!returns || (time - since[k] >= rejoin && !held())) next = k;
    else ties.waiting = true;
  }
  ties.current = next;
  return next !== current;
}
