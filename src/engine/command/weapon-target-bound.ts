import { assignWeapons, shotTableOf, type WeaponTargetProblem } from './weapon-target.js';
import { maximiseDual } from './weapon-target-dual.js';
import { cheapestShots, foldOf, makePricing } from './weapon-target-pricing.js';

export interface WeaponTargetBound {
  /** No assignment leaves less than this expected surviving value (but for rounding, some 1e-13 of it). */
  readonly lowerBound: number;
  /** Price of a shot of each weapon at which the bound was found: what one more shot would save at most. */
  readonly shotPrice: readonly number[];
}

/** Rounds of the subgradient method: the bounds of the benchmark rise by less than 1e-5 of themselves after these. */
const ROUNDS = 800;
/**
 * A lower bound of the weapon–target assignment problem: the Lagrangian dual in which each shot of weapon i has a price
 * λ_i ≥ 0 instead of a limit,
 *
 *   max over λ of  Σ_j min over x_j of [V_j Π_i (1 − p_ij)^x_ij + Σ_i λ_i x_ij]  −  Σ_i λ_i shots_i.
 *
 * Any λ gives a true bound, since every target's problem is solved exactly. Its maximum equals the linear program over all
 * sets of shots at each target, which branch and price starts from (O. Kwon, K. Lee, D. Kang and S. Park, "A
 * branch-and-price algorithm for a targeting problem", Naval Research Logistics 54, 2007).
 * Maximised by subgradient steps towards `upperBound`, the value of any solution (the method best's when left out).
 */
export function boundWeapons(
  problem: WeaponTargetProblem,
  options: { readonly upperBound?: number; readonly rounds?: number } = {},
): WeaponTargetBound {
  const table = shotTableOf(problem);
  const weapons = problem.killProbability.length;
  const available = problem.shotsLeft ?? problem.killProbability.map(() => 1);
  const upperBound = options.upperBound ?? assignWeapons({ ...problem, method: 'best' }).expectedSurvivingValue;
  const kill = new Float64Array(table.targets * weapons);
  problem.killProbability.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) kill[j * weapons + i] = row[j];
  });
  const folds = kill.map(foldOf);
  const pricing = makePricing(weapons);
  const shotPrice = new Float64Array(weapons);
  const lowerBound = maximiseDual(shotPrice, upperBound, options.rounds ?? ROUNDS, (prices, excess) => {
    let dual = 0;
    for (let i = 0; i < weapons; i++) {
      excess[i] = -available[i];
      dual -= prices[i] * available[i];
    }
    for (let j = 0; j < table.targets; j++) {
      dual += cheapestShots(pricing, table.values[j], kill, folds, j * weapons, prices, available);
      for (let i = 0; i < weapons; i++) excess[i] += pricing.shots[i];
    }
    return dual;
  });
  return { lowerBound: Math.max(0, lowerBound), shotPrice: Array.from(shotPrice) };
}
