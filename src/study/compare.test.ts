import { describe, expect, test } from 'vitest';
import type { MeasureDefinition } from '../engine/types/index.js';
import { comparePaired, medianInterval } from './compare.js';

const number: MeasureDefinition = { id: 'm', unit: '1', better: 'less', censored: false, count: false, meaning: '' };
const count = { ...number, count: true };
const censored = { ...number, censored: true };

describe('pairs', () => {
  test('a common effect is found under noise a thousand times larger, because pairs share the noise', () => {
    const noise = [1000, -2000, 500, 3000, -700, 1500, 0, 100, -100, 900];
    const wobble = [0, 0.1, -0.1, 0.2, -0.2, 0, 0.1, -0.1, 0.1, -0.1];
    const pair = comparePaired(
      number,
      noise,
      noise.map((x, i) => x + 2 + wobble[i]),
      0.95,
    );
    expect(pair.difference).toBeCloseTo(2, 9);
    expect(pair.low!).toBeGreaterThan(1.9);
    expect(pair.high!).toBeLessThan(2.1);
  });

  test('swapping baseline and variant turns the difference and its interval round', () => {
    const a = [3, 5, 2, 8, 6, 7];
    const b = [4, 9, 2, 9, 9, 7];
    const there = comparePaired(number, a, b, 0.9);
    const back = comparePaired(number, b, a, 0.9);
    expect(back.difference).toBeCloseTo(-there.difference!, 12);
    expect(back.low).toBeCloseTo(-there.high!, 12);
    expect(back.high).toBeCloseTo(-there.low!, 12);
  });

  test('a pair with a missing half is left out', () => {
    expect(comparePaired(number, [1, undefined, 3], [2, 5, 5], 0.95).n).toBe(2);
  });

  test('the same difference in every pair has a width: 3.7/n either way for a count', () => {
    const pair = comparePaired(count, [2, 3, 4, 5, 6], [3, 4, 5, 6, 7], 0.95);
    expect(pair.difference).toBe(1);
    expect(pair.high! - pair.low!).toBeCloseTo((2 * 3.6889) / 5, 4);
  });

  test('no difference at all in a sum of money has a width by what is at stake', () => {
    const pair = comparePaired(number, [0, 0, 0, 0], [0, 0, 0, 0], 0.95, { low: 0, high: 1e6 });
    expect(pair.high!).toBeGreaterThan(1e5);
    expect(pair.low!).toBeLessThan(-1e5);
  });
});

describe('times that may never come', () => {
  const before = [100, 110, 120, 130, 140, 150, 160, 170, 180, null];
  const after = [90, 95, 100, 125, 110, 140, 140, 150, null, null];

  test('are compared by the median difference where both came', () => {
    const pair = comparePaired(censored, before, after, 0.95);
    expect(pair.n).toBe(8);
    expect(pair.difference).toBe(-17.5);
    expect(pair.low!).toBeLessThan(-17.5);
    expect(pair.high!).toBeGreaterThan(-17.5);
  });

  test('and by the share of runs in which they came', () => {
    expect(comparePaired(censored, before, after, 0.95).reached!.difference).toBeCloseTo(-0.1, 12);
  });

  test('that came in no pair have no difference, only shares', () => {
    expect(comparePaired(censored, [null, 1], [1, null], 0.95)).toMatchObject({ difference: null, n: 0 });
  });
});

describe('the interval of a median', () => {
  const ranks = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

  test('of ten values runs from the second to the ninth at 95%', () => {
    // P(2nd < median < 9th) = 0.9785, P(3rd < median < 8th) = 0.8906: David and Nagaraja, table of section 7.1.
    expect(medianInterval(ranks(10), 0.95)).toEqual({ low: 2, high: 9 });
    expect(medianInterval(ranks(10), 0.85)).toEqual({ low: 3, high: 8 });
  });

  test('of five values cannot be had at 95%', () => {
    expect(medianInterval(ranks(5), 0.95)).toEqual({ low: null, high: null });
  });

  test('is widened to the next values where ties leave no width', () => {
    const { low, high } = medianInterval([1, 5, 5, 5, 5, 5, 5, 5, 5, 9], 0.95);
    expect([low, high]).toEqual([1, 9]);
  });
});

test('seeing an event never narrows what is left open: limits grow with 0, 1, 2 … events in 200 pairs', () => {
  const highs = [0, 1, 2, 3, 5].map((events) => {
    const variant = Array.from({ length: 200 }, (_, i) => (i < events ? 1 : 0));
    return comparePaired(count, new Array(200).fill(0), variant, 0.95).high as number;
  });
  for (let k = 1; k < highs.length; k++) expect(highs[k]).toBeGreaterThan(highs[k - 1]);
  // Garwood's exact two-sided 95% upper limits: 3.689 for none, 5.572 for one.
  expect(highs[0]).toBeCloseTo(3.689 / 200, 5);
  expect(highs[1]).toBeCloseTo(5.572 / 200, 5);
});
