import { requirePositive } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';

export interface ConstantVelocityConfig {
  readonly kind: 'constantVelocity';
  /** Spectral density of the white acceleration, horizontal axes, m²/s³. */
  readonly spectralDensity: number;
  /** The same of the vertical axis; the horizontal one where left out. */
  readonly verticalSpectralDensity?: number;
}

/**
 * Nearly constant velocity: continuous white-noise acceleration on each axis, 6 states. Transition and noise are exact:
 *   Q = q · [T³/3, T²/2; T²/2, T].
 * Source: Y. Bar-Shalom, X. R. Li and T. Kirubarajan, Estimation with Applications to Tracking and Navigation, Wiley
 * 2001, section 6.2.2.
 */
export function constantVelocity(config: Omit<ConstantVelocityConfig, 'kind'>): MotionModel {
  const horizontal = requirePositive('spectral density', config.spectralDensity, 'm²/s³');
  const vertical = requirePositive('vertical spectral density', config.verticalSpectralDensity ?? horizontal, 'm²/s³');
  return {
    name: 'constantVelocity',
    dimension: 6,
    extraMean: [],
    extraVariance: [],
    extraNames: [],
    propagate: (x, dt) => Float64Array.of(x[0] + dt * x[3], x[1] + dt * x[4], x[2] + dt * x[5], x[3], x[4], x[5]),
    jacobian: (_, dt) => {
      const f = new Float64Array(36);
      for (let i = 0; i < 6; i++) f[7 * i] = 1;
      f[3] = f[10] = f[17] = dt;
      return f;
    },
    noise: (_, dt) => {
      const q = new Float64Array(36);
      for (let axis = 0; axis < 3; axis++) addWhiteAcceleration(q, 6, axis, axis < 2 ? horizontal : vertical, dt);
      return q;
    },
  };
}

/** Adds to the n × n matrix `q` the noise on one axis of white acceleration of a spectral density, m²/s³, over dt. */
export function addWhiteAcceleration(q: Float64Array, n: number, axis: number, density: number, dt: number): void {
  const position = axis * n + axis;
  q[position] += (density * dt * dt * dt) / 3;
  q[position + 3] += 0.5 * density * dt * dt;
  q[position + 3 * n] += 0.5 * density * dt * dt;
  q[position + 3 * n + 3] += density * dt;
}
