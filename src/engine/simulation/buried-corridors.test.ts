import { expect, test } from 'vitest';
import { SMALL, shippedCatalogue, smallDocument } from '../../../test/fixtures/scenario.js';
import { flatTerrain, type Terrain } from '../earth/index.js';
import { resolveScenario } from '../scenario/index.js';
import { buriedCorridors } from './buried-corridors.js';

/** Flat but for a ridge of 2000 m along 39° N. */
const ridge: Terrain = {
  ...flatTerrain(),
  heightAt: (lat) => (Math.abs((lat * 180) / Math.PI - 39) < 0.05 ? 2000 : 0),
  maximumHeight: 2000,
};
/** The small scenario's corridor runs from 38° N to 40° N, from 300 m up to a ceiling. */
const told = (ceilingM: number): string[] => {
  const text = SMALL.replace('ceilingM: 9000', `ceilingM: ${ceilingM}`);
  return [...buriedCorridors(resolveScenario(smallDocument(text), shippedCatalogue()), ridge).values()];
};

test('a corridor whose ceiling is under the ground is told with the place and the height', () => {
  expect(told(1500)[0]).toMatch(
    /corridor ‘lane’ runs through the ground: at latDeg 38\.9\d, lonDeg 33\.00 it is 2000 m/,
  );
});

test('a floor under the ground is usual, and a ceiling above it enough', () => {
  expect(told(2100)).toEqual([]);
  expect(told(9000)).toEqual([]);
});
