import { atan2, sinCosInto } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';

const a = 6378137; // equatorial radius, m
const f = 1 / 298.257223563; // flattening

/** The WGS-84 ellipsoid (NIMA TR8350.2, third edition, 2000): a and f define it, b and e2 follow. */
export const WGS84 = {
  /** Equatorial radius, m. */
  a,
  /** Flattening. */
  f,
  /** Polar radius, m. */
  b: a * (1 - f),
  /** First eccentricity squared. */
  e2: f * (2 - f),
} as const;

const b = WGS84.b;
const e2 = WGS84.e2;
const ep2 = e2 / (1 - e2); // second eccentricity squared
const scratch = new Float64Array(4); // sin and cos of latitude, then of longitude

/** Geodetic latitude and longitude (radians) and height above the ellipsoid (m) to ECEF x, y, z in metres. */
export function geodeticToEcefInto(lat: Radian, lon: Radian, height: Metre, out: Float64Array, offset = 0): void {
  sinCosInto(lat, scratch);
  const sinLat = scratch[0];
  const cosLat = scratch[1];
  sinCosInto(lon, scratch);
  const normal = a / Math.sqrt(1 - e2 * sinLat * sinLat);
  const equatorial = (normal + height) * cosLat;
  out[offset] = equatorial * scratch[1];
  out[offset + 1] = equatorial * scratch[0];
  out[offset + 2] = (normal * (1 - e2) + height) * sinLat;
}

/**
 * ECEF metres to geodetic latitude, longitude (radians) and height (m). Bowring's iteration on the parametric latitude
 * (B. R. Bowring, "The accuracy of geodetic latitude and height equations", Survey Review 28, 1985), carried as sine and
 * cosine so that poles need no care. Two rounds reach rounding error for heights from -10 km to 10 000 km.
 */
export function ecefToGeodeticInto(x: Metre, y: Metre, z: Metre, out: Float64Array, offset = 0): void {
  const p = Math.sqrt(x * x + y * y);
  const r = Math.sqrt(p * p + z * z);
  let u = z * (1 - f) * (1 + (ep2 * b) / r); // tangent of the parametric latitude is u / v
  let v = p;
  let sinTerm = 0;
  let cosTerm = 0;
  for (let round = 0; round < 2; round++) {
    const norm = Math.sqrt(u * u + v * v);
    const sinU = u / norm;
    const cosU = v / norm;
    sinTerm = z + ep2 * b * sinU * sinU * sinU; // tangent of the latitude is sinTerm / cosTerm
    cosTerm = p - e2 * a * cosU * cosU * cosU;
    u = (1 - f) * sinTerm;
    v = cosTerm;
  }
  const norm = Math.sqrt(sinTerm * sinTerm + cosTerm * cosTerm);
  const sinLat = sinTerm / norm;
  const cosLat = cosTerm / norm;
  out[offset] = atan2(sinTerm, cosTerm);
  out[offset + 1] = atan2(y, x);
  out[offset + 2] = p * cosLat + z * sinLat - a * Math.sqrt(1 - e2 * sinLat * sinLat);
}
