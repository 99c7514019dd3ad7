import { describe, expect, test } from 'vitest';
import { resolveText } from '../../../test/fixtures/anatolia.js';
import { projectText } from '../../../test/fixtures/scenario.js';
import { flatTerrain } from '../earth/index.js';
import type { Patches } from '../scenario/index.js';
import { makeWorld, runScenario } from './index.js';

const TEXT = projectText('scenarios/gallery/basic-engagement.yaml');
const terrain = flatTerrain();
const HOLD = { 'commandPosts[post].doctrine.overrides.weaponsControl': 'hold' };
const eventsOf = (patches: Patches, kind: string) =>
  runScenario(resolveText(TEXT, patches), { terrain }, { seed: 1, record: { events: true } }).events.filter(
    (event) => event.kind === kind,
  );
const reasons = (patches: Patches): string[] => [
  ...new Set(eventsOf(patches, 'notEngaged').map(({ because = '' }) => because)),
];

describe('a threat that is left alone is told with the reason', () => {
  test('that doctrine has', () => {
    expect(reasons(HOLD)).toContain('weapons hold');
  });

  test('that the posture has', () => {
    const watching = { 'commandPosts[post].posture.initial': 'surveillanceOnly' };
    expect(reasons(watching)).toContain('not ready to fire in posture surveillanceOnly');
  });

  test('that the guiding radar has: it looks elsewhere', () => {
    const away = { 'sensors[guide].boresightDeg': 300, 'sensors[guide].overrides.slewRateDegPerS': 0 };
    expect(reasons(away).some((reason) => reason.includes('outside the sector of guide'))).toBe(true);
  });

  test('that the envelope has, with its limit', () => {
    const slow = reasons({ 'catalogue.patriot-gemt.maximumTargetSpeedMps': 100 });
    expect(slow.some((reason) => reason.includes('faster than 100 m/s'))).toBe(true);
  });

  test('once, until the reason is another', () => {
    const told = eventsOf(HOLD, 'notEngaged').map(({ subject, because }) => `${subject} ${because}`);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told).size).toBe(told.length);
  });
});

test('the first report of an object by a post’s sensors is told once, with its range', () => {
  const first = eventsOf({}, 'reported');
  expect(first.map(({ subject }) => subject).sort()).toEqual(['cruise-01', 'cruise-02', 'cruise-03', 'cruise-04']);
  for (const { values } of first) expect(values?.rangeKm).toBeGreaterThan(10);
});

test('notes cost nothing and change no digest where events are not kept', () => {
  const scenario = resolveText(TEXT);
  expect(makeWorld(scenario, { terrain }, { seed: 1 }).notes).toBeNull();
  const told = runScenario(scenario, { terrain }, { seed: 1, record: { events: true } });
  expect(runScenario(scenario, { terrain }, { seed: 1 }).digest).toBe(told.digest);
});
