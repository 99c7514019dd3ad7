import { cos } from '../../math/index.js';
import type { Metre, Radian } from '../../types/index.js';
import { fillVoid, VOID } from '../fill-void.js';
import type { ElevationRaster } from '../raster.js';
import { utmFromGeodeticInto } from '../transverse-mercator.js';
import { WGS84 } from '../wgs84.js';
import type { Sight } from './fans.js';
import { type Geometry, type GraticuleOptions, graticuleGeometry, planeGeometry } from './geometry.js';
import type { Ground } from './relief.js';

/** What a viewshed is asked for. Heights above the ground of the cell. */
export interface ViewshedRequest {
  readonly col: number;
  readonly row: number;
  readonly observerHeight: Metre;
  readonly targetHeight: Metre;
  readonly radius: Metre;
  /** Effective earth radius factor k: the earth falls away by d² / (2 k a), a being the equatorial radius. */
  readonly earthFactor: number;
}

/** The grid of a window, as plain data that threads can be sent. */
export type GridShape =
  | { readonly kind: 'plane'; readonly cellX: Metre; readonly cellY: Metre }
  | ({ readonly kind: 'graticule' } & GraticuleOptions);

/** The part of a raster that a viewshed needs. */
export interface Site {
  /** The window’s first column and row in the raster. */
  readonly firstCol: number;
  readonly firstRow: number;
  readonly ground: Ground;
  readonly grid: GridShape;
  readonly sight: Sight;
  /** Cells of the window whose height is not known and was filled from those around it. */
  readonly voids: number;
}

const DEGREE = Math.PI / 180;

/** Geographic grids are looked at only so far from the equator; nearer a pole columns are too narrow and rays bend too much. */
export const GREATEST_LATITUDE_DEG = 85;

export const geometryOf = (grid: GridShape): Geometry =>
  grid.kind === 'plane' ? planeGeometry(grid.cellX, grid.cellY) : graticuleGeometry(grid);

const projected = new Float64Array(2);

/** The cell that holds a place given in degrees; it may lie outside the raster. */
export function cellOfPosition(raster: ElevationRaster, latDeg: number, lonDeg: number): { col: number; row: number } {
  const { crs, originX, cellX, width } = raster;
  if (crs.kind === 'geographic') {
    // Whichever turn the longitude is given in.
    const turns = Math.floor((lonDeg - originX) / 360);
    const lon = lonDeg - 360 * turns;
    return cellOfPoint(raster, lon < originX + width * cellX ? lon : lonDeg, latDeg);
  }
  utmFromGeodeticInto(latDeg * DEGREE, lonDeg * DEGREE, crs.zone, crs.north, projected);
  return cellOfPoint(raster, projected[0], projected[1]);
}

/** The cell that holds a point given in the raster’s coordinates. */
export function cellOfPoint(raster: ElevationRaster, x: number, y: number): { col: number; row: number } {
  const { originX, originY, cellX, cellY } = raster;
  return { col: Math.floor((x - originX) / cellX), row: Math.floor((originY - y) / cellY) };
}

/** Latitude of the centre of a row of a geographic raster. */
const rowLatitude = ({ originY, cellY }: ElevationRaster, row: number): Radian =>
  (originY - (row + 0.5) * cellY) * DEGREE;

/** The greatest latitude either way that a radius about a cell of a geographic raster reaches, degrees; 0 on others. */
export function latitudeReachDeg(raster: ElevationRaster, row: number, radius: Metre): number {
  if (raster.crs.kind !== 'geographic') return 0;
  return (Math.abs(rowLatitude(raster, row)) + radius / polarRadius) / DEGREE;
}

/** A degree of latitude is nowhere shorter than on a sphere of the meridian’s least radius of curvature, at the equator. */
const polarRadius = WGS84.a * (1 - WGS84.e2);

