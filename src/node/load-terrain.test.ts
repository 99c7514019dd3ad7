import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTiff } from '../../test/fixtures/tiff.js';
import { copernicusTile, hgtBytes, reliefAt, skadiTile, terrariumTile } from '../../test/fixtures/tiles.js';
import type { Terrain, TerrainChoice } from '../index.js';
import { geoidUndulation } from './geoid.js';
import { openTerrains } from './terrain.js';
import { writeCachedTile, writeSea } from './tile-cache.js';
import { tilesOf } from './tile-source.js';

const DEGREE = Math.PI / 180;
const folder = mkdtempSync(join(tmpdir(), 'parapet-terrain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Area = NonNullable<TerrainChoice['area']>;
const areaOf = (westDeg: number, southDeg: number, eastDeg: number, northDeg: number): Area => ({
  westDeg,
  southDeg,
  eastDeg,
  northDeg,
});
const load = (choice: Partial<TerrainChoice> & { source: TerrainChoice['source'] }): Terrain =>
  openTerrains(folder).terrainOf({ roughnessMarginM: 0, ...choice });
const at = (terrain: Terrain, latDeg: number, lonDeg: number): number =>
  terrain.heightAt(latDeg * DEGREE, lonDeg * DEGREE);
const has = (terrain: Terrain, latDeg: number, lonDeg: number): boolean =>
  terrain.contains(latDeg * DEGREE, lonDeg * DEGREE);

/** Writes files into a new folder within the test's and returns its name. */
function filesIn(name: string, files: Record<string, Uint8Array>): string {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, name, file), bytes);
  return name;
}

describe('cached tiles', () => {
  beforeAll(() => {
    const file = (path: string) => join(folder, 'tiles', path);
    writeCachedTile(file('skadi/N40/N40E022.hgt.gz'), 'http://x', skadiTile(40, 22));
    writeSea(file('skadi/N40/N40E021.hgt.gz'), 'http://x');
    for (const east of [22, 23]) {
      const name = `Copernicus_DSM_COG_10_N40_00_E0${east}_00_DEM.tif`;
      writeCachedTile(file(`copernicus/${name}`), 'http://x', copernicusTile(40, east));
    }
    for (const { path, words } of tilesOf('terrarium', { west: 22, south: 40, east: 23, north: 41 }, 8)) {
      const bytes = terrariumTile(Number(words.z), Number(words.x), Number(words.y));
      writeCachedTile(file(`terrarium/${path}`), 'http://x', bytes);
    }
  });

  it('of skadi have the relief, and sea where the source has no tile', () => {
    const terrain = load({ source: 'skadi', folder: 'tiles', area: areaOf(21, 40, 23, 41) });
    expect(at(terrain, 40.5, 22.75)).toBeCloseTo(reliefAt(40.5, 22.75), -1);
    expect(at(terrain, 40.5, 21.5)).toBe(0);
    expect(has(terrain, 40.5, 21.5)).toBe(true);
    expect(has(terrain, 40.5, 20.9)).toBe(false);
  });

  it('of Copernicus join without a seam, though none has samples on its eastern and southern line', () => {
    const terrain = load({ source: 'copernicus', folder: 'tiles', area: areaOf(22, 40, 24, 41) });
    // Samples on whole steps are exact; half way they are means.
    for (const [row, column] of [
      [7, 31],
      [60, 119],
      [60, 120],
      [60, 121],
      [113, 200],
    ]) {
      const [lat, lon] = [41 - row / 120, 22 + column / 120];
      expect(at(terrain, lat, lon)).toBeCloseTo(Math.fround(reliefAt(lat, lon)), 2);
    }
    const mean = (reliefAt(40.5, 23 - 1 / 120) + reliefAt(40.5, 23)) / 2;
    expect(at(terrain, 40.5, 23 - 1 / 240)).toBeCloseTo(mean, 2);
  });

  it('of terrarium join without a seam, at their place in web Mercator', () => {
    const terrain = load({ source: 'terrarium', zoom: 8, folder: 'tiles', area: areaOf(22, 40, 23, 41) });
    // The edge between columns 143 and 144 is at 22.5 E: half way between two pixels.
    const step = 360 / 256 / 256;
    const pixel = (offset: number) => reliefAt(40.7, 22.5 + offset * step);
    expect(Math.abs(at(terrain, 40.7, 22.5) - (pixel(-0.5) + pixel(0.5)) / 2)).toBeLessThan(3);
    let jump = 0;
    for (let latDeg = 40; latDeg <= 41; latDeg += 0.01)
      jump = Math.max(jump, Math.abs(at(terrain, latDeg, 22.5 - 1e-9) - at(terrain, latDeg, 22.5 + 1e-9)));
    expect(jump).toBeLessThan(0.01);
  });

  it('that are missing are named, with the command that fetches them', () => {
    const missing = () => load({ source: 'skadi', folder: 'tiles', area: areaOf(22, 40, 24, 41) });
    expect(missing).toThrow('terrain tiles are not in the cache: N40E023. Fetch them once: parapet terrain fetch');
    expect(missing).toThrow(`--bbox=22,40,24,41 --source skadi --cache ${join(folder, 'tiles')} (SCN-071)`);
    const url = 'http://127.0.0.1:9/{name}.hgt.gz';
    expect(() => load({ source: 'skadi', url, area: areaOf(22, 40, 23, 41), folder: 'tiles' })).toThrow(
      `--source '${url}'`,
    );
  });

  it('that were changed are refused', () => {
    const file = join(folder, 'spoilt/skadi/N40/N40E022.hgt.gz');
    writeCachedTile(file, 'http://x', skadiTile(40, 22));
    writeFileSync(file, skadiTile(40, 22).subarray(0, 9000));
    const spoilt = () => load({ source: 'skadi', folder: 'spoilt', area: areaOf(22, 40, 23, 41) });
    expect(spoilt).toThrow(
      'the tile N40E022 in the cache is broken: it has 9000 bytes and not those of its record (SCN-073)',
    );
  });

  it('that are not what they say are refused, even with a record that fits', () => {
    const name = 'Copernicus_DSM_COG_10_N40_00_E022_00_DEM.tif';
    writeCachedTile(join(folder, 'mislabelled/copernicus', name), 'http://x', copernicusTile(40, 23));
    const mislabelled = () => load({ source: 'copernicus', folder: 'mislabelled', area: areaOf(22, 40, 23, 41) });
    expect(mislabelled).toThrow('it must cover the degree that its name says; got 22.99');
    expect(mislabelled).toThrow('(SCN-073)');
  });

  it('are refused for more than can be held', () => {
    expect(() => load({ source: 'skadi', area: areaOf(0, 0, 20, 20) })).toThrow(
      '400 tiles of 26 MB; up to 64 can be held',
    );
    expect(() => load({ source: 'terrarium', zoom: 3, area: areaOf(0, 0, 20, 89) })).toThrow(
      'web Mercator ends (SCN-074)'.slice(0, 17),
    );
  });

  it('have one identity for one content, wherever they lie', () => {
    const store = openTerrains(folder);
    const choice = { source: 'skadi', folder: 'tiles', area: areaOf(22, 40, 23, 41), roughnessMarginM: 0 } as const;
    store.terrainOf(choice);
    writeCachedTile(join(folder, 'again/skadi/N40/N40E022.hgt.gz'), 'http://y', skadiTile(40, 22));
    store.terrainOf({ ...choice, folder: 'again' });
    const identities = Object.values(store.identities());
    expect(identities).toHaveLength(2);
    expect(identities[0]).toBe(identities[1]);
  });
});

