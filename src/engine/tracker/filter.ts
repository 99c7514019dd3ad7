import type { TrackTable } from '../types/index.js';

/**
 * Nearly-constant-velocity Kalman filter, 6 states, continuous white-noise acceleration (Bar-Shalom, Li and Kirubarajan,
 * "Estimation with Applications to Tracking and Navigation", Wiley 2001, section 6.2.2). Written out term by term over
 * the upper triangle of the covariance, row by row:
 *
 *      0  1  2 |  3  4  5
 *         6  7 |  8  9 10
 *           11 | 12 13 14
 *              | 15 16 17
 *                   18 19
 *                      20
 *
 * Both loops run over columns, because a number handed to a function that is not
 * inlined is boxed on the heap.
 */

/** Doubles kept of one gated pair: innovation (3), inverse of its covariance (6: xx xy xz yy yz zz), squared distance, determinant, and 1 if only a manoeuvre lets the pair pass. */
export const INNOVATION_WIDTH = 12;

/** Carries the rows from `first` up to `end` to `time`; a row is never carried back. */
export function predictRows(table: TrackTable, first: number, end: number, time: number, density: number): void {
  const times = table.time;
  const state = table.state;
  const p = table.covariance;
  for (let row = first; row < end; row++) {
    const dt = time - times[row];
    if (!(dt > 0)) continue;
    times[row] = time;
    const s = 6 * row;
    state[s] += dt * state[s + 3];
    state[s + 1] += dt * state[s + 4];
    state[s + 2] += dt * state[s + 5];

    const o = 21 * row;
    const q1 = density * dt;
    const q2 = 0.5 * dt * q1;
    const q3 = (dt * dt * q1) / 3;
    const v00 = p[o + 15];
    const v01 = p[o + 16];
    const v02 = p[o + 17];
    const v11 = p[o + 18];
    const v12 = p[o + 19];
    const v22 = p[o + 20];
    // b: position against velocity before, c: the same after.
    const b00 = p[o + 3];
    const b01 = p[o + 4];
    const b02 = p[o + 5];
    const b10 = p[o + 8];
    const b11 = p[o + 9];
    const b12 = p[o + 10];
    const b20 = p[o + 12];
    const b21 = p[o + 13];
    const b22 = p[o + 14];
    const c00 = b00 + dt * v00;
    const c01 = b01 + dt * v01;
    const c02 = b02 + dt * v02;
    const c10 = b10 + dt * v01;
    const c11 = b11 + dt * v11;
    const c12 = b12 + dt * v12;
    const c20 = b20 + dt * v02;
    const c21 = b21 + dt * v12;
    const c22 = b22 + dt * v22;
    p[o] += dt * (b00 + c00) + q3;
    p[o + 1] += dt * (b01 + c10);
    p[o + 2] += dt * (b02 + c20);
    p[o + 6] += dt * (b11 + c11) + q3;
    p[o + 7] += dt * (b12 + c21);
    p[o + 11] += dt * (b22 + c22) + q3;
    p[o + 3] = c00 + q2;
    p[o + 4] = c01;
    p[o + 5] = c02;
    p[o + 8] = c10;
    p[o + 9] = c11 + q2;
    p[o + 10] = c12;
    p[o + 12] = c20;
    p[o + 13] = c21;
    p[o + 14] = c22 + q2;
    p[o + 15] = v00 + q1;
    p[o + 18] = v11 + q1;
    p[o + 20] = v22 + q1;
  }
}

/**
 * Updates the first `count` rows of `rows` with position measurements. `entries[k]` names the block of `innovations`
 * (INNOVATION_WIDTH a block) that gating worked out for the pair, so that nothing is inverted twice.
 */
