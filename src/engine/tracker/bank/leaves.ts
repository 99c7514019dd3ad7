import { type MakeColumn, plainColumn } from './column.js';
import { type BankModel, VERTICAL_MODES, VERTICAL_WIDTH } from './settings.js';

/** Detections of the last scans that a branch remembers: what two branches may not share. */
export const HISTORY = 4;
/** Doubles of a branch's vertical modes. */
export const VERTICAL_STRIDE = VERTICAL_MODES * VERTICAL_WIDTH;

/**
 * Branches, in columns: one row is one explanation of one track. Rows are given out and taken back by a stack. A branch of
 * one detection keeps that detection in place of its modes: e, n, height, variances ee, en, nn, and of the height.
 */
export interface LeafTable {
  capacity: number;
  /** One row more than the others, in which predictions are worked out. */
  modes: Float64Array;
  vertical: Float64Array;
  /** Overall mean: e, n, height, ve, vn, climb; 6 a row. */
  mean: Float64Array;
  time: Float64Array;
  /** Time of the last detection. */
  updated: Float64Array;
  /** Log-likelihood ratio against false alarms, gathered since the first detection. */
  score: Float64Array;
  /** Probability that the target still lives and is in coverage. */
  alive: Float64Array;
  hits: Int32Array;
  /** Serial numbers of the detections taken in the last scans, the latest first; −1 for none. HISTORY a row. */
  history: Int32Array;
  address: Int32Array;
  /** The sensor of the last detection: its index among those that the tracker has met. */
  sensor: Int32Array;
  /** Candidates of this scan: from, to; and what the branch came from: its parent's, to tell reasons. */
  from: Int32Array;
  to: Int32Array;
  /** Log ratio of a miss; NaN if the branch was not swept. */
  miss: Float64Array;
  /** Candidate by which it came from its parent in this scan, or −1. */
  taken: Int32Array;
  free: Int32Array;
  freeCount: number;
}

/** `column` makes what the filter works on. */
export function makeLeafTable(model: BankModel, capacity: number, column = plainColumn): LeafTable {
  const float = (width: number) => new Float64Array(width * capacity);
  const int = (width: number) => new Int32Array(width * capacity);
  const free = int(1);
  for (let k = 0; k < capacity; k++) free[k] = capacity - 1 - k;
  return {
    capacity,
    modes: column(model.stride * (capacity + 1)),
    vertical: column(VERTICAL_STRIDE * capacity),
    mean: column(6 * capacity),
    time: column(capacity),
    updated: float(1),
    score: float(1),
    alive: float(1),
    hits: int(1),
    history: int(HISTORY),
    address: int(1),
    sensor: int(1),
    from: int(1),
    to: int(1),
    miss: float(1),
    taken: int(1),
    free,
    freeCount: capacity,
  };
}

/** Doubles the table; references to its columns taken before are stale afterwards. */
export function growLeafTable(table: LeafTable, model: BankModel, column: MakeColumn): void {
  const grown = makeLeafTable(model, 2 * table.capacity, column);
  for (const name of ['modes', 'vertical', 'mean', 'time', 'updated', 'score', 'alive', 'miss'] as const)
    grown[name].set(table[name]);
  for (const name of ['hits', 'history', 'address', 'sensor', 'from', 'to', 'taken'] as const)
    grown[name].set(table[name]);
  const old = table.capacity;
  grown.freeCount = old + table.freeCount;
  for (let k = 0; k < old; k++) grown.free[k] = 2 * old - 1 - k;
  grown.free.set(table.free.subarray(0, table.freeCount), old);
  Object.assign(table, grown);
}

/** A fresh row's number. There must be one: see growLeafTable. */
export function takeRow(table: LeafTable): number {
  return table.free[--table.freeCount];
}

export function giveBack(table: LeafTable, row: number): void {
  table.free[table.freeCount++] = row;
}

/** Copies the small columns of a branch to the row of its child. */
export function inherit(table: LeafTable, from: number, to: number): void {
  table.time[to] = table.time[from];
  table.updated[to] = table.updated[from];
  table.score[to] = table.score[from];
  table.alive[to] = table.alive[from];
  table.hits[to] = table.hits[from];
  table.address[to] = table.address[from];
  table.sensor[to] = table.sensor[from];
  table.from[to] = table.from[from];
  table.to[to] = table.to[from];
  table.miss[to] = table.miss[from];
}
