import { cos } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import type { Component, Measurement } from '../roles/index.js';

/** Range rates of false detections are taken as spread over ± this, m/s (assumed). */
const RANGE_RATE_SPAN = 1000;
/** Heights reported by false detections are taken as spread over this, m (assumed). */
const HEIGHT_SPAN = 15_000;
const POLAR: readonly Component[] = ['range', 'azimuth', 'elevation'];

/**
 * A density of detections per m of range and rad of azimuth, in the space of the measurement: per m rad² for one in range
 * and two angles, per m³ for one converted to a position, and so on. Elevation is taken as uniform over where false
 * detections lie, range
 * rate and height over assumed spans. The volume of a cell is r² cos(elevation) dr da de, with a height instead of the
 * elevation r dr da dh.
 */
export function densityIn(measurement: Measurement, scan: Scan, perMetreRadian: number): number {
  const { model, row } = measurement;
  const { minRange, maxRange, minElevation, maxElevation } = scan.sensor;
  const [low, high] = scan.sensor.clutterElevation ?? [minElevation, maxElevation];
  const components = model.components ?? POLAR.slice(0, model.dimension);
  const elevation = scan.elevation[row];
  const range = scan.range[row];
  let density = perMetreRadian;
  if (components.includes('rangeRate')) density /= 2 * RANGE_RATE_SPAN;
  if (components.includes('x')) {
    return Number.isFinite(elevation)
      ? density / ((high - low) * range * range * Math.max(cos(elevation), 0.01))
      : density / (HEIGHT_SPAN * range);
  }
  if (!components.includes('range')) density *= maxRange - minRange;
  if (!components.includes('azimuth')) density *= 2 * Math.PI;
  if (components.includes('elevation')) density /= high - low;
  if (components.includes('height')) density /= HEIGHT_SPAN;
  return density;
}
