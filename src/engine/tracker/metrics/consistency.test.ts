import { describe, expect, it } from 'vitest';
import { makeStreams, normal } from '../../math/index.js';
import { averageNees, averageNis, consistencyBounds, nees, normalisedSquare } from './index.js';

const streams = makeStreams(31, 1);
const COVARIANCE = [4, 1, 0, 1, 9, -2, 0, -2, 16];
/** Errors drawn from COVARIANCE, by its Cholesky factor. */
const errors = Array.from({ length: 100 }, (_, run) => {
  const [a, b, c] = [0, 1, 2].map((i) => normal(streams, run, i, 2, 0));
  const l11 = Math.sqrt(8.75);
  return [2 * a, 0.5 * a + l11 * b, (-2 / l11) * b + Math.sqrt(16 - 4 / 8.75) * c];
});

describe('normalised squares', () => {
  it('are squares over variances where nothing correlates, and follow the inverse where it does', () => {
    expect(normalisedSquare([2, 3], [4, 0, 0, 1])).toBe(10);
    // The inverse of [2 1; 1 2] is [2 −1; −1 2]/3.
    expect(normalisedSquare([1, 1], [2, 1, 1, 2])).toBeCloseTo(2 / 3, 15);
    expect(normalisedSquare([1, 1], [1, 2, 2, 1])).toBe(Number.NaN);
  });

  it('of an estimate judge the components whose truth is known', () => {
    const covariance = Float64Array.of(4, 0, 9, 0, 1, 0, 9, 0, 100);
    expect(nees({ time: 0, mean: Float64Array.of(1, 1, 5), covariance }, [3, 2])).toBe(2);
  });
});

describe('a test of consistency', () => {
  it('has bounds of 5.34–6.70 for six components over 100 runs', () => {
    // χ² with 600 degrees of freedom lies between 534.02 and 669.77 (scipy 1.17, chi2.ppf).
    const { low, high } = consistencyBounds(6, 100);
    expect(low).toBeCloseTo(5.340186, 5);
    expect(high).toBeCloseTo(6.697692, 5);
  });

  it('passes errors drawn from their covariance and fails a covariance a third too small or too large', () => {
    const { low, high } = consistencyBounds(3, 100);
    const average = (scale: number): number =>
      averageNees(
        errors,
        errors.map(() => COVARIANCE.map((c) => c * scale)),
      );
    expect(average(1)).toBeGreaterThan(low);
    expect(average(1)).toBeLessThan(high);
    expect(average(0.67)).toBeGreaterThan(high);
    expect(average(1.33)).toBeLessThan(low);
    expect(averageNis(errors.map((residual) => ({ residual, covariance: COVARIANCE })))).toBe(average(1));
  });
});
