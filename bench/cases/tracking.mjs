// Tracking radar plots: how well and how fast, how time grows, and Stone Soup beside it on the same files where it is
// installed. Default settings throughout; seeds 1–4 and 101 are those that settings were chosen on, 5–12 are reported.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createModeBank } from '../../dist/engine/tracker/bank/index.js';
import { scoreTracks } from '../../dist/engine/tracker/metrics/index.js';
import { benchScans, readBenchPlots, readBenchTracks, readBenchTruth } from '../../dist/exchange/bench.js';
import { openBankKernel } from '../../dist/node/bank-kernel.js';
import { CASES, makeCase } from './tracking-flights.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const TUNING_SEEDS = [1, 2, 3, 4, 101];
const REPORT_SEEDS = [5, 6, 7, 8, 9, 10, 11, 12];
/** At most, and at least. */
const TARGETS = {
  a10: { gospa: 365, switches: 1, plotsPerSecond: 400_000 },
  b50: { gospa: 850, switches: 6, plotsPerSecond: 400_000 },
  c200: { gospa: 1820, switches: 30, plotsPerSecond: 400_000 },
};
/** Repeats of a case end when so many in a row were not faster by this share, or at the limit. */
const STEADY = { repeats: 4, share: 0.01, most: 40 };

/** Where the bench's own generator of cases is, if it is anywhere. */
function generator() {
  const folder = process.env.PARAPET_BENCH ?? join(HERE, '../../../shared/bench');
  const script = join(folder, 'tracking', 'generate.py');
  if (!existsSync(script)) return undefined;
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return script;
  } catch {
    return undefined;
  }
}

function valueFrom(read) {
  if (read.faults) throw new Error(`a made case is not in the bench's format: ${JSON.stringify(read.faults[0])}`);
  return read.value;
}

/** A case's documents, ready to be tracked and scored. */
function prepare({ plots, truth }) {
  const recording = valueFrom(readBenchPlots(plots));
  const { head, objects } = valueFrom(readBenchTruth(truth));
  const scans = benchScans(recording);
  return { name: head.case, head, objects, scans, plots: scans.reduce((sum, { count }) => sum + count, 0) };
}

/** Cases of one seed by the bench's generator. */
function generated(script, seed, folder) {
  const out = join(folder, `${seed}`);
  execFileSync('python3', [script, '--all', '--seed', `${seed}`, '--out', out], { stdio: 'ignore' });
  const read = (name, part) => JSON.parse(readFileSync(join(out, `${name}.${part}.json`), 'utf8'));
  return Object.keys(CASES).map((name) => prepare({ plots: read(name, 'plots'), truth: read(name, 'truth') }));
}

/** Tracks a case: the clock covers take and picture of every scan and nothing else. */
function track(scans) {
  const bank = createModeBank({}, openBankKernel());
  const pictures = [];
  const start = performance.now();
  for (const scan of scans) {
    bank.take(scan);
    pictures.push(bank.picture());
  }
  return { seconds: (performance.now() - start) / 1000, pictures, problems: bank.problems };
}

/** What was shown, as histories by track. */
function historiesOf(pictures) {
  const tracks = new Map();
  pictures.forEach((picture, k) => {
    for (const { number, state } of picture) {
      if (!tracks.has(number)) tracks.set(number, { scan: [], state: [] });
      tracks.get(number).scan.push(k);
      tracks.get(number).state.push(...state);
    }
  });
  return [...tracks].map(([number, { scan, state }]) => ({
    id: `${number}`,
    scan: Int32Array.from(scan),
    state: Float64Array.from(state),
  }));
}

/** Seconds of a case when warm: the least, once further repeats stop making it less. */
function steadySeconds(scans) {
  let least = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (let k = 0; k < STEADY.most && idle < STEADY.repeats; k++) {
    const { seconds } = track(scans);
    idle = seconds < (1 - STEADY.share) * least ? 0 : idle + 1;
    least = Math.min(least, seconds);
  }
  return least;
}

