import { growEdges, makePairGraph, matchPairs, resizePairGraph } from '../math/index.js';
import type { ShotTable } from './weapon-target-shots.js';

/**
 * The best assignment of at most one shot to each target, exactly: the linear assignment problem with the costs
 * −V_j p_ij, plus the shot's price. G. G. den Broeder, R. E. Ellison and L. Emerling ("On optimum target assignments",
 * Operations Research 7(3), 1959) treat the case; it is optimal for the general problem only while no target deserves two.
 */
export function assignSingly(table: ShotTable): Int32Array {
  const { shots, targets, values, kill, price } = table;
  const graph = makePairGraph();
  resizePairGraph(graph, shots, targets);
  let edge = 0;
  for (let i = 0; i < shots; i++) {
    graph.start[i] = edge;
    for (let j = 0; j < targets; j++) {
      const gain = values[j] * kill[i * targets + j] - price[i];
      if (gain <= 0) continue;
      if (edge === graph.right.length) growEdges(graph);
      graph.right[edge] = j;
      graph.cost[edge++] = -gain;
    }
  }
  graph.start[shots] = edge;
  matchPairs(graph);
  const target = new Int32Array(shots);
  for (let i = 0; i < shots; i++) target[i] = graph.taken[i] < 0 ? -1 : graph.right[graph.taken[i]];
  return target;
}
