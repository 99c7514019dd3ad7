import { assignIteratively } from './weapon-target-best.js';
import { costOf, type ShotTable } from './weapon-target-shots.js';

/** Largest case that the exact method takes, shots: its worst case grows as targets to this power. */
export const MAXIMUM_EXACT_SHOTS = 16;

/**
 * Depth-first branch and bound from the solution of `best`, bounded below by letting every shot left fire at every
 * target. Shots of one weapon are alike, so they are tried only in order of their targets.
 */
export function assignExactly(table: ShotTable): Int32Array {
  const { shots, targets, values, kill, weapon } = table;
  if (shots > MAXIMUM_EXACT_SHOTS) {
    throw new RangeError(`the exact method takes at most ${MAXIMUM_EXACT_SHOTS} shots; got ${shots}`);
  }
  // rest[shot · targets + target]: survival if this and all later shots fired at the target.
  const rest = new Float64Array((shots + 1) * targets).fill(1);
  for (let at = shots * targets - 1; at >= 0; at--) rest[at] = rest[at + targets] * (1 - kill[at]);
  let best = assignIteratively(table);
  let least = costOf(table, best);
  const left = values.slice();
  const current = new Int32Array(shots);
  const search = (shot: number): void => {
    let bound = 0;
    for (let j = 0; j < targets; j++) bound += left[j] * rest[shot * targets + j];
    if (bound >= least) return;
    if (shot === shots) {
      least = bound;
      best = current.slice();
      return;
    }
    const first = shot > 0 && weapon[shot] === weapon[shot - 1] ? current[shot - 1] : 0;
    for (let j = first; j < targets; j++) {
      const before = left[j];
      left[j] = before * (1 - kill[shot * targets + j]);
      current[shot] = j;
      search(shot + 1);
      left[j] = before;
    }
  };
  if (targets > 0) search(0);
  return best;
}
