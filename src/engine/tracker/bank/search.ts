import { log } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import { type Beam, beamOf, delayToward } from './beam.js';
import { inRange, makeSweep, seenProbability, sweptAt, type Watch } from './coverage.js';
import { plotsNear } from './plot-index.js';
import { MODE_WIDTH, type Transition, transitionOver } from './settings.js';
import { REACH_SIGMAS, weighSecond } from './start.js';
import { type Bank, growCandidates, type Tree } from './trees.js';
import { weighed } from './weigh.js';

/** Detection probability outside the sensor's range, as a share of that inside: positions are uncertain (assumed). */
const OUTSIDE_SHARE = 0.1;
/** A first detection less likely than this, as log odds after a second, is not taken up (tuned). */
export const LEAST_SCORE = -6;
/** Part of a turn in which a sensor doesn't report the same target twice (assumed). */
const HALF_TURN = 0.5;
/** Transition steps are told apart to so many parts of a second. */
const STEPS_PER_SECOND = 64;

let near = new Int32Array(256);

/** For each branch that the scan swept: predicts it and lists the plots in its gate with what each would gain. */
export function searchCandidates(bank: Bank, scan: Scan, watch: Watch): void {
  const { table, trees, plots, candidates } = bank;
  const sweep = makeSweep(scan);
  const beam = beamOf(scan);
  if (near.length < plots.count) near = new Int32Array(2 * plots.count);
  candidates.count = 0;
  for (const tree of trees) {
    const first = tree.leaves[0];
    const ahead = scan.time - table.time[first];
    const m = 6 * first;
    tree.swept = sweptAt(
      sweep,
      table.mean[m] + ahead * table.mean[m + 3],
      table.mean[m + 1] + ahead * table.mean[m + 4],
    );
    if (tree.swept === 0) continue;
    for (const row of tree.leaves) {
      table.from[row] = candidates.count;
      if (seenThisTurn(bank, scan, watch, row)) table.miss[row] = Number.NaN;
      else if (table.hits[row] === 1) searchSecond(bank, scan, watch, row, beam);
      else searchLeaf(bank, scan, watch, row, tree, beam);
      table.to[row] = candidates.count;
    }
  }
}

/** A branch near the edge of two sectors has taken its detection of this turn from the other. */
function seenThisTurn(bank: Bank, scan: Scan, watch: Watch, row: number): boolean {
  const { table } = bank;
  return (
    scan.sector !== undefined &&
    table.sensor[row] === watch.index &&
    scan.time - table.updated[row] < HALF_TURN * scan.sensor.period
  );
}

export function transitionFor(bank: Bank, dt: number): Transition {
  const key = Math.round(dt * STEPS_PER_SECOND);
  let transition = bank.transitions.get(key);
  if (transition === undefined) {
    transition = transitionOver(bank.model, key / STEPS_PER_SECOND);
    bank.transitions.set(key, transition);
  }
  return transition;
}

/** Log of the probability of `expected` false alarms or new targets for each unit: density at a plot. */
function background(bank: Bank, watch: Watch, i: number): number {
  return bank.plots.clutter[i] + watch.undetected * bank.plots.birth[i];
}

function searchLeaf(bank: Bank, scan: Scan, watch: Watch, row: number, tree: Tree, beam: Beam): void {
  const { model, filter, table, plots, candidates } = bank;
  const { config } = model;
  // To the moment when the beam met it; detections of a moment before or after are carried there.
  const ahead = scan.time - table.time[row];
  const m = table.mean;
  const there = delayToward(beam, scan, m[6 * row] + ahead * m[6 * row + 3], m[6 * row + 1] + ahead * m[6 * row + 4]);
  const dt = Math.max(0, ahead + there);
  const transition = transitionFor(bank, dt);
  if (dt > 0) bank.filter.predict(row, dt, transition);
  const alive = table.alive[row] * transition.survival;
  table.alive[row] = alive;
  const e = m[6 * row];
  const n = m[6 * row + 1];
  const visible = inRange(scan.sensor, e, n, m[6 * row + 2], 1 / (2 * config.earthRadius));
  const hidden = isHidden(bank, scan, e, n, m[6 * row + 2]);
  const pd = seenProbability(tree, watch, bank.watches.length) * (visible && !hidden ? 1 : OUTSIDE_SHARE);
  table.miss[row] = log(1 - alive * pd);
  const count = plotsNear(bank.index, e, n, reachOf(bank, scan, row, e, n), near);
  for (let k = 0; k < count; k++) {
    const i = near[k];
    if (config.useIdentity && differ(table.address[row], plots.address[i])) continue;
    filter.weigh(row, i);
    if (!(weighed.distance <= config.gate)) continue;
    let gain = log((alive * pd * weighed.density) / background(bank, watch, i));
    if (config.useIdentity && table.address[row] >= 0 && table.address[row] === plots.address[i]) gain += SAME_ADDRESS;
    if (!(gain > table.miss[row] - config.contestedRatio)) continue;
    if (candidates.count === candidates.plot.length) growCandidates(candidates);
    candidates.plot[candidates.count] = i;
    candidates.gain[candidates.count] = gain;
    candidates.distance[candidates.count++] = weighed.distance;
  }
  if (tree.swept === 1) table.miss[row] = 0;
}

