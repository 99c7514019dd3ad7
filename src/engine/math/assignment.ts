import { grownFloat64, grownInt32 } from './grown.js';

/**
 * A sparse graph of pairs that may be matched, left to right, each with a cost; leaving a left or a right unmatched
 * costs nothing. The edges of left i are start[i] … start[i+1]-1. Columns grow by doubling and are used again.
 */
export interface PairGraph {
  leftCount: number;
  rightCount: number;
  start: Int32Array;
  /** Right end and cost of each edge. */
  right: Int32Array;
  cost: Float64Array;
  /** Answer: the edge that each left takes, or -1. */
  taken: Int32Array;
  /** Answer: the left that takes each right, or -1; defined for rights that have an edge. */
  takenBy: Int32Array;
  /** Lefts that share a right or have several, in order: what `matchSingles` leaves to `matchContested`. */
  contested: Int32Array;
  contestedCount: number;
  degree: Int32Array;
  // Scratch of the shortest augmenting path.
  leftPotential: Float64Array;
  rightPotential: Float64Array;
  distance: Float64Array;
  via: Int32Array;
  viaLeft: Int32Array;
  mark: Int32Array;
  open: Int32Array;
  scanned: Int32Array;
  stamp: number;
}

export function makePairGraph(): PairGraph {
  const int = () => new Int32Array(64);
  const float = () => new Float64Array(64);
  return {
    leftCount: 0,
    rightCount: 0,
    start: int(),
    right: int(),
    cost: float(),
    taken: int(),
    takenBy: int(),
    contested: int(),
    contestedCount: 0,
    degree: int(),
    leftPotential: float(),
    rightPotential: float(),
    distance: float(),
    via: int(),
    viaLeft: int(),
    mark: int(),
    open: int(),
    scanned: int(),
    stamp: 0,
  };
}

/** Sets the sizes and makes room for them; edges are then written, with `growEdges` when they run out of room. */
export function resizePairGraph(graph: PairGraph, leftCount: number, rightCount: number): void {
  graph.leftCount = leftCount;
  graph.rightCount = rightCount;
  while (graph.start.length <= leftCount) {
    graph.start = grownInt32(graph.start);
    graph.taken = grownInt32(graph.taken);
    graph.contested = grownInt32(graph.contested);
    graph.leftPotential = grownFloat64(graph.leftPotential);
  }
  while (graph.degree.length < rightCount) {
    graph.degree = grownInt32(graph.degree);
    graph.takenBy = grownInt32(graph.takenBy);
    graph.rightPotential = grownFloat64(graph.rightPotential);
    graph.distance = grownFloat64(graph.distance);
    graph.via = grownInt32(graph.via);
    graph.viaLeft = grownInt32(graph.viaLeft);
    graph.mark = grownInt32(graph.mark);
    graph.open = grownInt32(graph.open);
    graph.scanned = grownInt32(graph.scanned);
  }
}

export function growEdges(graph: PairGraph): void {
  graph.right = grownInt32(graph.right);
  graph.cost = grownFloat64(graph.cost);
}

/**
 * Matches every pair that has no rival and lists the contested lefts, returning their number. Costs are not read: an
 * edge of an uncontested pair must be worth taking (cost below zero) to be in the graph at all.
 */
export function matchSingles(graph: PairGraph): number {
  const { leftCount, start, right, taken, takenBy, degree, contested, rightPotential } = graph;
  const edgeCount = start[leftCount];
  for (let e = 0; e < edgeCount; e++) {
    const j = right[e];
    degree[j] = 0;
    takenBy[j] = -1;
    rightPotential[j] = 0;
  }
  for (let e = 0; e < edgeCount; e++) degree[right[e]]++;
  let count = 0;
  for (let i = 0; i < leftCount; i++) {
    const e = start[i];
    const edges = start[i + 1] - e;
    taken[i] = -1;
    if (edges === 0) continue;
    if (edges === 1 && degree[right[e]] === 1) {
      taken[i] = e;
      takenBy[right[e]] = i;
    } else {
      contested[count++] = i;
    }
  }
  graph.contestedCount = count;
  return count;
}

/**
 * Matches the contested lefts at the least total cost by shortest augmenting paths (Jonker and Volgenant, Computing 38,
 * 1987; Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Trans. AES 52(4), 2016), on the sparse
 * graph: a path never leaves its connected cluster, and every left may also end unmatched at no cost. Among equal
 * distances a match comes before none and the right of lowest index first.
 */
export function matchContested(graph: PairGraph): void {
  const { start, right, cost, taken, takenBy, contested, contestedCount } = graph;
  const { leftPotential: u, rightPotential: v, distance, via, viaLeft, mark, open, scanned } = graph;
  for (let k = 0; k < contestedCount; k++) u[contested[k]] = 0;
  for (let k = 0; k < contestedCount; k++) {
    const source = contested[k];
    // Marks of this search: stamp = reached, stamp + 1 = scanned.
    const stamp = graph.stamp + 2;
    graph.stamp = stamp < 2_000_000_000 ? stamp : 0;
    if (graph.stamp === 0) mark.fill(-1);
    let openCount = 0;
    let scannedCount = 0;
    let lowest = 0;
    let unmatchedDistance = Number.POSITIVE_INFINITY;
    let unmatchedLeft = -1;
    let sink = -1;
    let i = source;
    for (;;) {
      const ui = u[i];
      for (let e = start[i]; e < start[i + 1]; e++) {
        const j = right[e];
        if (mark[j] === stamp + 1) continue;
        const d = lowest + cost[e] - ui - v[j];
        if (mark[j] !== stamp) {
          mark[j] = stamp;
          open[openCount++] = j;
        } else if (d >= distance[j]) continue;
        distance[j] = d;
        via[j] = e;
        viaLeft[j] = i;
      }
      if (lowest - ui < unmatchedDistance) {
        unmatchedDistance = lowest - ui;
        unmatchedLeft = i;
      }
      let best = -1;
      let bestAt = -1;
      let bestDistance = Number.POSITIVE_INFINITY;
      for (let o = 0; o < openCount; o++) {
        const j = open[o];
        const d = distance[j];
        if (d < bestDistance || (d === bestDistance && j < best)) {
          best = j;
          bestAt = o;
          bestDistance = d;
        }
      }
      if (best < 0 || unmatchedDistance < bestDistance) {
        lowest = unmatchedDistance;
        break;
      }
      lowest = bestDistance;
      if (takenBy[best] < 0) {
        sink = best;
        break;
      }
      open[bestAt] = open[--openCount];
      mark[best] = stamp + 1;
      scanned[scannedCount++] = best;
      i = takenBy[best];
    }
    u[source] += lowest;
    for (let n = 0; n < scannedCount; n++) {
      const j = scanned[n];
      const slack = lowest - distance[j];
      u[takenBy[j]] += slack;
      v[j] -= slack;
    }
    // Walk back along the path, handing each right to the left before it.
    let j = sink;
    if (j < 0) {
      const given = taken[unmatchedLeft];
      taken[unmatchedLeft] = -1;
      j = unmatchedLeft === source ? -1 : right[given];
    }
    while (j >= 0) {
      const left = viaLeft[j];
      const given = taken[left];
      taken[left] = via[j];
      takenBy[j] = left;
      j = left === source ? -1 : right[given];
    }
  }
}

/** The least-cost matching of a graph whose costs are all filled in and below zero. */
export function matchPairs(graph: PairGraph): void {
  if (matchSingles(graph) > 0) matchContested(graph);
}
