import { ecefToGeodeticInto, enuBasisInto } from '../earth/index.js';
import { atan2, exp, normalCdf, sinCosInto } from '../math/index.js';
import type { ImpactEstimate } from '../types/index.js';
import { predictImpactInto } from './ballistic-impact.js';
import type { DefendedPlace } from './place.js';

/** Steps of the differences, m and m/s: far above the 20 m by which the prediction's steps tell, far below a curvature. */
const STEP = [1000, 1000, 1000, 10, 10, 10];

const impact = new Float64Array(4);
const geodetic = new Float64Array(3);
const basis = new Float64Array(9);
const jacobian = new Float64Array(12);
const state = new Float64Array(6);

/**
 * Where a falling body comes down, with the ellipse of one sigma that the uncertainty of its state makes of it: the state's
 * covariance carried to the impact by the derivatives of the prediction, Σ = J P Jᵀ, J by central differences.
 * `covariance`: 21, upper triangle row by row, m and m/s. `modelSigma`, m: error of the prediction itself (drag is left
 * out), added to every direction. Null when it does not come down.
 */
export function estimateImpact(
  position: readonly [number, number, number],
  velocity: readonly [number, number, number],
  covariance: Float64Array | readonly number[],
  modelSigma: number,
): ImpactEstimate | null {
  if (!predictImpactInto(position, velocity, 0, impact)) return null;
  const [time, x, y, z] = impact;
  ecefToGeodeticInto(x, y, z, geodetic);
  enuBasisInto(geodetic[0], geodetic[1], basis);
  for (let k = 0; k < 6; k++) {
    let east = 0;
    let north = 0;
    for (const sign of [1, -1]) {
      for (let c = 0; c < 3; c++) {
        state[c] = position[c];
        state[3 + c] = velocity[c];
      }
      state[k] += sign * STEP[k];
      if (
        !predictImpactInto([state[0], state[1], state[2]], [state[3], state[4], state[5]], 0, impact) ||
        impact[0] === 0
      ) {
        return null;
      }
      const dx = impact[1] - x;
      const dy = impact[2] - y;
      const dz = impact[3] - z;
      east += sign * (dx * basis[0] + dy * basis[1] + dz * basis[2]);
      north += sign * (dx * basis[3] + dy * basis[4] + dz * basis[5]);
    }
    jacobian[k] = east / (2 * STEP[k]);
    jacobian[6 + k] = north / (2 * STEP[k]);
  }
  let ee = modelSigma * modelSigma;
  let nn = ee;
  let en = 0;
  let packed = 0;
  for (let i = 0; i < 6; i++) {
    for (let j = i; j < 6; j++) {
      const p = covariance[packed++];
      const twice = i === j ? 1 : 2;
      ee += twice * p * jacobian[i] * jacobian[j];
      nn += twice * p * jacobian[6 + i] * jacobian[6 + j];
      en +=
        i === j
          ? p * jacobian[i] * jacobian[6 + j]
          : p * (jacobian[i] * jacobian[6 + j] + jacobian[j] * jacobian[6 + i]);
    }
  }
  const middle = (ee + nn) / 2;
  const spread = Math.sqrt(((ee - nn) / 2) * ((ee - nn) / 2) + en * en);
  const azimuth = atan2(2 * en, nn - ee) / 2;
  return {
    time,
    position: [x, y, z],
    semiMajor: Math.sqrt(middle + spread),
    semiMinor: Math.sqrt(Math.max(0, middle - spread)),
    orientation: azimuth < 0 ? azimuth + Math.PI : azimuth,
  };
}

/** Intervals of Simpson's rule over a place's width: the error is below 1e-6 from axes of a fifth of the radius on. */
const INTERVALS = 64;

/** Standard deviations beyond which nothing is looked for. */
const FAR = 8;

const turn = new Float64Array(2);
const ROOT_TWO_PI = 2.5066282746310002;

/**
 * Probability that an impact lies within a place's radius: the normal density of the ellipse over the disk, in the axes of
 * the ellipse; exact across the minor axis, by Simpson's rule along the major one. The ground is taken as flat.
 */
export function impactProbability(estimate: ImpactEstimate, place: DefendedPlace): number {
  const { position, semiMajor, semiMinor, orientation } = estimate;
  ecefToGeodeticInto(position[0], position[1], position[2], geodetic);
  enuBasisInto(geodetic[0], geodetic[1], basis);
  const dx = place.x - position[0];
  const dy = place.y - position[1];
  const dz = place.z - position[2];
  const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
  const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
  sinCosInto(orientation, turn);
  const [sinA, cosA] = turn;
  const along = east * sinA + north * cosA;
  const across = east * cosA - north * sinA;
  const major = Math.max(semiMajor, 1);
  const minor = Math.max(semiMinor, 1);
  const { radius } = place;
  const from = Math.max(along - radius, -FAR * major);
  const to = Math.min(along + radius, FAR * major);
  if (from >= to || Math.abs(across) > radius + FAR * minor) return 0;
  const step = (to - from) / INTERVALS;
  let sum = 0;
  for (let k = 0; k <= INTERVALS; k++) {
    const u = from + k * step;
    const half = Math.sqrt(Math.max(0, radius * radius - (u - along) * (u - along)));
    const inside = normalCdf((across + half) / minor) - normalCdf((across - half) / minor);
    const density = exp((-0.5 * u * u) / (major * major)) / (major * ROOT_TWO_PI);
    sum += (k === 0 || k === INTERVALS ? 1 : k % 2 === 1 ? 4 : 2) * density * inside;
  }
  return Math.min(1, (sum * step) / 3);
}
