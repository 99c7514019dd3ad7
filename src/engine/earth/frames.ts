import { sinCosInto } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';

const scratch = new Float64Array(2);

/** Unit vectors of the local east, north, up frame in ECEF, one a row: out9 = [east, north, up], each x, y, z. */
export function enuBasisInto(lat: Radian, lon: Radian, out9: Float64Array): void {
  sinCosInto(lat, scratch);
  const sinLat = scratch[0];
  const cosLat = scratch[1];
  sinCosInto(lon, scratch);
  const sinLon = scratch[0];
  const cosLon = scratch[1];
  out9[0] = -sinLon;
  out9[1] = cosLon;
  out9[2] = 0;
  out9[3] = -sinLat * cosLon;
  out9[4] = -sinLat * sinLon;
  out9[5] = cosLat;
  out9[6] = cosLat * cosLon;
  out9[7] = cosLat * sinLon;
  out9[8] = sinLat;
}

/** East, north and up (m) of the ECEF point x, y, z, seen from originEcef in the frame of `basis` (see enuBasisInto). */
export function enuInto(
  basis: Float64Array,
  originEcef: ArrayLike<number>,
  x: Metre,
  y: Metre,
  z: Metre,
  out: Float64Array,
): void {
  const dx = x - originEcef[0];
  const dy = y - originEcef[1];
  const dz = z - originEcef[2];
  out[0] = basis[0] * dx + basis[1] * dy + basis[2] * dz;
  out[1] = basis[3] * dx + basis[4] * dy + basis[5] * dz;
  out[2] = basis[6] * dx + basis[7] * dy + basis[8] * dz;
}

/** The reverse of enuInto: the ECEF point (m) that lies east, north, up of originEcef. */
export function enuToEcefInto(
  basis: Float64Array,
  originEcef: ArrayLike<number>,
  east: Metre,
  north: Metre,
  up: Metre,
  out: Float64Array,
): void {
  out[0] = originEcef[0] + basis[0] * east + basis[3] * north + basis[6] * up;
  out[1] = originEcef[1] + basis[1] * east + basis[4] * north + basis[7] * up;
  out[2] = originEcef[2] + basis[2] * east + basis[5] * north + basis[8] * up;
}
