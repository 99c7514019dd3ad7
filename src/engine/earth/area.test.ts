import { Geodesic } from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { ringArea, zoneArea } from './area.js';
import { WGS84 } from './wgs84.js';

test('the zone from pole to pole is the whole ellipsoid: 510.0656 million km² (WGS-84)', () => {
  const whole = 2 * Math.PI * (zoneArea(Math.PI / 2) - zoneArea(-Math.PI / 2));
  expect(whole / 1e12).toBeCloseTo(510.065622, 5);
  expect(zoneArea(0.6) / (WGS84.a * WGS84.a)).toBeLessThan(Math.sin(0.6));
});

test('a small ring has the area of the geodesic polygon through its corners, by GeographicLib', () => {
  const ring = Array.from({ length: 361 }, (_, i) => {
    const t = (i % 360) * (Math.PI / 180);
    return [33 + 2 * Math.cos(t), 40 + 1.5 * Math.sin(t)];
  });
  const polygon = Geodesic.WGS84.Polygon(false);
  for (const [lon, lat] of ring.slice(1)) polygon.AddPoint(lat, lon);
  const { area } = polygon.Compute(false, true);
  expect(Math.abs(ringArea(ring) / area! - 1)).toBeLessThan(1e-6);
  expect(ringArea([...ring].reverse())).toBeCloseTo(-ringArea(ring), -3);
});

test('a ring across the antimeridian counts like any other', () => {
  const box = (west: number) => [
    [west, 10],
    [west + 4, 10],
    [west + 4, 12],
    [west, 12],
    [west, 10],
  ];
  expect(ringArea(box(178)) / ringArea(box(20))).toBeCloseTo(1, 12);
});
