import { describe, expect, it } from 'vitest';
import { jointMarginals } from './joint-events.js';
import type { Branch, Hypotheses } from './roles.js';

const branch = (track: number): Branch => ({
  track,
  estimate: { time: 0, mean: new Float64Array(6), covariance: new Float64Array(36) },
  score: 0,
  path: [],
  address: -1,
  confirmed: true,
});

/** A track whose likelihood ratio with detection j is ratios[j], and that of a miss. */
const weighs = (track: number, ratios: readonly number[], miss: number): Hypotheses => ({
  branch: branch(track),
  pairs: ratios.flatMap((ratio, detection) => (ratio > 0 ? [{ detection, gain: Math.log(ratio), distance: 1 }] : [])),
  miss: Math.log(miss),
});

describe('association probabilities of two tracks and two detections', () => {
  const cluster = [weighs(1, [8, 2], 0.1), weighs(2, [4, 6], 0.1)];

  it('are the shares of the seven joint events', () => {
    // A1B2 48, A2B1 8, A1 0.8, A2 0.2, B1 0.4, B2 0.6, none 0.01: together 58.01.
    const { pairs, miss } = jointMarginals(cluster, false, 100)!;
    expect(pairs[0][0]).toBeCloseTo(48.8 / 58.01, 12);
    expect(pairs[0][1]).toBeCloseTo(8.2 / 58.01, 12);
    expect(miss[0]).toBeCloseTo(1.01 / 58.01, 12);
    expect(pairs[1][0]).toBeCloseTo(8.4 / 58.01, 12);
    expect(pairs[1][1]).toBeCloseTo(48.6 / 58.01, 12);
    expect(miss[1]).toBeCloseTo(1.01 / 58.01, 12);
  });

  it('lose the weaker of the two permutations with JPDA*', () => {
    // A2B1 is gone: 50.01 is left.
    const { pairs, miss } = jointMarginals(cluster, true, 100)!;
    expect(pairs[0][0]).toBeCloseTo(48.8 / 50.01, 12);
    expect(pairs[0][1]).toBeCloseTo(0.2 / 50.01, 12);
    expect(pairs[1][0]).toBeCloseTo(0.4 / 50.01, 12);
    expect(miss[1]).toBeCloseTo(1.01 / 50.01, 12);
  });

  it('of a track alone are those of the PDA filter', () => {
    // 6 and 3 for the detections, 0.5 for a miss.
    const { pairs, miss } = jointMarginals([weighs(1, [6, 3], 0.5)], false, 100)!;
    expect([...pairs[0], miss[0]].map((p) => p * 9.5)).toEqual([6, 3, 0.5].map((x) => expect.closeTo(x, 10)));
  });

  it('of each track add to one, whatever the cluster', () => {
    const five = Array.from({ length: 5 }, (_, t) => weighs(t, [1 + t, 2, 0, 3 / (1 + t), 1], 0.2));
    for (const prune of [false, true]) {
      const { pairs, miss } = jointMarginals(five, prune, 10_000)!;
      pairs.forEach((row, t) => {
        expect(row.reduce((a, b) => a + b, miss[t])).toBeCloseTo(1, 12);
      });
    }
  });

  it('are left to another method when there are more events than allowed', () => {
    expect(jointMarginals(cluster, false, 6)).toBeUndefined();
    expect(jointMarginals(cluster, false, 7)).toBeDefined();
  });
});