describe('GeoTIFFs', () => {
  const made = (name: string, heightM: number, more = {}) => ({
    [name]: makeTiff({ width: 120, height: 120, cell: 1 / 120, heightAt: () => heightM, ...more }),
  });

  it('of a folder, or one by its name, are a terrain', () => {
    filesIn('dem', { ...made('west.tif', 300), ...made('east.tif', 500, { originX: 23 }) });
    const both = load({ source: 'geotiff', folder: 'dem' });
    expect([at(both, 40.5, 22.5), at(both, 40.5, 23.5)]).toEqual([300, 500]);
    const one = load({ source: 'geotiff', folder: 'dem/east.tif' });
    expect([at(one, 40.5, 22.5), at(one, 40.5, 23.5)]).toEqual([0, 500]);
  });

  it('above the ellipsoid are brought to the sea by the geoid’s undulation, and others are left', () => {
    filesIn('datums', {
      ...made('ellipsoid.tif', 300, { sample: 'float32', verticalEpsg: 4979 }),
      ...made('sea.tif', 300, { sample: 'float32', originX: 23, verticalEpsg: 5773 }),
      ...made('silent.tif', 300, { sample: 'float32', originX: 24 }),
    });
    const terrain = load({ source: 'geotiff', folder: 'datums' });
    expect(at(terrain, 40.5, 22.5)).toBeCloseTo(300 - geoidUndulation(40.5, 22.5), 2);
    expect(at(terrain, 40.5, 23.5)).toBe(300);
    expect(at(terrain, 40.5, 24.5)).toBe(300);
    const told = load({ source: 'geotiff', folder: 'datums/silent.tif', heightsAbove: 'ellipsoid' });
    expect(at(told, 40.5, 24.5)).toBeCloseTo(300 - geoidUndulation(40.5, 24.5), 2);
    const denied = load({ source: 'geotiff', folder: 'datums/ellipsoid.tif', heightsAbove: 'sea' });
    expect(at(denied, 40.5, 22.5)).toBe(300);
  });

  it('are refused by name where one is broken, and with their folder where there is none', () => {
    filesIn('broken', {
      ...made('good.tif', 5),
      'broken.tif': makeTiff({ width: 9, height: 9, heightAt: () => 1 }).subarray(0, 200),
    });
    expect(() => load({ source: 'geotiff', folder: 'broken' })).toThrow('broken.tif');
    expect(() => load({ source: 'geotiff', folder: 'broken' })).toThrow('(SCN-070)');
    filesIn('empty', { 'readme.txt': new Uint8Array(3) });
    expect(() => load({ source: 'geotiff', folder: 'empty' })).toThrow(
      'a folder of .tif files is wanted; it has none (SCN-041)',
    );
    expect(() => load({ source: 'geotiff', folder: 'nowhere' })).toThrow('(SCN-041)');
    expect(() => load({ source: 'geotiff', folder: 'nowhere.tif' })).toThrow('it does not exist (SCN-041)');
  });
});

