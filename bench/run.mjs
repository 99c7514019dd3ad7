// Costs, measured: `npm run bench`. Makes its own cases, writes bench/results/<date>.json with the machine named, and
// fails where a case did not do the work that its figure is about. Times are the best of a few repeats after a warm-up,
// one core unless said; machines differ, so compare figures through the reference filter and, better, within one run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { decodeEtopo5, flatTerrain, lowestVisibleHeight, makeHorizonTable } from '../dist/engine/earth/index.js';
import { makeWorld, runScenario, stepWorld } from '../dist/engine/simulation/index.js';
import { sense } from '../dist/engine/simulation/sense.js';
import { openRunKernel } from '../dist/node/run-kernel.js';
import { anatolia } from './cases/anatolia.mjs';
import { makeFullRaid } from './cases/full-raid.mjs';
import { askHorizons, HORIZON_OPTIONS, makeRelief, makeSites } from './cases/horizons.mjs';
import { makeRaid } from './cases/raid.mjs';
import { oneRadar } from './cases/revolution.mjs';
import { measureTracking, tellTracking } from './cases/tracking.mjs';
import { measureKernel, tellKernel } from './cases/tracking-kernel.mjs';
import { measureViewshed, tellViewshed } from './cases/viewshed.mjs';
import { measureWeaponAssignment, tellWeaponAssignment } from './cases/weapon-assignment.mjs';
import { referenceFilterNs } from './reference/filter.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const terrain = decodeEtopo5(gunzipSync(readFileSync(join(root, 'data/etopo5-emed.bin.gz'))));
const quick = process.argv.includes('--quick');
const results = {};
const failures = [];
const say = (line) => process.stdout.write(`${line}\n`);

