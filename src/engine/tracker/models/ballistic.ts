import { cos, exp, log, requirePositive, requireWithin, sin } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';
import { addWhiteAcceleration } from './constant-velocity.js';

export interface BallisticConfig {
  readonly kind: 'ballistic';
  /** The earth below the frame: flat under standard gravity, or a sphere that attracts; `round` where left out. */
  readonly earth?: 'flat' | 'round';
  /** Latitude of the frame's origin, rad, if the rotation of a round earth is to be felt (Coriolis and centrifugal). */
  readonly latitude?: number;
  /** Median ballistic coefficient m/(C_D·A) of a target of which nothing is known, kg/m². */
  readonly ballisticCoefficient: number;
  /** Standard deviation of its natural logarithm: 1 is a factor of e. */
  readonly logSigma: number;
  /** Spectral density of the white acceleration on each axis, m²/s³. */
  readonly spectralDensity: number;
  /** Spectral density of the white noise that drives the logarithm of the ballistic coefficient, 1/s. */
  readonly logDensity: number;
  /** Longest step of integration, s; 0.25 where left out. */
  readonly step?: number;
}

const GRAVITY = 9.80665; // standard gravity, m/s²
/** Gravitational constant times mass, m³/s², and rotation, rad/s, of the earth: WGS 84 (NIMA, TR8350.2, 2000). */
const EARTH_GM = 3.986004418e14;
const EARTH_ROTATION = 7.292115e-5;
const EARTH_RADIUS = 6371008.8; // mean radius of the WGS 84 ellipsoid, m

/**
 * Density of the air, kg/m³, at a height, m: exponentials of two layers that meet near 9144 m. Source: A. Farina, B.
 * Ristic and D. Benvenuti, Tracking a ballistic target: comparison of several nonlinear filters, IEEE Transactions on
 * Aerospace and Electronic Systems 38(3), July 2002.
 */
const LAYER_TOP = 9144;
const airDensity = (height: number): number =>
  height < LAYER_TOP ? 1.227 * exp(-1.093e-4 * height) : 1.754 * exp(-1.49e-4 * height);
const inverseScale = (height: number): number => (height < LAYER_TOP ? 1.093e-4 : 1.49e-4);

/**
 * Free fall through the air: gravity, and drag ρ(h)·|v|·v/(2β); 7 states, the seventh the natural logarithm of β over
 * 1 kg/m², so that no estimate of β is negative. Runge–Kutta of fourth order; the Jacobian integrates the variational
 * equations with the same stages and so is the derivative of what `propagate` does. Process noise: white acceleration,
 * carried by straight lines over `dt`; the random walk of ln β is not carried into the velocity.
 * Sources: Farina, Ristic and Benvenuti 2002; X. R. Li and V. P. Jilkov, Survey of maneuvering target tracking, part II:
 * motion models of ballistic and space targets, IEEE Transactions on Aerospace and Electronic Systems 46(1), January 2010.
 */
