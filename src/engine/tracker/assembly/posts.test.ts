import { describe, expect, test } from 'vitest';
import { type Flight, makeFlights, observe, positionsAt, radarAt } from '../../../../test/fixtures/flights.js';
import { cos, makeStreams, sin } from '../../math/index.js';
import type { ShownTrack } from '../../types/index.js';
import { DUPLICATE_DEFAULTS, FUSER_DEFAULTS, fuseTracks, makeFuser, sourceTrack } from '../fusion/index.js';
import { gospa } from '../metrics/index.js';
import { makeScanTracker, parseTracker } from './index.js';

const FALSE_ALARMS = 5;
const told = { clutterDensity: FALSE_ALARMS / (2 * Math.PI * 299_000), clutterElevation: [0, 0.2] as const };
const RADARS = [radarAt('a', -60_000, 0, told), radarAt('b', 60_000, 0, told)];

/** Radars without bias, or registered: what is left between their tracks is small. */
const FUSER = { ...FUSER_DEFAULTS, duplicates: { ...DUPLICATE_DEFAULTS, same: { position: 20, velocity: 2 } } };

interface Moment {
  readonly time: number;
  readonly fused: readonly ShownTrack[];
  readonly posts: readonly (readonly ShownTrack[])[];
}

/** Two command posts, each with a radar and a mode bank of its own, and the picture fused of what both show. */
function twoPosts(flights: readonly Flight[], seed: number, scans: number): Moment[] {
  const streams = makeStreams(seed, 3);
  const posts = RADARS.map(() => makeScanTracker(parseTracker({}), { covariances: true }));
  const fuser = makeFuser(FUSER);
  return Array.from({ length: scans }, (_, k) => {
    const time = 5 * k;
    posts.forEach((post, s) => {
      post.take(observe(RADARS[s], time, flights, streams, { falseAlarms: FALSE_ALARMS }).scan);
    });
    const shown = posts.map((post) => post.picture());
    const tracks = shown.flatMap((picture, s) => picture.map((track) => sourceTrack(`post ${s}`, track)));
    return { time, fused: fuseTracks(fuser, tracks, time), posts: shown };
  });
}

const error = (flights: readonly Flight[], time: number, picture: readonly ShownTrack[]): number =>
  gospa(positionsAt(flights, time), Float64Array.from(picture.flatMap(({ state }) => state.slice(0, 3))), 1000, 2)
    .total;

describe('tracks of two command posts over a link', () => {
  test('become one picture: as many tracks as targets, under steady numbers, no worse than the better post', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const moments = twoPosts(flights, seed, 40).slice(12);
      const mean = (of: (m: Moment) => readonly ShownTrack[]) =>
        moments.reduce((sum, m) => sum + error(flights, m.time, of(m)), 0) / moments.length;
      const numbers = new Set(moments.flatMap(({ fused }) => fused.map(({ number }) => number)));
      const alone = [0, 1].map((s) => mean(({ posts }) => posts[s]));
      for (const { fused } of moments) expect(fused.length).toBe(20);
      expect(numbers.size).toBe(20);
      expect(mean(({ fused }) => fused)).toBeLessThan(0.8 * Math.min(...alone));
    }
  });

  test('keep pairs that fly 600 m apart as two', () => {
    for (const seed of [1, 2, 3]) {
      const pairs = [0, 1, 2, 3, 4].flatMap((i): Flight[] => {
        const [x, y, heading] = [-40_000 + 20_000 * i, -10_000 + 7000 * i, 0.3 * i];
        return [0, 600].map((gap) => ({
          id: `flight-${i}-${gap}`,
          start: [x + gap * cos(heading), y - gap * sin(heading), 8000],
          heading,
          speed: 220,
          turn: [0, 0],
          turnRate: 0,
          address: -1,
        }));
      });
      const counts = twoPosts(pairs, seed, 40).map(({ fused }) => fused.length);
      // At 100 km a radar of 2 mrad errs by a third of what lies between them: one may be shown twice for a while.
      for (const count of counts.slice(7)) {
        expect(count).toBeGreaterThanOrEqual(10);
        expect(count).toBeLessThanOrEqual(12);
      }
    }
  });
});
