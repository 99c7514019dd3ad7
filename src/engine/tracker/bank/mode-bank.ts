import { exp } from '../../math/index.js';
import type { Scan, ScanTracker, ShownTrack, TrackReason } from '../../types/index.js';
import { branchTrees } from './branch.js';
import { chooseBranches } from './choose.js';
import { plainColumn } from './column.js';
import { copyBank } from './copy.js';
import { closeScan, inRange, noteLook, openScan, type Watch } from './coverage.js';
import { endDuplicates } from './duplicates.js';
import { type BankKernel, compiledFilter, plainFilter } from './filter.js';
import { growLeafTable, HISTORY, makeLeafTable } from './leaves.js';
import { indexPlots, makePlotIndex } from './plot-index.js';
import { faultOfSensor, makePlots, placeScan } from './plots.js';
import { keepReasons } from './reasons.js';
import { searchCandidates, transitionFor } from './search.js';
import { MODE_BANK_DEFAULTS, type ModeBankConfig, makeBankModel } from './settings.js';
import { showTrack } from './show.js';
import { type Bank, makeCandidates, tellProblem } from './trees.js';

const FIRST_LEAVES = 256;
const FIRST_PLOTS = 256;
/** New targets that the first expectation is worth, and how long a birth is remembered, s (assumed). */
const FIRST_BIRTHS = 2;
const BIRTH_MEMORY = 500;

export interface ModeBank extends ScanTracker {
  /** What could not be used or held, by kind, and how often. */
  readonly problems: Readonly<Record<string, number>>;
  /** Estimated or told false alarms of each sensor: a scan for each m of range and rad of azimuth. */
  clutter(): ReadonlyMap<string, number>;
  /** A bank in the same state; the two go on apart. */
  copy(): ModeBank;
}

/**
 * A tracker for surveillance radars: each track is a bank of coordinated-turn filters with the vertical apart from them,
 * young tracks keep several explanations, and a track is shown while it is more likely real than not. Takes scans in
 * order of time; an older one is refused and counted. With a kernel its arithmetic is compiled; the picture is the same.
 */
export function createModeBank(settings: Partial<ModeBankConfig> = {}, kernel?: BankKernel): ModeBank {
  const model = makeBankModel({ ...MODE_BANK_DEFAULTS, ...settings });
  const column = kernel?.float64 ?? plainColumn;
  const table = makeLeafTable(model, FIRST_LEAVES, column);
  const plots = makePlots(FIRST_PLOTS, column);
  const bank: Bank = {
    model,
    table,
    plots,
    filter: kernel ? compiledFilter(kernel, table, plots, model) : plainFilter(table, plots, model),
    column,
    index: makePlotIndex(),
    candidates: makeCandidates(),
    watches: [],
    trees: [],
    nextNumber: 1,
    serial: 0,
    births: FIRST_BIRTHS,
    birthTime: (5 * FIRST_BIRTHS) / model.config.births,
    time: Number.NEGATIVE_INFINITY,
    transitions: new Map(),
    rivals: new Map(),
    problems: {},
  };
  return trackerOf(bank, new Map(), new Int32Array(0));
}

function trackerOf(bank: Bank, reasons: Map<number, TrackReason[]>, taken: Int32Array): ModeBank {
  let assigned = taken;
  return {
    take(scan) {
      assigned = new Int32Array(scan.count).fill(-1);
      takeScan(bank, scan, assigned);
      if (bank.model.config.keepReasons) keepReasons(bank, scan, reasons);
    },
    copy: () => trackerOf(copyBank(bank), new Map([...reasons].map(([number, kept]) => [number, [...kept]])), assigned),
    picture: () => pictureOf(bank),
    why: (number) => reasons.get(number) ?? [],
    clutter: () => new Map(bank.watches.map(({ sensor, clutter }) => [sensor.id, clutter])),
    get assigned() {
      return assigned;
    },
    get problems() {
      return bank.problems;
    },
  };
}

