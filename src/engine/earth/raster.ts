import type { Metre } from '../types/index.js';
import { geodeticFromUtmInto } from './transverse-mercator.js';

/** What a raster's coordinates are: degrees of longitude and latitude on WGS-84, or metres in a UTM zone on WGS-84. */
export type RasterCrs =
  | { readonly kind: 'geographic' }
  | { readonly kind: 'utm'; readonly zone: number; readonly north: boolean };

/**
 * What heights are measured from: the geoid of EGM96 (SRTM) or of EGM2008 (Copernicus), two models of one sea level; the
 * WGS-84 ellipsoid; or the file does not tell.
 */
export type VerticalDatum = 'egm96' | 'egm2008' | 'ellipsoid' | 'unknown';

/**
 * Heights of the ground as a file holds them: a grid of cells, north up, nothing filled or cleaned. A height stands at the
 * centre of its cell, so a file whose samples lie on grid lines has its corner half a cell outside the outermost samples.
 */
export interface ElevationRaster {
  /** Columns and rows. */
  readonly width: number;
  readonly height: number;
  /** Row by row, the northern row first, each from the west eastwards, m. */
  readonly heights: Int16Array | Float32Array | Float64Array;
  readonly crs: RasterCrs;
  /** Outer corner (north-western) of the first cell: easting or longitude, and northing or latitude, in m or degrees. */
  readonly originX: number;
  readonly originY: number;
  /** Sizes of a cell to the east and to the south, positive, in m or degrees. */
  readonly cellX: number;
  readonly cellY: number;
  readonly verticalDatum: VerticalDatum;
  /** The height that means that none is known; null where every height is known. */
  readonly noData: number | null;
}

/** Heights beyond these are no metres on this earth: the Challenger Deep is at -10.9 km, Everest at 8.85 km. */
export const LOWEST_GROUND: Metre = -12_000;
export const HIGHEST_GROUND: Metre = 9_000;

/** Eastings and northings beyond these lie outside every UTM zone and its overlaps, m. */
const GREATEST_EASTING: Metre = 2_000_000;
const GREATEST_NORTHING: Metre = 20_000_000;

/**
 * A raster that keeps what the interface promises. Throws a RangeError that says what is wrong: a size that does not fit the
 * heights, cells of no size, a place outside the earth or the zone, and heights that are no number or no metres.
 */
export function makeElevationRaster(raster: ElevationRaster): ElevationRaster {
  const { width, height, heights, cellX, cellY, noData } = raster;
  if (!(Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1))
    throw new RangeError(`a raster has whole numbers of rows and columns; got ${height} x ${width}`);
  if (heights.length !== width * height)
    throw new RangeError(`${height} x ${width} cells need ${width * height} heights; got ${heights.length}`);
  if (!(cellX > 0 && cellY > 0 && Number.isFinite(cellX) && Number.isFinite(cellY)))
    throw new RangeError(`cells have a positive size; got ${cellX} x ${cellY}`);
  if (noData !== null && !Number.isFinite(noData))
    throw new RangeError(`the mark of no data must be a number; got ${noData}`);
  checkPlace(raster);
  for (let i = 0; i < heights.length; i++) {
    const h = heights[i];
    if ((h >= LOWEST_GROUND && h <= HIGHEST_GROUND) || h === noData) continue;
    const place = `row ${Math.floor(i / width)}, column ${i % width}`;
    throw new RangeError(`a height must be ${LOWEST_GROUND}–${HIGHEST_GROUND} m; got ${h} in ${place}`);
  }
  return raster;
}

function checkPlace({ crs, originX, originY, width, height, cellX, cellY }: ElevationRaster): void {
  const east = originX + width * cellX;
  const south = originY - height * cellY;
  const inside =
    crs.kind === 'geographic'
      ? originY <= 90 + cellY && south >= -90 - cellY && originX >= -360 && east <= 360 && east - originX <= 360 + cellX
      : originX >= -GREATEST_EASTING &&
        east <= GREATEST_EASTING &&
        south >= -GREATEST_NORTHING &&
        originY <= GREATEST_NORTHING;
  if (crs.kind === 'utm' && !(Number.isInteger(crs.zone) && crs.zone >= 1 && crs.zone <= 60))
    throw new RangeError(`UTM zones are 1–60; got ${crs.zone}`);
  if (!inside) {
    const unit = crs.kind === 'geographic' ? '°' : ' m';
    throw new RangeError(
      `a raster must lie on the earth; got x ${originX}–${east}${unit}, y ${south}–${originY}${unit} in ${crsName(crs)}`,
    );
  }
}

/** The name under which people know a raster's coordinates. */
export function crsName(crs: RasterCrs): string {
  if (crs.kind === 'geographic') return 'WGS 84 (EPSG:4326)';
  const code = (crs.north ? 32_600 : 32_700) + crs.zone;
  return `WGS 84 / UTM zone ${crs.zone}${crs.north ? 'N' : 'S'} (EPSG:${code})`;
}

/** The degrees that a raster covers, from the outer edges of its cells. East exceeds 180 where it crosses that meridian. */
export interface BoundsDeg {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Points along each edge of a UTM raster that its bounds are taken from: its edges are curved in degrees. */
const EDGE_POINTS = 64;
const DEGREE = Math.PI / 180;

export function rasterBounds(raster: Omit<ElevationRaster, 'heights' | 'verticalDatum' | 'noData'>): BoundsDeg {
  const { crs, originX, originY, width, height, cellX, cellY } = raster;
  const eastX = originX + width * cellX;
  const southY = originY - height * cellY;
  if (crs.kind === 'geographic') return { west: originX, south: southY, east: eastX, north: originY };
  const bounds = { west: 1e3, south: 1e3, east: -1e3, north: -1e3 };
  const point = new Float64Array(2);
  const centre = 6 * crs.zone - 183;
  const take = (x: number, y: number): void => {
    geodeticFromUtmInto(x, y, crs.zone, crs.north, point);
    const latDeg = point[0] / DEGREE;
    // Near the central meridian, whichever side of 180° it is on.
    const off = point[1] / DEGREE - centre;
    const lonDeg = centre + (off > 180 ? off - 360 : off < -180 ? off + 360 : off);
    bounds.west = Math.min(bounds.west, lonDeg);
    bounds.east = Math.max(bounds.east, lonDeg);
    bounds.south = Math.min(bounds.south, latDeg);
    bounds.north = Math.max(bounds.north, latDeg);
  };
  for (let k = 0; k <= EDGE_POINTS; k++) {
    const x = originX + (k / EDGE_POINTS) * (eastX - originX);
    const y = southY + (k / EDGE_POINTS) * (originY - southY);
    take(x, southY);
    take(x, originY);
    take(originX, y);
    take(eastX, y);
  }
  return bounds;
}
