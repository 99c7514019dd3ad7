import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copernicusTile, skadiTile, type TileServer, terrariumTile, tileServer } from '../../test/fixtures/tiles.js';
import { type FetchOptions, fetchTiles } from './fetch-tiles.js';

const patience = { silenceMs: 10_000, backoffMs: 5, tries: 3 };
/** For tests that have to wait for silence. */
const impatience = { ...patience, silenceMs: 600 };
const area = { west: 22, south: 40, east: 23, north: 41 };
const tile = skadiTile(40, 22);
const bomb = gzipSync(new Uint8Array(80e6), { level: 1 });
/** Within one terrarium tile at level 8. */
const small = { west: 22.1, south: 40.1, east: 22.4, north: 40.3 };

let cache: string;
let server: TileServer;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'parapet-cache-'));
});
afterEach(async () => {
  await server.close();
  rmSync(cache, { recursive: true, force: true });
});

const get = (change: Partial<FetchOptions> = {}) =>
  fetchTiles({ source: 'skadi', url: `${server.url}/skadi/{band}/{name}.hgt.gz`, area, cache, patience, ...change });

/** Every file under the cache, tiles and their records, hidden ones too. */
const files = (): string[] =>
  readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('fetching tiles', () => {
  it('keeps each with its record, and asks for none twice', async () => {
    server = await tileServer((_, response) => response.end(tile));
    const first = await get();
    expect(first).toMatchObject({
      tiles: 1,
      fetched: 1,
      present: 0,
      bytes: tile.length,
      sea: [],
      missing: [],
      issues: [],
    });
    expect(server.asked).toEqual(['/skadi/N40/N40E022.hgt.gz']);
    expect(files()).toEqual(['N40E022.hgt.gz', 'N40E022.hgt.gz.json']);
    expect(await get()).toMatchObject({ fetched: 0, present: 1 });
    expect(server.asked).toHaveLength(1);
  });

  it('takes a tile that the server does not have for sea, remembers it, and says so', async () => {
    server = await tileServer((path, response) => {
      response.statusCode = path.includes('E022') ? 200 : 404;
      response.end(path.includes('E022') ? tile : 'no such key');
    });
    const wide = { ...area, west: 21, east: 24 };
    expect(await get({ area: wide })).toMatchObject({ tiles: 3, fetched: 1, sea: ['N40E021', 'N40E023'], missing: [] });
    expect(await get({ area: wide })).toMatchObject({ present: 1, sea: ['N40E021', 'N40E023'] });
    expect(server.asked).toHaveLength(3);
  });

  it('of terrarium, which has tiles of the sea, takes a missing one for a mistake', async () => {
    server = await tileServer((_, response) => {
      response.statusCode = 404;
      response.end();
    });
    const { issues, missing } = await get({
      source: 'terrarium',
      url: `${server.url}/{z}/{x}/{y}.png`,
      zoom: 8,
      area: small,
    });
    expect(missing).toEqual(['8/143/96']);
    expect(issues[0]).toMatchObject({ code: 'SCN-072', message: 'the server does not have the tile 8/143/96' });
  });

  it('knows the tiles of terrarium and Copernicus too', async () => {
    server = await tileServer((path, response) => {
      const [, z, x, y] = /(\d+)\/(\d+)\/(\d+)\.png/.exec(path) ?? [];
      response.end(z ? terrariumTile(Number(z), Number(x), Number(y)) : copernicusTile(40, 22));
    });
    expect(
      await get({ source: 'terrarium', url: `${server.url}/{z}/{x}/{y}.png`, zoom: 8, area: small }),
    ).toMatchObject({
      fetched: 1,
      issues: [],
    });
    expect(await get({ source: 'copernicus', url: `${server.url}/{name}/{name}.tif` })).toMatchObject({
      fetched: 1,
      issues: [],
    });
    expect(server.asked.at(-1)).toBe(
      '/Copernicus_DSM_COG_10_N40_00_E022_00_DEM/Copernicus_DSM_COG_10_N40_00_E022_00_DEM.tif',
    );
  });

  it('packs a tile that was inflated on its way', async () => {
    server = await tileServer((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(tile);
    });
    expect(await get()).toMatchObject({ fetched: 1, issues: [] });
    const [folder] = readdirSync(cache);
    expect(readFileSync(join(cache, folder, 'N40/N40E022.hgt.gz')).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it('never asks for more than four at once', async () => {
    server = await tileServer((_, response) => setTimeout(() => response.writeHead(404).end(), 30));
    expect(await get({ area: { west: 0, south: 0, east: 5, north: 4 } })).toMatchObject({ tiles: 20 });
    expect(server.greatest()).toBe(4);
  });

  it('is refused for more tiles than one command may ask for, and for web Mercator beyond its edge', async () => {
    server = await tileServer((_, response) => response.end());
    await expect(get({ area: { west: -180, south: -60, east: 180, north: 60 } })).rejects.toThrow(
      '10000 tiles; got 43200',
    );
    const beyond = { ...area, north: 88 };
    await expect(get({ source: 'terrarium', zoom: 3, area: beyond })).rejects.toThrow('web Mercator ends at 85.05°');
    expect(server.asked).toEqual([]);
  });

  it('looks offline at what is there, and says what is missing', async () => {
    server = await tileServer((_, response) => response.end(tile));
    await get();
    const wide = { ...area, east: 24 };
    expect(await get({ area: wide, offline: true })).toMatchObject({ present: 1, missing: ['N40E023'], issues: [] });
    expect(server.asked).toHaveLength(1);
  });
});

describe('a server that fails', () => {
  /** Answers the first tries one way, and then well. */
  const atFirst = async (bad: (response: ServerResponse) => void, times = 1): Promise<void> => {
    let tries = 0;
    server = await tileServer((_, response) => (tries++ < times ? bad(response) : response.end(tile)));
  };

  it.each<[string, (response: ServerResponse) => void]>([
    ['answers 500', (response) => response.writeHead(500).end()],
    ['asks to wait', (response) => response.writeHead(429, { 'retry-after': '0' }).end()],
    ['is silent', () => {}],
    [
      'breaks off in the middle',
      (response) => {
        response.writeHead(200, { 'content-length': String(tile.length) });
        response.write(tile.subarray(0, 5000), () => response.destroy());
      },
    ],
    ['falls silent in the middle', (response) => response.write(tile.subarray(0, 5000))],
    ['ends too soon', (response) => response.end(tile.subarray(0, tile.length - 9))],
    ['sends something else', (response) => response.end('<html>it works</html>')],
  ])('once and %s is asked again', async (_, bad) => {
    await atFirst(bad);
    expect(await get({ patience: impatience })).toMatchObject({ fetched: 1, issues: [] });
    expect(server.asked).toHaveLength(2);
  });

  it.each<[string, (response: ServerResponse) => void, string, string]>([
    ['answers 500', (response) => response.writeHead(500).end(), 'SCN-072', 'the server answered 500'],
    ['is silent', () => {}, 'SCN-072', 'silent for 0.6 s'],
    [
      'sends tiles cut short',
      (response) => response.end(tile.subarray(0, 9000)),
      'SCN-073',
      'N40E022 is broken: its compressed data are cut short',
    ],
    [
      'sends tiles of a wrong size',
      (response) => response.end(gzipSync(new Uint8Array(1200 * 1200 * 2))),
      'SCN-073',
      '1201 or 3601 samples a side',
    ],
    ['sends a bomb', (response) => response.end(bomb), 'SCN-073', 'inflates to more than it may hold'],
    [
      'sends heights that are none',
      (response) => response.end(gzipSync(new Uint8Array(1201 * 1201 * 2).fill(0x7f))),
      'SCN-073',
      'got 32639',
    ],
  ])('for good and %s is told so, and nothing is kept', async (_, bad, code, told) => {
    await atFirst(bad, Number.POSITIVE_INFINITY);
    const { fetched, missing, issues } = await get({ patience: told.startsWith('silent') ? impatience : patience });
    expect({ fetched, missing }).toEqual({ fetched: 0, missing: ['N40E022'] });
    expect(issues).toHaveLength(1);
    expect(issues[0].code).toBe(code);
    expect(issues[0].message).toContain(told);
    expect(issues[0].file).toContain('/skadi/N40/N40E022.hgt.gz');
    expect(server.asked).toHaveLength(patience.tries);
    expect(files()).toEqual([]);
  });

  it('forbids it is not asked again', async () => {
    await atFirst((response) => response.writeHead(403).end());
    expect((await get()).issues[0].message).toContain('the server answered 403');
    expect(server.asked).toHaveLength(1);
  });

  it('sends or announces more than any tile has is cut off', async () => {
    await atFirst((response) => response.writeHead(200, { 'content-length': '50000000' }).write('x'));
    expect((await get()).issues[0]).toMatchObject({ code: 'SCN-073' });
    expect(server.asked).toHaveLength(1);
  });

  it('drips but does not stop is waited for', async () => {
    server = await tileServer((_, response) => {
      let at = 0;
      const timer = setInterval(() => {
        response.write(tile.subarray(at, at + Math.ceil(tile.length / 6)));
        at += Math.ceil(tile.length / 6);
        if (at < tile.length) return;
        clearInterval(timer);
        response.end();
      }, 200);
    });
    expect(await get({ patience: { ...patience, silenceMs: 900 } })).toMatchObject({ fetched: 1, issues: [] });
  });

  it('is not there at all is told so, and soon no further tile is asked for', async () => {
    server = await tileServer(() => {});
    await server.close();
    const { issues, missing } = await get({ area: { west: 0, south: 0, east: 10, north: 10 } });
    expect(issues[0].message).toContain('the server refuses the connection');
    expect(issues.length).toBeLessThan(10);
    expect(missing).toHaveLength(100);
  });
});

describe('the cache', () => {
  it('keeps whole tiles, and nothing else, when it is stopped; then the same command goes on', async () => {
    const stop = new AbortController();
    let count = 0;
    server = await tileServer((_, response) => {
      count++;
      if (count === 4) setTimeout(() => stop.abort(), 50);
      if (count === 3 || count === 4) response.write(tile.subarray(0, 9000));
      else response.end(tile);
    });
    const wide = { ...area, east: 30 };
    const stopped = await get({ area: wide, signal: stop.signal });
    expect(stopped.issues).toEqual([]);
    expect(stopped.fetched + stopped.missing.length).toBe(8);
    expect(stopped.missing.length).toBeGreaterThan(0);
    expect(files().filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(files()).toHaveLength(2 * stopped.fetched);
    expect(await get({ area: wide })).toMatchObject({ present: stopped.fetched, missing: [] });
  });

  it('fetches again what was changed on disk, or is there without its record', async () => {
    server = await tileServer((_, response) => response.end(tile));
    const { folder } = await get();
    const file = join(folder, 'N40/N40E022.hgt.gz');
    for (const spoil of [
      () => writeFileSync(file, tile.subarray(0, 5000)),
      () => writeFileSync(file, Buffer.from(tile).fill(1, 500, 501)),
      () => rmSync(`${file}.json`),
      () => writeFileSync(`${file}.json`, '{"bytes":'),
      () => rmSync(file),
    ]) {
      spoil();
      expect(await get({ offline: true })).toMatchObject({ present: 0, missing: ['N40E022'] });
      expect(await get()).toMatchObject({ fetched: 1 });
      expect(readFileSync(file).equals(tile)).toBe(true);
    }
  });

  it('keeps the tiles of two servers apart', async () => {
    server = await tileServer((_, response) => response.end(tile));
    const one = await get();
    const other = await get({ url: `${server.url}/other/{name}.hgt.gz` });
    expect(one.folder).not.toBe(other.folder);
    expect(other.fetched).toBe(1);
  });

  it('that cannot be written is told so', async () => {
    server = await tileServer((_, response) => response.end(tile));
    const file = join(cache, 'a-file');
    writeFileSync(file, '');
    await expect(get({ cache: file })).rejects.toMatchObject({ issues: [{ code: 'SCN-044' }] });
  });
});

const real = join(process.env.PARAPET_DATA ?? '/nowhere', 'terrain/srtm3');
if (!existsSync(real))
  console.warn('SKIPPED: fetching real SRTM tiles; set PARAPET_DATA to a folder with terrain/srtm3');

it.skipIf(!existsSync(real))('the seven real SRTM tiles of northern Greece come through as they are', async () => {
  server = await tileServer((path, response) => {
    const file = join(real, path.replace('/skadi/', ''));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  const outcome = await get({ area: { west: 18, south: 40, east: 26, north: 41 } });
  expect(outcome).toMatchObject({ tiles: 8, fetched: 7, sea: ['N40E025'], issues: [] });
  const olympus = readFileSync(join(real, 'N40/N40E022.hgt.gz'));
  expect(readFileSync(join(outcome.folder, 'N40/N40E022.hgt.gz')).equals(olympus)).toBe(true);
});
