import { describe, expect, test } from 'vitest';
import { mediumInterceptor } from '../../../test/fixtures/interceptor.js';
import { makeInterceptor, pathLength, SPENT_SPEED, speedAt, timeOfFlight } from './interceptor.js';
import { makeSpeedProfile } from './speed-profile.js';

/** A booster, a sustainer that holds its speed, and a slow fall. */
const speedProfile = {
  p1: { timeS: 4, speedMps: 800 },
  p2: { timeS: 20, speedMps: 1200 },
  p3: { timeS: 30, speedMps: 1200 },
  p4: { timeS: 60, speedMps: 700 },
};
const missile = makeInterceptor({ ...mediumInterceptor, speedProfile });

describe('a speed profile', () => {
  test('gives its own speeds at its points, and straight between them', () => {
    for (const { timeS, speedMps } of Object.values(speedProfile))
      expect(speedAt(missile, timeS)).toBeCloseTo(speedMps, 9);
    expect(speedAt(missile, 2)).toBeCloseTo(400, 9);
    expect(speedAt(missile, 45)).toBeCloseTo(950, 9);
  });

  test('has the path that its speeds add up to, also in the coast that follows', () => {
    let path = 0;
    for (let k = 0; k < 90_000; k++) path += speedAt(missile, (k + 0.5) / 1000) / 1000;
    expect(pathLength(missile, 90)).toBeCloseTo(path, 1);
    expect(pathLength(missile, 30)).toBeCloseTo(1600 + 16_000 + 12_000, 9);
  });

  test('is inverted: the time for a path flies that path, in every piece and up to the reach', () => {
    for (let path = 10; path < missile.reach; path += 137) {
      expect(pathLength(missile, timeOfFlight(missile, path))).toBeCloseTo(path, 6);
    }
    expect(timeOfFlight(missile, missile.reach * 1.001)).toBe(Infinity);
    expect(speedAt(missile, missile.spentTime)).toBeCloseTo(SPENT_SPEED, 6);
  });

  test('of one even acceleration is the boost that it replaces', () => {
    const { boostS, peakSpeedMps } = mediumInterceptor;
    const even = {
      p1: { timeS: boostS / 2, speedMps: peakSpeedMps / 2 },
      p2: { timeS: boostS, speedMps: peakSpeedMps },
    };
    const same = makeInterceptor({ ...mediumInterceptor, speedProfile: even });
    const plain = makeInterceptor(mediumInterceptor);
    for (const time of [1, 4, 7, 10, 25, 80]) expect(pathLength(same, time)).toBeCloseTo(pathLength(plain, time), 6);
  });

  test('whose times do not ascend is refused', () => {
    const back = { p1: { timeS: 4, speedMps: 800 }, p2: { timeS: 4, speedMps: 900 } };
    expect(() => makeSpeedProfile(back)).toThrow(RangeError);
  });
});
