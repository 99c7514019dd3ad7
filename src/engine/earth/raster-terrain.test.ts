import { describe, expect, it } from 'vitest';
import { aboveSeaLevel, type NamedRaster, rasterTerrain, utmFromGeodeticInto } from './index.js';

const DEGREE = Math.PI / 180;
/** A raster of 10 x 10 cells of 0.1°, whose corner is at 22 E, 41 N and whose heights rise to the south and east. */
const slope = (row: number, column: number) => 100 + 10 * row + column;
function raster(change: Partial<NamedRaster> = {}, heightAt = slope): NamedRaster {
  const { width = 10, height = 10 } = change;
  return {
    name: 'a.tif',
    width,
    height,
    heights: Int16Array.from({ length: width * height }, (_, i) => heightAt(Math.floor(i / width), i % width)),
    crs: { kind: 'geographic' },
    originX: 22,
    originY: 41,
    cellX: 0.1,
    cellY: 0.1,
    noData: -32768,
    ...change,
  };
}
const heightIn = (rasters: NamedRaster[], latDeg: number, lonDeg: number) =>
  rasterTerrain('t', rasters).heightAt(latDeg * DEGREE, lonDeg * DEGREE);

describe('a terrain of one raster', () => {
  it('has its heights at the centres of its cells and is linear between them', () => {
    expect(heightIn([raster()], 40.95, 22.05)).toBeCloseTo(100, 9);
    expect(heightIn([raster()], 40.15, 22.95)).toBeCloseTo(189, 9);
    expect(heightIn([raster()], 40.5, 22.5)).toBeCloseTo((slope(4, 4) + slope(5, 5)) / 2, 9);
  });

  it('goes on level to the outer edges of its cells, and is 0 and not covered beyond', () => {
    const terrain = rasterTerrain('t', [raster()]);
    expect(terrain.heightAt(41 * DEGREE, 22 * DEGREE)).toBeCloseTo(100, 9);
    expect(terrain.contains(41 * DEGREE, 23 * DEGREE)).toBe(true);
    expect(terrain.contains(41.01 * DEGREE, 22.5 * DEGREE)).toBe(false);
    expect(terrain.heightAt(41.01 * DEGREE, 22.5 * DEGREE)).toBe(0);
    expect(terrain.contains(Number.NaN, 22.5 * DEGREE)).toBe(false);
  });

  it('is the same a turn further', () => {
    expect(heightIn([raster()], 40.5, 22.5 - 360)).toBeCloseTo(heightIn([raster()], 40.5, 22.5), 6);
    expect(heightIn([raster()], 40.5, 22.5 + 360)).toBeCloseTo(heightIn([raster()], 40.5, 22.5), 6);
  });

  it('fills voids from around them and makes sea of what is below it', () => {
    const hole = raster({}, (row, column) => (row === 4 && column === 5 ? -32768 : row > 7 ? -30 : 300));
    expect(heightIn([hole], 40.55, 22.55)).toBe(300);
    expect(heightIn([hole], 40.15, 22.55)).toBe(0);
    expect(rasterTerrain('t', [hole]).maximumHeight).toBe(300);
  });

  it('in a UTM zone stands where its eastings and northings say', () => {
    const at = new Float64Array(2);
    utmFromGeodeticInto(40.5 * DEGREE, 22.5 * DEGREE, 34, true, at);
    const utm = raster({
      crs: { kind: 'utm', zone: 34, north: true },
      originX: at[0] - 500,
      originY: at[1] + 300,
      cellX: 100,
      cellY: 100,
    });
    // 5 cells east and 3 cells south of the corner: between columns 4 and 5, rows 2 and 3.
    expect(heightIn([utm], 40.5, 22.5)).toBeCloseTo((slope(2, 4) + slope(3, 5)) / 2, 6);
    expect(rasterTerrain('t', [utm]).spacing).toBe(100);
  });

  it('in web Mercator stands where longitude and asinh(tan latitude) say', () => {
    const y = Math.asinh(Math.tan(40.5 * DEGREE));
    const cell = (2 * Math.PI) / (256 * 2 ** 11);
    const tile = raster({
      crs: { kind: 'mercator' },
      originX: 22.5 * DEGREE - 5 * cell,
      originY: y + 3 * cell,
      cellX: cell,
      cellY: cell,
    });
    expect(heightIn([tile], 40.5, 22.5)).toBeCloseTo((slope(2, 4) + slope(3, 5)) / 2, 6);
    // A pixel at zoom 11 is 76.4 m on the equator.
    expect(rasterTerrain('t', [tile]).spacing).toBeCloseTo(76.4 * Math.cos(40.5 * DEGREE), 0);
  });
});

