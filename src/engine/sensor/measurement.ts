import { normalsInto, sinCosInto } from '../math/index.js';
import type { DetectionBatch } from '../types/index.js';
import type { Radar } from './radar.js';

/** Slope of the monopulse error pattern against the half-power beamwidth: D. K. Barton and S. A. Leonov (eds), Radar
 * Technology Encyclopedia, Artech House 1997, "accuracy, fundamental, of monopulse". */
const MONOPULSE_SLOPE = 1.6;

/** Nearer than this, m, cross-range errors shrink no further, which keeps the covariance far from singular. */
const LEAST_REACH = 1000;

/** Least cosine of elevation that azimuth is worked out with, so that the zenith stays finite. */
const LEAST_COSINE = 1e-3;

/**
 * One-sigma errors [range m, traverse angle rad, elevation angle rad] of a report at `snr` (linear, one pulse). The
 * traverse angle is measured across the line of sight; azimuth's error is it over the cosine of elevation.
 *   σ_range = resolution / √(2 n SNR),  σ_angle = beamwidth / (1.6 √(2 n SNR)),  each in quadrature with its floor.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., ch. 6; Barton and Leonov as above (energy ratio 2 n S/N).
 * Whatever is reported crossed the threshold, so the SNR counts as at least the threshold's (assumed).
 */
export function measurementSigmasInto(radar: Radar, snr: number, out: Float64Array): void {
  const energy = 2 * radar.pulses * Math.max(snr, radar.thresholdSnr);
  const range = radar.rangeResolution * radar.rangeResolution;
  const angleFloor = radar.angleFloor * radar.angleFloor;
  const slope = MONOPULSE_SLOPE * MONOPULSE_SLOPE * energy;
  out[0] = Math.sqrt(range / energy + radar.rangeFloor * radar.rangeFloor);
  out[1] = Math.sqrt((radar.beamwidthAzimuth * radar.beamwidthAzimuth) / slope + angleFloor);
  out[2] = Math.sqrt((radar.beamwidthElevation * radar.beamwidthElevation) / slope + angleFloor);
}

const azimuthSinCos = new Float64Array(2);
const elevationSinCos = new Float64Array(2);

/**
 * A polar report (m, rad from north, rad from the horizontal) into ECEF: position into position[p …], its covariance
 * (xx, xy, xz, yy, yz, zz, m²) into covariance[c …]. `basis` holds the rows east, north, up of the sensor at `origin`.
 *   C = σ_r² r̂r̂ᵀ + (Rσ_t)² t̂t̂ᵀ + (Rσ_e)² êêᵀ
 * First order in the angles: the mean is short by R(σ_t² + σ_e²)/2, harmless while that is below 0.2 σ_range or far below
 * the tracker's gate. Source of the test: D. Lerro and Y. Bar-Shalom, IEEE Trans. AES 29(3), 1993.
 */
export function measurementToEcefInto(
  range: number,
  azimuth: number,
  elevation: number,
  sigmas: Float64Array,
  basis: Float64Array,
  origin: Float64Array,
  position: Float64Array,
  p: number,
  covariance: Float64Array,
  c: number,
): void {
  sinCosInto(azimuth, azimuthSinCos);
  sinCosInto(elevation, elevationSinCos);
  report[0] = range;
  report[1] = azimuthSinCos[0];
  report[2] = azimuthSinCos[1];
  report[3] = elevationSinCos[0];
  report[4] = elevationSinCos[1];
  reportToEcefInto(sigmas, basis, origin, position, p, covariance, c);
}

/**
 * The report at hand: range, sine and cosine of azimuth, sine and cosine of elevation. In a column, because numbers that
 * are handed to a function that is not inlined are boxed on the heap, and this runs for every report.
 */
const report = new Float64Array(5);

