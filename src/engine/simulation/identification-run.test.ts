import { describe, expect, test } from 'vitest';
import { must, projectText, shippedCatalogue, testContext } from '../../../test/fixtures/scenario.js';
import { flatTerrain } from '../earth/index.js';
import { parseScenario, resolveScenario } from '../scenario/index.js';
import type { Identity } from '../types/index.js';
import { type RunResult, runScenario } from './index.js';

/** A run of a gallery scenario, changed by texts put in place of others. */
function run(name: string, ...changes: (readonly [from: string, to: string])[]): RunResult {
  let text = projectText(`scenarios/gallery/${name}.yaml`);
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replaceAll(from, to);
  }
  const scenario = resolveScenario(must(parseScenario(text, name, testContext())), shippedCatalogue());
  return runScenario(scenario, { terrain: flatTerrain() }, { seed: 1, record: { events: true } });
}

const identities = ({ events }: RunResult, actor = 'post'): { identity: Identity; because: string }[] =>
  events.flatMap(({ kind, actor: who, values, because = '' }) =>
    kind === 'identified' && who === actor ? [{ identity: values?.identity as Identity, because }] : [],
  );
const launches = ({ events }: RunResult, unit: string): number[] =>
  events.filter(({ kind, actor }) => kind === 'interceptorLaunched' && actor === unit).map(({ tick }) => tick);

describe('identification by evidence', () => {
  test('a friend with a dead transponder is fired at, and the run tells the chain of evidence', () => {
    const { engagedByMistake, measures, ...rest } = run('id-iff-failed');
    expect(engagedByMistake.length).toBe(1);
    const [mistake] = engagedByMistake;
    expect(mistake).toMatchObject({
      object: 'mute-01',
      allegiance: 'friendly',
      preset: 'f16-class',
      fireUnit: 'battery',
      aimed: true,
      identity: 'hostile',
      result: 'destroyed',
    });
    expect(mistake.evidence.map(({ identity }) => identity)).toEqual(['pending', 'suspect', 'hostile']);
    expect(mistake.evidence.at(-1)?.because).toMatch(/^hostile 0\.98: no answer to \d+ interrogations \(×37\)/);
    expect(measures).toMatchObject({ friendlyEngaged: 1, friendlyDestroyed: 1, civilEngaged: 0, civilDestroyed: 0 });
    expect(identities({ ...rest, engagedByMistake, measures })[0]).toMatchObject({ identity: 'friend' });
  });

  test('a raider that answers civil modes along an airway is believed, and strikes', () => {
    const result = run('id-spoofed');
    expect(result.events.find(({ kind }) => kind === 'objectDestroyed')?.actor).toBe('plain-01');
    expect(result.events.find(({ kind }) => kind === 'placeStruck')?.actor).toBe('liar-01');
  });

  test('keeping to an airway keeps a silent aircraft from being suspect', () => {
    const [inside, outside] = identities(run('id-corridor'));
    expect(inside).toMatchObject({ identity: 'unknown', because: expect.stringContaining('inside airway airway') });
    expect(outside).toMatchObject({ identity: 'suspect', because: expect.stringContaining('outside every corridor') });
  });

  test('a silent airliner on its flight plan is neutral, one ten minutes behind it suspect', () => {
    const [punctual, late] = identities(run('id-flight-plan'));
    expect(punctual).toMatchObject({ identity: 'neutral', because: expect.stringContaining('plan of punctual-01') });
    expect(late).toMatchObject({ identity: 'suspect', because: expect.stringContaining('on no flight plan') });
  });

  test('where a track began decides between suspect and unknown', () => {
    const told = identities(run('id-origin'));
    const began = (words: string) => told.filter(({ because }) => because.includes(words)).map((e) => e.identity);
    expect(began('began over a hostile area')).toEqual(['suspect']);
    expect(began('began over a friendly area')).toEqual(['unknown']);
    expect(began('began outside every area')).toEqual(['unknown']);
  });

  test('a mode S address on the list counts for an aircraft that answers it', () => {
    const answers = ["transponder: 'off'", 'transponder: civil'] as const;
    const from = ['flightPlan: true', "iff: { address: '4b8400' }\n    flightPlan: true"] as const;
    const list = ['method: evidence', "method: evidence, address: { list: ['4B8400'] }"] as const;
    const words = identities(run('id-flight-plan', answers, from, list)).map(({ because }) => because);
    expect(words.some((told) => told.includes('mode S address 4b8400'))).toBe(true);
  });

  test('interrogators without military modes do not know their friends', () => {
    const asks = [
      '    posture: { initial: fullyOn }',
      "    posture: { initial: fullyOn }\n    interrogationModes: ['3/A']",
    ] as const;
    const told = identities(run('id-iff-failed', asks, ['durationS: 900', 'durationS: 120']));
    expect(told.map(({ identity }) => identity)).not.toContain('friend');
    expect(told[0].because).toContain('as civil');
  });

  test('an emitter of a hostile type on its bearing makes a silent aircraft hostile', () => {
    const radiates = [
      "    transponder: 'off'\n    target: depot\n    iff",
      "    transponder: 'off'\n    target: depot\n    emitter: { frequencyGhz: 9, powerW: 5000, gainDb: 30, lossDb: 3 }\n    iff",
    ] as const;
    const listens = [
      '    posture: { initial: fullyOn }',
      '    posture: { initial: fullyOn }\n    electronicSupport: {}',
    ] as const;
    const silent = ['spoofProbability: 1', 'spoofProbability: 0'] as const;
    const told = identities(run('id-spoofed', silent, radiates, listens, ['durationS: 1020', 'durationS: 420']));
    expect(told.find(({ because }) => because.includes('an emitter of a hostile type'))).toBeDefined();
  });
});

