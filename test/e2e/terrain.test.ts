import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTiff } from '../fixtures/tiff.js';
import { copernicusTile, skadiTile, type TileServer, terrariumTile, tileServer } from '../fixtures/tiles.js';
import { type Ended, parapet, ROOT, SCENARIO, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const cache = join(folder, 'cache');
const scenario = readFileSync(join(ROOT, SCENARIO), 'utf8');

/** Runs a command without blocking this process, which is the tile server. */
const run = (...args: string[]): Promise<Ended> => start(args);

/** The same, with Ctrl-C as soon as `stopWhen` says so. */
function start(args: readonly string[], stopWhen?: () => boolean): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), ...args], { cwd: ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const watch = setInterval(() => {
      if (!stopWhen?.()) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 20);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, stdout, stderr });
    });
  });
}

/** The small scenario with another terrain, in a file of its own. */
function withTerrain(name: string, terrain: string): string {
  const file = join(folder, `${name}.yaml`);
  const text = scenario.replace('terrain: { source: none }', `terrain: ${terrain}`);
  expect(text).not.toBe(scenario);
  writeFileSync(file, text);
  return file;
}

let server: TileServer;
let template: Record<'skadi' | 'terrarium' | 'copernicus', string>;
let slow = false;
beforeAll(async () => {
  const fine = skadiTile(36, 34);
  server = await tileServer((path, response) => {
    const [, z, x, y] = /(\d+)\/(\d+)\/(\d+)\.png$/.exec(path) ?? [];
    if (z) response.end(terrariumTile(Number(z), Number(x), Number(y)));
    else if (path.includes('Copernicus')) response.end(copernicusTile(36, 34));
    else if (/E03[4-7]/.test(path)) setTimeout(() => response.end(fine), slow && path.includes('N36') ? 60_000 : 0);
    else response.writeHead(path.includes('E040') ? 403 : 404).end();
  });
  template = {
    skadi: `${server.url}/skadi/{band}/{name}.hgt.gz`,
    terrarium: `${server.url}/terrarium/{z}/{x}/{y}.png`,
    copernicus: `${server.url}/{name}/{name}.tif`,
  };
});
afterAll(() => server.close());

