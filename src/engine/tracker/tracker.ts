import {
  exp,
  grownFloat64,
  grownInt32,
  log,
  makePairGraph,
  matchContested,
  matchSingles,
  type PairGraph,
  resizePairGraph,
} from '../math/index.js';
import type { DetectionBatch, TrackTable } from '../types/index.js';
import { IFF, makeDetectionBatch } from '../types/index.js';
import { associateCompiled, type CompiledTracker, canTake, compileTracker, type TrackKernel } from './compiled.js';
import type { TrackerConfig } from './config.js';
import { INNOVATION_WIDTH, inflateRow, predictRows, updateRows } from './filter.js';
import { gateCandidates, priceContested } from './gate.js';
import { extendGrid, findCandidates, makeTrackGrid, moveRows, rebuildGrid, type TrackGrid } from './grid.js';
import { type GateLimits, MANOEUVRE_AGE } from './limits.js';
import {
  COVARIANCE_WIDTH,
  carriedVariance,
  copyTrackRow,
  growDetectionBatch,
  growTrackTable,
  makeTrackTable,
  rowOfNumber,
} from './table.js';

/** Rows at first; tables double when full. */
const FIRST_CAPACITY = 64;
/**
 * How far, in distances flown at the maximum speed, a detection of a late batch may lie from its track's cell: one for
 * the flight itself and four sigma of a first velocity (a third of the maximum speed each).
 */
const LATE_REACH = 3;

/** One command post's picture from several sensors. */
export interface Tracker {
  readonly config: TrackerConfig;
  readonly table: TrackTable;
  /** After `takeBatch`: the number of the track that took or was started by each detection, or -1. */
  assigned: Int32Array;
  /** Numbers of the tracks confirmed, and of the confirmed tracks dropped, in the tick that `endTick` closes. */
  readonly confirmedNow: number[];
  readonly droppedNow: number[];
  /** Time of the newest batch. */
  time: number;
  nextNumber: number;
  /** Whether `endTick` has closed the tick that confirmedNow and droppedNow tell of. */
  tickClosed: boolean;
  readonly limits: GateLimits;
  readonly confirmedGrid: TrackGrid;
  readonly tentativeGrid: TrackGrid;
  readonly graph: PairGraph;
  /** Of a batch, what no confirmed track took, and its rows there. */
  rest: DetectionBatch;
  restRows: Int32Array;
  /** For each detection of the stage at hand, the number of the track that took it, or -1. */
  takers: Int32Array;
  innovations: Float64Array;
  matchedRows: Int32Array;
  matchedEdges: Int32Array;
  /** Null: plain arithmetic. */
  compiled: CompiledTracker | null;
}

/** An empty tracker. Settings: see TRACKER_DEFAULTS. A kernel changes nothing but the time that it takes. */
export function createTracker(config: TrackerConfig, kernel?: TrackKernel): Tracker {
  const { detectionProbability, extraneousDensity, maximumSpeed } = config;
  const twoPi = 2 * Math.PI;
  const odds = detectionProbability / (1 - detectionProbability);
  const bound = 2 * log(odds / (extraneousDensity * twoPi * Math.sqrt(twoPi)));
  const firstVelocitySigma = maximumSpeed / 3;
  const tracker: Tracker = {
    config,
    table: makeTrackTable(FIRST_CAPACITY),
    assigned: new Int32Array(FIRST_CAPACITY),
    confirmedNow: [],
    droppedNow: [],
    time: Number.NEGATIVE_INFINITY,
    nextNumber: 1,
    tickClosed: false,
    limits: {
      bound,
      safeDeterminant: exp(bound - 16.3),
      maximumSpeed,
      firstVelocityVariance: firstVelocitySigma * firstVelocitySigma,
      density: config.spectralDensity,
      extraDensity: Math.max(0, config.manoeuvreSpectralDensity - config.spectralDensity),
    },
    confirmedGrid: makeTrackGrid(config.cellSize, 1),
    tentativeGrid: makeTrackGrid(config.cellSize, 0),
    graph: makePairGraph(),
    rest: makeDetectionBatch(FIRST_CAPACITY),
    restRows: new Int32Array(FIRST_CAPACITY),
    takers: new Int32Array(FIRST_CAPACITY),
    innovations: new Float64Array(INNOVATION_WIDTH * FIRST_CAPACITY),
    matchedRows: new Int32Array(FIRST_CAPACITY),
    matchedEdges: new Int32Array(FIRST_CAPACITY),
    compiled: null,
  };
  if (kernel) tracker.compiled = compileTracker(tracker, kernel);
  return tracker;
}

