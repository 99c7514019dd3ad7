import { exp, log } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import type { Watch } from './coverage.js';
import { giveBack, HISTORY, inherit, takeRow } from './leaves.js';
import { LEAST_SCORE } from './search.js';
import { keepFirst, startModes } from './start.js';
import { type Bank, type Tree, tellProblem } from './trees.js';

/** Scores are capped here: a track that is certain need not become more so (assumed). */
const GREATEST_SCORE = 60;
/** Branches less likely than this to be alive end; until then they are hidden and may be found again (tuned). */
const LEAST_ALIVE = 0.0002;
/** Scans for which a single detection waits for a second one. */
const FIRST_WAITS = 2;
/** A plot that an established branch would gain more than this by, as log ratio, starts no track (assumed). */
const CLAIMED = 3;
const ESTABLISHED_HITS = 4;
const ESTABLISHED_LEAST = -1;

let contenders = new Int32Array(256);
let lastTree = new Int32Array(256);
let claim = new Float64Array(256);

/** Every swept branch becomes its children: one for each candidate worth keeping, and one that was missed. */
export function branchTrees(bank: Bank, scan: Scan, watch: Watch): void {
  countContenders(bank);
  for (const tree of bank.trees) {
    if (tree.swept === 0) continue;
    const children: number[] = [];
    for (const row of tree.leaves) branchLeaf(bank, scan, watch, tree, row, children);
    keepBest(bank, tree, children);
    tree.age++;
  }
  bank.trees = bank.trees.filter((tree) => tree.leaves.length > 0);
  startTrees(bank, scan, watch);
}

/** How many trees want each plot, of those with a velocity. */
function countContenders(bank: Bank): void {
  const { table, trees, plots, candidates } = bank;
  const { ratio } = bank.model.config;
  if (contenders.length < plots.count) {
    contenders = new Int32Array(2 * plots.count);
    lastTree = new Int32Array(2 * plots.count);
    claim = new Float64Array(2 * plots.count);
  }
  contenders.fill(0, 0, plots.count);
  lastTree.fill(-1, 0, plots.count);
  claim.fill(0, 0, plots.count);
  for (let t = 0; t < trees.length; t++) {
    if (trees[t].swept === 0) continue;
    for (const row of trees[t].leaves) {
      if (table.hits[row] < 3) continue;
      for (let c = table.from[row]; c < table.to[row]; c++) {
        const i = candidates.plot[c];
        if (candidates.gain[c] <= table.miss[row] - ratio || lastTree[i] === t) continue;
        lastTree[i] = t;
        contenders[i]++;
      }
    }
  }
}

function branchLeaf(bank: Bank, scan: Scan, watch: Watch, tree: Tree, row: number, children: number[]): void {
  const { table, candidates } = bank;
  const from = table.from[row];
  const to = table.to[row];
  const miss = table.miss[row];
  if (Number.isNaN(miss)) {
    children.push(row);
    return;
  }
  if (table.hits[row] === 1) {
    for (let c = from; c < to; c++) {
      const child = childOf(bank, row);
      if (child < 0) break;
      const i = candidates.plot[c];
      startModes(table, bank.model, row, child, bank.plots, i, bank.plots.time[i] - table.time[row]);
      table.time[child] = bank.plots.time[i];
      take(bank, scan, watch, row, child, c);
      children.push(child);
    }
    if (scan.time - table.time[row] < (FIRST_WAITS - 0.5) * periodOf(scan)) leaveMissed(bank, row, children, miss);
    else giveBack(table, row);
    return;
  }
  // An explanation may fall further behind the best where another tree wants the same plot.
  const { ratio, contestedRatio } = bank.model.config;
  let best = miss;
  let free = miss;
  for (let c = from; c < to; c++) {
    const gain = candidates.gain[c];
    if (gain > best) best = gain;
    if (contenders[candidates.plot[c]] < 2 && gain > free) free = gain;
  }
  const floor = Math.max(free - ratio, best - contestedRatio);
  const missKept = miss >= floor || tree.swept === 1;
  let last = -1;
  if (!missKept) for (let c = from; c < to; c++) if (candidates.gain[c] >= floor) last = c;
  for (let c = from; c < to; c++) {
    const gain = candidates.gain[c];
    if (gain < floor) continue;
    const i = candidates.plot[c];
    if (gain > ESTABLISHED_LEAST && table.hits[row] >= ESTABLISHED_HITS && gain > claim[i]) claim[i] = gain;
    const child = c === last ? row : childOf(bank, row);
    if (child < 0) continue;
    bank.filter.update(row, child, i);
    take(bank, scan, watch, row, child, c);
    children.push(child);
  }
  if (missKept) leaveMissed(bank, row, children, miss);
}

