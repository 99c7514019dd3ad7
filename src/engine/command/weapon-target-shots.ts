/** A weapon–target problem with one row a shot: what every method works on. */
export interface ShotTable {
  readonly shots: number;
  readonly targets: number;
  /** Value of each target, ≥ 0. */
  readonly values: Float64Array;
  /** kill[shot · targets + target], 0–1. */
  readonly kill: Float64Array;
  /** Weapon of each shot; the shots of a weapon lie side by side and are alike. */
  readonly weapon: Int32Array;
  /** What a shot is worth unfired, in units of value, ≥ 0: zero where nothing comes later. */
  readonly price: Float64Array;
}

/** Rows of kill probabilities, `shots[weapon]` of each. */
export function makeShotTable(
  values: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  shots: ArrayLike<number>,
  prices?: ArrayLike<number>,
): ShotTable {
  let count = 0;
  for (let w = 0; w < rows.length; w++) count += shots[w];
  const targets = values.length;
  const table = {
    shots: count,
    targets,
    values: Float64Array.from(values),
    kill: new Float64Array(count * targets),
    weapon: new Int32Array(count),
    price: new Float64Array(count),
  };
  let shot = 0;
  for (let w = 0; w < rows.length; w++) {
    for (let n = 0; n < shots[w]; n++, shot++) {
      table.kill.set(rows[w], shot * targets);
      table.weapon[shot] = w;
      if (prices !== undefined) table.price[shot] = prices[w];
    }
  }
  return table;
}

/** Value of each target times the probability that it survives the shots at it. `target[shot]` is −1 for an unfired shot. */
export function survivingValuesInto(table: ShotTable, target: Int32Array, out: Float64Array): void {
  const { shots, targets, values, kill } = table;
  out.set(values);
  for (let i = 0; i < shots; i++) if (target[i] >= 0) out[target[i]] *= 1 - kill[i * targets + target[i]];
}

/** Σ V_j Π (1 − p_ij): the value expected to survive. */
export function survivingValue(table: ShotTable, target: Int32Array): number {
  const left = new Float64Array(table.targets);
  survivingValuesInto(table, target, left);
  let sum = 0;
  for (let j = 0; j < left.length; j++) sum += left[j];
  return sum;
}

/** The same, and the prices of the shots fired: what the methods minimise. */
export function costOf(table: ShotTable, target: Int32Array): number {
  let cost = survivingValue(table, target);
  for (let i = 0; i < table.shots; i++) if (target[i] >= 0) cost += table.price[i];
  return cost;
}
