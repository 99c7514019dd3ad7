import { type Fan, INTERVALS, type Part, type Sweep } from './fans.js';
import {
  BEAM_RAYS,
  BEAM_WORDS,
  DROP_WORDS,
  LINE,
  LINE_WORDS,
  LOWEST_WORDS,
  MARK,
  OUT_OF_RANGE,
  SCRATCH_WORDS,
  SLOPE_WORDS,
  type ViewshedKernel,
} from './kernel.js';
import { BEAMS_AT, groundAt, PAD, type Relief, type ReliefMemory, TABLE_BYTES, TILE, TILE_SHIFT } from './relief.js';

/**
 * The viewshed by sweeping rays. Rays leave the observer in fans and are marched together, line by line. A ray keeps the
 * steepest slope that it has met: its horizon. A cell is seen if its target stands above the horizon, interpolated
 * between the two rays beside it. Ground is looked at where a ray crosses a line and where it crosses from one row of
 * cells to the next, both linear between the two cells beside it: bilinear ground at every crossing of a ray with the grid.
 *
 * What makes it fast: 128 rays make a beam, 16 lines a block. Where no ground of a tile can rise above the lowest horizon
 * of a beam, nothing is marched; where no target can, or every one must, nothing is compared.
 */

/** A horizon that hides nothing, and ground that is lower than any. */
const NO_HORIZON = -1e30;
const NO_GROUND = -1e20;

/** Units of the kernel's positions. */
const UNITS = 16_777_216;
/** Steps of its heights on a line: weights of two cells add up to this. */
const WEIGHTS = 16_384;

/** Where a part’s rays are at both ends of a block. */
interface Crossings {
  /** Cell of the boundary between beams, and its distance over that of a plane. */
  readonly cell: Float64Array;
  readonly stretch: Float64Array;
}

