import { describe, expect, test } from 'vitest';
import { ecefToGeodeticInto, flatTerrain, geodeticToEcefInto, makeGridTerrain } from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { type Flight, flightStateInto, flyFall, KNOT, makeFlight } from './index.js';

const spec = (ballisticCoefficientKgPerM2: number): AirObjectSpec => ({
  targetClass: 'ballisticMissile',
  signature: { fluctuation: 1, bands: { S: { frontM2: 1, sideM2: 1, rearM2: 1 } } },
  minimumSpeedMps: 0,
  maximumSpeedMps: 3000,
  minimumAltitudeM: 0,
  maximumAltitudeM: 300_000,
  maximumLoadFactorG: 2,
  maximumClimbMps: 2500,
  maximumAccelerationMps2: 60,
  ballisticCoefficientKgPerM2,
  destroyedShare: 0,
  unitCostUsd: 0,
});
const still = { drag: false, j2: false, rotation: false };

/** At a height over (0°, 0°), with a velocity up, east and north. */
const above = (height: number, velocity: readonly [number, number, number]): Float64Array => {
  const from = new Float64Array(6);
  geodeticToEcefInto(0, 0, height, from);
  from.set(velocity, 3);
  return from;
};

test('without air a body falls from rest as Kepler says: √(r³/2μ) (arccos √x + √(x (1 − x))), x the share of r left', () => {
  const knots = flyFall({ kind: 'fall', from: above(5000, [0, 0, 0]), effects: still }, spec(1000), flatTerrain(), 0);
  const r = 6_378_137 + 5000;
  const x = 6_378_137 / r;
  const time = Math.sqrt(r ** 3 / 2 / 3.986004418e14) * (Math.acos(Math.sqrt(x)) + Math.sqrt(x * (1 - x)));
  expect(knots[knots.length - KNOT]).toBeCloseTo(time, 5);
  expect(Math.abs(knots[knots.length - KNOT + 7])).toBeLessThan(1e-3);
});

test('the lighter for its drag, the later and the shorter: air sorts bodies that start together', () => {
  const falls = [300, 1500, 8000].map((beta) => {
    const knots = flyFall({ kind: 'fall', from: above(60_000, [0, 1500, 0]) }, spec(beta), flatTerrain(), 0);
    return { time: knots[knots.length - KNOT], east: knots[knots.length - KNOT + 2] };
  });
  expect(falls.map(({ time }) => time)).toEqual(falls.map(({ time }) => time).sort((a, b) => b - a));
  expect(falls.map(({ east }) => east)).toEqual(falls.map(({ east }) => east).sort((a, b) => a - b));
  expect(falls[0].time - falls[2].time).toBeGreaterThan(20);
});

test('it ends on the ground, at whatever height that is', () => {
  const degree = Math.PI / 180;
  const plateau = makeGridTerrain({
    name: 'plateau',
    south: -degree,
    west: -degree,
    step: degree,
    rows: 3,
    columns: 3,
    heights: new Int16Array(9).fill(1200),
  });
  const knots = flyFall({ kind: 'fall', from: above(9000, [0, 200, 0]) }, spec(3000), plateau, 0);
  expect(knots[knots.length - KNOT + 7]).toBeCloseTo(1200, 2);
});

test('the earth’s flattening pulls harder over the equator: the fall takes what energy in μ/r (1 + J₂ a²/2r²) says', () => {
  const [mu, a, j2] = [3.986004418e14, 6_378_137, 1.08262982e-3];
  const potential = (r: number): number => (-mu / r) * (1 + (j2 * a * a) / (2 * r * r));
  // dr / √(2 (Φ(r₀) − Φ(r))), with r = r₀ − h s² to take out the root at the start; midpoint rule.
  const [h, n] = [100_000, 20_000];
  let expected = 0;
  for (let k = 0; k < n; k++) {
    const s = (k + 0.5) / n;
    expected += (2 * h * s) / Math.sqrt(2 * (potential(a + h) - potential(a + h - h * s * s))) / n;
  }
  const plan = { kind: 'fall' as const, from: above(h, [0, 0, 0]), effects: { ...still, j2: true } };
  const knots = flyFall(plan, spec(1000), flatTerrain(), 0);
  expect(knots[knots.length - KNOT]).toBeCloseTo(expected, 4);
});

describe('a missile that comes apart', () => {
  const launch = { latDeg: 39, lonDeg: 30 };
  const aim = { latDeg: 40, lonDeg: 33 };
  const shot = (separation: object): Flight =>
    makeFlight(
      {
        startS: 100,
        airObject: spec(2000),
        motion: { kind: 'ballistic', launch, aim, apexM: 90_000, separation } as never,
      },
      flatTerrain(),
    );
  const end = new Float64Array(7);

  test('does so at its height on its way up, and what goes on still hits the aim, by its own drag', () => {
    const flight = shot({ atAltitudeM: 60_000, when: 'climbing', ballisticCoefficientKgPerM2: 9000 });
    flightStateInto(flight, flight.separatedAt, end, 0);
    expect(end[6]).toBeCloseTo(60_000, -1);
    flightStateInto(flight, flight.endTime, end, 0);
    const geodetic = new Float64Array(3);
    ecefToGeodeticInto(end[0], end[1], end[2], geodetic);
    expect((geodetic[0] * 180) / Math.PI).toBeCloseTo(40, 3);
    expect((geodetic[1] * 180) / Math.PI).toBeCloseTo(33, 3);
    const slowed = shot({ atAltitudeM: 60_000, when: 'climbing', ballisticCoefficientKgPerM2: 1000 });
    expect(slowed.endTime).toBeGreaterThan(flight.endTime + 1);
  });

  test('at a time does so then, to the last digit', () => {
    const flight = shot({ atS: 123.4, when: 'climbing', ballisticCoefficientKgPerM2: 9000 });
    expect(flight.separatedAt).toBe(223.4);
  });

  test('above its apex, or after its end, is refused in words', () => {
    const late = { when: 'climbing', ballisticCoefficientKgPerM2: 9000 };
    expect(() => shot({ atAltitudeM: 95_000, ...late })).toThrow('its apex is 90000 m');
    expect(() => shot({ atS: 3000, ...late })).toThrow('it cannot come apart after 3000 s');
  });
});

test('a missile let go by an aircraft flies from its place and speed to the aim', () => {
  const from = new Float64Array(6);
  geodeticToEcefInto((39 * Math.PI) / 180, (30 * Math.PI) / 180, 10_000, from);
  from.set([-100, 200, 0], 3);
  const aim = { latDeg: 40, lonDeg: 32 };
  const motion = { kind: 'ballistic' as const, launch: aim, aim, apexM: 60_000, from };
  const flight = makeFlight({ startS: 0, airObject: spec(6000), motion }, flatTerrain());
  const end = new Float64Array(7);
  flightStateInto(flight, 0, end, 0);
  expect([...end.subarray(0, 6)]).toEqual([...from]);
  flightStateInto(flight, flight.endTime, end, 0);
  const geodetic = new Float64Array(3);
  ecefToGeodeticInto(end[0], end[1], end[2], geodetic);
  expect((geodetic[0] * 180) / Math.PI).toBeCloseTo(40, 3);
  expect((geodetic[1] * 180) / Math.PI).toBeCloseTo(32, 3);
  const low = { ...motion, apexM: 8000 };
  expect(() => makeFlight({ startS: 0, airObject: spec(6000), motion: low }, flatTerrain())).toThrow(
    'its apex must be above the 10000 m at which it is released',
  );
});
