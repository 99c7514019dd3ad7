import { describe, expect, test } from 'vitest';
import { densityAt, geometricAltitude, radarHorizon, standardAtmosphere } from '../../src/engine/earth/index.js';
import { clopperPearson, makeStreams, normal, normalQuantile } from '../../src/engine/math/index.js';
import { fromDecibels, rangeForSnr, snrConstantOf } from '../../src/engine/sensor/index.js';
import { createTracker, endTick, predictInto, TRACKER_DEFAULTS, takeBatch } from '../../src/engine/tracker/index.js';
import { makeDetectionBatch } from '../../src/engine/types/index.js';

describe('US Standard Atmosphere 1976, between the altitudes that the tests of the earth check', () => {
  // Geometric altitude m, temperature K, pressure Pa, density kg/m³ (NOAA-S/T 76-1562, table I).
  test.each([
    [5_000, 255.676, 54_048.3, 0.736429],
    [15_000, 216.65, 12_111.8, 0.194755],
    [25_000, 221.552, 2_549.22, 0.0400839],
  ])('%d m', (altitude, temperature, pressure, density) => {
    const air = standardAtmosphere(altitude);
    expect(Math.abs(air.temperature - temperature)).toBeLessThan(6e-4);
    expect(Math.abs(air.pressure / pressure - 1)).toBeLessThan(1e-5);
    expect(Math.abs(air.density / density - 1)).toBeLessThan(3e-5);
  });

  test('everywhere up to 80 km the air carries its own weight, and is an ideal gas', () => {
    /** Gas constant of dry air there, J/(kg K): 8314.32 / 28.9644. */
    const GAS = 8314.32 / 28.9644;
    for (let altitude = 137; altitude < 80_000; altitude += 771) {
      const air = standardAtmosphere(altitude);
      expect(Math.abs(air.pressure / (air.density * GAS * air.temperature) - 1)).toBeLessThan(1e-9);
      const slope = (standardAtmosphere(altitude + 5).pressure - standardAtmosphere(altitude - 5).pressure) / 10;
      // Gravity falls with the square of the distance from a centre 6356.766 km down.
      const gravity = 9.80665 * (6_356_766 / (6_356_766 + altitude)) ** 2;
      expect(Math.abs(slope / (-air.density * gravity) - 1)).toBeLessThan(2e-4);
      expect(Math.abs(densityAt(altitude) / air.density - 1)).toBeLessThan(5e-4);
    }
  });

  test('layers begin at 11, 20, 32, 47, 51 and 71 km of geopotential altitude, at their published temperatures', () => {
    const layers = [
      [11_000, 216.65],
      [20_000, 216.65],
      [32_000, 228.65],
      [47_000, 270.65],
      [51_000, 270.65],
      [71_000, 214.65],
    ];
    for (const [geopotential, temperature] of layers) {
      expect(standardAtmosphere(geometricAltitude(geopotential)).temperature).toBeCloseTo(temperature, 6);
    }
  });
});

describe('radar horizon by the three radii that published examples use for 4/3 earth', () => {
  // 8494.67 km: 4/3 of the mean radius. 8477.4 km: from the refractivity gradient (MathWorks, effearthradius).
  // 8504.18 km: 4/3 of the equatorial radius.
  test.each([
    [8_494.67, 54.25],
    [8_477.4, 54.2],
    [8_504.18, 54.28],
  ])('radius %d km: antenna 10 m, target 100 m, %d km', (radiusKm, km) => {
    expect(Math.abs(radarHorizon(10, 100, 1000 * radiusKm) / 1000 - km)).toBeLessThan(0.005);
  });

  test('which of them is meant moves no horizon by more than 0.2%', () => {
    for (const antenna of [10, 17, 30, 120])
      for (const target of [15, 77, 300, 4000, 10_000]) {
        const least = radarHorizon(antenna, target, 8_477_400);
        expect(radarHorizon(antenna, target, 8_504_180) / least).toBeLessThan(1.002);
      }
  });
});

describe('radar equation between the published points', () => {
  const published = { frequency: 10e9, peakPower: 1e6, pulseWidth: 10e-6, temperature: 290, lossDb: 0 };
  const range = (more: object, rcs = 1, snrDb = 6): number =>
    rangeForSnr(
      snrConstantOf({ ...published, gainTransmitDb: 20, gainReceiveDb: 20, ...more }),
      rcs,
      fromDecibels(snrDb),
    );

  test('16 times the power, the pulse or the signature, or a sixteenth of the noise, doubles 41 057 m', () => {
    for (const doubled of [
      range({ peakPower: 16e6 }),
      range({ pulseWidth: 160e-6 }),
      range({}, 16),
      range({ temperature: 290 / 16 }),
    ]) {
      expect(doubled).toBeCloseTo(2 * 41_057, -1);
    }
  });

  test('each 40 dB is a decade of range, however it comes about', () => {
    for (const decade of [range({ gainTransmitDb: 60 }), range({ lossDb: -40 }), range({}, 1, -34)]) {
      expect(decade).toBeCloseTo(410_570, -2);
    }
    expect(range({ frequency: 1e9 })).toBeCloseTo(41_057 * Math.sqrt(10), -1);
  });
});

