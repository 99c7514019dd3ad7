import geographiclib from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import {
  densityAt,
  effectiveEarthRadius,
  flatTerrain,
  geodesicDirect,
  geodesicInverse,
  geopotentialAltitude,
  lowestVisibleHeight,
  makeHorizonTable,
  radarHorizon,
  refractedDrop,
  standardAtmosphere,
} from '../../src/engine/earth/index.js';
import { makeStreams, uniform } from '../../src/engine/math/index.js';

const DEGREE = Math.PI / 180;
const oracle = geographiclib.Geodesic.WGS84;
const streams = makeStreams(2013, 0);
/** Draw i of a fixed sequence, between low and high. */
const between = (purpose: number, i: number, low: number, high: number) =>
  low + (high - low) * uniform(streams, 0, 0, purpose, i);
/** Difference of two azimuths in -pi … pi. */
const turn = (a: number, b: number) => a - b - 2 * Math.PI * Math.round((a - b) / (2 * Math.PI));

describe('geodesics on WGS-84', () => {
  it('give Karney’s example to 1 mm', () => {
    const path = geodesicInverse(-17.42761 * DEGREE, 173.34268 * DEGREE, -15.84784 * DEGREE, 5.93557 * DEGREE);
    expect(Math.abs(path.distance - 16_076_603.163_118_07)).toBeLessThan(1e-3);
  });

  /** Every kind of pair: anywhere, close, nearly antipodal, on a meridian, on the equator, with a pole. */
  const pairs: [kind: string, pair: (i: number) => [number, number, number, number]][] = [
    [
      'anywhere',
      (i) => [between(1, i, -90, 90), between(2, i, -180, 180), between(3, i, -90, 90), between(4, i, -180, 180)],
    ],
    [
      'within a kilometre',
      (i) => {
        const lat = between(1, i, -80, 80);
        const lon = between(2, i, -180, 180);
        return [lat, lon, lat + between(3, i, -0.01, 0.01), lon + between(4, i, -0.01, 0.01)];
      },
    ],
    [
      'nearly antipodal',
      (i) => {
        const lat = between(1, i, -60, 60);
        const lon = between(2, i, -180, 180);
        return [lat, lon, -lat + between(3, i, -0.6, 0.6), lon + 180 + between(4, i, -0.8, 0.8)];
      },
    ],
    [
      'nearly antipodal near the equator',
      (i) => [between(1, i, -0.1, 0.1), 0, between(3, i, -0.1, 0.1), between(4, i, 179.2, 180)],
    ],
    ['on one meridian', (i) => [between(1, i, -90, 90), 25, between(3, i, -90, 90), i % 2 === 0 ? 25 : -155]],
    ['on the equator', (i) => [0, between(2, i, -180, 180), 0, between(4, i, -180, 180)]],
    [
      'from a pole',
      (i) => [i % 2 === 0 ? 90 : -90, between(2, i, -180, 180), between(3, i, -90, 90), between(4, i, -180, 180)],
    ],
  ];
  it.each(pairs)('agree with GeographicLib to 1 mm, points %s', (_, pair) => {
    let worst = 0;
    let worstEnd = 0;
    for (let i = 0; i < 1500; i++) {
      const [lat1, lon1, lat2, lon2] = pair(i);
      const expected = oracle.Inverse(lat1, lon1, lat2, lon2);
      const path = geodesicInverse(lat1 * DEGREE, lon1 * DEGREE, lat2 * DEGREE, lon2 * DEGREE);
      worst = Math.max(worst, Math.abs(path.distance - expected.s12!));
      // The azimuth is right if the direct problem, solved by the other, ends at the second point.
      const end = oracle.Direct(lat1, lon1, path.azimuth1 / DEGREE, path.distance);
      worstEnd = Math.max(worstEnd, oracle.Inverse(end.lat2!, end.lon2!, lat2, lon2).s12!);
    }
    expect(worst).toBeLessThan(1e-7);
    expect(worstEnd).toBeLessThan(1e-3);
  });

  it('solve the direct problem as GeographicLib does, to 1 µm', () => {
    let worst = 0;
    let worstAzimuth = 0;
    for (let i = 0; i < 3000; i++) {
      const lat = between(5, i, -90, 90);
      const lon = between(6, i, -180, 180);
      const azimuth = between(7, i, 0, 360);
      const distance = between(8, i, 0, 2e7);
      const expected = oracle.Direct(lat, lon, azimuth, distance);
      const end = geodesicDirect(lat * DEGREE, lon * DEGREE, azimuth * DEGREE, distance);
      worst = Math.max(worst, oracle.Inverse(expected.lat2!, expected.lon2!, end.lat / DEGREE, end.lon / DEGREE).s12!);
      if (Math.abs(end.lat) < 89 * DEGREE)
        worstAzimuth = Math.max(worstAzimuth, Math.abs(turn(end.azimuth2, expected.azi2! * DEGREE)));
    }
    expect(worst).toBeLessThan(1e-6);
    expect(worstAzimuth).toBeLessThan(1e-12);
  });
});

