import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScenario } from '../../src/engine/simulation/index.js';
import { raidMinutes, terrain } from '../fixtures/anatolia.js';

/** Debian's Chromium where it is installed, otherwise the one that comes as a package. */
const DEBIAN = '/usr/bin/chromium';
const root = join(import.meta.dirname, '../..');
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };
const PAGE = `<!doctype html><script type="importmap">{"imports":{"zod":"/node_modules/zod/index.js"}}</script>`;

/** As text, so that nothing of the test's own machinery is in it. */
const IN_THE_BROWSER = `(async () => {
  const { runScenario } = await import('/dist/engine/simulation/index.js');
  const { decodeEtopo5 } = await import('/dist/engine/earth/index.js');
  const packed = await fetch('/data/etopo5-emed.bin.gz');
  const inflated = packed.body.pipeThrough(new DecompressionStream('gzip'));
  const terrain = decodeEtopo5(new Uint8Array(await new Response(inflated).arrayBuffer()));
  const { digest, measures } = runScenario(SCENARIO, { terrain }, { seed: 7 });
  return { digest, measures };
})()`;

let server: Server;
let browser: Browser;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    if (path === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
    const file = join(root, path);
    if (!/^\/(dist|data|node_modules\/zod)\//.test(path) || !existsSync(file)) {
      return response.writeHead(404).end();
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const packaged = !existsSync(DEBIAN);
  browser = await chromium.launch({
    executablePath: packaged ? await chromiumPackage.executablePath() : DEBIAN,
    args: [
      ...(packaged ? chromiumPackage.args : []),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await new Promise((done) => server?.close(done));
});

test('a run in a browser gives the same bytes as in Node', async () => {
  const scenario = raidMinutes();
  const here = runScenario(scenario, { terrain }, { seed: 7 });
  const page = await browser.newPage();
  await page.goto(origin);
  const there = await page.evaluate<{ digest: string; measures: Record<string, number | null> }>(
    IN_THE_BROWSER.replace('SCENARIO', JSON.stringify(scenario)),
  );
  expect(there.digest).toBe(here.digest);
  expect(there.measures).toEqual(here.measures);
});