describe('parapet terrain fetch', () => {
  test('brings tiles into the cache and tells what is sea', async () => {
    const args = ['terrain', 'fetch', '--bbox', '32.5,36,35,37', '--source', template.skadi, '--cache', cache];
    const first = await run(...args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain('3 tiles');
    expect(first.stdout).toContain('1 fetched');
    expect(first.stdout).toContain('2 not at the source, taken as sea: N36E032, N36E033');
    expect(first.stderr).toBe(''); // no bar where there is no terminal
    const again = JSON.parse((await run(...args, '--json')).stdout) as Record<string, unknown>;
    expect(again).toMatchObject({ source: 'skadi', tiles: 3, present: 1, fetched: 0, sea: ['N36E032', 'N36E033'] });
  });

  test('offline says what is missing with exit code 1, and the command that fetches it', async () => {
    const args = [
      'terrain',
      'fetch',
      '--bbox',
      '34,36,36,37',
      '--source',
      template.skadi,
      '--cache',
      cache,
      '--offline',
    ];
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain('1 of 2 tiles are missing. Fetch them with:');
    expect(stderr).toContain(`parapet terrain fetch --bbox=34,36,36,37 --source '${template.skadi}' --cache ${cache}`);
  });

  test('stopped by Ctrl-C keeps whole tiles and says how to go on', async () => {
    slow = true;
    const own = join(folder, 'stopped');
    const came = () =>
      existsSync(own) && readdirSync(own, { recursive: true }).filter((f) => String(f).endsWith('.json')).length > 3;
    const args = ['terrain', 'fetch', '--bbox', '34,36,38,38', '--source', template.skadi, '--cache', own];
    const { code, stdout, stderr } = await start(args, came);
    slow = false;
    expect(code, stderr).toBe(130);
    expect(stdout).toContain('4 fetched');
    expect(stderr).toContain('Stopped with 4 of 8 tiles to go. Go on with:');
    expect(readdirSync(own, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([]);
    const again = await run(...args);
    expect(again.stdout).toContain('4 fetched');
    expect(again.stdout).toContain('4 were in the cache');
  });

  test('that the server refuses names tile, reason and code, with exit code 2', async () => {
    const args = ['--bbox', '40,36,41,37', '--source', template.skadi, '--cache', join(folder, 'none')];
    const { code, stderr } = await run('terrain', 'fetch', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain('✖ cannot fetch the tile N36E040: the server answered 403 (SCN-072)');
    expect(stderr).toContain(`→ ${server.url}/skadi/N36/N36E040.hgt.gz`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('with a wrong option ends with exit code 2', () => {
    const { code, stdout, stderr } = parapet('terrain', 'fetch', '--bbox', '170,40,-170,41', '--source', 'skadi');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('an area across 180° is fetched in two parts; got ‘170,40,-170,41’ (SCN-047)');
  });
});

describe('parapet terrain info', () => {
  test('tells what a file holds, for people and for programs', () => {
    const file = join(folder, 'dem.tif');
    writeFileSync(
      file,
      makeTiff({
        width: 4,
        height: 3,
        epsg: 32636,
        cell: 30,
        heightAt: (r, c) => (r + c === 0 ? -9999 : 10 * r + c),
        noData: '-9999',
        verticalEpsg: 4979,
      }),
    );
    const { stdout, code } = parapet('terrain', 'info', file);
    expect(code).toBe(0);
    for (const part of [
      'GeoTIFF',
      'UTM zone 36N (EPSG:32636)',
      '4 x 3 of 30 m x 30 m',
      '1 to 23 m',
      'above the WGS-84 ellipsoid',
      'voids        1',
    ])
      expect(stdout).toContain(part);
    const info = JSON.parse(parapet('terrain', 'info', file, '--json').stdout) as Record<string, unknown>;
    expect(info).toMatchObject({
      format: 'GeoTIFF',
      columns: 4,
      rows: 3,
      cellX: 30,
      lowestM: 1,
      highestM: 23,
      voids: 1,
    });
    expect(info.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('refuses what is broken, missing or something else, with exit code 2', () => {
    const broken = join(folder, 'broken.tif');
    writeFileSync(broken, makeTiff({ width: 4, height: 3, heightAt: () => 1 }).subarray(0, 100));
    for (const [file, code] of [
      [broken, 'SCN-070'],
      [join(folder, 'nowhere.tif'), 'SCN-041'],
    ]) {
      const ended = parapet('terrain', 'info', file);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain(`(${code})`);
      expect(ended.stderr).toContain(`→ ${file}`);
    }
  });
});

describe('a scenario over fetched terrain', () => {
  const area = 'area: { westDeg: 33.5, southDeg: 36, eastDeg: 37, northDeg: 38 }';

  test('runs from the cache with no server, is masked by the relief, and can be reproduced', async () => {
    const flat = JSON.parse(parapet('run', SCENARIO, '--json').stdout) as { digest: string };
    const args = ['--bbox', '33.5,36,37,38', '--source', template.terrarium, '--zoom', '7', '--cache', cache];
    expect((await run('terrain', 'fetch', ...args)).code).toBe(0);
    const asked = server.asked.length;
    const url = template.terrarium.replaceAll('"', '');
    const file = withTerrain('terrarium', `{ source: terrarium, zoom: 7, folder: cache, url: "${url}", ${area} }`);
    const out = join(folder, 'out');
    const { code, stdout, stderr } = parapet('run', file, '--json', '--out', out);
    expect(code, stderr).toBe(0);
    expect((JSON.parse(stdout) as { digest: string }).digest).not.toBe(flat.digest);
    expect(parapet('reproduce', out).code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { terrain: { data: object } };
    expect(Object.keys(manifest.terrain.data)[0]).toContain('terrarium:cache 33.5,36,37,38 zoom 7');
    expect(server.asked).toHaveLength(asked);
  });

  test('is refused before it runs where tiles are missing, broken or do not cover it', async () => {
    const missing = parapet('run', withTerrain('missing', `{ source: skadi, folder: nothing-here, ${area} }`));
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('(SCN-071)');
    expect(missing.stderr).toContain('parapet terrain fetch --bbox=33.5,36,37,38 --source skadi --cache');
    const narrow =
      '{ source: copernicus, folder: glo, area: { westDeg: 34, southDeg: 36, eastDeg: 34.5, northDeg: 37 } }';
    const glo = join(folder, 'glo');
    expect(
      (await run('terrain', 'fetch', '--bbox', '34,36,34.5,37', '--source', template.copernicus, '--cache', glo)).code,
    ).toBe(0);
    const [own] = readdirSync(glo);
    rmSync(join(glo, 'copernicus'), { recursive: true, force: true });
    mkdirSync(join(glo, 'copernicus'));
    for (const name of readdirSync(join(glo, own)))
      writeFileSync(join(glo, 'copernicus', name), readFileSync(join(glo, own, name)));
    const outside = parapet('validate', withTerrain('narrow', narrow));
    expect(outside.code).toBe(2);
    expect(outside.stderr).toContain('position must lie inside the terrain copernicus');
    const tile = join(glo, 'copernicus', 'Copernicus_DSM_COG_10_N36_00_E034_00_DEM.tif');
    writeFileSync(tile, readFileSync(tile).fill(0, 300, 900));
    const broken = parapet('run', join(folder, 'narrow.yaml'));
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('the tile N36E034 in the cache is broken');
    expect(broken.stderr).toContain('(SCN-073)');
  });
});