/**
 * Takes the reports of one sensor in one tick. Confirmed tracks choose first; what they leave goes to tentative tracks,
 * and what those leave starts new ones: an established track never loses its detection to a chance one, and the wide
 * gates of tentative tracks are searched for the few reports left. Read `tracker.assigned` afterwards.
 * Batches of equal time are cheapest; one older than the newest costs accuracy (see gateCandidates) or is left out.
 */
export function takeBatch(tracker: Tracker, batch: DetectionBatch): void {
  const { config, table, confirmedGrid, tentativeGrid } = tracker;
  const count = batch.count;
  if (tracker.tickClosed) openTick(tracker);
  makeRoom(tracker, count);
  const { assigned, takers, restRows } = tracker;
  if (tracker.time - batch.time > config.maximumLatenessS) {
    assigned.fill(-1, 0, count);
    return;
  }
  if (batch.time > tracker.time) tracker.time = batch.time;
  // All tracks at once, so that nothing that a batch looks at depends on the search. NaN, too, is unequal.
  if (confirmedGrid.time !== tracker.time) {
    predictRows(table, 0, table.count, tracker.time, config.spectralDensity);
    rebuildGrid(confirmedGrid, table, config.manoeuvreSpectralDensity, tracker.time);
    rebuildGrid(tentativeGrid, table, config.manoeuvreSpectralDensity, tracker.time);
  }
  associate(tracker, confirmedGrid, batch);
  let left = 0;
  for (let i = 0; i < count; i++) {
    assigned[i] = takers[i];
    if (takers[i] < 0) restRows[left++] = i;
  }
  if (left === 0) return;
  const { rest } = tracker;
  rest.first = 0;
  rest.count = left;
  rest.time = batch.time;
  for (let k = 0; k < left; k++) copyDetection(batch, batch.first + restRows[k], rest, k);
  associate(tracker, tentativeGrid, rest);
  for (let k = 0; k < left; k++) assigned[restRows[k]] = takers[k];
  startTracks(tracker, batch);
}

function makeRoom(tracker: Tracker, count: number): void {
  while (tracker.assigned.length < count) {
    tracker.assigned = grownInt32(tracker.assigned);
    tracker.takers = grownInt32(tracker.takers);
    tracker.restRows = grownInt32(tracker.restRows);
    tracker.matchedRows = grownInt32(tracker.matchedRows);
    tracker.matchedEdges = grownInt32(tracker.matchedEdges);
    while (tracker.rest.iff.length < tracker.assigned.length) growDetectionBatch(tracker.rest);
  }
}

function copyDetection(from: DetectionBatch, row: number, to: DetectionBatch, at: number): void {
  for (let k = 0; k < 3; k++) to.positionEcef[3 * at + k] = from.positionEcef[3 * row + k];
  for (let k = 0; k < 6; k++) to.covariance[6 * at + k] = from.covariance[6 * row + k];
  to.snr[at] = from.snr[row];
  to.iff[at] = from.iff[row];
}

/** Matches a batch with the tracks of one grid: gate, assign, update. Writes `takers`. */
function associate(tracker: Tracker, grid: TrackGrid, batch: DetectionBatch): void {
  const { config, table, graph } = tracker;
  const reach = LATE_REACH * config.maximumSpeed * (tracker.time - batch.time);
  if (tracker.compiled !== null && canTake(tracker.compiled, batch)) {
    associateCompiled(tracker, tracker.compiled, grid, batch, reach);
    return;
  }
  resizePairGraph(graph, batch.count, table.count);
  findCandidates(grid, table, batch, reach, graph);
  while (tracker.innovations.length < INNOVATION_WIDTH * graph.right.length) {
    tracker.innovations = grownFloat64(tracker.innovations);
  }
  gateCandidates(graph, table, grid.holds === 1, tracker.time, batch, tracker.limits, tracker.innovations);
  if (matchSingles(graph) > 0) {
    priceContested(graph, tracker.innovations, tracker.limits.bound);
    matchContested(graph);
  }
  takeMatches(tracker, grid, batch);
}

function takeMatches(tracker: Tracker, grid: TrackGrid, batch: DetectionBatch): void {
  const { config, table, graph, takers, innovations, matchedRows, matchedEdges, limits } = tracker;
  const confirmHits = config.confirmHits;
  const { number, confirmed, updated, started, hits } = table;
  const { taken, right } = graph;
  const count = batch.count;
  const now = batch.time;
  let matched = 0;
  for (let i = 0; i < count; i++) {
    const e = taken[i];
    if (e < 0) {
      takers[i] = -1;
      continue;
    }
    const row = right[e];
    matchedRows[matched] = row;
    matchedEdges[matched++] = e;
    takers[i] = number[row];
    if (innovations[INNOVATION_WIDTH * e + 11] > 0) {
      inflateRow(table, row, limits.extraDensity, Math.max(now - updated[row], MANOEUVRE_AGE));
    }
    hits[row]++;
    if (now > updated[row]) updated[row] = now;
    countReply(table, row, batch.iff[batch.first + i]);
    if (confirmed[row] === 0 && hits[row] >= confirmHits && updated[row] > started[row]) {
      confirmed[row] = 1;
      tracker.confirmedNow.push(number[row]);
    }
  }
  updateRows(table, matchedRows, matchedEdges, matched, innovations);
  moveRows(grid, table, matchedRows, matched);
}

