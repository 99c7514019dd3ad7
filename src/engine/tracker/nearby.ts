import { growEdges, type PairGraph, resizePairGraph } from '../math/index.js';

/**
 * Writes as edges of `graph` all pairs (left, right) closer than `radius`, m, in rising order of left; positions are 3 a
 * row. The squared distance is left in the edge's cost. Rights are swept in order of x, so distant ones cost nothing.
 */
export function pairsWithin(left: Float64Array, right: Float64Array, radius: number, graph: PairGraph): void {
  const leftCount = left.length / 3;
  const rightCount = right.length / 3;
  resizePairGraph(graph, leftCount, rightCount);
  const order = new Int32Array(rightCount);
  for (let j = 0; j < rightCount; j++) order[j] = j;
  order.sort((a, b) => right[3 * a] - right[3 * b] || a - b);
  const square = radius * radius;
  let edges = 0;
  for (let i = 0; i < leftCount; i++) {
    graph.start[i] = edges;
    const x = left[3 * i];
    let low = 0;
    let high = rightCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (right[3 * order[middle]] < x - radius) low = middle + 1;
      else high = middle;
    }
    for (let k = low; k < rightCount; k++) {
      const j = order[k];
      const dx = right[3 * j] - x;
      if (dx > radius) break;
      const dy = right[3 * j + 1] - left[3 * i + 1];
      const dz = right[3 * j + 2] - left[3 * i + 2];
      const distance = dx * dx + dy * dy + dz * dz;
      if (!(distance < square)) continue;
      if (edges === graph.right.length) growEdges(graph);
      graph.right[edges] = j;
      graph.cost[edges++] = distance;
    }
  }
  graph.start[leftCount] = edges;
}
