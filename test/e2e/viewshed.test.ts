import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { answerOf, type ElevationRaster, makeSite } from '../../dist/index.js';
import { openGround, runViewshed, type ViewshedJob } from '../../dist/node/index.js';
import { makeTiff } from '../fixtures/tiff.js';
import { agreement, exactLowest, makeMountains } from '../fixtures/viewshed-oracle.mjs';
import { parapet, temporaryFolder } from './parapet.js';

const width = 420;
const height = 360;
const CELL = 90;
const heights = makeMountains(width, height);
const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);
/** A part of the mountains as a GeoTIFF in UTM zone 34 north. */
const tiff = (firstRow: number, rows: number, noData?: string): Uint8Array =>
  makeTiff({
    width,
    height: rows,
    heightAt: (row, column) => heights[(firstRow + row) * width + column],
    epsg: 32634,
    cell: CELL,
    originX: 600_000,
    originY: 4_500_000 - firstRow * CELL,
    noData,
  });
writeFileSync(file('dem.tif'), tiff(0, height));

const col = 200;
const row = 170;
const place = `${600_000 + (col + 0.5) * CELL},${4_500_000 - (row + 0.5) * CELL}`;
const SIGHT = ['--observer-height', '20', '--target-height', '50', '--radius-km', '15'];
const sight = { col, row, eye: 20, curvature: 0.75 / (2 * 6_378_137) };
const grid = { width, height, heights, cellX: CELL, cellY: CELL };

