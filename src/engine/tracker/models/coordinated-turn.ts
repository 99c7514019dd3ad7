import { requirePositive } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';
import { addTurningNoise, makeTurn, turnInto, turnJacobianInto, turnStateInto } from './turn.js';

export interface CoordinatedTurnConfig {
  readonly kind: 'coordinatedTurn';
  /** Spectral density of white acceleration in the horizontal plane, m²/s³. */
  readonly spectralDensity: number;
  /** The same of the vertical axis; the horizontal one where left out. */
  readonly verticalSpectralDensity?: number;
  /** Spectral density of the white noise that drives the turn rate, rad²/s³. */
  readonly turnRateDensity: number;
  /** Standard deviation of the turn rate of a target of which nothing is known, rad/s. */
  readonly turnRateSigma: number;
}

const turn = makeTurn();

/**
 * Coordinated turn in the horizontal plane with the turn rate as the seventh state, rad/s, positive from east towards
 * north; nearly constant velocity vertically. The transition is exact for a constant turn rate. So is the noise of the
 * white acceleration; that of the turn rate acts on position and velocity along the direction of the centripetal
 * acceleration at half time, which is right to the first order of the angle turned.
 * Sources: Bar-Shalom, Li and Kirubarajan 2001, section 11.7; X. R. Li and V. P. Jilkov, Survey of maneuvering target
 * tracking, part I: dynamic models, IEEE Transactions on Aerospace and Electronic Systems 39(4), October 2003, section V.
 */
export function coordinatedTurn(config: Omit<CoordinatedTurnConfig, 'kind'>): MotionModel {
  const horizontal = requirePositive('spectral density', config.spectralDensity, 'm²/s³');
  const vertical = requirePositive('vertical spectral density', config.verticalSpectralDensity ?? horizontal, 'm²/s³');
  const rateDensity = requirePositive('turn rate density', config.turnRateDensity, 'rad²/s³');
  const rateSigma = requirePositive('turn rate sigma', config.turnRateSigma, 'rad/s');
  return {
    name: 'coordinatedTurn',
    dimension: 7,
    extraMean: [0],
    extraVariance: [rateSigma * rateSigma],
    extraNames: ['turnRate'],
    propagate: (x, dt) => {
      turnInto(x[6], dt, turn);
      const out = new Float64Array(7);
      turnStateInto(turn, x, dt, out);
      out[6] = x[6];
      return out;
    },
    jacobian: (x, dt) => {
      turnInto(x[6], dt, turn);
      const f = new Float64Array(49);
      turnJacobianInto(turn, dt, 7, f);
      const { dS, dC, sine, cosine } = turn;
      f[6] = dS * x[3] - dC * x[4];
      f[13] = dC * x[3] + dS * x[4];
      f[27] = -dt * (sine * x[3] + cosine * x[4]);
      f[34] = dt * (cosine * x[3] - sine * x[4]);
      f[48] = 1;
      return f;
    },
    noise: (x, dt) => {
      turnInto(x[6], dt, turn);
      const q = new Float64Array(49);
      addTurningNoise(turn, dt, 1, 0, horizontal, horizontal, vertical, 7, q);
      turnInto(x[6], 0.5 * dt, turn);
      const gx = -(turn.sine * x[3] + turn.cosine * x[4]);
      const gy = turn.cosine * x[3] - turn.sine * x[4];
      const t2 = dt * dt;
      const t3 = t2 * dt;
      const g = [gx, gy];
      for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 2; j++) {
          const gg = rateDensity * (g[i] * g[j]);
          q[7 * i + j] += (gg * t2 * t3) / 20;
          q[7 * i + j + 3] += (gg * t2 * t2) / 8;
          q[7 * (j + 3) + i] += (gg * t2 * t2) / 8;
          q[7 * (i + 3) + j + 3] += (gg * t3) / 3;
        }
        q[7 * i + 6] += (rateDensity * g[i] * t3) / 6;
        q[42 + i] += (rateDensity * g[i] * t3) / 6;
        q[7 * (i + 3) + 6] += 0.5 * rateDensity * g[i] * t2;
        q[42 + i + 3] += 0.5 * rateDensity * g[i] * t2;
      }
      q[48] += rateDensity * dt;
      return q;
    },
  };
}
