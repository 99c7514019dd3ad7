/**
 * A sensor as its detections need it: where it stands in a tracker's frame and how well it measures. The frame is a
 * right-handed tangent plane, x east, y north, z up of the frame's origin, m.
 */
export interface ScanSensor {
  readonly id: string;
  /** Position in the frame, m: x, y, z. */
  readonly position: readonly [number, number, number];
  /**
   * Rotation from the frame to the sensor's own east, north and up, 3×3, row by row: the identity on a flat earth or for
   * a sensor at the origin. Azimuth is clockwise from the sensor's north, elevation above its horizontal plane.
   */
  readonly rotation: readonly number[];
  /** One-sigma errors: range, m; azimuth and elevation, rad; range rate, m/s (0 where the sensor has none). */
  readonly sigmaRange: number;
  readonly sigmaAzimuth: number;
  readonly sigmaElevation: number;
  readonly sigmaRangeRate: number;
  /** One-sigma error of `height`, m, where detections carry one. */
  readonly sigmaHeight: number;
  /** Range within which an object is reported, m. */
  readonly minRange: number;
  readonly maxRange: number;
  /** Greatest and least elevation of coverage, rad. */
  readonly minElevation: number;
  readonly maxElevation: number;
  /** Whether its surroundings are known to hide a place in the frame, m, from it; left out: nothing is. */
  readonly hides?: (x: number, y: number, z: number) => boolean;
  /** Probability that an object in coverage is reported in one scan. */
  readonly detectionProbability: number;
  /** Mean false detections a scan for each m of range and rad of azimuth; NaN: to be estimated on line. */
  readonly clutterDensity: number;
  /** Elevations between which false detections lie, rad; as coverage if left out. */
  readonly clutterElevation?: readonly [number, number];
  /** Time of one turn, s; 0 where the sensor does not scan. */
  readonly period: number;
}

/**
 * What one sensor reports in one sweep, in its own polar terms and in columns; NaN stands for what it does not measure.
 * A scan is of a whole turn or of the sector that was swept. Nothing in it says where a detection came from.
 */
export interface Scan {
  readonly sensor: ScanSensor;
  /** Time of the scan, s. */
  readonly time: number;
  /** Azimuths swept, rad, clockwise from the first to the second; undefined: the whole turn. */
  readonly sector?: readonly [number, number];
  readonly count: number;
  /** Slant range, m; NaN of a bearing-only sensor. */
  readonly range: Float64Array;
  /** rad, clockwise from north. */
  readonly azimuth: Float64Array;
  /** rad above horizontal; NaN of a radar without elevation. */
  readonly elevation: Float64Array;
  /** m/s, positive away from the sensor. */
  readonly rangeRate: Float64Array;
  /** Height that the target itself reported (flight level), m above the frame's ellipsoid or plane. */
  readonly height: Float64Array;
  /** Time of each detection after `time`, s; all 0 where a scan is one moment. */
  readonly delay: Float64Array;
  /** Identity that the target itself sent (Mode S address), or −1. Trackers read it only when asked to. */
  readonly address: Int32Array;
}

/** Room for `count` detections, everything not measured. */
export function makeScan(sensor: ScanSensor, time: number, count: number, sector?: readonly [number, number]): Scan {
  const column = () => new Float64Array(count).fill(Number.NaN);
  return {
    sensor,
    time,
    sector,
    count,
    range: column(),
    azimuth: column(),
    elevation: column(),
    rangeRate: column(),
    height: column(),
    delay: new Float64Array(count),
    address: new Int32Array(count).fill(-1),
  };
}

/** What a tracker shows of one track after a scan. */
export interface ShownTrack {
  /** Never used again for another. */
  readonly number: number;
  /** Time of the state, s. */
  readonly time: number;
  /** Position and velocity in the frame: x, y, z, m; vx, vy, vz, m/s. */
  readonly state: readonly number[];
  /** Covariance of the state, 6×6 row by row, where the tracker keeps one; m, m/s. */
  readonly covariance?: Float64Array;
  /** Probability that it is a real object, 0–1. */
  readonly existence: number;
  /** Time of the last detection taken, s. */
  readonly updated: number;
}

/** Why a track stands as it does: one entry a scan in which it weighed detections or missed one. */
export interface TrackReason {
  readonly time: number;
  readonly sensor: string;
  /** Row of the detection in its scan that was taken, or −1 for a miss. */
  readonly taken: number;
  /** Log-likelihood ratio gained (lost) by the decision: target against false alarm. */
  readonly gain: number;
  /** Probability of existence afterwards. */
  readonly existence: number;
  /** Probabilities of the motion models afterwards, in the order of the configuration; empty for a single model. */
  readonly modes: readonly number[];
  /** Every detection in the gate: row, squared normalised distance, probability of association, and who took it. */
  readonly weighed: readonly { row: number; distance: number; probability: number; takenBy: number }[];
}

/** Any tracker: takes scans, shows a picture, says why. Scans in order of time; an older one as the tracker documents. */
export interface ScanTracker {
  take(scan: Scan): void;
  /** The tracks that it would show just after the last scan, in rising order of number. */
  picture(): ShownTrack[];
  /** Number of the track that took, or was started by, each detection of the last scan, or −1. */
  readonly assigned: Int32Array;
  /** The reasons kept of a track, oldest first; empty unless the tracker was told to keep them. */
  why(number: number): readonly TrackReason[];
}