/** Mean over the seeds of what one case scores, and its plots a second. */
function measureCase(cases, failures) {
  const sum = { gospa: 0, switches: 0, missed: 0, false: 0 };
  let plots = 0;
  let seconds = 0;
  for (const { name, head, objects, scans, plots: count } of cases) {
    const { pictures, problems } = track(scans);
    const score = scoreTracks({ scans: head.scans, objects }, historiesOf(pictures));
    sum.gospa += score.gospaMean / cases.length;
    sum.switches += score.idSwitches / cases.length;
    sum.missed += score.missedPerScan / cases.length;
    sum.false += score.falsePerScan / cases.length;
    plots += count;
    seconds += steadySeconds(scans);
    if (!(score.completeness > 0.9))
      failures.push(`tracking ${name}, seed ${head.seed}: under 90% of the targets held`);
    for (const problem of Object.keys(problems)) failures.push(`tracking ${name}, seed ${head.seed}: ${problem}`);
  }
  return { ...sum, seeds: cases.length, plotsPerSecond: plots / seconds };
}

function measureTable(prepared, failures) {
  return Object.fromEntries(
    Object.keys(CASES).map((name) => [
      name,
      measureCase(
        prepared.flat().filter((made) => made.name === name),
        failures,
      ),
    ]),
  );
}

/** Time of a scan at growing numbers of targets, everything else alike in every square kilometre. */
function measureGrowth(quick, failures) {
  const scans = quick ? 20 : 40;
  const settled = 10;
  const sizes = (quick ? [1, 10] : [1, 2, 5, 10, 25]).map((copies) => {
    const made = prepare(makeCase('c200', 7, copies, scans));
    let seconds = Number.POSITIVE_INFINITY;
    let shown = 0;
    for (let repeat = 0; repeat < (quick ? 2 : 5); repeat++) {
      const bank = createModeBank({}, openBankKernel());
      let spent = 0;
      made.scans.forEach((scan, k) => {
        const start = performance.now();
        bank.take(scan);
        shown = bank.picture().length;
        if (k >= settled) spent += performance.now() - start;
      });
      seconds = Math.min(seconds, spent / 1000 / (scans - settled));
      for (const problem of Object.keys(bank.problems)) failures.push(`tracking growth: ${problem}`);
    }
    const targets = made.objects.filter(({ scan }) => scan.at(-1) === scans - 1).length;
    if (shown < 0.9 * targets) failures.push(`tracking growth: only ${shown} of ${targets} targets are shown`);
    return { targets, milliseconds: 1000 * seconds };
  });
  const [small, large] = [sizes[0], sizes.at(-1)];
  return {
    sizes,
    exponent: Math.log(large.milliseconds / small.milliseconds) / Math.log(large.targets / small.targets),
  };
}

