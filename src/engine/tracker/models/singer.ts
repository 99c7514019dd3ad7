import { exp, expm1, requirePositive } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';

export interface SingerConfig {
  readonly kind: 'singer';
  /** Standard deviation of the acceleration on each axis, m/s². */
  readonly accelerationSigma: number;
  /** Time constant after which an acceleration has fallen to 1/e, s. */
  readonly timeConstant: number;
}

export interface ConstantAccelerationConfig {
  readonly kind: 'constantAcceleration';
  /** Spectral density of the white jerk on each axis, m²/s⁵. */
  readonly spectralDensity: number;
  /** Standard deviation of the acceleration of a target of which nothing is known, m/s². */
  readonly accelerationSigma: number;
}

const EXTRA_NAMES = ['ax', 'ay', 'az'];

/** Position, velocity and acceleration on each axis from their 3 × 3 transition and noise of one axis. */
function accelerating(
  name: string,
  sigma: number,
  axis: (dt: number, transition: Float64Array, noise: Float64Array) => void,
): MotionModel {
  const transition = new Float64Array(9);
  const noise = new Float64Array(9);
  let last = Number.NaN;
  const at = (dt: number) => {
    if (dt !== last) axis(dt, transition, noise);
    last = dt;
  };
  const spread = (block: Float64Array) => {
    const out = new Float64Array(81);
    for (let a = 0; a < 3; a++) {
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) out[9 * (3 * i + a) + 3 * j + a] = block[3 * i + j];
      }
    }
    return out;
  };
  return {
    name,
    dimension: 9,
    extraMean: [0, 0, 0],
    extraVariance: [sigma * sigma, sigma * sigma, sigma * sigma],
    extraNames: EXTRA_NAMES,
    propagate: (x, dt) => {
      at(dt);
      const out = new Float64Array(9);
      for (let a = 0; a < 3; a++) {
        out[a] = x[a] + transition[1] * x[a + 3] + transition[2] * x[a + 6];
        out[a + 3] = x[a + 3] + transition[5] * x[a + 6];
        out[a + 6] = transition[8] * x[a + 6];
      }
      return out;
    },
    jacobian: (_, dt) => {
      at(dt);
      return spread(transition);
    },
    noise: (_, dt) => {
      at(dt);
      return spread(noise);
    },
  };
}

/**
 * Singer's model: on each axis an acceleration that is a first-order Markov process, 9 states. Exact.
 * Source: R. A. Singer, Estimating optimal tracking filter performance for manned maneuvering targets, IEEE
 * Transactions on Aerospace and Electronic Systems AES-6(4), July 1970.
 */
export function singer(config: Omit<SingerConfig, 'kind'>): MotionModel {
  const sigma = requirePositive('acceleration sigma', config.accelerationSigma, 'm/s²');
  const tau = requirePositive('time constant', config.timeConstant, 's');
  return accelerating('singer', sigma, (dt, transition, noise) => {
    const angle = dt / tau;
    const e = exp(-angle);
    transition.set([1, dt, tau * tau * tail(angle), 0, 1, -tau * expm1(-angle), 0, 0, e]);
    const v = sigma * sigma;
    const pp = v * tau * tau * tau * tau * (angle < 1 ? series(-1, -4, 0, 5, angle) : positionTerm(angle, e));
    const pv =
      v *
      tau *
      tau *
      tau *
      (angle < 1 ? series(1, 2, -2, 4, angle) : e * e + 1 - 2 * e + 2 * angle * (e - 1) + angle * angle);
    const pa = v * tau * tau * (angle < 1 ? series(-1, -2, 0, 3, angle) : 1 - e * e - 2 * angle * e);
    const vv = v * tau * tau * (angle < 1 ? series(-1, 0, 4, 3, angle) : 4 * e - 3 - e * e + 2 * angle);
    const va = v * tau * (1 - e) * (1 - e);
    const aa = -v * expm1(-2 * angle);
    noise.set([pp, pv, pa, pv, vv, va, pa, va, aa]);
  });
}

const positionTerm = (a: number, e: number): number => 1 - e * e + 2 * a + (2 * a * a * a) / 3 - 2 * a * a - 4 * a * e;

/** a − 1 + e^−a, by its series where that cancels. */
function tail(a: number): number {
  if (a >= 1) return a - 1 + exp(-a);
  let term = (a * a) / 2;
  let sum = 0;
  for (let k = 3; k < 24; k++) {
    sum += term;
    term *= -a / k;
  }
  return sum;
}

/**
 * p·e^−2a + q·a·e^−a + r·e^−a from its power `from` on: the lower powers are what Singer's other terms cancel. For
 * a < 1, where the closed form would lose its digits.
 */
function series(p: number, q: number, r: number, from: number, a: number): number {
  let double = 1;
  let single = 1;
  let before = 0;
  let sum = 0;
  for (let k = 0; k < 28; k++) {
    if (k >= from) sum += p * double + q * before + r * single;
    before = a * single;
    double *= (-2 * a) / (k + 1);
    single *= -a / (k + 1);
  }
  return sum;
}

/**
 * Nearly constant acceleration: white-noise jerk on each axis, 9 states; what Singer's model becomes for a long time
 * constant. Exact. Source: Bar-Shalom, Li and Kirubarajan 2001, section 6.2.3.
 */
export function constantAcceleration(config: Omit<ConstantAccelerationConfig, 'kind'>): MotionModel {
  const density = requirePositive('spectral density', config.spectralDensity, 'm²/s⁵');
  const sigma = requirePositive('acceleration sigma', config.accelerationSigma, 'm/s²');
  return accelerating('constantAcceleration', sigma, (dt, transition, noise) => {
    transition.set([1, dt, 0.5 * dt * dt, 0, 1, dt, 0, 0, 1]);
    const t2 = dt * dt;
    const t3 = t2 * dt;
    const pv = (density * t2 * t2) / 8;
    const pa = (density * t3) / 6;
    const va = 0.5 * density * t2;
    noise.set([(density * t2 * t3) / 20, pv, pa, pv, (density * t3) / 3, va, pa, va, density * dt]);
  });
}
