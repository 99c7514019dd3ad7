import type { Metre } from '../types/index.js';
import { type ElevationRaster, makeElevationRaster } from './raster.js';
import { geodeticFromUtmInto } from './transverse-mercator.js';

const DEGREE = Math.PI / 180;

/**
 * A raster of heights above the ellipsoid as heights above mean sea level, which is what the engine's heights are. The geoid
 * stands `undulation` metres above the ellipsoid at a position in degrees, so that much is taken off at every cell's centre.
 */
export function aboveSeaLevel(
  raster: ElevationRaster,
  undulation: (latDeg: number, lonDeg: number) => Metre,
): ElevationRaster {
  const { crs, width, height, originX, originY, cellX, cellY, noData } = raster;
  const heights = new Float32Array(width * height);
  const marked = noData === null ? null : Math.fround(noData);
  const place = new Float64Array(2);
  for (let row = 0; row < height; row++) {
    const y = originY - (row + 0.5) * cellY;
    for (let column = 0; column < width; column++) {
      const i = row * width + column;
      const h = raster.heights[i];
      if (h === noData) {
        heights[i] = h;
        continue;
      }
      const x = originX + (column + 0.5) * cellX;
      if (crs.kind === 'utm') geodeticFromUtmInto(x, y, crs.zone, crs.north, place);
      // A file of points can have its outermost centres just beyond a pole.
      const latDeg = crs.kind === 'utm' ? place[0] / DEGREE : Math.min(90, Math.max(-90, y));
      heights[i] = h - undulation(latDeg, crs.kind === 'utm' ? place[1] / DEGREE : x);
    }
  }
  return makeElevationRaster({ ...raster, heights, noData: marked, verticalDatum: 'egm96' });
}
