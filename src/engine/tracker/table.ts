import { grownFloat32, grownFloat64, grownInt32, grownUint8 } from '../math/index.js';
import type { DetectionBatch, TrackTable } from '../types/index.js';

/** Entries of the upper triangle of a 6 × 6 covariance. */
export const COVARIANCE_WIDTH = 21;

/** An empty table with room for `capacity` tracks. */
export function makeTrackTable(capacity: number): TrackTable {
  return {
    count: 0,
    number: new Int32Array(capacity),
    confirmed: new Uint8Array(capacity),
    time: new Float64Array(capacity),
    updated: new Float64Array(capacity),
    started: new Float64Array(capacity),
    state: new Float64Array(6 * capacity),
    covariance: new Float64Array(COVARIANCE_WIDTH * capacity),
    hits: new Int32Array(capacity),
    iffFriend: new Int32Array(capacity),
    iffCivil: new Int32Array(capacity),
    iffSilent: new Int32Array(capacity),
  };
}

/** Replaces every column by one of twice the length; references to columns taken before are stale afterwards. */
export function growTrackTable(table: TrackTable): void {
  table.number = grownInt32(table.number);
  table.confirmed = grownUint8(table.confirmed);
  table.time = grownFloat64(table.time);
  table.updated = grownFloat64(table.updated);
  table.started = grownFloat64(table.started);
  table.state = grownFloat64(table.state);
  table.covariance = grownFloat64(table.covariance);
  table.hits = grownInt32(table.hits);
  table.iffFriend = grownInt32(table.iffFriend);
  table.iffCivil = grownInt32(table.iffCivil);
  table.iffSilent = grownInt32(table.iffSilent);
}

/** The same for a batch of detections. */
export function growDetectionBatch(batch: DetectionBatch): void {
  batch.positionEcef = grownFloat64(batch.positionEcef);
  batch.covariance = grownFloat64(batch.covariance);
  batch.snr = grownFloat32(batch.snr);
  batch.iff = grownUint8(batch.iff);
}

/** Copies row `from` over row `to` in every column. */
export function copyTrackRow(table: TrackTable, from: number, to: number): void {
  table.number[to] = table.number[from];
  table.confirmed[to] = table.confirmed[from];
  table.time[to] = table.time[from];
  table.updated[to] = table.updated[from];
  table.started[to] = table.started[from];
  // Loops, since copyWithin costs more to call than so few numbers cost to move.
  const { state, covariance } = table;
  for (let k = 0; k < 6; k++) state[6 * to + k] = state[6 * from + k];
  const a = COVARIANCE_WIDTH * to;
  const b = COVARIANCE_WIDTH * from;
  for (let k = 0; k < COVARIANCE_WIDTH; k++) covariance[a + k] = covariance[b + k];
  table.hits[to] = table.hits[from];
  table.iffFriend[to] = table.iffFriend[from];
  table.iffCivil[to] = table.iffCivil[from];
  table.iffSilent[to] = table.iffSilent[from];
}

/** Row of a track number, or -1 if it is gone: rows are in order of their number. */
export function rowOfNumber(table: TrackTable, number: number): number {
  const numbers = table.number;
  let low = 0;
  let high = table.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle];
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** State of a row carried to `time` (earlier or later) along its velocity: x, y, z, vx, vy, vz into `out6`. */
export function predictInto(table: TrackTable, row: number, time: number, out6: Float64Array): void {
  const state = table.state;
  const o = 6 * row;
  const dt = time - table.time[row];
  out6[0] = state[o] + dt * state[o + 3];
  out6[1] = state[o + 1] + dt * state[o + 4];
  out6[2] = state[o + 2] + dt * state[o + 5];
  out6[3] = state[o + 3];
  out6[4] = state[o + 4];
  out6[5] = state[o + 5];
}

/** Trace of a row's position covariance, m², carried on for `dt` along its velocity without noise. */
export function carriedVariance(table: TrackTable, row: number, dt: number): number {
  const p = table.covariance;
  const o = COVARIANCE_WIDTH * row;
  return (
    p[o] +
    p[o + 6] +
    p[o + 11] +
    dt * (2 * (p[o + 3] + p[o + 9] + p[o + 14]) + dt * (p[o + 15] + p[o + 18] + p[o + 20]))
  );
}
