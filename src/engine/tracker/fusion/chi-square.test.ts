import { expect, it } from 'vitest';
import { regularizedGammaP } from '../../math/index.js';
import { chiSquareQuantile } from './chi-square.js';

it('a gate lets through what it says: the quantile is within 2% of the exact one from 3 degrees on', () => {
  for (const degrees of [3, 4, 6, 9, 20, 60]) {
    for (const probability of [0.9, 0.99, 0.999]) {
      const quantile = chiSquareQuantile(probability, degrees);
      expect(regularizedGammaP(degrees / 2, (0.98 * quantile) / 2)).toBeLessThan(probability);
      expect(regularizedGammaP(degrees / 2, (1.02 * quantile) / 2)).toBeGreaterThan(probability);
    }
  }
});
