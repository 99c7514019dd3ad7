import { contours } from 'd3-contour';
import { ringArea } from '../engine/earth/index.js';
import type { CoverageField, GeoGrid } from '../engine/simulation/index.js';
import type { Ring } from './input.js';

/** An outer ring and the rings of its holes. */
export type Polygon = readonly Ring[];

/**
 * Polygons in which values on a grid are above 0, by marching squares with linear interpolation; a point is at whole
 * numbers of columns and rows, and values outside of the grid count as below. No value may be 0.
 */
export function contourPolygons(values: Float32Array, columns: number, rows: number): Polygon[] {
  const { coordinates } = contours()
    .size([columns, rows])
    .contour(values as unknown as number[], 0);
  // The library hangs a hole on the first outer ring that holds it, and an island in a lake may hold it too.
  const outer: { ring: Ring; area: number; holes: Ring[] }[] = [];
  const holes: Ring[] = [];
  for (const polygon of coordinates) {
    polygon.forEach((ring, index) => {
      const placed = ring.map(([x, y]) => [x - 0.5, y - 0.5]);
      if (index === 0) outer.push({ ring: placed, area: Math.abs(planarArea(placed)), holes: [] });
      else holes.push(placed);
    });
  }
  outer.sort((a, b) => a.area - b.area);
  for (const hole of holes) outer.find(({ ring }) => isInside(hole[0], ring))?.holes.push(hole);
  return outer.reverse().map(({ ring, holes: own }) => [ring, ...own]);
}

function planarArea(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum / 2;
}

/** Whether a point lies within a ring: the number of edges to its east is odd. */
export function isInside([x, y]: readonly number[], ring: Ring): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Digits of a degree that are kept: 0.1 m. */
const DECIMALS = 6;
const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));

/**
 * Polygons on the earth in which a field is covered: rings of [longitude, latitude] in degrees, outer ones
 * counterclockwise and holes clockwise, as RFC 7946 (GeoJSON, 2016) has them. Cut along the antimeridian, east of which
 * longitudes go on past 180.
 */
export function geoPolygons(grid: GeoGrid, field: CoverageField): Polygon[] {
  return partsOf(grid, field).flatMap(({ column, row, columns, rows, margin }) =>
    contourPolygons(margin, columns, rows).map((polygon) =>
      polygon.map((ring, index) => {
        const placed = ring.map(([x, y]) => [
          rounded(grid.westDeg + (column + x) * grid.lonStepDeg),
          rounded(grid.southDeg + (row + y) * grid.latStepDeg),
        ]);
        return ringArea(placed) > 0 === (index === 0) ? placed : placed.reverse();
      }),
    ),
  );
}

/** The field, or its parts on both sides of the antimeridian, which lies midway between two columns. */
function partsOf(grid: GeoGrid, field: CoverageField): CoverageField[] {
  const { column, columns, rows, margin } = field;
  const west = Math.min(columns, Math.max(0, Math.ceil((180 - grid.westDeg) / grid.lonStepDeg) - column));
  if (west === 0 || west === columns) return [field];
  const part = (from: number, to: number): CoverageField => {
    const own = new Float32Array((to - from) * rows);
    for (let r = 0; r < rows; r++) own.set(margin.subarray(r * columns + from, r * columns + to), r * (to - from));
    return { ...field, column: column + from, columns: to - from, margin: own };
  };
  return [part(0, west), part(west, columns)];
}

/** km² on the ellipsoid. */
export const areaKm2 = (polygons: readonly Polygon[]): number =>
  polygons.reduce((sum, polygon) => sum + polygon.reduce((own, ring) => own + ringArea(ring), 0), 0) / 1e6;
