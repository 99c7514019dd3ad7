import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeHgt, mosaicTerrain } from './index.js';

const DEGREE = Math.PI / 180;
const SIDE = 1201;

/** A tile's bytes with the height given by row from the north and column from the west. */
function tileBytes(height: (row: number, column: number) => number): Uint8Array {
  const bytes = new Uint8Array(2 * SIDE * SIDE);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) view.setInt16(2 * (row * SIDE + column), height(row, column));
  }
  return bytes;
}
const VOID = -32768;
/** Position of the sample in row, column of a tile, radians. */
const place = (southDeg: number, westDeg: number, row: number, column: number): [number, number] => [
  (southDeg + (SIDE - 1 - row) / (SIDE - 1)) * DEGREE,
  (westDeg + column / (SIDE - 1)) * DEGREE,
];

describe('an .hgt tile', () => {
  it('is placed by its name, in every quarter of the globe', () => {
    const bytes = tileBytes(() => 1);
    expect(decodeHgt(bytes, 'N40/N40E022.hgt.gz')).toMatchObject({ southDeg: 40, westDeg: 22, side: SIDE });
    expect(decodeHgt(bytes, 's33w071.hgt')).toMatchObject({ southDeg: -33, westDeg: -71 });
  });

  it('has its northern row first and big-endian heights', () => {
    const terrain = mosaicTerrain([
      decodeHgt(
        tileBytes((row, column) => 100 + row + 2 * column),
        'N40E022',
      ),
    ]);
    expect(terrain.heightAt(...place(40, 22, 0, 0))).toBeCloseTo(100, 6);
    expect(terrain.heightAt(...place(40, 22, 1200, 0))).toBeCloseTo(1300, 6);
    expect(terrain.heightAt(...place(40, 22, 300, 900))).toBeCloseTo(2200, 6);
  });

  it('fills a void from the nearest samples around it: on a slope it gives the slope back', () => {
    const hole = (row: number, column: number) => Math.abs(row - 600) < 8 && Math.abs(column - 600) < 8;
    const slope = (row: number, column: number) => (hole(row, column) ? VOID : 500 + row);
    const terrain = mosaicTerrain([decodeHgt(tileBytes(slope), 'N40E022')]);
    expect(Math.abs(terrain.heightAt(...place(40, 22, 600, 600)) - 1100)).toBeLessThan(1);
    expect(Math.abs(terrain.heightAt(...place(40, 22, 604, 597)) - 1104)).toBeLessThan(5);
  });

  it('makes sea of what lies below it and of low specks in it, but not of islands', () => {
    const sea = (row: number, column: number) => {
      if (row === 100 && column === 100) return 12; // a speck of noise
      if (row === 200 && column === 200) return 60; // too high for noise
      if (row >= 300 && row < 304 && column >= 300 && column < 304) return 9; // a low island
      return (row + column) % 3 === 0 ? -7 : 0;
    };
    const terrain = mosaicTerrain([decodeHgt(tileBytes(sea), 'N40E022')]);
    expect(terrain.heightAt(...place(40, 22, 100, 100))).toBe(0);
    expect(terrain.heightAt(...place(40, 22, 200, 200))).toBeCloseTo(60, 6);
    expect(terrain.heightAt(...place(40, 22, 301, 301))).toBeCloseTo(9, 6);
    expect(terrain.heightAt(...place(40, 22, 50, 51))).toBe(0);
  });

  it('is refused with a wrong size or a name that is no place', () => {
    expect(() => decodeHgt(new Uint8Array(10), 'N40E022.hgt')).toThrow('1201 or 3601 samples a side; got 10 bytes');
    expect(() =>
      decodeHgt(
        tileBytes(() => 0),
        'olympus.hgt',
      ),
    ).toThrow('named like N40E022.hgt; got olympus.hgt');
  });
});

