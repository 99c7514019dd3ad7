import { normalsInto, radians, sinCosInto } from '../math/index.js';
import type { DetectionBatch } from '../types/index.js';
import type { Radar } from './radar.js';
import type { RadarSpec } from './radar.schema.js';

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
  variancesInto(radar, Math.max(snr, radar.thresholdSnr), out, 0);
  for (let k = 0; k < 3; k++) out[k] = Math.sqrt(out[k]);
}

/** What those errors are made of, squared: the three terms that the SNR divides, then the three floors. */
export function varianceTerms(spec: RadarSpec): Float64Array {
  const perSlope = 1 / MONOPULSE_SLOPE;
  const across = radians(spec.beamwidthAzimuthDeg) * perSlope;
  const upwards = radians(spec.beamwidthElevationDeg) * perSlope;
  const energy = 2 * spec.pulsesIntegrated;
  const rangeFloor = spec.rangeAccuracyFloorM;
  const angleFloor = spec.angleAccuracyFloorMrad / 1000;
  return Float64Array.of(
    (spec.rangeResolutionM * spec.rangeResolutionM) / energy,
    (across * across) / energy,
    (upwards * upwards) / energy,
    rangeFloor * rangeFloor,
    angleFloor * angleFloor,
    angleFloor * angleFloor,
  );
}

/** The squares of those errors into out[at …]. */
function variancesInto(radar: Radar, snr: number, out: Float64Array, at: number): void {
  const terms = radar.variances;
  const perSnr = 1 / snr;
  out[at] = terms[0] * perSnr + terms[3];
  out[at + 1] = terms[1] * perSnr + terms[4];
  out[at + 2] = terms[2] * perSnr + terms[5];
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
  const sa = azimuthSinCos[0];
  const ca = azimuthSinCos[1];
  const se = elevationSinCos[0];
  const ce = elevationSinCos[1];
  report[0] = range;
  for (let k = 0; k < 3; k++) {
    report[1 + k] = ce * (sa * basis[k] + ca * basis[3 + k]) + se * basis[6 + k];
    report[4 + k] = ca * basis[k] - sa * basis[3 + k];
    report[8 + k] = sigmas[k] * sigmas[k];
  }
  report[7] = 1;
  reportInto(origin, position, p, covariance, c);
}

/**
 * The report at hand: range; unit vector to it; a level vector across that one, and the reciprocal of its squared length;
 * variances of range, traverse and elevation. In a column, because numbers that are handed to a function that is not
 * inlined are boxed on the heap, and this runs for every report.
 */
const report = new Float64Array(11);

/** Position and covariance of what stands in `report`: êêᵀ = 1 − r̂r̂ᵀ − t̂t̂ᵀ, so the third direction is not worked out. */
function reportInto(
  origin: Float64Array,
  position: Float64Array,
  p: number,
  covariance: Float64Array,
  c: number,
): void {
  const range = report[0];
  const rx = report[1];
  const ry = report[2];
  const rz = report[3];
  const tx = report[4];
  const ty = report[5];
  const tz = report[6];
  position[p] = origin[0] + range * rx;
  position[p + 1] = origin[1] + range * ry;
  position[p + 2] = origin[2] + range * rz;
  const reach = Math.max(range, LEAST_REACH);
  const square = reach * reach;
  const rise = square * report[10];
  const along = report[8] - rise;
  const across = (square * report[9] - rise) * report[7];
  covariance[c] = rise + along * rx * rx + across * tx * tx;
  covariance[c + 1] = along * rx * ry + across * tx * ty;
  covariance[c + 2] = along * rx * rz + across * tx * tz;
  covariance[c + 3] = rise + along * ry * ry + across * ty * ty;
  covariance[c + 4] = along * ry * rz + across * ty * tz;
  covariance[c + 5] = rise + along * rz * rz + across * tz * tz;
}

const normals = new Float64Array(3);

/** Numbers a row of `measureInto`'s `lines`: metres from the sensor to the object in ECEF (3), and SNR. */
export const LINE_WIDTH = 4;

/**
 * Writes row `row` of the batch (position, covariance, SNR) for the object whose line of sight is row `look` of `lines`,
 * with errors drawn from the last three of the four random words of that row of `words` (the first decided the
 * detection). The row's IFF answer is the caller's. The errors turn the line of sight as a vector, first order in the
 * angles, which needs no trigonometry.
 */
export function measureInto(
  radar: Radar,
  lines: Float64Array,
  words: Uint32Array,
  look: number,
  basis: Float64Array,
  origin: Float64Array,
  batch: DetectionBatch,
  row: number,
): void {
  const l = LINE_WIDTH * look;
  const dx = lines[l];
  const dy = lines[l + 1];
  const dz = lines[l + 2];
  const snr = Math.max(lines[l + 3], radar.thresholdSnr);
  variancesInto(radar, snr, report, 8);
  normalsInto(words, 4 * look + 1, 3, normals);
  const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const scale = 1 / range;
  const rx = dx * scale;
  const ry = dy * scale;
  const rz = dz * scale;
  const ux = basis[6];
  const uy = basis[7];
  const uz = basis[8];
  const sine = rx * ux + ry * uy + rz * uz;
  const perCosine = 1 / Math.max(LEAST_COSINE, Math.sqrt(1 - sine * sine));
  const traverse = Math.sqrt(report[9]) * normals[1];
  const rise = Math.sqrt(report[10]) * normals[2];
  const across = traverse * perCosine;
  const upwards = rise * perCosine;
  const along = 1 - upwards * sine;
  // Across the line of sight: r × up, level and clockwise; upwards: up − sine · r. Both are as long as the cosine.
  const length = 1 / Math.sqrt(1 + traverse * traverse + rise * rise);
  const mx = (along * rx + across * (ry * uz - rz * uy) + upwards * ux) * length;
  const my = (along * ry + across * (rz * ux - rx * uz) + upwards * uy) * length;
  const mz = (along * rz + across * (rx * uy - ry * ux) + upwards * uz) * length;
  const tx = my * uz - mz * uy;
  const ty = mz * ux - mx * uz;
  const tz = mx * uy - my * ux;
  report[0] = Math.max(0, range + Math.sqrt(report[8]) * normals[0]);
  report[1] = mx;
  report[2] = my;
  report[3] = mz;
  report[4] = tx;
  report[5] = ty;
  report[6] = tz;
  report[7] = 1 / Math.max(LEAST_COSINE * LEAST_COSINE, tx * tx + ty * ty + tz * tz);
  reportInto(origin, batch.positionEcef, 3 * row, batch.covariance, 6 * row);
  batch.snr[row] = snr;
}
