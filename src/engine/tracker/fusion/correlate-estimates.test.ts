import { describe, expect, it } from 'vitest';
import type { Estimate } from '../roles/index.js';
import { CORRELATION_DEFAULTS, correlateEstimates } from './index.js';

const estimate = (x: number, vx: number, sigma = 100, y = 0): Estimate => {
  const covariance = new Float64Array(36);
  for (let i = 0; i < 6; i++) covariance[7 * i] = i < 3 ? sigma * sigma : 100;
  return { time: 0, mean: Float64Array.of(x, y, 5000, vx, 0, 0), covariance };
};
const correlate = (a: Estimate[], b: Estimate[], correlation = 0) =>
  Array.from(correlateEstimates(a, b, { ...CORRELATION_DEFAULTS, correlation }));

describe('correlation of estimates', () => {
  it('pairs by position and velocity at the least total, one each side', () => {
    const a = [estimate(0, 200), estimate(400, 200), estimate(50_000, 0)];
    expect(correlate(a, [estimate(-200, 200), estimate(150, 200)])).toEqual([0, 1]);
    // Aircraft that meet head on are told apart by velocity.
    expect(correlate([estimate(0, 200), estimate(20, -200)], [estimate(10, -200), estimate(10, 200)])).toEqual([1, 0]);
  });

  it('gates by the covariance of both, along the axis where it lies', () => {
    const long = estimate(0, 200, 100);
    long.covariance[7] = 1e6;
    expect(correlate([long], [estimate(0, 200, 100, 2000)])).toEqual([0]);
    expect(correlate([long], [estimate(2000, 200, 100, 0)])).toEqual([-1]);
  });

  it('a share of errors in common narrows the gate', () => {
    const [a, b] = [[estimate(0, 200)], [estimate(500, 200)]];
    expect(correlate(a, b)).toEqual([0]);
    expect(correlate(a, b, 0.5)).toEqual([-1]);
  });
});
