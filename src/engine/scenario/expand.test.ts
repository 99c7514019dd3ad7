import { describe, expect, test } from 'vitest';
import { SMALL, shippedCatalogue, smallDocument } from '../../../test/fixtures/scenario.js';
import { inFormation } from './expand.js';
import { resolveScenario } from './resolve.js';
import type { ResolvedFlight } from './resolved.js';

/** The raiders of the small scenario, with keys added to their entry or put in place of others. */
const raiders = (...changes: [string, string][]): ResolvedFlight[] => {
  const text = changes.reduce((before, [from, to]) => before.replace(from, to), SMALL);
  return resolveScenario(smallDocument(text), shippedCatalogue()).flights.filter(({ id }) => id.startsWith('raider'));
};
const FORM: [string, string] = ['    spacingS: 5\n    lateralSpacingKm: 2\n', ''];

describe('a formation', () => {
  const kinds = { spacingM: 1000, depthM: 500, stackM: 50 };
  const places = (kind: 'line' | 'column' | 'wedge' | 'echelon' | 'box', count: number) =>
    Array.from({ length: count }, (_, i) => inFormation({ kind, ...kinds }, i, count)).map(({ right, back }) => [
      right,
      back,
    ]);

  test('is a line abreast, a column, a wedge, an echelon or a box', () => {
    expect(places('line', 3)).toEqual([
      [-1000, 0],
      [0, 0],
      [1000, 0],
    ]);
    expect(places('column', 3)).toEqual([
      [0, 0],
      [0, 1000],
      [0, 2000],
    ]);
    expect(places('wedge', 4)).toEqual([
      [-0, 0],
      [1000, 500],
      [-1000, 500],
      [2000, 1000],
    ]);
    expect(places('echelon', 2)).toEqual([
      [0, 0],
      [1000, 500],
    ]);
    expect(places('box', 4)).toEqual([
      [-500, 0],
      [500, 0],
      [-500, 500],
      [500, 500],
    ]);
  });

  test('flies as one: it keeps one timetable, its rear later by its distance', () => {
    const flights = raiders(FORM, ['count: 3', 'count: 3\n    formation: { kind: column, spacingM: 1200 }']);
    expect(flights.map(({ startS }) => startS)).toEqual([10, 15, 20]);
    expect(new Set(flights.map(({ keepsTimeWith }) => keepsTimeWith))).toEqual(new Set(['raider-wave-01']));
  });
});

test('waves repeat the entry, its numbers running on', () => {
  const flights = raiders(['count: 3', 'count: 2\n    waves: { count: 3, intervalS: 100 }']);
  expect(flights.map(({ id, startS }) => [id, startS])).toEqual([
    ['raider-01', 10],
    ['raider-02', 15],
    ['raider-03', 110],
    ['raider-04', 115],
    ['raider-05', 210],
    ['raider-06', 215],
  ]);
});

test('what a flight lets go is numbered under it, is on its side, and keeps its time', () => {
  const release = `    releases:
      - { preset: cruise-missile, atPoint: 1, count: 2, spacingS: 3, target: town, route: [{ latDeg: 40, lonDeg: 33, altitudeM: 100, speedMps: 240 }] }
      - { preset: air-launched-decoy, atS: 20, route: [{ latDeg: 40, lonDeg: 33.5, altitudeM: 4000, speedMps: 240 }] }
`;
  const flights = raiders(["    transponder: 'off'\n", `    transponder: 'off'\n${release}`], ['count: 3', 'count: 1']);
  expect(flights.map(({ id, target, keepsTimeWith }) => [id, target, keepsTimeWith])).toEqual([
    ['raider-01', 'town', undefined],
    ['raider-01-release-01', 'town', 'raider-01'],
    ['raider-01-release-02', 'town', 'raider-01'],
    ['raider-01-release-03', null, 'raider-01'],
  ]);
  expect(flights.map(({ carrier }) => carrier?.afterS)).toEqual([undefined, 0, 3, 0]);
  expect(flights.every(({ allegiance }) => allegiance === 'hostile')).toBe(true);
});
