import { assignWeapons, shotTableOf, type WeaponTargetProblem } from './weapon-target.js';
import { cheapestShots, foldOf, makePricing } from './weapon-target-pricing.js';

export interface WeaponTargetBound {
  /** No assignment leaves less than this expected surviving value (but for rounding, some 1e-13 of it). */
  readonly lowerBound: number;
  /** Price of a shot of each weapon at which the bound was found: what one more shot would save at most. */
  readonly shotPrice: readonly number[];
}

/** Rounds of the subgradient method: the bounds of the benchmark rise by less than 1e-5 of themselves after these. */
const ROUNDS = 800;
/** Share of Polyak's step at first, its factor when the bound has not risen for so many rounds, and of the last direction. */
const FIRST_STEP = 1;
const STEP_FACTOR = 0.7;
const PATIENCE = 15;
const MOMENTUM = 0.7;

/**
 * A lower bound of the weapon–target assignment problem: the Lagrangian dual in which each shot of weapon i has a price
 * λ_i ≥ 0 instead of a limit,
 *
 *   max over λ of  Σ_j min over x_j of [V_j Π_i (1 − p_ij)^x_ij + Σ_i λ_i x_ij]  −  Σ_i λ_i shots_i.
 *
 * Any λ gives a true bound, since every target's problem is solved exactly. Its maximum equals the linear program over all
 * sets of shots at each target, which branch and price starts from (O. Kwon, K. Lee, D. Kang and S. Park, "A
 * branch-and-price algorithm for a targeting problem", Naval Research Logistics 54, 2007). Maximised by subgradient steps
 * (B. T. Polyak, 1969) towards the value of `upperBound`, any solution's (the method best's when left out).
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
  const { bound, prices } = maximiseDual(table.values, kill, available, upperBound, options.rounds ?? ROUNDS);
  return { lowerBound: Math.max(0, bound), shotPrice: Array.from(prices) };
}

/** The best bound and its prices. `kill[target · weapons + weapon]`. */
export function maximiseDual(
  values: Float64Array,
  kill: Float64Array,
  available: ArrayLike<number>,
  upperBound: number,
  rounds: number,
): { bound: number; prices: Float64Array } {
  const weapons = available.length;
  const prices = new Float64Array(weapons);
  const best = new Float64Array(weapons);
  const use = new Float64Array(weapons);
  const direction = new Float64Array(weapons);
  const pricing = makePricing(weapons);
  const folds = kill.map(foldOf);
  let bound = -Infinity;
  let step = FIRST_STEP;
  let stale = 0;
  for (let round = 0; round < rounds; round++) {
    let dual = 0;
    for (let i = 0; i < weapons; i++) {
      use[i] = -available[i];
      dual -= prices[i] * available[i];
    }
    for (let j = 0; j < values.length; j++) {
      dual += cheapestShots(pricing, values[j], kill, folds, j * weapons, prices, available);
      for (let i = 0; i < weapons; i++) use[i] += pricing.shots[i];
    }
    if (dual > bound) {
      bound = dual;
      best.set(prices);
      stale = 0;
    } else if (++stale >= PATIENCE) {
      step *= STEP_FACTOR;
      stale = 0;
      prices.set(best);
    }
    let square = 0;
    for (let i = 0; i < weapons; i++) {
      direction[i] = use[i] + MOMENTUM * direction[i];
      if (prices[i] <= 0 && direction[i] < 0) direction[i] = 0;
      square += direction[i] * direction[i];
    }
    if (square === 0 || upperBound <= dual) break;
    const length = (step * (upperBound - dual)) / square;
    for (let i = 0; i < weapons; i++) prices[i] = Math.max(0, prices[i] + length * direction[i]);
  }
  return { bound, prices: best };
}
