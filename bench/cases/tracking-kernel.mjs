// The filter kernel of the bank of modes against the same arithmetic in C (bench/reference/bank.c): predict, weigh one
// plot and update, on the branches of made flights through all their scans, turn about in one run. Skipped without gcc.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledFilter, plainFilter } from '../../dist/engine/tracker/bank/filter.js';
import { makeLeafTable, VERTICAL_STRIDE } from '../../dist/engine/tracker/bank/leaves.js';
import { makePlots, placeScan } from '../../dist/engine/tracker/bank/plots.js';
import {
  LEVEL_SPEED,
  MODE_BANK_DEFAULTS,
  makeBankModel,
  POSITION_NOISE_FACTOR,
  transitionOver,
  VERTICAL_VARIANCE,
} from '../../dist/engine/tracker/bank/settings.js';
import { keepFirst, startModes } from '../../dist/engine/tracker/bank/start.js';
import { weighed } from '../../dist/engine/tracker/bank/weigh.js';
import { benchScans, readBenchPlots } from '../../dist/exchange/bench.js';
import { openBankKernel } from '../../dist/node/bank-kernel.js';
import { makeCase } from './tracking-flights.mjs';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '../reference/bank.c');
const DT = 5;
/** Relative difference up to which both do the same work: they round differently here and there. */
const SAME = 1e-9;
const model = makeBankModel(MODE_BANK_DEFAULTS);
const transition = transitionOver(model, DT);

/** Branches of two plots, and the plot that each gets in each later scan (row in `plots`, or −1), for one kind of filter. */
function makeWork(scanCount, kernel) {
  const { plots: recording, truth } = makeCase('c200', 3, 1, scanCount);
  const scans = benchScans(readBenchPlots(recording).value);
  const column = kernel?.float64;
  const plots = makePlots(
    scans.reduce((sum, { count }) => sum + count, 0),
    column,
  );
  const first = [];
  let total = 0;
  for (const scan of scans) {
    const placed = makePlots(scan.count);
    placeScan(scan, MODE_BANK_DEFAULTS, scan.sensor.clutterDensity, placed, {});
    first.push(total);
    for (const [name, values] of Object.entries(placed)) {
      if (ArrayBuffer.isView(values)) plots[name].set(values.subarray(0, placed.count), total);
    }
    total += placed.count;
  }
  const rowOf = (origins, k, id) => (origins.includes(id) ? first[k] + origins.indexOf(id) : -1);
  const rows = truth.targets.map(({ id }) => truth.plotOrigins.map((origins, k) => rowOf(origins, k, id)));
  const wanted = rows.filter((row) => row[0] >= 0 && row[1] >= 0);
  const table = makeLeafTable(model, wanted.length + 1, column);
  wanted.forEach((row, i) => {
    keepFirst(table, model, wanted.length, plots, row[0]);
    startModes(table, model, wanted.length, i, plots, row[1], DT);
  });
  const start = COLUMNS.map((name) => table[name].slice());
  const filter = kernel ? compiledFilter(kernel, table, plots, model) : plainFilter(table, plots, model);
  return { table, plots, rows: wanted, scans: scanCount - 2, start, filter };
}

const COLUMNS = ['modes', 'vertical', 'mean', 'time'];

/** Once through all scans from the start; returns seconds, and the sum of the densities to `sum`. */
function runKernel({ table, plots, rows, scans, start: columns, filter }, sum) {
  COLUMNS.forEach((name, k) => {
    table[name].set(columns[k]);
  });
  let density = 0;
  const start = performance.now();
  for (let k = 0; k < scans; k++) {
    for (let i = 0; i < rows.length; i++) {
      filter.predict(i, DT, transition);
      const row = rows[i][k + 2];
      if (row < 0) continue;
      // The plot is of the branch's very time.
      table.time[i] = plots.time[row];
      filter.weigh(i, row);
      density += weighed.density;
      filter.update(i, i, row);
    }
  }
  sum.density = density;
  return (performance.now() - start) / 1000;
}

const PLOT_COLUMNS = ['e', 'n', 'ee', 'en', 'nn', 'height', 'heightVariance'];

