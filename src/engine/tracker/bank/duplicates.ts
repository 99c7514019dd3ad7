import { giveBack } from './leaves.js';
import type { Bank, Tree } from './trees.js';

/**
 * Scans in which of two tracks one lost to the other the only detection that there was for both, without a scan between
 * in which each had its own: two targets would do so in three scans once in 150 times at a detection probability of 0.9.
 */
const DUPLICATE_SCANS = 3;

/** Ends the younger of two tracks of one target, which live on by taking turns with its detections. */
export function endDuplicates(bank: Bank): void {
  const { table, candidates, plots, rivals } = bank;
  const trees = [...bank.trees];
  const takers: (Tree | undefined)[] = new Array(plots.count);
  for (const tree of trees) {
    const taken = tree.selected >= 0 && tree.swept > 0 ? table.taken[tree.selected] : -1;
    if (taken >= 0) takers[candidates.plot[taken]] = tree;
  }
  for (const [key, pair] of rivals) {
    const older = chosen(trees, pair.older);
    const younger = chosen(trees, pair.younger);
    if (older === undefined || younger === undefined || (hit(bank, older) && hit(bank, younger))) rivals.delete(key);
  }
  for (const tree of trees) {
    if (tree.selected < 0 || tree.swept === 0 || hit(bank, tree) || table.hits[tree.selected] < 3) continue;
    const rival = strongestRival(bank, tree, takers);
    if (rival === undefined) continue;
    const older = Math.min(tree.number, rival.number);
    const younger = Math.max(tree.number, rival.number);
    const key = `${older} ${younger}`;
    const pair = rivals.get(key) ?? { older, younger, scans: 0 };
    pair.scans++;
    rivals.set(key, pair);
    if (pair.scans < DUPLICATE_SCANS) continue;
    rivals.delete(key);
    endTree(bank, younger);
  }
}

/** The tree of a number, if a branch of it is chosen. */
function chosen(trees: readonly Tree[], number: number): Tree | undefined {
  const tree = trees[placeOf(trees, number)];
  return tree?.number === number && tree.selected >= 0 ? tree : undefined;
}

/** Where a number stands or would stand: trees are in rising order of number. */
function placeOf(trees: readonly Tree[], number: number): number {
  let low = 0;
  let high = trees.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trees[middle].number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hit({ table }: Bank, tree: Tree): boolean {
  return tree.swept > 0 && table.hits[tree.selected] > 1 && table.taken[tree.selected] >= 0;
}

/** Who took the detection that a missed track would have liked best, if it would have liked any. */
function strongestRival(
  { table, candidates }: Bank,
  tree: Tree,
  takers: readonly (Tree | undefined)[],
): Tree | undefined {
  const row = tree.selected;
  let best = 0;
  let rival: Tree | undefined;
  for (let c = table.from[row]; c < table.to[row]; c++) {
    if (!(candidates.gain[c] > best)) continue;
    best = candidates.gain[c];
    rival = takers[candidates.plot[c]];
  }
  return rival === tree ? undefined : rival;
}

function endTree(bank: Bank, number: number): void {
  const at = placeOf(bank.trees, number);
  if (bank.trees[at]?.number !== number) return;
  for (const row of bank.trees[at].leaves) giveBack(bank.table, row);
  bank.trees[at].selected = -1;
  bank.trees.splice(at, 1);
}
