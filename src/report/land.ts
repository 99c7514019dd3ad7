import type { LandFeature, Ring, TerrainSamples } from './input.js';
import type { MapFrame } from './mercator.js';

/** Planar polygons in pixels, which Plot draws as they are. */
export interface Shape {
  readonly name: string;
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly Ring[])[];
}

/** Pixels beyond the frame that polygons keep, so that the edges made by clipping are out of sight. */
const BEYOND = 6;

/** Land within the frame, in pixels. */
export function landShapes(land: readonly LandFeature[], frame: MapFrame): Shape[] {
  return land.flatMap((feature): Shape[] => {
    const { geometry } = feature;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const kept = polygons.flatMap((rings) => {
      const clipped = rings.map((ring) => clippedRing(ring, frame)).filter((ring) => ring.length >= 4);
      return clipped.length > 0 ? [clipped] : [];
    });
    return kept.length > 0 ? [{ name: feature.properties?.name ?? '', type: 'MultiPolygon', coordinates: kept }] : [];
  });
}

/** A ring cut to the frame, edge by edge (Sutherland and Hodgman, CACM 17, 1974). */
function clippedRing(ring: Ring, frame: MapFrame): number[][] {
  let points = ring.map(([lon, lat]) => [frame.x(lon), frame.y(lat)]);
  const edges: readonly [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, -BEYOND, 1],
    [0, frame.width + BEYOND, -1],
    [1, -BEYOND, 1],
    [1, frame.height + BEYOND, -1],
  ];
  for (const [axis, limit, sign] of edges) {
    const inside = (p: readonly number[]): boolean => sign * (p[axis] - limit) >= 0;
    const cut: number[][] = [];
    for (let i = 0; i < points.length; i++) {
      const a = points[(i + points.length - 1) % points.length];
      const b = points[i];
      if (inside(a) !== inside(b)) {
        const t = (limit - a[axis]) / (b[axis] - a[axis]);
        cut.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
      }
      if (inside(b)) cut.push(b);
    }
    points = cut;
    if (points.length === 0) return [];
  }
  return [...points, points[0]];
}

/** Middle of the largest ring's box, for a name, and the box's width; null for slivers. */
export function nameSpot(shape: Shape): { x: number; y: number; width: number } | null {
  let best: { x: number; y: number; width: number; size: number } | null = null;
  for (const [outer] of shape.coordinates) {
    const xs = outer.map((p) => p[0]);
    const ys = outer.map((p) => p[1]);
    const [west, east] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
    const [top, bottom] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    const size = (east - west) * (bottom - top);
    if (!best || size > best.size) best = { x: (west + east) / 2, y: (top + bottom) / 2, width: east - west, size };
  }
  return best && best.size > 20_000 ? best : null;
}

/** Heights on a grid even in pixels, as Plot's contours want them. */
export interface PixelGrid {
  readonly columns: number;
  readonly rows: number;
  readonly heights: readonly number[];
}

/** Samples of terrain brought to the frame's pixels by bilinear interpolation. */
export function pixelGrid(terrain: TerrainSamples, frame: MapFrame, cellPx: number): PixelGrid {
  const columns = Math.max(2, Math.round(frame.width / cellPx));
  const rows = Math.max(2, Math.round(frame.height / cellPx));
  const width = terrain.lonDeg.length;
  const heights: number[] = [];
  for (let r = 0; r < rows; r++) {
    const v = place(terrain.latDeg, frame.latitudeOf(((r + 0.5) * frame.height) / rows));
    for (let c = 0; c < columns; c++) {
      const lon = frame.west + ((c + 0.5) / columns) * (frame.east - frame.west);
      const u = place(terrain.lonDeg, lon);
      const at = (dr: number, dc: number): number => terrain.heights[(v.index + dr) * width + u.index + dc];
      const lower = at(0, 0) * (1 - u.share) + at(0, 1) * u.share;
      const upper = at(1, 0) * (1 - u.share) + at(1, 1) * u.share;
      heights.push(lower * (1 - v.share) + upper * v.share);
    }
  }
  return { columns, rows, heights };
}

/** Where a value lies among ascending ones: the index below it and the share of the way to the next. */
function place(ascending: ArrayLike<number>, value: number): { index: number; share: number } {
  let index = 0;
  while (index < ascending.length - 2 && ascending[index + 1] <= value) index++;
  const share = (value - ascending[index]) / (ascending[index + 1] - ascending[index]);
  return { index, share: Math.max(0, Math.min(1, share)) };
}
