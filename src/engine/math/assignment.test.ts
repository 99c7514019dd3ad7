import munkres from 'munkres';
import { describe, expect, it } from 'vitest';
import {
  growEdges,
  makePairGraph,
  matchContested,
  matchPairs,
  matchSingles,
  type PairGraph,
  resizePairGraph,
} from './assignment.js';
import { makeStreams, uniform } from './index.js';

const streams = makeStreams(77, 3);
const random = (a: number, b: number, tick: number): number => uniform(streams, a, b, 2, tick);

/** Fills the graph from a matrix of costs; null is no edge. */
function fill(graph: PairGraph, costs: (number | null)[][], rights: number): void {
  resizePairGraph(graph, costs.length, rights);
  let e = 0;
  costs.forEach((row, i) => {
    graph.start[i] = e;
    row.forEach((cost, j) => {
      if (cost === null) return;
      if (e === graph.right.length) growEdges(graph);
      graph.right[e] = j;
      graph.cost[e++] = cost;
    });
  });
  graph.start[costs.length] = e;
}

const matchOf = (graph: PairGraph): number[] =>
  Array.from({ length: graph.leftCount }, (_, i) => (graph.taken[i] < 0 ? -1 : graph.right[graph.taken[i]]));

const total = (costs: (number | null)[][], match: number[]): number =>
  match.reduce((sum, j, i) => sum + (j < 0 ? 0 : (costs[i][j] as number)), 0);

function least(costs: (number | null)[][], i: number, used: number): number {
  if (i === costs.length) return 0;
  let best = least(costs, i + 1, used);
  costs[i].forEach((cost, j) => {
    if (cost === null || (used >> j) & 1) return;
    best = Math.min(best, cost + least(costs, i + 1, used | (1 << j)));
  });
  return best;
}

describe('assignment', () => {
  it('finds the least total of every partial matching, as trying them all does', () => {
    const graph = makePairGraph();
    for (let trial = 0; trial < 500; trial++) {
      const n = 1 + Math.floor(6 * random(1, 0, trial));
      const m = 1 + Math.floor(6 * random(2, 0, trial));
      const density = random(3, 0, trial);
      const costs = Array.from({ length: n }, (_, i) =>
        Array.from({ length: m }, (_, j) =>
          random(10 + i, j, trial) < density ? 4 * random(20 + i, j, trial) - 4 : null,
        ),
      );
      fill(graph, costs, m);
      matchPairs(graph);
      const match = matchOf(graph);
      const partners = match.filter((j) => j >= 0);
      expect(new Set(partners).size).toBe(partners.length);
      expect(total(costs, match)).toBeCloseTo(least(costs, 0, 0), 10);
    }
  });

  it('agrees with the Munkres algorithm on full rectangles', () => {
    const graph = makePairGraph();
    for (let trial = 0; trial < 40; trial++) {
      const n = 2 + Math.floor(25 * random(4, 0, trial));
      const m = n + Math.floor(15 * random(5, 0, trial));
      const costs = Array.from({ length: n }, (_, i) =>
        Array.from({ length: m }, (_, j) => 100 * random(100 + i, j, trial)),
      );
      // Taking a hundred times more from each cost makes every full matching better than any partial one.
      fill(
        graph,
        costs.map((row) => row.map((cost) => cost - 10_000)),
        m,
      );
      matchPairs(graph);
      const match = matchOf(graph);
      expect(match.every((j) => j >= 0)).toBe(true);
      const expected = munkres(costs).reduce((sum, [i, j]) => sum + costs[i][j], 0);
      expect(total(costs, match)).toBeCloseTo(expected, 8);
    }
  });

  it('gives equal costs to the lowest indices', () => {
    const graph = makePairGraph();
    const costs = Array.from({ length: 5 }, () => new Array<number>(7).fill(-1));
    fill(graph, costs, 7);
    matchPairs(graph);
    expect(matchOf(graph)).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes a pair without rivals at once and hands on only the rest', () => {
    const graph = makePairGraph();
    const costs = [
      [null, Number.NaN, null, null],
      [-3, null, null, null],
      [-5, null, -1, null],
      [null, null, null, null],
    ];
    fill(graph, costs, 4);
    expect(matchSingles(graph)).toBe(2);
    matchContested(graph);
    // −5 alone beats −3 − 1.
    expect(matchOf(graph)).toEqual([1, -1, 0, -1]);
  });

  it('leaves unmatched what would cost more than nothing', () => {
    const graph = makePairGraph();
    fill(
      graph,
      [
        [-1, 2],
        [-3, 2],
      ],
      2,
    );
    matchPairs(graph);
    expect(matchOf(graph)).toEqual([-1, 0]);
  });

  it('is used again without traces of the graph before', () => {
    const graph = makePairGraph();
    for (let trial = 0; trial < 50; trial++) {
      const n = 90 + (trial % 3);
      const costs = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (Math.abs(i - j) < 3 ? -random(500 + i, j, trial) : null)),
      );
      fill(graph, costs, n);
      matchPairs(graph);
      const fresh = makePairGraph();
      fill(fresh, costs, n);
      matchPairs(fresh);
      expect(matchOf(graph)).toEqual(matchOf(fresh));
    }
  });
});
