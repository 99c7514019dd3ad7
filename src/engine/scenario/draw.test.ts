import { describe, expect, test } from 'vitest';
import { makeStreams } from '../math/index.js';
import { drawValue, quantileOf, type UncertainNumber } from './draw.js';

const uncertain = (
  distribution: UncertainNumber['distribution'],
  low: number,
  value: number,
  high: number,
  integer = false,
) => ({ distribution, low, value, high, integer }) satisfies UncertainNumber;

/** Mean of the distribution from its quantiles at equal steps of probability. */
function meanOf(x: UncertainNumber): number {
  const steps = 20_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += quantileOf(x, (i + 0.5) / steps);
  return sum / steps;
}

describe('catalogue values are drawn by the inverse of their distribution', () => {
  test('a uniform value has its mean in the middle and its quantiles in proportion', () => {
    const x = uncertain('uniform', 2, 3, 10);
    expect(quantileOf(x, 0.25)).toBe(4);
    expect(meanOf(x)).toBeCloseTo(6, 6);
  });

  test('a triangle has mean (low + mode + high) / 3, and its mode at probability (mode − low) / (high − low)', () => {
    const x = uncertain('triangular', 2, 4, 12);
    expect(quantileOf(x, 0.2)).toBeCloseTo(4, 12);
    expect(meanOf(x)).toBeCloseTo(6, 4);
    expect(quantileOf(uncertain('triangular', 2, 2, 12), 0.5)).toBeCloseTo(12 - Math.sqrt(50), 12);
    expect(quantileOf(uncertain('triangular', 2, 12, 12), 0.5)).toBeCloseTo(2 + Math.sqrt(50), 12);
  });

  test('logarithmic ones are those of the logarithm', () => {
    expect(quantileOf(uncertain('logUniform', 0.01, 0.1, 1), 0.5)).toBeCloseTo(0.1, 14);
    expect(quantileOf(uncertain('logTriangular', 0.01, 0.1, 1), 0.5)).toBeCloseTo(0.1, 14);
    expect(quantileOf(uncertain('logTriangular', 0.01, 0.1, 1), 0.125)).toBeCloseTo(0.03162277660168379, 13);
  });

  test('draws never leave the range, grow with probability, and whole numbers come in equal shares', () => {
    for (const distribution of ['uniform', 'triangular', 'logUniform', 'logTriangular'] as const) {
      let last = 0;
      for (const u of [1e-16, 0.01, 0.3, 0.7, 0.99, 1 - 1e-16]) {
        const drawn = quantileOf(uncertain(distribution, 0.5, 0.7, 3), u);
        expect(drawn).toBeGreaterThanOrEqual(Math.max(0.5, last));
        expect(drawn).toBeLessThanOrEqual(3);
        last = drawn;
      }
    }
    const counts = [0, 0, 0];
    for (let i = 0; i < 300; i++) counts[quantileOf(uncertain('uniform', 1, 2, 3, true), (i + 0.5) / 300) - 1]++;
    expect(counts).toEqual([100, 100, 100]);
  });

  test('fixed values and empty ranges take no draw', () => {
    expect(quantileOf(uncertain('fixed', 1, 2, 3), 0.9)).toBe(2);
    expect(drawValue(uncertain('uniform', 2, 2, 2), 'a/b', makeStreams(1, 1))).toBe(2);
  });

  test('a draw depends on seed, replication and the value’s name, and on nothing else', () => {
    const x = uncertain('uniform', 0, 0.5, 1);
    const draw = (leaf: string, seed: number, replication: number) =>
      drawValue(x, leaf, makeStreams(seed, replication));
    expect(draw('a/b', 1, 2)).toBe(draw('a/b', 1, 2));
    expect(new Set([draw('a/b', 1, 2), draw('a/c', 1, 2), draw('a/b', 1, 3), draw('a/b', 2, 2)]).size).toBe(4);
  });
});