/** Whether the sensor is known not to see this place, whose height is above the earth. */
function isHidden({ model }: Bank, { sensor }: Scan, e: number, n: number, height: number): boolean {
  if (sensor.hides === undefined) return false;
  return sensor.hides(e, n, height - (e * e + n * n) / (2 * model.config.earthRadius));
}

/** Log-likelihood ratio of equal Mode S addresses: false alarms with the right one of 2²⁴ don't happen (assumed: e^7). */
const SAME_ADDRESS = 7;

function differ(a: number, b: number): boolean {
  return a >= 0 && b >= 0 && a !== b;
}

/** Half-width of the box around the mean that holds the gates of all modes, m. */
function reachOf(bank: Bank, scan: Scan, row: number, e: number, n: number): number {
  const { model, table } = bank;
  const h = table.modes;
  let square = 0;
  let variance = 0;
  for (let j = 0; j < model.modeCount; j++) {
    const q = row * model.stride + MODE_WIDTH * j;
    const d0 = h[q + 1] - e;
    const d1 = h[q + 2] - n;
    const d = d0 * d0 + d1 * d1;
    if (d > square) square = d;
    const v = h[q + 5] + h[q + 9];
    if (v > variance) variance = v;
  }
  const x = e - scan.sensor.position[0];
  const y = n - scan.sensor.position[1];
  const { sigmaAzimuth, sigmaRange } = scan.sensor;
  const noise = 1.2 * (x * x + y * y) * sigmaAzimuth * sigmaAzimuth + sigmaRange * sigmaRange;
  return Math.sqrt(square) + Math.sqrt(model.config.gate * (variance + noise));
}

/** The same for a branch of one detection: it may have flown anywhere. */
function searchSecond(bank: Bank, scan: Scan, watch: Watch, row: number, beam: Beam): void {
  const { model, table, plots, candidates } = bank;
  const dt = Math.max(
    0,
    scan.time + delayToward(beam, scan, table.mean[6 * row], table.mean[6 * row + 1]) - table.time[row],
  );
  const alive = table.alive[row] * transitionFor(bank, dt).survival;
  const e = table.mean[6 * row];
  const n = table.mean[6 * row + 1];
  const height = table.mean[6 * row + 2];
  // Where a sensor has just seen something it sees; another one may be too far away.
  const visible =
    table.sensor[row] === watch.index || inRange(scan.sensor, e, n, height, 1 / (2 * model.config.earthRadius));
  const pd = scan.sensor.detectionProbability * (visible && !isHidden(bank, scan, e, n, height) ? 1 : OUTSIDE_SHARE);
  table.alive[row] = alive;
  table.miss[row] = log(1 - alive * pd);
  const longest = scan.time + beam.greatest - table.time[row];
  if (!(longest > 0)) return;
  // A second plot's error is like the first's: twice the variance, and as much again for its being farther away.
  const noise = 4 * (table.modes[row * model.stride + 3] + table.modes[row * model.stride + 5]);
  const reach = model.config.maximumSpeed * longest + REACH_SIGMAS * Math.sqrt(noise);
  const count = plotsNear(bank.index, e, n, reach, near);
  for (let k = 0; k < count; k++) {
    const i = near[k];
    if (model.config.useIdentity && differ(table.address[row], plots.address[i])) continue;
    const since = plots.time[i] - table.time[row];
    const density = since > 0 ? weighSecond(table, model, row, plots, i, since) : 0;
    if (!(density > 0)) continue;
    const gain = log((alive * pd * density) / background(bank, watch, i));
    if (table.score[row] + gain < LEAST_SCORE) continue;
    if (candidates.count === candidates.plot.length) growCandidates(candidates);
    candidates.plot[candidates.count] = i;
    candidates.gain[candidates.count] = gain;
    candidates.distance[candidates.count++] = 0;
  }
}
