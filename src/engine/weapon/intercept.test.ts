import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediumInterceptor as medium } from '../../../test/fixtures/interceptor.js';
import { enuBasisInto, geodeticToEcefInto } from '../earth/index.js';
import { heightAbove } from '../earth/vertical.js';
import type { TargetClass } from '../types/index.js';
import { INTERCEPT, predictIntercept } from './intercept.js';
import { makeInterceptor, pathLength } from './interceptor.js';

const missile = makeInterceptor(medium);
const LAT = 0.7;
const LON = 0.57;
const site = new Float64Array(3);
geodeticToEcefInto(LAT, LON, 900, site);
const basis = new Float64Array(9);
enuBasisInto(LAT, LON, basis);

/** ECEF from metres east, north and up of the site. */
const fromEnu = (e: number, n: number, u: number, origin: ArrayLike<number> = [0, 0, 0]): [number, number, number] => [
  origin[0] + basis[0] * e + basis[3] * n + basis[6] * u,
  origin[1] + basis[1] * e + basis[4] * n + basis[7] * u,
  origin[2] + basis[2] * e + basis[5] * n + basis[8] * u,
];

const meet = (
  at: [number, number, number],
  velocity: [number, number, number],
  targetClass: TargetClass = 'fixedWing',
  delay = 0,
  ground = 0,
  altitudeSigma = 0,
) =>
  predictIntercept(
    missile,
    site,
    fromEnu(...at, site),
    fromEnu(...velocity),
    targetClass,
    delay,
    ground,
    altitudeSigma,
  );

describe('predicting an intercept', () => {
  test('a target that closes at 250 m/s from 80 km is met where both times agree', () => {
    const answer = meet([80_000, 0, 8000], [-250, 0, 0], 'fixedWing', 10);
    expect(answer.feasible).toBe(true);
    expect(pathLength(missile, answer.time - 10)).toBeCloseTo(answer.slantRange, 0);
    // By hand: 80 km − 250 t on the ground range, 8 km up; the path table gives t ≈ 58 s.
    expect(80_000 - 250 * answer.time).toBeCloseTo(Math.sqrt(answer.slantRange ** 2 - 8000 ** 2), -3);
  });

  test('a level flyer keeps its altitude while it is extrapolated round the Earth', () => {
    const start = fromEnu(100_000, 0, 6000, site);
    const answer = meet([100_000, 0, 6000], [-300, 0, 0]);
    const climbOfTheLine = heightAbove(...fromEnu(100_000 - 300 * answer.time, 0, 6000, site)) - heightAbove(...start);
    expect(Math.abs(climbOfTheLine)).toBeGreaterThan(200);
    const levelVelocity = meetLevel(100_000, 6000, 300);
    expect(Math.abs(heightAbove(...levelVelocity.point) - heightAbove(...start))).toBeLessThan(5);
  });

  test('an intercept waits for the launch: a later launch meets a closing target later and nearer', () => {
    const now = meet([80_000, 0, 8000], [-250, 0, 0]);
    const later = meet([80_000, 0, 8000], [-250, 0, 0], 'fixedWing', 30);
    expect(later.time).toBeGreaterThan(now.time);
    expect(later.slantRange).toBeLessThan(now.slantRange);
  });

  test('a falling ballistic missile is met below the straight line of its velocity', () => {
    const level = meet([0, 20_000, 20_000], [0, -500, -500], 'fixedWing');
    const falling = meet([0, 20_000, 20_000], [0, -500, -500], 'ballisticMissile');
    expect(falling.feasible).toBe(true);
    expect(heightAbove(...falling.point)).toBeLessThan(heightAbove(...level.point));
  });

  test.each<[string, ReturnType<typeof meet>, number, string]>([
    ['far off', meet([128_000, 0, 9000], [0, 10, 0]), INTERCEPT.tooFar, 'beyond 120 km'],
    [
      'far off and ballistic',
      meet([60_000, 0, 9000], [0, 10, 0], 'ballisticMissile'),
      INTERCEPT.tooFar,
      'beyond 30 km',
    ],
    [
      'out of energy',
      meet([250_000, 0, 9000], [0, 10, 0]),
      INTERCEPT.outOfReach,
      'cannot catch it before its speed is spent',
    ],
    ['overhead', meet([1000, 0, 1000], [0, 10, 0]), INTERCEPT.tooClose, 'inside 3 km'],
    ['skimming', meet([20_000, 0, -20], [0, 10, 0], 'drone', 0, 920), INTERCEPT.tooLow, 'below 30 m above ground'],
    ['very high', meet([20_000, 0, 40_000], [0, 10, 0]), INTERCEPT.tooHigh, 'above 27000 m'],
    ['very fast', meet([90_000, 0, 9000], [-3000, 0, 0]), INTERCEPT.tooFast, 'faster than 2800 m/s'],
  ])('a target that is %s is refused with the limit it met', (_, answer, code, because) => {
    expect(answer.feasible).toBe(false);
    expect(answer.code).toBe(code);
    expect(answer.because).toBe(because);
  });

  test('a kind without ballistic range says that it cannot', () => {
    const short = makeInterceptor({ ...medium, ballisticRangeKm: 0 });
    const answer = predictIntercept(short, site, fromEnu(9000, 0, 9000, site), [0, 0, 0], 'ballisticMissile', 0);
    expect(answer.because).toBe('cannot engage ballistic missiles');
  });

  test('an uncertain height is not refused as too low', () => {
    expect(meet([20_000, 0, -20], [0, 10, 0], 'drone', 0, 920, 300).feasible).toBe(true);
  });

  test('whatever the target, a feasible intercept closes the gap and stays inside the envelope', () => {
    const metre = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(metre(150_000), metre(150_000), fc.double({ min: 100, max: 25_000, noNaN: true })),
        fc.tuple(metre(900), metre(900), metre(300)),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (at, velocity, delay) => {
          const answer = meet(at, velocity, 'fixedWing', delay);
          if (!answer.feasible) return;
          expect(answer.time).toBeGreaterThanOrEqual(delay);
          expect(Math.abs(pathLength(missile, answer.time - delay) - answer.slantRange)).toBeLessThan(5);
          expect(answer.slantRange).toBeLessThanOrEqual(120_000);
          expect(answer.slantRange).toBeGreaterThanOrEqual(3000);
        },
      ),
    );
  });
});

/** A target `east` metres away flying west, level where it is (not where the site is). */
function meetLevel(east: number, height: number, speed: number) {
  const start = fromEnu(east, 0, height, site);
  const length = Math.sqrt(start[0] ** 2 + start[1] ** 2);
  // West at the target's own longitude is horizontal there.
  const west: [number, number, number] = [(start[1] / length) * speed, (-start[0] / length) * speed, 0];
  return predictIntercept(missile, site, start, west, 'fixedWing', 0);
}
