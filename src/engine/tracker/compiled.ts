import {
  type ColumnMaker,
  growEdges,
  grownFloat64,
  livesIn,
  matchContested,
  resizePairGraph,
  settle,
} from '../math/index.js';
import type { DetectionBatch } from '../types/index.js';
import { INNOVATION_WIDTH } from './filter.js';
import { priceContested } from './gate.js';
import type { TrackGrid } from './grid.js';
import type { Tracker } from './tracker.js';

/**
 * Association and update compiled to WebAssembly (assembly/track.ts) over columns in its own memory: the same bytes as
 * grid.ts, gate.ts and filter.ts give, sooner. Addresses are in bytes.
 */
export interface TrackKernel extends ColumnMaker {
  /** Gates the batch and takes it if nothing is contested: 0. Else how many detections are, or −1 if edges ran out. */
  gate(context: number): number;
  /** Takes what graph.taken says. */
  take(context: number): void;
}

/** Where the kernel is told what to work on. */
interface Context {
  readonly address: number;
  readonly words: Int32Array;
  readonly numbers: Float64Array;
  /** Columns whose addresses stand here: to ask a column for its address costs more than to compare it. */
  readonly told: (ArrayLike<number> | null)[];
}

/** A tracker's kernel. */
export interface CompiledTracker {
  readonly kernel: TrackKernel;
  /** For the grid of tentative tracks, and for that of confirmed ones. */
  readonly contexts: readonly [Context, Context];
  /** Numbers of the tracks that a batch confirmed, then −1. */
  newly: Int32Array;
  /** The last batch's column, and whether the kernel can read it. */
  known: Float64Array | null;
  readable: boolean;
}

/** Words of the context that hold addresses and counts; the numbers follow. */
const WORDS = 36;
const NUMBERS = 9;

/** Moves the columns of a new tracker into the kernel's memory. */
export function compileTracker(tracker: Tracker, kernel: TrackKernel): CompiledTracker {
  const { table, graph, confirmedGrid, tentativeGrid, rest } = tracker;
  for (const record of [tracker, table, graph, confirmedGrid, tentativeGrid, rest]) settle(record, kernel);
  return {
    kernel,
    contexts: [makeContext(kernel), makeContext(kernel)],
    newly: kernel.int32(tracker.assigned.length + 1),
    known: null,
    readable: false,
  };
}

function makeContext(kernel: TrackKernel): Context {
  const numbers = kernel.float64(WORDS / 2 + NUMBERS);
  const { buffer, byteOffset: address } = numbers;
  const words = new Int32Array(buffer, address, WORDS);
  return { address, words, numbers: numbers.subarray(WORDS / 2), told: new Array(10).fill(null) };
}

/** Whether the batch stands in the kernel's memory. */
export function canTake(compiled: CompiledTracker, batch: DetectionBatch): boolean {
  if (batch.positionEcef !== compiled.known) {
    compiled.known = batch.positionEcef;
    compiled.readable = livesIn(batch.positionEcef, compiled.kernel);
  }
  return compiled.readable;
}

/** Matches a batch with the tracks of one grid: gate, assign, update. Writes `takers`. */
export function associateCompiled(
  tracker: Tracker,
  compiled: CompiledTracker,
  grid: TrackGrid,
  batch: DetectionBatch,
  reach: number,
): void {
  const { graph, table, limits, confirmedNow } = tracker;
  const { kernel } = compiled;
  const context = compiled.contexts[grid.holds];
  resizePairGraph(graph, batch.count, table.count);
  if (compiled.newly.length <= batch.count) compiled.newly = kernel.int32(2 * batch.count);
  for (;;) {
    if (tracker.innovations.length < INNOVATION_WIDTH * graph.right.length) {
      tracker.innovations = grownFloat64(tracker.innovations);
      continue;
    }
    tell(tracker, compiled, context, grid, batch, reach);
    const contested = kernel.gate(context.address);
    if (contested === 0) break;
    if (contested < 0) {
      growEdges(graph);
      continue;
    }
    const { start, right, taken, takenBy, rightPotential } = graph;
    const edges = start[batch.count];
    for (let e = 0; e < edges; e++) {
      takenBy[right[e]] = -1;
      rightPotential[right[e]] = 0;
    }
    for (let i = 0; i < batch.count; i++) if (taken[i] >= 0) takenBy[right[taken[i]]] = i;
    graph.contestedCount = contested;
    priceContested(graph, tracker.innovations, limits.bound);
    matchContested(graph);
    kernel.take(context.address);
    break;
  }
  const { newly } = compiled;
  for (let k = 0; newly[k] >= 0; k++) confirmedNow.push(newly[k]);
}

