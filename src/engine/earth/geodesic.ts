import { atan2, sinCosInto } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { a1m1, a3, c1Into, c1pInto, c3Into, sineSeries } from './geodesic-series.js';
import { WGS84 } from './wgs84.js';

/**
 * Geodesics from a point, after C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), sections 2
 * and 3. Names follow the paper: alp azimuth, bet parametric latitude, sig arc and omg longitude on the auxiliary
 * sphere, tau scaled distance; a leading s or c is the sine or cosine.
 */
export interface GeodesicLine {
  readonly lon1: Radian;
  readonly salp0: number;
  readonly calp0: number;
  readonly ssig1: number;
  readonly csig1: number;
  readonly somg1: number;
  readonly comg1: number;
  readonly stau1: number;
  readonly ctau1: number;
  /** Metres a radian of tau. */
  readonly scale: number;
  readonly b11: number;
  readonly b31: number;
  readonly a3c: number;
  readonly c1p: Float64Array;
  readonly c3: Float64Array;
}

/** A finite stand-in for zero where a direction must not vanish (the square of it is still a normal number). */
const TINY = 1e-150;
const f1 = 1 - WGS84.f;
const ep2 = WGS84.e2 / (1 - WGS84.e2);
const scratch = new Float64Array(2);
const c1 = new Float64Array(7);

/** The geodesic that leaves lat1, lon1 at the azimuth (clockwise from north); all in radians. */
export function makeGeodesicLine(lat1: Radian, lon1: Radian, azimuth: Radian): GeodesicLine {
  sinCosInto(azimuth, scratch);
  const salp1 = scratch[0];
  const calp1 = scratch[1];
  sinCosInto(lat1, scratch);
  let sbet1 = f1 * scratch[0];
  let cbet1 = scratch[1];
  let norm = Math.sqrt(sbet1 * sbet1 + cbet1 * cbet1);
  sbet1 /= norm;
  cbet1 = Math.max(TINY, cbet1 / norm);
  const salp0 = salp1 * cbet1;
  const calp0 = Math.sqrt(calp1 * calp1 + salp1 * sbet1 * (salp1 * sbet1));
  const comg1 = sbet1 !== 0 || calp1 !== 0 ? cbet1 * calp1 : 1;
  norm = Math.sqrt(sbet1 * sbet1 + comg1 * comg1);
  const ssig1 = sbet1 / norm;
  const csig1 = comg1 / norm;
  const k2 = calp0 * calp0 * ep2;
  const eps = k2 / (2 * (1 + Math.sqrt(1 + k2)) + k2);
  c1Into(eps, c1);
  const b11 = sineSeries(ssig1, csig1, c1, 6);
  sinCosInto(b11, scratch);
  const c1p = new Float64Array(7);
  c1pInto(eps, c1p);
  const c3 = new Float64Array(6);
  c3Into(eps, c3);
  return {
    lon1,
    salp0,
    calp0,
    ssig1,
    csig1,
    somg1: salp0 * sbet1,
    comg1,
    stau1: ssig1 * scratch[1] + csig1 * scratch[0],
    ctau1: csig1 * scratch[1] - ssig1 * scratch[0],
    scale: WGS84.b * (1 + a1m1(eps)),
    b11,
    b31: sineSeries(ssig1, csig1, c3, 5),
    a3c: -WGS84.f * salp0 * a3(eps),
    c1p,
    c3,
  };
}

/**
 * The point `distance` metres along the line: out = [latitude, longitude, azimuth there], radians. The longitude counts
 * on from that of the start, so that it may leave -pi … pi.
 */
export function pointOnLineInto(line: GeodesicLine, distance: Metre, out: Float64Array): void {
  const tau12 = distance / line.scale;
  sinCosInto(tau12, scratch);
  let s = scratch[0];
  let c = scratch[1];
  const b12 = -sineSeries(line.stau1 * c + line.ctau1 * s, line.ctau1 * c - line.stau1 * s, line.c1p, 6);
  const sig12 = tau12 - (b12 - line.b11);
  sinCosInto(sig12, scratch);
  s = scratch[0];
  c = scratch[1];
  const ssig2 = line.ssig1 * c + line.csig1 * s;
  const csig2 = line.csig1 * c - line.ssig1 * s;
  const calp2 = line.calp0 * csig2;
  const sbet2 = line.calp0 * ssig2;
  const cbet2 = Math.max(TINY, Math.sqrt(line.salp0 * line.salp0 + calp2 * calp2));
  const somg2 = line.salp0 * ssig2;
  const omg12 = atan2(somg2 * line.comg1 - csig2 * line.somg1, csig2 * line.comg1 + somg2 * line.somg1);
  out[0] = atan2(sbet2, f1 * cbet2);
  out[1] = line.lon1 + omg12 + line.a3c * (sig12 + (sineSeries(ssig2, csig2, line.c3, 5) - line.b31));
  out[2] = atan2(line.salp0, calp2);
}

/** The angle brought into 0 … 2 pi (below 2 pi). */
export function wrapAzimuth(angle: Radian): Radian {
  const turns = Math.floor(angle / (2 * Math.PI));
  const wrapped = angle - turns * 2 * Math.PI;
  return wrapped < 2 * Math.PI && wrapped >= 0 ? wrapped : 0;
}

/** The longitude brought into -pi … pi. */
export function wrapLongitude(lon: Radian): Radian {
  return lon >= -Math.PI && lon <= Math.PI ? lon : lon - 2 * Math.PI * Math.round(lon / (2 * Math.PI));
}

const point = new Float64Array(3);

/**
 * Where a geodesic of `distance` metres at `azimuth` (clockwise from north) ends, and its azimuth there (0 … 2 pi).
 * Radians; accurate to some nanometres. Karney 2013.
 */
export function geodesicDirect(
  lat1: Radian,
  lon1: Radian,
  azimuth: Radian,
  distance: Metre,
): { lat: Radian; lon: Radian; azimuth2: Radian } {
  pointOnLineInto(makeGeodesicLine(lat1, lon1, azimuth), distance, point);
  return { lat: point[0], lon: wrapLongitude(point[1]), azimuth2: wrapAzimuth(point[2]) };
}
