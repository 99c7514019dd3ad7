import { atan2, cbrt, cos, sinCosInto } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { wrapAzimuth } from './geodesic.js';
import { a1m1, a2m1, a3, c1Into, c2Into, c3Into, N, sineSeries } from './geodesic-series.js';
import { WGS84 } from './wgs84.js';

/** Shortest path between two points: its length (m) and its azimuths at both ends (0 … 2 pi, forward). */
export interface GeodesicInverse {
  readonly distance: Metre;
  readonly azimuth1: Radian;
  readonly azimuth2: Radian;
}

const { a, b, f } = WGS84;
const f1 = 1 - f;
const ep2 = WGS84.e2 / (1 - WGS84.e2);

const TINY = 1e-150; // a direction's stand-in for zero
const EPSILON = 2.220446049250313e-16; // spacing of doubles at 1
const TINY_LATITUDE = 1e-20; // radians; less is the equator, so that no square of it underflows
const ROOT_EPSILON = 1.4901161193847656e-8;
const NEWTON_ROUNDS = 20; // after which only bisection is trusted
const BISECTION_ROUNDS = 63; // more than the bits of an azimuth
/** Arc below which the spherical start is already exact (Karney's etol2 for this flattening). */
const SHORT_ARC = (0.1 * ROOT_EPSILON) / Math.sqrt((Math.max(0.001, f) * Math.min(1, 1 - f / 2)) / 2);

/** The triangle being solved, in canonical position: bet1 <= 0, bet1 <= bet2 <= -bet1, 0 <= lam12 <= pi. */
interface Triangle {
  sbet1: number;
  cbet1: number;
  dn1: number;
  sbet2: number;
  cbet2: number;
  dn2: number;
  slam12: number;
  clam12: number;
  lam12: number;
}

/** Azimuths and arcs of a trial solution, reused so that a call allocates only its answer. */
const trial = {
  salp1: 0,
  calp1: 0,
  salp2: 0,
  calp2: 0,
  sig12: 0,
  ssig1: 0,
  csig1: 0,
  ssig2: 0,
  csig2: 0,
  eps: 0,
};
const triangle: Triangle = { sbet1: 0, cbet1: 0, dn1: 0, sbet2: 0, cbet2: 0, dn2: 0, slam12: 0, clam12: 0, lam12: 0 };
const scratch = new Float64Array(2);
const c1 = new Float64Array(7);
const c2 = new Float64Array(7);
const c3 = new Float64Array(6);

const root = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** Length over b of the trial's arc (eq. 7 with eq. 15). */
function arcLength(): number {
  c1Into(trial.eps, c1);
  const b1 = sineSeries(trial.ssig2, trial.csig2, c1, 6) - sineSeries(trial.ssig1, trial.csig1, c1, 6);
  return (1 + a1m1(trial.eps)) * (trial.sig12 + b1);
}

/** Reduced length over b of the trial's arc (eq. 38 to 40). */
function reducedLength(t: Triangle): number {
  const { ssig1, csig1, ssig2, csig2, eps } = trial;
  c1Into(eps, c1);
  c2Into(eps, c2);
  const scale1 = a1m1(eps);
  const scale2 = a2m1(eps);
  const b1 = sineSeries(ssig2, csig2, c1, 6) - sineSeries(ssig1, csig1, c1, 6);
  const b2 = sineSeries(ssig2, csig2, c2, 6) - sineSeries(ssig1, csig1, c2, 6);
  const j12 = (scale1 - scale2) * trial.sig12 + ((1 + scale1) * b1 - (1 + scale2) * b2);
  return t.dn2 * (csig1 * ssig2) - t.dn1 * (ssig1 * csig2) - csig1 * csig2 * j12;
}

/** Positive root k of k^4 + 2 k^3 - (x² + y² - 1) k² - 2 y² k - y² = 0 (eq. 55 and following). */
function astroid(x: number, y: number): number {
  const p = x * x;
  const q = y * y;
  const r = (p + q - 1) / 6;
  if (q === 0 && r <= 0) return 0;
  const s = (p * q) / 4;
  const r2 = r * r;
  const r3 = r * r2;
  const discriminant = s * (s + 2 * r3);
  let u = r;
  if (discriminant >= 0) {
    let t3 = s + r3;
    t3 += t3 < 0 ? -Math.sqrt(discriminant) : Math.sqrt(discriminant);
    const t = cbrt(t3);
    u += t + (t !== 0 ? r2 / t : 0);
  } else {
    u += 2 * r * cos(atan2(Math.sqrt(-discriminant), -(s + r3)) / 3);
  }
  const v = root(u, y);
  const uv = u < 0 ? q / (v - u) : u + v;
  const w = (uv - q) / (2 * v);
  return uv / (Math.sqrt(uv + w * w) + w);
}