export function ballistic(config: Omit<BallisticConfig, 'kind'>): MotionModel {
  const median = requirePositive('ballistic coefficient', config.ballisticCoefficient, 'kg/m²');
  const logSigma = requirePositive('sigma of its logarithm', config.logSigma, '1');
  const density = requirePositive('spectral density', config.spectralDensity, 'm²/s³');
  const logDensity = requirePositive('density of the logarithm', config.logDensity, '1/s');
  const longest = requirePositive('step', config.step ?? 0.25, 's');
  // Greatest share of the speed that drag takes in a second: what the integration bears, and more than any body bears.
  const limit = 1 / longest;
  const round = config.earth !== 'flat';
  const rotates = round && config.latitude !== undefined;
  const latitude = rotates ? requireWithin('latitude', config.latitude ?? 0, -Math.PI / 2, Math.PI / 2, 'rad') : 0;
  const north = rotates ? EARTH_ROTATION * cos(latitude) : 0;
  const up = rotates ? EARTH_ROTATION * sin(latitude) : 0;

  /** Derivative of the state into `out`, and of that by the state into rows 3–5 of the 7 × 7 `a`, if wanted. */
  function derivative(x: Float64Array, out: Float64Array, a?: Float64Array): void {
    const px = x[0];
    const py = x[1];
    const pz = x[2];
    const vx = x[3];
    const vy = x[4];
    const vz = x[5];
    const rz = pz + EARTH_RADIUS;
    const r2 = px * px + py * py + rz * rz;
    const r = Math.sqrt(r2);
    const height = round ? r - EARTH_RADIUS : pz;
    const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
    const k = 0.5 * airDensity(height) * exp(-x[6]);
    const free = k * speed < limit;
    const drag = free ? k * speed : limit;
    const pull = round ? EARTH_GM / (r2 * r) : 0;
    out[0] = vx;
    out[1] = vy;
    out[2] = vz;
    out[3] = -drag * vx - pull * px;
    out[4] = -drag * vy - pull * py;
    out[5] = -drag * vz - (round ? pull * rz : GRAVITY);
    out[6] = 0;
    if (rotates) {
      const spin = up * rz + north * py;
      const square = north * north + up * up;
      out[3] += -2 * (north * vz - up * vy) + square * px;
      out[4] += -2 * up * vx + square * py - spin * north;
      out[5] += 2 * north * vx + square * rz - spin * up;
    }
    if (a === undefined) return;
    const v = [vx, vy, vz];
    const p = [px, py, rz];
    const fall = free ? drag * inverseScale(height) : 0;
    for (let i = 0; i < 3; i++) {
      const row = 7 * (i + 3);
      for (let j = 0; j < 3; j++) {
        const gradient = round ? p[j] / r : j === 2 ? 1 : 0;
        a[row + j] = fall * v[i] * gradient + (round ? (3 * pull * p[i] * p[j]) / r2 - (i === j ? pull : 0) : 0);
        a[row + 3 + j] = (free && speed > 0 ? (-k * v[i] * v[j]) / speed : 0) - (i === j ? drag : 0);
      }
      a[row + 6] = free ? drag * v[i] : 0;
    }
    if (rotates) {
      const w = [0, north, up];
      const square = north * north + up * up;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) a[7 * (i + 3) + j] += (i === j ? square : 0) - w[i] * w[j];
      }
      a[7 * 3 + 5] -= 2 * north;
      a[7 * 3 + 4] += 2 * up;
      a[7 * 4 + 3] -= 2 * up;
      a[7 * 5 + 3] += 2 * north;
    }
  }

  /** Advances the state, and the derivatives by the first state if given, by `dt` in equal steps of at most `step`. */
  function integrate(x: Float64Array, dt: number, f?: Float64Array): void {
    const steps = Math.max(1, Math.ceil(dt / longest));
    const h = dt / steps;
    const n = f === undefined ? 7 : 56;
    const from = new Float64Array(n);
    const at = new Float64Array(n);
    const slope = new Float64Array(n);
    const sum = new Float64Array(n);
    const a = f === undefined ? undefined : new Float64Array(49);
    if (a !== undefined) a[3] = a[11] = a[19] = 1;
    from.set(x);
    if (f !== undefined) from.set(f, 7);
    for (let s = 0; s < steps; s++) {
      at.set(from);
      sum.fill(0);
      for (let stage = 0; stage < 4; stage++) {
        derivative(at, slope, a);
        if (a !== undefined) {
          for (let i = 0; i < 6; i++) {
            for (let j = 0; j < 7; j++) {
              let total = 0;
              for (let m = 0; m < 7; m++) total += a[7 * i + m] * at[7 + 7 * m + j];
              slope[7 + 7 * i + j] = total;
            }
          }
        }
        const weight = stage === 0 || stage === 3 ? h / 6 : h / 3;
        const ahead = stage === 2 ? h : 0.5 * h;
        for (let i = 0; i < n; i++) {
          sum[i] += weight * slope[i];
          at[i] = from[i] + ahead * slope[i];
        }
      }
      for (let i = 0; i < n; i++) from[i] += sum[i];
    }
    x.set(from.subarray(0, 7));
    if (f !== undefined) f.set(from.subarray(7));
  }

  return {
    name: 'ballistic',
    dimension: 7,
    extraMean: [log(median)],
    extraVariance: [logSigma * logSigma],
    extraNames: ['logBallisticCoefficient'],
    propagate: (x, dt) => {
      const out = x.slice();
      integrate(out, dt);
      return out;
    },
    jacobian: (x, dt) => {
      const f = new Float64Array(49);
      for (let i = 0; i < 7; i++) f[8 * i] = 1;
      integrate(x.slice(), dt, f);
      return f;
    },
    noise: (_, dt) => {
      const q = new Float64Array(49);
      for (let axis = 0; axis < 3; axis++) addWhiteAcceleration(q, 7, axis, density, dt);
      q[48] = logDensity * dt;
      return q;
    },
  };
}