/** Starts a tentative track from every detection that no track took: its position, and any velocity up to the maximum. */
function startTracks(tracker: Tracker, batch: DetectionBatch): void {
  const { config, table, assigned } = tracker;
  const first = table.count;
  for (let i = 0; i < batch.count; i++) {
    if (assigned[i] >= 0) continue;
    if (table.count >= config.maximumTracks) break;
    if (table.count === table.number.length) {
      growTrackTable(table);
    }
    const row = table.count++;
    const at = batch.first + i;
    assigned[i] = tracker.nextNumber;
    table.number[row] = tracker.nextNumber++;
    table.confirmed[row] = 0;
    table.time[row] = batch.time;
    table.updated[row] = batch.time;
    table.started[row] = batch.time;
    table.hits[row] = 1;
    table.iffFriend[row] = 0;
    table.iffCivil[row] = 0;
    table.iffSilent[row] = 0;
    countReply(table, row, batch.iff[at]);
    const state = table.state;
    state[6 * row] = batch.positionEcef[3 * at];
    state[6 * row + 1] = batch.positionEcef[3 * at + 1];
    state[6 * row + 2] = batch.positionEcef[3 * at + 2];
    state.fill(0, 6 * row + 3, 6 * row + 6);
    const p = table.covariance;
    const o = COVARIANCE_WIDTH * row;
    p.fill(0, o, o + COVARIANCE_WIDTH);
    p[o] = batch.covariance[6 * at];
    p[o + 1] = batch.covariance[6 * at + 1];
    p[o + 2] = batch.covariance[6 * at + 2];
    p[o + 6] = batch.covariance[6 * at + 3];
    p[o + 7] = batch.covariance[6 * at + 4];
    p[o + 11] = batch.covariance[6 * at + 5];
    p[o + 15] = p[o + 18] = p[o + 20] = tracker.limits.firstVelocityVariance;
  }
  if (table.count === first) return;
  predictRows(table, first, table.count, tracker.time, config.spectralDensity);
  extendGrid(tracker.tentativeGrid, table, config.manoeuvreSpectralDensity, first);
}

function countReply(table: TrackTable, row: number, iff: number): void {
  if (iff === IFF.friendReply) table.iffFriend[row]++;
  else if (iff === IFF.civilReply) table.iffCivil[row]++;
  else if (iff === IFF.noReply) table.iffSilent[row]++;
}

function openTick(tracker: Tracker): void {
  tracker.tickClosed = false;
  tracker.confirmedNow.length = 0;
  tracker.droppedNow.length = 0;
}

/** Drops what has died by `time` and closes up the table, keeping its order; then confirmedNow and droppedNow stand. */
export function endTick(tracker: Tracker, time: number): void {
  if (tracker.tickClosed) openTick(tracker);
  tracker.tickClosed = true;
  const table = tracker.table;
  const { tentativeLifeS, coastS, maximumSigma } = tracker.config;
  const rows = table.count;
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    const alive =
      table.confirmed[row] === 1
        ? time === table.updated[row] ||
          (time - table.updated[row] <= coastS && positionVariance(tracker, row, time) <= maximumSigma * maximumSigma)
        : time - table.started[row] < tentativeLifeS;
    if (!alive) {
      if (table.confirmed[row] === 1) tracker.droppedNow.push(table.number[row]);
      continue;
    }
    if (kept < row) copyTrackRow(table, row, kept);
    kept++;
  }
  table.count = kept;
  if (kept < rows) tracker.confirmedGrid.time = Number.NaN;
}

/** Trace of the position covariance carried to `time`, m². */
function positionVariance(tracker: Tracker, row: number, time: number): number {
  const dt = Math.max(0, time - tracker.table.time[row]);
  return carriedVariance(tracker.table, row, dt) + tracker.config.spectralDensity * dt * dt * dt;
}

/** One-sigma radius of a row's position at `time`, m: root of the covariance's trace. */
export function positionSigma(tracker: Tracker, row: number, time: number): number {
  return Math.sqrt(positionVariance(tracker, row, time));
}

/** Row of a track number in the table, or -1 if the track is gone. Rows change when `endTick` drops tracks. */
export function rowOf(tracker: Tracker, number: number): number {
  return rowOfNumber(tracker.table, number);
}
