import { growEdges, grownInt32, type PairGraph } from '../math/index.js';
import type { DetectionBatch, TrackTable } from '../types/index.js';
import { GATE, MANOEUVRE_AGE } from './limits.js';

/** Levels of cells, each four times as wide as the one before: a track lies in the finest whose cells suit its gate. */
const LEVELS = 4;
const LEVEL_RATIO = 4;
/** A track suits a level if its gate's half-width is at most this share of the cell, so that a search meets few cells. */
const GATE_SHARE = 0.25;
/**
 * Added to an index of a cell before it is cut to an integer, which then rounds down for every coordinate on earth;
 * integers keep the loops over cells out of floating point.
 */
const BIAS = 1_048_576;
/** In place of a chain's next row: the row is not in this grid. */
const ELSEWHERE = -2;
/** A search that would meet more cells than this looks at every row instead. */
const MAXIMUM_CELLS = 64;

/**
 * Hash grid over the tracks' positions at one time. Air traffic is a thin shell, so cells are square columns along the
 * axis of ECEF that is nearest to the vertical. The fifteen low bits of each index of a cell and the level make a key;
 * keys repeat 32,768 cells apart, beyond the earth. Rows of equal hash hang in a chain: head → next → … → -1.
 */
export interface TrackGrid {
  /** Which tracks it holds: 1 confirmed, 0 tentative ones (as they stood when it was rebuilt). */
  readonly holds: 0 | 1;
  /** Rows of the table that it knows of. */
  rows: number;
  /** Time of the positions; NaN before the first use and after rows have moved. */
  time: number;
  /** The two coordinates (0 x, 1 y, 2 z) by which cells are told. */
  across: number;
  along: number;
  cellSize: number;
  head: Int32Array;
  /** 32 minus the binary logarithm of the length of `head`. */
  shift: number;
  /** Two a row: key of its cell, next row of its chain; together because they are read together. */
  link: Int32Array;
  levelCount: Int32Array;
  /** Greatest variance on an axis among the tracks of a level, m². */
  levelVariance: Float64Array;
  /** Reciprocal edge of each level's cells. */
  perCell: Float64Array;
  /** Variance up to which a track suits a level. */
  varianceLimit: Float64Array;
}

export function makeTrackGrid(cellSize: number, holds: 0 | 1): TrackGrid {
  const perCell = new Float64Array(LEVELS);
  const varianceLimit = new Float64Array(LEVELS);
  let edge = cellSize;
  for (let level = 0; level < LEVELS; level++) {
    perCell[level] = 1 / edge;
    varianceLimit[level] =
      level === LEVELS - 1 ? Number.POSITIVE_INFINITY : (GATE_SHARE * edge * GATE_SHARE * edge) / GATE;
    edge *= LEVEL_RATIO;
  }
  return {
    holds,
    rows: 0,
    time: Number.NaN,
    across: 0,
    along: 1,
    cellSize,
    head: new Int32Array(256).fill(-1),
    shift: 24,
    link: new Int32Array(128),
    levelCount: new Int32Array(LEVELS),
    levelVariance: new Float64Array(LEVELS),
    perCell,
    varianceLimit,
  };
}

function makeRoom(grid: TrackGrid, rows: number): void {
  while (grid.link.length < 2 * rows) grid.link = grownInt32(grid.link);
  // Four slots a row keep chains short; 16 bytes a row stay in the cache.
  while (grid.head.length < 4 * rows) {
    grid.head = grownInt32(grid.head);
    grid.shift--;
  }
}

/** Hangs every row that the grid holds in its cell; rows must have been predicted to `time`. */
export function rebuildGrid(grid: TrackGrid, table: TrackTable, manoeuvreDensity: number, time: number): void {
  makeRoom(grid, table.count);
  grid.time = time;
  if (table.count > 0) layAxes(grid, table.state);
  grid.head.fill(-1);
  grid.levelCount.fill(0);
  grid.levelVariance.fill(0);
  hangRows(grid, table, manoeuvreDensity, 0);
}

/** Leaves out the coordinate along which the first track is farthest from the earth's centre. */
function layAxes(grid: TrackGrid, state: Float64Array): void {
  const x = Math.abs(state[0]);
  const y = Math.abs(state[1]);
  const z = Math.abs(state[2]);
  const vertical = x >= y && x >= z ? 0 : y >= z ? 1 : 2;
  grid.across = vertical === 0 ? 1 : 0;
  grid.along = vertical === 2 ? 1 : 2;
}

/** Adds the rows from `first` on, which are new and for this grid. */
export function extendGrid(grid: TrackGrid, table: TrackTable, manoeuvreDensity: number, first: number): void {
  if (grid.head.length < 4 * table.count) rebuildGrid(grid, table, manoeuvreDensity, grid.time);
  else {
    makeRoom(grid, table.count);
    hangRows(grid, table, manoeuvreDensity, first);
  }
}

