import { describe, expect, it } from 'vitest';
import { makeStreams, uniform } from '../../math/index.js';
import { gospa } from './gospa.js';
import { pictureCounts } from './siap.js';

const streams = makeStreams(5, 9);
const random = (a: number, b: number, tick: number): number => uniform(streams, a, b, 2, tick);
const points = (...rows: [number, number, number][]): Float64Array => Float64Array.from(rows.flat());

describe('GOSPA', () => {
  it('is zero for a perfect picture and for two empty ones', () => {
    const truth = points([1e6, 2e6, 3e6], [1, 2, 3]);
    expect(gospa(truth, points([1, 2, 3], [1e6, 2e6, 3e6]), 1000, 2).total).toBe(0);
    expect(gospa(points(), points(), 1000, 2).total).toBe(0);
  });

  it('counts half of c^p for each object missed and each track false', () => {
    const g = gospa(points([0, 0, 0], [9e4, 0, 0]), points([0, 300, 0], [0, 0, 5e4], [0, 7e4, 0]), 1000, 2);
    expect(g.localisation).toBe(90_000);
    expect(g.missed).toBe(500_000);
    expect(g.false).toBe(1_000_000);
    expect([g.missedCount, g.falseCount]).toEqual([1, 2]);
    expect(g.total).toBeCloseTo(Math.sqrt(1_590_000), 9);
  });

  it('does not count a pair further apart than c', () => {
    const g = gospa(points([0, 0, 0]), points([1000, 0, 0]), 1000, 2);
    expect([g.localisation, g.missedCount, g.falseCount]).toEqual([0, 1, 1]);
  });

  it('assigns for the least sum, not to the nearest first', () => {
    // Nearest first would pair 100 with 90 and leave 0 with 250.
    const g = gospa(points([0, 0, 0], [100, 0, 0]), points([90, 0, 0], [250, 0, 0]), 1000, 2);
    expect(g.localisation).toBe(90 * 90 + 150 * 150);
  });

  it('equals the best of all partial assignments, tried one by one, for p 1, 2 and 3', () => {
    for (let trial = 0; trial < 120; trial++) {
      const c = 500;
      const p = 1 + (trial % 3);
      const n = Math.floor(6 * random(1, 0, trial));
      const m = Math.floor(6 * random(2, 0, trial));
      const make = (count: number, from: number): Float64Array =>
        Float64Array.from({ length: 3 * count }, (_, k) => 900 * random(from + k, 0, trial));
      const truth = make(n, 10);
      const tracks = make(m, 50);
      const distance = (i: number, j: number): number =>
        Math.hypot(...[0, 1, 2].map((a) => truth[3 * i + a] - tracks[3 * j + a]));
      const best = (i: number, used: number, pairs: number): number => {
        if (i === n) return (c ** p / 2) * (n + m - 2 * pairs);
        let least = best(i + 1, used, pairs);
        for (let j = 0; j < m; j++) {
          if (!((used >> j) & 1))
            least = Math.min(least, distance(i, j) ** p + best(i + 1, used | (1 << j), pairs + 1));
        }
        return least;
      };
      expect(gospa(truth, tracks, c, p).total).toBeCloseTo(best(0, 0, 0) ** (1 / p), 8);
    }
  });
});

describe('picture counts', () => {
  it('give each track to its nearest object: completeness 2 of 3, ambiguity 3 to 2, one track spurious', () => {
    const truth = points([0, 0, 0], [5000, 0, 0], [90_000, 0, 0]);
    const tracks = points([100, 0, 0], [0, -200, 0], [5100, 0, 0], [40_000, 0, 0]);
    expect(pictureCounts(truth, tracks, 1000)).toEqual({ objects: 3, tracks: 4, held: 2, holding: 3 });
  });

  it('hold nothing at a distance of c or with no tracks', () => {
    expect(pictureCounts(points([0, 0, 0]), points([0, 1000, 0]), 1000).held).toBe(0);
    expect(pictureCounts(points([0, 0, 0]), points(), 1000)).toEqual({ objects: 1, tracks: 0, held: 0, holding: 0 });
  });
});