describe('a terrain of several rasters', () => {
  const east = raster({ name: 'b.tif', originX: 23 }, (row, column) => slope(row, column + 10));

  it('on one grid has no seam: it is linear across it', () => {
    const both = [raster(), east];
    expect(heightIn(both, 40.5, 23)).toBeCloseTo((slope(4, 9) + slope(5, 10)) / 2, 9);
    expect(heightIn(both.toReversed(), 40.5, 23)).toBe(heightIn(both, 40.5, 23));
  });

  it('takes the first by name where two overlap, and the next where that has no height', () => {
    const first = raster({ name: 'a.tif' }, (row) => (row < 5 ? 500 : -32768));
    const second = raster({ name: 'b.tif' }, () => 700);
    for (const both of [
      [first, second],
      [second, first],
    ]) {
      expect(heightIn(both, 40.85, 22.55)).toBe(500);
      expect(heightIn(both, 40.15, 22.55)).toBe(700);
    }
  });

  it('takes the finer grid where grids that do not fit overlap', () => {
    const coarse = raster({ name: 'a.tif', cellX: 0.3, cellY: 0.3 }, () => 5);
    const fine = raster({ name: 'b.tif' }, () => 7);
    expect(heightIn([coarse, fine], 40.5, 22.5)).toBe(7);
    expect(heightIn([coarse, fine], 39.5, 22.5)).toBe(5);
    expect(rasterTerrain('t', [coarse, fine]).contains(39.5 * DEGREE, 22.5 * DEGREE)).toBe(true);
  });

  it('has sea where none is, if the area says that it is covered', () => {
    const far = raster({ name: 'b.tif', originX: 25 });
    const area = { west: 22, south: 40, east: 26, north: 41 };
    expect(rasterTerrain('t', [raster(), far]).contains(40.5 * DEGREE, 24.5 * DEGREE)).toBe(false);
    const terrain = rasterTerrain('t', [raster(), far], area);
    expect(terrain.contains(40.5 * DEGREE, 24.5 * DEGREE)).toBe(true);
    expect(terrain.contains(40.5 * DEGREE, 26.1 * DEGREE)).toBe(false);
    expect(terrain.heightAt(40.5 * DEGREE, 24.5 * DEGREE)).toBe(0);
    expect(rasterTerrain('t', [], area).heightAt(40.5 * DEGREE, 24.5 * DEGREE)).toBe(0);
  });

  it('is refused if they span more than can be held', () => {
    expect(() =>
      rasterTerrain('t', [
        raster({ cellX: 1e-3, cellY: 1e-3 }),
        raster({ name: 'b', originX: -100, originY: -30, cellX: 1e-3, cellY: 1e-3 }),
      ]),
    ).toThrow('up to 200 million can be held');
  });
});

it('heights above the ellipsoid become heights above the sea by taking off what the geoid stands above it', () => {
  const { name: _, ...above } = raster({ noData: 112 });
  const sea = aboveSeaLevel(
    { ...above, crs: { kind: 'geographic' }, verticalDatum: 'ellipsoid' },
    (lat, lon) => lat - lon,
  );
  expect(sea.verticalDatum).toBe('egm96');
  expect(sea.heights[0]).toBeCloseTo(100 - (40.95 - 22.05), 4);
  expect(sea.heights[99]).toBeCloseTo(199 - (40.05 - 22.95), 4);
  expect(sea.heights[12]).toBe(112); // the mark of no data
});
