import { WGS84 } from './wgs84.js';

const PER_A2 = 1 / (WGS84.a * WGS84.a);
const PER_B2 = 1 / (WGS84.b * WGS84.b);

/**
 * Height above the ellipsoid of an ECEF point, m, without the trigonometry of geodetic coordinates: the distance along
 * the geocentric radius. Off by about 6e-6 of the height (the radius leans up to 0.19° from the vertical).
 */
export function heightAbove(x: number, y: number, z: number): number {
  const radius = Math.sqrt(x * x + y * y + z * z);
  return radius - radius / Math.sqrt((x * x + y * y) * PER_A2 + z * z * PER_B2);
}

/** Writes the unit vector up (normal of the ellipsoid through the point) to out[0..2]. */
export function upInto(x: number, y: number, z: number, out: Float64Array): void {
  const nx = x * PER_A2;
  const ny = y * PER_A2;
  const nz = z * PER_B2;
  const scale = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
  out[0] = nx * scale;
  out[1] = ny * scale;
  out[2] = nz * scale;
}