/** Tells the kernel what to work on. */
function tell(
  tracker: Tracker,
  { newly }: CompiledTracker,
  context: Context,
  grid: TrackGrid,
  batch: DetectionBatch,
  reach: number,
): void {
  const { table, graph, innovations, takers } = tracker;
  const { words, numbers, told } = context;
  const changed =
    told[0] !== table.state ||
    told[1] !== graph.start ||
    told[2] !== graph.degree ||
    told[3] !== graph.right ||
    told[4] !== innovations ||
    told[5] !== takers ||
    told[6] !== newly ||
    told[7] !== batch.positionEcef ||
    told[8] !== grid.head ||
    told[9] !== grid.link;
  if (changed) tellColumns(tracker, newly, context, grid, batch);
  words[26] = grid.shift;
  words[27] = grid.across;
  words[28] = grid.along;
  words[29] = grid.holds;
  words[30] = grid.rows;
  words[32] = batch.first;
  words[33] = batch.count;
  numbers[0] = tracker.time;
  numbers[1] = batch.time;
  numbers[2] = reach;
}

/** Tells of columns, some of which have been replaced by longer ones; each of `told` stands for its like. */
function tellColumns(
  tracker: Tracker,
  newly: Int32Array,
  { words, numbers, told }: Context,
  grid: TrackGrid,
  batch: DetectionBatch,
): void {
  const { config, table, graph, limits, innovations, takers } = tracker;
  const { state } = table;
  [state, graph.start, graph.degree, graph.right, innovations, takers, newly, batch.positionEcef].forEach(
    (column, k) => {
      told[k] = column;
    },
  );
  told[8] = grid.head;
  told[9] = grid.link;
  words[0] = table.number.byteOffset;
  words[1] = table.confirmed.byteOffset;
  words[2] = table.updated.byteOffset;
  words[3] = table.started.byteOffset;
  words[4] = table.state.byteOffset;
  words[5] = table.covariance.byteOffset;
  words[6] = table.hits.byteOffset;
  words[7] = table.iffFriend.byteOffset;
  words[8] = table.iffCivil.byteOffset;
  words[9] = table.iffSilent.byteOffset;
  words[10] = graph.start.byteOffset;
  words[11] = graph.right.byteOffset;
  words[12] = graph.taken.byteOffset;
  words[13] = graph.degree.byteOffset;
  words[14] = graph.contested.byteOffset;
  words[15] = tracker.innovations.byteOffset;
  words[16] = tracker.takers.byteOffset;
  words[17] = newly.byteOffset;
  words[18] = batch.positionEcef.byteOffset;
  words[19] = batch.covariance.byteOffset;
  words[20] = batch.iff.byteOffset;
  words[21] = grid.head.byteOffset;
  words[22] = grid.link.byteOffset;
  words[23] = grid.levelCount.byteOffset;
  words[24] = grid.levelVariance.byteOffset;
  words[25] = grid.perCell.byteOffset;
  words[31] = graph.right.length;
  words[34] = config.confirmHits;
  numbers[3] = limits.bound;
  numbers[4] = limits.safeDeterminant;
  numbers[5] = limits.maximumSpeed;
  numbers[6] = limits.firstVelocityVariance;
  numbers[7] = limits.density;
  numbers[8] = limits.extraDensity;
}
