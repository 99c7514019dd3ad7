import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { uniform } from '../math/index.js';
import {
  clearsHorizon,
  decodeEtopo5,
  effectiveEarthRadius,
  flatTerrain,
  geodesicDirect,
  geodesicInverse,
  lineOfSight,
  lowestVisibleHeight,
  makeGridTerrain,
  makeHorizonTable,
  radarHorizon,
  type Terrain,
} from './index.js';

const DEGREE = Math.PI / 180;
const etopo5 = decodeEtopo5(gunzipSync(readFileSync(new URL('../../../data/etopo5-emed.bin.gz', import.meta.url))));
const options = {
  maximumRange: 400e3,
  azimuthBins: 720,
  rangeStep: 1000,
  refractionFactor: 4 / 3,
  roughnessMargin: 0,
};
const ankara = { lat: 40.2 * DEGREE, lon: 32.5 * DEGREE };
const site = { ...ankara, height: etopo5.heightAt(ankara.lat, ankara.lon) + 30 };
const radius = effectiveEarthRadius(4 / 3);

/** Sea with a wall of 1000 m from 31 to 31.04 E, samples every 0.01 degree. */
const wall = makeGridTerrain({
  name: 'wall',
  south: 39 * DEGREE,
  west: 29 * DEGREE,
  step: 0.01 * DEGREE,
  rows: 201,
  columns: 501,
  heights: Int16Array.from({ length: 201 * 501 }, (_, i) => (i % 501 >= 200 && i % 501 <= 204 ? 1000 : 0)),
});

/** Lowest height that is seen from the site at an azimuth and range, by bisection with single rays. */
function seenFrom(terrain: Terrain, azimuth: number, range: number, margin = 0): number {
  const { lat, lon } = geodesicDirect(site.lat, site.lon, azimuth, range);
  let low = terrain.heightAt(lat, lon);
  let high = 40_000;
  if (lineOfSight(terrain, site, { lat, lon, height: low }, 4 / 3, margin)) return low;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (lineOfSight(terrain, site, { lat, lon, height: middle }, 4 / 3, margin)) high = middle;
    else low = middle;
  }
  return high;
}

