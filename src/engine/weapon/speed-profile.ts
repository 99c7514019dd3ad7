import type { InterceptorSpec } from './weapon.schema.js';

/** Speed by time of flight, from rest at launch; straight between its points. */
export interface SpeedProfile {
  /** Times of the points, s, the launch first. */
  readonly times: Float64Array;
  /** Speeds at them, m/s. */
  readonly speeds: Float64Array;
  /** Path flown up to them, m. */
  readonly paths: Float64Array;
  readonly endTime: number;
  readonly endSpeed: number;
  /** Path flown at the last point, m. */
  readonly length: number;
}

type ProfileSpec = NonNullable<InterceptorSpec['speedProfile']>;

/** The points of a profile that are given, in their order. */
export const profilePoints = (spec: ProfileSpec): { readonly timeS: number; readonly speedMps: number }[] =>
  [spec.p1, spec.p2, spec.p3, spec.p4, spec.p5, spec.p6, spec.p7, spec.p8].flatMap((point) => point ?? []);

/** Converts a preset's points to a profile. RangeError if their times do not ascend. */
export function makeSpeedProfile(spec: ProfileSpec): SpeedProfile {
  const points = profilePoints(spec);
  const size = points.length + 1;
  const times = new Float64Array(size);
  const speeds = new Float64Array(size);
  const paths = new Float64Array(size);
  for (let k = 1; k < size; k++) {
    const { timeS, speedMps } = points[k - 1];
    if (timeS <= times[k - 1])
      throw new RangeError(`times of a speed profile ascend; got ${timeS} s after ${times[k - 1]} s`);
    times[k] = timeS;
    speeds[k] = speedMps;
    paths[k] = paths[k - 1] + 0.5 * (speeds[k - 1] + speedMps) * (timeS - times[k - 1]);
  }
  const last = size - 1;
  return { times, speeds, paths, endTime: times[last], endSpeed: speeds[last], length: paths[last] };
}

/** The piece of an ascending column in which a value lies. A profile has at most 8 pieces: no search pays. */
function pieceOf(column: Float64Array, value: number): number {
  let k = 1;
  while (k < column.length - 1 && column[k] < value) k++;
  return k - 1;
}

/** Path flown at a time of the profile, m. */
export function profilePath(profile: SpeedProfile, time: number): number {
  const { times, speeds, paths } = profile;
  const k = pieceOf(times, time);
  const since = time - times[k];
  const rate = (speeds[k + 1] - speeds[k]) / (times[k + 1] - times[k]);
  return paths[k] + since * (speeds[k] + 0.5 * rate * since);
}

/** Speed at a time of the profile, m/s. */
export function profileSpeed(profile: SpeedProfile, time: number): number {
  const { times, speeds } = profile;
  const k = pieceOf(times, time);
  return speeds[k] + ((speeds[k + 1] - speeds[k]) * (time - times[k])) / (times[k + 1] - times[k]);
}

/**
 * Time at which a path of the profile is flown, s: t = 2s/(v + √(v² + 2as)) in its piece, which also holds where the
 * speed falls and where it stands still.
 */
export function profileTime(profile: SpeedProfile, path: number): number {
  const { times, speeds, paths } = profile;
  const k = pieceOf(paths, path);
  const left = path - paths[k];
  const rate = (speeds[k + 1] - speeds[k]) / (times[k + 1] - times[k]);
  const root = Math.sqrt(Math.max(0, speeds[k] * speeds[k] + 2 * rate * left));
  return left <= 0 ? times[k] : times[k] + (2 * left) / (speeds[k] + root);
}