/** Time between two sweeps of a place, s. */
function periodOf(scan: Scan): number {
  return scan.sensor.period > 0 ? scan.sensor.period : 10;
}

/** A row for a child of `row`, with its small columns; −1, and told, if there is no room. */
function childOf(bank: Bank, row: number): number {
  const { table } = bank;
  if (table.freeCount === 0) {
    tellProblem(bank, 'no room for another branch');
    return -1;
  }
  const child = takeRow(table);
  inherit(table, row, child);
  for (let k = 0; k < HISTORY; k++) table.history[HISTORY * child + k] = table.history[HISTORY * row + k];
  return child;
}

function remember(bank: Bank, row: number, serial: number): void {
  const { history } = bank.table;
  const o = HISTORY * row;
  for (let k = HISTORY - 1; k > 0; k--) history[o + k] = history[o + k - 1];
  history[o] = serial;
}

function take(bank: Bank, scan: Scan, watch: Watch, parent: number, child: number, c: number): void {
  const { table, candidates, plots } = bank;
  const i = candidates.plot[c];
  table.score[child] = Math.min(table.score[parent], GREATEST_SCORE) + candidates.gain[c];
  table.alive[child] = 1;
  table.hits[child] = table.hits[parent] + 1;
  table.updated[child] = scan.time;
  table.sensor[child] = watch.index;
  if (plots.address[i] >= 0) table.address[child] = plots.address[i];
  table.taken[child] = c;
  remember(bank, child, bank.serial + i);
}

function leaveMissed(bank: Bank, row: number, children: number[], miss: number): void {
  const { table } = bank;
  table.taken[row] = -1;
  if (miss < 0) {
    table.score[row] = Math.min(table.score[row], GREATEST_SCORE) + miss;
    // alive·(1 − pd) ÷ (1 − alive·pd), from ln(1 − alive·pd).
    const missed = exp(miss);
    table.alive[row] = (table.alive[row] - 1 + missed) / missed;
  }
  remember(bank, row, -1);
  children.push(row);
}

function keepBest(bank: Bank, tree: Tree, children: number[]): void {
  const { table } = bank;
  const { maximumBranches, contestedRatio } = bank.model.config;
  const { score } = table;
  children.sort((a, b) => score[b] - score[a]);
  const top = children.length > 0 ? score[children[0]] : 0;
  let kept = 0;
  for (const row of children) {
    const keep =
      kept < maximumBranches &&
      score[row] > top - contestedRatio &&
      score[row] > LEAST_SCORE &&
      (table.alive[row] > LEAST_ALIVE || table.hits[row] === 1);
    if (keep) children[kept++] = row;
    else giveBack(table, row);
  }
  children.length = kept;
  tree.leaves = children;
}

/** Starts a track from every plot that no established branch claims. */
function startTrees(bank: Bank, scan: Scan, watch: Watch): void {
  const { table, plots, trees, model } = bank;
  const { ceiling } = model.config;
  for (let i = 0; i < plots.count; i++) {
    if (claim[i] > CLAIMED) continue;
    const slack = 2 * Math.sqrt(plots.heightVariance[i]);
    if (plots.height[i] < -slack || plots.height[i] > ceiling + slack) continue;
    const score = log((watch.undetected * plots.birth[i] * scan.sensor.detectionProbability) / plots.clutter[i]);
    if (score < LEAST_SCORE - 3) continue;
    if (table.freeCount === 0) {
      tellProblem(bank, 'no room for another track');
      continue;
    }
    const row = takeRow(table);
    keepFirst(table, model, row, plots, i);
    table.time[row] = plots.time[i];
    table.updated[row] = scan.time;
    table.score[row] = score;
    table.alive[row] = 1;
    table.hits[row] = 1;
    table.address[row] = plots.address[i];
    table.sensor[row] = watch.index;
    table.from[row] = 0;
    table.to[row] = 0;
    table.miss[row] = Number.NaN;
    table.taken[row] = -1;
    table.history.fill(-1, HISTORY * row, HISTORY * row + HISTORY);
    table.history[HISTORY * row] = bank.serial + i;
    trees.push({
      number: bank.nextNumber++,
      leaves: [row],
      age: 0,
      unselected: 0,
      selected: -1,
      swept: 2,
      shown: false,
      began: scan.time,
      counted: false,
      looks: [],
      seen: [],
    });
  }
}
