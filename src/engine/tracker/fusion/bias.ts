import { wrapTurn } from '../../math/index.js';
import type { Scan } from '../../types/index.js';

/**
 * Systematic errors of one sensor: what it reports is the truth plus these. A time bias is a clock ahead: the moment
 * stamped t was t − time.
 */
export interface SensorBias {
  /** m */
  readonly range: number;
  /** rad, clockwise: the sensor's north lies to the left of the true one. */
  readonly azimuth: number;
  /** rad, upward. */
  readonly elevation: number;
  /** s */
  readonly time: number;
}

export const BIAS_TERMS = ['range', 'azimuth', 'elevation', 'time'] as const;
export type BiasTerm = (typeof BIAS_TERMS)[number];

/** A scan as the sensor would have reported it without the bias; the scan given stays as it is. */
export function corrected(scan: Scan, bias: SensorBias): Scan {
  const { range, azimuth, elevation, time } = bias;
  return {
    ...scan,
    time: scan.time - time,
    sector: scan.sector && [wrapTurn(scan.sector[0] - azimuth), wrapTurn(scan.sector[1] - azimuth)],
    // A target nearer than the bias cannot be measured shorter than at the sensor itself.
    range: scan.range.map((value) => (value - range < 0 ? 0 : value - range)),
    azimuth: scan.azimuth.map((value) => wrapTurn(value - azimuth)),
    elevation: scan.elevation.map((value) => value - elevation),
  };
}
