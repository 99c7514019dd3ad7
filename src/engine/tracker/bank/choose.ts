import { giveBack, HISTORY } from './leaves.js';
import type { Bank, Tree } from './trees.js';

/** Sweeps for which a tree may go on without being part of the best explanation. */
const GREATEST_UNSELECTED = 4;
/** Log ratio of a miss above which a sweep had no fair chance to see a target, and says nothing of it (assumed). */
const FAIR_MISS = -0.15;

let owner = new Int32Array(1024);
let parent = new Int32Array(256);
let size = new Int32Array(256);

/**
 * Chooses at most one branch a tree so that no two share a detection of the last scans and the sum of scores is greatest:
 * the best joint explanation (track-oriented multiple hypothesis tracking: Blackman, "Multiple hypothesis tracking for
 * multiple target tracking", IEEE Aerospace and Electronic Systems Magazine 19(1), 2004), cluster by cluster, by branch
 * and bound; a cluster that takes too many steps keeps the best found. Then what contradicts a decision is cut off.
 */
export function chooseBranches(bank: Bank): void {
  const base = leastSerial(bank);
  makeRoom(bank, base);
  for (const cluster of clustersOf(bank, base)) searchCluster(bank, cluster, base);
  pruneTrees(bank, base);
}

/** The least serial number that any branch remembers. */
function leastSerial({ table, trees, serial }: Bank): number {
  let least = serial;
  for (const tree of trees) {
    for (const row of tree.leaves) {
      for (let k = 0; k < HISTORY; k++) {
        const s = table.history[HISTORY * row + k];
        if (s >= 0 && s < least) least = s;
      }
    }
  }
  return least;
}

function makeRoom(bank: Bank, base: number): void {
  const serials = bank.serial + bank.plots.count - base;
  if (owner.length < serials) owner = new Int32Array(2 * serials);
  owner.fill(-1, 0, serials);
  if (parent.length < bank.trees.length) {
    parent = new Int32Array(2 * bank.trees.length);
    size = new Int32Array(2 * bank.trees.length);
  }
}

function root(t: number): number {
  let at = t;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]];
    at = parent[at];
  }
  return at;
}

/** Trees that share detections, directly or through others, in the order of their first tree; decides those that share none. */
function clustersOf({ table, trees }: Bank, base: number): Tree[][] {
  for (let t = 0; t < trees.length; t++) parent[t] = t;
  for (let t = 0; t < trees.length; t++) {
    for (const row of trees[t].leaves) {
      for (let k = 0; k < HISTORY; k++) {
        const s = table.history[HISTORY * row + k] - base;
        if (s < 0) continue;
        const other = owner[s];
        if (other < 0) owner[s] = t;
        else {
          const a = root(other);
          const b = root(t);
          if (a < b) parent[b] = a;
          else parent[a] = b;
        }
      }
    }
  }
  // Most trees stand alone: those are decided here.
  size.fill(0, 0, trees.length);
  for (let t = 0; t < trees.length; t++) {
    parent[t] = root(t);
    size[parent[t]]++;
  }
  const clusters: Tree[][] = [];
  for (let t = 0; t < trees.length; t++) {
    const r = parent[t];
    if (size[r] === 1) {
      const best = trees[t].leaves[0];
      trees[t].selected = table.score[best] > 0 ? best : -1;
      continue;
    }
    // A root is the first of its cluster; from then on its size is the cluster's place in the list, below zero.
    if (size[r] > 0) {
      clusters.push([]);
      size[r] = -clusters.length;
    }
    clusters[-size[r] - 1].push(trees[t]);
  }
  return clusters;
}