/** A first azimuth at point 1 (section 5). True when the points are so close that it is already the answer. */
function start(t: Triangle): boolean {
  const { sbet1, cbet1, sbet2, cbet2 } = t;
  const sbet12 = sbet2 * cbet1 - cbet2 * sbet1;
  const cbet12 = cbet2 * cbet1 + sbet2 * sbet1;
  const sbet12a = sbet2 * cbet1 + cbet2 * sbet1;
  const near = cbet12 >= 0 && sbet12 < 0.5 && cbet2 * t.lam12 < 0.5;
  let somg12 = t.slam12;
  let comg12 = t.clam12;
  let dn = 0;
  if (near) {
    let sbetm2 = (sbet1 + sbet2) * (sbet1 + sbet2);
    sbetm2 /= sbetm2 + (cbet1 + cbet2) * (cbet1 + cbet2);
    dn = Math.sqrt(1 + ep2 * sbetm2);
    sinCosInto(t.lam12 / (f1 * dn), scratch);
    somg12 = scratch[0];
    comg12 = scratch[1];
  }
  let salp1 = cbet2 * somg12;
  let calp1 =
    comg12 >= 0
      ? sbet12 + (cbet2 * sbet1 * somg12 * somg12) / (1 + comg12)
      : sbet12a - (cbet2 * sbet1 * somg12 * somg12) / (1 - comg12);
  const ssig12 = root(salp1, calp1);
  const csig12 = sbet1 * sbet2 + cbet1 * cbet2 * comg12;
  if (near && ssig12 < SHORT_ARC) {
    const salp2 = cbet1 * somg12;
    const calp2 = sbet12 - cbet1 * sbet2 * (comg12 >= 0 ? (somg12 * somg12) / (1 + comg12) : 1 - comg12);
    const norm2 = root(salp2, calp2);
    trial.salp1 = ssig12 > 0 ? salp1 / ssig12 : 0;
    trial.calp1 = ssig12 > 0 ? calp1 / ssig12 : 1;
    trial.salp2 = norm2 > 0 ? salp2 / norm2 : 0;
    trial.calp2 = norm2 > 0 ? calp2 / norm2 : 1;
    trial.sig12 = dn * atan2(ssig12, csig12); // the length over b
    return true;
  }
  if (csig12 < 0 && ssig12 < 6 * N * Math.PI * cbet1 * cbet1) {
    // Nearly antipodal: the envelope of geodesics is an astroid about the antipode (eq. 53 to 57).
    const k2 = sbet1 * sbet1 * ep2;
    const lamScale = f * cbet1 * a3(k2 / (2 * (1 + Math.sqrt(1 + k2)) + k2)) * Math.PI;
    const x = atan2(-t.slam12, -t.clam12) / lamScale;
    const y = sbet12a / (lamScale * cbet1);
    if (y > -200 * EPSILON && x > -1 - 1000 * ROOT_EPSILON) {
      salp1 = Math.min(1, -x);
      calp1 = -Math.sqrt(1 - salp1 * salp1);
    } else {
      const k = astroid(x, y);
      sinCosInto((lamScale * (-x * k)) / (1 + k), scratch);
      somg12 = scratch[0];
      comg12 = -scratch[1];
      salp1 = cbet2 * somg12;
      calp1 = sbet12a - (cbet2 * sbet1 * somg12 * somg12) / (1 - comg12);
    }
  }
  const norm = root(salp1, calp1);
  trial.salp1 = salp1 > 0 ? salp1 / norm : 1;
  trial.calp1 = salp1 > 0 ? calp1 / norm : 0;
  return false;
}