/** Seconds of the fastest of `repeats` calls. */
function best(repeats, work) {
  let seconds = Number.POSITIVE_INFINITY;
  for (let k = 0; k < repeats; k++) {
    const start = performance.now();
    work();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

function reference() {
  const ns = referenceFilterNs();
  results.referenceFilterNs = ns;
  say(`reference filter             ${ns.toFixed(1)} ns a predict and update`);
}

function hour() {
  const scenario = anatolia();
  const seconds = best(quick ? 3 : 8, () => runScenario(scenario, { terrain, openKernel: openRunKernel }, { seed: 1 }));
  results.anatolia = { seconds, timesRealTime: scenario.durationS / seconds };
  say(`scenarios/anatolia.yaml      ${(scenario.durationS / seconds).toFixed(0)} times real time on one core`);
}

/** One raid, from the moment when the raiders are on their way; counts what it did. */
function raid(make, units, steps) {
  const world = makeWorld(make(units, 2 * steps), { terrain, openKernel: openRunKernel }, { seed: 1 });
  let detections = 0;
  let tracks = 0;
  const warmUp = Math.round(steps / 2);
  while (world.tick < warmUp) stepWorld(world);
  const before = world.score.interceptorsSpent;
  const count = { seen: 0, held: 0 };
  let seconds = 0;
  let worst = 0;
  for (let k = 0; k < steps; k++) {
    const start = performance.now();
    stepWorld(world);
    const spent = (performance.now() - start) / 1000;
    seconds += spent;
    worst = Math.max(worst, spent);
    detections += world.reports.start[world.sensors.length];
    tracks += world.posts[0].ownCount;
    if (k % 10 === 0) countHeld(world, count);
  }
  const engagements = world.score.interceptorsSpent - before;
  const share = count.seen > 0 ? count.held / count.seen : 0;
  if (share < 0.9)
    failures.push(`raid of ${units}: only ${(100 * share).toFixed(0)}% of the raiders in coverage are tracked`);
  if (engagements === 0) failures.push(`raid of ${units}: nothing was engaged`);
  return {
    stepsPerSecond: steps / seconds,
    worstStepMs: 1000 * worst,
    detections: detections / steps,
    tracks: tracks / steps,
    engagements,
    share,
  };
}

/** Counts the raiders that some radar could see now, and of those the ones whose track the picture holds within 5 km. */
function countHeld(world, count) {
  const { objects, sensors } = world;
  const { picture } = world.posts[0];
  for (let i = 0; i < objects.count; i++) {
    if (objects.life[i] !== 1 || objects.flights[i].allegiance !== 'hostile') continue;
    const [x, y, z, , , , altitude] = objects.state.subarray(8 * i, 8 * i + 7);
    const seen = sensors.some(({ place, horizon }) => {
      const [dx, dy, dz] = [x - place.positionEcef[0], y - place.positionEcef[1], z - place.positionEcef[2]];
      const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
      // 80 km: well inside the range at which such a target is reported on most looks.
      if (range > 80_000) return false;
      const [ex, ey, ez, nx, ny, nz] = place.basis;
      const azimuth = Math.atan2(dx * ex + dy * ey + dz * ez, dx * nx + dy * ny + dz * nz);
      return altitude >= lowestVisibleHeight(horizon, azimuth, range);
    });
    if (!seen) continue;
    count.seen++;
    const near = ({ position: p }) => (p[0] - x) ** 2 + (p[1] - y) ** 2 + (p[2] - z) ** 2 < 5000 * 5000;
    if (picture.some(near)) count.held++;
  }
}

function raids() {
  results.raids = {};
  for (const units of quick ? [50, 1000] : [50, 200, 1000, 2000, 4000]) {
    // The same minutes for every size, so that growth is of size alone.
    const steps = 150;
    const runs = [raid(makeRaid, units, steps), raid(makeRaid, units, steps)];
    const figures = runs.reduce((a, b) => (a.stepsPerSecond > b.stepsPerSecond ? a : b));
    results.raids[units] = figures;
    say(
      `raid of ${String(units).padStart(4)} units           ${figures.stepsPerSecond.toFixed(0)} steps of 1 s a second (worst ${figures.worstStepMs.toFixed(0)} ms); a step: ` +
        `${figures.detections.toFixed(0)} detections, ${figures.tracks.toFixed(0)} tracks; ` +
        `${figures.engagements} interceptors launched, ${(100 * figures.share).toFixed(0)}% of the raiders in coverage tracked`,
    );
  }
  results.fullRaids = {};
  for (const units of quick ? [1000] : [1000, 4000]) {
    const runs = [raid(makeFullRaid, units, 150), raid(makeFullRaid, units, 150)];
    const figures = runs.reduce((a, b) => (a.stepsPerSecond > b.stepsPerSecond ? a : b));
    results.fullRaids[units] = figures;
    say(
      `full raid of ${String(units).padStart(4)} units      ${figures.stepsPerSecond.toFixed(0)} steps of 1 s a second; ` +
        `worst step ${figures.worstStepMs.toFixed(0)} ms; ${figures.engagements} interceptors launched`,
    );
  }
  const small = results.raids[1000];
  const large = results.raids[4000];
  if (small && large) {
    const growth = Math.log(small.stepsPerSecond / large.stepsPerSecond) / Math.log(4);
    results.raidGrowth = growth;
    say(`growth from 1000 to 4000     n^${growth.toFixed(2)}`);
  }
}

/** One radar's revolution over a thousand aircraft: `sense` alone, tick by tick. */
function revolution() {
  const world = makeWorld(oneRadar(400), { terrain: flatTerrain() }, { seed: 1 });
  const { scanPeriod } = world.sensors[0].radar;
  // Some take off late.
  while (world.tick < 20) stepWorld(world);
  const turns = [];
  let detections = 0;
  for (let turn = 0; turn < (quick ? 100 : 400); turn++) {
    let seconds = 0;
    detections = 0;
    for (let k = 0; k < scanPeriod; k++) {
      world.tick = 20 + ((turn * scanPeriod + k) % 300);
      const start = performance.now();
      sense(world);
      seconds += (performance.now() - start) / 1000;
      detections += world.reports.start[1];
    }
    turns.push(seconds);
  }
  turns.sort((a, b) => a - b);
  if (detections < 500) failures.push(`one radar: only ${detections} of 1000 aircraft are detected`);
  const milliseconds = { best: 1000 * turns[0], median: 1000 * turns[turns.length >> 1] };
  results.revolution = { detections, milliseconds };
  say(
    `one radar, 1000 aircraft     ${milliseconds.median.toFixed(2)} ms a revolution (best ${milliseconds.best.toFixed(2)}), ` +
      `${detections} detections, tracking apart`,
  );
}

function workers() {
  const folder = join(tmpdir(), `parapet-bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const seconds = {};
  const digests = new Set();
  try {
    for (const count of [1, 2]) {
      const args = ['study', join(root, 'studies/stands-alone.yaml'), '--replications', quick ? '4' : '30', '--json'];
      const text = execFileSync(
        process.execPath,
        [join(root, 'dist/cli/main.js'), ...args, '--workers', String(count), '--out', join(folder, String(count))],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 },
      );
      const answer = JSON.parse(text);
      seconds[count] = answer.wallS;
      digests.add(answer.digest);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (digests.size > 1) failures.push('one and two workers gave different digests');
  results.workers = { seconds, ratio: seconds[1] / seconds[2] };
  say(`two workers against one      ${(seconds[1] / seconds[2]).toFixed(2)} times as fast`);
}

/** Horizon tables over relief at SRTM's resolution, and questions to them. */
function horizons() {
  const { terrain: relief, tiles, seconds: loading } = makeRelief();
  const sites = makeSites(relief);
  let tables = [];
  const seconds = best(quick ? 1 : 2, () => {
    tables = sites.map((site) => makeHorizonTable(relief, site, HORIZON_OPTIONS));
  });
  let answer = { asked: 1, share: 0 };
  const asking = best(100, () => {
    answer = askHorizons(tables, 1, lowestVisibleHeight);
  });
  const nanoseconds = (1e9 * asking) / answer.asked;
  if (!(answer.share > 0.1 && answer.share < 0.9))
    failures.push(`horizons: ${(100 * answer.share).toFixed(0)}% visible, so the relief hides too much or nothing`);
  results.horizons = { radars: sites.length, tiles, loading, seconds, nanoseconds };
  say(
    `horizons of ${sites.length} radars       ${seconds.toFixed(1)} s over ${tiles} SRTM-like tiles (made a terrain in ${loading.toFixed(1)} s), ` +
      `then ${nanoseconds.toFixed(0)} ns a question`,
  );
}

async function viewsheds() {
  results.viewshed = await measureViewshed(quick);
  if (results.viewshed.worstAgreement < 0.998)
    failures.push('viewshed: too many cells differ from exact lines of sight');
  say(tellViewshed(results.viewshed));
}

function tracking() {
  results.tracking = { ...measureTracking(quick, failures), kernel: measureKernel(quick, failures) };
  for (const line of tellTracking(results.tracking)) say(line);
  say(tellKernel(results.tracking.kernel));
}

function weaponAssignment() {
  results.weaponAssignment = measureWeaponAssignment(quick, failures);
  for (const line of tellWeaponAssignment(results.weaponAssignment)) say(line);
}

reference();
weaponAssignment();
hour();
raids();
revolution();
workers();
horizons();
await viewsheds();
tracking();

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  os: `${platform()} ${release()} ${arch()}`,
  node: process.version,
};
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const date = new Date().toISOString().slice(0, 10);
if (!quick) {
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(
    join(root, `bench/results/${date}.json`),
    `${JSON.stringify({ date, version, machine, ...results }, null, 2)}\n`,
  );
  say(`written to bench/results/${date}.json`);
}
for (const failure of failures) say(`✖ ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
