import { describe, expect, it } from 'vitest';
import { makeStreams, uniform } from '../../math/index.js';
import { bestHypothesis, type Leaf, totalsWith } from './global-hypothesis.js';

const streams = makeStreams(4, 4);
const random = (a: number, b: number, tick: number): number => uniform(streams, a, b, 2, tick);

function randomTrees(trial: number): Leaf[][] {
  return Array.from({ length: 1 + Math.floor(5 * random(0, 0, trial)) }, (_, t) =>
    Array.from({ length: 1 + Math.floor(4 * random(1, t, trial)) }, (_, k) => ({
      score: 10 * random(100 + t, k, trial) - 2,
      path: [0, 1].map((scan) => {
        const pick = Math.floor(4 * random(200 + 10 * t + k, scan, trial)) - 1;
        return pick < 0 ? -1 : 10 * scan + pick;
      }),
    })).sort((a, b) => b.score - a.score),
  );
}

/** Tries every choice. `forced` must be part of it. */
function everyChoice(trees: Leaf[][], i = 0, used: number[] = [], forced?: Leaf): number {
  if (i === trees.length) return 0;
  const must = forced !== undefined && trees[i].includes(forced);
  let best = must ? Number.NEGATIVE_INFINITY : everyChoice(trees, i + 1, used, forced);
  for (const leaf of trees[i]) {
    if (must && leaf !== forced) continue;
    if (leaf.path.some((id) => id >= 0 && used.includes(id))) continue;
    best = Math.max(best, leaf.score + everyChoice(trees, i + 1, [...used, ...leaf.path], forced));
  }
  return best;
}

describe('the best joint explanation', () => {
  it('is the best of all choices in which no detection is used twice', () => {
    for (let trial = 0; trial < 300; trial++) {
      const trees = randomTrees(trial);
      const { total, chosen, cut } = bestHypothesis(trees, 100_000);
      expect(cut).toBe(false);
      expect(total).toBeCloseTo(everyChoice(trees), 10);
      const ids = trees.flatMap((leaves, t) => (chosen[t] < 0 ? [] : leaves[chosen[t]].path.filter((id) => id >= 0)));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('says when it was not searched to the end', () => {
    const trees = Array.from({ length: 12 }, (_, t) => [
      { path: [t], score: 1 },
      { path: [t + 1], score: 0.9 },
    ]);
    expect(bestHypothesis(trees, 100_000).cut).toBe(false);
    const tangled = Array.from({ length: 6 }, () =>
      [0, 1, 2].map((id) => ({ path: [id], score: 1 + id / 10 })).reverse(),
    );
    expect(bestHypothesis(tangled, 3).cut).toBe(true);
  });

  it('with a leaf forced in is never claimed to be better than it is, and mostly found exactly', () => {
    let exact = 0;
    let all = 0;
    for (let trial = 0; trial < 300; trial++) {
      const trees = randomTrees(trial);
      const totals = totalsWith(trees, bestHypothesis(trees, 100_000));
      trees.forEach((leaves, t) => {
        leaves.forEach((leaf, k) => {
          const truth = everyChoice(trees, 0, [], leaf);
          expect(totals[t][k]).toBeLessThanOrEqual(truth + 1e-9);
          all++;
          if (totals[t][k] > truth - 1e-9) exact++;
        });
      });
    }
    expect(exact / all).toBeGreaterThan(0.9);
  });
});
