import { makeStreams, uniform } from '../math/index.js';
import { assignGreedily } from './weapon-target-greedy.js';
import { makeShotTable, type ShotTable, survivingValue } from './weapon-target-shots.js';
import type { StagedProblem } from './weapon-target-stages.js';

/** Outcomes of a stage that are weighed: all of them for up to four targets fired at, else as many drawn. */
const OUTCOMES = 16;
const MOST_TARGETS = 4;
/** Work that improving a plan may do: pairs of a shot and a target in the plans of what comes after. */
const MOST_PAIRS = 1_000_000;

/** What later stages offer: the greatest kill probability of each weapon at each target in any of them. */
export interface Lookahead {
  readonly table: ShotTable;
  readonly shotsLeft: readonly number[];
  readonly later: readonly (readonly number[])[];
}

export function makeLookahead({ killProbability, shotsLeft }: StagedProblem, table: ShotTable): Lookahead {
  const later = shotsLeft.map((_, i) =>
    Array.from({ length: table.targets }, (_, j) => {
      let most = 0;
      for (let s = 1; s < killProbability.length; s++) most = Math.max(most, killProbability[s][i][j]);
      return most;
    }),
  );
  return { table, shotsLeft, later };
}

/**
 * Expected value left when this stage's shots go to `target`, its outcome is seen, and the shots kept are then planned
 * once and for all by greatest marginal return. Plans are compared on the same draws.
 */
export function weigh({ table, shotsLeft, later }: Lookahead, target: Int32Array): number {
  const { shots, targets, values, kill, weapon } = table;
  const survival = new Float64Array(targets).fill(1);
  const kept = [...shotsLeft];
  for (let i = 0; i < shots; i++) {
    if (target[i] < 0) continue;
    survival[target[i]] *= 1 - kill[i * targets + target[i]];
    kept[weapon[i]]--;
  }
  const uncertain: number[] = [];
  for (let j = 0; j < targets; j++) if (survival[j] < 1 && values[j] > 0) uncertain.push(j);
  const all = uncertain.length <= MOST_TARGETS;
  const outcomes = all ? 1 << uncertain.length : OUTCOMES;
  const left = new Float64Array(targets);
  let expected = 0;
  for (let outcome = 0; outcome < outcomes; outcome++) {
    left.set(values);
    let probability = all ? 1 : 1 / OUTCOMES;
    for (let n = 0; n < uncertain.length; n++) {
      const j = uncertain[n];
      const alive = all ? ((outcome >> n) & 1) === 1 : uniform(STREAMS, outcome, j, 0, 0) < survival[j];
      if (all) probability *= alive ? survival[j] : 1 - survival[j];
      if (!alive) left[j] = 0;
    }
    if (probability === 0) continue;
    const rest = makeShotTable(left, later, kept);
    expected += probability * survivingValue(rest, assignGreedily(rest));
  }
  return expected;
}

const STREAMS = makeStreams(0, 1);

/** Moves one shot at a time, to another target or to be kept, while that betters the plan and the work lasts. */
export function improve(lookahead: Lookahead, target: Int32Array): number {
  const { shots, targets } = lookahead.table;
  let least = weigh(lookahead, target);
  let weighings = Math.floor(MOST_PAIRS / (OUTCOMES * shots * targets + 1));
  for (let better = true; better; ) {
    better = false;
    for (let i = 0; i < shots; i++) {
      for (let j = -1; j < targets; j++) {
        const before = target[i];
        if (j === before) continue;
        if (weighings-- <= 0) return least;
        target[i] = j;
        const weight = weigh(lookahead, target);
        if (weight < least - 1e-12 * least) {
          least = weight;
          better = true;
        } else target[i] = before;
      }
    }
  }
  return least;
}
