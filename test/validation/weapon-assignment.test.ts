import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignWeapons, type WeaponTargetProblem } from '../../src/engine/command/weapon-target.js';

/** Every assignment in turn: the oracle for small cases. */
function bruteForce({ values, killProbability, shotsLeft }: WeaponTargetProblem): number {
  const shots = killProbability.flatMap((row, i) => Array.from({ length: shotsLeft?.[i] ?? 1 }, () => row));
  let least = Infinity;
  for (let code = 0; code < values.length ** shots.length; code++) {
    const left = [...values];
    let rest = code;
    for (const row of shots) {
      const target = rest % values.length;
      left[target] *= 1 - row[target];
      rest = Math.floor(rest / values.length);
    }
    least = Math.min(
      least,
      left.reduce((sum, v) => sum + v, 0),
    );
  }
  return least;
}

const published: WeaponTargetProblem = {
  values: [5, 10, 20],
  killProbability: [
    [0.3, 0.5, 0.4],
    [0.6, 0.2, 0.7],
    [0.5, 0.4, 0.3],
    [0.4, 0.6, 0.5],
  ],
};

const problem = fc
  .record({ targets: fc.integer({ min: 1, max: 4 }), weapons: fc.integer({ min: 0, max: 3 }) })
  .chain(({ targets, weapons }) =>
    fc.record({
      values: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: targets, maxLength: targets }),
      killProbability: fc.array(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: targets, maxLength: targets }),
        { minLength: weapons, maxLength: weapons },
      ),
      shotsLeft: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: weapons, maxLength: weapons }),
    }),
  );

describe('the weapon–target assignment problem', () => {
  test('three targets and four weapons leave 10.1, with weapons 1–4 on targets 3, 3, 1, 2', () => {
    const { assignment, expectedSurvivingValue } = assignWeapons({ ...published, method: 'exact' });
    expect(expectedSurvivingValue).toBeCloseTo(10.1, 12);
    expect(assignment.map((target) => target + 1)).toEqual([3, 3, 1, 2]);
  });

  test('branch and bound agrees with trying every assignment', () => {
    fc.assert(
      fc.property(problem, (p) => {
        expect(assignWeapons({ ...p, method: 'exact' }).expectedSurvivingValue).toBeCloseTo(bruteForce(p), 9);
      }),
    );
  });

  test('the greedy method is never better than the exact one, and no worse than not firing', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const greedy = assignWeapons({ ...p, method: 'greedy' }).expectedSurvivingValue;
        expect(greedy).toBeGreaterThanOrEqual(assignWeapons({ ...p, method: 'exact' }).expectedSurvivingValue - 1e-9);
        expect(greedy).toBeLessThanOrEqual(p.values.reduce((sum, v) => sum + v, 0));
      }),
    );
  });

  test('greedy is optimal when every weapon is alike', () => {
    const row = [0.5, 0.3, 0.8];
    const alike = { values: [7, 12, 4], killProbability: [row], shotsLeft: [5] };
    const exact = assignWeapons({ ...alike, method: 'exact' });
    expect(assignWeapons({ ...alike, method: 'greedy' }).expectedSurvivingValue).toBeCloseTo(
      exact.expectedSurvivingValue,
      12,
    );
    expect(exact.assignment.length).toBe(5);
  });

  test('a shot that can gain nothing is not fired; too large an exact case is refused', () => {
    expect(assignWeapons({ values: [5], killProbability: [[0]] }).assignment).toEqual([-1]);
    const many = { values: [1, 1], killProbability: [[0.5, 0.5]], shotsLeft: [17] };
    expect(() => assignWeapons({ ...many, method: 'exact' })).toThrow('at most 16 shots');
    expect(() => assignWeapons({ values: [1, 2], killProbability: [[0.5]] })).toThrow('one kill probability a target');
  });
});
