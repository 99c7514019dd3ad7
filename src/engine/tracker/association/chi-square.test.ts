import { expect, it } from 'vitest';
import { chiSquareQuantile } from './chi-square.js';

it('the gate is the chi-square quantile of the measurement’s dimension', () => {
  // Tables of the distribution, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.4.
  expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.841, 3);
  expect(chiSquareQuantile(0.99, 2)).toBeCloseTo(9.21, 3);
  expect(chiSquareQuantile(0.999, 3)).toBeCloseTo(16.266, 3);
  expect(chiSquareQuantile(0.999, 4)).toBeCloseTo(18.467, 3);
});
