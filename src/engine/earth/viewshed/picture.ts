import type { Site } from './site.js';
import { cellSizes } from './summary.js';

/** A picture, row by row, three bytes (red, green, blue) a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Colours of visible, hidden and out-of-range ground at full light, and of the mark on the observer. */
const COLOURS = [
  [150, 150, 158],
  [120, 225, 130],
  [236, 236, 232],
] as const;
const MARK = [200, 30, 30] as const;
/** Light from the north-west, as maps have it; slopes are drawn so many times too steep. */
const RELIEF = 2;
const DARKEST = 0.35;

/** The window as shaded relief, visible ground green and hidden ground grey; no side longer than `longest` pixels. */
export function drawViewshed({ ground, grid, sight }: Site, answer: Uint8Array, longest: number): Picture {
  const { width: columns, height: rows, heights } = ground;
  const every = Math.max(1, Math.ceil(Math.max(columns, rows) / longest));
  const width = Math.ceil(columns / every);
  const height = Math.ceil(rows / every);
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const r = Math.min(rows - 1, y * every);
    const [cellX, cellY] = cellSizes(grid, r);
    const north = Math.max(0, r - 1);
    const south = Math.min(rows - 1, r + 1);
    for (let x = 0; x < width; x++) {
      const c = Math.min(columns - 1, x * every);
      const west = Math.max(0, c - 1);
      const east = Math.min(columns - 1, c + 1);
      const riseEast = (heights[r * columns + east] - heights[r * columns + west]) / (Math.max(1, east - west) * cellX);
      const riseSouth =
        (heights[south * columns + c] - heights[north * columns + c]) / (Math.max(1, south - north) * cellY);
      const light = Math.max(DARKEST, Math.min(1, 0.8 + (RELIEF * (riseEast + riseSouth)) / 2));
      const colour = COLOURS[answer[r * columns + c]];
      const to = 3 * (y * width + x);
      for (let k = 0; k < 3; k++) pixels[to + k] = Math.round(colour[k] * light);
    }
  }
  const size = Math.max(2, Math.round(Math.max(width, height) / 150));
  const markX = Math.floor(sight.col / every);
  const markY = Math.floor(sight.row / every);
  for (let y = Math.max(0, markY - size); y <= Math.min(height - 1, markY + size); y++) {
    for (let x = Math.max(0, markX - size); x <= Math.min(width - 1, markX + size); x++) {
      if ((x - markX) * (x - markX) + (y - markY) * (y - markY) > size * size) continue;
      pixels.set(MARK, 3 * (y * width + x));
    }
  }
  return { width, height, pixels };
}
