import { expect, test } from 'vitest';
import { chooseBranches } from './choose.js';
import { HISTORY } from './leaves.js';
import type { Bank } from './trees.js';

/** Trees in a row: the first branch of each takes a detection of its own, the second the one of its neighbour. */
function chain(count: number): Bank {
  const history = new Int32Array(2 * count * HISTORY).fill(-1);
  const trees = Array.from({ length: count }, (_, t) => {
    history[HISTORY * 2 * t] = t;
    history[HISTORY * (2 * t + 1)] = (t + 1) % count;
    return { number: t, leaves: [2 * t, 2 * t + 1], selected: -1, unselected: 0, swept: 2 };
  });
  const score = Float64Array.from({ length: 2 * count }, (_, row) => (row % 2 === 0 ? 3 : 2));
  const table = {
    history,
    score,
    hits: new Int32Array(2 * count).fill(2),
    free: new Int32Array(2 * count),
    freeCount: 0,
  };
  const config = { maximumNodes: 500, scans: 3, matureHits: 5 };
  return { table, trees, serial: 0, plots: { count }, model: { config } } as unknown as Bank;
}

test('a cluster of tens of thousands of tracks is searched without running out of stack', () => {
  const bank = chain(40_000);
  chooseBranches(bank);
  expect(bank.trees.every(({ selected, number }) => selected === 2 * number)).toBe(true);
});
