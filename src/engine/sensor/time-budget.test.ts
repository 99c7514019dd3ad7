import { describe, expect, test } from 'vitest';
import { advance, allocateDwells, beamPositions, checkTimeBudget, completed } from './index.js';

const degree = Math.PI / 180;
const budget = checkTimeBudget({
  positions: 1200,
  searchDwell: 0.005,
  beamsAtOnce: 3,
  trackDwell: 0.004,
  trackInterval: 0.5,
  leastSearchShare: 0.25,
});

describe('a radar that shares its time between search and track', () => {
  test('searches with all of it while there is no track', () => {
    expect(allocateDwells(budget, 0)).toEqual({
      trackShare: 0,
      searchShare: 1,
      searchFrame: 2,
      trackInterval: 0.5,
      overloaded: false,
    });
  });

  test('takes twice as long for a search when tracks take half of its time', () => {
    const { searchFrame, trackInterval, overloaded } = allocateDwells(budget, 62);
    expect(searchFrame).toBeCloseTo(2 / (1 - 62 * 0.008), 12);
    expect(trackInterval).toBe(0.5);
    expect(overloaded).toBe(false);
  });

  test('beyond its capacity keeps the least search and looks at all tracks less often', () => {
    const { searchShare, searchFrame, trackInterval, overloaded } = allocateDwells(budget, 200);
    expect(searchShare).toBe(0.25);
    expect(searchFrame).toBe(8);
    expect(trackInterval).toBeCloseTo((200 * 0.004) / 0.75, 12);
    expect(overloaded).toBe(true);
  });

  test('never searches faster, nor tracks oftener, with one track more', () => {
    for (let tracks = 0; tracks < 300; tracks++) {
      const now = allocateDwells(budget, tracks);
      const then = allocateDwells(budget, tracks + 1);
      expect(then.searchFrame).toBeGreaterThanOrEqual(now.searchFrame);
      expect(then.trackInterval).toBeGreaterThanOrEqual(now.trackInterval);
      expect(now.trackShare + now.searchShare).toBe(1);
    }
  });

  test('with nothing but search to do has no looks for tracks', () => {
    const search = { ...budget, leastSearchShare: 1 };
    expect(allocateDwells(search, 5)).toMatchObject({ searchFrame: 2, trackInterval: Number.POSITIVE_INFINITY });
  });
});

test('a sector of 90° by 0–30° takes 1432 beams of 1.5° by 1.2°: its solid angle over theirs', () => {
  const volume = {
    sectorWidth: 90 * degree,
    elevationMinimum: 0,
    elevationMaximum: 30 * degree,
    beamwidthAzimuth: 1.5 * degree,
    beamwidthElevation: 1.2 * degree,
  };
  // π/2 · ½ sr over 5.483e-4 sr = 1432.4
  expect(beamPositions(volume)).toBe(1433);
  expect(() => beamPositions({ ...volume, elevationMinimum: 40 * degree })).toThrow('searched solid angle');
});

test('a search whose period changes on the way is completed when its parts add up to one', () => {
  let progress = 0.3;
  let searches = 0;
  for (let tick = 0; tick < 100; tick++) {
    const { searchFrame } = allocateDwells(budget, tick < 50 ? 0 : 62);
    const next = advance(progress, searchFrame, 0.1);
    searches += completed(progress, next);
    progress = next;
  }
  // 5 s at 2 s a search, 5 s at 3.97 s a search.
  expect(progress).toBeCloseTo(0.3 + 5 / 2 + 5 / (2 / (1 - 62 * 0.008)), 9);
  expect(searches).toBe(4);
});

test.each([
  [{ trackDwell: 0 }, 'track dwell must be above 0 s'],
  [{ leastSearchShare: 0 }, 'least search share must be above 0'],
  [{ leastSearchShare: 1.1 }, 'least search share must be 0–1'],
  [{ positions: 0 }, 'beam positions must be a whole number of at least 1'],
])('%o is no budget', (wrong, message) => {
  expect(() => checkTimeBudget({ ...budget, ...wrong })).toThrow(message);
});
