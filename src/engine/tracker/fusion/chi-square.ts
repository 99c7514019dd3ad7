import { normalQuantile } from '../../math/index.js';

/**
 * Quantile of chi-square for gates, within 2% from 3 degrees of freedom on at 0.9 to 0.999, and a little too wide
 * rather than too narrow from 0.99 on. Source: E. B. Wilson, M. M. Hilferty, "The distribution of chi-square", Proc.
 * National Academy of Sciences 17(12), 1931.
 */
export function chiSquareQuantile(probability: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  const root = 1 - spread + normalQuantile(probability) * Math.sqrt(spread);
  return degrees * root * root * root;
}
