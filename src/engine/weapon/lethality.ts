import type { TargetClass } from '../types/index.js';
import type { Interceptor } from './interceptor.js';
import { type Shot, shotFactor } from './kill-factors.js';

/**
 * Single-shot kill probability against a class of target inside the envelope: the preset's value by class, times the
 * factors of aspect, manoeuvre and track quality where the preset has them and the shot is given.
 */
export function killProbability(interceptor: Interceptor, targetClass: TargetClass, shot?: Shot): number {
  const { killFactors } = interceptor;
  const inside = interceptor.killProbability[targetClass];
  return killFactors === null || shot === undefined ? inside : inside * shotFactor(killFactors, shot);
}

/**
 * Kill probability of a salvo of n: 1 − (1 − p)ⁿ when the shots are independent. With a `commonFailure` c, the
 * probability that one cause spoils all of them, it is (1 − c)(1 − (1 − p/(1 − c))ⁿ): one shot alone keeps p.
 */
export function salvoKill(p: number, n: number, commonFailure = 0): number {
  if (p > 1 - commonFailure) throw new RangeError('a common failure leaves less than the single-shot kill probability');
  if (commonFailure === 1) return 0;
  const miss = 1 - p / (1 - commonFailure);
  let survival = 1;
  for (let k = 0; k < n; k++) survival *= miss;
  return (1 - commonFailure) * (1 - survival);
}

/**
 * Salvos fired one after another, each only if the look after the one before shows a survivor; looks without error.
 * `salvos`: sizes in order, [1, 1] for shoot–look–shoot, [2, 1] for shoot–shoot–look–shoot.
 */
export function shootLookShoot(p: number, salvos: readonly number[]): { kill: number; expectedShots: number } {
  let survival = 1;
  let expectedShots = 0;
  for (const salvo of salvos) {
    expectedShots += survival * salvo;
    survival *= 1 - salvoKill(p, salvo);
  }
  return { kill: 1 - survival, expectedShots };
}
