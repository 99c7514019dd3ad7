import { describe, expect, test } from 'vitest';
import { ringArea } from '../engine/earth/index.js';
import type { CoverageField, GeoGrid } from '../engine/simulation/index.js';
import { areaKm2, contourPolygons, geoPolygons, isInside } from './contours.js';

const size = 41;

/** A field from a function of column and row, never 0. */
const fieldOf = (value: (x: number, y: number) => number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)) || 0.01);

const from = (x: number, y: number): number => Math.sqrt((x - 20) * (x - 20) + (y - 20) * (y - 20));

test('a disc has the area of a disc', () => {
  const [polygon] = contourPolygons(
    fieldOf((x, y) => 15.3 - from(x, y)),
    size,
    size,
  );
  const [ring] = polygon;
  let area = 0;
  for (let i = 1; i < ring.length; i++) area += (ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]) / 2;
  expect(Math.abs(area) / (Math.PI * 15.3 * 15.3)).toBeCloseTo(1, 2.7);
});

test('an island in a lake of an island has the inner lake as its own, and the outer lake is the outer island’s', () => {
  // Land from 0 to 4 and 8 to 12 from the middle with a pond of 2, and from 15 to 19.
  const rings = fieldOf((x, y) => {
    const d = from(x, y);
    return Math.max(Math.min(d - 3, 8 - d), Math.min(d - 14, 18 - d));
  });
  const polygons = contourPolygons(rings, size, size);
  expect(polygons.map((polygon) => polygon.length)).toEqual([2, 2]);
  const [outer, inner] = polygons;
  expect(isInside(inner[0][0], outer[1])).toBe(true);
  expect(isInside(inner[1][0], inner[0])).toBe(true);
});

describe('on the earth', () => {
  const at = (westDeg: number): GeoGrid => ({
    columns: size,
    rows: size,
    westDeg,
    southDeg: 38,
    lonStepDeg: 0.05,
    latStepDeg: 0.04,
    step: 4448,
  });
  const field: CoverageField = {
    column: 0,
    row: 0,
    columns: size,
    rows: size,
    margin: fieldOf((x, y) => Math.min(12 - from(x, y), from(x, y) - 4)),
  };

  test('outer rings run counterclockwise, holes clockwise, and all are closed', () => {
    const [polygon] = geoPolygons(at(30), field);
    expect(polygon.map((ring) => Math.sign(ringArea(ring)))).toEqual([1, -1]);
    for (const ring of polygon) expect(ring[0]).toEqual(ring[ring.length - 1]);
  });

  test('what lies across the antimeridian is cut along it and keeps its area, but for its corners there', () => {
    const across = geoPolygons(at(180 - 20.5 * 0.05), field);
    expect(across.length).toBe(2);
    const [west, east] = across
      .map(([ring]) => ring.map(([lon]) => lon))
      .sort((a, b) => Math.min(...a) - Math.min(...b));
    expect([Math.max(...west), Math.min(...east)]).toEqual([180, 180]);
    expect(areaKm2(across) / areaKm2(geoPolygons(at(30), field))).toBeCloseTo(1, 2.5);
  });
});
