import { requireCount } from '../math/index.js';
import { checkRows, checkShots, checkValues, targetsByWeapon } from './weapon-target.js';
import { assignIteratively } from './weapon-target-best.js';
import { improve, makeLookahead, weigh } from './weapon-target-lookahead.js';
import { balance, makeStages, type Stages, worthInto } from './weapon-target-relaxation.js';
import { makeShotTable, type ShotTable } from './weapon-target-shots.js';

/** Weapons and targets over several stages of fire, with a look at what survives between one stage and the next. */
export interface StagedProblem {
  /** Value of each target that is left, ≥ 0: 0 for one that is known to be killed. */
  readonly values: readonly number[];
  /** killProbability[stage][weapon][target] of one shot, stage 0 now: 0 where the target has not come or is out of reach. */
  readonly killProbability: readonly (readonly (readonly number[])[])[];
  /** Shots that each weapon has left for all stages. */
  readonly shotsLeft: readonly number[];
  /** Shots that each weapon can fire in this stage, by its channels and launchers; as many as it has when left out. */
  readonly shotsNow?: readonly number[];
}

export interface StagedPlan {
  /** For each weapon the targets of the shots to fire in this stage, in order, nulls last: shots kept for later. */
  readonly fire: readonly (readonly (number | null)[])[];
  /** What one more shot of each weapon would save at most, in the unit of the values. */
  readonly shotPrice: readonly number[];
  /** No rule of fire leaves less than this expected value after the last stage. */
  readonly lowerBound: number;
}

/** Rounds of the subgradient method: for the bound, and for the prices of each plan. */
const BOUND_ROUNDS = 200;
const ROUNDS = 60;
/** Plans for this stage, each with the prices that the one before led to. */
const PLANS = 3;

/**
 * One step of the rolling horizon: what to fire now, knowing that what survives can be fired at again. Call it at each
 * stage with what is then left.
 *
 * Shots have a price λ_i. With prices the targets no longer compete, and each has its own dynamic program back from the
 * last stage, J_j(s) = min over x of [J_j(s+1) Π_i (1 − p_ijs)^x_i + Σ_i λ_i x_i], J_j(last + 1) = V_j: a shot kept for
 * later is paid for only if its target survives (Lagrangian relaxation of a weakly coupled dynamic program: D. Adelman and
 * A. J. Mersereau, "Relaxations of weakly coupled stochastic dynamic programs", Operations Research 56(3), 2008). Now the
 * static problem is solved with the values J_j(1) and the prices of the shots it fires. Plans made so are
 * weighed one look ahead, and the best is improved shot by shot (a rollout, D. P. Bertsekas, "Dynamic Programming and
 * Optimal Control", vol. 1, Athena Scientific, 2005). The same relaxation over all stages is the bound.
 */
export function planStagedFire(problem: StagedProblem): StagedPlan {
  const { values, killProbability, shotsLeft } = problem;
  checkStages(problem);
  const stages = makeStages(problem);
  const ones = new Float64Array(values.length).fill(1);
  const shotPrice = new Float64Array(shotsLeft.length);
  const lowerBound = balance(stages, 0, ones, shotsLeft, shotPrice, BOUND_ROUNDS);
  const shotsNow = shotsLeft.map((shots, i) => Math.min(shots, problem.shotsNow?.[i] ?? shots));
  const table = makeShotTable(values, killProbability[0], shotsNow);
  // With nothing to come, this is the static problem.
  const target = killProbability.length > 1 ? bestOfPlans(problem, stages, table) : assignIteratively(table);
  return {
    fire: targetsByWeapon(table, target, shotsNow),
    shotPrice: Array.from(shotPrice),
    lowerBound: Math.max(0, lowerBound),
  };
}

/** Plans at the prices of later stages, in turn, and the plan to fire nothing: the best of them, improved. */
function bestOfPlans(problem: StagedProblem, stages: Stages, table: ShotTable): Int32Array {
  const { shotsLeft } = problem;
  const lookahead = makeLookahead(problem, table);
  const share = new Float64Array(table.targets).fill(1);
  const prices = new Float64Array(shotsLeft.length);
  const worth = new Float64Array(table.targets);
  let best: Int32Array = new Int32Array(table.shots).fill(-1);
  let least = weigh(lookahead, best);
  let kept: readonly number[] = shotsLeft;
  for (let plan = 0; plan < PLANS; plan++) {
    balance(stages, 1, share, halfLess(kept), prices, ROUNDS);
    worthInto(stages, 1, prices, worth);
    const target = assignIteratively(priced(table, worth, prices));
    const weight = weigh(lookahead, target);
    if (weight < least) {
      least = weight;
      best = target;
    }
    survivalInto(table, target, share);
    kept = shotsKept(table, target, shotsLeft);
  }
  improve(lookahead, best);
  return best;
}

/** The same shots, at targets of other values and with prices of the weapons' shots. */
function priced(table: ShotTable, values: Float64Array, prices: Float64Array): ShotTable {
  return { ...table, values, price: Float64Array.from(table.weapon, (weapon) => prices[weapon]) };
}

/** A price is asked for the shot that might be fired: it lies between one shot less and none less. */
const halfLess = (shots: readonly number[]): number[] => shots.map((count) => Math.max(0, count - 0.5));

function shotsKept(table: ShotTable, target: Int32Array, shotsLeft: readonly number[]): number[] {
  const kept = [...shotsLeft];
  for (let i = 0; i < table.shots; i++) if (target[i] >= 0) kept[table.weapon[i]]--;
  return kept;
}

/** Probability of each target to survive this stage. */
function survivalInto({ shots, targets, kill }: ShotTable, target: Int32Array, out: Float64Array): void {
  out.fill(1);
  for (let i = 0; i < shots; i++) if (target[i] >= 0) out[target[i]] *= 1 - kill[i * targets + target[i]];
}

function checkStages({ values, killProbability, shotsLeft, shotsNow }: StagedProblem): void {
  requireCount('stages of killProbability', killProbability.length, 1);
  checkValues(values);
  checkShots('shotsLeft', shotsLeft, shotsLeft.length);
  if (shotsNow !== undefined) checkShots('shotsNow', shotsNow, shotsLeft.length);
  for (let s = 0; s < killProbability.length; s++)
    checkRows(`killProbability[${s}]`, killProbability[s], shotsLeft.length, values.length);
}