/** Longitude that the trial's azimuth at point 1 overshoots (section 4); completes the trial. */
function overshoot(t: Triangle): number {
  const { sbet1, cbet1, sbet2, cbet2 } = t;
  if (sbet1 === 0 && trial.calp1 === 0) trial.calp1 = -TINY;
  const { salp1, calp1 } = trial;
  const salp0 = salp1 * cbet1;
  const calp0 = root(calp1, salp1 * sbet1);
  const somg1 = salp0 * sbet1;
  const comg1 = calp1 * cbet1;
  const norm1 = root(sbet1, comg1);
  trial.ssig1 = sbet1 / norm1;
  trial.csig1 = comg1 / norm1;
  trial.salp2 = cbet2 !== cbet1 ? salp0 / cbet2 : salp1;
  const gain = cbet1 < -sbet1 ? (cbet2 - cbet1) * (cbet1 + cbet2) : (sbet1 - sbet2) * (sbet1 + sbet2);
  trial.calp2 =
    cbet2 !== cbet1 || Math.abs(sbet2) !== -sbet1 ? Math.sqrt(comg1 * comg1 + gain) / cbet2 : Math.abs(calp1);
  const somg2 = salp0 * sbet2;
  const comg2 = trial.calp2 * cbet2;
  const norm2 = root(sbet2, comg2);
  trial.ssig2 = sbet2 / norm2;
  trial.csig2 = comg2 / norm2;
  const { ssig1, csig1, ssig2, csig2 } = trial;
  trial.sig12 = atan2(Math.max(0, csig1 * ssig2 - ssig1 * csig2), csig1 * csig2 + ssig1 * ssig2);
  const somg12 = Math.max(0, comg1 * somg2 - somg1 * comg2);
  const comg12 = comg1 * comg2 + somg1 * somg2;
  const eta = atan2(somg12 * t.clam12 - comg12 * t.slam12, comg12 * t.clam12 + somg12 * t.slam12);
  const k2 = calp0 * calp0 * ep2;
  trial.eps = k2 / (2 * (1 + Math.sqrt(1 + k2)) + k2);
  c3Into(trial.eps, c3);
  const b3 = sineSeries(ssig2, csig2, c3, 5) - sineSeries(ssig1, csig1, c3, 5);
  return eta - f * a3(trial.eps) * salp0 * (trial.sig12 + b3);
}

/** Newton's method on the azimuth at point 1, kept in a bracket and helped by bisection where it leaves it. */
function solve(t: Triangle): void {
  let salpLow = TINY;
  let calpLow = 1;
  let salpHigh = TINY;
  let calpHigh = -1;
  let nearlyThere = false;
  let bracketed = false;
  for (let round = 0; ; round++) {
    const v = overshoot(t);
    if (bracketed || Math.abs(v) < (nearlyThere ? 8 : 1) * EPSILON || round === NEWTON_ROUNDS + BISECTION_ROUNDS)
      return;
    const cotangent = trial.calp1 / trial.salp1;
    if (v > 0 && (round > NEWTON_ROUNDS || cotangent > calpHigh / salpHigh)) {
      salpHigh = trial.salp1;
      calpHigh = trial.calp1;
    } else if (v < 0 && (round > NEWTON_ROUNDS || cotangent < calpLow / salpLow)) {
      salpLow = trial.salp1;
      calpLow = trial.calp1;
    }
    if (round < NEWTON_ROUNDS) {
      const slope = trial.calp2 === 0 ? (-2 * f1 * t.dn1) / t.sbet1 : (reducedLength(t) * f1) / (trial.calp2 * t.cbet2);
      const change = -v / slope;
      if (slope > 0 && Math.abs(change) < Math.PI) {
        sinCosInto(change, scratch);
        const salp1 = trial.salp1 * scratch[1] + trial.calp1 * scratch[0];
        if (salp1 > 0) {
          const calp1 = trial.calp1 * scratch[1] - trial.salp1 * scratch[0];
          const norm = root(salp1, calp1);
          trial.salp1 = salp1 / norm;
          trial.calp1 = calp1 / norm;
          nearlyThere = Math.abs(v) <= 16 * EPSILON;
          continue;
        }
      }
    }
    const salp1 = (salpLow + salpHigh) / 2;
    const calp1 = (calpLow + calpHigh) / 2;
    const norm = root(salp1, calp1);
    trial.salp1 = salp1 / norm;
    trial.calp1 = calp1 / norm;
    nearlyThere = false;
    bracketed =
      Math.abs(salpLow - trial.salp1) + (calpLow - trial.calp1) < EPSILON ||
      Math.abs(trial.salp1 - salpHigh) + (trial.calp1 - calpHigh) < EPSILON;
  }
}

