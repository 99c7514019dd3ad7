import { asinh, cosh, tan } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { fillVoid, VOID } from './fill-void.js';
import type { BoundsDeg, ElevationRaster, RasterCrs } from './raster.js';
import { MEAN_EARTH_RADIUS } from './refraction.js';
import type { Terrain } from './terrain.js';
import { utmFromGeodeticInto } from './transverse-mercator.js';

/**
 * A raster that a terrain is made from. Beside the coordinates of files there is web Mercator, whose x is the longitude and
 * whose y is asinh(tan latitude), both in radians: the sphere's formula on WGS-84 latitudes, as tile servers have it.
 */
export interface NamedRaster extends Omit<ElevationRaster, 'crs' | 'verticalDatum'> {
  readonly name: string;
  readonly crs: RasterCrs | { readonly kind: 'mercator' };
}

/** Cells of one merged grid (800 MB of float32). */
const MOST_MERGED_CELLS = 200_000_000;
/** Two rasters lie on one grid if their corners fit to this share of a cell. */
const FIT = 1e-3;
/** Marks a cell that no raster covers while a grid is merged; below any height. */
export const UNCOVERED = -32_767;
const DEGREE = Math.PI / 180;

interface Grid {
  readonly spacing: Metre;
  readonly maximumHeight: Metre;
  covers(lat: Radian, lon: Radian): boolean;
  heightAt(lat: Radian, lon: Radian): Metre;
}

/**
 * One terrain from any number of rasters. Those on one grid are merged, so that there is no seam between them; where they
 * overlap the first by name counts, and where it has no height the next. Voids are filled as in SRTM tiles, and heights
 * below the sea are 0. Rasters on grids that do not fit stand side by side, each to the outer edges of its cells, and the
 * finer grid counts where both are. Heights are bilinear between the centres of cells. `area` counts as covered although no
 * raster is there: it is the sea where a source has no tiles. Throws a RangeError if a grid would be too large.
 */
export function rasterTerrain(name: string, rasters: readonly NamedRaster[], area?: BoundsDeg): Terrain {
  const groups: NamedRaster[][] = [];
  for (const raster of [...rasters].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const group = groups.find(([first]) => onOneGrid(first, raster));
    if (group) group.push(raster);
    else groups.push([raster]);
  }
  const grids = groups.map(makeGrid).sort((a, b) => a.spacing - b.spacing);
  const [grid] = grids;
  return {
    name,
    maximumHeight: grids.reduce((most, { maximumHeight }) => Math.max(most, maximumHeight), 0),
    spacing: grids.reduce((least, { spacing }) => Math.min(least, spacing), Number.POSITIVE_INFINITY),
    contains: (lat, lon) =>
      (area !== undefined && isInside(area, lat, lon)) || grids.some(({ covers }) => covers(lat, lon)),
    heightAt:
      grids.length === 1
        ? grid.heightAt
        : (lat, lon) => grids.find(({ covers }) => covers(lat, lon))?.heightAt(lat, lon) ?? 0,
  };
}

function isInside({ west, south, east, north }: BoundsDeg, lat: Radian, lon: Radian): boolean {
  const turns = Math.floor((lon / DEGREE - west) / 360 + 1e-12);
  return lat >= south * DEGREE && lat <= north * DEGREE && lon / DEGREE - 360 * turns <= east + 1e-9;
}

/** Whether two rasters are parts of one grid. */
export function onOneGrid(a: NamedRaster, b: NamedRaster): boolean {
  if (a.crs.kind !== b.crs.kind) return false;
  if (a.crs.kind === 'utm' && b.crs.kind === 'utm' && (a.crs.zone !== b.crs.zone || a.crs.north !== b.crs.north))
    return false;
  const fits = (cellA: number, cellB: number, cells: number, apart: number): boolean => {
    const steps = apart / cellA;
    return Math.abs(cellA - cellB) * cells <= FIT * cellA && Math.abs(steps - Math.round(steps)) <= FIT;
  };
  return (
    fits(a.cellX, b.cellX, Math.max(a.width, b.width), b.originX - a.originX) &&
    fits(a.cellY, b.cellY, Math.max(a.height, b.height), b.originY - a.originY)
  );
}

/** The rasters of one grid in one array, the northern row first; VOID where no height is known, UNCOVERED between them. */
export function mergeRasters(group: readonly NamedRaster[]) {
  const [{ crs, cellX, cellY }] = group;
  const originX = group.reduce((least, r) => Math.min(least, r.originX), Number.POSITIVE_INFINITY);
  const originY = group.reduce((most, r) => Math.max(most, r.originY), Number.NEGATIVE_INFINITY);
  const parts = group.map((raster) => ({
    ...raster,
    left: Math.round((raster.originX - originX) / cellX),
    top: Math.round((originY - raster.originY) / cellY),
  }));
  const width = parts.reduce((most, part) => Math.max(most, part.left + part.width), 0);
  const height = parts.reduce((most, part) => Math.max(most, part.top + part.height), 0);
  if (width * height > MOST_MERGED_CELLS) {
    const size = `${height} x ${width}`;
    throw new RangeError(
      `the rasters span ${size} cells; up to ${MOST_MERGED_CELLS / 1e6} million can be held: take fewer or coarser ones`,
    );
  }
  const cells = width * height;
  const whole = group.every(({ heights }) => heights instanceof Int16Array);
  const heights = whole ? new Int16Array(cells).fill(UNCOVERED) : new Float32Array(cells).fill(UNCOVERED);
  // The first by name is written last and over the others.
  for (const part of parts.toReversed()) {
    for (let row = 0; row < part.height; row++) {
      const from = row * part.width;
      const to = (part.top + row) * width + part.left;
      for (let column = 0; column < part.width; column++) {
        const h = part.heights[from + column];
        if (h !== part.noData) heights[to + column] = h;
        else if (heights[to + column] === UNCOVERED) heights[to + column] = VOID;
      }
    }
  }
  return { crs, cellX, cellY, originX, originY, width, height, heights, parts };
}