describe('US Standard Atmosphere 1976', () => {
  // Geometric altitude m, temperature K, pressure Pa, density kg/m³ (NOAA-S/T 76-1562, table I; exact formula between).
  it.each([
    [0, 288.15, 101325, 1.225],
    [1_000, 281.651, 89876.3, 1.11166],
    [10_000, 223.252, 26499.9, 0.41351],
    [20_000, 216.65, 5529.3, 0.0889098],
    [30_000, 226.509, 1197.03, 0.0184101],
    [40_000, 250.35, 287.143, 0.00399566],
  ])('at %d m has the published temperature, pressure and density', (altitude, temperature, pressure, density) => {
    const air = standardAtmosphere(altitude);
    expect(Math.abs(air.temperature - temperature)).toBeLessThan(6e-4);
    expect(Math.abs(air.pressure / pressure - 1)).toBeLessThan(5e-6);
    expect(Math.abs(air.density / density - 1)).toBeLessThan(3e-5);
    expect(Math.abs(densityAt(altitude) / density - 1)).toBeLessThan(3e-5);
  });

  it('has sound at 340.294 m/s at sea level and 295.07 m/s in the lower stratosphere', () => {
    expect(standardAtmosphere(0).speedOfSound).toBeCloseTo(340.294, 3);
    expect(standardAtmosphere(15_000).speedOfSound).toBeCloseTo(295.07, 2);
  });

  it('puts 86 km at 84.852 km of geopotential altitude and 0.37338 Pa', () => {
    expect(geopotentialAltitude(86_000)).toBeCloseTo(84_852, -0.5);
    expect(Math.abs(standardAtmosphere(86_000).pressure / 0.37338 - 1)).toBeLessThan(1e-4);
  });

  it.each([
    [86_000, 6.958e-6, 0.001],
    [100_000, 5.604e-7, 0.2],
    [110_000, 9.708e-8, 0.25],
    [120_000, 2.222e-8, 0.01],
  ])(
    'goes on above 86 km: at %d m the density is the published %d kg/m³ within a share of %d',
    (altitude, density, share) => {
      expect(Math.abs(densityAt(altitude) / density - 1)).toBeLessThan(share);
    },
  );
});

describe('radar horizon with an effective earth radius of 8494.67 km', () => {
  const table: [antenna: number, target: number, km: number][] = [
    [10, 15, 29.0],
    [10, 50, 42.2],
    [10, 100, 54.3],
    [10, 300, 84.4],
    [10, 10_000, 425],
    [30, 15, 38.5],
    [30, 50, 51.7],
    [30, 100, 63.8],
    [30, 300, 94.0],
    [30, 10_000, 435],
  ];
  it.each(table)('of an antenna at %d m for a target at %d m is %d km', (antenna, target, km) => {
    expect(Math.abs(radarHorizon(antenna, target, 8_494_670) / 1000 - km)).toBeLessThan(km > 100 ? 0.5 : 0.05);
  });

  it('belongs to four thirds of the mean earth radius 6371.0088 km', () => {
    expect(effectiveEarthRadius(4 / 3)).toBeCloseTo(8_494_678.4, 1);
  });

  it.each(table)('is where the horizon table hides it too: antenna %d m, target %d m', (antenna, target) => {
    const site = { lat: 0.6, lon: 0.5, height: antenna };
    const options = {
      maximumRange: 450e3,
      azimuthBins: 8,
      rangeStep: 250,
      refractionFactor: 4 / 3,
      roughnessMargin: 0,
    };
    const horizons = makeHorizonTable(flatTerrain(), site, options);
    const horizon = radarHorizon(antenna, target, effectiveEarthRadius(4 / 3));
    expect(lowestVisibleHeight(horizons, 1, 0.99 * horizon)).toBeLessThan(target);
    expect(lowestVisibleHeight(horizons, 1, 1.01 * horizon)).toBeGreaterThan(target);
  });

  it('is where the refracted drop equals the antenna’s height', () => {
    expect(refractedDrop(radarHorizon(30, 0, effectiveEarthRadius(4 / 3)), 4 / 3)).toBeCloseTo(30, 9);
  });
});
