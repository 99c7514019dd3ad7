import { asinh, atan, atan2, atanh, cosh, sinCosInto, sinh, tan } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { wrapLongitude } from './geodesic.js';
import { N } from './geodesic-series.js';
import { WGS84 } from './wgs84.js';

/**
 * Universal transverse Mercator on WGS-84: the series of L. Krüger (1912) in the third flattening to sixth order, after
 * C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011); equation
 * numbers below are the paper's. Within 3900 km of the central meridian what is cut off stays under 5 nm.
 */

/** Scale on the central meridian, and what is added to coordinates (NGA.SIG.0012_2.0.0_UTMUPS, 2014). */
const SCALE = 0.9996;
const FALSE_EASTING = 500_000;
const FALSE_NORTHING_SOUTH = 10_000_000;

const DEGREE = Math.PI / 180;
const E2 = WGS84.e2;
const E = Math.sqrt(E2);
/** Scaled radius of the circle as long as the meridian (eq. 14). */
const RADIUS = ((SCALE * WGS84.a) / (1 + N)) * (1 + N * N * (1 / 4 + N * N * (1 / 64 + (N * N) / 256)));

/** Polynomial in N from the coefficient of the lowest power, times N^power. */
function series(power: number, ...coefficients: number[]): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * N + coefficients[i];
  for (let i = 0; i < power; i++) sum *= N;
  return sum;
}

/** Coefficients of sin 2jζ′, j = 1 … 6, from the conformal sphere to the plane (eq. 35). */
const ALPHA = Float64Array.of(
  0,
  series(1, 1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37_800),
  series(2, 13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1_983_433 / 1_935_360),
  series(3, 61 / 240, -103 / 140, 15_061 / 26_880, 167_603 / 181_440),
  series(4, 49_561 / 161_280, -179 / 168, 6_601_661 / 7_257_600),
  series(5, 34_729 / 80_640, -3_418_889 / 1_995_840),
  series(6, 212_378_941 / 319_334_400),
);

/** And of -sin 2jζ back from the plane (eq. 36). */
const BETA = Float64Array.of(
  0,
  series(1, 1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96_199 / 604_800),
  series(2, 1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1_118_711 / 3_870_720),
  series(3, 17 / 480, -37 / 840, -209 / 4480, 5569 / 90_720),
  series(4, 4397 / 161_280, -11 / 504, -830_251 / 7_257_600),
  series(5, 4583 / 161_280, -108_847 / 3_991_680),
  series(6, 20_648_693 / 638_668_800),
);

const trig = new Float64Array(2);
const sum = new Float64Array(2);

/** Sum of c[j] sin 2j(ξ + iη) into `sum`, real and imaginary part, by Clenshaw's recurrence in complex numbers. */
function sumSines(c: Float64Array, xi: number, eta: number): void {
  sinCosInto(2 * xi, trig);
  const [s, k] = trig;
  const sh = sinh(2 * eta);
  const ch = cosh(2 * eta);
  // 2 cos 2ζ
  const re = 2 * k * ch;
  const im = -2 * s * sh;
  let aRe = 0;
  let aIm = 0;
  let bRe = 0;
  let bIm = 0;
  for (let j = 6; j >= 1; j--) {
    const nextRe = re * aRe - im * aIm - bRe + c[j];
    const nextIm = re * aIm + im * aRe - bIm;
    bRe = aRe;
    bIm = aIm;
    aRe = nextRe;
    aIm = nextIm;
  }
  // times sin 2ζ
  const sinRe = s * ch;
  const sinIm = k * sh;
  sum[0] = aRe * sinRe - aIm * sinIm;
  sum[1] = aRe * sinIm + aIm * sinRe;
}

/** Tangent of the conformal latitude from that of the geodetic one (eq. 7–9). */
export function conformalTangent(tau: number): number {
  const secant = Math.sqrt(1 + tau * tau);
  const sigma = sinh(E * atanh((E * tau) / secant));
  return tau * Math.sqrt(1 + sigma * sigma) - sigma * secant;
}

/** And back, by Newton's method, which settles in two or three steps (eq. 19–21). */
function geodeticTangent(conformal: number): number {
  let tau = conformal / (1 - E2);
  for (let step = 0; step < 5; step++) {
    const now = conformalTangent(tau);
    const change =
      ((conformal - now) / Math.sqrt(1 + now * now)) *
      ((1 + (1 - E2) * tau * tau) / ((1 - E2) * Math.sqrt(1 + tau * tau)));
    tau += change;
    if (Math.abs(change) <= 1e-16 * Math.abs(tau)) break;
  }
  return tau;
}

const centralMeridian = (zone: number): Radian => (6 * zone - 183) * DEGREE;

/**
 * Easting and northing (m) of a position (radians) in a UTM zone, 1–60, of the northern or southern half of the earth,
 * into out[0], out[1]. The zone need not be the position's own; within 60° of its central meridian the result is exact to nm.
 */
export function utmFromGeodeticInto(lat: Radian, lon: Radian, zone: number, north: boolean, out: Float64Array): void {
  const tau = conformalTangent(tan(lat));
  sinCosInto(wrapLongitude(lon - centralMeridian(zone)), trig);
  const [s, c] = trig;
  const xi = atan2(tau, c);
  const eta = asinh(s / Math.sqrt(tau * tau + c * c));
  sumSines(ALPHA, xi, eta);
  out[0] = FALSE_EASTING + RADIUS * (eta + sum[1]);
  out[1] = (north ? 0 : FALSE_NORTHING_SOUTH) + RADIUS * (xi + sum[0]);
}

/** Latitude and longitude (radians, into out[0], out[1]) of an easting and northing (m) in a UTM zone. */
export function geodeticFromUtmInto(
  easting: Metre,
  northing: Metre,
  zone: number,
  north: boolean,
  out: Float64Array,
): void {
  const xi = (northing - (north ? 0 : FALSE_NORTHING_SOUTH)) / RADIUS;
  const eta = (easting - FALSE_EASTING) / RADIUS;
  sumSines(BETA, xi, eta);
  const xiSphere = xi - sum[0];
  const sh = sinh(eta - sum[1]);
  sinCosInto(xiSphere, trig);
  const [s, c] = trig;
  out[0] = atan(geodeticTangent(s / Math.sqrt(sh * sh + c * c)));
  out[1] = wrapLongitude(centralMeridian(zone) + atan2(sh, c));
}
