import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediumInterceptor as medium } from '../../../test/fixtures/interceptor.js';
import { guidanceTime, makeInterceptor, pathLength, SPENT_SPEED, speedAt, timeOfFlight } from './interceptor.js';

const missile = makeInterceptor(medium);

describe('the flight of an interceptor', () => {
  test('boosts with constant acceleration: 8 km in the first 10 s, at 1600 m/s', () => {
    expect(pathLength(missile, 10)).toBe(8000);
    expect(pathLength(missile, 5)).toBe(2000);
    expect(speedAt(missile, 10)).toBe(1600);
  });

  test('coasts with a speed that falls to 1/e in the time constant', () => {
    expect(speedAt(missile, 110)).toBeCloseTo(1600 / Math.E, 9);
    expect(pathLength(missile, 110)).toBeCloseTo(8000 + 160_000 * (1 - 1 / Math.E), 6);
  });

  test('path length agrees with the speed summed over small steps', () => {
    let path = 0;
    const step = 0.001;
    for (let k = 0; k < 60_000; k++) path += speedAt(missile, (k + 0.5) * step) * step;
    expect(Math.abs(path - pathLength(missile, 60))).toBeLessThan(0.01);
  });

  test('is spent at 340 m/s, and nothing beyond its reach is ever reached', () => {
    expect(speedAt(missile, missile.spentTime)).toBeCloseTo(SPENT_SPEED, 9);
    expect(pathLength(missile, missile.spentTime)).toBeCloseTo(missile.reach, 6);
    expect(timeOfFlight(missile, missile.reach * 1.001)).toBe(Infinity);
  });

  test('a motor too weak to pass the spent speed reaches only its boost path', () => {
    const weak = makeInterceptor({ ...medium, peakSpeedMps: 320 });
    expect(weak.reach).toBe(weak.boostPath);
    expect(timeOfFlight(weak, weak.boostPath + 1)).toBe(Infinity);
  });

  test('time of flight is the inverse of path length', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (share) => {
        const distance = share * missile.reach;
        expect(pathLength(missile, timeOfFlight(missile, distance))).toBeCloseTo(distance, 5);
      }),
    );
  });

  test('a farther point is never reached sooner', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2e5, noNaN: true }),
        fc.double({ min: 0, max: 2e5, noNaN: true }),
        (a, b) => {
          expect(timeOfFlight(missile, Math.min(a, b))).toBeLessThanOrEqual(timeOfFlight(missile, Math.max(a, b)));
        },
      ),
    );
  });

  test('an active seeker frees the guidance channel 15 km before the intercept', () => {
    expect(guidanceTime(missile, 60_000)).toBe(timeOfFlight(missile, 45_000));
    expect(guidanceTime(missile, 10_000)).toBe(0);
    const commanded = makeInterceptor({ ...medium, guidance: 'channelUntilIntercept' });
    expect(guidanceTime(commanded, 60_000)).toBe(timeOfFlight(commanded, 60_000));
  });
});
