import { describe, expect, it } from 'vitest';
import { type Flight, makeFlights, observe, positionsAt, radarAt, stateOf } from '../../../../test/fixtures/flights.js';
import { scanTracker } from '../../../../test/fixtures/scan-tracker.js';
import { cos, makeStreams, sin } from '../../math/index.js';
import type { ShownTrack } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import {
  DUPLICATE_DEFAULTS,
  duplicates,
  type FusedTrack,
  fuseTracks,
  makeDuplicates,
  makeFuser,
  type SourceTrack,
  sourceTrack,
} from './index.js';

const radars = [radarAt('a', -60_000, 0), radarAt('b', 60_000, 0)];

/** Two trackers, each of its own radar; the picture fused of both after each scan. */
function fuseBoth(flights: readonly Flight[], seed: number, scans: number) {
  const streams = makeStreams(seed, 3);
  const trackers = radars.map(() => scanTracker({ spectralDensity: 30 }));
  const fuser = makeFuser();
  const pictures: { time: number; tracks: FusedTrack[]; separate: number[]; shown: ShownTrack[][] }[] = [];
  for (let k = 0; k < scans; k++) {
    const time = 5 * k;
    for (let s = 0; s < 2; s++) trackers[s].take(observe(radars[s], time, flights, streams).scan);
    const shown = trackers.map((tracker) => tracker.picture());
    const tracks = shown.flatMap((picture, s) => picture.map((track) => sourceTrack(radars[s].id, track)));
    pictures.push({ time, tracks: fuseTracks(fuser, tracks, time), separate: shown.map((p) => p.length), shown });
  }
  return pictures;
}
const places = (tracks: readonly ShownTrack[]) => Float64Array.from(tracks.flatMap(({ state }) => state.slice(0, 3)));

const straight = (id: number, x: number, y: number, heading: number, z = 8000, speed = 220): Flight => ({
  id: `flight-${id}`,
  start: [x, y, z],
  heading,
  speed,
  turn: [0, 0],
  turnRate: 0,
  address: id,
});

/** Pairs side by side, `gap` m apart, on five headings. */
const formations = (gap: number): Flight[] =>
  [0, 1, 2, 3, 4].flatMap((i) => {
    const [x, y, heading] = [-40_000 + 20_000 * i, -10_000 + 7000 * i, 0.3 * i];
    return [
      straight(2 * i, x, y, heading),
      straight(2 * i + 1, x + gap * cos(heading), y - gap * sin(heading), heading),
    ];
  });

/** A track given rather than tracked: exact but for its covariance, standing off by `off` m. */
const given = (
  source: string,
  number: number,
  flight: Flight,
  time: number,
  sigma = 100,
  off = 0,
  address = -1,
): SourceTrack => {
  const mean = stateOf(flight, time);
  mean[0] += off;
  const covariance = new Float64Array(36);
  for (let i = 0; i < 6; i++) covariance[7 * i] = i < 3 ? sigma * sigma : 100;
  return { source, number, estimate: { time, mean, covariance }, existence: 0.9, address };
};

