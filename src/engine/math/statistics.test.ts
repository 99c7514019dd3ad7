import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clopperPearson,
  makeStreams,
  mean,
  meanInterval,
  normal,
  pairedDifference,
  quantile,
  regularizedBeta,
  uniform,
  variance,
} from './index.js';

test('mean and variance keep their digits beside a large offset', () => {
  const values = [4, 7, 13, 16];
  expect([mean(values), variance(values)]).toEqual([10, 30]);
  expect(variance(values.map((v) => v + 1e9))).toBe(30);
  expect(mean([1e100, 1, -1e100])).toBe(1 / 3);
  expect([mean([]), variance([1])]).toEqual([Number.NaN, Number.NaN]);
});

describe('quantiles', () => {
  test('lie linearly between order statistics (type 7)', () => {
    const sorted = [1, 2, 4, 8];
    expect([0, 1 / 3, 0.5, 0.75, 1].map((p) => quantile(sorted, p))).toEqual([1, 2, 3, 5, 8]);
    expect([quantile([5], 0.3), quantile([], 0.5), quantile(sorted, 1.1)]).toEqual([5, Number.NaN, Number.NaN]);
  });

  test('rise with p and stay within the sample', () => {
    const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sample, chance, chance, (values, p, q) => {
        const sorted = values.toSorted((a, b) => a - b);
        const low = quantile(sorted, Math.min(p, q));
        const high = quantile(sorted, Math.max(p, q));
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(sorted[0] - 1e-9);
        expect(high).toBeLessThanOrEqual(sorted[sorted.length - 1] + 1e-9);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the interval of a mean', () => {
  test('is Student’s: for 4, 7, 13, 16 at 95% 10 ± 3.182·√(30/4)', () => {
    const { mean: centre, low, high } = meanInterval([4, 7, 13, 16], 0.95);
    expect(centre).toBe(10);
    expect(high - 10).toBeCloseTo(3.182446305 * Math.sqrt(7.5), 8);
    expect(10 - low).toBeCloseTo(high - 10, 12);
  });

  test('is unbounded for one value, which says nothing of its spread', () => {
    expect(meanInterval([3], 0.95)).toEqual({ mean: 3, low: -Infinity, high: Infinity });
  });

  test('covers the true mean in 95% of samples', () => {
    const streams = makeStreams(11, 0);
    let covered = 0;
    for (let sample = 0; sample < 4000; sample++) {
      const values = Array.from({ length: 5 }, (_, i) => normal(streams, sample, i, 1, 0));
      const { low, high } = meanInterval(values, 0.95);
      if (low < 0 && high > 0) covered++;
    }
    // 4 standard deviations of a binomial proportion
    expect(Math.abs(covered / 4000 - 0.95)).toBeLessThan(0.0138);
  });
});

describe('the Clopper–Pearson interval', () => {
  test('gives the published values: 90 of 100 and 900 of 1000 at 95%', () => {
    const hundred = clopperPearson(90, 100, 0.95);
    expect([hundred.low.toFixed(4), hundred.high.toFixed(4)]).toEqual(['0.8238', '0.9510']);
    const thousand = clopperPearson(900, 1000, 0.95);
    expect([thousand.low.toFixed(4), thousand.high.toFixed(4)]).toEqual(['0.8797', '0.9179']);
  });

  test('bounds what never happened: none of n up to 1 - 0.025^(1/n), never an interval of width zero', () => {
    expect(clopperPearson(0, 200, 0.95)).toEqual({ low: 0, high: expect.closeTo(0.01827534035514, 12) });
    expect(clopperPearson(200, 200, 0.95)).toEqual({ low: expect.closeTo(1 - 0.01827534035514, 12), high: 1 });
  });

  test('leaves exactly half the doubt in each binomial tail', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, share) => {
        const k = Math.max(1, Math.min(n - 1, Math.round(n * share)));
        const { low, high } = clopperPearson(k, n, 0.9);
        // P(at least k | low) and P(at most k | high)
        expect(regularizedBeta(low, k, n - k + 1)).toBeCloseTo(0.05, 12);
        expect(1 - regularizedBeta(high, k + 1, n - k)).toBeCloseTo(0.05, 12);
        expect(low).toBeLessThan(k / n);
        expect(high).toBeGreaterThan(k / n);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('refuses counts that cannot be', () => {
    expect(() => clopperPearson(5, 4, 0.95)).toThrow(/got 5 of 4/);
    expect(() => clopperPearson(0, 0, 0.95)).toThrow(RangeError);
  });
});

describe('a paired difference', () => {
  test('is the interval of the differences, and reverses when the sides are exchanged', () => {
    const a = [10, 20, 30, 40];
    const b = [11, 22, 31, 44];
    const forth = pairedDifference(a, b, 0.95);
    const back = pairedDifference(b, a, 0.95);
    expect(forth.difference).toBe(2);
    expect([back.difference, back.low, back.high]).toEqual([-2, -forth.high, -forth.low]);
    expect(() => pairedDifference([1], [1, 2], 0.95)).toThrow(/1 and 2/);
  });

  test('is narrower than the unpaired intervals when runs share random numbers', () => {
    const streams = makeStreams(3, 0);
    const shared = Array.from({ length: 200 }, (_, i) => 100 * uniform(streams, i, 0, 1, 0));
    const better = shared.map((v, i) => v + 1 + 0.5 * uniform(streams, i, 0, 2, 0));
    const paired = pairedDifference(shared, better, 0.95);
    const alone = meanInterval(better, 0.95);
    expect(paired.low).toBeGreaterThan(1);
    expect(paired.high - paired.low).toBeLessThan(0.01 * (alone.high - alone.low));
  });
});