function searchCluster(bank: Bank, cluster: Tree[], base: number): void {
  const { score, history } = bank.table;
  cluster.sort((a, b) => score[b.leaves[0]] - score[a.leaves[0]] || a.number - b.number);
  const count = cluster.length;
  /** The most that trees from i on can add. */
  const bound = new Float64Array(count + 1);
  for (let i = count - 1; i >= 0; i--) bound[i] = bound[i + 1] + Math.max(0, score[cluster[i].leaves[0]]);
  const chosen = new Int32Array(count).fill(-1);
  const best = new Int32Array(count).fill(-1);
  let bestScore = -1;
  let steps = 0;
  const { maximumNodes } = bank.model.config;
  // `owner` is done with; it marks now what is in use: −2.
  const free = (row: number): boolean => {
    for (let k = 0; k < HISTORY; k++) {
      const s = history[HISTORY * row + k] - base;
      if (s >= 0 && owner[s] === -2) return false;
    }
    return true;
  };
  const mark = (row: number, value: number): void => {
    for (let k = 0; k < HISTORY; k++) {
      const s = history[HISTORY * row + k] - base;
      if (s >= 0) owner[s] = value;
    }
  };
  // Depth first with a stack of its own: a cluster of thousands of trees is deeper than that of calls. `next` is the leaf
  // to try next of the tree at each depth, 0 when it is reached for the first time, one more than there are after the last.
  const next = new Int32Array(count + 1);
  const sums = new Float64Array(count + 1);
  let i = 0;
  while (i >= 0) {
    const sum = sums[i];
    if (next[i] === 0) {
      if (sum + bound[i] <= bestScore + 1e-9) {
        i--;
        continue;
      }
      if (i === count || bound[i] === 0) {
        bestScore = sum;
        best.set(chosen);
        i--;
        continue;
      }
      if (++steps > maximumNodes && bestScore >= 0) {
        i--;
        continue;
      }
    } else if (chosen[i] >= 0) {
      mark(chosen[i], -1);
      chosen[i] = -1;
      if (steps > maximumNodes) {
        i--;
        continue;
      }
    }
    const { leaves } = cluster[i];
    if (next[i] > leaves.length) {
      i--;
      continue;
    }
    let k = next[i];
    while (k < leaves.length && score[leaves[k]] > 0 && !free(leaves[k])) k++;
    const row = k < leaves.length && score[leaves[k]] > 0 ? leaves[k] : -1;
    if (row >= 0) {
      mark(row, -2);
      chosen[i] = row;
    }
    // Without a leaf that may be taken the tree is passed over, and that is the last that is tried of it.
    next[i] = row >= 0 ? k + 1 : leaves.length + 1;
    next[i + 1] = 0;
    sums[i + 1] = row >= 0 ? sum + score[row] : sum;
    i++;
  }
  for (let i = 0; i < count; i++) cluster[i].selected = best[i];
}

/** Cuts off what contradicts the choice: of a selected tree after some scans, of a mature one at once. */
function pruneTrees(bank: Bank, base: number): void {
  const { table, trees } = bank;
  const { history, hits } = table;
  const { scans, matureHits } = bank.model.config;
  owner.fill(-1, 0, bank.serial + bank.plots.count - base);
  for (let t = 0; t < trees.length; t++) {
    const row = trees[t].selected;
    if (row < 0) continue;
    for (let k = scans - 1; k < HISTORY; k++) {
      const s = history[HISTORY * row + k] - base;
      if (s >= 0) owner[s] = t;
    }
  }
  let kept = 0;
  for (let t = 0; t < trees.length; t++) {
    const tree = trees[t];
    const { selected } = tree;
    const depth = selected >= 0 && hits[selected] >= matureHits ? 0 : scans - 1;
    if (selected >= 0) tree.unselected = 0;
    else if (tree.swept > 0 && !(table.miss[tree.leaves[0]] > FAIR_MISS)) tree.unselected++;
    const gone = tree.unselected > GREATEST_UNSELECTED;
    let count = 0;
    for (const row of tree.leaves) {
      const agrees = selected < 0 || history[HISTORY * row + depth] === history[HISTORY * selected + depth];
      if (agrees && !gone && !contradicts(row, t)) tree.leaves[count++] = row;
      else giveBack(table, row);
    }
    tree.leaves.length = count;
    if (count > 0) trees[kept++] = tree;
  }
  trees.length = kept;

  function contradicts(row: number, t: number): boolean {
    for (let k = scans - 1; k < HISTORY; k++) {
      const s = history[HISTORY * row + k] - base;
      if (s >= 0 && owner[s] >= 0 && owner[s] !== t) return true;
    }
    return false;
  }
}