export function updateRows(
  table: TrackTable,
  rows: Int32Array,
  entries: Int32Array,
  count: number,
  innovations: Float64Array,
): void {
  const state = table.state;
  const p = table.covariance;
  for (let k = 0; k < count; k++) {
    const row = rows[k];
    const n = INNOVATION_WIDTH * entries[k];
    const n0 = innovations[n];
    const n1 = innovations[n + 1];
    const n2 = innovations[n + 2];
    const i00 = innovations[n + 3];
    const i01 = innovations[n + 4];
    const i02 = innovations[n + 5];
    const i11 = innovations[n + 6];
    const i12 = innovations[n + 7];
    const i22 = innovations[n + 8];
    const w0 = i00 * n0 + i01 * n1 + i02 * n2;
    const w1 = i01 * n0 + i11 * n1 + i12 * n2;
    const w2 = i02 * n0 + i12 * n1 + i22 * n2;

    const o = 21 * row;
    const a0 = p[o];
    const a1 = p[o + 1];
    const a2 = p[o + 2];
    const b0 = a1;
    const b1 = p[o + 6];
    const b2 = p[o + 7];
    const c0 = a2;
    const c1 = b2;
    const c2 = p[o + 11];
    const d0 = p[o + 3];
    const d1 = p[o + 8];
    const d2 = p[o + 12];
    const e0 = p[o + 4];
    const e1 = p[o + 9];
    const e2 = p[o + 13];
    const f0 = p[o + 5];
    const f1 = p[o + 10];
    const f2 = p[o + 14];

    const s = 6 * row;
    state[s] += a0 * w0 + a1 * w1 + a2 * w2;
    state[s + 1] += b0 * w0 + b1 * w1 + b2 * w2;
    state[s + 2] += c0 * w0 + c1 * w1 + c2 * w2;
    state[s + 3] += d0 * w0 + d1 * w1 + d2 * w2;
    state[s + 4] += e0 * w0 + e1 * w1 + e2 * w2;
    state[s + 5] += f0 * w0 + f1 * w1 + f2 * w2;

    // One row of the gain at a time: g = row × inverse; covariance row -= g × each later row.
    let g0 = a0 * i00 + a1 * i01 + a2 * i02;
    let g1 = a0 * i01 + a1 * i11 + a2 * i12;
    let g2 = a0 * i02 + a1 * i12 + a2 * i22;
    p[o] = a0 - (g0 * a0 + g1 * a1 + g2 * a2);
    p[o + 1] = a1 - (g0 * b0 + g1 * b1 + g2 * b2);
    p[o + 2] = a2 - (g0 * c0 + g1 * c1 + g2 * c2);
    p[o + 3] = d0 - (g0 * d0 + g1 * d1 + g2 * d2);
    p[o + 4] = e0 - (g0 * e0 + g1 * e1 + g2 * e2);
    p[o + 5] = f0 - (g0 * f0 + g1 * f1 + g2 * f2);

    g0 = b0 * i00 + b1 * i01 + b2 * i02;
    g1 = b0 * i01 + b1 * i11 + b2 * i12;
    g2 = b0 * i02 + b1 * i12 + b2 * i22;
    p[o + 6] = b1 - (g0 * b0 + g1 * b1 + g2 * b2);
    p[o + 7] = b2 - (g0 * c0 + g1 * c1 + g2 * c2);
    p[o + 8] = d1 - (g0 * d0 + g1 * d1 + g2 * d2);
    p[o + 9] = e1 - (g0 * e0 + g1 * e1 + g2 * e2);
    p[o + 10] = f1 - (g0 * f0 + g1 * f1 + g2 * f2);

    g0 = c0 * i00 + c1 * i01 + c2 * i02;
    g1 = c0 * i01 + c1 * i11 + c2 * i12;
    g2 = c0 * i02 + c1 * i12 + c2 * i22;
    p[o + 11] = c2 - (g0 * c0 + g1 * c1 + g2 * c2);
    p[o + 12] = d2 - (g0 * d0 + g1 * d1 + g2 * d2);
    p[o + 13] = e2 - (g0 * e0 + g1 * e1 + g2 * e2);
    p[o + 14] = f2 - (g0 * f0 + g1 * f1 + g2 * f2);

    g0 = d0 * i00 + d1 * i01 + d2 * i02;
    g1 = d0 * i01 + d1 * i11 + d2 * i12;
    g2 = d0 * i02 + d1 * i12 + d2 * i22;
    p[o + 15] -= g0 * d0 + g1 * d1 + g2 * d2;
    p[o + 16] -= g0 * e0 + g1 * e1 + g2 * e2;
    p[o + 17] -= g0 * f0 + g1 * f1 + g2 * f2;

    g0 = e0 * i00 + e1 * i01 + e2 * i02;
    g1 = e0 * i01 + e1 * i11 + e2 * i12;
    g2 = e0 * i02 + e1 * i12 + e2 * i22;
    p[o + 18] -= g0 * e0 + g1 * e1 + g2 * e2;
    p[o + 19] -= g0 * f0 + g1 * f1 + g2 * f2;

    g0 = f0 * i00 + f1 * i01 + f2 * i02;
    g1 = f0 * i01 + f1 * i11 + f2 * i12;
    g2 = f0 * i02 + f1 * i12 + f2 * i22;
    p[o + 20] -= g0 * f0 + g1 * f1 + g2 * f2;
  }
}

/** Raises a row's covariance to what it would be, had its spectral density been greater by `extra` for `age` seconds. */
export function inflateRow(table: TrackTable, row: number, extra: number, age: number): void {
  const p = table.covariance;
  const o = 21 * row;
  const q1 = extra * age;
  const q2 = 0.5 * age * q1;
  const q3 = (age * age * q1) / 3;
  p[o] += q3;
  p[o + 6] += q3;
  p[o + 11] += q3;
  p[o + 3] += q2;
  p[o + 9] += q2;
  p[o + 14] += q2;
  p[o + 15] += q1;
  p[o + 18] += q1;
  p[o + 20] += q1;
}
