import { assignGreedily } from './weapon-target-greedy.js';
import { type ShotTable, survivingValuesInto } from './weapon-target-shots.js';

/** Passes of one search for chains: each lengthens the chains; later ones find little. Measured, see the model's page. */
const PASSES = 10;
/** A chain must gain this share of the greatest value, or rounding could let it run in circles. */
const LEAST_GAIN = 1e-11;

/** Endings of a chain that are no target. */
const UNFIRED = -1;
const NONE = -2;

interface Search {
  readonly table: ShotTable;
  /** 1 − kill. */
  readonly survive: Float64Array;
  /** Target of each shot, −1 where it is not fired. */
  readonly target: Int32Array;
  /** Surviving value of each target, and of each fired shot's target without that shot. */
  readonly left: Float64Array;
  readonly without: Float64Array;
  /** Least cost found of a chain that ends with this shot taken off its target, and the shot before it in that chain. */
  readonly cost: Float64Array;
  readonly before: Int32Array;
  /** Gain of the best ending of a chain with this shot, its last target, and the chain, last shot first. */
  readonly endCost: Float64Array;
  readonly endTarget: Int32Array;
  readonly chain: number[][];
  /** Marks of targets on a chain; of shots and targets moved in this search. */
  readonly onChain: Int32Array;
  stamp: number;
}

/**
 * The general problem, nearly: greedy, then ejection chains. A chain takes a shot off its target (or an unfired shot),
 * puts it on another target in place of a shot there, puts that on a third, and so on; the last goes to a target without
 * displacing any, to the target that the first left, or is not fired. No target occurs twice, so the cost of a chain is
 * exact: the multi-exchange neighbourhood of Ahuja, Kumar, Jha and Orlin (2003), searched by label correcting. Every
 * search applies the best chains that share no target, until none gains or `passes` are used up. Deterministic: the
 * budget counts work, not time.
 */
export function assignByChains(table: ShotTable, passes: number): Int32Array {
  const { shots, targets } = table;
  const search: Search = {
    table,
    survive: table.kill.map((p) => 1 - p),
    target: assignGreedily(table),
    left: new Float64Array(targets),
    without: new Float64Array(shots),
    cost: new Float64Array(shots),
    before: new Int32Array(shots),
    endCost: new Float64Array(shots),
    endTarget: new Int32Array(shots),
    chain: Array.from({ length: shots }, () => []),
    onChain: new Int32Array(targets),
    stamp: 0,
  };
  let greatest = 0;
  for (let j = 0; j < targets; j++) greatest = Math.max(greatest, table.values[j]);
  const leastGain = LEAST_GAIN * greatest;
  for (let used = 0; used < passes; ) {
    weigh(search);
    used += findChains(search, Math.min(PASSES, passes - used), leastGain);
    if (!applyChains(search)) break;
  }
  return search.target;
}

/** Surviving values with and without each fired shot. */
function weigh({ table, survive, target, left, without }: Search): void {
  const { shots, targets, values } = table;
  survivingValuesInto(table, target, left);
  for (let i = 0; i < shots; i++) {
    const j = target[i];
    if (j < 0) continue;
    const q = survive[i * targets + j];
    if (q > 0) {
      without[i] = left[j] / q;
      continue;
    }
    // A certain kill can't be divided out.
    without[i] = values[j];
    for (let k = 0; k < shots; k++) if (k !== i && target[k] === j) without[i] *= survive[k * targets + j];
  }
}

