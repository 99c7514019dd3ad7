import { maximiseDual } from './weapon-target-dual.js';
import { cheapestShots, foldOf, makePricing, type Pricing } from './weapon-target-pricing.js';
import type { StagedProblem } from './weapon-target-stages.js';

export interface Stages {
  readonly values: readonly number[];
  readonly weapons: number;
  /** Of each stage: kill[target · weapons + weapon], and its e-foldings. */
  readonly kill: readonly Float64Array[];
  readonly folds: readonly Float64Array[];
  readonly available: readonly number[];
  readonly pricing: Pricing;
  /** Shots of each weapon at one target, stage by stage. */
  readonly shots: Int32Array;
}

export function makeStages({ values, killProbability, shotsLeft }: StagedProblem): Stages {
  const weapons = shotsLeft.length;
  const kill = killProbability.map((rows) => {
    const columns = new Float64Array(values.length * weapons);
    rows.forEach((row, i) => {
      for (let j = 0; j < row.length; j++) columns[j * weapons + i] = row[j];
    });
    return columns;
  });
  return {
    values,
    weapons,
    kill,
    folds: kill.map((columns) => columns.map(foldOf)),
    available: shotsLeft,
    pricing: makePricing(weapons),
    shots: new Int32Array(kill.length * weapons),
  };
}

/** J_j(from), with the shots it takes at each stage left in `stages.shots`. */
function worthOf(stages: Stages, j: number, from: number, prices: Float64Array): number {
  const { values, weapons, kill, folds, available, pricing, shots } = stages;
  let worth = values[j];
  for (let s = kill.length - 1; s >= from; s--) {
    worth = cheapestShots(pricing, worth, kill[s], folds[s], j * weapons, prices, available);
    shots.set(pricing.shots, s * weapons);
  }
  return worth;
}

/** J_j(from) of every target: what it is worth to have it survive until then, shots to come paid. */
export function worthInto(stages: Stages, from: number, prices: Float64Array, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = worthOf(stages, j, from, prices);
}

/** Finds prices for the stages from `from` on, where target j arrives with probability share[j]; returns the dual's value. */
export function balance(
  stages: Stages,
  from: number,
  share: Float64Array,
  kept: readonly number[],
  prices: Float64Array,
  rounds: number,
): number {
  const { values, weapons, kill, shots } = stages;
  let unfired = 0;
  for (let j = 0; j < values.length; j++) unfired += share[j] * values[j];
  return maximiseDual(prices, unfired, rounds, (at, excess) => {
    let dual = 0;
    for (let i = 0; i < weapons; i++) {
      excess[i] = -kept[i];
      dual -= at[i] * kept[i];
    }
    for (let j = 0; j < values.length; j++) {
      dual += share[j] * worthOf(stages, j, from, at);
      let alive = share[j];
      for (let s = from; s < kill.length; s++) {
        let survival = 1;
        for (let i = 0; i < weapons; i++) {
          const count = shots[s * weapons + i];
          excess[i] += alive * count;
          for (let n = 0; n < count; n++) survival *= 1 - kill[s][j * weapons + i];
        }
        alive *= survival;
      }
    }
    return dual;
  });
}
