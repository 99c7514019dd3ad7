import { atan2, wrapTurn } from '../../math/index.js';
import type { Scan } from '../../types/index.js';

/** Parts of a turn for which the beam's time is told apart: 0.16 s of a turn of 5 s. */
const PARTS = 32;
const PER_RADIAN = PARTS / (2 * Math.PI);

/** When a scan's beam pointed where, as its detections tell: s after the scan's time, by azimuth from its sensor. */
export interface Beam {
  readonly delays: Float64Array | undefined;
  readonly greatest: number;
}

/** A scan of one moment has no delays. A part without detections takes the time of the part before it, or else after. */
export function beamOf(scan: Scan): Beam {
  const greatest = scan.delay.reduce((most, delay) => (delay > most ? delay : most), 0);
  if (greatest === 0) return { delays: undefined, greatest };
  const delays = new Float64Array(PARTS).fill(Number.NaN);
  for (let i = scan.count - 1; i >= 0; i--) {
    if (Number.isFinite(scan.azimuth[i] + scan.delay[i])) delays[partOf(scan.azimuth[i])] = scan.delay[i];
  }
  const known = delays.findIndex((delay) => !Number.isNaN(delay));
  if (known < 0) return { delays: undefined, greatest };
  delays.fill(delays[known], 0, known);
  for (let k = known + 1; k < PARTS; k++) if (Number.isNaN(delays[k])) delays[k] = delays[k - 1];
  return { delays, greatest };
}

/** The beam's delay, s, over a place in the frame. */
export function delayToward({ delays }: Beam, { sensor }: Scan, e: number, n: number): number {
  if (delays === undefined) return 0;
  const [x, y] = [e - sensor.position[0], n - sensor.position[1]];
  const m = sensor.rotation;
  return delays[partOf(atan2(m[0] * x + m[1] * y, m[3] * x + m[4] * y))];
}

const partOf = (azimuth: number): number => Math.min(PARTS - 1, (wrapTurn(azimuth) * PER_RADIAN) | 0);
