import type { Metre } from '../../types/index.js';
import { BEAM_WORDS, LINE_WORDS, LOWEST_WORDS, SCRATCH_WORDS } from './kernel.js';

/**
 * A window of ground laid out for the sweep, in one buffer that a WebAssembly kernel and threads can share: heights in
 * 16-bit steps by rows and again by columns, so that rays in every direction read along lines; the greatest and least of
 * every tile; the answer by rows and by columns; and tables for each thread.
 */
export interface Relief {
  readonly width: number;
  readonly height: number;
  /** Height of a cell in metres: base + step × (16-bit number). Whole metres are held exactly (step 1, base 0). */
  readonly step: Metre;
  readonly base: Metre;
  /** Lines are rows, from north to south, each from west to east. */
  readonly byRow: Lines;
  /** Lines are columns, from west to east, each from north to south. */
  readonly byColumn: Lines;
  readonly tilesAcross: number;
  /** Of each tile and the ring of cells around it. */
  readonly greatest: Int16Array;
  readonly least: Int16Array;
  /** Byte where the threads’ tables begin, each of TABLE_BYTES. */
  readonly tables: number;
}

/** One orientation. Cell c of line l is element start + l × stride + c; its answer is byte answer + l × length + c. */
export interface Lines {
  readonly count: number;
  readonly length: number;
  readonly start: number;
  readonly stride: number;
  readonly answer: number;
}

/** Views of the buffer. */
export interface ReliefMemory {
  readonly i16: Int16Array;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
}

/** Lines of a block and cells a side of a tile; a power of two. */
export const TILE = 16;
export const TILE_SHIFT = 4;

/** Beams that a thread marches side by side. */
export const MOST_BEAMS = 64;

/** Words of a thread's tables before its beams. */
export const BEAMS_AT = SCRATCH_WORDS + TILE * (LINE_WORDS + LOWEST_WORDS);

export const TABLE_BYTES = 4 * (BEAMS_AT + MOST_BEAMS * BEAM_WORDS);

/** Cells by which a line is continued at both ends with its outermost height, for rays just outside. */
export const PAD = 8;

/** Cells before the first and after the last line: rays further outside read them, and nobody reads those rays. */
const SLACK = 512;

/** A 16-bit number at either end of the scale is 32 767 steps from the middle. */
const MOST_STEPS = 32_767;

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;
const linesBytes = (count: number, length: number): number => align(2 * (count * (length + 2 * PAD) + 2 * SLACK));

/** Bytes that a window of so many cells needs. */
export function reliefBytes(width: number, height: number, threads: number): number {
  const answer = align(width * height + 16);
  return linesBytes(height, width) + linesBytes(width, height) + 2 * answer + threads * TABLE_BYTES;
}

export function reliefMemory(buffer: ArrayBufferLike): ReliefMemory {
  return {
    i16: new Int16Array(buffer),
    u8: new Uint8Array(buffer),
    i32: new Int32Array(buffer),
    f32: new Float32Array(buffer),
  };
}

/** A window of ground: heights in metres, row by row, the northern row first; every one a number. */
export interface Ground {
  readonly width: number;
  readonly height: number;
  readonly heights: Int16Array | Float32Array | Float64Array;
}

/** Lays ground out in a buffer of at least `reliefBytes`. */
export function layOutRelief(ground: Ground, memory: ReliefMemory): Relief {
  const { width, height } = ground;
  const rowsBytes = linesBytes(height, width);
  const answer = rowsBytes + linesBytes(width, height);
  const answerBytes = align(width * height + 16);
  const byRow: Lines = { count: height, length: width, start: SLACK + PAD, stride: width + 2 * PAD, answer };
  const byColumn: Lines = {
    count: width,
    length: height,
    start: rowsBytes / 2 + SLACK + PAD,
    stride: height + 2 * PAD,
    answer: answer + answerBytes,
  };
  const scale = layOutRows(ground, byRow, memory.i16);
  turnColumns(byRow, byColumn, memory.i16);
  padLines(byRow, memory.i16);
  padLines(byColumn, memory.i16);
  return {
    width,
    height,
    ...scale,
    byRow,
    byColumn,
    ...tileBounds(byRow, memory.i16),
    tables: answer + 2 * answerBytes,
  };
}

