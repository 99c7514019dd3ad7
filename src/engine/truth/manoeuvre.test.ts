import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { type Flight, flightStateInto, type Manoeuvre, makeFlight } from './index.js';
import { loadFactorOf } from './manoeuvre.schema.js';

const missile: AirObjectSpec = {
  targetClass: 'cruiseMissile',
  signature: { fluctuation: 1, bands: { S: { frontM2: 1, sideM2: 1, rearM2: 1 } } },
  minimumSpeedMps: 100,
  maximumSpeedMps: 300,
  minimumAltitudeM: 50,
  maximumAltitudeM: 5000,
  maximumLoadFactorG: 3,
  maximumClimbMps: 60,
  maximumAccelerationMps2: 2,
  ballisticCoefficientKgPerM2: 1000,
  destroyedShare: 0,
  unitCostUsd: 1e6,
};
/** 60 km due north along a meridian: east is y − x… so that swings show in ECEF y alone. */
const points = [0, 0.54].map((latDeg) => ({ latDeg, lonDeg: 0, altitudeM: 300, above: 'sea' as const, speedMps: 240 }));
const fly = (manoeuvre?: Manoeuvre, airObject = missile): Flight =>
  makeFlight(
    { startS: 0, airObject, motion: { kind: 'route', points, ...(manoeuvre ? { manoeuvre } : {}) } },
    flatTerrain(),
  );

const state = new Float64Array(7);
/** States every second. */
const along = (flight: Flight): Float64Array[] =>
  Array.from({ length: Math.floor(flight.endTime) }, (_, t) => {
    flightStateInto(flight, t, state, 0);
    return state.slice();
  });
const speed = (s: Float64Array): number => Math.hypot(s[3], s[4], s[5]);

describe('a weave', () => {
  const weave: Manoeuvre = { kind: 'weave', amplitudeM: 600, periodS: 40 };

  test('swings to its amplitude on either side, keeps its speed, and ends where the route does', () => {
    const states = along(fly(weave));
    expect(Math.max(...states.map((s) => s[1]))).toBeGreaterThan(570);
    expect(Math.min(...states.map((s) => s[1]))).toBeLessThan(-570);
    for (const s of states) expect(Math.abs(speed(s) - 240)).toBeLessThan(1.5);
    flightStateInto(fly(weave), fly(weave).endTime, state, 0);
    expect(Math.abs(state[1])).toBeLessThan(1e-6);
  });

  test('takes as much longer as its way is: the mean of √(1 + (A ω cos)² / v²)', () => {
    // Two of the six periods swell and fade; the arc length of a whole one is by numerical quadrature.
    const slope = (600 * 2 * Math.PI) / 40 / 240;
    let mean = 0;
    for (let k = 0; k < 1000; k++) mean += Math.sqrt(1 + (slope * Math.cos((2 * Math.PI * k) / 1000)) ** 2) / 1000;
    const straight = fly().endTime;
    const longer = fly(weave).endTime / straight;
    expect(longer).toBeGreaterThan(1 + (mean - 1) * 0.6);
    expect(longer).toBeLessThan(mean);
  });

  test('asks for a load factor of √(1 + (4π²A/T²g)²), and a weaker object swings less', () => {
    expect(loadFactorOf(weave, 250)).toBeCloseTo(Math.sqrt(1 + ((4 * Math.PI ** 2 * 600) / 1600 / 9.80665) ** 2), 12);
    const weak = along(fly(weave, { ...missile, maximumLoadFactorG: 1.2 }));
    const allowed = (Math.sqrt(1.2 ** 2 - 1) * 9.80665 * 1600) / (4 * Math.PI ** 2);
    expect(Math.max(...weak.map((s) => s[1])) / allowed).toBeCloseTo(1, 1);
  });

  test('that begins 20 km before the end flies straight until then', () => {
    const states = along(fly({ ...weave, lastKm: 20 }));
    const begins = states.findIndex((s) => Math.abs(s[1]) > 1);
    expect(begins).toBeGreaterThan(fly().endTime - 20_000 / 240 - 2);
    expect(begins).toBeLessThan(fly().endTime - 20_000 / 240 + 10);
  });
});

test('a jink steps aside to the offsets that were drawn, each held to the next', () => {
  const states = along(fly({ kind: 'jink', amplitudeM: 500, periodS: 30, offsets: [1, -0.5, 0.2] }));
  const reached = [1, 2, 3].map((k) => states.map((s) => s[1]).filter((_, t) => Math.abs(t - 30 * k * 1.02) < 4));
  expect(Math.max(...reached[0])).toBeGreaterThan(490);
  expect(Math.min(...reached[1])).toBeLessThan(-240);
});

test('a pop-up climbs to its amplitude over the last kilometres and comes down on the target', () => {
  const flight = fly({ kind: 'popUp', amplitudeM: 800, lastKm: 15 });
  const states = along(flight);
  expect(Math.max(...states.map((s) => s[6]))).toBeCloseTo(1100, -1);
  flightStateInto(flight, flight.endTime, state, 0);
  expect(state[6]).toBeCloseTo(300, 6);
});
