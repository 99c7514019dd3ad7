import { clustersOf } from './clusters.js';
import { bestHypothesis, type Leaf, totalsAlone, totalsWith } from './global-hypothesis.js';
import type { Associator, Branch, Continuation, Hypotheses, Share, Taken } from './roles.js';

/** Settings of multiple hypothesis tracking. */
export interface MultipleHypothesisSettings {
  /** Scans after which an ambiguity is decided (N of N-scan pruning). */
  readonly scans: number;
  /** An explanation less probable than the best by more than this factor is cut off, as a natural logarithm. */
  readonly logRatio: number;
  /** Explanations kept of one track. */
  readonly maximumBranches: number;
  /** Nodes that the search for the best joint explanation of one group may open. */
  readonly maximumNodes: number;
}

/**
 * A group of more trees than this is not searched: trees choose in the order of their best scores, and leaves are compared
 * within their tree alone. Counted as simplified.
 */
const MOST_TREES = 60;

interface Child extends Leaf {
  readonly parent: number;
  readonly share: Share;
}

/**
 * Track-oriented multiple hypothesis tracking (Reid, “An algorithm for tracking multiple targets”, IEEE Trans. Automatic
 * Control 24(6), 1979; Blackman, “Multiple hypothesis tracking for multiple target tracking”, IEEE AES Magazine 19(1),
 * 2004). Each branch goes on with each detection of its gate and with a miss; in each group of trees that share
 * detections the best joint explanation is found; what disagrees with it `scans` ago is cut off, and so is what is too
 * improbable now. Every detection that some surviving explanation leaves over may start a tree.
 */
export function multipleHypothesisAssociator(settings: MultipleHypothesisSettings): Associator {
  const { scans, logRatio, maximumBranches, maximumNodes } = settings;
  return {
    memory: scans,
    associate(hypotheses, detections, firstId) {
      const trees = growTrees(hypotheses, firstId);
      const taken = new Map<number, Taken>();
      const kept: Child[][] = trees.map(() => []);
      const claimed = new Uint8Array(detections);
      let clustersSimplified = 0;
      let branchesCut = 0;
      for (const members of clustersOf(trees.length, (i) => detectionsOf(trees[i]))) {
        // The best first: the first hypothesis that is tried is then a good one, and the rest is soon out of bounds.
        members.sort((a, b) => trees[b][0].score - trees[a][0].score || a - b);
        const group = members.map((i) => trees[i]);
        const large = group.length > MOST_TREES;
        const best = bestHypothesis(group, large ? 0 : maximumNodes);
        if (best.cut) clustersSimplified++;
        const totals = large ? totalsAlone(group, best) : totalsWith(group, best);
        const settled = settledBy(group, best.chosen, scans);
        members.forEach((tree, g) => {
          const choice = best.chosen[g];
          const chosen = choice < 0 ? undefined : group[g][choice];
          const alive = group[g]
            .map((child, k) => ({ child, total: k === choice ? Number.POSITIVE_INFINITY : totals[g][k] }))
            .filter(({ child, total }) => total >= best.total - logRatio && agrees(child, chosen, settled, scans))
            .sort((a, b) => b.total - a.total);
          branchesCut += Math.max(0, alive.length - maximumBranches);
          kept[tree] = alive.slice(0, maximumBranches).map(({ child }) => child);
          if (!chosen) return;
          taken.set(branchOf(hypotheses, chosen).track, {
            branch: branchOf(hypotheses, chosen),
            detection: chosen.share.detection,
          });
          const { detection } = chosen.share;
          if (detection >= 0 && kept[tree].every(({ share }) => share.detection === detection)) claimed[detection] = 1;
        });
      }
      const shares = new Map<number, Share[]>();
      for (const { parent, share } of kept.flat()) shares.set(parent, [...(shares.get(parent) ?? []), share]);
      const continuations = hypotheses.flatMap(({ branch }, i): Continuation[] => {
        const found = shares.get(i);
        return found ? [{ branch, shares: found }] : [];
      });
      const free = Array.from({ length: detections }, (_, j) => j).filter((j) => !claimed[j]);
      return { continuations, branching: true, taken, free, clustersSimplified, branchesCut };
    },
  };

  /** Detections by which trees hang together: those of leaves that could be chosen at all. */
  function detectionsOf(tree: readonly Child[]): Set<number> {
    const ids = new Set<number>();
    for (const { path } of tree) for (const id of path) if (id >= 0) ids.add(id);
    return ids;
  }
}

const branchOf = (hypotheses: readonly Hypotheses[], { parent }: Child): Branch => hypotheses[parent].branch;

/** The leaves of each track, by falling score; equal ones in the order of branches and detections. */
function growTrees(hypotheses: readonly Hypotheses[], firstId: number): Child[][] {
  const trees: Child[][] = [];
  let track = Number.NaN;
  hypotheses.forEach(({ branch, pairs, miss }, parent) => {
    if (branch.track !== track) {
      trees.push([]);
      track = branch.track;
    }
    const leaves = trees[trees.length - 1];
    for (const { detection, gain } of pairs) {
      const path = [...branch.path, firstId + detection];
      leaves.push({ parent, path, score: branch.score + gain, share: { detection, probability: 1, gain } });
    }
    const share = { detection: -1, probability: 1, gain: miss };
    leaves.push({ parent, path: [...branch.path, -1], score: branch.score + miss, share });
  });
  for (const leaves of trees) leaves.sort((a, b) => b.score - a.score);
  return trees;
}

/** The detections that the chosen leaves took `scans` ago. */
function settledBy(group: readonly (readonly Child[])[], chosen: Int32Array, scans: number): Set<number> {
  const settled = new Set<number>();
  group.forEach((leaves, g) => {
    if (chosen[g] < 0) return;
    const leaf = leaves[chosen[g]];
    const id = longAgo(leaf.path, scans);
    if (id !== undefined && id >= 0) settled.add(id);
  });
  return settled;
}

/** What a path took `scans` scans before the newest, or undefined if it is younger. */
const longAgo = (path: readonly number[], scans: number): number | undefined =>
  path.length > scans ? path[path.length - 1 - scans] : undefined;

/** Whether a leaf agrees with the best joint explanation of so many scans ago. */
function agrees(child: Child, chosen: Child | undefined, settled: ReadonlySet<number>, scans: number): boolean {
  const id = longAgo(child.path, scans);
  if (chosen) return id === longAgo(chosen.path, scans);
  return id === undefined || !settled.has(id);
}