/** One part under way. */
interface March {
  readonly fan: Fan;
  readonly part: Part;
  readonly memory: ReliefMemory;
  readonly relief: Relief;
  /** Word of the table of lines, and of the first beam. */
  readonly table: number;
  readonly beams: number;
  /** Eye and target heights in steps; drop a line² and a cell², steps. */
  readonly eye: number;
  readonly target: number;
  readonly dropLine: number;
  readonly dropCell: number;
  /** Lowest and highest horizon of each beam. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly near: Crossings;
  readonly far: Crossings;
}

/** What is known of the cells of one beam in one block before looking at them. */
interface Outlook {
  mark: number;
  /** Whether the horizon may rise, and whether the last line alone settles how far. */
  rises: boolean;
  lastOnly: boolean;
}

/**
 * Sweeps one part with the tables of one thread. `lowest` (by rows of the window), if given, takes for every cell in range
 * the lowest height that is seen there, m.
 */
export function sweepPart(
  sweep: Sweep,
  part: Part,
  kernel: ViewshedKernel,
  memory: ReliefMemory,
  thread: number,
  lowest?: Float64Array,
): void {
  const { fan } = part;
  const march = beginMarch(sweep, part, memory, thread);
  const outlook: Outlook = { mark: MARK.look, rises: true, lastOnly: false };
  const before = -fan.direction * fan.lines.stride;
  for (let x0 = 1; x0 <= fan.far; ) {
    const line = fan.line + fan.direction * x0;
    const inTile = fan.direction > 0 ? TILE - (line & (TILE - 1)) : (line & (TILE - 1)) + 1;
    const x1 = Math.min(fan.far, x0 + inTile - 1);
    crossBlock(march, x0, x1);
    for (let b = 0; b < part.to - part.from; b++) {
      if (march.near.cell[b] > fan.rim[x0] + PAD) break;
      foresee(march, b, x0, x1, outlook);
      if (lowest) {
        outlook.mark = MARK.lowest;
        outlook.lastOnly = false;
      }
      fillLines(march, b, x0, x1, outlook.rises || outlook.mark >= MARK.look);
      const lines = x1 - x0 + 1;
      const raiseFrom = outlook.rises ? (outlook.lastOnly ? lines - 1 : 0) : lines;
      const beam = march.beams + b * BEAM_WORDS;
      kernel.march(march.table, lines, beam, before, fan.side, outlook.mark, raiseFrom, march.eye * WEIGHTS);
      if (outlook.rises) {
        march.least[b] = memory.f32[march.table - 2];
        march.greatest[b] = memory.f32[march.table - 1];
      }
      if (lowest) takeLowest(march, sweep, x0, x1, lowest);
    }
    x0 = x1 + 1;
  }
}

/** What is left when all parts are swept: cells of columns to their rows, and the observer’s own. */
export function finishSweep(
  { relief, sight, firstColumn, lastColumn }: Sweep,
  kernel: ViewshedKernel,
  memory: ReliefMemory,
  lowest?: Float64Array,
): void {
  const { byRow, byColumn, width, height } = relief;
  kernel.turn(byColumn.answer, height, byRow.answer, width, sight.col, sight.row, firstColumn, lastColumn);
  memory.u8[byRow.answer + sight.row * width + sight.col] = 1;
  if (lowest) lowest[sight.row * width + sight.col] = groundAt(relief, memory, sight.col, sight.row);
}

/** Clears what an earlier sweep left. */
export function clearAnswer({ relief }: Sweep, kernel: ViewshedKernel): void {
  const { byRow, byColumn, width, height } = relief;
  kernel.fill(byRow.answer, OUT_OF_RANGE, width * height);
  kernel.fill(byColumn.answer, OUT_OF_RANGE, width * height);
}

function beginMarch({ relief, sight }: Sweep, part: Part, memory: ReliefMemory, thread: number): March {
  const { fan } = part;
  const { f32 } = memory;
  const count = part.to - part.from;
  const word = (relief.tables + thread * TABLE_BYTES) / 4;
  const beams = word + BEAMS_AT;
  const drop = sight.curvature / relief.step;
  const dropLine = drop * fan.sector.lineStep * fan.sector.lineStep;
  const dropCell = drop * fan.sector.cellStep * fan.sector.cellStep;
  const ground = memory.i16[fan.lines.start + fan.line * fan.lines.stride + fan.cell];
  f32.fill(NO_HORIZON, beams, beams + count * BEAM_WORDS);
  for (let b = 0; b < count; b++) {
    for (let ray = 0; ray < BEAM_RAYS; ray++) {
      const t = slopeOf(fan, part.from + b, ray);
      f32[beams + b * BEAM_WORDS + DROP_WORDS + ray] = dropLine + dropCell * t * t;
      f32[beams + b * BEAM_WORDS + SLOPE_WORDS + ray] = t > 0 ? 1 / (WEIGHTS * t) : -NO_HORIZON;
    }
  }
  const crossings = (): Crossings => ({ cell: new Float64Array(count + 1), stretch: new Float64Array(count + 1) });
  return {
    fan,
    part,
    memory,
    relief,
    table: word + SCRATCH_WORDS,
    beams,
    eye: ground + sight.observerHeight / relief.step,
    target: sight.targetHeight / relief.step,
    dropLine,
    dropCell,
    least: new Float64Array(count).fill(NO_HORIZON),
    greatest: new Float64Array(count).fill(NO_HORIZON),
    near: crossings(),
    far: crossings(),
  };
}

const slopeOf = (fan: Fan, beam: number, ray: number): number => fan.firstSlope + (beam * INTERVALS + ray) / fan.rays;

const crossing = new Float64Array(2);

/** Where the boundaries between beams cross the first and last line of a block; between them they are taken for straight. */
function crossBlock({ fan, part, near, far }: March, x0: number, x1: number): void {
  for (let b = 0; b < near.cell.length; b++) {
    const t = slopeOf(fan, part.from + b, 0);
    fan.sector.crossInto(x0, t, crossing);
    near.cell[b] = crossing[0];
    near.stretch[b] = crossing[1];
    fan.sector.crossInto(x1, t, crossing);
    far.cell[b] = crossing[0];
    far.stretch[b] = crossing[1];
  }
}

/** From the greatest and least ground about a beam in a block: what need not be looked at. */
function foresee(march: March, b: number, x0: number, x1: number, outlook: Outlook): void {
  const { fan, relief, memory, near, far, eye, target } = march;
  // Cells that the beam's rays touch, a line before the block included.
  const first = Math.floor(Math.min(near.cell[b], far.cell[b])) - 1;
  const last = Math.ceil(Math.max(near.cell[b + 1], far.cell[b + 1])) + 1;
  const from = Math.max(0, Math.min(fan.lines.length - 1, fan.cell + (fan.side > 0 ? first : -last)));
  const to = Math.max(0, Math.min(fan.lines.length - 1, fan.cell + (fan.side > 0 ? last : -first)));
  const lineTile = (fan.line + fan.direction * x0) >> TILE_SHIFT;
  const perLine = fan.byRows ? relief.tilesAcross : 1;
  const perCell = fan.byRows ? 1 : relief.tilesAcross;
  let high = -32768;
  let low = 32767;
  for (let tile = from >> TILE_SHIFT; tile <= to >> TILE_SHIFT; tile++) {
    const i = lineTile * perLine + tile * perCell;
    if (relief.greatest[i] > high) high = relief.greatest[i];
    if (relief.least[i] < low) low = relief.least[i];
  }
  // Distances of ground, from the line before, and of cells; the least and greatest drop factor of the rays.
  const shortest = Math.min(near.stretch[b], near.stretch[b + 1], far.stretch[b], far.stretch[b + 1]);
  const longest = Math.max(near.stretch[b], near.stretch[b + 1], far.stretch[b], far.stretch[b + 1]);
  const ground0 = Math.max(1, x0 - 1) * shortest;
  const d0 = x0 * shortest;
  const d1 = x1 * longest;
  const drops = march.beams + b * BEAM_WORDS + DROP_WORDS;
  const q0 = fan.firstSlope < 0 && march.part.from + b === 0 ? march.dropLine : memory.f32[drops];
  const q1 = Math.max(memory.f32[drops], memory.f32[drops + INTERVALS]);

  const top = high - eye;
  const steepest = top / (top > 0 ? ground0 : d1) - q0 * ground0;
  // On level ground below the eye a ray’s slope only grows until it falls behind the earth’s curve.
  const level = high === low && top < 0 && q1 * d1 * d1 <= -top && target >= 0;
  outlook.rises = x0 === 1 || steepest > march.least[b];
  const highest = top + target;
  const lowest = low - eye + target;
  const least = level
    ? Math.min(lowest / d0 - q1 * d0, lowest / d1 - q1 * d1)
    : lowest / (lowest > 0 ? d1 : d0) - q1 * d1;
  const seenAbove = outlook.rises && !level ? Math.max(march.greatest[b], steepest) : march.greatest[b];
  outlook.mark =
    x0 === 1
      ? MARK.look
      : highest / (highest > 0 ? d0 : d1) - q0 * d0 < march.least[b]
        ? MARK.hidden
        : least >= seenAbove
          ? MARK.visible
          : MARK.look;
  outlook.lastOnly = level && outlook.mark !== MARK.look;
}

/** Writes the table of lines for one beam in one block; `all` of it, or only which cells are answered. */
function fillLines(march: March, b: number, x0: number, x1: number, all: boolean): void {
  const { fan, memory, table, near, far, eye, target, dropLine, dropCell } = march;
  const { i32, f32 } = memory;
  const { lines, side, lastCell, firstCell } = fan;
  const lastBeam = march.part.from + b === fan.beams - 1;
  const t0 = slopeOf(fan, march.part.from + b, 0);
  const perLine = x1 > x0 ? 1 / (x1 - x0) : 0;
  const startStep = (far.cell[b] - near.cell[b]) * perLine;
  const endStep = (far.cell[b + 1] - near.cell[b + 1]) * perLine;
  const stretch0 = (near.stretch[b] + near.stretch[b + 1]) / 2;
  const stretchStep = ((far.stretch[b] + far.stretch[b + 1]) / 2 - stretch0) * perLine;
  let word = table;
  let line = fan.line + fan.direction * x0;
  for (let x = x0; x <= x1; x++) {
    const start = near.cell[b] + (x - x0) * startStep;
    const end = near.cell[b + 1] + (x - x0) * endStep;
    const first = Math.max(firstCell, Math.ceil(start));
    const last = lastBeam ? lastCell[x] : Math.min(lastCell[x], Math.ceil(end) - 1);
    i32[word + LINE.answer] = lines.answer + line * lines.length + fan.cell + side * first;
    i32[word + LINE.count] = last < first ? 0 : last - first + 1;
    if (all) {
      const from = lines.start + line * lines.stride + fan.cell;
      const base = Math.floor(start);
      const raysPerCell = INTERVALS / (end - start);
      const distance = x * (stretch0 + (x - x0) * stretchStep);
      // Slopes of the first cell and from cell to cell, for the drop: distance² × (dropLine + dropCell × slope²).
      const slopeStep = raysPerCell / fan.rays;
      const slope = t0 + (first - start) * slopeStep;
      const square = distance * distance;
      i32[word + LINE.ground] = from + side * base;
      i32[word + LINE.ray] = Math.round((start - base) * UNITS);
      i32[word + LINE.rayStep] = Math.round(((end - start) / INTERVALS) * UNITS);
      f32[word + LINE.inverse] = 1 / (WEIGHTS * distance);
      f32[word + LINE.distance] = distance;
      f32[word + LINE.share] = 1 / x;
      f32[word + LINE.reach] = x > 1 ? 1 : -1;
      i32[word + LINE.cell] = from + side * first;
      i32[word + LINE.at] = Math.max(0, Math.round((first - start) * raysPerCell * UNITS));
      i32[word + LINE.atStep] = Math.round(raysPerCell * UNITS);
      f32[word + LINE.level] = eye - target + square * (dropLine + dropCell * slope * slope);
      f32[word + LINE.rise] = 2 * square * dropCell * slope * slopeStep;
      f32[word + LINE.bend] = square * dropCell * slopeStep * slopeStep;
    }
    word += LINE_WORDS;
    line += fan.direction;
  }
}

/** The lowest heights that the kernel left, from steps to metres and to their cells. */
function takeLowest(march: March, { relief, sight }: Sweep, x0: number, x1: number, lowest: Float64Array): void {
  const { fan, memory, table } = march;
  const lines = x1 - x0 + 1;
  for (let k = 0; k < lines; k++) {
    const word = table + k * LINE_WORDS;
    const count = memory.i32[word + LINE.count];
    const first = memory.i32[word + LINE.cell];
    const line = fan.line + fan.direction * (x0 + k);
    const firstCell = first - fan.lines.start - line * fan.lines.stride;
    const from = table + lines * LINE_WORDS + k * LOWEST_WORDS;
    for (let j = 0; j < count; j++) {
      const cell = firstCell + fan.side * j;
      const ground = memory.f32[from + j];
      // Nothing stands between the observer and a neighbour: its own ground is the lowest there is to see.
      const height =
        ground < NO_GROUND
          ? relief.base + relief.step * memory.i16[first + fan.side * j]
          : relief.base + relief.step * ground + sight.targetHeight;
      lowest[fan.byRows ? line * relief.width + cell : cell * relief.width + line] = height;
    }
  }
}