describe('a folder of SRTM tiles', () => {
  it('at 1″ has 3601 samples a side', () => {
    filesIn('fine', { 'N40E022.hgt': hgtBytes(40, 22, 3601, (lat, lon) => 1000 * (lat - 40) + 500 * (lon - 22)) });
    const terrain = load({ source: 'hgt', folder: 'fine' });
    expect(at(terrain, 40.25, 22.5)).toBeCloseTo(500, 0);
    expect(terrain.spacing).toBeCloseTo(30.9, 1);
  });

  it('of two resolutions, or with a tile twice, is told so', () => {
    const coarse = hgtBytes(40, 23, 1201, () => 1);
    filesIn('mixed', { 'N40E022.hgt': hgtBytes(40, 22, 3601, () => 1), 'N40E023.hgt': coarse });
    expect(() => load({ source: 'hgt', folder: 'mixed' })).toThrow(
      'N40E023.hgt has 1201 samples a side, N40E022.hgt 3601 (SCN-074)',
    );
    filesIn('twice', { 'N40E023.hgt': coarse, 'n40e023.hgt': coarse });
    expect(() => load({ source: 'hgt', folder: 'twice' })).toThrow('is there twice (SCN-074)');
  });

  it('that are cut short or named for no place on earth are refused', () => {
    filesIn('short', { 'N40E022.hgt': new Uint8Array(1000) });
    expect(() => load({ source: 'hgt', folder: 'short' })).toThrow('(SCN-041)');
    filesIn('nowhere-on-earth', { 'N95E022.hgt': hgtBytes(40, 22, 1201, () => 1) });
    expect(() => load({ source: 'hgt', folder: 'nowhere-on-earth' })).toThrow(
      'within 90° S–90° N and 180° W–180° E; got N95E022',
    );
  });
});

it('two folders of tiles are two terrains by name, so that flights over one are not those over the other', () => {
  filesIn('one', { 'N40E022.hgt': hgtBytes(40, 22, 1201, () => 10) });
  filesIn('other', { 'N40E022.hgt': hgtBytes(40, 22, 1201, () => 20) });
  expect(load({ source: 'hgt', folder: 'one' }).name).not.toBe(load({ source: 'hgt', folder: 'other' }).name);
});

const real = join(process.env.PARAPET_DATA ?? '/nowhere', 'terrain');
if (!existsSync(real))
  console.warn('SKIPPED: a UTM raster against its SRTM tiles; set PARAPET_DATA to a folder with terrain/');

it.skipIf(!existsSync(real))(
  'the real relief of northern Greece is the same from its tiles and from a UTM raster made of them',
  () => {
    const tiles = load({ source: 'hgt', folder: join(real, 'srtm3/N40') });
    const utm = load({ source: 'geotiff', folder: join(real, 'bench/nw_aegean_utm34n_90m.tif') });
    const differences: number[] = [];
    for (let i = 0; i < 5000; i++) {
      const lat = 40.1 + 0.8 * ((i * 0.6180339887) % 1);
      const lon = 21.2 + 3.6 * ((i * 0.7548776662) % 1);
      differences.push(Math.abs(at(tiles, lat, lon) - at(utm, lat, lon)));
    }
    differences.sort((a, b) => a - b);
    // Two bilinear interpolations in cells of 90 m stand between them, and in few places another filling of voids.
    expect(differences[2500]).toBeLessThan(1);
    expect(differences[4750]).toBeLessThan(10);
  },
);
