import { expect, test } from 'vitest';
import { resolveText } from '../../../test/fixtures/anatolia.js';
import { projectText } from '../../../test/fixtures/scenario.js';
import { flatTerrain } from '../earth/index.js';
import type { Patches } from '../scenario/index.js';
import { costsOf, runScenario } from './index.js';

const TEXT = projectText('scenarios/gallery/basic-engagement.yaml');
const HOLD = { 'commandPosts[post].doctrine.overrides.weaponsControl': 'hold' };
function costs(patches: Patches = {}) {
  const scenario = resolveText(TEXT, patches);
  const { tally, measures } = runScenario(scenario, { terrain: flatTerrain() }, { seed: 1 });
  return { ...costsOf(scenario, tally), measures };
}

test('everything fired has its price, with the range that the catalogue gives', () => {
  const { fired, firedTotal, measures } = costs();
  expect(fired).toHaveLength(1);
  const [{ preset, count, unit, total }] = fired;
  expect([preset, count]).toEqual(['patriot-gemt', measures.interceptorsSpent]);
  expect(unit.lowUsd).toBeLessThan(unit.valueUsd);
  expect(total.highUsd).toBe(count * unit.highUsd);
  expect(firedTotal.valueUsd).toBe(measures.interceptorCostUsd);
});

test('a price that is set has no range', () => {
  const [{ unit }] = costs({ 'fireUnits[battery].launchers[0].overrides.unitCostUsd': 1e6 }).fired;
  expect(unit).toEqual({ valueUsd: 1e6, lowUsd: 1e6, highUsd: 1e6 });
});

test('what the raiders destroyed would have taken is the value protected', () => {
  const { lost, lostTotal, places, placesTotal } = costs();
  expect(lost).toMatchObject([{ preset: 'cruise-missile', allegiance: 'hostile', end: 'destroyed', count: 4 }]);
  expect(lostTotal.friendly.valueUsd).toBe(0);
  const [{ valueUsd, lostUsd, protectedUsd }] = places;
  const undefended = costs(HOLD);
  expect(lostUsd).toBe(0);
  expect(protectedUsd).toBeCloseTo(undefended.placesTotal.lostUsd, 3);
  expect(placesTotal.valueUsd).toBe(valueUsd);
});

test('without fire all that comes is lost and nothing is protected', () => {
  const { fired, lost, placesTotal } = costs(HOLD);
  expect(fired).toEqual([]);
  expect(lost).toMatchObject([{ end: 'struck', count: 4 }]);
  expect(placesTotal.protectedUsd).toBe(0);
});
