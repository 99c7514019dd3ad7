import { asin, atan2, wrapTurn } from '../../math/index.js';
import type { Scan, ScanSensor } from '../../types/index.js';
import type { Estimate } from '../roles/index.js';
import { offset } from './polar-index.js';

/** Whether an estimate's mean lies where the sensor can report something at all. */
export function inCoverage(sensor: ScanSensor, estimate: Estimate): boolean {
  const [x, y, z] = offset(estimate, sensor.position, sensor.rotation);
  const range = Math.sqrt(x * x + y * y + z * z);
  if (!(range >= sensor.minRange && range <= sensor.maxRange)) return false;
  const elevation = range > 0 ? asin(z / range) : 0;
  return elevation >= sensor.minElevation && elevation <= sensor.maxElevation;
}

/** Whether the sensor can report an estimate's mean, as far as its limits and its surroundings are known. */
export function isVisible(sensor: ScanSensor, estimate: Estimate): boolean {
  const [x, y, z] = estimate.mean;
  return inCoverage(sensor, estimate) && !sensor.hides?.(x, y, z);
}

/** Whether the scan swept over the estimate's mean. */
export function isSwept(scan: Scan, estimate: Estimate): boolean {
  if (!scan.sector) return true;
  const [x, y] = offset(estimate, scan.sensor.position, scan.sensor.rotation);
  return inSector(scan.sector, atan2(x, y));
}

/** Whether an azimuth lies in the arc that runs clockwise from the first to the second. */
export function inSector([from, to]: readonly [number, number], azimuth: number): boolean {
  return wrapTurn(azimuth - from) <= wrapTurn(to - from);
}

/** Arc swept, rad. */
export const arcOf = ({ sector }: Scan): number => (sector ? wrapTurn(sector[1] - sector[0]) : 2 * Math.PI);
