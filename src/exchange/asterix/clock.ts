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
 * within half a day of `near`. A time more than JUMP from both its neighbours is a gap where it lies between them, and
 * refused where it does not; the first and the last, which have one neighbour, are refused where they are out of order with
 * it. Gaps of twelve hours and more cannot be told.
 */
export function unwrapClock(timesOfDay: ArrayLike<number>, near: number): Clocked {
  const count = timesOfDay.length;
  const times = new Float64Array(count).fill(Number.NaN);
  let jumps = 0;
  let last = Number.NaN;
  for (let i = 0; i < count; i++) {
    const time = unwrapNear(timesOfDay[i], Number.isNaN(last) ? near : last);
    const next = i + 1 < count ? unwrapNear(timesOfDay[i + 1], time) : Number.NaN;
    // Comparisons with a neighbour that is missing (NaN) are false.
    const close = Math.abs(time - last) <= JUMP || Math.abs(next - time) <= JUMP;
    // Where the next is before the last too, it is the next that is out of order.
    const disordered = last - time > JUMP || (time - next > JUMP && !(last - next > JUMP));
    if (!close && disordered) {
      jumps++;
      continue;
    }
    times[i] = time;
    last = time;
  }
  return { times, jumps };
}
