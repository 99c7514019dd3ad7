import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStreams, uniform } from '../../src/engine/math/index.js';
import { assignWeapons, boundWeapons, type WeaponTargetProblem } from '../../src/index.js';

/** Every assignment in turn, shots left unfired too: the oracle for small cases. `most` shots at one target. */
function bruteForce({ values, killProbability, shotsLeft }: WeaponTargetProblem, most = Infinity): number {
  const shots = killProbability.flatMap((row, i) => Array.from({ length: shotsLeft?.[i] ?? 1 }, () => row));
  const left = [...values];
  const used = values.map(() => 0);
  const least = (shot: number): number => {
    if (shot === shots.length) return left.reduce((sum, value) => sum + value, 0);
    let best = least(shot + 1);
    for (let j = 0; j < left.length; j++) {
      if (used[j] === most) continue;
      const before = left[j];
      left[j] = before * (1 - shots[shot][j]);
      used[j]++;
      best = Math.min(best, least(shot + 1));
      used[j]--;
      left[j] = before;
    }
    return best;
  };
  return least(0);
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
  .record({ targets: fc.integer({ min: 0, max: 4 }), weapons: fc.integer({ min: 0, max: 3 }) })
  .chain(({ targets, weapons }) =>
    fc.record({
      values: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: targets, maxLength: targets }),
      killProbability: fc.array(
        fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: targets,
          maxLength: targets,
        }),
        { minLength: weapons, maxLength: weapons },
      ),
      shotsLeft: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: weapons, maxLength: weapons }),
    }),
  );

/** Values uniform 1–21, probabilities uniform 0–0.9. */
function random(seed: number, weapons: number, targets: number): WeaponTargetProblem {
  const streams = makeStreams(seed, 0);
  return {
    values: Array.from({ length: targets }, (_, j) => 1 + 20 * uniform(streams, j, 0, 1, 0)),
    killProbability: Array.from({ length: weapons }, (_, i) =>
      Array.from({ length: targets }, (_, j) => 0.9 * uniform(streams, i, j, 2, 0)),
    ),
  };
}

/** Recomputes Σ V_j Π (1 − p_ij) from the answer itself. */
function survivors({ values, killProbability }: WeaponTargetProblem, assignment: readonly (number | null)[][]): number {
  const left = [...values];
  assignment.forEach((targets, i) => {
    for (const j of targets) if (j !== null) left[j] *= 1 - killProbability[i][j];
  });
  return left.reduce((sum, value) => sum + value, 0);
}

describe('the weapon–target assignment problem', () => {
  test.each(['exact', 'best'] as const)('three targets and four weapons leave 10.1 by the method %s', (method) => {
    const { assignment, expectedSurvivingValue } = assignWeapons({ ...published, method });
    expect(expectedSurvivingValue).toBeCloseTo(10.1, 12);
    expect(assignment).toEqual([2, 2, 0, 1]);
  });

  test('branch and bound agrees with trying every assignment', () => {
    fc.assert(
      fc.property(problem, (p) => {
        expect(assignWeapons({ ...p, method: 'exact' }).expectedSurvivingValue).toBeCloseTo(bruteForce(p), 9);
      }),
    );
  });

  test('the optimum with one shot a target agrees with trying every such assignment', () => {
    fc.assert(
      fc.property(problem, (p) => {
        expect(assignWeapons({ ...p, method: 'optimal' }).expectedSurvivingValue).toBeCloseTo(bruteForce(p, 1), 9);
      }),
    );
  });

  test('lower bound ≤ exact ≤ best ≤ greedy ≤ not firing, on every small case', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const by = (method: WeaponTargetProblem['method']) => assignWeapons({ ...p, method }).expectedSurvivingValue;
        const exact = by('exact');
        expect(boundWeapons(p, { rounds: 50 }).lowerBound).toBeLessThanOrEqual(exact + 1e-9);
        expect(exact).toBeLessThanOrEqual(by('best') + 1e-9);
        expect(by('best')).toBeLessThanOrEqual(by('greedy') + 1e-9);
        expect(by('greedy')).toBeLessThanOrEqual(p.values.reduce((sum, v) => sum + v, 0));
      }),
    );
  });

  test('of a hundred cases of eight weapons and six targets, best misses the optimum in one at most', () => {
    let missed = 0;
    let worst = 0;
    for (let seed = 0; seed < 100; seed++) {
      const p = random(seed, 8, 6);
      const exact = assignWeapons({ ...p, method: 'exact' }).expectedSurvivingValue;
      const share = assignWeapons(p).expectedSurvivingValue / exact - 1;
      if (share > 1e-9) missed++;
      worst = Math.max(worst, share);
    }
    expect(missed).toBeLessThanOrEqual(1);
    expect(worst).toBeLessThan(0.05);
  });

  test('200 weapons and 200 targets: within 0.2% of a lower bound, where greedy is 2% away', () => {
    const p = random(1, 200, 200);
    const best = assignWeapons(p).expectedSurvivingValue;
    const { lowerBound } = boundWeapons(p, { upperBound: best, rounds: 150 });
    expect(lowerBound).toBeLessThanOrEqual(best);
    expect(best / lowerBound - 1).toBeLessThan(0.002);
    expect(assignWeapons({ ...p, method: 'greedy' }).expectedSurvivingValue / lowerBound - 1).toBeGreaterThan(0.02);
  });

  test('greedy is optimal when every weapon is alike', () => {
    const alike = { values: [7, 12, 4], killProbability: [[0.5, 0.3, 0.8]], shotsLeft: [5] };
    const greedy = assignWeapons({ ...alike, method: 'greedy' });
    expect(greedy.expectedSurvivingValue).toBeCloseTo(bruteForce(alike), 12);
    expect(greedy.assignment[0]).toHaveLength(5);
  });

  test('the value told is that of the assignment told, with several shots a weapon', () => {
    const shotsLeft = Array.from({ length: 12 }, (_, i) => i % 4);
    const p = { ...random(9, 12, 9), shotsLeft };
    const { assignment, expectedSurvivingValue } = assignWeapons(p);
    expect(assignment.map((targets) => targets.length)).toEqual(shotsLeft);
    expect(survivors(p, assignment as (number | null)[][])).toBeCloseTo(expectedSurvivingValue, 12);
  });

  test('a shot price is what one more shot saves at most', () => {
    const p = { ...random(4, 10, 12), shotsLeft: new Array<number>(10).fill(1) };
    const { lowerBound, shotPrice } = boundWeapons(p);
    const more = assignWeapons({ ...p, shotsLeft: [2, ...p.shotsLeft.slice(1)] }).expectedSurvivingValue;
    expect(more).toBeGreaterThanOrEqual(lowerBound - shotPrice[0] - 1e-9);
  });
});