/** One scan: place → search → branch → choose → end duplicates → tell. */
function takeScan(bank: Bank, scan: Scan, assigned: Int32Array): void {
  const fault =
    scan.time < bank.time
      ? 'scan out of time order'
      : !Number.isNaN(scan.time)
        ? faultOfSensor(scan.sensor)
        : 'scan without time';
  if (fault !== '') {
    tellProblem(bank, fault);
    for (const tree of bank.trees) tree.swept = 0;
    return;
  }
  const { config } = bank.model;
  const watch = watchOf(bank, scan);
  const since = !Number.isNaN(watch.time) ? scan.time - watch.time : 5;
  const births = (since * bank.births) / bank.birthTime;
  openScan(watch, scan, scan.count, births, transitionFor(bank, since).survival);
  learnBirths(bank, scan.time);
  bank.time = scan.time;
  bank.serial += bank.plots.count;
  if (bank.plots.row.length < scan.count) {
    Object.assign(bank.plots, makePlots(2 * scan.count, bank.column));
    bank.filter.moved();
  }
  placeScan(scan, config, watch.clutter, bank.plots, bank.problems);
  indexPlots(bank.index, bank.plots);
  searchCandidates(bank, scan, watch);
  makeRoom(bank);
  branchTrees(bank, scan, watch);
  chooseBranches(bank);
  endDuplicates(bank);
  tell(bank, scan, watch, assigned);
}

/** Time passes, in which targets may have come; both fade from memory. */
function learnBirths(bank: Bank, time: number): void {
  const dt = Number.isFinite(bank.time) ? time - bank.time : 0;
  const kept = exp(-dt / BIRTH_MEMORY);
  bank.births *= kept;
  bank.birthTime = bank.birthTime * kept + dt;
}

function watchOf(bank: Bank, scan: Scan): Watch {
  const known = bank.watches.find(({ sensor }) => sensor.id === scan.sensor.id);
  if (known !== undefined) return known;
  const watch = {
    index: bank.watches.length,
    sensor: scan.sensor,
    began: scan.time,
    time: Number.NaN,
    undetected: 0,
    clutter: 0,
  };
  bank.watches.push(watch);
  return watch;
}

/** Rows for every candidate's child and every plot's new track, up to the limit. */
function makeRoom(bank: Bank): void {
  const { table, candidates, plots, model } = bank;
  const wanted = candidates.count + plots.count;
  while (table.freeCount < wanted && table.capacity < model.config.maximumLeaves) {
    growLeafTable(table, model, bank.column);
    bank.filter.moved();
  }
}

/** Who took what, what is shown, and what the sensor's clutter seems to be. */
function tell(bank: Bank, scan: Scan, watch: Watch, assigned: Int32Array): void {
  const { table, candidates, plots, trees, model } = bank;
  const { show, matureHits, earthRadius } = model.config;
  let claimed = 0;
  for (const tree of trees) {
    const row = tree.selected;
    tree.shown = false;
    if (row < 0) continue;
    const hit = tree.swept > 0 && table.updated[row] === scan.time && table.sensor[row] === watch.index;
    if (bank.watches.length > 1 && (hit || tree.swept === 2)) noteLook(tree, watch, hit);
    if (hit) {
      const taken = table.taken[row];
      const i = taken >= 0 ? candidates.plot[taken] : table.history[HISTORY * row] - bank.serial;
      if (i >= 0) assigned[plots.row[i]] = tree.number;
      if (table.hits[row] >= matureHits) {
        claimed++;
        if (!tree.counted) {
          tree.counted = true;
          if (tree.began > watch.began + scan.sensor.period) bank.births++;
        }
      }
    }
    const m = 6 * row;
    const covered = bank.watches.some(({ sensor }) =>
      inRange(sensor, table.mean[m], table.mean[m + 1], table.mean[m + 2], 1 / (2 * earthRadius)),
    );
    tree.shown = covered && table.alive[row] >= show;
  }
  closeScan(watch, scan, plots.count - claimed);
}

function pictureOf(bank: Bank): ShownTrack[] {
  const shown: ShownTrack[] = [];
  for (const tree of bank.trees) if (tree.shown) shown.push(showTrack(bank, tree));
  return shown;
}
