import { decay } from './density.js';
import { type LeafTable, VERTICAL_STRIDE } from './leaves.js';
import type { Plots } from './plots.js';
import { meanOf } from './predict.js';
import { type BankModel, MODE_WIDTH, VERTICAL_MODES, VERTICAL_WIDTH } from './settings.js';

/** Least probability of a mode: none is ever ruled out for good. */
const LEAST = 1e-30;

/** Kalman update of every mode of the predicted branch `from` with a plot, into the row `to` (which may be the same). */
export function updateLeaf(
  table: LeafTable,
  model: BankModel,
  from: number,
  to: number,
  plots: Plots,
  i: number,
): void {
  updateModes(table, model, from, to, plots, i);
  updateVertical(table, from, to, plots, i);
  meanOf(table, model, to);
}

function updateModes(table: LeafTable, model: BankModel, from: number, to: number, plots: Plots, i: number): void {
  const h = table.modes;
  const modeCount = model.modeCount;
  const base = from * model.stride;
  const target = to * model.stride;
  const delay = plots.time[i] - table.time[from];
  const e = plots.e[i] - delay * table.mean[6 * from + 3];
  const n = plots.n[i] - delay * table.mean[6 * from + 4];
  const ree = plots.ee[i];
  const ren = plots.en[i];
  const rnn = plots.nn[i];
  let sum = 0;
  for (let j = 0; j < modeCount; j++) {
    const q = (base + MODE_WIDTH * j) & 0x0fffffff;
    const t = (target + MODE_WIDTH * j) & 0x0fffffff;
    const d0 = e - h[q + 1];
    const d1 = n - h[q + 2];
    const a0 = h[q + 5];
    const a1 = h[q + 6];
    const a2 = h[q + 7];
    const a3 = h[q + 8];
    const b1 = h[q + 9];
    const b2 = h[q + 10];
    const b3 = h[q + 11];
    const s00 = a0 + ree;
    const s01 = a1 + ren;
    const s11 = b1 + rnn;
    const inverse = 1 / (s00 * s11 - s01 * s01);
    const i00 = s11 * inverse;
    const i01 = -s01 * inverse;
    const i11 = s00 * inverse;
    const w0 = i00 * d0 + i01 * d1;
    const w1 = i01 * d0 + i11 * d1;
    const p = h[q] * decay(0.5 * (w0 * d0 + w1 * d1)) * Math.sqrt(inverse) + LEAST;
    sum += p;
    h[t] = p;
    h[t + 1] = h[q + 1] + a0 * w0 + a1 * w1;
    h[t + 2] = h[q + 2] + a1 * w0 + b1 * w1;
    h[t + 3] = h[q + 3] + a2 * w0 + b2 * w1;
    h[t + 4] = h[q + 4] + a3 * w0 + b3 * w1;
    const g00 = a0 * i00 + a1 * i01;
    const g01 = a0 * i01 + a1 * i11;
    const g10 = a1 * i00 + b1 * i01;
    const g11 = a1 * i01 + b1 * i11;
    const g20 = a2 * i00 + b2 * i01;
    const g21 = a2 * i01 + b2 * i11;
    const g30 = a3 * i00 + b3 * i01;
    const g31 = a3 * i01 + b3 * i11;
    h[t + 5] = a0 - g00 * a0 - g01 * a1;
    h[t + 6] = a1 - g00 * a1 - g01 * b1;
    h[t + 7] = a2 - g00 * a2 - g01 * b2;
    h[t + 8] = a3 - g00 * a3 - g01 * b3;
    h[t + 9] = b1 - g10 * a1 - g11 * b1;
    h[t + 10] = b2 - g10 * a2 - g11 * b2;
    h[t + 11] = b3 - g10 * a3 - g11 * b3;
    h[t + 12] = h[q + 12] - g20 * a2 - g21 * b2;
    h[t + 13] = h[q + 13] - g20 * a3 - g21 * b3;
    h[t + 14] = h[q + 14] - g30 * a3 - g31 * b3;
  }
  const scale = 1 / sum;
  for (let j = 0; j < modeCount; j++) h[target + MODE_WIDTH * j] *= scale;
}

function updateVertical(table: LeafTable, from: number, to: number, plots: Plots, i: number): void {
  const v = table.vertical;
  const base = from * VERTICAL_STRIDE;
  const target = to * VERTICAL_STRIDE;
  if (Number.isNaN(plots.height[i])) {
    if (from !== to) for (let k = 0; k < VERTICAL_STRIDE; k++) v[target + k] = v[base + k];
    return;
  }
  const height = plots.height[i] - (plots.time[i] - table.time[from]) * table.mean[6 * from + 5];
  const variance = plots.heightVariance[i];
  let sum = 0;
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const q = base + VERTICAL_WIDTH * j;
    const t = target + VERTICAL_WIDTH * j;
    const d = height - v[q + 1];
    const hh = v[q + 3];
    const hv = v[q + 4];
    const inverse = 1 / (hh + variance);
    const k0 = hh * inverse;
    const k1 = hv * inverse;
    const p = v[q] * decay(0.5 * d * d * inverse) * Math.sqrt(inverse) + LEAST;
    sum += p;
    v[t] = p;
    v[t + 1] = v[q + 1] + k0 * d;
    v[t + 2] = v[q + 2] + k1 * d;
    v[t + 5] = v[q + 5] - k1 * hv;
    v[t + 4] = hv - k0 * hv;
    v[t + 3] = hh - k0 * hh;
  }
  const scale = 1 / sum;
  for (let j = 0; j < VERTICAL_MODES; j++) v[target + VERTICAL_WIDTH * j] *= scale;
}