describe('Clopper–Pearson between the published counts', () => {
  test('the interval of 90% shrinks from that of 100 runs to that of 1000 as the root of the number of runs', () => {
    let width = Number.POSITIVE_INFINITY;
    for (const n of [100, 200, 350, 500, 750, 1000]) {
      const { low, high } = clopperPearson(0.9 * n, n, 0.95);
      expect(high - low).toBeLessThan(width);
      width = high - low;
      // Wilson's interval has the same width but for terms of 1/n.
      const z = normalQuantile(0.975);
      const wilson = ((2 * z) / (1 + (z * z) / n)) * Math.sqrt(0.09 / n + (z * z) / (4 * n * n));
      expect(Math.abs(width / wilson - 1)).toBeLessThan(1.2 / Math.sqrt(n));
    }
  });
});

/**
 * Posterior Cramér–Rao bound of a position and velocity driven by white-noise acceleration and observed in position (P.
 * Tichavský et al., IEEE Trans. Signal Processing 46(5), 1998): for this linear case, the information recursion
 * J' = (F J⁻¹ Fᵀ + Q)⁻¹ + Hᵀ R⁻¹ H. One axis; returns the position's variance.
 */
function cramerRao(density: number, variance: number, speedVariance: number, dt: number, steps: number): number {
  let [a, b, c] = [variance, 0, speedVariance];
  for (let k = 0; k < steps; k++) {
    const predicted = [
      a + 2 * dt * b + dt * dt * c + (density * dt ** 3) / 3,
      b + dt * c + (density * dt * dt) / 2,
      c + density * dt,
    ];
    const determinant = predicted[0] * predicted[2] - predicted[1] * predicted[1];
    const information = [
      predicted[2] / determinant + 1 / variance,
      -predicted[1] / determinant,
      predicted[0] / determinant,
    ];
    const left = information[0] * information[2] - information[1] * information[1];
    [a, b, c] = [information[2] / left, -information[1] / left, information[0] / left];
  }
  return a;
}

test('a track of what flies as the filter assumes errs as little as the posterior Cramér–Rao bound allows, within 7%', () => {
  const density = TRACKER_DEFAULTS.spectralDensity;
  const sigma = 120;
  const dt = 5;
  const steps = 40;
  const streams = makeStreams(1998, 0);
  const state = new Float64Array(6);
  let squares = 0;
  let counted = 0;
  for (let run = 0; run < 250; run++) {
    const draw = (purpose: number, k: number): number => normal(streams, run, 0, purpose, k);
    const tracker = createTracker(TRACKER_DEFAULTS);
    const truth = [0, 1, 2].map((axis) => [6_400_000 * Number(axis === 0) + 1e4 * draw(axis, 0), 150 * draw(axis, 1)]);
    for (let k = 1; k <= steps; k++) {
      const batch = makeDetectionBatch(1);
      batch.time = k * dt;
      batch.count = 1;
      truth.forEach((axis, i) => {
        const g = draw(10 + i, 2 * k);
        const position = Math.sqrt((density * dt ** 3) / 3);
        axis[0] += dt * axis[1] + position * g;
        axis[1] += ((density * dt * dt) / 2 / position) * g + Math.sqrt((density * dt) / 4) * draw(10 + i, 2 * k + 1);
        batch.positionEcef[i] = axis[0] + sigma * draw(20 + i, k);
      });
      batch.covariance.set([sigma * sigma, 0, 0, sigma * sigma, 0, sigma * sigma]);
      takeBatch(tracker, batch);
      endTick(tracker, k * dt);
      if (k <= 25) continue;
      expect(tracker.table.count).toBeGreaterThan(0);
      predictInto(tracker.table, 0, k * dt, state);
      for (let i = 0; i < 3; i++) squares += (state[i] - truth[i][0]) ** 2;
      counted += 3;
    }
  }
  const ratio = Math.sqrt(squares / counted / cramerRao(density, sigma * sigma, 150 * 150, dt, steps));
  expect(ratio).toBeGreaterThan(0.97);
  expect(ratio).toBeLessThan(1.07);
});
