import { degrees, radians } from '../math/index.js';
import { enuBasisInto, enuToEcefInto } from './frames.js';
import { ecefToGeodeticInto, geodeticToEcefInto } from './wgs84.js';

/**
 * A function from a point of a tangent plane (x east, y north, z up of its origin, m) to latitude and longitude, degrees,
 * and height above the ellipsoid, m.
 */
export function toGeodetic(origin: {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
}): (x: number, y: number, z: number) => [number, number, number] {
  const [lat, lon] = [radians(origin.latDeg), radians(origin.lonDeg)];
  const basis = new Float64Array(9);
  const originEcef = new Float64Array(3);
  const point = new Float64Array(3);
  enuBasisInto(lat, lon, basis);
  geodeticToEcefInto(lat, lon, origin.heightM, originEcef);
  return (x, y, z) => {
    enuToEcefInto(basis, originEcef, x, y, z, point);
    ecefToGeodeticInto(point[0], point[1], point[2], point);
    return [degrees(point[0]), degrees(point[1]), point[2]];
  };
}
