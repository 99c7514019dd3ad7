import { WGS84 } from '../earth/index.js';
import { sinCosInto } from '../math/index.js';

/**
 * A point moving along the ground: `normal`, the unit normal of the ellipsoid below it, and `heading`, the unit tangent
 * along its course. Great circles are those of the sphere of normals; courses and lengths are the ellipsoid's.
 */
export interface Mover {
  readonly normal: Float64Array;
  readonly heading: Float64Array;
}

export const makeMover = (): Mover => ({ normal: new Float64Array(3), heading: new Float64Array(3) });

const sinCos = new Float64Array(4);

/** The ellipsoid's normal at a latitude and longitude (radians). */
export function normalInto(lat: number, lon: number, out: Float64Array): void {
  sinCosInto(lat, sinCos);
  const sinLat = sinCos[0];
  const cosLat = sinCos[1];
  sinCosInto(lon, sinCos);
  out[0] = cosLat * sinCos[1];
  out[1] = cosLat * sinCos[0];
  out[2] = sinLat;
}

/** Moves along the great circle of its heading by `angle`. */
export function advance(m: Mover, angle: number): void {
  sinCosInto(angle, sinCos);
  rotateTowards(m.normal, m.heading, sinCos[0], sinCos[1]);
}

/** Turns right by `angle` on the spot. */
export function turn(m: Mover, angle: number): void {
  const n = m.normal;
  const t = m.heading;
  sinCosInto(angle, sinCos);
  const s = sinCos[0];
  const c = sinCos[1];
  const rx = t[1] * n[2] - t[2] * n[1];
  const ry = t[2] * n[0] - t[0] * n[2];
  const rz = t[0] * n[1] - t[1] * n[0];
  setUnit(t, c * t[0] + s * rx, c * t[1] + s * ry, c * t[2] + s * rz);
}

/** Rotates the orthonormal pair (a, b) in its plane: a towards b. */
function rotateTowards(a: Float64Array, b: Float64Array, s: number, c: number): void {
  const ax = a[0];
  const ay = a[1];
  const az = a[2];
  setUnit(a, c * ax + s * b[0], c * ay + s * b[1], c * az + s * b[2]);
  const bx = c * b[0] - s * ax;
  const by = c * b[1] - s * ay;
  const bz = c * b[2] - s * az;
  // Taking out what rounding left along a keeps the pair orthogonal over thousands of steps.
  const along = bx * a[0] + by * a[1] + bz * a[2];
  setUnit(b, bx - along * a[0], by - along * a[1], bz - along * a[2]);
}

function setUnit(out: Float64Array, x: number, y: number, z: number): void {
  const scale = 1 / Math.sqrt(x * x + y * y + z * z);
  out[0] = x * scale;
  out[1] = y * scale;
  out[2] = z * scale;
}

/** Unit tangent at normal `a` of the great circle towards `b`. */
export function tangentInto(a: Float64Array, b: Float64Array, out: Float64Array): void {
  const along = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  setUnit(out, b[0] - along * a[0], b[1] - along * a[1], b[2] - along * a[2]);
}

/** Sine of the angle from heading to `wanted`, positive to the right. */
export function rightwards(m: Mover, wanted: Float64Array): number {
  const n = m.normal;
  const t = m.heading;
  return (
    wanted[0] * (t[1] * n[2] - t[2] * n[1]) +
    wanted[1] * (t[2] * n[0] - t[0] * n[2]) +
    wanted[2] * (t[0] * n[1] - t[1] * n[0])
  );
}

/** ECEF position of the point at `height` above normal `n`, into out[o …]. */
export function positionInto(n: Float64Array, height: number, out: Float64Array, o: number): void {
  const radius = WGS84.a / Math.sqrt(1 - WGS84.e2 * n[2] * n[2]);
  out[o] = (radius + height) * n[0];
  out[o + 1] = (radius + height) * n[1];
  out[o + 2] = (radius * (1 - WGS84.e2) + height) * n[2];
}

/**
 * Derivative of the ECEF position by the angle travelled, into out[o …]; returns its length, the metres a radian at this
 * height and course (Euler's radius of curvature for the normals' sphere).
 */
export function rateInto(m: Mover, height: number, out: Float64Array, o: number): number {
  const n = m.normal;
  const t = m.heading;
  const square = 1 - WGS84.e2 * n[2] * n[2];
  const radius = WGS84.a / Math.sqrt(square);
  const growth = (radius * WGS84.e2 * n[2] * t[2]) / square;
  const x = growth * n[0] + (radius + height) * t[0];
  const y = growth * n[1] + (radius + height) * t[1];
  const z = (1 - WGS84.e2) * growth * n[2] + (radius * (1 - WGS84.e2) + height) * t[2];
  out[o] = x;
  out[o + 1] = y;
  out[o + 2] = z;
  return Math.sqrt(x * x + y * y + z * z);
}
