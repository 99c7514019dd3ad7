import type { Scan, ScanSensor } from '../../types/index.js';
import { makeRefusals, measurementsOfScan, type Refusals } from '../models/index.js';
import type { Measurement } from '../roles/index.js';

/** All that a tracker could not use or had to simplify; every count is of what would otherwise have been silent. */
export interface TrackerProblems {
  /** Scans older than the newest by more than is allowed, and scans whose time is no number: not taken. */
  scansOutOfOrder: number;
  scansWithoutTime: number;
  /** Scans of a sensor that sent the same time and sector before: not taken. */
  scansRepeated: number;
  /** Scans of a sensor whose coverage or probability of detection makes no sense: not taken. */
  scansOfBadSensor: number;
  /** Detections refused, with the causes and the first few in full. */
  readonly detections: Refusals;
  /** Detections that would have started a track had there been room. */
  startsLeftOut: number;
  /** Branches that did not look for detections because the pairs of a scan were used up. */
  branchesLeftOut: number;
  /** Groups of tracks that were too large to decide exactly. */
  clustersSimplified: number;
  /** Explanations that were probable enough and cut off for their number. */
  branchesCut: number;
}

export const noProblems = (): TrackerProblems => ({
  scansOutOfOrder: 0,
  scansWithoutTime: 0,
  scansRepeated: 0,
  scansOfBadSensor: 0,
  detections: makeRefusals(),
  startsLeftOut: 0,
  branchesLeftOut: 0,
  clustersSimplified: 0,
  branchesCut: 0,
});

export const copyProblems = (problems: TrackerProblems): TrackerProblems => {
  const { count, byCause, first } = problems.detections;
  return { ...problems, detections: { count, byCause: new Map(byCause), first: [...first] } };
};

/** The newest scan taken of each sensor. */
export type Seen = Map<string, Scan>;

/** Whether a scan may be taken after `newest`, s; what may not is counted. */
export function accepts(scan: Scan, newest: number, late: number, seen: Seen, problems: TrackerProblems): boolean {
  const before = seen.get(scan.sensor.id);
  if (!Number.isFinite(scan.time)) problems.scansWithoutTime++;
  else if (!isSensible(scan.sensor)) problems.scansOfBadSensor++;
  else if (scan.time < newest - late) problems.scansOutOfOrder++;
  else if (before?.time === scan.time && String(before.sector) === String(scan.sector)) problems.scansRepeated++;
  else {
    seen.set(scan.sensor.id, scan);
    return true;
  }
  return false;
}

const isSensible = (sensor: ScanSensor): boolean => {
  const { minRange, maxRange, minElevation, maxElevation, detectionProbability: p } = sensor;
  const span = maxRange - minRange;
  return span > 0 && span < Number.POSITIVE_INFINITY && maxElevation > minElevation && p >= 0 && p <= 1;
};

/**
 * The measurements of a scan in an order that follows from what they say and not from their rows: range, azimuth, elevation,
 * range rate, height, delay, address. Sums are then taken in the same order however a recording is shuffled. None is of
 * an earlier time than `time`, s.
 */
export function measurementsInOrder(
  scan: Scan,
  time: number,
  problems: TrackerProblems,
  earthRadius: number,
): Measurement[] {
  const columns = [scan.range, scan.azimuth, scan.elevation, scan.rangeRate, scan.height, scan.delay, scan.address];
  return measurementsOfScan(scan, problems.detections, { earthRadius })
    .sort((a, b) => {
      for (const column of columns) {
        const difference = column[a.row] - column[b.row];
        if (difference !== 0 && !Number.isNaN(difference)) return difference;
        const gap = Number(Number.isNaN(column[a.row])) - Number(Number.isNaN(column[b.row]));
        if (gap !== 0) return gap;
      }
      return a.row - b.row;
    })
    .map((measurement) => (measurement.time < time ? { ...measurement, time } : measurement));
}