/** Height of a cell of the window, m. */
export function groundAt({ byRow, base, step }: Relief, memory: ReliefMemory, col: number, row: number): Metre {
  return base + step * memory.i16[byRow.start + row * byRow.stride + col];
}

/** Heights into 16-bit steps: metres where they are whole and fit, else the range of heights in 65 534 steps. */
function layOutRows({ heights, width, height }: Ground, rows: Lines, i16: Int16Array): { step: Metre; base: Metre } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = 0; i < heights.length; i++) {
    const h = heights[i];
    if (h < low) low = h;
    if (h > high) high = h;
    whole = whole && Math.round(h) === h;
  }
  if (!(high - low < Number.POSITIVE_INFINITY)) throw new RangeError('heights of the ground must be numbers');
  const exact = whole && low >= -MOST_STEPS && high <= MOST_STEPS;
  const step = exact ? 1 : (high - low) / (2 * MOST_STEPS) || 1;
  const base = exact ? 0 : low + MOST_STEPS * step;
  for (let r = 0; r < height; r++) {
    const to = rows.start + r * rows.stride;
    const from = r * width;
    if (exact) i16.set(heights.subarray(from, from + width), to);
    else for (let c = 0; c < width; c++) i16[to + c] = Math.round((heights[from + c] - base) / step);
  }
  return { step, base };
}

/** Columns from rows, a few rows at a time so that what is read and written stays in the cache. */
function turnColumns(rows: Lines, columns: Lines, i16: Int16Array): void {
  for (let r0 = 0; r0 < rows.count; r0 += 32) {
    const r1 = Math.min(rows.count, r0 + 32);
    for (let c = 0; c < rows.length; c++) {
      const to = columns.start + c * columns.stride;
      for (let r = r0; r < r1; r++) i16[to + r] = i16[rows.start + r * rows.stride + c];
    }
  }
}

function padLines(lines: Lines, i16: Int16Array): void {
  for (let l = 0; l < lines.count; l++) {
    const first = lines.start + l * lines.stride;
    const last = first + lines.length - 1;
    i16.fill(i16[first], first - PAD, first);
    i16.fill(i16[last], last + 1, last + 1 + PAD);
  }
}

function tileBounds(rows: Lines, i16: Int16Array): Pick<Relief, 'tilesAcross' | 'greatest' | 'least'> {
  const tilesAcross = Math.ceil(rows.length / TILE);
  const tilesDown = Math.ceil(rows.count / TILE);
  const greatest = new Int16Array(tilesAcross * tilesDown).fill(-32768);
  const least = new Int16Array(tilesAcross * tilesDown).fill(32767);
  // Row by row: each row belongs to the tile it is in and, on the ring, to the next one.
  for (let r = 0; r < rows.count; r++) {
    const from = rows.start + r * rows.stride;
    const firstDown = Math.max(0, Math.floor((r - 1) / TILE));
    const lastDown = Math.min(tilesDown - 1, Math.floor((r + 1) / TILE));
    for (let across = 0; across < tilesAcross; across++) {
      let high = -32768;
      let low = 32767;
      const end = from + Math.min(rows.length, (across + 1) * TILE + 1);
      for (let i = from + Math.max(0, across * TILE - 1); i < end; i++) {
        const h = i16[i];
        if (h > high) high = h;
        if (h < low) low = h;
      }
      for (let down = firstDown; down <= lastDown; down++) {
        const tile = down * tilesAcross + across;
        if (high > greatest[tile]) greatest[tile] = high;
        if (low < least[tile]) least[tile] = low;
      }
    }
  }
  return { tilesAcross, greatest, least };
}
