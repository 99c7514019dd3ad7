import { requirePositive } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';
import { addTurningNoise, makeTurn, turnInto, turnJacobianInto, turnStateInto } from './turn.js';

export interface KnownTurnConfig {
  readonly kind: 'knownTurn';
  /** Turn rate, rad/s, positive from east towards north. Either this or `lateralAcceleration`. */
  readonly turnRate?: number;
  /** Acceleration across the horizontal course, m/s², positive to the left. Either this or `turnRate`. */
  readonly lateralAcceleration?: number;
  /** Spectral density of white acceleration across the horizontal course, m²/s³. */
  readonly spectralDensity: number;
  /** The same along the course; that across where left out. */
  readonly alongSpectralDensity?: number;
  /** The same of the vertical axis; that across where left out. */
  readonly verticalSpectralDensity?: number;
}

/**
 * Least horizontal speed with which a lateral acceleration is turned into a turn rate, m/s: a slower target would spin.
 * Assumed; slower than any aeroplane and faster than hovering.
 */
const LEAST_SPEED = 30;

const turn = makeTurn();

/**
 * Coordinated turn at a known turn rate or known lateral acceleration a, 6 states; the rate is then a/speed, which the
 * turn leaves as it is, so that the transition is exact in both cases, and so is the noise.
 * Sources: Bar-Shalom, Li and Kirubarajan 2001, section 11.7; Li and Jilkov 2003, section V.
 */
export function knownTurn(config: Omit<KnownTurnConfig, 'kind'>): MotionModel {
  const { turnRate, lateralAcceleration } = config;
  if ((turnRate === undefined) === (lateralAcceleration === undefined)) {
    throw new RangeError('a known turn needs either turnRate, rad/s, or lateralAcceleration, m/s², and not both');
  }
  const given = turnRate ?? lateralAcceleration;
  if (!Number.isFinite(given)) throw new RangeError(`a known turn must be a finite number; got ${given}`);
  const across = requirePositive('spectral density', config.spectralDensity, 'm²/s³');
  const along = requirePositive('spectral density along', config.alongSpectralDensity ?? across, 'm²/s³');
  const vertical = requirePositive('vertical spectral density', config.verticalSpectralDensity ?? across, 'm²/s³');
  const rateOf = (x: Float64Array): number =>
    turnRate ?? (lateralAcceleration as number) / Math.max(LEAST_SPEED, Math.sqrt(x[3] * x[3] + x[4] * x[4]));
  return {
    name: 'knownTurn',
    dimension: 6,
    extraMean: [],
    extraVariance: [],
    extraNames: [],
    propagate: (x, dt) => {
      turnInto(rateOf(x), dt, turn);
      const out = new Float64Array(6);
      turnStateInto(turn, x, dt, out);
      return out;
    },
    jacobian: (x, dt) => {
      const rate = rateOf(x);
      turnInto(rate, dt, turn);
      const f = new Float64Array(36);
      turnJacobianInto(turn, dt, 6, f);
      const square = x[3] * x[3] + x[4] * x[4];
      if (turnRate !== undefined || square <= LEAST_SPEED * LEAST_SPEED) return f;
      // The rate falls with speed: dω/dv = −ω·v/|v|².
      const byRate = [
        turn.dS * x[3] - turn.dC * x[4],
        turn.dC * x[3] + turn.dS * x[4],
        0,
        -dt * (turn.sine * x[3] + turn.cosine * x[4]),
        dt * (turn.cosine * x[3] - turn.sine * x[4]),
      ];
      for (let i = 0; i < 5; i++) {
        f[6 * i + 3] -= (byRate[i] * rate * x[3]) / square;
        f[6 * i + 4] -= (byRate[i] * rate * x[4]) / square;
      }
      return f;
    },
    noise: (x, dt) => {
      turnInto(rateOf(x), dt, turn);
      const q = new Float64Array(36);
      const speed = Math.sqrt(x[3] * x[3] + x[4] * x[4]);
      const known = speed > 0;
      const ux = known ? (turn.cosine * x[3] - turn.sine * x[4]) / speed : 1;
      const uy = known ? (turn.sine * x[3] + turn.cosine * x[4]) / speed : 0;
      addTurningNoise(turn, dt, ux, uy, along, across, vertical, 6, q);
      return q;
    },
  };
}
