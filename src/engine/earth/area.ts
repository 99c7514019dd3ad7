import { log, radians, sin } from '../math/index.js';
import type { Radian, SquareMetre } from '../types/index.js';
import { WGS84 } from './wgs84.js';

const E = Math.sqrt(WGS84.e2);

/**
 * Area of the ellipsoid between the equator and a latitude, m² for a radian of longitude; negative in the south.
 * Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, eq. 3-12 (a²q/2).
 */
export function zoneArea(lat: Radian): SquareMetre {
  const s = sin(lat);
  const atanh = log((1 + E * s) / (1 - E * s)) / 2;
  return ((WGS84.b * WGS84.b) / 2) * (s / (1 - WGS84.e2 * s * s) + atanh / E);
}

/**
 * Area on the ellipsoid, m², of a closed ring of [longitude, latitude] in degrees whose edges are straight in both:
 * positive counterclockwise. Longitudes may pass ±180° as long as they don't jump. Edges of up to a degree are exact
 * to 1e-9 (Simpson's rule); no ring may run about a pole.
 */
export function ringArea(ring: readonly (readonly number[])[]): SquareMetre {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [lon0, lat0] = ring[i - 1];
    const [lon1, lat1] = ring[i];
    const middle = zoneArea(radians((lat0 + lat1) / 2));
    const mean = (zoneArea(radians(lat0)) + 4 * middle + zoneArea(radians(lat1))) / 6;
    sum -= mean * radians(lon1 - lon0);
  }
  return sum;
}
