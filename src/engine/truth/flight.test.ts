import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ecefToGeodeticInto,
  flatTerrain,
  geodesicInverse,
  geodeticToEcefInto,
  makeGridTerrain,
} from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { type Flight, flightStateInto, KNOT, makeFlight, type RoutePlanPoint } from './index.js';

const degree = Math.PI / 180;

const fighter: AirObjectSpec = {
  targetClass: 'fixedWing',
  signature: { fluctuation: 1, bands: { S: { frontM2: 1, sideM2: 1, rearM2: 1 } } },
  minimumSpeedMps: 100,
  maximumSpeedMps: 600,
  minimumAltitudeM: 50,
  maximumAltitudeM: 15_000,
  maximumLoadFactorG: 3,
  maximumClimbMps: 60,
  maximumAccelerationMps2: 2,
  ballisticCoefficientKgPerM2: 1000,
  destroyedShare: 0,
  unitCostUsd: 1e7,
};

const at = (latDeg: number, lonDeg: number, altitudeM = 5000, speedMps = 250, above: 'sea' | 'ground' = 'sea') =>
  ({ latDeg, lonDeg, altitudeM, speedMps, above }) satisfies RoutePlanPoint;

const fly = (points: RoutePlanPoint[], airObject = fighter, terrain = flatTerrain(), startS = 0): Flight =>
  makeFlight({ startS, airObject, motion: { kind: 'route', points } }, terrain);

interface State {
  t: number;
  p: [number, number, number];
  v: [number, number, number];
  altitude: number;
}

/** States every `dt`. */
function states(flight: Flight, dt: number): State[] {
  const out = new Float64Array(7);
  const result: State[] = [];
  for (let t = flight.startTime; t <= flight.endTime; t += dt) {
    expect(flightStateInto(flight, t, out, 0)).toBe(true);
    result.push({ t, p: [out[0], out[1], out[2]], v: [out[3], out[4], out[5]], altitude: out[6] });
  }
  return result;
}

const norm = (v: readonly number[]) => Math.hypot(...v);
const minus = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x - b[i]);