/** The same for what stands in `report`. */
function reportToEcefInto(
  sigmas: Float64Array,
  basis: Float64Array,
  origin: Float64Array,
  position: Float64Array,
  p: number,
  covariance: Float64Array,
  c: number,
): void {
  const range = report[0];
  const sa = report[1];
  const ca = report[2];
  const se = report[3];
  const ce = report[4];
  // Unit vectors along the line of sight, across it and up along it, from east-north-up into ECEF.
  const rx = ce * sa * basis[0] + ce * ca * basis[3] + se * basis[6];
  const ry = ce * sa * basis[1] + ce * ca * basis[4] + se * basis[7];
  const rz = ce * sa * basis[2] + ce * ca * basis[5] + se * basis[8];
  const tx = ca * basis[0] - sa * basis[3];
  const ty = ca * basis[1] - sa * basis[4];
  const tz = ca * basis[2] - sa * basis[5];
  const ux = ce * basis[6] - se * (sa * basis[0] + ca * basis[3]);
  const uy = ce * basis[7] - se * (sa * basis[1] + ca * basis[4]);
  const uz = ce * basis[8] - se * (sa * basis[2] + ca * basis[5]);
  position[p] = origin[0] + range * rx;
  position[p + 1] = origin[1] + range * ry;
  position[p + 2] = origin[2] + range * rz;
  const reach = Math.max(range, LEAST_REACH);
  const vr = sigmas[0] * sigmas[0];
  const vt = reach * sigmas[1] * (reach * sigmas[1]);
  const vu = reach * sigmas[2] * (reach * sigmas[2]);
  covariance[c] = vr * rx * rx + vt * tx * tx + vu * ux * ux;
  covariance[c + 1] = vr * rx * ry + vt * tx * ty + vu * ux * uy;
  covariance[c + 2] = vr * rx * rz + vt * tx * tz + vu * ux * uz;
  covariance[c + 3] = vr * ry * ry + vt * ty * ty + vu * uy * uy;
  covariance[c + 4] = vr * ry * rz + vt * ty * tz + vu * uy * uz;
  covariance[c + 5] = vr * rz * rz + vt * tz * tz + vu * uz * uz;
}

const sigmaScratch = new Float64Array(3);

const normals = new Float64Array(3);

/** Columns of `measureInto`'s `line`: SNR, and metres east, north and up of the sensor. */
export const LINE_WIDTH = 4;

/**
 * Writes row `row` of the batch (position, covariance, SNR) for an object whose line of sight is `line` (LINE_WIDTH), with
 * errors drawn from words 1–3 of `words` (word 0 decided the detection). The row's IFF answer is the caller's. The errors
 * turn the line of sight as a vector, first order in the angles, which needs no trigonometry.
 */
export function measureInto(
  radar: Radar,
  line: Float64Array,
  words: Uint32Array,
  basis: Float64Array,
  origin: Float64Array,
  batch: DetectionBatch,
  row: number,
): void {
  const snr = Math.max(line[0], radar.thresholdSnr);
  const east = line[1];
  const north = line[2];
  const up = line[3];
  measurementSigmasInto(radar, snr, sigmaScratch);
  normalsInto(words, 1, 3, normals);
  const range = Math.sqrt(east * east + north * north + up * up);
  const re = east / range;
  const rn = north / range;
  const ru = up / range;
  const cosine = Math.max(LEAST_COSINE, Math.sqrt(re * re + rn * rn));
  const sa = re / cosine;
  const ca = rn / cosine;
  const traverse = sigmaScratch[1] * normals[1];
  const rise = sigmaScratch[2] * normals[2];
  const length = Math.sqrt(1 + traverse * traverse + rise * rise);
  const me = (re + traverse * ca - rise * ru * sa) / length;
  const mn = (rn - traverse * sa - rise * ru * ca) / length;
  const level = Math.max(LEAST_COSINE, Math.sqrt(me * me + mn * mn));
  report[0] = Math.max(0, range + sigmaScratch[0] * normals[0]);
  report[1] = me / level;
  report[2] = mn / level;
  report[3] = (ru + rise * cosine) / length;
  report[4] = level;
  reportToEcefInto(sigmaScratch, basis, origin, batch.positionEcef, 3 * row, batch.covariance, 6 * row);
  batch.snr[row] = snr;
}
