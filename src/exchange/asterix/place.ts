import {
  ecefToGeodeticInto,
  enuBasisInto,
  enuInto,
  enuToEcefInto,
  geodeticToEcefInto,
} from '../../engine/earth/index.js';
import { degrees, radians, sinCosInto } from '../../engine/math/index.js';

/** A place on the WGS-84 ellipsoid. */
export interface Place {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Above the ellipsoid, m. */
  readonly heightM: number;
}

/** A local frame: its origin in ECEF, m, and its east, north and up, one a row. */
export interface Local {
  readonly originEcef: Float64Array;
  readonly basis: Float64Array;
}

export function localAt({ latDeg, lonDeg, heightM }: Place): Local {
  const originEcef = new Float64Array(3);
  const basis = new Float64Array(9);
  geodeticToEcefInto(radians(latDeg), radians(lonDeg), heightM, originEcef);
  enuBasisInto(radians(latDeg), radians(lonDeg), basis);
  return { originEcef, basis };
}

/** Where a local frame stands and how it is turned in another: ScanSensor.position and ScanSensor.rotation. */
export function poseIn(frame: Local, local: Local): { position: [number, number, number]; rotation: number[] } {
  const [x, y, z] = local.originEcef;
  const at = new Float64Array(3);
  enuInto(frame.basis, frame.originEcef, x, y, z, at);
  const rotation: number[] = [];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += local.basis[3 * i + k] * frame.basis[3 * j + k];
      rotation.push(sum);
    }
  }
  return { position: [at[0], at[1], at[2]], rotation };
}

/** Rounds of correction to the elevation; each leaves under a hundredth of the error in height. */
const ROUNDS = 6;

/**
 * Where a target is that a radar sees at a slant range (m) and azimuth (degrees clockwise from north), at a height above
 * the ellipsoid (m: `heightOfLevel` of its flight level, or an assumed one). The ray is straight: refraction lengthens
 * the path by at most the refractivity at the ground, 3·10⁻⁴ of it, under 120 m at 400 km. A slant range shorter than
 * the difference of heights gives the place straight above (or below), at that range.
 *
 * The first elevation is that of a sphere, sin e = ((R + h)² − (R + H)² − r²) / 2r(R + H), of the ellipsoid's radius here.
 */
export function placeOfPlot(radar: Place, slantRange: number, azimuthDeg: number, height: number): Place {
  const { originEcef, basis } = localAt(radar);
  const [x, y, z] = originEcef;
  const distance = Math.sqrt(x * x + y * y + z * z);
  const rise = height - radar.heightM;
  const turn = new Float64Array(2);
  sinCosInto(radians(azimuthDeg), turn);
  const ecef = new Float64Array(3);
  const found = new Float64Array(3);
  const within = (sine: number): number => Math.max(-1, Math.min(1, sine));
  const square = rise * (2 * distance + rise) - slantRange * slantRange;
  let sine = slantRange > 0 ? within(square / (2 * slantRange * distance)) : 1;
  for (let round = 0; round <= ROUNDS; round++) {
    const level = slantRange * Math.sqrt(1 - sine * sine);
    enuToEcefInto(basis, originEcef, level * turn[0], level * turn[1], slantRange * sine, ecef);
    ecefToGeodeticInto(ecef[0], ecef[1], ecef[2], found);
    if (slantRange > 0) sine = within(sine + (height - found[2]) / slantRange);
  }
  return { latDeg: degrees(found[0]), lonDeg: degrees(found[1]), heightM: found[2] };
}