describe('a mosaic of tiles', () => {
  it('joins them without a step, even where a void crosses the seam', () => {
    const hill = (column: number) => 400 + column / 4;
    const west = decodeHgt(
      tileBytes((row, column) => (row < 40 && column > 1180 ? VOID : hill(column))),
      'N40E022',
    );
    const east = decodeHgt(
      tileBytes((row, column) => (row < 50 && column < 20 ? VOID : hill(column + SIDE - 1))),
      'N40E023',
    );
    const terrain = mosaicTerrain([east, west]);
    for (let row = 0; row < 100; row++) {
      const [lat, lon] = place(40, 23, row, 0);
      expect(Math.abs(terrain.heightAt(lat, lon - 1e-9) - terrain.heightAt(lat, lon + 1e-9))).toBeLessThan(0.01);
    }
  });

  it('does not depend on the order of the tiles', () => {
    const tiles = ['N40E022', 'N40E023'].map((name) =>
      decodeHgt(
        tileBytes((row, column) => ((row * 7 + column * 13) % 5000 === 0 ? VOID : row % 9)),
        name,
      ),
    );
    const one = mosaicTerrain(tiles);
    const other = mosaicTerrain(tiles.toReversed());
    for (let i = 0; i < 500; i++) {
      const lat = (40 + i / 500) * DEGREE;
      const lon = (22.9 + (i % 83) / 400) * DEGREE;
      expect(one.heightAt(lat, lon)).toBe(other.heightAt(lat, lon));
    }
  });

  it('contains its tiles, edges too, and nothing else', () => {
    const terrain = mosaicTerrain([
      decodeHgt(
        tileBytes(() => 5),
        'N40E022',
      ),
    ]);
    for (const lat of [40, 40.5, 41])
      for (const lon of [22, 22.5, 23]) {
        expect(terrain.contains(lat * DEGREE, lon * DEGREE)).toBe(true);
        expect(terrain.heightAt(lat * DEGREE, lon * DEGREE)).toBe(5);
      }
    expect(terrain.contains(41.01 * DEGREE, 22.5 * DEGREE)).toBe(false);
    expect(terrain.contains(40.5 * DEGREE, 23.01 * DEGREE)).toBe(false);
  });

  it('refuses tiles of two resolutions and a tile given twice', () => {
    const tile = decodeHgt(
      tileBytes(() => 0),
      'N40E022',
    );
    expect(() => mosaicTerrain([tile, tile])).toThrow('N40E022 is there twice');
    expect(() => mosaicTerrain([tile, { ...tile, name: 'N40E023', side: 3601 }])).toThrow('N40E023 has 3601 samples');
    expect(() => mosaicTerrain([])).toThrow('at least one tile');
  });
});

const folder = process.env.PARAPET_DATA === undefined ? undefined : join(process.env.PARAPET_DATA, 'terrain/srtm3/N40');
const haveTiles = folder !== undefined && existsSync(join(folder, 'N40E022.hgt.gz'));
if (!haveTiles)
  console.warn('SKIPPED: real SRTM tiles; set PARAPET_DATA to a folder with terrain/srtm3/N40/N40E0xx.hgt.gz');

describe.skipIf(!haveTiles)('real SRTM tiles of northern Greece', () => {
  const load = (name: string) => decodeHgt(gunzipSync(readFileSync(join(folder!, `${name}.hgt.gz`))), name);
  const names = ['N40E021', 'N40E022', 'N40E023', 'N40E024'];

  it('have Olympus at 2884 m and Athos at 1993 m, and nothing higher than Olympus', () => {
    const terrain = mosaicTerrain(names.slice(1).map(load));
    expect(terrain.heightAt(...place(40, 22, 1102, 419))).toBeCloseTo(2884, 5);
    expect(terrain.heightAt(40.1583333 * DEGREE, 24.3275 * DEGREE)).toBeGreaterThan(1980);
    expect(terrain.maximumHeight).toBe(2884);
  });

  it('have no step on any seam, voids or not', () => {
    const terrain = mosaicTerrain(names.map(load));
    let step = 0;
    for (const seam of [22, 23, 24]) {
      for (let i = 0; i <= 2400; i++) {
        const lat = (40 + i / 2400) * DEGREE;
        const west = terrain.heightAt(lat, seam * DEGREE - 1e-10);
        const east = terrain.heightAt(lat, seam * DEGREE + 1e-10);
        step = Math.max(step, Math.abs(west - east));
      }
    }
    expect(step).toBeLessThan(0.01);
  });

  it('have a calm sea: the middle of the Thermaic Gulf is at 0', () => {
    const terrain = mosaicTerrain([load('N40E022')]);
    for (let i = 0; i < 200; i++) expect(terrain.heightAt((40.2 + i / 2000) * DEGREE, 22.85 * DEGREE)).toBe(0);
  });
});
