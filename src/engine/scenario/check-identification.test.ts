import { expect, test } from 'vitest';
import { parseSmall, SMALL, smallDocument } from '../../../test/fixtures/scenario.js';
import { formatIssue } from './index.js';

const DOCTRINE = 'doctrine: { preset: area-defence }';
const RAIDER = "transponder: 'off'";

/** What is told of the small scenario with one text in place of another. */
function told(from: string, to: string): string {
  expect(SMALL).toContain(from);
  return (parseSmall(SMALL.replace(from, to)).issues ?? []).map(formatIssue).join('\n');
}
const doctrine = (more: string): string => told(DOCTRINE, `doctrine: { preset: area-defence, ${more} }`);
const rules = (...list: string[]): string => doctrine(`rulesOfEngagement: [${list.join(', ')}]`);
const evidence = (more = ''): string => doctrine(`identification: { method: evidence${more} }`);

test('identification by evidence needs no more than its name: every number has a default', () => {
  expect(evidence()).toBe('');
  const text = SMALL.replace(DOCTRINE, 'doctrine: { preset: area-defence, identification: { method: evidence } }');
  const [, post] = smallDocument(text).scenario.commandPosts.map((entry) => entry.doctrine.identification);
  const first = smallDocument(text).scenario.commandPosts[0].doctrine.identification;
  expect(first?.prior).toEqual({ hostile: 0.2, friendly: 0.3, civil: 0.5 });
  expect(post).toBeUndefined();
});

test('two rules of engagement that contradict each other are refused', () => {
  const engage = '{ identity: suspect, weaponsControl: tight, permit: engage }';
  expect(rules(engage, '{ identity: suspect, weaponsControl: tight, permit: never }')).toContain('SCN-150');
  expect(rules(engage, '{ identity: suspect, posture: fullyOn, permit: never }')).toContain('neither says more');
  expect(rules(engage, '{ identity: suspect, permit: never }')).toBe('');
});

test('a rule that asks for a probability needs a post that works one out', () => {
  expect(rules('{ identity: suspect, leastProbability: 0.8, permit: engage }')).toContain('SCN-153');
});

test('probabilities beyond 0 and 1, and those that do not add up, are refused', () => {
  expect(evidence(', prior: { hostile: 1.2 }')).toContain('must be 0–1; got 1.2');
  expect(evidence(', prior: { hostile: 0.5 }')).toContain('must add up to 1; hostile, friendly and civil make 1.3');
  expect(evidence(', airspace: { airway: { civil: 0.99 } }')).toContain('for civil they make 1.01');
});

test('thresholds that overlap or stand in the wrong order are refused', () => {
  expect(evidence(', thresholds: { hostile: 0.6 }')).toContain('at least that of suspect (0.7); got 0.6');
  expect(evidence(', thresholds: { suspect: 0.3 }')).toContain('thresholds overlap');
});

test('a hostile score under the suspect score is refused', () => {
  expect(doctrine('overrides: { hostile: { hostileScore: 1 } }')).toContain('SCN-152');
});

test('electronic support that nobody weighs is refused', () => {
  expect(
    told('    doctrine: { preset: area-defence }', '    electronicSupport: {}\n    doctrine: { preset: area-defence }'),
  ).toContain('SCN-153');
});

test('a corridor of one point and an area without ground are refused', () => {
  expect(
    told(
      '{ latDeg: 38, lonDeg: 33 }, { latDeg: 40, lonDeg: 33 }]',
      '{ latDeg: 38, lonDeg: 33 }, { latDeg: 38, lonDeg: 33 }]',
    ),
  ).toContain('SCN-154');
  const line = '[{ latDeg: 38, lonDeg: 33 }, { latDeg: 39, lonDeg: 33 }, { latDeg: 40, lonDeg: 33 }]';
  expect(told('flights:\n', `areas:\n  - { id: over-there, kind: hostile, points: ${line} }\nflights:\n`)).toContain(
    'must enclose ground',
  );
});

test.each([
  ['spoofProbability: 0.5', 'needs spoofAs'],
  ['modes: [S]', 'the transponder is off'],
  ["address: 'abcdef'", 'does not answer'],
  ["address: 'xyz'", 'six hexadecimal digits'],
  ['failureProbability: 2', 'SCN-014'],
])('a transponder with %s where it is off: %s', (iff, words) => {
  expect(told(RAIDER, `${RAIDER}\n    iff: { ${iff} }`)).toContain(words);
});

test('a plan’s start without a plan is refused', () => {
  expect(told(RAIDER, `${RAIDER}\n    flightPlanStartS: 60`)).toContain('needs flightPlan: true');
});