/** Label correcting: every pass extends the chains that got cheaper in the pass before. Returns the passes it took. */
function findChains(search: Search, passes: number, leastGain: number): number {
  const { table, target, left, without, cost, before, endCost, endTarget } = search;
  const { shots, price } = table;
  for (let i = 0; i < shots; i++) {
    before[i] = -1;
    cost[i] = target[i] < 0 ? price[i] : without[i] - left[target[i]];
    endCost[i] = -leastGain;
    endTarget[i] = NONE;
  }
  let fresh = new Uint8Array(shots).fill(1);
  for (let pass = 1; pass <= passes; pass++) {
    const next = new Uint8Array(shots);
    let any = false;
    for (let i = 0; i < shots; i++) {
      if (fresh[i] === 0) continue;
      const first = markChain(search, i);
      if (first < 0) continue;
      endChain(search, i, first);
      if (extendChain(search, i, next)) any = true;
    }
    if (!any) return pass;
    fresh = next;
  }
  return passes;
}

/** Marks the targets on the chain that ends with a shot; returns its first shot, or −1 where a target occurs twice. */
function markChain(search: Search, shot: number): number {
  const { target, before, onChain } = search;
  const stamp = ++search.stamp;
  let first = shot;
  for (let n = shot; n >= 0; n = before[n]) {
    const j = target[n];
    if (j >= 0 && onChain[j] === stamp) return -1;
    if (j >= 0) onChain[j] = stamp;
    first = n;
  }
  return first;
}

/** Keeps the chain with the best ending for the shot taken off last, if it beats the best known with that shot last. */
function endChain(search: Search, shot: number, first: number): void {
  const { table, target, left, without, cost, before, endCost, endTarget, chain, onChain, stamp } = search;
  const { targets, kill, price } = table;
  const row = shot * targets;
  const so = cost[shot];
  let best = endCost[shot];
  let ending = NONE;
  for (let j = 0; j < targets; j++) {
    const total = so - left[j] * kill[row + j];
    if (total >= best || onChain[j] === stamp) continue;
    best = total;
    ending = j;
  }
  const home = target[first];
  if (first !== shot && home >= 0 && so - without[first] * kill[row + home] < best) {
    best = so - without[first] * kill[row + home];
    ending = home;
  }
  if (so - price[shot] < best) {
    best = so - price[shot];
    ending = UNFIRED;
  }
  if (ending === NONE) return;
  endCost[shot] = best;
  endTarget[shot] = ending;
  const path = chain[shot];
  path.length = 0;
  for (let n = shot; n >= 0; n = before[n]) path.push(n);
}

/** Puts the shot taken off last in the place of every other; notes the shots whose chains this makes cheaper. */
function extendChain(search: Search, shot: number, next: Uint8Array): boolean {
  const { table, survive, target, left, without, cost, before, onChain, stamp } = search;
  const { shots, targets } = table;
  const row = shot * targets;
  const so = cost[shot];
  let any = false;
  for (let k = 0; k < shots; k++) {
    const j = target[k];
    if (j < 0) continue;
    const total = so + without[k] * survive[row + j] - left[j];
    if (total >= cost[k] - 1e-12 || onChain[j] === stamp) continue;
    cost[k] = total;
    before[k] = shot;
    next[k] = 1;
    any = true;
  }
  return any;
}

/** Applies the chains found, the greatest gain first, each unless one before it has touched a target or shot of it. */
function applyChains(search: Search): boolean {
  const { table, target, endCost, endTarget, chain, onChain } = search;
  const found: number[] = [];
  for (let i = 0; i < table.shots; i++) if (endTarget[i] !== NONE) found.push(i);
  found.sort((a, b) => endCost[a] - endCost[b] || a - b);
  const stamp = ++search.stamp;
  const moved = new Uint8Array(table.shots);
  for (const last of found) {
    const path = chain[last];
    const ending = endTarget[last];
    if (ending >= 0 && onChain[ending] === stamp) continue;
    if (path.some((n) => moved[n] === 1 || (target[n] >= 0 && onChain[target[n]] === stamp))) continue;
    let to = ending;
    for (const n of path) {
      const from = target[n];
      if (to >= 0) onChain[to] = stamp;
      if (from >= 0) onChain[from] = stamp;
      target[n] = to;
      moved[n] = 1;
      to = from;
    }
  }
  return found.length > 0;
}
