import { expect, test } from 'vitest';
import { chiSquareQuantile, regularizedGammaP } from './index.js';

test.each([
  // Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 26.8.
  [0.95, 1, 3.84146],
  [0.975, 3, 9.3484],
  [0.005, 10, 2.15586],
  [0.999, 6, 22.4577],
  [0.025, 100, 74.2219],
])('the %s quantile of χ² with %s degrees of freedom is the printed one', (p, degrees, printed) => {
  expect(Math.abs(chiSquareQuantile(p, degrees) - printed)).toBeLessThan(6e-6 * printed);
});

test('the quantile undoes the distribution from 0.1 to 60 000 degrees of freedom', () => {
  for (const degrees of [0.1, 1, 2, 6, 600, 60_000]) {
    for (const p of [1e-9, 0.025, 0.5, 0.975, 0.9999]) {
      const back = regularizedGammaP(degrees / 2, chiSquareQuantile(p, degrees) / 2);
      expect(Math.abs(back - p)).toBeLessThan(1e-11 * p);
    }
  }
});

test('ends of the range are 0 and infinity, and what is no probability has no quantile', () => {
  expect([chiSquareQuantile(0, 3), chiSquareQuantile(1, 3)]).toEqual([0, Number.POSITIVE_INFINITY]);
  expect([chiSquareQuantile(-0.1, 3), chiSquareQuantile(0.5, 0)]).toEqual([Number.NaN, Number.NaN]);
});