/** A ridge of `top` metres along a meridian at 30.5° E, 20 km wide, on 1′ cells. */
function ridge(top: number) {
  const columns = 121;
  const rows = 61;
  const heights = new Int16Array(rows * columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      heights[r * columns + c] = Math.round(top * Math.max(0, 1 - Math.abs(c - 30) / 7) * (1 + 0.2 * Math.sin(c)));
  return makeGridTerrain({
    name: 'ridge',
    south: 39.5 * degree,
    west: 30 * degree,
    step: degree / 60,
    rows,
    columns,
    heights,
  });
}

describe('a straight leg', () => {
  const flight = fly([at(40, 30), at(40, 33)]);

  test('takes the time of the geodesic at its speed', () => {
    const { distance } = geodesicInverse(40 * degree, 30 * degree, 40 * degree, 33 * degree);
    const raised = distance * (1 + 5000 / 6_371_000);
    expect(Math.abs((flight.endTime * 250) / raised - 1)).toBeLessThan(2e-4);
  });

  test('needs few knots, and between them keeps speed, altitude and height above the ellipsoid', () => {
    expect(flight.knots.length / KNOT).toBeLessThan(25);
    const geodetic = new Float64Array(3);
    for (const s of states(flight, 7)) {
      expect(norm(s.v)).toBeCloseTo(250, 3);
      expect(s.altitude).toBeCloseTo(5000, 6);
      ecefToGeodeticInto(...s.p, geodetic);
      expect(geodetic[2]).toBeCloseTo(5000, 2);
    }
  });

  test('stays on the great circle between its ends', () => {
    const end = new Float64Array(3);
    const out = new Float64Array(7);
    geodeticToEcefInto(40 * degree, 33 * degree, 5000, end);
    flightStateInto(flight, flight.endTime, out, 0);
    expect(norm(minus([...out.subarray(0, 3)], [...end]))).toBeLessThan(0.01);
    const middle = new Float64Array(3);
    flightStateInto(flight, flight.endTime / 2, out, 0);
    ecefToGeodeticInto(out[0], out[1], out[2], middle);
    // tan φ at the middle of a symmetric great circle: tan 40° / cos 1.5°.
    expect(middle[0] / degree).toBeCloseTo(Math.atan(Math.tan(40 * degree) / Math.cos(1.5 * degree)) / degree, 6);
  });
});

describe('a turn', () => {
  // 90° at 250 m/s and 3 g: radius 2253 m.
  const flight = fly([at(40, 30), at(40, 31), at(41, 31)]);
  const radius = 250 ** 2 / (9.80665 * Math.sqrt(8));

  test('has the radius of the load factor limit', () => {
    const all = states(flight, 0.25);
    const tightest = all.slice(1).reduce((most, s, i) => Math.max(most, norm(minus(s.v, all[i].v)) / 0.25), 0);
    expect(250 ** 2 / tightest).toBeGreaterThan(0.98 * radius);
    expect(250 ** 2 / tightest).toBeLessThan(1.02 * radius);
  });

  test('cuts the corner by the bisector’s (√2 − 1) radii and ends on the next leg', () => {
    const corner = new Float64Array(3);
    geodeticToEcefInto(40 * degree, 31 * degree, 5000, corner);
    const nearest = Math.min(...states(flight, 0.1).map((s) => norm(minus(s.p, [...corner]))));
    expect(nearest / ((Math.SQRT2 - 1) * radius)).toBeCloseTo(1, 1);
  });

  test('keeps its speed and its place between knots', () => {
    const all = states(flight, 0.2);
    for (const s of all) expect(Math.abs(norm(s.v) - 250)).toBeLessThan(0.7);
  });

  test('towards a point inside the turning circle flies on first, and arrives', () => {
    const doubling = fly([at(40, 30), at(40, 30.3), at(40.005, 30.295), at(40, 30.6)]);
    const out = new Float64Array(7);
    const end = new Float64Array(3);
    geodeticToEcefInto(40 * degree, 30.6 * degree, 5000, end);
    expect(flightStateInto(doubling, doubling.endTime, out, 0)).toBe(true);
    expect(norm(minus([...out.subarray(0, 3)], [...end]))).toBeLessThan(0.01);
    const all = states(doubling, 0.25);
    for (let i = 1; i < all.length; i++)
      expect(norm(minus(all[i].v, all[i - 1].v)) / 0.25).toBeLessThan((1.15 * 250 ** 2) / radius);
  });

  test('of 180° comes back', () => {
    const back = fly([at(40, 30), at(40, 30.5), at(40, 30)]);
    const seconds = (2 * 42_700 + Math.PI * radius) / 250;
    expect(Math.abs(back.endTime / seconds - 1)).toBeLessThan(0.03);
  });
});

describe('limits', () => {
  test('a climb of 8000 m at 60 m/s takes its time', () => {
    const flight = fly([at(40, 30, 1000), at(40, 30.1, 9000), at(40, 31, 9000)]);
    const all = states(flight, 1);
    // Within the one piece that levels off the rate may pass the limit by a third; no piece's mean does.
    for (let i = 1; i < all.length; i++) expect(all[i].altitude - all[i - 1].altitude).toBeLessThan((4 / 3) * 60);
    for (let k = KNOT; k < flight.knots.length; k += KNOT) {
      const knots = flight.knots;
      expect((knots[k + 7] - knots[k - KNOT + 7]) / (knots[k] - knots[k - KNOT])).toBeLessThan(60.05);
    }
    const reached = all.find((s) => s.altitude > 8999)!.t;
    expect(reached).toBeGreaterThan(8000 / 60);
    expect(reached).toBeLessThan(8000 / 60 + 12);
  });

  test('an acceleration from 200 to 300 m/s at 2 m/s² takes 50 s', () => {
    const flight = fly([at(40, 30, 5000, 200), at(40, 30.02, 5000, 300), at(40, 31, 5000, 300)]);
    const all = states(flight, 1);
    for (let i = 1; i < all.length; i++) expect(norm(all[i].v) - norm(all[i - 1].v)).toBeLessThan(2.05);
    const reached = all.find((s) => norm(s.v) > 299.9)!.t;
    expect(reached).toBeGreaterThan(49);
    expect(reached).toBeLessThan(58);
  });

  test('speed and altitude outside the object’s limits are brought inside', () => {
    const flight = fly([at(40, 30, 30_000, 900), at(40, 31, 30_000, 900)]);
    const [first] = states(flight, 100);
    expect(first.altitude).toBeCloseTo(15_000, 6);
    expect(norm(first.v)).toBeCloseTo(600, 6);
  });

  test('velocity is the derivative of position', () => {
    const flight = fly([at(40, 30, 1000, 200), at(40, 30.4, 6000, 250), at(40.3, 30.4, 3000, 220)]);
    const a = new Float64Array(7);
    const b = new Float64Array(7);
    const c = new Float64Array(7);
    for (let t = 1; t < flight.endTime - 1; t += 0.731) {
      flightStateInto(flight, t - 1e-3, a, 0);
      flightStateInto(flight, t, b, 0);
      flightStateInto(flight, t + 1e-3, c, 0);
      for (let i = 0; i < 3; i++) expect((c[i] - a[i]) / 2e-3).toBeCloseTo(b[3 + i], 1);
    }
  });
});

describe('terrain following', () => {
  const cruise: AirObjectSpec = { ...fighter, minimumAltitudeM: 15, maximumClimbMps: 50 };
  const over = (terrain: ReturnType<typeof ridge>, airObject = cruise) =>
    fly([at(40, 30.05, 60, 250, 'ground'), at(40, 31.9, 60, 250, 'ground')], airObject, terrain);
  const clearances = (flight: Flight, terrain: ReturnType<typeof ridge>) =>
    states(flight, 0.5).map((s) => {
      const g = new Float64Array(3);
      ecefToGeodeticInto(...s.p, g);
      return s.altitude - terrain.heightAt(g[0], g[1]);
    });

  test('over a ridge that it can climb keeps at least half of its clearance, and its clearance on the flat', () => {
    const terrain = ridge(600);
    const all = clearances(over(terrain), terrain);
    expect(Math.min(...all)).toBeGreaterThan(28);
    expect(all.at(-1)).toBeCloseTo(60, 6);
  });

  test('begins to climb before ground that rises faster than it can, so that it clears the top', () => {
    const terrain = ridge(2500);
    const slow = { ...cruise, maximumClimbMps: 20 };
    const flight = over(terrain, slow);
    expect(Math.min(...clearances(flight, terrain))).toBeGreaterThan(28);
    const all = states(flight, 1);
    for (let i = 1; i < all.length; i++) expect(Math.abs(all[i].altitude - all[i - 1].altitude)).toBeLessThan(20.5);
  });

  test('a flight at a fixed altitude below the ridge is lifted over it', () => {
    const terrain = ridge(2500);
    const flight = fly([at(40, 30.05, 800), at(40, 31.9, 800)], fighter, terrain);
    expect(Math.min(...clearances(flight, terrain))).toBeGreaterThan(24);
  });

  test('above the highest ground no terrain is sampled and knots stay sparse', () => {
    expect(fly([at(40, 30.05, 8000), at(40, 31.9, 8000)], fighter, ridge(2500)).knots.length / KNOT).toBeLessThan(20);
  });
});

describe('looking up a state', () => {
  const flight = fly([at(40, 30, 1000), at(40, 30.4, 6000), at(40.3, 30.4, 3000)], fighter, flatTerrain(), 100);

  test('does not depend on what was asked before', () => {
    const forward = states(flight, 1.7);
    const out = new Float64Array(7);
    const shuffled = forward.map((_, i) => (i * 37) % forward.length);
    for (const i of [...shuffled, ...shuffled.reverse()]) {
      flightStateInto(flight, forward[i].t, out, 0);
      expect([...out]).toEqual([...forward[i].p, ...forward[i].v, forward[i].altitude]);
    }
  });

  test('before the start and after the end there is none', () => {
    const out = new Float64Array(9).fill(7);
    expect(flightStateInto(flight, 99.999, out, 0)).toBe(false);
    expect(flightStateInto(flight, flight.endTime + 1e-6, out, 0)).toBe(false);
    expect(flightStateInto(flight, Number.NaN, out, 0)).toBe(false);
    expect([...out]).toEqual(Array(9).fill(7));
    expect(flightStateInto(flight, 100, out, 2)).toBe(true);
    expect(out[8]).toBeCloseTo(1000, 9);
    expect(flightStateInto(flight, flight.endTime, out, 0)).toBe(true);
  });
});

test('shifting every longitude by 90° rotates the flight and changes nothing else', () => {
  const points = [at(40, 30, 1000), at(40.1, 30.4, 6000), at(40.3, 30.2, 3000)];
  const here = states(fly(points), 3);
  const there = states(fly(points.map((p) => ({ ...p, lonDeg: p.lonDeg + 90 }))), 3);
  expect(there.length).toBe(here.length);
  for (let i = 0; i < here.length; i++) {
    expect(there[i].p[1]).toBeCloseTo(here[i].p[0], 4);
    expect(there[i].p[0]).toBeCloseTo(-here[i].p[1], 4);
    expect(there[i].altitude).toBeCloseTo(here[i].altitude, 6);
  }
});

test('a route of one place or without speed is refused in words', () => {
  expect(() => fly([at(40, 30), at(40, 30)])).toThrow(/two distinct points/);
  const hovering = { ...fighter, minimumSpeedMps: 0 };
  expect(() => fly([at(40, 30, 100, 0), at(40, 31, 100, 0)], hovering)).toThrow(/speed above 0/);
});

test('any route is flown to its last point, never slower, faster, lower or higher than its points', () => {
  const point = fc
    .tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 500, max: 9000, noNaN: true }),
      fc.double({ min: 120, max: 500, noNaN: true }),
    )
    .map(([north, east, altitude, speed]) => at(39 + north / 100, 30 + east / 100, altitude, speed));
  fc.assert(
    fc.property(
      fc.uniqueArray(point, { minLength: 2, maxLength: 6, selector: (p) => 100 * p.latDeg + p.lonDeg }),
      (points) => {
        const flight = fly(points);
        const out = new Float64Array(7);
        const end = new Float64Array(3);
        expect(flightStateInto(flight, flight.endTime, out, 0)).toBe(true);
        const last = points.at(-1)!;
        geodeticToEcefInto(last.latDeg * degree, last.lonDeg * degree, out[6], end);
        expect(norm(minus([...out.subarray(0, 3)], [...end]))).toBeLessThan(0.02);
        const speeds = points.map((p) => p.speedMps);
        const altitudes = points.map((p) => p.altitudeM);
        const all = states(flight, 2.3);
        expect(Math.min(...all.map((s) => s.altitude))).toBeGreaterThan(Math.min(...altitudes) - 0.1);
        expect(Math.max(...all.map((s) => s.altitude))).toBeLessThan(Math.max(...altitudes) + 0.1);
        expect(Math.min(...all.map((s) => norm(s.v)))).toBeGreaterThan(0.95 * Math.min(...speeds));
        expect(Math.max(...all.map((s) => norm(s.v)))).toBeLessThan(1.05 * Math.max(...speeds));
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
});
