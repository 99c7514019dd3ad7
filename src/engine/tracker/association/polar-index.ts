import { asin, atan2, cos, sin } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import type { Estimate } from '../roles/index.js';

/** Edge of a cell in range, m, and cells in a turn: a cell is 4 km × 5.6 km at 107 km. They change speed, never results. */
const CELL_RANGE = 4000;
const CELLS_IN_TURN = 120;
const TURN = 2 * Math.PI;

/** Detections of a scan by cells of the sensor's range and azimuth; whatever lacks one of the two is kept apart. */
export interface PolarIndex {
  readonly scan: Scan;
  /** Detections by cell, `ring × CELLS_IN_TURN + sector`. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
  /** Detections without a range, by sector. */
  readonly bearings: ReadonlyMap<number, readonly number[]>;
  /** Detections without an azimuth: near everything. */
  readonly anywhere: readonly number[];
  readonly rings: number;
  /** Time of the newest detection, s. */
  readonly newest: number;
  /** Position of each detection in the sensor’s east, north and up, m, 3 each; NaN without range or elevation. */
  readonly position: Float64Array;
}

/** An index of the rows given, which is in rising order of the measurements' index. */
export function indexPolar(scan: Scan, rows: ArrayLike<number>): PolarIndex {
  const cells = new Map<number, number[]>();
  const bearings = new Map<number, number[]>();
  const anywhere: number[] = [];
  const position = new Float64Array(3 * rows.length);
  let rings = 0;
  let newest = scan.time;
  const hang = (map: Map<number, number[]>, key: number, index: number): void => {
    const list = map.get(key);
    if (list) list.push(index);
    else map.set(key, [index]);
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const azimuth = scan.azimuth[row];
    const range = scan.range[row];
    newest = Math.max(newest, scan.time + scan.delay[row]);
    const ground = range * cos(scan.elevation[row]);
    position[3 * i] = ground * sin(azimuth);
    position[3 * i + 1] = ground * cos(azimuth);
    position[3 * i + 2] = range * sin(scan.elevation[row]);
    if (!Number.isFinite(azimuth)) anywhere.push(i);
    else if (!Number.isFinite(range)) hang(bearings, sectorOf(azimuth), i);
    else {
      const ring = Math.floor(range / CELL_RANGE);
      rings = Math.max(rings, ring + 1);
      hang(cells, ring * CELLS_IN_TURN + sectorOf(azimuth), i);
    }
  }
  return { scan, cells, bearings, anywhere, rings, newest, position };
}

const sectorOf = (azimuth: number): number => {
  const turns = azimuth / TURN;
  return Math.floor((turns - Math.floor(turns)) * CELLS_IN_TURN) % CELLS_IN_TURN;
};

/**
 * Indices of the detections that could lie in the gate of `estimate`, in rising order: never one too few. No residual in
 * position is longer than √(gate × (trace of the position’s covariance + trace of the measurement’s)), of each mode about
 * its own mean. That length is taken about the estimate in range, and as the angle that it fills in azimuth; where a
 * detection fixes a position it is then compared with each mode’s. What the target may fly until the scan’s newest
 * detection is added to it.
 */
export function detectionsNear(index: PolarIndex, estimate: Estimate, gate: number): number[] {
  const { sensor } = index.scan;
  const [x, y, z] = offset(estimate, sensor.position, sensor.rotation);
  const range = Math.sqrt(x * x + y * y + z * z);
  const ground = Math.sqrt(x * x + y * y);
  const modes = estimate.modes?.map((mode) => mode.estimate) ?? [estimate];
  const places = modes.map((mode) => offset(mode, sensor.position, sensor.rotation));
  const reaches = modes.map((mode) => Math.sqrt(gate * positionTrace(mode)) + flown(mode, gate, index.newest));
  const apart = places.map((place) => Math.sqrt(square(place[0] - x) + square(place[1] - y) + square(place[2] - z)));
  const far = reaches.reduce((most, own, m) => Math.max(most, range + own + apart[m]), 0);
  const across = square(sensor.sigmaAzimuth) + square(sensor.sigmaElevation);
  const measured = Math.sqrt(gate * (square(sensor.sigmaRange) + far * far * across));
  const reach = reaches.reduce((most, own, m) => Math.max(most, own + apart[m]), 0) + measured;
  const found = [...index.anywhere];
  const gather = (list: readonly number[] | undefined): void => {
    if (list) for (const i of list) found.push(i);
  };
  const azimuth = atan2(x, y);
  const half = reach < ground ? asin(reach / ground) + Math.sqrt(gate) * sensor.sigmaAzimuth : Math.PI;
  const first = Math.floor(((azimuth - half) / TURN) * CELLS_IN_TURN);
  const count = Math.min(CELLS_IN_TURN, Math.floor(((azimuth + half) / TURN) * CELLS_IN_TURN) - first + 1);
  const inner = Math.max(0, Math.floor((range - reach) / CELL_RANGE));
  const outer = Math.min(index.rings - 1, Math.floor((range + reach) / CELL_RANGE));
  if ((outer - inner + 1) * count > index.cells.size) {
    for (const list of index.cells.values()) gather(list);
  } else {
    for (let ring = inner; ring <= outer; ring++) {
      for (let k = 0; k < count; k++) gather(index.cells.get(ring * CELLS_IN_TURN + turned(first + k)));
    }
  }
  for (let k = 0; k < count && index.bearings.size > 0; k++) gather(index.bearings.get(turned(first + k)));
  return found.filter((i) => isNear(index.position, i, places, reaches, measured)).sort((a, b) => a - b);
}

/** Whether a detection lies within a mode’s reach and its own error of that mode’s place, or fixes no position. */
function isNear(
  position: Float64Array,
  i: number,
  places: readonly (readonly number[])[],
  reaches: readonly number[],
  measured: number,
): boolean {
  const x = position[3 * i];
  const y = position[3 * i + 1];
  const z = position[3 * i + 2];
  if (Number.isNaN(x + y + z)) return true;
  for (let m = 0; m < places.length; m++) {
    const [px, py, pz] = places[m];
    if (square(px - x) + square(py - y) + square(pz - z) <= square(reaches[m] + measured)) return true;
  }
  return false;
}

const square = (x: number): number => x * x;

const turned = (sector: number): number => ((sector % CELLS_IN_TURN) + CELLS_IN_TURN) % CELLS_IN_TURN;

/** The estimate's position in the sensor's own east, north and up, m. */
export function offset(
  { mean }: Estimate,
  position: readonly [number, number, number],
  r: readonly number[],
): [number, number, number] {
  const x = mean[0] - position[0];
  const y = mean[1] - position[1];
  const z = mean[2] - position[2];
  return [r[0] * x + r[1] * y + r[2] * z, r[3] * x + r[4] * y + r[5] * z, r[6] * x + r[7] * y + r[8] * z];
}

/** The farthest that a target may fly from its estimate’s time to `until`, m. */
function flown({ mean, covariance, time }: Estimate, gate: number, until: number): number {
  const lag = until - time;
  if (!(lag > 0)) return 0;
  const n = mean.length + 1;
  const speed = Math.sqrt(square(mean[3]) + square(mean[4]) + square(mean[5]));
  return lag * (speed + Math.sqrt(gate * (covariance[3 * n] + covariance[4 * n] + covariance[5 * n])));
}

/** Sum of the variances of x, y and z, m². */
export function positionTrace({ mean, covariance }: Estimate): number {
  const n = mean.length;
  return covariance[0] + covariance[n + 1] + covariance[2 * (n + 1)];
}
