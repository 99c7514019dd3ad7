import { makeStreams, uniform } from '../math/index.js';
import { openSearch, settle } from './weapon-target-chains.js';
import { costOf, type ShotTable } from './weapon-target-shots.js';

/**
 * Work that a search may do: pairs of a shot with a target or another shot that it looks at, and passes over them all.
 * 200 shots and 200 targets are given 100 passes.
 */
const MOST_PAIRS = 8_000_000;
const MOST_PASSES = 600;
/** However large the case, the first chains are found. */
const LEAST_PASSES = 20;
/** Swaps that may go unrewarded, one after another, before the search ends: small cases are not searched for long. */
const PATIENCE = 60;

/**
 * The general problem, nearly: greedy, then chains of exchanges until none gains (see `openSearch`), then again from where
 * two shots have swapped their targets (or one of two at the same has gone elsewhere), keeping what is better: iterated local search (H. R. Lourenço, O. C. Martin and
 * T. Stützle, in "Handbook of Metaheuristics", Kluwer, 2003). Which shots is drawn from numbers of the search's own,
 * and the budget counts work, not time: the same problem has the same answer everywhere.
 */
export function assignIteratively(table: ShotTable): Int32Array {
  const { shots, targets } = table;
  const passes = Math.max(LEAST_PASSES, Math.min(MOST_PASSES, Math.floor(MOST_PAIRS / (shots * (shots + targets)))));
  const search = openSearch(table);
  const { target } = search;
  let used = settle(search, passes);
  let least = costOf(table, target);
  const best = target.slice();
  const fired = new Int32Array(shots);
  for (let swap = 0, stale = 0; used < passes && stale < PATIENCE; swap++, stale++) {
    let count = 0;
    for (let i = 0; i < shots; i++) if (target[i] >= 0) fired[count++] = i;
    if (count < 2) break;
    const a = fired[Math.floor(count * uniform(STREAMS, swap, 0, 0, 0))];
    const b = fired[Math.floor(count * uniform(STREAMS, swap, 1, 0, 0))];
    if (target[a] === target[b]) target[a] = Math.floor(targets * uniform(STREAMS, swap, 2, 0, 0));
    else [target[a], target[b]] = [target[b], target[a]];
    used += settle(search, passes - used);
    const cost = costOf(table, target);
    if (cost < least) {
      least = cost;
      best.set(target);
      stale = 0;
    } else target.set(best);
  }
  return best;
}

const STREAMS = makeStreams(0, 0);
