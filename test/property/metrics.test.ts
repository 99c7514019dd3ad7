import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gospa, ospa } from '../../src/engine/tracker/metrics/index.js';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
/** Up to six points in a box of 4 km, some on top of each other. */
const points = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.tuple(coordinate, coordinate, coordinate) }, fc.constant([0, 0, 0])), {
    maxLength: 6,
  })
  .map((rows) => Float64Array.from(rows.flat()));
const cutoff = fc.double({ min: 10, max: 5000, noNaN: true });
const order = fc.constantFrom(1, 1.5, 2, 3);
const fixed = { seed: 4, numRuns: 400 };

const METRICS = {
  GOSPA: (x: Float64Array, y: Float64Array, c: number, p: number): number => gospa(x, y, c, p).total,
  OSPA: ospa,
};

for (const [name, metric] of Object.entries(METRICS)) {
  describe(`${name} is a metric on finite sets`, () => {
    it('it is zero of a set and itself in any order, and above zero of two that differ', () => {
      fc.assert(
        fc.property(points, cutoff, order, (x, c, p) => {
          const reversed = Float64Array.from({ length: x.length }, (_, at) => x[x.length - 3 - at + 2 * (at % 3)]);
          expect(metric(x, reversed, c, p)).toBe(0);
          const moved = x.map((v, at) => (at === 0 ? v + 1 : v));
          const far = Float64Array.from([...x, 9000, 0, 0]);
          if (x.length > 0 && !sameSet(x, moved)) expect(metric(x, moved, c, p)).toBeGreaterThan(0);
          expect(metric(x, far, c, p)).toBeGreaterThan(0);
        }),
        fixed,
      );
    });

    it('it is symmetric', () => {
      fc.assert(
        fc.property(points, points, cutoff, order, (x, y, c, p) => {
          const there = metric(x, y, c, p);
          expect(Math.abs(there - metric(y, x, c, p))).toBeLessThanOrEqual(1e-12 * there);
        }),
        fixed,
      );
    });

    it('no way round is shorter', () => {
      fc.assert(
        fc.property(points, points, points, cutoff, order, (x, y, z, c, p) => {
          const round = metric(x, z, c, p) + metric(z, y, c, p);
          expect(metric(x, y, c, p)).toBeLessThanOrEqual(round + 1e-7 * c);
        }),
        { seed: 5, numRuns: 1500 },
      );
    });
  });
}

it('OSPA never exceeds its cut-off, and what GOSPA^p adds for cardinality is half of what OSPA^p does', () => {
  fc.assert(
    fc.property(points, points, cutoff, (x, y, c) => {
      const [n, m] = [x.length / 3, y.length / 3];
      const larger = Math.max(n, m);
      const o = ospa(x, y, c, 1);
      expect(o).toBeLessThanOrEqual(c * (1 + 1e-12));
      const g = gospa(x, y, c, 1).total;
      expect(Math.abs(larger * o - (Math.abs(n - m) * c) / 2 - g)).toBeLessThan(1e-9 * (1 + g));
    }),
    fixed,
  );
});

/** Whether two lists hold the same points as sets. */
function sameSet(x: Float64Array, y: Float64Array): boolean {
  const sorted = (a: Float64Array): string =>
    Array.from({ length: a.length / 3 }, (_, i) => a.subarray(3 * i, 3 * i + 3).join())
      .sort()
      .join(' ');
  return sorted(x) === sorted(y);
}
