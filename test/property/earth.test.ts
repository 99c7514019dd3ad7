import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ecefToGeodeticInto,
  flatTerrain,
  geodesicDirect,
  geodesicInverse,
  geodeticToEcefInto,
  lowestVisibleHeight,
  makeGridTerrain,
  makeHorizonTable,
} from '../../src/engine/earth/index.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const latitude = number(-Math.PI / 2, Math.PI / 2);
const longitude = number(-Math.PI, Math.PI);
/** One seed for all: the same examples every time. */
const fixed = { seed: 20, numRuns: 300 };

describe('whatever the position', () => {
  it('geodetic to ECEF and back is the same point within 4 nm, from 10 km below to 1000 km above', () => {
    const ecef = new Float64Array(3);
    const back = new Float64Array(3);
    const again = new Float64Array(3);
    fc.assert(
      fc.property(latitude, longitude, number(-1e4, 1e6), (lat, lon, height) => {
        geodeticToEcefInto(lat, lon, height, ecef);
        ecefToGeodeticInto(ecef[0], ecef[1], ecef[2], back);
        geodeticToEcefInto(back[0], back[1], back[2], again);
        expect(Math.abs(back[2] - height)).toBeLessThan(4e-9);
        for (let i = 0; i < 3; i++) expect(Math.abs(again[i] - ecef[i])).toBeLessThan(4e-9);
      }),
      { seed: 20, numRuns: 2000 },
    );
  });

  it('a geodesic’s end is as far away as it is long, up to 10 000 km', () => {
    fc.assert(
      fc.property(latitude, longitude, number(0, 2 * Math.PI), number(1, 1e7), (lat, lon, azimuth, distance) => {
        const end = geodesicDirect(lat, lon, azimuth, distance);
        expect(Math.abs(geodesicInverse(lat, lon, end.lat, end.lon).distance - distance)).toBeLessThan(1e-6);
      }),
      fixed,
    );
  });

  it('distance does not depend on which point comes first, nor on a shift of all longitudes', () => {
    fc.assert(
      fc.property(latitude, longitude, latitude, longitude, number(-7, 7), (lat1, lon1, lat2, lon2, shift) => {
        const { distance } = geodesicInverse(lat1, lon1, lat2, lon2);
        expect(Math.abs(geodesicInverse(lat2, lon2, lat1, lon1).distance - distance)).toBeLessThan(1e-6);
        expect(Math.abs(geodesicInverse(lat1, lon1 + shift, lat2, lon2 + shift).distance - distance)).toBeLessThan(
          1e-6,
        );
      }),
      fixed,
    );
  });

  it('a shift of all longitudes by 90 degrees turns ECEF positions and leaves their distances', () => {
    const a = new Float64Array(3);
    const b = new Float64Array(3);
    const distance = (lon: number, lat1: number, lat2: number, east: number) => {
      geodeticToEcefInto(lat1, lon, 100, a);
      geodeticToEcefInto(lat2, lon + east, 9000, b);
      return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
    };
    fc.assert(
      fc.property(longitude, latitude, latitude, number(0.01, 1), (lon, lat1, lat2, east) => {
        const here = distance(lon, lat1, lat2, east);
        expect(Math.abs(distance(lon + Math.PI / 2, lat1, lat2, east) / here - 1)).toBeLessThan(1e-9);
      }),
      fixed,
    );
  });
});

describe('whatever the ground', () => {
  const heights = fc.int16Array({ minLength: 21 * 21, maxLength: 21 * 21, min: -500, max: 4000 });
  const terrainOf = (samples: Int16Array) =>
    makeGridTerrain({ name: 'any', south: 0.6, west: 0.5, step: 0.002, rows: 21, columns: 21, heights: samples });
  const options = {
    maximumRange: 100e3,
    azimuthBins: 16,
    rangeStep: 2000,
    refractionFactor: 4 / 3,
    roughnessMargin: 100,
  };
  const lat = 0.62;
  const lon = 0.52;

  it('a higher antenna never sees less', () => {
    fc.assert(
      fc.property(heights, number(1, 50), number(1, 5000), (samples, mast, rise) => {
        const terrain = terrainOf(samples);
        const height = terrain.heightAt(lat, lon) + mast;
        const low = makeHorizonTable(terrain, { lat, lon, height }, options);
        const high = makeHorizonTable(terrain, { lat, lon, height: height + rise }, options);
        for (let i = 0; i < low.heights.length; i++) {
          // Float32 entries: equal heights may differ in their last place.
          expect(high.heights[i]).toBeLessThanOrEqual(low.heights[i] * (1 + 1e-6) + 1e-3);
        }
      }),
      { seed: 20, numRuns: 60 },
    );
  });

  it('more refraction never shows less, and any ground hides no less than a smooth earth', () => {
    fc.assert(
      fc.property(heights, number(1, 1.3), (samples, factor) => {
        const terrain = terrainOf(samples);
        const site = { lat, lon, height: terrain.heightAt(lat, lon) + 20 };
        const standard = makeHorizonTable(terrain, site, options);
        const weaker = makeHorizonTable(terrain, site, { ...options, refractionFactor: factor });
        const smooth = makeHorizonTable(flatTerrain(), site, options);
        for (let azimuth = 0.1; azimuth < 6; azimuth += 0.7) {
          for (let range = 1000; range < 100e3; range += 7000) {
            const height = lowestVisibleHeight(standard, azimuth, range);
            expect(height).toBeLessThanOrEqual(lowestVisibleHeight(weaker, azimuth, range) + 1e-3);
            expect(height).toBeGreaterThanOrEqual(lowestVisibleHeight(smooth, azimuth, range) - 1e-3);
          }
        }
      }),
      { seed: 20, numRuns: 60 },
    );
  });
});
