import type { Plots } from './plots.js';

/** Edge of a cell, m: a few gates wide, so that a search meets few cells (assumed). Changes speed, never results. */
const CELL = 4000;
const BIAS = 1_048_576;

/** Hash of square cells over the plots of one scan; chains in rising order of plot. */
export interface PlotIndex {
  head: Int32Array;
  next: Int32Array;
  key: Int32Array;
  shift: number;
}

export function makePlotIndex(): PlotIndex {
  return { head: new Int32Array(64), next: new Int32Array(64), key: new Int32Array(64), shift: 26 };
}

export function indexPlots(index: PlotIndex, plots: Plots): void {
  while (index.head.length < 2 * plots.count) {
    index.head = new Int32Array(2 * index.head.length);
    index.shift--;
  }
  if (index.next.length < plots.count) {
    index.next = new Int32Array(2 * plots.count);
    index.key = new Int32Array(2 * plots.count);
  }
  const { head, next, key, shift } = index;
  head.fill(-1);
  for (let i = plots.count - 1; i >= 0; i--) {
    const cell = keyOf((plots.e[i] / CELL + BIAS) | 0, (plots.n[i] / CELL + BIAS) | 0);
    const slot = Math.imul(cell, 0x9e3779b1) >>> shift;
    key[i] = cell;
    next[i] = head[slot];
    head[slot] = i;
  }
}

function keyOf(x: number, y: number): number {
  return ((y & 65535) << 16) | (x & 65535);
}

/** Writes the plots in the box of half-widths `reach` around (e, n), and at most one cell beyond, to `out`; returns their number. */
export function plotsNear(index: PlotIndex, e: number, n: number, reach: number, out: Int32Array): number {
  const { head, next, key, shift } = index;
  const x0 = ((e - reach) / CELL + BIAS) | 0;
  const x1 = ((e + reach) / CELL + BIAS) | 0;
  const y0 = ((n - reach) / CELL + BIAS) | 0;
  const y1 = ((n + reach) / CELL + BIAS) | 0;
  let count = 0;
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const cell = keyOf(x, y);
      for (let i = head[Math.imul(cell, 0x9e3779b1) >>> shift]; i >= 0; i = next[i]) {
        if (key[i] === cell) out[count++] = i;
      }
    }
  }
  return count;
}