describe('parapet viewshed', () => {
  const args = ['viewshed', file('dem.tif'), '--observer-xy', place, ...SIGHT, '--out', file('seen.u8')];
  const ended = parapet(
    ...args,
    '--lowest',
    file('lowest.f64'),
    '--picture',
    file('seen.png'),
    '--repeat',
    '3',
    '--json',
  );
  const told = JSON.parse(ended.stdout);
  const seen = readFileSync(file('seen.u8'));

  test('writes one byte a cell, by rows from the north, that exact lines of sight agree with', () => {
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(seen.length).toBe(width * height);
    expect(agreement(grid, sight, seen, { radius: 15_000, target: 50, count: 4000 })).toBeGreaterThan(0.9985);
  });

  test('tells in JSON what is in the file, and how fast it was made', () => {
    const counts = [0, 1, 2].map((value) => seen.filter((byte) => byte === value).length);
    expect(told).toMatchObject({ width, height, observerCell: { col, row }, kernel: 'wasm', threads: 1, voids: 0 });
    expect(told.cellsInRange).toBe(counts[0] + counts[1]);
    expect(told.visible).toBe(counts[1]);
    expect(told.seconds).toBeGreaterThan(0);
    expect(told.cellsPerSecond).toBe(Math.round(told.cellsInRange / told.seconds));
  });

  test('writes lowest visible heights as float64, not a number out of range', () => {
    const bytes = readFileSync(file('lowest.f64'));
    const lowest = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    expect(lowest.length).toBe(width * height);
    let apart = 0;
    for (let i = 0; i < lowest.length; i++) {
      const ought = Number.isNaN(lowest[i]) ? 2 : heights[i] + 50 >= lowest[i] ? 1 : 0;
      if (ought !== seen[i]) apart++;
    }
    expect(apart).toBe(0);
    const i = 300 * width + 250;
    expect(Math.abs(lowest[i] - exactLowest(grid, sight, 250, 300))).toBeLessThan(2);
  });

  test('draws the window that the radius reaches', () => {
    const { width: w, height: h, channels } = decode(readFileSync(file('seen.png')));
    expect([w, h, channels]).toEqual([337, 337, 3]);
  });

  test('leaves no other file behind', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('tells a person what is seen, by direction and distance', () => {
    const { code, stdout } = parapet('viewshed', file('dem.tif'), '--observer-xy', place, ...SIGHT);
    expect(code).toBe(0);
    expect(stdout).toContain(`Observer 20 m above ground of ${heights[row * width + col]} m`);
    expect(stdout).toContain(`${told.visible} of ${told.cellsInRange} cells`);
    for (const direction of ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'])
      expect(stdout).toMatch(new RegExp(`^  ${direction} .*%`, 'm'));
  });

  test('takes the observer in degrees on a UTM grid too', () => {
    // UTM 34 north 618 045 E, 4 484 655 N, by GDAL’s transformation.
    const degrees = parapet('viewshed', file('dem.tif'), '--observer', '40.50422,22.39319', ...SIGHT, '--json');
    expect(JSON.parse(degrees.stdout).observerCell).toEqual({ col, row });
  });

  test('reads a folder of parts of one grid as one', () => {
    const parts = file('parts');
    mkdirSync(parts);
    writeFileSync(join(parts, 'north.tif'), tiff(0, 200));
    writeFileSync(join(parts, 'south.tif'), tiff(200, 160));
    const { code } = parapet('viewshed', parts, '--observer-xy', place, ...SIGHT, '--out', file('parts.u8'));
    expect(code).toBe(0);
    expect(readFileSync(file('parts.u8')).equals(seen)).toBe(true);
  });
});

describe('bad input is told with a code, and nothing is written', () => {
  const base = ['--observer-xy', place, '--observer-height', '20', '--target-height', '50', '--out', file('bad.u8')];
  const digest = () =>
    createHash('sha256')
      .update(readFileSync(file('dem.tif')))
      .digest('hex');
  const before = digest();

  test.each([
    ['an observer under ground', ['--observer-height', '-1', '--radius-km', '5'], 'SCN-047', 'must be 0–100000'],
    ['a radius that is no number', ['--radius-km', 'NaN'], 'SCN-047', 'above 0'],
    ['a radius larger than the heights', ['--radius-km', '200'], 'SCN-091', 'farthest corner'],
    ['the heights as output', ['--radius-km', '5', '--out', file('dem.tif')], 'SCN-047', 'different files'],
  ])('%s', (_, args, code, words) => {
    const ended = parapet('viewshed', file('dem.tif'), ...base, ...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr).toContain(words);
    expect(readdirSync(folder)).not.toContain('bad.u8');
    expect(digest()).toBe(before);
  });

  const job: ViewshedJob = {
    heights: file('dem.tif'),
    observer: { easting: 618_045, northing: 4_484_655 },
    observerHeightM: 20,
    targetHeightM: 50,
    radiusKm: 5,
    earthFactor: 4 / 3,
    repeat: 1,
    threads: 1,
    out: file('bad.u8'),
  };
  test.each([
    ['an observer outside', { observer: { easting: 1, northing: 2 } }, 'SCN-090', 'columns 0–419'],
    ['a radius that reaches no other cell', { radiusKm: 0.05 }, 'SCN-091', '90.0 m away'],
    ['an output that cannot be', { out: join(file('dem.tif'), 'x') }, 'SCN-044', 'cannot write'],
    ['degrees where there are metres', { heights: file('degrees.tif') }, 'SCN-047', '--observer LAT,LON'],
    [
      'a reach beyond 85°',
      { heights: file('polar.tif'), observer: { latDeg: 84.98, lonDeg: 22.05 } },
      'SCN-092',
      '85°',
    ],
    ['an observer on a void', { heights: file('holed.tif') }, 'SCN-090', 'no height is known'],
    ['heights that are not there', { heights: file('none.tif') }, 'SCN-041', 'does not exist'],
  ])('%s', async (_, change, code, words) => {
    const degrees = { width: 120, height: 120, heightAt: () => 1 };
    writeFileSync(file('degrees.tif'), makeTiff(degrees));
    writeFileSync(file('polar.tif'), makeTiff({ ...degrees, originY: 85.02 }));
    writeFileSync(file('holed.tif'), tiff(0, height, String(heights[row * width + col])));
    const refused = await runViewshed({ ...job, ...change }).catch((error) => error.issues);
    expect(refused).toMatchObject([{ code }]);
    expect(refused[0].message).toContain(words);
    expect(readdirSync(folder)).not.toContain('bad.u8');
  });

  test('voids elsewhere are told and filled', () => {
    const cell = heights.findIndex((h, i) => i > 150 * width && h !== heights[row * width + col]);
    const beside = `${600_000 + ((cell % width) + 0.5) * CELL},${4_500_000 - (Math.floor(cell / width) + 0.5) * CELL}`;
    const told = parapet('viewshed', file('holed.tif'), ...base, '--observer-xy', beside, '--radius-km', '5');
    expect(told.code).toBe(0);
    expect(told.stderr).toMatch(/\d+ cells within reach have no known height; they were filled/);
  });
});

describe('the same bytes', () => {
  const raster: ElevationRaster = {
    width,
    height,
    heights,
    crs: { kind: 'utm', zone: 34, north: true },
    originX: 0,
    originY: 0,
    cellX: CELL,
    cellY: CELL,
    verticalDatum: 'unknown',
    noData: null,
  };
  const request = { col, row, observerHeight: 20, targetHeight: 50, radius: 25_000, earthFactor: 4 / 3 };
  const geographic: ElevationRaster = {
    ...raster,
    crs: { kind: 'geographic' },
    cellX: 1 / 1200,
    cellY: 1 / 1200,
    originX: 20,
    originY: 41,
  };

  /** Digests of the visible cells and of the lowest heights. */
  async function digests(
    kernel: 'fastest' | 'plain',
    threads: number,
    on: ElevationRaster,
    more: Partial<typeof request>,
  ) {
    const site = makeSite(on, { ...request, ...more });
    const ground = openGround(site, 'made', { kernel, threads });
    try {
      expect(ground.kernel.name).toBe(kernel === 'plain' ? 'plain' : 'wasm');
      await ground.run();
      const seen = answerOf(ground).slice();
      const lowest = new Float64Array(new SharedArrayBuffer(8 * seen.length)).fill(Number.NaN);
      await ground.run(lowest);
      const bytes = new Uint8Array(lowest.buffer).slice();
      return [seen, bytes].map((part) => createHash('sha256').update(part).digest('hex'));
    } finally {
      await ground.close();
    }
  }

  test.each([
    ['from the middle', raster, {}],
    ['from a corner', raster, { col: 0, row: height - 1, radius: 40_000 }],
    ['from an edge, level targets', raster, { col: width - 1, targetHeight: 0 }],
    ['over a small circle', raster, { radius: 500 }],
    ['of cells that are not square', { ...raster, cellX: 37, cellY: 90 }, { radius: 20_000 }],
    ['of fractions of a metre', { ...raster, heights: Float32Array.from(heights, (h) => h + 0.3) }, {}],
    ['on a grid of degrees', geographic, {}],
  ])('come from the plain and the WebAssembly kernel, %s', async (_, on, more) => {
    const plain = await digests('plain', 1, on as ElevationRaster, more);
    expect(await digests('fastest', 1, on as ElevationRaster, more)).toEqual(plain);
  });

  test('come from any number of threads', async () => {
    const one = await digests('fastest', 1, raster, {});
    expect(await digests('fastest', 2, raster, {})).toEqual(one);
    expect(await digests('fastest', 5, geographic, {})).toEqual(await digests('plain', 3, geographic, {}));
  });
});
