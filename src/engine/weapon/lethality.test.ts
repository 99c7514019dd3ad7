import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediumInterceptor } from '../../../test/fixtures/interceptor.js';
import { assessKill } from './assessment.js';
import { makeInterceptor } from './interceptor.js';
import { killProbability, salvoKill, shootLookShoot } from './lethality.js';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('salvos', () => {
  test('a salvo of two at 0.7 kills with 0.91', () => {
    expect(salvoKill(0.7, 2)).toBeCloseTo(0.91, 12);
  });

  test('shoot–look–shoot at 0.7 kills with 0.91 for 1.3 shots', () => {
    const { kill, expectedShots } = shootLookShoot(0.7, [1, 1]);
    expect(kill).toBeCloseTo(0.91, 12);
    expect(expectedShots).toBeCloseTo(1.3, 12);
  });

  test('shoot–shoot–look–shoot at 0.7 kills with 0.973 for 2.09 shots', () => {
    const { kill, expectedShots } = shootLookShoot(0.7, [2, 1]);
    expect(kill).toBeCloseTo(0.973, 12);
    expect(expectedShots).toBeCloseTo(2.09, 12);
  });

  test('one more shot never hurts, and no salvo is certain unless a shot is', () => {
    fc.assert(
      fc.property(probability, fc.integer({ min: 0, max: 8 }), (p, n) => {
        expect(salvoKill(p, n + 1)).toBeGreaterThanOrEqual(salvoKill(p, n));
        expect(salvoKill(p, n)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a common failure leaves a single shot as it is and caps a salvo', () => {
    expect(salvoKill(0.7, 1, 0.2)).toBeCloseTo(0.7, 12);
    expect(salvoKill(0.7, 2, 0.2)).toBeLessThan(0.91);
    expect(salvoKill(0.7, 8, 0.2)).toBeLessThanOrEqual(0.8);
    expect(() => salvoKill(0.9, 2, 0.2)).toThrow(RangeError);
  });
});

test('kill probability depends on the class of the target', () => {
  const interceptor = makeInterceptor(mediumInterceptor);
  expect(killProbability(interceptor, 'fixedWing')).toBe(0.8);
  expect(killProbability(interceptor, 'ballisticMissile')).toBe(0.5);
});

test('an assessment errs in both directions, each with its own probability', () => {
  const errors = { falseKill: 0.1, missedKill: 0.3 };
  expect(assessKill(true, errors, 0.2)).toBe(false);
  expect(assessKill(false, errors, 0.2)).toBe(false);
  expect(assessKill(false, errors, 0.05)).toBe(true);
  expect(assessKill(true, errors, 0.3)).toBe(true);
  expect(assessKill(false, { falseKill: 0, missedKill: 0 }, 1e-9)).toBe(false);
});
