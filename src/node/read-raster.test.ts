import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromArrayBuffer } from 'geotiff';
import { afterAll, describe, expect, it } from 'vitest';
import { type MadeTiff, makeTiff } from '../../test/fixtures/tiff.js';
import { readElevationRaster } from './read-raster.js';

const folder = mkdtempSync(join(tmpdir(), 'parapet-raster-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const readTiff = (made: MadeTiff) => readElevationRaster(written('made.tif', makeTiff(made)));
/** Waves with every sign and size of step; whole, so that every kind of sample can hold them. */
const waves = (row: number, column: number) => ((row * 37 + column * 101) % 2900) - 12;
const grid = { width: 70, height: 45, heightAt: waves };

describe('a GeoTIFF', () => {
  const layouts: [string, Partial<MadeTiff>][] = [
    ['uncompressed strips', { rowsPerStrip: 8 }],
    ['one strip, LZW', { compression: 'lzw' }],
    ['LZW strips with differences', { compression: 'lzw', predictor: 2, rowsPerStrip: 16 }],
    ['deflated tiles', { compression: 'deflate', tile: 32 }],
    ['deflated tiles with differences', { compression: 'deflate', predictor: 2, tile: 32 }],
    ['uncompressed tiles', { tile: 16 }],
    ['big-endian strips', { bigEndian: true, rowsPerStrip: 4, compression: 'lzw' }],
    ['big-endian strips with differences', { bigEndian: true, compression: 'deflate', predictor: 2 }],
    ['32-bit whole numbers', { sample: 'int32', compression: 'deflate', predictor: 2 }],
    ['floats', { sample: 'float32', compression: 'deflate', tile: 64 }],
    ['floats by their bytes', { sample: 'float32', compression: 'lzw', predictor: 3, tile: 32 }],
    ['doubles by their bytes', { sample: 'float64', compression: 'deflate', predictor: 3, rowsPerStrip: 7 }],
  ];
  it.each(layouts)('of %s gives back every height', async (_, layout) => {
    const raster = await readTiff({ ...grid, ...layout });
    expect([raster.width, raster.height]).toEqual([70, 45]);
    for (let i = 0; i < 70 * 45; i++) expect(raster.heights[i]).toBe(waves(Math.floor(i / 70), i % 70));
    // The library geotiff, where it can read it, finds the same.
    if (layout.bigEndian && layout.predictor === 2) return;
    const tiff = await fromArrayBuffer(Uint8Array.from(makeTiff({ ...grid, ...layout })).buffer);
    const [values] = (await (await tiff.getImage()).readRasters()) as unknown as ArrayLike<number>[];
    expect(Array.from(values)).toEqual(Array.from(raster.heights));
  });

  it('keeps whole numbers of 16 bits and floats of 32 as they are, and others as doubles', async () => {
    expect((await readTiff(grid)).heights).toBeInstanceOf(Int16Array);
    expect((await readTiff({ ...grid, sample: 'float32' })).heights).toBeInstanceOf(Float32Array);
    expect((await readTiff({ ...grid, sample: 'int32' })).heights).toBeInstanceOf(Float64Array);
  });

  it('of areas begins at the tie point, one of points half a cell outside it', async () => {
    const area = await readTiff({ ...grid, originX: 22, originY: 41, cell: 0.01 });
    const points = await readTiff({ ...grid, originX: 22, originY: 41, cell: 0.01, point: true });
    expect([area.originX, area.originY]).toEqual([22, 41]);
    expect(points.originX).toBeCloseTo(21.995, 12);
    expect(points.originY).toBeCloseTo(41.005, 12);
  });

  it('says its zone, or that it is in degrees', async () => {
    expect((await readTiff(grid)).crs).toEqual({ kind: 'geographic' });
    expect((await readTiff({ ...grid, epsg: 32634 })).crs).toEqual({ kind: 'utm', zone: 34, north: true });
    expect((await readTiff({ ...grid, epsg: 32760 })).crs).toEqual({ kind: 'utm', zone: 60, north: false });
  });

  it('tells its voids and what its heights are measured from', async () => {
    const raster = await readTiff({
      ...grid,
      heightAt: (r) => (r === 3 ? -9999 : 7),
      noData: '-9999',
      verticalEpsg: 3855,
    });
    expect([raster.noData, raster.verticalDatum]).toEqual([-9999, 'egm2008']);
    expect((await readTiff({ ...grid, verticalEpsg: 5773 })).verticalDatum).toBe('egm96');
    expect((await readTiff({ ...grid, verticalEpsg: 4979 })).verticalDatum).toBe('ellipsoid');
    expect((await readTiff(grid)).verticalDatum).toBe('unknown');
  });

  it('may mark its voids by NaN, and then only there', async () => {
    const holes: MadeTiff = { ...grid, sample: 'float32', heightAt: (r, c) => (r === c ? Number.NaN : 7) };
    const raster = await readTiff({ ...holes, noData: 'nan' });
    expect(raster.noData).toBe(-32768);
    expect([...raster.heights].filter((h) => h === -32768)).toHaveLength(45);
    await expect(readTiff(holes)).rejects.toThrow('got NaN in row 0, column 0 (SCN-070)');
  });

  it.each([
    ['another projection', { epsg: 3035 }, 'got EPSG:3035'],
    ['no coordinates', { tags: { 34735: undefined } }, 'does not say where it lies'],
    ['no tie point', { tags: { 33922: undefined } }, 'a pixel scale and one tie point are wanted'],
    [
      'a turned grid',
      { tags: { 34264: [12, [1, 0.5, 0, 22, 0.5, -1, 0, 41, 0, 0, 0, 0, 0, 0, 0, 1]] } },
      'must be north up',
    ],
    [
      'heights in feet',
      { tags: { 34735: [3, [1, 1, 0, 3, 1024, 0, 1, 2, 2048, 0, 1, 4326, 4099, 0, 1, 9002]] } },
      'metres (9001) are wanted; got the unit 9002',
    ],
    ['three bands', { tags: { 277: [3, [3]] } }, 'one band of heights is wanted; got 3'],
    [
      'another compression',
      { tags: { 259: [3, [50_000]] } },
      'compression must be none, LZW or deflate; got number 50000',
    ],
    ['half floats', { tags: { 258: [3, [16]], 339: [3, [3]] } }, 'got format 3 of 16 bits'],
    [
      'a predictor that does not go with its samples',
      { tags: { 317: [3, [3]] } },
      'predictor 3 does not go with format 2',
    ],
    ['too many cells', { tags: { 256: [4, [4_000_000_000]] } }, 'up to 100 million cells; got 4000000000 x 45'],
    ['a missing block', { rowsPerStrip: 8, tags: { 273: [4, [8]] } }, '6 blocks are needed; got 1 places and 6 sizes'],
    ['blocks outside it', { tags: { 279: [4, [9e6]] } }, 'block 0 lies outside the file'],
    ['blocks too short', { tags: { 279: [4, [100]] } }, 'cut short'],
  ] as [string, Partial<MadeTiff>, string][])('is refused with %s', async (_, change, told) => {
    await expect(readTiff({ ...grid, ...change })).rejects.toThrow(told);
    await expect(readTiff({ ...grid, ...change })).rejects.toMatchObject({ name: 'InputError' });
  });

  it('is refused where it is cut short, anywhere', async () => {
    for (const compression of ['none', 'lzw', 'deflate'] as const) {
      const whole = makeTiff({ ...grid, compression });
      for (let length = 0; length < whole.length - 1; length += Math.ceil(whole.length / 23)) {
        await expect(readElevationRaster(written('cut.tif', whole.subarray(0, length)))).rejects.toThrow('(SCN-070)');
      }
    }
  });
});

describe('an SRTM tile as a raster', () => {
  const side = 1201;
  const bytes = new Uint8Array(2 * side * side);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < side * side; i++) view.setInt16(2 * i, i === 5 ? -32768 : (i * 7) % 2000);

  it('keeps the file’s order and voids, with a corner half a cell outside the degree', async () => {
    for (const name of ['N40E022.hgt', 'N40E022.hgt.gz']) {
      const raster = await readElevationRaster(written(name, name.endsWith('.gz') ? gzipSync(bytes) : bytes));
      expect([raster.heights[0], raster.heights[1], raster.heights[5], raster.heights[side]]).toEqual([
        0, 7, -32768, 407,
      ]);
      expect(raster).toMatchObject({ width: side, height: side, noData: -32768, verticalDatum: 'egm96' });
      expect(raster.originX).toBeCloseTo(22 - 1 / 2400, 12);
      expect(raster.originY).toBeCloseTo(41 + 1 / 2400, 12);
    }
  });

  it('is refused if cut short, packed wrongly or named for no place', async () => {
    await expect(readElevationRaster(written('N40E022.hgt', bytes.subarray(0, 5000)))).rejects.toThrow(
      'got 5000 bytes',
    );
    await expect(readElevationRaster(written('N40E022.hgt.gz', bytes))).rejects.toThrow('(SCN-070)');
    await expect(readElevationRaster(written('N40E022.hgt.gz', gzipSync(bytes).subarray(0, 900)))).rejects.toThrow(
      '(SCN-070)',
    );
    await expect(readElevationRaster(written('olympus.hgt', bytes))).rejects.toThrow('named like N40E022.hgt');
  });
});

it('a file that is not there or of another kind is told so', async () => {
  await expect(readElevationRaster(join(folder, 'nowhere.tif'))).rejects.toThrow('it does not exist (SCN-041)');
  await expect(readElevationRaster(folder)).rejects.toThrow('(SCN-041)');
  await expect(readElevationRaster(written('map.png', new Uint8Array(9)))).rejects.toThrow(
    'a GeoTIFF (.tif, .tiff) or',
  );
});

const bench = join(process.env.PARAPET_DATA ?? '/nowhere', 'terrain/bench/nw_aegean_utm34n_90m.tif');
if (!existsSync(bench)) console.warn(`SKIPPED: a real GeoTIFF; set PARAPET_DATA to a folder with terrain/bench/*.tif`);

it.skipIf(!existsSync(bench))('a real one of northern Greece has the heights that GDAL reads, bit by bit', async () => {
  const raster = await readElevationRaster(bench);
  expect(raster).toMatchObject({
    width: 3723,
    height: 1138,
    originX: 500_400,
    originY: 4_537_620,
    cellX: 90,
    cellY: 90,
  });
  expect(raster.crs).toEqual({ kind: 'utm', zone: 34, north: true });
  const { buffer, byteOffset, byteLength } = raster.heights;
  expect(
    createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex'),
  ).toBe('89ea913d1ca85f09b4b9a9c4690b33e7df7adcb98ec76cc38b8589bb325115a1');
});
