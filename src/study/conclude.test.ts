import { expect, test } from 'vitest';
import { must, projectText, testContext } from '../../test/fixtures/scenario.js';
import { parseScenario, resolveScenario } from '../engine/scenario/index.js';
import { concludeStudy } from './conclude.js';
import { parseStudy } from './parse.js';
import type { ReplicationResult } from './result.js';

const study = must(parseStudy(projectText('test/e2e/fixtures/coast-study.yaml'), 'coast-study.yaml'));
const context = testContext();
const document = must(parseScenario(projectText('test/e2e/fixtures/coast.yaml'), 'coast.yaml', context));
const nominal = resolveScenario(document, context.catalogue);

const rows: ReplicationResult[] = Array.from({ length: 20 }, (_, replication) =>
  Object.keys(study.variants).map((variant, i) => ({
    variant,
    replication,
    digest: String(100 * replication + i).padStart(32, '0'),
    measures: { leakers: (replication % 3) + 2 * i, leakedValue: 0 },
  })),
).flat();
const conclude = (some: readonly ReplicationResult[]) =>
  concludeStudy(some, { study, nominal, assumptions: [], partial: false });

test('a study concludes the same from its rows in any order', () => {
  expect(conclude([...rows].reverse())).toEqual(conclude(rows));
});

test('only replications that every variant has count, so that pairs stay pairs', () => {
  const torn = rows.filter(({ replication, variant }) => replication !== 19 || variant !== 'alone');
  const result = conclude(torn);
  expect(result.replications).toBe(19);
  expect(result.variants.cued.leakers.n).toBe(19);
  expect(result).toEqual(conclude(rows.filter(({ replication }) => replication !== 19)));
});

test('the verdict follows the paired difference, here two leakers more in every pair', () => {
  const { comparisons, verdict } = conclude(rows);
  expect(comparisons.find(({ measure }) => measure === 'leakers')).toMatchObject({ difference: 2, n: 20 });
  expect(verdict.answer).toBe('contradicted');
});

test('measures that no run reports are left out of the tables', () => {
  const result = conclude(rows);
  expect(Object.keys(result.variants.cued)).toEqual(['leakers', 'leakedValue']);
  expect(result.comparisons.map(({ measure }) => measure)).toEqual(['leakers', 'leakedValue']);
});

test('nothing lost in twenty runs is bounded by what is at stake', () => {
  const { low, high } = conclude(rows).variants.cued.leakedValue;
  expect(low).toBe(0);
  // 13.9% of the port's 1000 million USD: 1 − 0.05^(1/20).
  expect(high!).toBeCloseTo(1e9 * 0.13911, -5);
});
