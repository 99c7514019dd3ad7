import type { ShotTable } from './weapon-target-shots.js';

/**
 * Maximum marginal return: again and again the shot and target of greatest gain V_j p_ij less the shot's price, V_j as
 * the shots before left it. Ties go to the first shot, then the first target. Each shot's best target is kept, and looked
 * for again only when that target has been fired at. F. A. Miercort and R. M. Soland ("Optimal allocation of missiles
 * against area and point defenses", Operations Research 19(3), 1971) and Ahuja and others (2003) call it so.
 */
export function assignGreedily(table: ShotTable): Int32Array {
  const { shots, targets, kill } = table;
  const left = table.values.slice();
  const target = new Int32Array(shots).fill(-1);
  const favourite = new Int32Array(shots);
  const gain = new Float64Array(shots);
  for (let i = 0; i < shots; i++) findFavourite(table, left, i, favourite, gain);
  for (let round = 0; round < shots; round++) {
    let chosen = -1;
    let most = 0;
    for (let i = 0; i < shots; i++) {
      if (target[i] >= 0 || gain[i] <= most) continue;
      most = gain[i];
      chosen = i;
    }
    if (chosen < 0) break;
    const j = favourite[chosen];
    target[chosen] = j;
    left[j] *= 1 - kill[chosen * targets + j];
    for (let i = 0; i < shots; i++)
      if (target[i] < 0 && favourite[i] === j) findFavourite(table, left, i, favourite, gain);
  }
  return target;
}

function findFavourite(
  { targets, kill, price }: ShotTable,
  left: Float64Array,
  shot: number,
  favourite: Int32Array,
  gain: Float64Array,
): void {
  const row = shot * targets;
  let most = price[shot];
  let best = -1;
  for (let j = 0; j < targets; j++) {
    const worth = left[j] * kill[row + j];
    if (worth <= most) continue;
    most = worth;
    best = j;
  }
  favourite[shot] = best;
  gain[shot] = most - price[shot];
}
