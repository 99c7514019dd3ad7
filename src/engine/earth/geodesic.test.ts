import { expect, it } from 'vitest';
import { geodesicDirect, geodesicInverse, WGS84, wrapAzimuth, wrapLongitude } from './index.js';

const DEGREE = Math.PI / 180;

it('a point is at no distance from itself', () => {
  expect(geodesicInverse(0.7, 0.5, 0.7, 0.5).distance).toBe(0);
  expect(geodesicInverse(0, 0, 0, 0).distance).toBe(0);
});

it('the equator is a geodesic until it is nearly half around, where paths over the poles are shorter', () => {
  const quarter = geodesicInverse(0, 0, 0, Math.PI / 2);
  expect(quarter.distance).toBeCloseTo((WGS84.a * Math.PI) / 2, 6);
  expect(quarter.azimuth1).toBe(Math.PI / 2);
  const half = geodesicInverse(0, 0, 0, Math.PI);
  expect(half.distance).toBeCloseTo(20_003_931.4586, 3);
  expect(half.azimuth1).toBe(0);
});

it('a quarter meridian is 10 001 965.729 m (Karney 2013)', () => {
  expect(geodesicInverse(0, 0.3, Math.PI / 2, 0.3).distance).toBeCloseTo(10_001_965.729, 3);
});

it('azimuths are clockwise from north, from 0 to below 2 pi', () => {
  expect(geodesicInverse(0, 0, 0.01, 0).azimuth1).toBe(0);
  expect(geodesicInverse(0, 0, 0, 0.01).azimuth1).toBeCloseTo(Math.PI / 2, 12);
  expect(geodesicInverse(0, 0, -0.01, 0).azimuth1).toBeCloseTo(Math.PI, 12);
  expect(geodesicInverse(0, 0, 0, -0.01).azimuth1).toBeCloseTo(1.5 * Math.PI, 12);
  expect(wrapAzimuth(-0.5)).toBeCloseTo(2 * Math.PI - 0.5, 12);
  expect(wrapAzimuth(-1e-20)).toBe(0);
  expect(wrapAzimuth(2 * Math.PI)).toBe(0);
});

it('a path over the date line is short and ends within -180 … 180', () => {
  expect(geodesicInverse(0.5, 179.9 * DEGREE, 0.5, -179.9 * DEGREE).distance).toBeLessThan(20_000);
  const end = geodesicDirect(0.5, 179.9 * DEGREE, Math.PI / 2, 50_000);
  expect(end.lon).toBeLessThan(-179 * DEGREE);
  expect(wrapLongitude(3 * Math.PI)).toBeCloseTo(-Math.PI, 12);
});
