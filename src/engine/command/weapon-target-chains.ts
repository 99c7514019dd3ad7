import { assignGreedily } from './weapon-target-greedy.js';
import { type ShotTable, survivingValuesInto } from './weapon-target-shots.js';

/** Passes of one search for chains: each lengthens the chains; later ones find little. Measured, see the model's page. */
const PASSES = 10;
/** A chain must gain this share of the greatest value, or rounding could let it run in circles. */
const LEAST_GAIN = 1e-11;

/** Targets kept for each shot to end a chain at: a chain seldom passes through all three. */
const FAVOURITES = 3;
/** Endings of a chain that are no target. */
const UNFIRED = -1;
const NONE = -2;

export interface ChainSearch {
  readonly table: ShotTable;
  /** 1 − kill. */
  readonly survive: Float64Array;
  readonly leastGain: number;
  /** Target of each shot, −1 where it is not fired. */
  readonly target: Int32Array;
  /** Surviving value of each target, and of each fired shot's target without that shot. */
  readonly left: Float64Array;
  readonly without: Float64Array;
  /** Least cost found of a chain that ends with this shot taken off its target, and the shot before it in that chain. */
  readonly cost: Float64Array;
  /** What a chain must cost less than, before the shot is taken off, to be better than that. */
  readonly limit: Float64Array;
  readonly before: Int32Array;
  /** Gain of the best ending of a chain with this shot, its last target, and the chain, last shot first. */
  readonly endCost: Float64Array;
  readonly endTarget: Int32Array;
  readonly chain: number[][];
  /** Three targets of each shot where it gains most, −1 where there are fewer. */
  readonly favourites: Int32Array;
  /** Marks of targets on a chain, then of targets that chains have moved. */
  readonly onChain: Int32Array;
  stamp: number;
}

/**
 * A search that starts from the greedy solution. A chain takes a shot off its target (or an unfired shot), puts it on
 * another target in place of a shot there, puts that on a third, and so on; the last goes to a target without displacing
 * any, to the target that the first left, or is not fired. No target occurs twice, so the cost of a chain is exact: the
 * multi-exchange neighbourhood of Ahuja, Kumar, Jha and Orlin (2003), searched by label correcting.
 */
export function openSearch(table: ShotTable): ChainSearch {
  const { shots, targets, values, kill } = table;
  let greatest = 0;
  for (let j = 0; j < targets; j++) greatest = Math.max(greatest, values[j]);
  return {
    table,
    survive: kill.map((p) => 1 - p),
    leastGain: LEAST_GAIN * greatest,
    target: assignGreedily(table),
    left: new Float64Array(targets),
    without: new Float64Array(shots),
    cost: new Float64Array(shots),
    limit: new Float64Array(shots),
    before: new Int32Array(shots),
    endCost: new Float64Array(shots),
    endTarget: new Int32Array(shots),
    chain: Array.from({ length: shots }, () => []),
    favourites: new Int32Array(FAVOURITES * shots),
    onChain: new Int32Array(targets),
    stamp: 0,
  };
}

/** Applies the best chains that share no target, until none gains or the passes are used up; returns the passes used. */
export function settle(search: ChainSearch, passes: number): number {
  let used = 0;
  while (used < passes) {
    weigh(search);
    used += findChains(search, Math.min(PASSES, passes - used));
    if (!applyChains(search)) break;
  }
  return used;
}

/** Surviving values with and without each fired shot. */
function weigh({ table, survive, target, left, without }: ChainSearch): void {
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
function findChains(search: ChainSearch, passes: number): number {
  const { table, leastGain, target, left, without, cost, limit, before, endCost, endTarget } = search;
  const { shots, price } = table;
  for (let i = 0; i < shots; i++) {
    before[i] = -1;
    cost[i] = target[i] < 0 ? price[i] : without[i] - left[target[i]];
    limit[i] = without[i] - leastGain;
    endCost[i] = -leastGain;
    endTarget[i] = NONE;
  }
  findFavourites(search);
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
function markChain(search: ChainSearch, shot: number): number {
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

/** Finds each shot's favourites: looked up in every pass, and right for the whole search. */
function findFavourites({ table, left, favourites }: ChainSearch): void {
  const { shots, targets, kill } = table;
  for (let i = 0; i < shots; i++) {
    const row = i * targets;
    let [a, b, c] = [-1, -1, -1];
    let [most, second, third] = [0, 0, 0];
    for (let j = 0; j < targets; j++) {
      const gain = left[j] * kill[row + j];
      if (gain <= third) continue;
      if (gain > most) {
        [c, b, a] = [b, a, j];
        [third, second, most] = [second, most, gain];
      } else if (gain > second) {
        [c, b] = [b, j];
        [third, second] = [second, gain];
      } else {
        c = j;
        third = gain;
      }
    }
    favourites[FAVOURITES * i] = a;
    favourites[FAVOURITES * i + 1] = b;
    favourites[FAVOURITES * i + 2] = c;
  }
}

/** The target off the chain marked where a shot gains most, −1 where it gains nothing. */
function favouriteOf({ table, left, favourites, onChain, stamp }: ChainSearch, shot: number): number {
  const { targets, kill } = table;
  for (let n = FAVOURITES * shot; n < FAVOURITES * (shot + 1); n++) {
    const j = favourites[n];
    if (j < 0 || onChain[j] !== stamp) return j;
  }
  let best = -1;
  let most = 0;
  for (let j = 0; j < targets; j++) {
    const gain = left[j] * kill[shot * targets + j];
    if (gain <= most || onChain[j] === stamp) continue;
    most = gain;
    best = j;
  }
  return best;
}

/** Keeps the chain with the best ending for the shot taken off last, if it beats the best known with that shot last. */
function endChain(search: ChainSearch, shot: number, first: number): void {
  const { table, target, left, without, cost, before, endCost, endTarget, chain } = search;
  const { targets, kill, price } = table;
  const row = shot * targets;
  const so = cost[shot];
  let best = endCost[shot];
  let ending = NONE;
  const favoured = favouriteOf(search, shot);
  if (favoured >= 0 && so - left[favoured] * kill[row + favoured] < best) {
    best = so - left[favoured] * kill[row + favoured];
    ending = favoured;
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
function extendChain(search: ChainSearch, shot: number, next: Uint8Array): boolean {
  const { table, survive, target, left, without, cost, limit, before, onChain, stamp } = search;
  const { shots, targets } = table;
  const row = shot * targets;
  const so = cost[shot];
  let any = false;
  for (let k = 0; k < shots; k++) {
    const j = target[k];
    if (j < 0) continue;
    const total = so + without[k] * survive[row + j];
    if (total >= limit[k] || onChain[j] === stamp) continue;
    cost[k] = total - left[j];
    limit[k] = total - search.leastGain;
    before[k] = shot;
    next[k] = 1;
    any = true;
  }
  return any;
}

/** Applies the chains found, the greatest gain first, each unless one before it has touched a target or shot of it. */
function applyChains(search: ChainSearch): boolean {
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