/** Fills voids from what was measured alone, and makes sea of what is below it and of what no raster covers. */
function settleHeights(heights: Int16Array | Float32Array, width: number, height: number): void {
  const sampleAt = (row: number, column: number): number => {
    if (row > 0 || row <= -height || column < 0 || column >= width) return VOID;
    const h = heights[column - row * width];
    return h === UNCOVERED ? VOID : h;
  };
  const voids: number[] = [];
  const fills: number[] = [];
  for (let i = 0; i < heights.length; i++) {
    if (heights[i] !== VOID) continue;
    voids.push(i);
    fills.push(fillVoid(sampleAt, -Math.floor(i / width), i % width));
  }
  voids.forEach((i, k) => {
    heights[i] = fills[k];
  });
  for (let i = 0; i < heights.length; i++) if (heights[i] < 0) heights[i] = 0;
}

const projected = new Float64Array(2);

function makeGrid(group: readonly NamedRaster[]): Grid {
  const { crs, cellX, cellY, originX, originY, width, height, heights, parts } = mergeRasters(group);
  settleHeights(heights, width, height);
  // Columns and rows of a position, counted from the centre of the first cell.
  const turn = crs.kind === 'geographic' ? 360 / cellX : (2 * Math.PI) / cellX;
  const lastColumn = width - 1;
  const lastRow = height - 1;
  /** Whichever turn the longitude is given in. */
  const nearColumn = (x: number): number => (x < -0.5 ? x + turn : x > lastColumn + 0.5 ? x - turn : x);
  const cellInto = (lat: Radian, lon: Radian): void => {
    if (crs.kind === 'utm') {
      utmFromGeodeticInto(lat, lon, crs.zone, crs.north, projected);
      projected[0] = (projected[0] - originX) / cellX - 0.5;
      projected[1] = (originY - projected[1]) / cellY - 0.5;
    } else if (crs.kind === 'geographic') {
      projected[0] = nearColumn((lon / DEGREE - originX) / cellX - 0.5);
      projected[1] = (originY - lat / DEGREE) / cellY - 0.5;
    } else {
      projected[0] = nearColumn((lon - originX) / cellX - 0.5);
      projected[1] = (originY - asinh(tan(lat))) / cellY - 0.5;
    }
  };
  let maximumHeight = 0;
  for (let i = 0; i < heights.length; i++) if (heights[i] > maximumHeight) maximumHeight = heights[i];
  return {
    maximumHeight,
    spacing: spacingOf(group),
    covers(lat, lon) {
      cellInto(lat, lon);
      const [x, y] = projected;
      return parts.some(
        ({ left, top, width: columns, height: rows }) =>
          x >= left - 0.5 - FIT &&
          x <= left + columns - 0.5 + FIT &&
          y >= top - 0.5 - FIT &&
          y <= top + rows - 0.5 + FIT,
      );
    },
    heightAt(lat, lon) {
      cellInto(lat, lon);
      const [x, y] = projected;
      if (!(x >= -0.5 - FIT && x <= lastColumn + 0.5 + FIT && y >= -0.5 - FIT && y <= lastRow + 0.5 + FIT)) return 0;
      const column = x <= 0 ? 0 : x >= lastColumn ? Math.max(0, lastColumn - 1) : Math.floor(x);
      const row = y <= 0 ? 0 : y >= lastRow ? Math.max(0, lastRow - 1) : Math.floor(y);
      const u = Math.min(1, Math.max(0, x - column));
      const v = Math.min(1, Math.max(0, y - row));
      const i = row * width + column;
      const east = width > 1 ? 1 : 0;
      const south = height > 1 ? width : 0;
      const northern = heights[i] + u * (heights[i + east] - heights[i]);
      const southern = heights[i + south] + u * (heights[i + south + east] - heights[i + south]);
      return northern + v * (southern - northern);
    },
  };
}

/** Distance between the centres of cells, m: the least over the rasters of a grid. */
function spacingOf(group: readonly NamedRaster[]): Metre {
  return group.reduce((least, { crs, cellX, cellY, originY, height }) => {
    if (crs.kind === 'utm') return Math.min(least, cellX, cellY);
    if (crs.kind === 'geographic') return Math.min(least, cellY * DEGREE * MEAN_EARTH_RADIUS);
    // Mercator's scale is the secant of the latitude: cosh of y.
    const farthest = Math.max(Math.abs(originY), Math.abs(originY - height * cellY));
    return Math.min(least, (cellY * MEAN_EARTH_RADIUS) / cosh(farthest));
  }, Number.POSITIVE_INFINITY);
}
