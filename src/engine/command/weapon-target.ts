import { requireCount, requireWithin } from '../math/index.js';
import { assignIteratively } from './weapon-target-best.js';
import { assignExactly } from './weapon-target-exact.js';
import { assignGreedily } from './weapon-target-greedy.js';
import { makeShotTable, type ShotTable, survivingValue } from './weapon-target-shots.js';
import { assignSingly } from './weapon-target-single.js';

/** How weapons are assigned; each in the file of its name. */
export type AssignmentMethod = 'greedy' | 'optimal' | 'best' | 'exact';

/** The static weapon–target assignment problem: which shot goes at which target. */
export interface WeaponTargetProblem {
  /** Value of each target, ≥ 0, in any one unit. */
  readonly values: readonly number[];
  /** killProbability[weapon][target] of one shot, 0–1. */
  readonly killProbability: readonly (readonly number[])[];
  /** Shots of each weapon; one each when left out. */
  readonly shotsLeft?: readonly number[];
  /**
   * greedy: maximum marginal return. optimal: the optimum with at most one shot a target. best (when left out): greedy
   * improved by chains of exchanges, near the optimum for any size. exact: branch and bound, up to 16 shots.
   */
  readonly method?: AssignmentMethod;
}

/** One target's index for each weapon; null for a weapon that is not fired, because it could gain nothing. */
export interface WeaponTargetAssignment {
  readonly assignment: readonly (number | null)[];
  /** Σ V_j Π (1 − p_ij) over the shots i at each target j, in the unit of the values. */
  readonly expectedSurvivingValue: number;
}

/** The same where weapons have several shots: for each weapon the targets of its shots, in order, nulls last. */
export interface ShotsAssignment {
  readonly assignment: readonly (readonly (number | null)[])[];
  readonly expectedSurvivingValue: number;
}

/** Each shot is a row of the table: far more than any defence has, and still solved in seconds. */
const MAXIMUM_SHOTS = 10_000;

const METHODS: Readonly<Record<AssignmentMethod, (table: ShotTable) => Int32Array>> = {
  greedy: assignGreedily,
  optimal: assignSingly,
  best: assignIteratively,
  exact: assignExactly,
};

/**
 * Minimises Σ_j V_j Π_i (1 − p_ij)^x_ij over whole numbers of shots x_ij, the weapon–target assignment problem
 * (R. K. Ahuja, A. Kumar, K. C. Jha and J. B. Orlin, "Exact and Heuristic Methods for the Weapon Target Assignment
 * Problem", MIT Sloan School of Management Working Paper 4464-03, 2003). What is no probability, a value below zero, a
 * row of the wrong length and a broken number of shots are RangeErrors that say where.
 */
export function assignWeapons(
  problem: WeaponTargetProblem & { readonly shotsLeft: readonly number[] },
): ShotsAssignment;
export function assignWeapons(
  problem: WeaponTargetProblem & { readonly shotsLeft?: undefined },
): WeaponTargetAssignment;
export function assignWeapons(problem: WeaponTargetProblem): WeaponTargetAssignment | ShotsAssignment;
export function assignWeapons(problem: WeaponTargetProblem): WeaponTargetAssignment | ShotsAssignment {
  const { shotsLeft, method = 'best' } = problem;
  const solve = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (solve === undefined)
    throw new RangeError(`method must be ${Object.keys(METHODS).join(', ')}; got ${JSON.stringify(method)}`);
  const table = shotTableOf(problem);
  const target = solve(table);
  const expectedSurvivingValue = survivingValue(table, target);
  if (shotsLeft === undefined)
    return { assignment: Array.from(target, (j) => (j < 0 ? null : j)), expectedSurvivingValue };
  return { assignment: targetsByWeapon(table, target, shotsLeft), expectedSurvivingValue };
}

/** The problem with one row a shot; throws a RangeError for what no problem can be. */
export function shotTableOf({ values, killProbability, shotsLeft }: WeaponTargetProblem): ShotTable {
  requireList('values', values);
  requireList('killProbability', killProbability);
  checkValues(values);
  checkRows('killProbability', killProbability, killProbability.length, values.length);
  if (shotsLeft !== undefined) requireList('shotsLeft', shotsLeft);
  if (shotsLeft !== undefined) checkShots('shotsLeft', shotsLeft, killProbability.length);
  return makeShotTable(values, killProbability, shotsLeft ?? killProbability.map(() => 1));
}

function requireList(name: string, list: unknown): void {
  if (!Array.isArray(list)) throw new RangeError(`${name} must be a list; got ${list === null ? 'null' : typeof list}`);
}

export function checkValues(values: readonly number[]): void {
  for (let j = 0; j < values.length; j++) requireWithin(`values[${j}]`, values[j], 0, Number.MAX_VALUE, '1');
}

/** `weapons` rows of one probability a target. */
export function checkRows(name: string, rows: readonly (readonly number[])[], weapons: number, targets: number): void {
  if (rows.length !== weapons)
    throw new RangeError(`${name} must have a row for each of the ${weapons} weapons; got ${rows.length}`);
  for (let i = 0; i < weapons; i++) {
    const row = rows[i];
    requireList(`${name}[${i}]`, row);
    if (row.length !== targets)
      throw new RangeError(
        `${name}[${i}] must have one probability for each of the ${targets} targets; got ${row.length}`,
      );
    // Written out: a call and a name for each pair would cost more than some methods.
    for (let j = 0; j < targets; j++)
      if (!(typeof row[j] === 'number' && row[j] >= 0 && row[j] <= 1))
        requireWithin(`${name}[${i}][${j}]`, row[j], 0, 1, '1');
  }
}

export function checkShots(name: string, shots: readonly number[], weapons: number): void {
  if (shots.length !== weapons)
    throw new RangeError(`${name} must have a number for each of the ${weapons} weapons; got ${shots.length}`);
  let total = 0;
  for (let i = 0; i < weapons; i++) {
    requireCount(`${name}[${i}]`, shots[i], 0);
    total += shots[i];
  }
  if (total > MAXIMUM_SHOTS) throw new RangeError(`${name} must add up to at most ${MAXIMUM_SHOTS}; got ${total}`);
}

/** Targets of each weapon's shots, ascending, nulls last. */
export function targetsByWeapon(
  table: ShotTable,
  target: Int32Array,
  shotsLeft: readonly number[],
): (number | null)[][] {
  const lists: number[][] = shotsLeft.map(() => []);
  for (let i = 0; i < table.shots; i++) if (target[i] >= 0) lists[table.weapon[i]].push(target[i]);
  return lists.map((list, weapon) => {
    list.sort((a, b) => a - b);
    return Array.from({ length: shotsLeft[weapon] }, (_, n) => (n < list.length ? list[n] : null));
  });
}