describe('a combined picture', () => {
  it('of two trackers shows each target once, once both have held it for a while', () => {
    for (const seed of [1, 2, 3]) {
      const pictures = fuseBoth(makeFlights(seed, 20, 120_000), seed, 30);
      for (const { tracks, separate } of pictures.slice(11)) {
        expect(separate).toEqual([20, 20]);
        expect(tracks.length).toBe(20);
      }
    }
  });

  it('is nearer to the truth than either tracker alone', () => {
    const flights = makeFlights(1, 20, 120_000);
    const pictures = fuseBoth(flights, 1, 30).slice(11);
    const score = (of: (p: (typeof pictures)[number]) => Float64Array) =>
      pictures.reduce((sum, p) => sum + gospa(positionsAt(flights, p.time), of(p), 1000, 2).total, 0) / pictures.length;
    const fused = score((p) => places(p.tracks));
    const alone = [0, 1].map((s) => score((p) => places(p.shown[s])));
    expect(fused).toBeLessThan(0.8 * Math.min(...alone));
  });

  it('keeps two aircraft 600 m apart as two, though single looks err by a third of that', () => {
    for (const seed of [1, 2, 3]) {
      const pictures = fuseBoth(formations(600), seed, 30);
      for (const { tracks } of pictures.slice(5)) expect(tracks.length).toBeGreaterThanOrEqual(10);
      for (const { tracks } of pictures.slice(20)) expect(tracks.length).toBe(10);
    }
  });

  it('gives each object one number that outlives its tracks, and never gives a number twice', () => {
    const flight = straight(1, 0, 0, 1);
    const fuser = makeFuser();
    const numbers = Array.from({ length: 12 }, (_, k) => {
      const time = 5 * k;
      // Tracker a loses it half way; tracker b holds it from the third look on.
      const tracks = [
        ...(k < 6 ? [given('a', 7, flight, time)] : []),
        ...(k > 1 ? [given('b', 3, flight, time, 150, 60)] : []),
      ];
      return fuseTracks(fuser, tracks, time).map((track) => track.number);
    });
    expect(numbers.slice(0, 2)).toEqual([[1], [1]]);
    expect(numbers[2]).toEqual([1, 2]);
    expect(numbers.slice(4)).toEqual(Array.from({ length: 8 }, () => [1]));
    const other = fuseTracks(fuser, [given('a', 8, straight(2, 5e4, 0, 0), 60)], 60);
    expect(other[0].number).toBe(3);
  });

  it('a track hidden for a scan comes back under its number', () => {
    const flight = straight(1, 0, 0, 1);
    const fuser = makeFuser();
    const numbers = [0, 1, 2, 3].map((k) =>
      fuseTracks(fuser, k === 2 ? [] : [given('a', 7, flight, 5 * k)], 5 * k).map((track) => track.number),
    );
    expect(numbers).toEqual([[1], [1], [], [1]]);
  });

  it('shows aircraft that cross in one point as two throughout', () => {
    const east = straight(1, -6000, 0, Math.PI / 2);
    const north = straight(2, 0, -6000, 0);
    const fuser = makeFuser();
    for (let time = 0; time <= 60; time += 5) {
      const tracks = [given('a', 1, east, time, 300), given('b', 1, north, time, 300)];
      expect(fuseTracks(fuser, tracks, time).length).toBe(2);
    }
  });

  it('parts tracks again when their aircraft part', () => {
    const fuser = makeFuser();
    const one = straight(1, 0, 0, 0);
    const two: Flight = { ...one, id: 'two', turn: [40, 60], turnRate: 0.1 };
    const counts = [];
    for (let time = 0; time <= 80; time += 5) {
      counts.push(fuseTracks(fuser, [given('a', 1, one, time), given('b', 1, two, time)], time).length);
    }
    expect(counts[6]).toBe(1);
    expect(counts.at(-1)).toBe(2);
  });

  it('two tracks of one tracker need more evidence than those of two', () => {
    const flight = straight(1, 0, 0, 0);
    const [own, across] = ['a', 'b'].map((source) => {
      const found = makeDuplicates();
      return duplicates(found, [given('a', 1, flight, 0), given(source, 2, flight, 0, 100, 30)], 0)[0].probability;
    });
    expect(own).toBeLessThan(across);
  });

  it('an address counts only when asked for', () => {
    const [one, two] = formations(200);
    const probability = (useIdentity: boolean, address: number) => {
      const found = makeDuplicates({ ...DUPLICATE_DEFAULTS, useIdentity });
      return duplicates(found, [given('a', 1, one, 0, 100, 0, 5), given('b', 1, two, 0, 100, 0, address)], 0)[0]
        .probability;
    };
    const silent = probability(false, 5);
    expect(probability(false, 6)).toBe(silent);
    expect(probability(true, 5)).toBeGreaterThan(0.999);
    expect(probability(true, 6)).toBeLessThan(0.5);
    expect(probability(true, -1)).toBe(silent);
  });
});
