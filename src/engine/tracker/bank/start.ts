import { decay } from './density.js';
import { type LeafTable, VERTICAL_STRIDE } from './leaves.js';
import type { Plots } from './plots.js';
import { meanOf } from './predict.js';
import { type BankModel, MODE_WIDTH, VERTICAL_MODES, VERTICAL_WIDTH } from './settings.js';

/** One sigma of a height that no sensor told, m (assumed: half of what aircraft fly at). */
const UNKNOWN_HEIGHT = 5000;
export const UNKNOWN_HEIGHT_SIGMA = 4000;
const HALF_OVER_PI = 1 / (2 * Math.PI);
const ROOT_HALF_OVER_PI = Math.sqrt(HALF_OVER_PI);

/** Keeps a plot as a branch of one detection: in place of the modes until a second one is found. */
export function keepFirst(table: LeafTable, model: BankModel, row: number, plots: Plots, i: number): void {
  const h = table.modes;
  const o = row * model.stride;
  h[o] = plots.e[i];
  h[o + 1] = plots.n[i];
  h[o + 2] = plots.height[i];
  h[o + 3] = plots.ee[i];
  h[o + 4] = plots.en[i];
  h[o + 5] = plots.nn[i];
  h[o + 6] = plots.heightVariance[i];
  const m = table.mean;
  m.fill(0, 6 * row, 6 * row + 6);
  m[6 * row] = plots.e[i];
  m[6 * row + 1] = plots.n[i];
  m[6 * row + 2] = !Number.isNaN(plots.height[i]) ? plots.height[i] : UNKNOWN_HEIGHT;
}

/**
 * Density of a second plot `dt` after the first of a branch: any velocity up to the maximum speed is as likely as
 * another, a little faster fades out with the plots' errors; heights as level flight or a climb explain them.
 */
export function weighSecond(
  table: LeafTable,
  model: BankModel,
  row: number,
  plots: Plots,
  i: number,
  dt: number,
): number {
  const h = table.modes;
  const o = row * model.stride;
  const { maximumSpeed } = model.config;
  const de = plots.e[i] - h[o];
  const dn = plots.n[i] - h[o + 1];
  const radius = maximumSpeed * dt;
  const reach = radius + REACH_SIGMAS * Math.sqrt(h[o + 3] + h[o + 5] + plots.ee[i] + plots.nn[i]);
  if (!(de * de + dn * dn < reach * reach)) return 0;
  const area = Math.PI * radius * radius;
  const height = plots.height[i];
  if (Number.isNaN(height)) return 1 / area;
  if (Number.isNaN(h[o + 2])) return 1 / (area * model.config.ceiling);
  const dh = height - h[o + 2];
  const variance = h[o + 6] + plots.heightVariance[i];
  let vertical = 0;
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const inverse = 1 / (variance + dt * dt * SECOND_CLIMB_VARIANCE[j]);
    vertical += SECOND_CLIMB_SHARE[j] * decay(0.5 * dh * dh * inverse) * Math.sqrt(inverse);
  }
  return (ROOT_HALF_OVER_PI * vertical) / area;
}

/** How many of the plots' sigmas beyond the maximum speed a second plot may lie (tuned). */
export const REACH_SIGMAS = 2;
/** Shares of new targets in level flight, in a gentle climb and in a steep one, and the variance of their climb, m²/s² (tuned). */
const SECOND_CLIMB_SHARE = [0.75, 0.25, 0] as const;
const SECOND_CLIMB_VARIANCE = [0, 225, 225] as const;

/**
 * Fills the modes of the row `to` from the first plot of branch `from` and a second one, `dt` later: straight flight
 * with a first velocity of zero mean, updated with the second plot, in closed form, for every mode alike.
 */
export function startModes(
  table: LeafTable,
  model: BankModel,
  from: number,
  to: number,
  plots: Plots,
  i: number,
  dt: number,
): void {
  const h = table.modes;
  const o = from * model.stride;
  const e1 = h[o];
  const n1 = h[o + 1];
  const height1 = h[o + 2];
  const heightVariance1 = h[o + 6];
  const velocity = model.config.firstSpeed * model.config.firstSpeed;
  const p00 = h[o + 3] + dt * dt * velocity;
  const p01 = h[o + 4];
  const p11 = h[o + 5] + dt * dt * velocity;
  const c = dt * velocity;
  const s00 = p00 + plots.ee[i];
  const s01 = p01 + plots.en[i];
  const s11 = p11 + plots.nn[i];
  const inverse = 1 / (s00 * s11 - s01 * s01);
  const i00 = s11 * inverse;
  const i01 = -s01 * inverse;
  const i11 = s00 * inverse;
  const d0 = plots.e[i] - e1;
  const d1 = plots.n[i] - n1;
  const w0 = i00 * d0 + i01 * d1;
  const w1 = i01 * d0 + i11 * d1;
  const g00 = p00 * i00 + p01 * i01;
  const g01 = p00 * i01 + p01 * i11;
  const g10 = p01 * i00 + p11 * i01;
  const g11 = p01 * i01 + p11 * i11;
  for (let j = 0; j < model.modeCount; j++) {
    const t = to * model.stride + MODE_WIDTH * j;
    h[t] = model.firstModes[j];
    h[t + 1] = e1 + p00 * w0 + p01 * w1;
    h[t + 2] = n1 + p01 * w0 + p11 * w1;
    h[t + 3] = c * w0;
    h[t + 4] = c * w1;
    h[t + 5] = p00 - g00 * p00 - g01 * p01;
    h[t + 6] = p01 - g00 * p01 - g01 * p11;
    h[t + 7] = c - g00 * c;
    h[t + 8] = -g01 * c;
    h[t + 9] = p11 - g10 * p01 - g11 * p11;
    h[t + 10] = -g10 * c;
    h[t + 11] = c - g11 * c;
    h[t + 12] = velocity - c * i00 * c;
    h[t + 13] = -c * i01 * c;
    h[t + 14] = velocity - c * i11 * c;
  }
  startVertical(table, model, to, height1, heightVariance1, plots.height[i], plots.heightVariance[i], dt);
  meanOf(table, model, to);
}

function startVertical(
  table: LeafTable,
  model: BankModel,
  to: number,
  height1: number,
  variance1: number,
  height2: number,
  variance2: number,
  dt: number,
): void {
  const v = table.vertical;
  const first = !Number.isNaN(height1);
  const second = !Number.isNaN(height2);
  let sum = 0;
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const t = to * VERTICAL_STRIDE + VERTICAL_WIDTH * j;
    const climb = model.firstClimbVariance[j];
    const h1 = first ? height1 : UNKNOWN_HEIGHT;
    const hh = (first ? variance1 : UNKNOWN_HEIGHT_SIGMA * UNKNOWN_HEIGHT_SIGMA) + dt * dt * climb;
    const hv = dt * climb;
    const inverse = second ? 1 / (hh + variance2) : 0;
    const d = second ? height2 - h1 : 0;
    v[t] = model.firstVertical[j] * (second ? decay(0.5 * d * d * inverse) * Math.sqrt(inverse) : 1) + 1e-30;
    v[t + 1] = h1 + hh * inverse * d;
    v[t + 2] = hv * inverse * d;
    v[t + 3] = hh - hh * inverse * hh;
    v[t + 4] = hv - hh * inverse * hv;
    v[t + 5] = climb - hv * inverse * hv;
    sum += v[t];
  }
  for (let j = 0; j < VERTICAL_MODES; j++) v[to * VERTICAL_STRIDE + VERTICAL_WIDTH * j] /= sum;
}