describe('what is no weapon–target problem is refused where it is wrong', () => {
  const assign = (more: object) => () => assignWeapons({ ...published, ...more });
  test.each([
    [{ values: [5, -1, 20] }, 'values[1] must be 0–'],
    [{ values: [5, 10, Number.NaN] }, 'values[2]'],
    [{ values: [5, 10] }, 'killProbability[0] must have one probability for each of the 2 targets; got 3'],
    [{ killProbability: [[0.3, 1.5, 0.4]] }, 'killProbability[0][1] must be 0–1; got 1.5'],
    [{ killProbability: [[0.3, Number.NaN, 0.4]] }, 'killProbability[0][1] must be 0–1; got NaN'],
    [{ shotsLeft: [1, 1] }, 'shotsLeft must have a number for each of the 4 weapons; got 2'],
    [{ shotsLeft: [1, 1, 1.5, 1] }, 'shotsLeft[2] must be a whole number of at least 0; got 1.5'],
    [{ method: 'toString' }, 'method must be'],
    [{ killProbability: null }, 'killProbability must be a list; got null'],
    [{ values: undefined }, 'values must be a list; got undefined'],
    [{ killProbability: [['0.5', 0, 0]] }, 'killProbability[0][0] must be 0–1'],
    [{ shotsLeft: [1e9, 0, 0, 0] }, 'shotsLeft must add up to at most 10000; got 1000000000'],
    [{ shotsLeft: [17, 0, 0, 0], method: 'exact' }, 'at most 16 shots; got 17'],
    [{ method: 'magic' }, 'method must be greedy, optimal, best, exact; got "magic"'],
  ])('%j', (more, message) => {
    expect(assign(more)).toThrow(RangeError);
    expect(assign(more)).toThrow(message);
  });

  test('no weapons, no targets and no shots are problems with an answer', () => {
    expect(assignWeapons({ values: [], killProbability: [] })).toEqual({ assignment: [], expectedSurvivingValue: 0 });
    expect(assignWeapons({ values: [3, 4], killProbability: [] }).expectedSurvivingValue).toBe(7);
    expect(assignWeapons({ values: [], killProbability: [[], []] }).assignment).toEqual([null, null]);
    expect(assignWeapons({ values: [5], killProbability: [[0.5]], shotsLeft: [0] }).assignment).toEqual([[]]);
  });

  test('a shot that can gain nothing is not fired', () => {
    for (const method of ['greedy', 'optimal', 'best'] as const)
      expect(assignWeapons({ values: [5, 0], killProbability: [[0, 1]], method }).assignment).toEqual([null]);
  });
});
