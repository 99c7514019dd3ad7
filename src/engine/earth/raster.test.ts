import { describe, expect, it } from 'vitest';
import { crsName, type ElevationRaster, makeElevationRaster, rasterBounds } from './index.js';

const grid: ElevationRaster = {
  width: 3,
  height: 2,
  heights: Int16Array.of(1, 2, 3, 4, 5, -32768),
  crs: { kind: 'geographic' },
  originX: 22,
  originY: 41,
  cellX: 0.5,
  cellY: 0.25,
  verticalDatum: 'egm96',
  noData: -32768,
};
const utm = { ...grid, crs: { kind: 'utm', zone: 34, north: true }, originX: 500_400, originY: 4_537_620 } as const;

describe('a raster of heights', () => {
  it('covers what its outer edges bound', () => {
    expect(rasterBounds(makeElevationRaster(grid))).toEqual({ west: 22, south: 40.5, east: 23.5, north: 41 });
  });

  it('in UTM covers the degrees of its corners and bulging edges (corners by GDAL 3.6.2)', () => {
    const bounds = rasterBounds({ ...utm, width: 3723, height: 1138, cellX: 90, cellY: 90 });
    expect(bounds.west).toBeCloseTo(21 + 16.89 / 3600, 5);
    expect(bounds.east).toBeCloseTo(24 + 59 / 60 + 1.13 / 3600, 5);
    expect(bounds.south).toBeCloseTo(40 + 1.36 / 3600, 5);
    expect(bounds.north).toBeCloseTo(40 + 59 / 60 + 23.13 / 3600, 5);
  });

  it('is named by its EPSG code', () => {
    expect(crsName({ kind: 'geographic' })).toContain('EPSG:4326');
    expect(crsName({ kind: 'utm', zone: 34, north: true })).toBe('WGS 84 / UTM zone 34N (EPSG:32634)');
    expect(crsName({ kind: 'utm', zone: 9, north: false })).toContain('EPSG:32709');
  });

  it.each([
    ['heights that do not fill it', { width: 4 }, '2 x 4 cells need 8 heights; got 6'],
    ['no rows', { height: 0, heights: new Int16Array(0) }, 'whole numbers of rows and columns; got 0 x 3'],
    ['cells of no size', { cellX: 0 }, 'positive size; got 0 x 0.25'],
    ['cells of a size that is no number', { cellY: Number.NaN }, 'positive size; got 0.5 x NaN'],
    ['a place beyond the pole', { originY: 91 }, 'must lie on the earth; got x 22–23.5°, y 90.5–91°'],
    ['more than a turn', { originX: -200, cellX: 190 }, 'must lie on the earth'],
    ['a place that is no number', { originX: Number.NaN }, 'must lie on the earth'],
    ['a zone that is not there', { ...utm, crs: { kind: 'utm', zone: 61, north: true } }, 'UTM zones are 1–60; got 61'],
    ['degrees given for metres', { ...utm, originY: 30e6 }, 'must lie on the earth'],
    [
      'a height that is no number',
      { heights: Float32Array.of(1, 2, Number.NaN, 4, 5, 6) },
      'got NaN in row 0, column 2',
    ],
    ['a void that is not declared', { noData: null }, 'got -32768 in row 1, column 2'],
    ['feet or centimetres', { heights: Float64Array.of(1, 2, 3, 29_032, 5, 6) }, 'got 29032 in row 1, column 0'],
    ['a mark of no data that is no number', { noData: Number.NaN }, 'must be a number; got NaN'],
  ] as [string, Partial<ElevationRaster>, string][])('is refused with %s', (_, change, told) => {
    expect(() => makeElevationRaster({ ...grid, ...change })).toThrow(told);
  });
});
