import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { makeRaid } from '../../bench/cases/raid.mjs';
import { decodeEtopo5 } from '../engine/earth/index.js';
import { makeWorld, type RunAssets, runScenario } from '../engine/simulation/index.js';
import { openRunKernel } from './run-kernel.js';

const terrain = decodeEtopo5(gunzipSync(readFileSync('data/etopo5-emed.bin.gz')));
const raid = makeRaid(600, 60);
const run = (assets: RunAssets) => runScenario(raid, assets, { seed: 3 });

it('a crowded run gives the same bytes compiled and plain, phase by phase', () => {
  const plain = run({ terrain });
  const compiled = run({ terrain, openKernel: openRunKernel });
  expect(plain.measures.pictureCompleteness).toBeGreaterThan(0.3);
  expect([...compiled.phaseDigests]).toEqual([...plain.phaseDigests]);
  expect(compiled.digest).toBe(plain.digest);
});

it('and the compiled loops serve all of its radars', () => {
  const world = makeWorld(raid, { terrain, openKernel: openRunKernel }, { seed: 3 });
  expect(world.sensing?.radars.every((radar) => radar !== null)).toBe(true);
});
