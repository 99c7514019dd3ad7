import type { AirObjects } from './air-objects.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';

/**
 * A grid over the plane that touches the earth at the scenario's centre, so that a radar looks only at the cells in
 * its beam and not at every object. It decides what is looked at, never what is seen: every object in these cells goes
 * through the full test.
 */
export interface CellGrid {
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly south: number;
  /** Origin and east and north unit vectors of the plane, ECEF. */
  readonly origin: Float64Array;
  readonly basis: Float64Array;
  /** Members of cell c are members[start[c]] … members[start[c + 1] - 1], in order of row. */
  readonly start: Int32Array;
  readonly members: Int32Array;
  readonly cellOf: Int32Array;
  /** Position of each member, ECEF, 3 each, in the order of `members`: a beam reads it from end to end. */
  readonly positions: Float64Array;
  /** Objects too high for the plane to hold: looked at by every radar. */
  readonly high: Int32Array;
  highCount: number;
}

/** Metres. A beam of 150 km spans a few rows of cells, and a cell holds an object or two. */
const CELL_SIZE = 25_000;
/** Metres; above this an object's place on the plane may be a cell away from its place on the ground. */
export const HIGH = 25_000;

export function makeCellGrid(origin: Float64Array, basis: Float64Array, halfWidth: number, capacity: number): CellGrid {
  const columns = Math.max(1, Math.ceil((2 * halfWidth) / CELL_SIZE));
  return {
    size: CELL_SIZE,
    columns,
    rows: columns,
    west: -halfWidth,
    south: -halfWidth,
    origin,
    basis,
    start: new Int32Array(columns * columns + 1),
    members: new Int32Array(capacity),
    cellOf: new Int32Array(capacity),
    positions: new Float64Array(3 * capacity),
    high: new Int32Array(capacity),
    highCount: 0,
  };
}

/** Sorts the airborne objects into their cells (a counting sort). Objects beyond the edge count to the cell at the edge. */
export function fillCells(grid: CellGrid, objects: AirObjects): void {
  const { size, columns, rows, west, south, origin, basis, start, members, cellOf, positions, high } = grid;
  const { count, state, life } = objects;
  const ox = origin[0];
  const oy = origin[1];
  const oz = origin[2];
  const ex = basis[0];
  const ey = basis[1];
  const ez = basis[2];
  const nx = basis[3];
  const ny = basis[4];
  const nz = basis[5];
  start.fill(0);
  let highCount = 0;
  let held = 0;
  for (let i = 0; i < count; i++) {
    cellOf[i] = -1;
    if (life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    if (state[at + 6] > HIGH) {
      high[highCount++] = i;
      continue;
    }
    const dx = state[at] - ox;
    const dy = state[at + 1] - oy;
    const dz = state[at + 2] - oz;
    const column = Math.floor((dx * ex + dy * ey + dz * ez - west) / size);
    const row = Math.floor((dx * nx + dy * ny + dz * nz - south) / size);
    const c = column < 0 ? 0 : column >= columns ? columns - 1 : column;
    const r = row < 0 ? 0 : row >= rows ? rows - 1 : row;
    const cell = r * columns + c;
    cellOf[i] = cell;
    start[cell + 1]++;
    held++;
  }
  grid.highCount = highCount;
  const cells = columns * rows;
  for (let cell = 0; cell < cells; cell++) start[cell + 1] += start[cell];
  for (let i = count - 1; i >= 0; i--) {
    const cell = cellOf[i];
    if (cell >= 0) members[--start[cell + 1]] = i;
  }
  // The backward pass moved each end to its begin: start[c + 1] is now where cell c begins.
  for (let cell = 0; cell < cells; cell++) start[cell] = start[cell + 1];
  start[cells] = held;
  for (let m = 0; m < held; m++) {
    const at = members[m] * STATE_WIDTH;
    positions[3 * m] = state[at];
    positions[3 * m + 1] = state[at + 1];
    positions[3 * m + 2] = state[at + 2];
  }
}
