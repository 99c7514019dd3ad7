import { describe, expect, test } from 'vitest';
import { must, projectText, shippedCatalogue, testContext } from '../../test/fixtures/scenario.js';
import { flatTerrain } from '../engine/earth/index.js';
import { parseScenario } from '../engine/scenario/index.js';
import { parseStudy } from './parse.js';
import { drawsOf, planStudy, resolveVariant } from './plan.js';
import { runReplication } from './replicate.js';

const studyText = projectText('test/e2e/fixtures/coast-study.yaml');
const study = must(parseStudy(studyText, 'coast-study.yaml'));
const scenario = must(parseScenario(projectText('test/e2e/fixtures/coast.yaml'), 'coast.yaml', testContext()));
const planWith = (set = {}) =>
  must(planStudy(study, scenario, testContext(), { file: 'coast-study.yaml', text: studyText, set }));
const plan = planWith();

describe('a plan', () => {
  test('draws the same values for every variant of a replication, others in the next', () => {
    const draws = (variant: string, replication: number) => drawsOf(resolveVariant(plan, variant, replication));
    expect(draws('alone', 3)).toEqual(draws('cued', 3));
    expect(draws('cued', 4)).not.toEqual(draws('cued', 3));
    const everyPath = plan.variants.flatMap(({ name }) => draws(name, 3).map(({ path }) => path));
    expect(new Set(plan.drawnPaths)).toEqual(new Set(everyPath));
    expect(plan.drawnPaths.length).toBeGreaterThan(50);
  });

  test('keeps every drawn value within its published range', () => {
    for (const { path, used, low, high, origin } of resolveVariant(plan, 'cued', 7).assumptions) {
      if (origin !== 'drawn') continue;
      expect(used, path).toBeGreaterThanOrEqual(low!);
      expect(used, path).toBeLessThanOrEqual(high!);
    }
  });

  test('lets a variant’s own patch win over one from outside, which holds in the other variants', () => {
    const patched = planWith({ 'links[cue].enabled': true, 'flights[raider].startS': 30 });
    expect(resolveVariant(patched, 'alone').links[0].enabled).toBe(false);
    expect(resolveVariant(patched, 'alone').flights.find(({ id }) => id === 'raider-01')!.startS).toBe(30);
  });

  test('names a coverage target that the catalogue lacks', () => {
    const missing = { ...study, coverage: { ...study.coverage!, target: 'su24-clas' } };
    const { issues } = planStudy(missing, scenario, testContext(), { file: 'coast-study.yaml', text: studyText });
    expect(issues).toMatchObject([
      { code: 'SCN-016', nearest: 'su24-class', line: 21, column: 21, path: 'coverage.target' },
    ]);
  });
});

test('a variant’s mistake is told at its place in the study: the path where it is wrong, or the value', () => {
  const told = (before: string, after: string) => {
    const text = studyText.replace(before, after);
    return planStudy(must(parseStudy(text, 's.yaml')), scenario, testContext(), { file: 's.yaml', text }).issues;
  };
  expect(told('{ "links[cue].enabled": false } }', '{ "links[que].enabled": false } }')).toMatchObject([
    { code: 'SCN-026', nearest: 'cue', file: 's.yaml', line: 12, column: 38 },
  ]);
  expect(told('weaponsControl": hold', 'weaponsControl": holt')).toMatchObject([
    { code: 'SCN-012', nearest: 'hold', file: 's.yaml', line: 17, column: 99 },
  ]);
  expect(told('set: {} }', 'set: { "flights[raider].preset": tb2-class } }')?.[0]).toMatchObject({
    file: 'coast.yaml',
    message: 'speedMps must be 28–61 m/s, the limits of ‘tb2-class’; got 280 m/s (in variant cued)',
  });
});

test('variants that do not differ have the same run: their random numbers are common', () => {
  const twin = must(
    planStudy(
      { ...study, variants: { ...study.variants, twin: study.variants.cued } },
      scenario,
      { catalogue: shippedCatalogue() },
      { file: 'x', text: studyText },
    ),
  );
  const assets = { terrainOf: flatTerrain };
  const run = (variant: string, replication: number) => ({
    ...runReplication(twin, variant, replication, assets),
    variant,
  });
  expect({ ...run('twin', 2), variant: 'cued' }).toEqual(run('cued', 2));
  expect(run('cued', 3).digest).not.toBe(run('cued', 2).digest);
  expect(run('cued', 2).measures.coverage300mKm2).toBeGreaterThan(1000);
});
