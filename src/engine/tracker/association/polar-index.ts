import { asin, atan2 } from '../../math/index.js';
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
}

/** An index of the rows given, which is in rising order of the measurements' index. */
export function indexPolar(scan: Scan, rows: ArrayLike<number>): PolarIndex {
  const cells = new Map<number, number[]>();
  const bearings = new Map<number, number[]>();
  const anywhere: number[] = [];
  let rings = 0;
  const hang = (map: Map<number, number[]>, key: number, index: number): void => {
    const list = map.get(key);
    if (list) list.push(index);
    else map.set(key, [index]);
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const azimuth = scan.azimuth[row];
    const range = scan.range[row];
    if (!Number.isFinite(azimuth)) anywhere.push(i);
    else if (!Number.isFinite(range)) hang(bearings, sectorOf(azimuth), i);
    else {
      const ring = Math.floor(range / CELL_RANGE);
      rings = Math.max(rings, ring + 1);
      hang(cells, ring * CELLS_IN_TURN + sectorOf(azimuth), i);
    }
  }
  return { scan, cells, bearings, anywhere, rings };
}

const sectorOf = (azimuth: number): number => {
  const turns = azimuth / TURN;
  return Math.floor((turns - Math.floor(turns)) * CELLS_IN_TURN) % CELLS_IN_TURN;
};

/**
 * Indices of the detections that could lie in the gate of `estimate`, in rising order: never one too few. No residual in
 * position is longer than √(gate × (trace of the position's covariance + trace of the measurement's)), of each mode about
 * its own mean; that length is taken about the estimate in range, and as the angle that it fills in azimuth.
 */
export function detectionsNear(index: PolarIndex, estimate: Estimate, gate: number): number[] {
  const { sensor } = index.scan;
  const [x, y, z] = offset(estimate, sensor.position, sensor.rotation);
  const range = Math.sqrt(x * x + y * y + z * z);
  const ground = Math.sqrt(x * x + y * y);
  const own = reachOf(estimate, gate);
  const far = range + own;
  const across = sensor.sigmaAzimuth * sensor.sigmaAzimuth + sensor.sigmaElevation * sensor.sigmaElevation;
  const reach = own + Math.sqrt(gate * (sensor.sigmaRange * sensor.sigmaRange + far * far * across));
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
  return found.sort((a, b) => a - b);
}

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

function reachOf(estimate: Estimate, gate: number): number {
  if (!estimate.modes) return Math.sqrt(gate * positionTrace(estimate));
  let reach = 0;
  for (const { estimate: mode } of estimate.modes) {
    const x = mode.mean[0] - estimate.mean[0];
    const y = mode.mean[1] - estimate.mean[1];
    const z = mode.mean[2] - estimate.mean[2];
    reach = Math.max(reach, Math.sqrt(x * x + y * y + z * z) + Math.sqrt(gate * positionTrace(mode)));
  }
  return reach;
}

/** Sum of the variances of x, y and z, m². */
export function positionTrace({ mean, covariance }: Estimate): number {
  const n = mean.length;
  return covariance[0] + covariance[n + 1] + covariance[2 * (n + 1)];
}