/** Tries the meridian; true if it is the shortest path (it is not when the far side of a pole is nearly antipodal). */
function alongMeridian(t: Triangle): boolean {
  trial.salp1 = t.slam12;
  trial.calp1 = t.clam12;
  trial.salp2 = 0;
  trial.calp2 = 1;
  trial.ssig1 = t.sbet1;
  trial.csig1 = trial.calp1 * t.cbet1;
  trial.ssig2 = t.sbet2;
  trial.csig2 = t.cbet2;
  const { ssig1, csig1, ssig2, csig2 } = trial;
  trial.sig12 = atan2(Math.max(0, csig1 * ssig2 - ssig1 * csig2), csig1 * csig2 + ssig1 * ssig2);
  trial.eps = N;
  return trial.sig12 < 1 || reducedLength(t) >= 0;
}

/** Length over b of the shortest path; leaves the azimuths in `trial`. */
function solveTriangle(t: Triangle, pole: boolean): number {
  if ((pole || t.slam12 === 0) && alongMeridian(t)) return arcLength();
  if (t.sbet1 === 0 && Math.PI - t.lam12 >= f * Math.PI) {
    trial.salp1 = 1;
    trial.calp1 = 0;
    trial.salp2 = 1;
    trial.calp2 = 0;
    return (t.lam12 * a) / b;
  }
  if (start(t)) return trial.sig12;
  solve(t);
  return arcLength();
}

/**
 * The shortest path between two points on the ellipsoid (radians), nearly antipodal ones too; accurate to some
 * nanometres. Karney 2013, section 4 and 5.
 */
export function geodesicInverse(lat1: Radian, lon1: Radian, lat2: Radian, lon2: Radian): GeodesicInverse {
  const phi1 = Math.abs(lat1) < TINY_LATITUDE ? 0 : lat1;
  const phi2 = Math.abs(lat2) < TINY_LATITUDE ? 0 : lat2;
  const difference = lon2 - lon1;
  const wrapped = difference - 2 * Math.PI * Math.round(difference / (2 * Math.PI));
  const lonSign = wrapped < 0 ? -1 : 1;
  const swap = Math.abs(phi1) < Math.abs(phi2);
  const first = swap ? phi2 : phi1;
  const latSign = first < 0 ? 1 : -1;
  const t = triangle;
  t.lam12 = Math.abs(wrapped);
  const opposite = t.lam12 >= Math.PI;
  sinCosInto(t.lam12, scratch);
  t.slam12 = opposite ? 0 : scratch[0];
  t.clam12 = opposite ? -1 : scratch[1];
  sinCosInto(latSign * first, scratch);
  let norm = root(f1 * scratch[0], scratch[1]);
  t.sbet1 = (f1 * scratch[0]) / norm;
  t.cbet1 = Math.max(TINY, scratch[1] / norm);
  sinCosInto(latSign * (swap ? phi1 : phi2), scratch);
  norm = root(f1 * scratch[0], scratch[1]);
  t.sbet2 = (f1 * scratch[0]) / norm;
  t.cbet2 = Math.max(TINY, scratch[1] / norm);
  // Equal latitudes must compare as equal whichever of sine and cosine the solver looks at.
  if (t.cbet1 < -t.sbet1) {
    if (t.cbet2 === t.cbet1) t.sbet2 = t.sbet2 < 0 ? t.sbet1 : -t.sbet1;
  } else if (Math.abs(t.sbet2) === -t.sbet1) {
    t.cbet2 = t.cbet1;
  }
  t.dn1 = Math.sqrt(1 + ep2 * t.sbet1 * t.sbet1);
  t.dn2 = Math.sqrt(1 + ep2 * t.sbet2 * t.sbet2);
  const distance = b * solveTriangle(t, Math.abs(first) >= Math.PI / 2);
  const { salp1, calp1, salp2, calp2 } = trial;
  const eastward = (swap ? -1 : 1) * (swap ? -lonSign : lonSign);
  const northward = (swap ? -1 : 1) * latSign;
  return {
    distance,
    azimuth1: wrapAzimuth(atan2((swap ? salp2 : salp1) * eastward, (swap ? calp2 : calp1) * northward)),
    azimuth2: wrapAzimuth(atan2((swap ? salp1 : salp2) * eastward, (swap ? calp1 : calp2) * northward)),
  };
}
