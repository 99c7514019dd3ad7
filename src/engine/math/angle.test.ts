import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cos, degrees, radians, sin, TWO_PI, wrapPi, wrapTurn } from './index.js';

test('wrapping keeps the direction and lands in [−π, π] or [0, 2π)', () => {
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (angle) => {
      const half = wrapPi(angle);
      const turn = wrapTurn(angle);
      expect(Math.abs(half)).toBeLessThanOrEqual(Math.PI + 1e-12);
      expect(turn).toBeGreaterThanOrEqual(0);
      expect(turn).toBeLessThan(TWO_PI);
      for (const wrapped of [half, turn]) {
        expect(Math.abs(sin(wrapped) - sin(angle))).toBeLessThan(1e-12);
        expect(Math.abs(cos(wrapped) - cos(angle))).toBeLessThan(1e-12);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
  expect([wrapTurn(-1e-300), wrapTurn(0), wrapPi(0)]).toEqual([0, 0, 0]);
});

test('degrees and radians are inverse, and a right angle is exact', () => {
  expect([radians(90), degrees(Math.PI / 2), radians(-180)]).toEqual([Math.PI / 2, 90, -Math.PI]);
  for (let d = -720; d <= 720; d++) expect(degrees(radians(d))).toBeCloseTo(d, 12);
});
