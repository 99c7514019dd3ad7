import { type BoundsDeg, crsName, rasterBounds, type VerticalDatum } from '../index.js';
import { sha256 } from './files.js';
import { readRaster } from './read-raster.js';

/** What a file of heights holds. */
export interface RasterInfo {
  readonly format: 'GeoTIFF' | 'SRTM tile';
  readonly crs: string;
  readonly columns: number;
  readonly rows: number;
  readonly cellX: number;
  readonly cellY: number;
  readonly cellUnit: 'deg' | 'm';
  readonly boundsDeg: BoundsDeg;
  /** Lowest and highest known height, m; null where none is known. */
  readonly lowestM: number | null;
  readonly highestM: number | null;
  readonly voids: number;
  readonly verticalDatum: VerticalDatum;
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a GeoTIFF or an SRTM tile and tells what is in it. Throws an input error as readElevationRaster does. */
export function rasterInfo(path: string): RasterInfo {
  const { bytes, raster } = readRaster(path);
  const { crs, width, height, heights, cellX, cellY, noData, verticalDatum } = raster;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let voids = 0;
  for (let i = 0; i < heights.length; i++) {
    const h = heights[i];
    if (h === noData) {
      voids++;
      continue;
    }
    if (h < lowest) lowest = h;
    if (h > highest) highest = h;
  }
  const known = voids < heights.length;
  return {
    format: /\.tiff?$/i.test(path) ? 'GeoTIFF' : 'SRTM tile',
    crs: crsName(crs),
    columns: width,
    rows: height,
    cellX,
    cellY,
    cellUnit: crs.kind === 'utm' ? 'm' : 'deg',
    boundsDeg: rasterBounds(raster),
    lowestM: known ? lowest : null,
    highestM: known ? highest : null,
    voids,
    verticalDatum,
    bytes: bytes.length,
    sha256: sha256(bytes),
  };
}
