/** A way on of a tree of explanations: what it took in the scans remembered, and its score. */
export interface Leaf {
  /** Detections taken, −1 a miss. */
  readonly path: readonly number[];
  readonly score: number;
}

/** The best set of leaves that explain the same detections no more than once, at most one of each tree. */
export interface GlobalHypothesis {
  /** Index of the leaf chosen in each tree, or −1. */
  readonly chosen: Int32Array;
  readonly total: number;
  /** Whether the search was cut off: the answer is then the best found, which may not be the best there is. */
  readonly cut: boolean;
}

/**
 * Maximum weight independent set by branch and bound, tree by tree (Papageorgiou and Salpukas, “The Maximum Weight
 * Independent Set Problem for Data Association in Multiple Hypothesis Tracking”, in Optimization and Cooperative Control
 * Strategies, Springer 2009, pose it so). Leaves lie by falling score in each tree; the bound is the sum of the best leaf
 * of each later tree that fits what is chosen. A leaf whose score is not above 0 is never chosen. Ties go to the first.
 * At most `most` nodes are opened, and with 0 the trees choose once, one after the other.
 */
export function bestHypothesis(trees: readonly (readonly Leaf[])[], most: number): GlobalHypothesis {
  const count = trees.length;
  const used = new Set<number>();
  const current = new Int32Array(count).fill(-1);
  const chosen = new Int32Array(count).fill(-1);
  let total = Number.NEGATIVE_INFINITY;
  let nodes = 0;
  let cut = false;
  const boundFrom = (first: number): number => {
    let sum = 0;
    for (let i = first; i < count; i++) {
      const leaf = trees[i].find(({ score, path }) => score <= 0 || fits(path, used));
      if (leaf && leaf.score > 0) sum += leaf.score;
    }
    return sum;
  };
  const open = (i: number, sum: number): void => {
    if (i === count) {
      if (sum > total) {
        total = sum;
        chosen.set(current);
      }
      return;
    }
    if (++nodes > most && total > Number.NEGATIVE_INFINITY) {
      cut = true;
      return;
    }
    if (total > Number.NEGATIVE_INFINITY && sum + boundFrom(i) <= total) return;
    const leaves = trees[i];
    for (let k = 0; k < leaves.length; k++) {
      const { score, path } = leaves[k];
      if (score <= 0) break;
      if (!fits(path, used)) continue;
      for (const id of path) if (id >= 0) used.add(id);
      current[i] = k;
      open(i + 1, sum + score);
      current[i] = -1;
      for (const id of path) used.delete(id);
      if (cut) return;
    }
    open(i + 1, sum);
  };
  open(0, 0);
  return { chosen, total, cut };
}

/** Whether a path takes nothing that is used. */
export function fits(path: readonly number[], used: ReadonlySet<number>): boolean {
  for (const id of path) if (id >= 0 && used.has(id)) return false;
  return true;
}

/**
 * For each leaf a lower bound, close in practice, of the total of the best hypothesis that contains it: the leaf is forced
 * in, what it collides with is taken out, and every other tree of the group takes its best leaf that fits, in two rounds.
 */
export function totalsWith(trees: readonly (readonly Leaf[])[], best: GlobalHypothesis): Float64Array[] {
  return trees.map((leaves, t) =>
    Float64Array.from(leaves, (leaf, k) => (best.chosen[t] === k ? best.total : repaired(trees, best.chosen, t, leaf))),
  );
}

/** The same where each tree is looked at alone. */
export function totalsAlone(trees: readonly (readonly Leaf[])[], best: GlobalHypothesis): Float64Array[] {
  return trees.map((leaves, t) => {
    const own = best.chosen[t] < 0 ? leaves[0].score : leaves[best.chosen[t]].score;
    return Float64Array.from(leaves, ({ score }) => best.total - own + score);
  });
}

function repaired(trees: readonly (readonly Leaf[])[], chosen: Int32Array, forced: number, leaf: Leaf): number {
  const used = new Set<number>();
  const current: (Leaf | undefined)[] = trees.map((leaves, i) => (chosen[i] < 0 ? undefined : leaves[chosen[i]]));
  current[forced] = leaf;
  const mark = ({ path }: Leaf): void => {
    for (const id of path) if (id >= 0) used.add(id);
  };
  mark(leaf);
  current.forEach((other, i) => {
    if (i === forced || !other) return;
    if (fits(other.path, used)) mark(other);
    else current[i] = undefined;
  });
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < trees.length; i++) {
      if (i === forced) continue;
      const before = current[i];
      if (before) for (const id of before.path) used.delete(id);
      const next = trees[i].find(({ score, path }) => score <= 0 || fits(path, used));
      current[i] = next && next.score > 0 ? next : undefined;
      if (current[i]) mark(current[i] as Leaf);
    }
  }
  return current.reduce((sum, one) => sum + (one ? one.score : 0), 0);
}