/** Distance on the ground from a cell to the farthest corner cell of the raster, m. */
export function farthestCorner(raster: ElevationRaster, col: number, row: number): Metre {
  const { width, height } = raster;
  const grid = gridOf(raster, 0, height, row);
  let farthest = 0;
  for (const direction of [-1, 1] as const) {
    for (const side of [-1, 1] as const) {
      const x = direction > 0 ? height - 1 - row : row;
      const y = side > 0 ? width - 1 - col : col;
      farthest = Math.max(farthest, geometryOf(grid)('rows', direction, side).distanceTo(x, y));
    }
  }
  return farthest;
}

function gridOf(raster: ElevationRaster, firstRow: number, rows: number, row: number): GridShape {
  const { crs, cellX, cellY } = raster;
  if (crs.kind === 'utm') return { kind: 'plane', cellX, cellY };
  return {
    kind: 'graticule',
    northLat: rowLatitude(raster, firstRow),
    stepLat: cellY * DEGREE,
    stepLon: cellX * DEGREE,
    rows,
    row: row - firstRow,
  };
}

/** The window about the observer that the radius reaches, its voids filled, and the sight in it. */
export function makeSite(raster: ElevationRaster, request: ViewshedRequest): Site {
  const { width, height } = raster;
  const { col, row, radius } = request;
  const [reachCol, reachRow] = reachOf(raster, row, radius);
  const firstCol = Math.max(0, col - reachCol);
  const firstRow = Math.max(0, row - reachRow);
  const columns = Math.min(width - 1, col + reachCol) - firstCol + 1;
  const rows = Math.min(height - 1, row + reachRow) - firstRow + 1;
  const { heights, voids } = cutWindow(raster, firstCol, firstRow, columns, rows);
  return {
    firstCol,
    firstRow,
    ground: { width: columns, height: rows, heights },
    grid: gridOf(raster, firstRow, rows, row),
    sight: {
      col: col - firstCol,
      row: row - firstRow,
      observerHeight: request.observerHeight,
      targetHeight: request.targetHeight,
      radius,
      curvature: 1 / (2 * request.earthFactor * WGS84.a),
    },
    voids,
  };
}

/** Columns and rows within the radius, and one more. */
function reachOf(raster: ElevationRaster, row: number, radius: Metre): [number, number] {
  const { crs, cellX, cellY } = raster;
  if (crs.kind === 'utm') return [Math.ceil(radius / cellX) + 1, Math.ceil(radius / cellY) + 1];
  const lat = Math.min(GREATEST_LATITUDE_DEG, latitudeReachDeg(raster, row, radius)) * DEGREE;
  const columns = radius / (WGS84.a * cos(lat) * cellX * DEGREE);
  return [Math.ceil(columns) + 1, Math.ceil(radius / (polarRadius * cellY * DEGREE)) + 1];
}

function cutWindow(
  raster: ElevationRaster,
  firstCol: number,
  firstRow: number,
  columns: number,
  rows: number,
): { heights: ElevationRaster['heights']; voids: number } {
  const { width, heights, noData } = raster;
  const window = heights.slice(0, 0);
  const cut = new (window.constructor as Float64ArrayConstructor)(columns * rows);
  for (let r = 0; r < rows; r++) {
    const from = (firstRow + r) * width + firstCol;
    cut.set(heights.subarray(from, from + columns) as Float64Array, r * columns);
  }
  if (noData === null) return { heights: cut, voids: 0 };
  const sampleAt = (north: number, east: number): number => {
    const r = firstRow - north;
    const c = firstCol + east;
    if (r < 0 || r >= raster.height || c < 0 || c >= width) return VOID;
    const h = heights[r * width + c];
    return h === noData ? VOID : h;
  };
  let voids = 0;
  for (let i = 0; i < cut.length; i++) {
    if (cut[i] !== noData) continue;
    cut[i] = fillVoid(sampleAt, -Math.floor(i / columns), i % columns);
    voids++;
  }
  return { heights: cut, voids };
}
