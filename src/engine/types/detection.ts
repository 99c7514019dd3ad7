/**
 * One scan's reports of one sensor, in columns; row k of every column belongs together. It says nothing of where a
 * report came from: origins, for scoring, are kept apart in `simulation`.
 */
export interface DetectionBatch {
  /** The rows in use: `count` from `first` on. Batches of several sensors can share columns. */
  first: number;
  count: number;
  /** Index of the reporting sensor among the sensors of the tracker that takes the batch. */
  sensor: number;
  /** Time of validity, seconds from the scenario's start. */
  time: number;
  /** Estimated position in ECEF, metres: 3 a row (x, y, z). */
  positionEcef: Float64Array;
  /** Covariance of that position, m²: 6 a row (xx, xy, xz, yy, yz, zz). */
  covariance: Float64Array;
  /** Signal-to-noise ratio, linear. */
  snr: Float32Array;
  /** Answer to the sensor's interrogation: see IFF. */
  iff: Uint8Array;
}

/** Interrogation of a detection. A civil transponder answers, but not with the military mode. */
export const IFF = { notInterrogated: 0, noReply: 1, civilReply: 2, friendReply: 3 } as const;
export type IffAnswer = (typeof IFF)[keyof typeof IFF];

/** Room for `capacity` detections. */
export function makeDetectionBatch(capacity: number): DetectionBatch {
  return {
    first: 0,
    count: 0,
    sensor: 0,
    time: 0,
    positionEcef: new Float64Array(3 * capacity),
    covariance: new Float64Array(6 * capacity),
    snr: new Float32Array(capacity),
    iff: new Uint8Array(capacity),
  };
}
