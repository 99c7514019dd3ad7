import { describe, expect, test } from 'vitest';
import { ecefToGeodeticInto, flatTerrain, geodeticToEcefInto, makeGridTerrain } from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { EARTH_RATE, GRAVITATIONAL } from './ballistic-motion.js';
import { flightStateInto, KNOT, makeFlight } from './index.js';

const degree = Math.PI / 180;
const missile: AirObjectSpec = {
  targetClass: 'ballisticMissile',
  signature: { fluctuation: 1, bands: { S: { frontM2: 0.1, sideM2: 1, rearM2: 1 } } },
  minimumSpeedMps: 0,
  maximumSpeedMps: 3000,
  minimumAltitudeM: 0,
  maximumAltitudeM: 300_000,
  maximumLoadFactorG: 10,
  maximumClimbMps: 3000,
  maximumAccelerationMps2: 80,
  ballisticCoefficientKgPerM2: 5000,
  destroyedShare: 1,
  unitCostUsd: 2e6,
};
const launch = { latDeg: 37, lonDeg: 37 };
const aim = { latDeg: 39.9, lonDeg: 32.8 };
const fly = (apexM: number, airObject = missile, terrain = flatTerrain(), to = aim) =>
  makeFlight({ startS: 10, airObject, motion: { kind: 'ballistic', launch, aim: to, apexM } }, terrain);

/** Greatest altitude, and distance of the last point from the aim at `height`. */
function outcome(flight: ReturnType<typeof fly>, height = 0, to = aim) {
  const out = new Float64Array(7);
  let apex = 0;
  for (let t = flight.startTime; t <= flight.endTime; t += 0.25) {
    flightStateInto(flight, t, out, 0);
    apex = Math.max(apex, out[6]);
  }
  flightStateInto(flight, flight.endTime, out, 0);
  const goal = new Float64Array(3);
  geodeticToEcefInto(to.latDeg * degree, to.lonDeg * degree, height, goal);
  return { apex, miss: Math.hypot(out[0] - goal[0], out[1] - goal[1], out[2] - goal[2]), impact: [...out] };
}

describe('a short-range ballistic missile', () => {
  test.each([50_000, 100_000, 150_000])('hits the aim point within 100 m with an apex of %i m within 2 %%', (apexM) => {
    const { apex, miss } = outcome(fly(apexM));
    expect(miss).toBeLessThan(100);
    expect(Math.abs(apex / apexM - 1)).toBeLessThan(0.02);
  });

  test('comes down on the ground of its aim point, not on the sea', () => {
    const plateau = makeGridTerrain({
      name: 'plateau',
      south: 35 * degree,
      west: 30 * degree,
      step: 10 * degree,
      rows: 2,
      columns: 2,
      heights: Int16Array.of(900, 900, 900, 900),
    });
    const { miss, impact } = outcome(fly(100_000, missile, plateau), 900);
    expect(miss).toBeLessThan(100);
    expect(impact[6]).toBeCloseTo(900, 0);
  });

  test('dense enough to ignore the air, follows Kepler’s ellipse above it', () => {
    const flight = fly(100_000, { ...missile, ballisticCoefficientKgPerM2: 50_000, maximumAccelerationMps2: 200 });
    const out = new Float64Array(7);
    // Inertial state on the way up, above the air.
    let t = flight.startTime;
    do {
      t += 1;
      flightStateInto(flight, t, out, 0);
    } while (out[6] < 85_000);
    const [x, y, z, vx, vy, vz] = out;
    const u = [vx - EARTH_RATE * y, vy + EARTH_RATE * x, vz];
    const r = Math.hypot(x, y, z);
    const energy = (u[0] ** 2 + u[1] ** 2 + u[2] ** 2) / 2 - GRAVITATIONAL / r;
    const h = Math.hypot(y * u[2] - z * u[1], z * u[0] - x * u[2], x * u[1] - y * u[0]);
    const semiMajor = -GRAVITATIONAL / (2 * energy);
    const eccentricity = Math.sqrt(1 + (2 * energy * h * h) / GRAVITATIONAL ** 2);
    let farthest = 0;
    for (let s = t; s <= flight.endTime; s += 0.1) {
      flightStateInto(flight, s, out, 0);
      farthest = Math.max(farthest, Math.hypot(out[0], out[1], out[2]));
    }
    expect(Math.abs(farthest - semiMajor * (1 + eccentricity))).toBeLessThan(2);
  });

  test('dense enough to ignore the air, needs the launch speed of the parabola, shortened by the boost', () => {
    const near = { latDeg: 37, lonDeg: 38 };
    const flight = fly(
      50_000,
      { ...missile, ballisticCoefficientKgPerM2: 50_000, maximumAccelerationMps2: 500 },
      flatTerrain(),
      near,
    );
    const range = 89_000;
    const vertical = Math.sqrt(2 * 9.79 * 50_000);
    const expected = (2 * vertical) / 9.75;
    expect(Math.abs((flight.endTime - flight.startTime) / expected - 1)).toBeLessThan(0.03);
    const out = new Float64Array(7);
    flightStateInto(flight, (flight.startTime + flight.endTime) / 2, out, 0);
    expect(Math.abs(Math.hypot(out[3], out[4], out[5]) / (range / expected) - 1)).toBeLessThan(0.05);
  });

  test('is slowed by air: a light body arrives slower than a dense one', () => {
    const speed = (beta: number) =>
      Math.hypot(...outcome(fly(100_000, { ...missile, ballisticCoefficientKgPerM2: beta })).impact.slice(3, 6));
    expect(speed(1500)).toBeLessThan(0.7 * speed(50_000));
  });

  test('does not depend on how finely it is integrated: energy is kept above the air', () => {
    const flight = fly(150_000);
    const energies: number[] = [];
    for (let k = 0; k < flight.knots.length; k += KNOT) {
      const [, x, y, z, vx, vy, vz, altitude] = flight.knots.subarray(k, k + KNOT);
      if (altitude < 90_000) continue;
      const spin = (EARTH_RATE ** 2 * (x * x + y * y)) / 2;
      energies.push((vx * vx + vy * vy + vz * vz) / 2 - GRAVITATIONAL / Math.hypot(x, y, z) - spin);
    }
    expect(Math.max(...energies) - Math.min(...energies)).toBeLessThan(300);
  });

  test('that cannot leave the ground is refused', () => {
    expect(() => fly(100_000, { ...missile, maximumAccelerationMps2: 10 })).toThrow(/1.5 g/);
    expect(() => fly(100_000, missile, flatTerrain(), launch)).toThrow(/1 km/);
    expect(() => fly(100_000, { ...missile, maximumSpeedMps: 1500 })).toThrow(/greatest speed is 1500 m\/s/);
  });
});

test('altitudes on a ballistic path are geodetic heights', () => {
  const flight = fly(80_000);
  const out = new Float64Array(7);
  const geodetic = new Float64Array(3);
  for (let t = flight.startTime; t < flight.endTime; t += 3.3) {
    flightStateInto(flight, t, out, 0);
    ecefToGeodeticInto(out[0], out[1], out[2], geodetic);
    expect(Math.abs(out[6] - geodetic[2])).toBeLessThan(0.1);
  }
});
