import { expect, test } from 'vitest';
import { SMALL, shippedCatalogue, smallDocument } from '../../../test/fixtures/scenario.js';
import { makeStreams } from '../math/index.js';
import { resolveScenario } from '../scenario/index.js';
import { addressNow, makeTransponders, transponderNow } from './transponders.js';

/** Transponders of the small scenario with 1000 raiders, which answer as `transponder` and `iff` say. */
function raiders(transponder: string, iff: string) {
  const text = SMALL.replace('count: 3', 'count: 1000').replace(
    "transponder: 'off'",
    `transponder: ${transponder}\n    iff: ${iff}`,
  );
  const scenario = resolveScenario(smallDocument(text), shippedCatalogue());
  const made = makeTransponders(scenario.flights, scenario, makeStreams(3, 0));
  if (made === null) throw new Error('the flight says more than its transponder');
  const rows = scenario.flights.flatMap(({ id }, row) => (id.startsWith('raider') ? [row] : []));
  return { made, rows, answering: (time: number) => rows.map((row) => transponderNow(made, 0, row, time)) };
}

test('where no flight and no post says more, every transponder is as its flight has it', () => {
  const scenario = resolveScenario(smallDocument(), shippedCatalogue());
  expect(makeTransponders(scenario.flights, scenario, makeStreams(3, 0))).toBeNull();
});

test('of 1000 transponders that fail with probability 0.3, about 300 are dead (three sigma: 43)', () => {
  const dead = raiders('friend', '{ failureProbability: 0.3 }')
    .answering(0)
    .filter((now) => now === 'off').length;
  expect(dead).toBeGreaterThan(257);
  expect(dead).toBeLessThan(343);
});

test('of 1000 that lie with probability 0.2, about 200 answer as what they pretend to be (three sigma: 38)', () => {
  const liars = raiders("'off'", '{ spoofAs: friend, spoofProbability: 0.2 }');
  const lying = liars.answering(0).filter((now) => now === 'friend').length;
  expect(lying).toBeGreaterThan(162);
  expect(lying).toBeLessThan(238);
});

test('one that fails in flight answers until then', () => {
  const { answering } = raiders('civil', '{ failsAtS: 60 }');
  expect(new Set(answering(59))).toEqual(new Set(['civil']));
  expect(new Set(answering(60))).toEqual(new Set(['off']));
});

test('a friend that knows no military mode answers as civil, and tells no address without mode S', () => {
  const { made, rows, answering } = raiders('friend', "{ modes: ['3/A'] }");
  expect(new Set(answering(0))).toEqual(new Set(['civil']));
  expect(addressNow(made, 0, rows[0])).toBe(-1);
});

test('addresses count up from that of the first object', () => {
  const { made, rows } = raiders('civil', "{ address: '4b84ff' }");
  expect([addressNow(made, 0, rows[0]), addressNow(made, 0, rows[1])]).toEqual([0x4b84ff, 0x4b8500]);
});
