import { decay } from './density.js';
import { type LeafTable, VERTICAL_STRIDE } from './leaves.js';
import type { Plots } from './plots.js';
import { type BankModel, MODE_WIDTH, VERTICAL_MODES, VERTICAL_WIDTH } from './settings.js';

const HALF_OVER_PI = 1 / (2 * Math.PI);
const ROOT_HALF_OVER_PI = Math.sqrt(HALF_OVER_PI);
/** Likelihood and gate of the pair weighed last: numbers that a function returned would be boxed. */
export const weighed = { density: 0, distance: 0 };

/**
 * Weighs a plot against a predicted branch: the density of the plot under the mixture of all modes, and the least
 * squared normalised distance of any mode, so that the gate is the union of the modes' gates: that of the mixture's
 * covariance would cut off hard turns. A plot of another time than the branch is carried to it by the branch's velocity.
 */
export function weigh(table: LeafTable, model: BankModel, row: number, plots: Plots, i: number): void {
  const h = table.modes;
  const base = row * model.stride;
  const delay = plots.time[i] - table.time[row];
  const e = plots.e[i] - delay * table.mean[6 * row + 3];
  const n = plots.n[i] - delay * table.mean[6 * row + 4];
  // Height first: most plots that lie near over the ground are far from the branch in height, and need no more.
  const height = plots.height[i];
  let vertical = 1;
  let leastVertical = 0;
  if (!Number.isNaN(height)) {
    const v = table.vertical;
    const o = row * VERTICAL_STRIDE;
    const variance = plots.heightVariance[i];
    vertical = 0;
    leastVertical = Number.POSITIVE_INFINITY;
    for (let j = 0; j < VERTICAL_MODES; j++) {
      const q = o + VERTICAL_WIDTH * j;
      const d = height - delay * table.mean[6 * row + 5] - v[q + 1];
      const inverse = 1 / (v[q + 3] + variance);
      const distance = d * d * inverse;
      if (distance < leastVertical) leastVertical = distance;
      if (distance < 80) vertical += v[q] * decay(0.5 * distance) * Math.sqrt(inverse);
    }
    vertical *= ROOT_HALF_OVER_PI;
    if (leastVertical > model.config.gate) {
      weighed.density = 0;
      weighed.distance = leastVertical;
      return;
    }
  }
  const ree = plots.ee[i];
  const ren = plots.en[i];
  const rnn = plots.nn[i];
  let density = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < model.modeCount; j++) {
    const q = (base + MODE_WIDTH * j) & 0x0fffffff;
    const d0 = e - h[q + 1];
    const d1 = n - h[q + 2];
    const s00 = h[q + 5] + ree;
    const s01 = h[q + 6] + ren;
    const s11 = h[q + 9] + rnn;
    const inverse = 1 / (s00 * s11 - s01 * s01);
    const distance = (s11 * d0 * d0 - 2 * s01 * d0 * d1 + s00 * d1 * d1) * inverse;
    if (distance < least) least = distance;
    if (distance < 80) density += h[q] * decay(0.5 * distance) * Math.sqrt(inverse);
  }
  density *= HALF_OVER_PI * vertical;
  least += leastVertical;
  weighed.density = density;
  weighed.distance = least;
}
