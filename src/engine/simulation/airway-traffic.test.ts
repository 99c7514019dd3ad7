import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../../../test/fixtures/scenario.js';
import { flatTerrain, makeGridTerrain } from '../earth/index.js';
import { makeStreams } from '../math/index.js';
import { buildSpec, presetOf } from '../scenario/catalogue.js';
import type { ResolvedAirway, ResolvedScenario } from '../scenario/index.js';
import { airwayFlights } from './airway-traffic.js';
import { grounded } from './grounded.js';

const airObject = buildSpec<'airObject'>(
  presetOf(shippedCatalogue(), 'airObject', 'airliner').leaves,
  ({ value }) => value,
);
/** 222 km long: 967 s at 230 m/s. */
const airway = (changes: Partial<ResolvedAirway> = {}): ResolvedAirway => ({
  id: 'way',
  points: [
    { latDeg: 40, lonDeg: 30 },
    { latDeg: 42, lonDeg: 30 },
  ],
  bothWays: false,
  levelsM: [9000, 10_000],
  speedMps: 230,
  flightsPerHour: 12,
  inTrailKm: 9.26,
  mix: [{ preset: 'airliner', share: 1, airObject }],
  allegiance: 'civil',
  transponder: 'civil',
  transponderLossProbability: 0,
  ...changes,
});
const HOUR = 3600;
const fly = (airways: ResolvedAirway[], replication = 0, durationS = HOUR, startHour = 12) =>
  airwayFlights({ startHour, airways }, durationS, makeStreams(7, replication));

describe('flights on airways', () => {
  test('are as many as the density says, with the spread of a Poisson process', () => {
    const counts = Array.from(
      { length: 200 },
      (_, r) => fly([airway({ inTrailKm: 0 })], r).filter(({ entryS }) => entryS >= 0).length,
    );
    const mean = counts.reduce((a, b) => a + b) / counts.length;
    const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / (counts.length - 1);
    // Of 200 hours: standard errors 0.24 and 1.2.
    expect(Math.abs(mean - 12)).toBeLessThan(0.75);
    expect(Math.abs(variance - 12)).toBeLessThan(4);
  });

  test('fill the airway before the run begins', () => {
    const before = fly([airway()]).filter(({ entryS }) => entryS < 0);
    expect(before.length).toBeGreaterThan(0);
    for (const { entryS } of before) expect(entryS).toBeGreaterThan(-1000);
  });

  test('follow the hour of the day, and nobody enters in an hour of none', () => {
    const densityByHour = Array.from({ length: 24 }, (_, hour) => (hour === 13 ? 60 : 0));
    const flights = fly([airway({ flightsPerHour: undefined, densityByHour })], 0, 3 * HOUR);
    expect(flights.length).toBeGreaterThan(30);
    for (const { entryS } of flights) {
      expect(entryS).toBeGreaterThanOrEqual(HOUR);
      expect(entryS).toBeLessThan(2 * HOUR + 300); // one may wait for the one before
    }
  });

  test('of one level keep their distance at the entry; opposite ways are 1000 ft apart', () => {
    const flights = fly([airway({ bothWays: true, flightsPerHour: 40 })]);
    const level = (k: number): number => {
      const { motion } = flights[k].flight;
      return motion.kind === 'route' ? motion.points[0].altitudeM : Number.NaN;
    };
    const last = new Map<string, number>();
    flights.forEach(({ flight, entryS }, k) => {
      const key = `${flight.id.slice(0, 7)} ${level(k)}`;
      expect(entryS - (last.get(key) ?? -1e9)).toBeGreaterThanOrEqual(9260 / 230 - 1e-9);
      last.set(key, entryS);
    });
    expect(new Set(flights.map((_, k) => level(k)))).toEqual(new Set([9000, 10_000, 9304.8, 10_304.8]));
  });

  test('do not depend on what other airways there are', () => {
    const alone = fly([airway()]);
    const among = fly([airway({ id: 'another' }), airway()]).filter(({ flight }) => flight.id.startsWith('way-'));
    expect(among.map(({ entryS }) => entryS)).toEqual(alone.map(({ entryS }) => entryS));
    expect(fly([airway()], 1)).not.toEqual(alone);
  });

  test('more than a scenario may hold are refused', () => {
    expect(() => fly([airway({ flightsPerHour: 2000, inTrailKm: 0 })], 0, 20 * HOUR)).toThrow('its airways bring more');
  });
});

test('an airway under the ground is found, with the highest place on its line', () => {
  const degree = Math.PI / 180;
  const heights = new Int16Array(25).fill(500);
  heights[12] = 3000; // at 41° N 30° E
  const terrain = makeGridTerrain({
    name: 'peak',
    south: 39 * degree,
    west: 28 * degree,
    step: degree,
    rows: 5,
    columns: 5,
    heights,
  });
  const scenario = (level: number) =>
    ({
      traffic: { startHour: 0, airways: [airway({ levelsM: [level, 9000] })] },
    }) as unknown as ResolvedScenario;
  expect(grounded(scenario(3500), terrain).size).toBe(0);
  expect(grounded(scenario(2500), terrain).size).toBe(1);
  expect(grounded(scenario(2500), terrain).get('way')).toMatch(/which is (29|30)\d\d m high at latDeg 41.0/);
  expect(grounded(scenario(100), flatTerrain()).size).toBe(0);
});
