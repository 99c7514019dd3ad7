import type { Scan } from '../../types/index.js';
import { makeRefusals, measurementsOfScan, type Refusals } from '../models/index.js';
import type { Measurement } from '../roles/index.js';

/** All that a tracker could not use or had to simplify; every count is of what would otherwise have been silent. */
export interface TrackerProblems {
  /** Scans older than the newest by more than is allowed, and scans whose time is no number: not taken. */
  scansOutOfOrder: number;
  scansWithoutTime: number;
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
  detections: makeRefusals(),
  startsLeftOut: 0,
  branchesLeftOut: 0,
  clustersSimplified: 0,
  branchesCut: 0,
});

/** Whether a scan may be taken after `newest`, s; what may not is counted. */
export function accepts(scan: Scan, newest: number, late: number, problems: TrackerProblems): boolean {
  if (!Number.isFinite(scan.time)) problems.scansWithoutTime++;
  else if (scan.time < newest - late) problems.scansOutOfOrder++;
  else return true;
  return false;
}

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
