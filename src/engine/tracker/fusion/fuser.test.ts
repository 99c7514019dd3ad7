import { describe, it } from 'vitest';
import { type Flight, makeFlights, observe, positionsAt, radarAt } from '../../../../test/fixtures/flights.js';
import { scanTracker } from '../../../../test/fixtures/scan-tracker.js';
import { makeStreams } from '../../math/index.js';
import { gospa } from '../gospa.js';
import { FUSER_DEFAULTS, type FusedTrack, type FuserConfig, fuseTracks, makeFuser, sourceTrack } from './index.js';

const radars = [radarAt('a', -60_000, 0), radarAt('b', 60_000, 0)];

/** Two trackers, each of its own radar; the picture fused of both after each scan. */
function fuseBoth(flights: readonly Flight[], seed: number, scans: number, config: FuserConfig = FUSER_DEFAULTS) {
  const streams = makeStreams(seed, 3);
  const trackers = radars.map(() => scanTracker({ spectralDensity: 30 }));
  const fuser = makeFuser(config);
  const pictures: { time: number; tracks: FusedTrack[]; separate: number[] }[] = [];
  for (let k = 0; k < scans; k++) {
    const time = 5 * k;
    radars.forEach((radar, s) => trackers[s].take(observe(radar, time, flights, streams).scan));
    const shown = trackers.map((tracker) => tracker.picture());
    const tracks = shown.flatMap((picture, s) => picture.map((track) => sourceTrack(radars[s].id, track)));
    pictures.push({ time, tracks: fuseTracks(fuser, tracks, time), separate: shown.map((p) => p.length) });
  }
  return pictures;
}
const places = (tracks: readonly FusedTrack[]) => Float64Array.from(tracks.flatMap(({ state }) => state.slice(0, 3)));

const straight = (id: number, x: number, y: number, heading: number, z = 8000, speed = 220): Flight => ({
  id: `flight-${id}`,
  start: [x, y, z],
  heading,
  speed,
  turn: [0, 0],
  turnRate: 0,
  address: id,
});

describe('a combined picture', () => {
  it('probe', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const pictures = fuseBoth(flights, seed, 30);
      console.log(
        seed,
        pictures.map((p) => `${p.tracks.length}(${p.separate})`).join(' '),
        'next',
        Math.max(...pictures.flatMap((p) => p.tracks.map((t) => t.number))),
      );
      console.log(
        pictures
          .slice(10)
          .map((p) => gospa(positionsAt(flights, p.time), places(p.tracks), 1000, 2).total.toFixed(0))
          .join(' '),
      );
    }
    for (const gap of [300, 600, 1000])
      for (const seed of [1, 2, 3]) {
        const flights = Array.from({ length: 5 }, (_, i) => i).flatMap((i) => [
          straight(2 * i, -40_000 + 20_000 * i, -10_000 + 7000 * i, 0.3 * i),
          straight(
            2 * i + 1,
            -40_000 + 20_000 * i + gap * Math.cos(0.3 * i),
            -10_000 + 7000 * i - gap * Math.sin(0.3 * i),
            0.3 * i,
          ),
        ]);
        const pictures = fuseBoth(flights, seed, 30);
        console.log(gap, seed, pictures.map((p) => `${p.tracks.length}(${p.separate})`).join(' '));
      }
  });
});
