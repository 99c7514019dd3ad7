const DAY = 86400;

/** A time farther than this from those before and after it is no gap but a wrong time, s. Several turns of any antenna. */
export const JUMP = 30;

/** The time of day brought to within half a day of `near`, s. */
export const unwrapNear = (timeOfDay: number, near: number): number =>
  timeOfDay + DAY * Math.round((near - timeOfDay) / DAY);

export interface Clocked {
  /** Seconds that go on over midnight, in the order given; NaN where a time was refused. */
  readonly times: Float64Array;
  /** Times that stood alone. */
  readonly jumps: number;
}

/**
 * Unwraps the times of day (s) of one radar at midnight: each is taken within half a day of the one before, the first
 * within half a day of `near`. A gap is taken where the next time agrees with it; a single time more than JUMP from both
 * its neighbours is refused. Gaps of twelve hours and more cannot be told.
 */
export function unwrapClock(timesOfDay: ArrayLike<number>, near: number): Clocked {
  const times = new Float64Array(timesOfDay.length).fill(Number.NaN);
  let jumps = 0;
  let last = near;
  let first = true;
  for (let i = 0; i < timesOfDay.length; i++) {
    const time = unwrapNear(timesOfDay[i], last);
    const next = i + 1 < timesOfDay.length ? unwrapNear(timesOfDay[i + 1], time) : Number.NaN;
    const farBefore = !first && Math.abs(time - last) > JUMP;
    const alone = !(Math.abs(next - time) <= JUMP);
    // Of the first time, which has none before it, the two that follow must agree with each other and not with it.
    const afterNext = i + 2 < timesOfDay.length ? unwrapNear(timesOfDay[i + 2], next) : Number.NaN;
    if (alone && (farBefore || (first && Math.abs(afterNext - next) <= JUMP))) {
      jumps++;
      continue;
    }
    times[i] = time;
    last = time;
    first = false;
  }
  return { times, jumps };
}