function hangRows(grid: TrackGrid, table: TrackTable, manoeuvreDensity: number, first: number): void {
  const { head, shift, link, levelCount, levelVariance, perCell, varianceLimit, across, along } = grid;
  const now = grid.time;
  const count = table.count;
  const updated = table.updated;
  const state = table.state;
  const covariance = table.covariance;
  const confirmed = table.confirmed;
  grid.rows = count;
  for (let row = first; row < count; row++) {
    if (confirmed[row] !== grid.holds) {
      link[2 * row + 1] = ELSEWHERE;
      continue;
    }
    const o = 21 * row;
    // With what a manoeuvre since the last update would add: gating tries that too.
    const age = Math.max(now - updated[row], MANOEUVRE_AGE);
    const growth = (manoeuvreDensity * age * age * age) / 3;
    const variance = Math.max(covariance[o], covariance[o + 6], covariance[o + 11]) + growth;
    let level = 0;
    while (variance > varianceLimit[level]) level++;
    levelCount[level]++;
    if (variance > levelVariance[level]) levelVariance[level] = variance;
    const scale = perCell[level];
    const ix = (state[6 * row + across] * scale + BIAS) | 0;
    const iy = (state[6 * row + along] * scale + BIAS) | 0;
    const cell = (level << 30) | ((iy & 32767) << 15) | (ix & 32767);
    const slot = Math.imul(cell, 0x9e3779b1) >>> shift;
    link[2 * row] = cell;
    link[2 * row + 1] = head[slot];
    head[slot] = row;
  }
}

/** Moves the first `count` rows of `rows` to the cells of their new positions, within their levels. */
export function moveRows(grid: TrackGrid, table: TrackTable, rows: Int32Array, count: number): void {
  const { head, shift, link, perCell, across, along } = grid;
  const state = table.state;
  for (let k = 0; k < count; k++) {
    const row = rows[k];
    const old = link[2 * row];
    const scale = perCell[old >>> 30];
    const ix = (state[6 * row + across] * scale + BIAS) | 0;
    const iy = (state[6 * row + along] * scale + BIAS) | 0;
    const cell = (old & 0xc0000000) | ((iy & 32767) << 15) | (ix & 32767);
    if (cell === old) continue;
    const from = Math.imul(old, 0x9e3779b1) >>> shift;
    let before = head[from];
    if (before === row) head[from] = link[2 * row + 1];
    else {
      while (link[2 * before + 1] !== row) before = link[2 * before + 1];
      link[2 * before + 1] = link[2 * row + 1];
    }
    const to = Math.imul(cell, 0x9e3779b1) >>> shift;
    link[2 * row] = cell;
    link[2 * row + 1] = head[to];
    head[to] = row;
  }
}

/**
 * Writes as edges of `graph` every (detection, row) whose axis-parallel gate boxes could touch. `reach` widens the
 * search, m, for a batch older than the grid. Never misses a pair inside the gate: on each axis the innovation is at
 * most √(GATE × (track variance + detection variance)).
 */
export function findCandidates(
  grid: TrackGrid,
  table: TrackTable,
  batch: DetectionBatch,
  reach: number,
  graph: PairGraph,
): void {
  const { head, shift, link, levelCount, levelVariance, perCell, across, along } = grid;
  const state = table.state;
  const rows = grid.rows;
  const position = batch.positionEcef;
  const covariance = batch.covariance;
  const count = batch.count;
  const start = graph.start;
  let right = graph.right;
  let edges = 0;
  for (let i = 0; i < count; i++) {
    start[i] = edges;
    const at = batch.first + i;
    const x = position[3 * at];
    const y = position[3 * at + 1];
    const z = position[3 * at + 2];
    const a = position[3 * at + across];
    const b = position[3 * at + along];
    const greatest = Math.max(covariance[6 * at], covariance[6 * at + 3], covariance[6 * at + 5]);
    for (let level = 0; level < LEVELS; level++) {
      if (levelCount[level] === 0) continue;
      const h = Math.sqrt(GATE * (levelVariance[level] + greatest)) + reach;
      const scale = perCell[level];
      const x0 = ((a - h) * scale + BIAS) | 0;
      const x1 = ((a + h) * scale + BIAS) | 0;
      const y0 = ((b - h) * scale + BIAS) | 0;
      const y1 = ((b + h) * scale + BIAS) | 0;
      if ((x1 - x0 + 1) * (y1 - y0 + 1) > MAXIMUM_CELLS) {
        for (let row = 0; row < rows; row++) {
          if (link[2 * row] >>> 30 !== level || link[2 * row + 1] === ELSEWHERE) continue;
          if (edges === right.length) {
            growEdges(graph);
            right = graph.right;
          }
          right[edges++] = row;
        }
        continue;
      }
      for (let iy = y0; iy <= y1; iy++) {
        const part = (level << 30) | ((iy & 32767) << 15);
        for (let ix = x0; ix <= x1; ix++) {
          const cell = part | (ix & 32767);
          let row = head[Math.imul(cell, 0x9e3779b1) >>> shift];
          while (row >= 0) {
            if (link[2 * row] === cell) {
              const s = 6 * row;
              if (Math.abs(state[s] - x) <= h && Math.abs(state[s + 1] - y) <= h && Math.abs(state[s + 2] - z) <= h) {
                if (edges === right.length) {
                  growEdges(graph);
                  right = graph.right;
                }
                right[edges++] = row;
              }
            }
            row = link[2 * row + 1];
          }
        }
      }
    }
  }
  start[count] = edges;
}
