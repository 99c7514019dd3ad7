import { enuBasisInto, geodeticToEcefInto } from '../earth/index.js';
import { radians } from '../math/index.js';
import type { GeoPosition } from '../scenario/resolved.js';
import type { Frame } from './sensor-scans.js';

/** The plane that touches the ellipsoid at the mean latitude and longitude of some places. */
export function tangentFrame(places: readonly GeoPosition[]): Frame {
  const lat = radians(places.reduce((sum, place) => sum + place.latDeg, 0) / places.length);
  const lon = radians(places.reduce((sum, place) => sum + place.lonDeg, 0) / places.length);
  const origin = new Float64Array(3);
  const basis = new Float64Array(9);
  geodeticToEcefInto(lat, lon, 0, origin);
  enuBasisInto(lat, lon, basis);
  return { origin, basis };
}