test('rules of engagement: one post fires at a suspect, the other waits until it is hostile', () => {
  const result = run('id-roe-posture');
  const [first] = launches(result, 'battery');
  const [wary] = launches(result, 'wary-battery');
  const hostileAt = result.events.find(
    ({ kind, actor, values }) => kind === 'identified' && actor === 'wary' && values?.identity === 'hostile',
  )?.tick;
  expect(first).toBeLessThan(60);
  expect(identities(result).map(({ identity }) => identity)).not.toContain('hostile');
  expect(wary).toBeGreaterThan(hostileAt ?? Number.POSITIVE_INFINITY);
});

test('of two ballistic missiles only that whose ellipse reaches the place is a threat', () => {
  const result = run('id-ballistic-impact');
  const hostile = new Set(result.events.filter(({ kind }) => kind === 'identified').map(({ subject }) => subject));
  const threats = result.events.filter(({ kind }) => kind === 'threatRaised');
  expect(hostile.size).toBeGreaterThan(1);
  expect(threats.at(-1)?.because).toMatch(/falling towards Depot \(probability 0\.\d+, ellipse of one sigma/);
  const fired = new Set(result.events.filter(({ kind }) => kind === 'intercept').map(({ values }) => values?.object));
  expect(fired.has('aimed-01')).toBe(true);
  expect(fired.has('astray-01')).toBe(false);
});

test('a civil aircraft engaged is told with its chain, up to hostile', () => {
  const { engagedByMistake, measures } = run('id-civil-engaged');
  expect(engagedByMistake.map(({ object, allegiance, result }) => [object, allegiance, result])).toEqual([
    ['diverted-01', 'civil', 'destroyed'],
  ]);
  expect(engagedByMistake[0].evidence.map(({ identity }) => identity).at(-1)).toBe('hostile');
  expect(measures).toMatchObject({ civilEngaged: 1, civilDestroyed: 1 });
});

test('a run without mistakes lists none', () => {
  expect(run('id-corridor', ['durationS: 300', 'durationS: 30']).engagedByMistake).toEqual([]);
});
