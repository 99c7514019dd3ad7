import { growEdges, makePairGraph, matchPairs, resizePairGraph } from '../../math/index.js';
import type { Associator, Continuation, Taken } from './roles.js';

/**
 * Global nearest neighbour: each track takes at most one detection and each detection goes to at most one track, so that
 * the sum of the log-likelihood ratios is greatest (Blackman and Popoli, “Design and Analysis of Modern Tracking Systems”,
 * Artech House 1999, section 6.4). Ties go to the lower track, then the lower detection. Confirmed tracks choose first
 * where `confirmedFirst`, so that a newcomer does not take a detection from an established track.
 */
export function nearestAssociator(confirmedFirst: boolean): Associator {
  const graph = makePairGraph();
  return {
    memory: 0,
    associate(hypotheses, detections) {
      const choice = new Int32Array(hypotheses.length).fill(-1);
      const used = new Uint8Array(detections);
      const match = (takesPart: (i: number) => boolean): void => {
        const rows: number[] = [];
        for (let i = 0; i < hypotheses.length; i++) if (takesPart(i)) rows.push(i);
        resizePairGraph(graph, rows.length, detections);
        let e = 0;
        rows.forEach((i, k) => {
          graph.start[k] = e;
          const { pairs, miss } = hypotheses[i];
          for (const { detection, gain } of pairs) {
            // The graph’s cost is what taking the pair saves over a miss; what saves nothing is no pair.
            if (used[detection] || gain <= miss) continue;
            if (e === graph.right.length) growEdges(graph);
            graph.right[e] = detection;
            graph.cost[e++] = miss - gain;
          }
        });
        graph.start[rows.length] = e;
        matchPairs(graph);
        rows.forEach((i, k) => {
          if (graph.taken[k] < 0) return;
          choice[i] = graph.right[graph.taken[k]];
          used[choice[i]] = 1;
        });
      };
      if (confirmedFirst) {
        match((i) => hypotheses[i].branch.confirmed);
        match((i) => !hypotheses[i].branch.confirmed);
      } else match(() => true);
      const taken = new Map<number, Taken>();
      const continuations = hypotheses.map(({ branch, pairs, miss }, i): Continuation => {
        const pair = pairs.find(({ detection }) => detection === choice[i]);
        taken.set(branch.track, { branch, detection: choice[i] });
        return { branch, shares: [{ detection: choice[i], probability: 1, gain: pair?.gain ?? miss }] };
      });
      const free = Array.from({ length: detections }, (_, j) => j).filter((j) => !used[j]);
      return { continuations, branching: false, taken, free, clustersSimplified: 0, branchesCut: 0 };
    },
  };
}
