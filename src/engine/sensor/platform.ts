import { ecefToGeodeticInto, enuBasisInto, geodeticToEcefInto } from '../earth/index.js';
import { radians, sinCosInto, TWO_PI } from '../math/index.js';

/** A level circle flown clockwise at constant speed by an airborne sensor. */
export interface Orbit {
  readonly radius: number;
  /** Metres above the ellipsoid. */
  readonly altitude: number;
  /** rad/s around the centre. */
  readonly rate: number;
  /** Bearing from the centre at time 0, rad. */
  readonly startBearing: number;
  readonly centreEcef: Float64Array;
  /** Rows east, north, up at the centre. */
  readonly centreBasis: Float64Array;
}

/** Where a sensor is: made once and refilled. */
export interface PlatformState {
  readonly positionEcef: Float64Array;
  /** Rows east, north, up at the platform. */
  readonly basis: Float64Array;
  lat: number;
  lon: number;
  height: number;
}

export const makePlatformState = (): PlatformState => ({
  positionEcef: new Float64Array(3),
  basis: new Float64Array(9),
  lat: 0,
  lon: 0,
  height: 0,
});

/** A fixed site; `height` is the antenna's, above the ellipsoid. */
export function makeSite(lat: number, lon: number, height: number): PlatformState {
  const state = { ...makePlatformState(), lat, lon, height };
  geodeticToEcefInto(lat, lon, height, state.positionEcef);
  enuBasisInto(lat, lon, state.basis);
  return state;
}

/** `phase` (turns) says where on the circle the platform starts. */
export function makeOrbit(
  site: {
    readonly latDeg: number;
    readonly lonDeg: number;
    readonly altitudeM: number;
    readonly orbitRadiusKm: number;
    readonly speedMps: number;
  },
  phase: number,
): Orbit {
  const centre = makeSite(radians(site.latDeg), radians(site.lonDeg), site.altitudeM);
  const radius = site.orbitRadiusKm * 1000;
  return {
    radius,
    altitude: site.altitudeM,
    rate: radius > 0 ? site.speedMps / radius : 0,
    startBearing: TWO_PI * phase,
    centreEcef: centre.positionEcef,
    centreBasis: centre.basis,
  };
}

const sinCos = new Float64Array(2);
const geodetic = new Float64Array(3);

/**
 * The platform's state at `time`. The circle is drawn in the tangent plane of its centre and put back to its altitude;
 * its radius is kept to a metre for circles under 50 km.
 */
export function orbitStateInto(orbit: Orbit, time: number, out: PlatformState): void {
  sinCosInto(orbit.startBearing + orbit.rate * time, sinCos);
  const east = orbit.radius * sinCos[0];
  const north = orbit.radius * sinCos[1];
  const b = orbit.centreBasis;
  const c = orbit.centreEcef;
  ecefToGeodeticInto(
    c[0] + east * b[0] + north * b[3],
    c[1] + east * b[1] + north * b[4],
    c[2] + east * b[2] + north * b[5],
    geodetic,
  );
  out.lat = geodetic[0];
  out.lon = geodetic[1];
  out.height = orbit.altitude;
  geodeticToEcefInto(out.lat, out.lon, out.height, out.positionEcef);
  enuBasisInto(out.lat, out.lon, out.basis);
}
