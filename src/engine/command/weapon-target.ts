/** The static weapon–target assignment problem: which shot goes at which target. */
export interface WeaponTargetProblem {
  /** Value of each target. */
  readonly values: readonly number[];
  /** killProbability[weapon][target] of one shot. */
  readonly killProbability: readonly (readonly number[])[];
  /** Shots of each weapon; one each when left out. */
  readonly shotsLeft?: readonly number[];
  /** greedy: each shot where its marginal return is greatest. exact: branch and bound, for small cases. */
  readonly method?: 'greedy' | 'exact';
}

export interface WeaponTargetAssignment {
  /** Target of each shot, weapon after weapon (weapon 0's shots first); -1 for a shot that could gain nothing. */
  readonly assignment: readonly number[];
  /** Σ V_j Π (1 − p_ij) over the shots i at each target j. */
  readonly expectedSurvivingValue: number;
}

/** Largest case that the exact method takes, shots: its worst case grows as targets to this power. */
export const MAXIMUM_EXACT_SHOTS = 16;

/**
 * Minimises Σ_j V_j Π_i (1 − p_ij)^x_ij. Greedy: maximum marginal return, one shot at a time. Exact: depth-first branch and
 * bound from that solution, bounded below by letting every shot left fire at every target. Problem, greedy method and better
 * bounds: Ahuja, Kumar, Jha and Orlin, "Exact and Heuristic Methods for the Weapon Target Assignment Problem", MIT Sloan School
 * of Management Working Paper 4464-03, 2003.
 * Ties go to the first shot, then the first target.
 */
export function assignWeapons(problem: WeaponTargetProblem): WeaponTargetAssignment {
  const { values } = problem;
  const rows = problem.killProbability.flatMap((row, weapon) => {
    if (row.length !== values.length) throw new RangeError('each weapon needs one kill probability a target');
    return Array.from({ length: problem.shotsLeft?.[weapon] ?? 1 }, () => row);
  });
  const assignment = problem.method === 'exact' ? exact(values, rows) : greedy(values, rows);
  return { assignment, expectedSurvivingValue: survivingValue(values, rows, assignment) };
}

/** Value expected to survive an assignment of shots (rows of kill probabilities) to targets. */
function survivingValue(
  values: readonly number[],
  rows: readonly (readonly number[])[],
  assignment: readonly number[],
) {
  const left = [...values];
  for (let shot = 0; shot < rows.length; shot++) {
    const target = assignment[shot];
    if (target >= 0) left[target] *= 1 - rows[shot][target];
  }
  return left.reduce((sum, value) => sum + value, 0);
}

function greedy(values: readonly number[], rows: readonly (readonly number[])[]): number[] {
  const left = [...values];
  const assignment = rows.map(() => -1);
  for (let round = 0; round < rows.length; round++) {
    let gain = 0;
    let bestShot = -1;
    let bestTarget = -1;
    for (let shot = 0; shot < rows.length; shot++) {
      if (assignment[shot] >= 0) continue;
      for (let target = 0; target < left.length; target++) {
        const marginal = left[target] * rows[shot][target];
        if (marginal <= gain) continue;
        gain = marginal;
        bestShot = shot;
        bestTarget = target;
      }
    }
    if (bestShot < 0) break;
    assignment[bestShot] = bestTarget;
    left[bestTarget] *= 1 - rows[bestShot][bestTarget];
  }
  return assignment;
}

function exact(values: readonly number[], rows: readonly (readonly number[])[]): number[] {
  if (rows.length > MAXIMUM_EXACT_SHOTS) {
    throw new RangeError(`the exact method takes at most ${MAXIMUM_EXACT_SHOTS} shots; got ${rows.length}`);
  }
  // surviveRest[shot][target]: survival if this and all later shots fired at the target.
  const surviveRest = Array.from({ length: rows.length + 1 }, () => values.map(() => 1));
  for (let shot = rows.length - 1; shot >= 0; shot--) {
    for (let j = 0; j < values.length; j++) surviveRest[shot][j] = surviveRest[shot + 1][j] * (1 - rows[shot][j]);
  }
  let best = greedy(values, rows);
  let least = survivingValue(values, rows, best);
  const left = [...values];
  const current = rows.map(() => -1);
  const search = (shot: number): void => {
    let bound = 0;
    for (let j = 0; j < left.length; j++) bound += left[j] * surviveRest[shot][j];
    if (bound >= least) return;
    if (shot === rows.length) {
      least = bound;
      best = [...current];
      return;
    }
    // Shots of one weapon are alike: try them only in order of their targets.
    const first = shot > 0 && rows[shot] === rows[shot - 1] ? Math.max(0, current[shot - 1]) : 0;
    for (let j = first; j < left.length; j++) {
      const before = left[j];
      left[j] = before * (1 - rows[shot][j]);
      current[shot] = j;
      search(shot + 1);
      left[j] = before;
    }
  };
  if (values.length > 0) search(0);
  return best;
}
