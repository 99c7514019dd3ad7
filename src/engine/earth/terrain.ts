import type { Metre, Radian } from '../types/index.js';
import { MEAN_EARTH_RADIUS } from './refraction.js';

/** The ground. Positions in radians, heights in metres above mean sea level, which is taken for the ellipsoid. */
export interface Terrain {
  readonly name: string;
  /** Height of the surface: the sea, and land below it, count as 0; outside the data 0 too (see contains). */
  heightAt(lat: Radian, lon: Radian): Metre;
  /** Whether there are data at a position; whoever loads a scenario checks it once for every position in it. */
  contains(lat: Radian, lon: Radian): boolean;
  /** No ground is higher: a ray above it needs no further look. */
  readonly maximumHeight: Metre;
  /** A box around the data, radians; absent where they span the earth. */
  readonly bounds?: TerrainBounds;
  /** Distance between samples, m: how finely a ray over it must be marched. Infinite on smooth ground. */
  readonly spacing: Metre;
}

export interface TerrainBounds {
  readonly south: Radian;
  readonly north: Radian;
  readonly west: Radian;
  readonly east: Radian;
}

/** A smooth earth at sea level, everywhere. */
export function flatTerrain(): Terrain {
  return {
    name: 'flat',
    heightAt: () => 0,
    contains: () => true,
    maximumHeight: 0,
    spacing: Number.POSITIVE_INFINITY,
  };
}

/** Samples on the crossings of equally spaced parallels and meridians. */
export interface TerrainGrid {
  readonly name: string;
  /** Latitude of the southernmost row and longitude of the westernmost column, radians. */
  readonly south: Radian;
  readonly west: Radian;
  /** Between rows and between columns, radians. */
  readonly step: Radian;
  readonly rows: number;
  readonly columns: number;
  /** rows x columns, from the south northwards, each row from the west eastwards; metres. Negative counts as 0. */
  readonly heights: Int16Array;
}

/** A position this far (in samples) outside the outermost row or column is still on it: rounding, not a place. */
const EDGE = 1e-6;

/** Terrain over one grid, bilinear between samples. */
export function makeGridTerrain(grid: TerrainGrid): Terrain {
  const { rows, columns, south, west } = grid;
  if (grid.heights.length !== rows * columns)
    throw new RangeError(`${grid.name}: ${rows} x ${columns} heights expected`);
  const heights = grid.heights.map((h) => Math.max(0, h));
  const perRadian = 1 / grid.step;
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const turn = 2 * Math.PI * perRadian;
  /** Column coordinate of a longitude, whichever turn it is given in. */
  const columnOf = (lon: Radian): number => {
    const x = (lon - west) * perRadian;
    return x < -EDGE ? x + turn : x > lastColumn + EDGE ? x - turn : x;
  };
  return {
    name: grid.name,
    bounds: { south, north: south + lastRow * grid.step, west, east: west + lastColumn * grid.step },
    maximumHeight: heights.reduce((highest, h) => Math.max(highest, h), 0),
    spacing: grid.step * MEAN_EARTH_RADIUS,
    contains(lat, lon) {
      const x = columnOf(lon);
      const y = (lat - south) * perRadian;
      return y >= -EDGE && y <= lastRow + EDGE && x >= -EDGE && x <= lastColumn + EDGE;
    },
    heightAt(lat, lon) {
      const x = columnOf(lon);
      const y = (lat - south) * perRadian;
      if (!(y >= -EDGE && y <= lastRow + EDGE && x >= -EDGE && x <= lastColumn + EDGE)) return 0;
      const row = y <= 0 ? 0 : y >= lastRow ? lastRow - 1 : Math.floor(y);
      const column = x <= 0 ? 0 : x >= lastColumn ? lastColumn - 1 : Math.floor(x);
      const v = Math.min(1, Math.max(0, y - row));
      const u = Math.min(1, Math.max(0, x - column));
      const i = row * columns + column;
      const southern = heights[i] + u * (heights[i + 1] - heights[i]);
      const northern = heights[i + columns] + u * (heights[i + columns + 1] - heights[i + columns]);
      return southern + v * (northern - southern);
    },
  };
}

/** Ground as it masks what is behind it: a margin for relief that a coarse grid flattens, on land only. */
export function maskingHeight(height: Metre, margin: Metre): Metre {
  return height > 0 ? height + margin : height;
}

/** The terrain with the margin (m) added to all land, and the sea left as it is. */
export function withRoughness(terrain: Terrain, margin: Metre): Terrain {
  return {
    ...terrain,
    name: `${terrain.name} + ${margin} m`,
    heightAt: (lat, lon) => maskingHeight(terrain.heightAt(lat, lon), margin),
    contains: (lat, lon) => terrain.contains(lat, lon),
    maximumHeight: maskingHeight(terrain.maximumHeight, margin),
  };
}
