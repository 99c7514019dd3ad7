import { describe, expect, test } from 'vitest';
import { resolveText } from '../../../test/fixtures/anatolia.js';
import { projectText } from '../../../test/fixtures/scenario.js';
import { flatTerrain } from '../earth/index.js';
import type { Patches } from '../scenario/index.js';
import type { EventKind, SimulationEvent } from '../types/index.js';
import type { RunResult } from './index.js';
import { runScenario } from './index.js';

/** A scenario of the gallery, run with seed 1 or another. */
const run = (name: string, patches: Patches = {}, seed = 1): RunResult =>
  runScenario(
    resolveText(projectText(`scenarios/gallery/weapon-${name}.yaml`), patches),
    { terrain: flatTerrain() },
    { seed, record: { events: true } },
  );
const of = ({ events }: RunResult, kind: EventKind): SimulationEvent[] => events.filter((event) => event.kind === kind);
const reasons = (result: RunResult): string[] => of(result, 'notEngaged').map(({ because }) => because!);
const struck = (result: RunResult): string[] => of(result, 'placeStruck').map(({ actor }) => actor);
const launches = (result: RunResult): SimulationEvent[] => of(result, 'interceptorLaunched');
const met = (result: RunResult, object: string): SimulationEvent[] =>
  of(result, 'intercept').filter(({ values }) => values?.object === object);

describe('a fire unit tells why it does not engage', () => {
  test('a target outside a sector that does not slew, which comes through', () => {
    const result = run('sector');
    expect(reasons(result)[0]).toBe('outside the sector of guide, 119° beyond its edge; which does not slew');
    expect(struck(result)).toEqual(['behind-01']);
    expect(met(result, 'behind-01')).toEqual([]);
  });

  test('a target outside a sector that slews, until it has come round in the time that it told', () => {
    const result = run('slew');
    const [refused] = of(result, 'notEngaged');
    const [ordered] = of(result, 'engagementOrdered');
    expect(refused.because).toBe('outside the sector of guide, 119° beyond its edge; slews there in 40 s');
    expect(ordered.tick - refused.tick).toBeGreaterThanOrEqual(40);
    expect(ordered.tick - refused.tick).toBeLessThan(50);
    const faster = of(run('slew', { 'sensors[guide].overrides.slewRateDegPerS': 12 }), 'engagementOrdered')[0];
    expect(faster.tick).toBeLessThan(ordered.tick);
  });

  test('targets beyond its channels, though it has interceptors left', () => {
    const result = run('channels-saturated');
    expect(reasons(result)).toContain('all 2 fire channels are taken');
    expect(launches(result).length).toBeLessThan(20);
    const open = run('channels-saturated', {
      'fireUnits[battery].overrides.fireChannels': 10,
      'fireUnits[battery].overrides.guidanceChannels': 20,
    });
    expect(struck(open).length).toBeLessThan(struck(result).length);
    expect(launches(open).at(-1)!.tick).toBeLessThan(launches(result).at(-1)!.tick);
  });

  test('targets that its illuminator could not light, which are taken one after another', () => {
    const last = (illuminators: number): number =>
      launches(run('illuminators', { 'fireUnits[battery].overrides.illuminators': illuminators })).at(-1)!.tick;
    expect(reasons(run('illuminators'))).toContain('no illuminator free at the time of intercept');
    expect(reasons(run('illuminators', { 'fireUnits[battery].overrides.illuminators': 4 }))).toEqual([]);
    expect(last(4)).toBeLessThan(last(1));
  });

  test('a target on which no launcher can bear; others fly from where their launcher stands', () => {
    const result = run('launcher-positions');
    expect(reasons(result)).toContain('no launcher can bear');
    expect(struck(result)).toContain('west-01');
    expect(launches(result)[0].values?.rangeKm).toBe(11);
  });

  test('a target while it reloads, and when that ends', () => {
    const result = run('reload');
    const told = of(result, 'notEngaged').find(({ because }) => because!.startsWith('reloading'))!;
    expect(told.because).toBe('reloading until 04:34');
    const next = of(result, 'engagementOrdered').find(({ tick }) => tick > told.tick)!;
    expect(next.tick - (4 * 60 + 34)).toBeLessThan(3);
    expect(reasons(result)).toContain('no patriot-gemt left');
    expect(launches(result)).toHaveLength(6);
  });

  test('a crossing target within the range that it has at approaching ones', () => {
    const result = run('envelope-crossing');
    expect(reasons(result)).toContain('too far for a crossing or receding target; approaching ones within 70 km');
    expect(struck(result)).toEqual(['across-01']);
    const round = run('envelope-crossing', {
      'fireUnits[battery].launchers[0].overrides.envelope.crossing.beamShare': 1,
      'fireUnits[battery].launchers[0].overrides.envelope.crossing.recedingShare': 1,
    });
    expect(met(round, 'across-01').length).toBeGreaterThan(0);
  });
});

test('reasons are told where events are kept, and take no part in the digest', () => {
  const scenario = resolveText(projectText('scenarios/gallery/weapon-sector.yaml'));
  const bare = runScenario(scenario, { terrain: flatTerrain() }, { seed: 1 });
  expect(bare.digest).toBe(run('sector').digest);
  expect(bare.events).toEqual([]);
});

test('a tired crew launches later after its order than a rested one', () => {
  const result = run('fatigue');
  const delay = (unit: string): number =>
    launches(result).find(({ actor }) => actor === unit)!.tick -
    of(result, 'engagementOrdered').find(({ values }) => values?.fireUnit === unit)!.tick;
  // 10 s to decide; then 9 s, or three times as long with 20 hours beyond the tenth at a tenth each.
  expect([delay('rested'), delay('tired')]).toEqual([19, 38]);
});

test('one interceptor has less chance from the side, and against what weaves, than head-on', () => {
  const result = run('kill-probability');
  const chance = (object: string): number => Number(met(result, object)[0].values?.killProbability);
  expect(chance('straight-01')).toBeGreaterThan(0.73);
  expect(chance('straight-01')).toBeLessThanOrEqual(0.75);
  expect(chance('across-01')).toBeLessThan(0.6);
  expect(chance('weaving-01')).toBeLessThan(chance('straight-01'));
});

test('a wrong threat library spoils all shots of a run or none', () => {
  const chances = (seed: number): string[] => [
    ...new Set(
      of(run('common-cause', {}, seed), 'intercept').flatMap(({ values }) =>
        values?.killProbability === undefined ? [] : [Number(values.killProbability).toFixed(2)],
      ),
    ),
  ];
  const runs = [1, 2, 3, 4].map(chances);
  for (const found of runs) expect(found).toHaveLength(1);
  expect(new Set(runs.flat())).toEqual(new Set(['0.06', '0.60']));
});

test('a look errs both ways: a leaker is taken for killed, and shots are ordered at what is dead', () => {
  const result = run('kill-assessment');
  const wrong = of(result, 'engagementAssessed').filter(({ because }) => because === 'the assessment is wrong');
  expect(new Set(wrong.map(({ values }) => values?.assessed))).toEqual(new Set(['killed', 'missed']));
  expect(struck(result)).toEqual(['cruise-05']);
  const sure = { falseKillProbability: 0, missedKillProbability: 0 };
  const patches = Object.fromEntries(
    Object.entries(sure).map(([key, value]) => [`commandPosts[post].doctrine.overrides.${key}`, value]),
  );
  expect(
    of(run('kill-assessment', patches), 'engagementAssessed').filter(({ because }) => because !== undefined),
  ).toEqual([]);
});