function writeInput(file, { table, plots, rows, scans }) {
  const { modeCount, straight, acceleration, alongVariance, acrossVariance, config, stride } = model;
  const values = [modeCount, straight, rows.length, scans, DT];
  values.push(...transition.turns, ...transition.stops, transition.otherTurn, transition.oppositeTurn);
  values.push(...transition.vertical, config.climbSpeed, ...acceleration, ...alongVariance, ...acrossVariance);
  values.push(LEVEL_SPEED * LEVEL_SPEED, POSITION_NOISE_FACTOR, ...VERTICAL_VARIANCE);
  rows.forEach((_, i) => {
    values.push(...table.modes.subarray(stride * i, stride * (i + 1)));
    values.push(...table.vertical.subarray(VERTICAL_STRIDE * i, VERTICAL_STRIDE * (i + 1)));
    values.push(...table.mean.subarray(6 * i, 6 * (i + 1)));
  });
  for (let k = 0; k < scans; k++) {
    for (const row of rows) {
      const i = row[k + 2];
      if (i < 0) values.push(...new Array(7).fill(Number.NaN));
      else values.push(...PLOT_COLUMNS.map((name) => plots[name][i]));
    }
  }
  writeFileSync(file, new Uint8Array(Float64Array.from(values).buffer));
}

/** Greatest difference of any number that both end with, relative to the number or to one. */
function differenceOf({ table, rows }, density, file) {
  const bytes = readFileSync(file);
  const theirs = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let worst = 0;
  let at = 0;
  const compare = (ours) => {
    worst = Math.max(worst, Math.abs(ours - theirs[at++]) / Math.max(Math.abs(ours), 1));
  };
  rows.forEach((_, i) => {
    table.modes.subarray(model.stride * i, model.stride * (i + 1)).forEach(compare);
    table.vertical.subarray(VERTICAL_STRIDE * i, VERTICAL_STRIDE * (i + 1)).forEach(compare);
    table.mean.subarray(6 * i, 6 * (i + 1)).forEach(compare);
  });
  worst = Math.max(worst, Math.abs(density - theirs[at]) / Math.abs(density));
  return worst;
}

/** Whether two works end with the same bytes; the last row of modes is scratch. */
function same(a, b) {
  const end = model.stride * a.table.capacity;
  return COLUMNS.every((name) => a.table[name].every((x, k) => k >= end || Object.is(x, b.table[name][k])));
}

export function measureKernel(quick, failures) {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-bank-'));
  try {
    const [input, output] = [join(folder, 'input'), join(folder, 'output')];
    const programs = [['-O3'], ['-O3', '-march=native']].map((options, k) => {
      const program = join(folder, `bank${k}`);
      execFileSync('gcc', [...options, '-o', program, SOURCE, '-lm'], { stdio: 'ignore' });
      return program;
    });
    const work = makeWork(quick ? 40 : 120);
    const compiled = makeWork(quick ? 40 : 120, openBankKernel());
    writeInput(input, work);
    const steps = work.scans * work.rows.length;
    const repeats = 12;
    const sum = { density: 0 };
    const compiledSum = { density: 0 };
    const figures = {
      branches: work.rows.length,
      plainNs: Number.POSITIVE_INFINITY,
      ns: Number.POSITIVE_INFINITY,
      c: [Infinity, Infinity],
      difference: 0,
    };
    for (let round = 0; round < (quick ? 3 : 8); round++) {
      for (let k = 0; k < repeats; k++) {
        figures.plainNs = Math.min(figures.plainNs, (1e9 * runKernel(work, sum)) / steps);
        figures.ns = Math.min(figures.ns, (1e9 * runKernel(compiled, compiledSum)) / steps);
      }
      programs.forEach((program, k) => {
        const told = execFileSync(program, [input, output, `${repeats}`], { encoding: 'utf8' });
        figures.c[k] = Math.min(figures.c[k], Number(told));
        figures.difference = Math.max(figures.difference, differenceOf(work, sum.density, output));
      });
    }
    if (!(figures.difference < SAME))
      failures.push(`tracking kernel: C ends with other numbers, by ${figures.difference.toExponential(1)}`);
    if (!same(work, compiled) || sum.density !== compiledSum.density)
      failures.push('tracking kernel: compiled and plain arithmetic end with other bytes');
    return { ...figures, ratio: figures.ns / figures.c[0] };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function tellKernel(figures) {
  if (!figures) return 'tracking, filter kernel      skipped: there is no gcc';
  const { branches, plainNs, ns, c, ratio, difference } = figures;
  return (
    `tracking, filter kernel      ${ns.toFixed(0)} ns a branch and scan (${branches} branches), plain ${plainNs.toFixed(0)} ns; C with -O3 ${c[0].toFixed(0)} ns, ` +
    `with -march=native ${c[1].toFixed(0)} ns: ${ratio.toFixed(2)} times -O3 (asked: at most 1.5); ` +
    `same numbers within ${difference.toExponential(0)}`
  );
}
