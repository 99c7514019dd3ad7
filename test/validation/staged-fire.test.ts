import { describe, expect, test } from 'vitest';
import { makeStreams, uniform } from '../../src/engine/math/index.js';
import { assignWeapons, planStagedFire, type StagedProblem } from '../../src/index.js';
import { expectedUnderRule, type FireRule, leastOfAllRules } from '../fixtures/staged-fire.js';

const planned: FireRule = (problem) => planStagedFire(problem).fire;
/** Everything at once, as if there were no second look. */
const atOnce: FireRule = ({ values, killProbability, shotsLeft }) =>
  assignWeapons({ values, killProbability: killProbability[0], shotsLeft }).assignment;

/** Two weapons, three targets, two or three stages; targets come and go, probabilities change. */
function random(seed: number): StagedProblem {
  const draw = (a: number, b: number, c: number) => uniform(makeStreams(seed, 7), a, b, 1, c);
  const stages = 2 + (seed % 2);
  return {
    values: [0, 1, 2].map((j) => 1 + 9 * draw(j, 0, 0)),
    shotsLeft: [1 + (seed % 2), 1 + (seed % 3 === 0 ? 1 : 0)],
    killProbability: Array.from({ length: stages }, (_, s) =>
      [0, 1].map((i) => [0, 1, 2].map((j) => (draw(20 + j, s, 0) < 0.25 ? 0 : 0.2 + 0.7 * draw(10 + i, j, s)))),
    ),
  };
}

describe('fire in stages, with a look between', () => {
  test('three shots and two targets: one at each, the third is kept for what the look shows', () => {
    const alike = { values: [10, 9], killProbability: [[[0.7, 0.7]], [[0.7, 0.7]]], shotsLeft: [3] };
    expect(planStagedFire(alike).fire[0].filter((j) => j !== null)).toHaveLength(2);
    // One at each, and the third where it is needed: 0.3 · 0.3 · (10 · 0.3 + 9) + 0.21 · (10 · 0.3 + 9 · 0.3).
    expect(expectedUnderRule(alike, planned)).toBeCloseTo(0.09 * (3 + 9) + 0.21 * (3 + 2.7), 9);
    expect(expectedUnderRule(alike, atOnce)).toBeCloseTo(10 * 0.09 + 9 * 0.3, 9);
  });

  test('a shot is kept for a target that is still to come, and for a better shot at the one there is', () => {
    const toCome = { values: [2, 20], killProbability: [[[0.9, 0]], [[0, 0.9]]], shotsLeft: [1] };
    expect(planStagedFire(toCome).fire).toEqual([[null]]);
    const better = { values: [5], killProbability: [[[0.5]], [[0.8]]], shotsLeft: [1] };
    expect(planStagedFire(better).fire).toEqual([[null]]);
    const worse = { values: [5], killProbability: [[[0.8]], [[0.5]]], shotsLeft: [1] };
    expect(planStagedFire(worse).fire).toEqual([[0]]);
  });

  test('the last stage is the static problem', () => {
    const p = {
      values: [5, 10, 20],
      killProbability: [
        [
          [0.3, 0.5, 0.4],
          [0.6, 0.2, 0.7],
        ],
      ],
      shotsLeft: [1, 1],
    };
    expect(planStagedFire(p).fire).toEqual(assignWeapons({ ...p, killProbability: p.killProbability[0] }).assignment);
  });

  test('channels limit what is fired now', () => {
    const p = { values: [5, 5, 5], killProbability: [[[0.8, 0.8, 0.8]]], shotsLeft: [3], shotsNow: [2] };
    expect(planStagedFire(p).fire[0].filter((j) => j !== null)).toHaveLength(2);
  });

  test('over small cases 0.5% from the best rule there is, as stochastic dynamic programming finds it; all at once is 20% worse', () => {
    let [sum, best, hasty] = [0, 0, 0];
    let worst = 0;
    for (let seed = 0; seed < 40; seed++) {
      const p = random(seed);
      const least = leastOfAllRules(p);
      const value = expectedUnderRule(p, planned);
      expect(planStagedFire(p).lowerBound).toBeLessThanOrEqual(least + 1e-9);
      expect(value).toBeGreaterThanOrEqual(least - 1e-9);
      worst = Math.max(worst, value / least - 1);
      sum += value;
      best += least;
      hasty += expectedUnderRule(p, atOnce);
    }
    expect(sum / best).toBeLessThan(1.005);
    expect(hasty / best).toBeGreaterThan(1.2);
    expect(worst).toBeLessThan(0.03);
  });

  test('what can’t be is refused where it is wrong', () => {
    const p = { values: [5], killProbability: [[[0.5]], [[1.2]]], shotsLeft: [1] };
    expect(() => planStagedFire(p)).toThrow('killProbability[1][0][0] must be 0–1; got 1.2');
    expect(() => planStagedFire({ ...p, killProbability: [] })).toThrow('stages of killProbability');
    expect(() => planStagedFire({ ...p, killProbability: [[[0.5]]], shotsLeft: [-1] })).toThrow('shotsLeft[0]');
  });
});