describe('a horizon table', () => {
  it('marches rays that stay within 100 m of the exact geodesics at 400 km, also at 75 degrees north', () => {
    for (const lat of [0, 39, 75]) {
      const seen: [number, number][] = [];
      const spy: Terrain = { ...flatTerrain(), maximumHeight: 1, spacing: 1e6, heightAt: (...at) => seen.push(at) * 0 };
      makeHorizonTable(spy, { lat: lat * DEGREE, lon: 3.1, height: 50 }, { ...options, azimuthBins: 8 });
      const perRay = 402;
      let worst = 0;
      for (let ray = 0; ray < 8; ray++) {
        for (let k = 5; k < perRay; k += 11) {
          const exact = geodesicDirect(lat * DEGREE, 3.1, (ray * Math.PI) / 4, k * 1000);
          const [seenLat, seenLon] = seen[ray * perRay + k];
          worst = Math.max(worst, geodesicInverse(seenLat, seenLon, exact.lat, exact.lon).distance);
        }
      }
      expect(seen.length).toBe(8 * perRay);
      expect(worst).toBeLessThan(100);
    }
  });

  it('hides behind a wall what is under the line over its top, and shows what is before it', () => {
    const antenna = { lat: 40 * DEGREE, lon: 30 * DEGREE, height: 50 };
    const table = makeHorizonTable(wall, antenna, { ...options, maximumRange: 250e3, rangeStep: 500 });
    const range = geodesicInverse(antenna.lat, antenna.lon, antenna.lat, 31 * DEGREE).distance;
    const target = 2 * range;
    // The line from the antenna over the wall, above the sphere of effective radius.
    const slope = (1000 - (range * range) / (2 * radius) - 50) / range;
    const shadow = 50 + slope * target + (target * target) / (2 * radius);
    expect(Math.abs(lowestVisibleHeight(table, Math.PI / 2, target) - shadow)).toBeLessThan(0.02 * shadow);
    expect(lowestVisibleHeight(table, Math.PI / 2, 60_000)).toBeLessThan(60);
    expect(lowestVisibleHeight(table, 1.5 * Math.PI, 60_000)).toBeLessThan(60);
  });

  it('stands by rays marched one by one over Anatolia: 95 % of it less than 5 m below them, in the median 0–25 m above', () => {
    const table = makeHorizonTable(etopo5, site, options);
    const differences: number[] = [];
    for (let i = 0; i < 400; i++) {
      const azimuth = 2 * Math.PI * uniform({ key0: 5, key1: 0 }, 0, 0, 1, i);
      const range = 20_000 + 370_000 * uniform({ key0: 5, key1: 0 }, 0, 0, 2, i);
      differences.push(lowestVisibleHeight(table, azimuth, range) - seenFrom(etopo5, azimuth, range));
    }
    differences.sort((a, b) => a - b);
    expect(differences[20]).toBeGreaterThan(-5);
    expect(differences[200]).toBeGreaterThan(0);
    expect(differences[200]).toBeLessThan(25);
  });

  it('never says that a target in the ground is visible', () => {
    const table = makeHorizonTable(etopo5, site, options);
    for (let i = 0; i < 100; i++) {
      const range = 1000 * (4 * i);
      const { lat, lon } = geodesicDirect(site.lat, site.lon, 2, range);
      expect(lowestVisibleHeight(table, 2, range)).toBeGreaterThanOrEqual(etopo5.heightAt(lat, lon) - 1);
    }
  });

  it('takes azimuths of any turn, and sees nothing beyond its range', () => {
    const table = makeHorizonTable(etopo5, site, options);
    expect(lowestVisibleHeight(table, -0.5, 200e3)).toBe(lowestVisibleHeight(table, 2 * Math.PI - 0.5, 200e3));
    expect(lowestVisibleHeight(table, 7, 200e3)).toBe(lowestVisibleHeight(table, 7 - 2 * Math.PI, 200e3));
    expect(lowestVisibleHeight(table, 1, 400e3)).toBeLessThan(40_000);
    expect(lowestVisibleHeight(table, 1, 402e3)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a roughness margin', () => {
  const smooth = makeHorizonTable(etopo5, site, options);
  const rough = makeHorizonTable(etopo5, site, { ...options, roughnessMargin: 300 });

  it('never shows more, and hides more on most of the map', () => {
    let higher = 0;
    for (let i = 0; i < smooth.heights.length; i++) {
      if (rough.heights[i] < smooth.heights[i]) throw new Error(`entry ${i} is lower with a margin`);
      if (rough.heights[i] > smooth.heights[i] + 50) higher++;
    }
    expect(higher / smooth.heights.length).toBeGreaterThan(0.5);
  });

  it('does not count within 10 km of the radar nor of the target, so that nothing changes up to 20 km', () => {
    for (let azimuth = 0; azimuth < 6; azimuth += 0.1) {
      expect(lowestVisibleHeight(rough, azimuth, 19_000)).toBe(lowestVisibleHeight(smooth, azimuth, 19_000));
    }
  });

  it('does not count on the sea', () => {
    const rhodes = { lat: 35 * DEGREE, lon: 28.5 * DEGREE, height: 30 };
    const still = makeHorizonTable(etopo5, rhodes, { ...options, maximumRange: 80e3 });
    const raised = makeHorizonTable(etopo5, rhodes, { ...options, maximumRange: 80e3, roughnessMargin: 300 });
    expect(raised.heights).toEqual(still.heights);
  });

  it('means the same for single rays', () => {
    const differences: number[] = [];
    for (let i = 0; i < 60; i++) {
      const azimuth = i * 0.1;
      differences.push(lowestVisibleHeight(rough, azimuth, 150e3) - seenFrom(etopo5, azimuth, 150e3, 300));
    }
    differences.sort((a, b) => a - b);
    expect(differences[3]).toBeGreaterThan(-10);
    expect(Math.abs(differences[30])).toBeLessThan(30);
  });
});

describe('line of sight', () => {
  it('over a smooth earth ends at the sum of the two horizons', () => {
    const horizon = radarHorizon(30, 300, radius);
    const a = { lat: 0.7, lon: 0.5, height: 30 };
    for (const azimuth of [0, 1, 2, 4]) {
      const before = geodesicDirect(a.lat, a.lon, azimuth, horizon - 20);
      const after = geodesicDirect(a.lat, a.lon, azimuth, horizon + 20);
      expect(lineOfSight(flatTerrain(), a, { ...before, height: 300 }, 4 / 3)).toBe(true);
      expect(lineOfSight(flatTerrain(), a, { ...after, height: 300 }, 4 / 3)).toBe(false);
    }
  });

  it('is the same both ways', () => {
    const ends = (i: number, purpose: number, low: number, high: number) =>
      low + (high - low) * uniform({ key0: 6, key1: 0 }, 0, 0, purpose, i);
    let seen = 0;
    for (let i = 0; i < 300; i++) {
      const [a, b] = [0, 3].map((k) => ({
        lat: ends(i, k, 36, 41) * DEGREE,
        lon: ends(i, k + 1, 28, 42) * DEGREE,
        height: ends(i, k + 2, 500, 6000),
      }));
      const there = lineOfSight(etopo5, a, b, 4 / 3);
      expect(lineOfSight(etopo5, b, a, 4 / 3)).toBe(there);
      if (there) seen++;
    }
    expect(seen).toBeGreaterThan(10);
    expect(seen).toBeLessThan(290);
  });

  it('is broken by a wall, and not over it', () => {
    const a = { lat: 40 * DEGREE, lon: 30.5 * DEGREE, height: 100 };
    const b = { lat: 40 * DEGREE, lon: 31.5 * DEGREE, height: 100 };
    expect(lineOfSight(wall, a, b, 4 / 3)).toBe(false);
    expect(lineOfSight(wall, { ...a, height: 1300 }, { ...b, height: 1300 }, 4 / 3)).toBe(true);
    expect(lineOfSight(wall, a, { ...a, lon: 30.9 * DEGREE }, 4 / 3)).toBe(true);
  });

  it('does not exist from below the ground', () => {
    const peak = { lat: 39.7083 * DEGREE, lon: 44.2917 * DEGREE };
    expect(lineOfSight(etopo5, { ...peak, height: 3000 }, { ...peak, height: 9000 }, 4 / 3)).toBe(false);
    expect(lineOfSight(etopo5, { ...peak, height: 4000 }, { ...peak, height: 9000 }, 4 / 3)).toBe(true);
  });
});

it('what is told by the bounds of an eighth of a turn is what the heights tell', () => {
  const table = makeHorizonTable(etopo5, site, options);
  let hidden = 0;
  let visible = 0;
  for (let range = 500; range < options.maximumRange + 3000; range += 1701) {
    for (let azimuth = -3.1; azimuth < 3.14; azimuth += 0.0437) {
      const lowest = lowestVisibleHeight(table, azimuth, range);
      for (const altitude of [50, 1500, 3000, lowest - 1e-3, lowest, 20_000]) {
        const clears = clearsHorizon(table, range * Math.sin(azimuth), range * Math.cos(azimuth), range, altitude);
        // Within a thousandth of the edge the azimuth's own rounding decides.
        if (Math.abs(altitude - lowest) > 1e-2) expect(clears).toBe(altitude >= lowest);
        if (clears) visible++;
        else hidden++;
      }
    }
  }
  expect(Math.min(hidden, visible)).toBeGreaterThan(5000);
});