/** CPU seconds and GOSPA of both trackers over the same plots; undefined where Stone Soup is not installed. */
function measurePeer(cases, folder) {
  try {
    execFileSync('python3', ['-c', 'import stonesoup'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return Object.fromEntries(
    cases.map(({ plots, truth }) => {
      const made = prepare({ plots, truth });
      const files = ['plots', 'tracks'].map((part) => join(folder, `peer-${made.name}.${part}.json`));
      writeFileSync(files[0], JSON.stringify(plots));
      const told = execFileSync('python3', [join(HERE, '../peers/stonesoup.py'), ...files], { encoding: 'utf8' });
      const { cpu_s: peerS } = JSON.parse(told);
      const { tracks } = valueFrom(readBenchTracks(readFileSync(files[1], 'utf8'), made.head));
      const truths = { scans: made.head.scans, objects: made.objects };
      // Processor time of the whole process, so that what is collected beside the tracker counts too.
      track(made.scans);
      const before = process.cpuUsage();
      const repeats = 5;
      for (let k = 0; k < repeats; k++) track(made.scans);
      const { user, system } = process.cpuUsage(before);
      const oursS = (user + system) / 1e6 / repeats;
      const ours = scoreTracks(truths, historiesOf(track(made.scans).pictures));
      return [
        made.name,
        {
          peerS,
          oursS,
          ratio: peerS / oursS,
          peerGospa: scoreTracks(truths, tracks).gospaMean,
          gospa: ours.gospaMean,
        },
      ];
    }),
  );
}

/** Measures; returns the figures, and writes to `failures` where a case did not do its work. */
export function measureTracking(quick, failures) {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-tracking-'));
  try {
    const seeds = quick ? REPORT_SEEDS.slice(0, 2) : REPORT_SEEDS;
    const names = Object.keys(CASES);
    const made = measureTable(
      seeds.map((seed) => names.map((name) => prepare(makeCase(name, seed)))),
      failures,
    );
    const script = generator();
    const bySeeds = (list) =>
      script &&
      measureTable(
        list.map((seed) => generated(script, seed, folder)),
        failures,
      );
    const reported = bySeeds(seeds);
    const tuned = quick ? undefined : bySeeds(TUNING_SEEDS);
    const growth = measureGrowth(quick, failures);
    const peer = measurePeer(
      (quick ? ['a10'] : names).map((name) => (script ? documents(folder, name, seeds[0]) : makeCase(name, seeds[0]))),
      folder,
    );
    return { made, reported, tuned, growth, peer };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const documents = (folder, name, seed) =>
  Object.fromEntries(
    ['plots', 'truth'].map((part) => [
      part,
      JSON.parse(readFileSync(join(folder, `${seed}`, `${name}.${part}.json`), 'utf8')),
    ]),
  );

function* tellTable(title, table, targets) {
  for (const [name, figures] of Object.entries(table)) {
    const { gospa, switches, missed, false: shown, plotsPerSecond, seeds } = figures;
    const wanted = targets?.[name];
    const beside = wanted
      ? ` (asked: at most ${wanted.gospa} m and ${wanted.switches}, at least ${wanted.plotsPerSecond / 1000}k)`
      : '';
    yield `${title} ${name.padEnd(4)}`.padEnd(29) +
      `GOSPA ${gospa.toFixed(1)} m, ${switches.toFixed(1)} switches, ${missed.toFixed(2)} missed and ` +
      `${shown.toFixed(2)} false a scan, ${(plotsPerSecond / 1000).toFixed(0)}k plots/s, mean of ${seeds} seeds${beside}`;
  }
}

export function* tellTracking({ made, reported, tuned, growth, peer }) {
  yield* tellTable('tracking, own cases', made);
  if (reported) yield* tellTable('tracking, report seeds', reported, TARGETS);
  else
    yield 'tracking, report seeds       skipped: PARAPET_BENCH names no folder with tracking/generate.py, or no python3';
  if (tuned) yield* tellTable('tracking, tuning seeds', tuned);
  const sizes = growth.sizes.map(({ targets, milliseconds }) => `${targets} in ${milliseconds.toFixed(2)} ms`);
  yield `tracking, growth             a scan of ${sizes.join(', ')}: n^${growth.exponent.toFixed(2)} (asked: at most 1.2)`;
  if (!peer) yield 'tracking, Stone Soup         skipped: python3 cannot import stonesoup';
  for (const [name, { peerS, oursS, ratio, peerGospa, gospa }] of Object.entries(peer ?? {}))
    yield `tracking, Stone Soup ${name.padEnd(4)}`.padEnd(29) +
      `${peerS.toFixed(2)} s of CPU, ours ${oursS.toFixed(3)} s: ${ratio.toFixed(0)} times; ` +
      `GOSPA ${peerGospa.toFixed(0)} m, ours ${gospa.toFixed(0)} m`;
}
