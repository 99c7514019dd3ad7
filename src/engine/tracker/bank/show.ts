import { exp } from '../../math/index.js';
import type { ShownTrack } from '../../types/index.js';
import { VERTICAL_STRIDE } from './leaves.js';
import { MODE_WIDTH, VERTICAL_MODES, VERTICAL_WIDTH } from './settings.js';
import type { Bank, Tree } from './trees.js';

/** A track as it is shown at the bank's time: its best branch, carried straight on from when it was last swept. */
export function showTrack(bank: Bank, tree: Tree): ShownTrack {
  const { table, model } = bank;
  const row = tree.selected;
  const m = 6 * row;
  const ahead = bank.time - table.time[row];
  const [ve, vn, climb] = [table.mean[m + 3], table.mean[m + 4], table.mean[m + 5]];
  const e = table.mean[m] + ahead * ve;
  const n = table.mean[m + 1] + ahead * vn;
  const height = table.mean[m + 2] + ahead * climb;
  const curvature = 1 / (2 * model.config.earthRadius);
  return {
    number: tree.number,
    time: bank.time,
    state: [e, n, height - (e * e + n * n) * curvature, ve, vn, climb - 2 * (e * ve + n * vn) * curvature],
    existence: table.alive[row] / (1 + exp(-table.score[row])),
    updated: table.updated[row],
    ...(model.config.covariances ? { covariance: covarianceOf(bank, tree) } : {}),
  };
}

/**
 * Covariance of a shown track when it was last swept, 6×6, m and m/s: modes and their spread together. Of one detection:
 * its own errors, and the first velocity's.
 */
function covarianceOf(bank: Bank, tree: Tree): Float64Array {
  const { table, model } = bank;
  const row = tree.selected;
  const out = new Float64Array(36);
  const h = table.modes;
  const base = row * model.stride;
  if (table.hits[row] === 1) {
    const { firstSpeed } = model.config;
    out[0] = h[base + 3];
    out[1] = out[6] = h[base + 4];
    out[7] = h[base + 5];
    out[14] = h[base + 6];
    out[21] = out[28] = firstSpeed * firstSpeed;
    out[35] = model.firstClimbVariance[1];
    return out;
  }
  const mean = [0, 1, 3, 4].map((k) => table.mean[6 * row + k]);
  const at = [0, 1, 3, 4];
  for (let j = 0; j < model.modeCount; j++) {
    const q = base + MODE_WIDTH * j;
    let p = q + 5;
    for (let a = 0; a < 4; a++) {
      for (let b = a; b < 4; b++) {
        const value = h[q] * (h[p++] + (h[q + 1 + a] - mean[a]) * (h[q + 1 + b] - mean[b]));
        out[6 * at[a] + at[b]] += value;
        if (a !== b) out[6 * at[b] + at[a]] += value;
      }
    }
  }
  const v = table.vertical;
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const q = row * VERTICAL_STRIDE + VERTICAL_WIDTH * j;
    const d0 = v[q + 1] - table.mean[6 * row + 2];
    const d1 = v[q + 2] - table.mean[6 * row + 5];
    out[14] += v[q] * (v[q + 3] + d0 * d0);
    out[17] += v[q] * (v[q + 4] + d0 * d1);
    out[35] += v[q] * (v[q + 5] + d1 * d1);
  }
  out[32] = out[17];
  return out;
}
