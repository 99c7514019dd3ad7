import type { ReliefMemory } from './relief.js';

/**
 * The inner loops of the sweep (sweep.ts), behind an interface: plain TypeScript here, WebAssembly in
 * assembly/viewshed.ts. Both do the same float32 and integer arithmetic in the same order and leave the same bytes.
 * Heights are the relief's 16-bit steps; a slope is in steps a line, a line being what a ray crosses next.
 */

/** Rays of a beam, which is marched as one. Its last ray is also the next beam's first, so that no beam needs another. */
export const BEAM_RAYS = 128;

/** Words of a beam: horizons, then drop factors, then inverse slopes of its rays; each with room for what is looked at beyond. */
export const DROP_WORDS = 260;
export const SLOPE_WORDS = 2 * DROP_WORDS;
export const BEAM_WORDS = 3 * DROP_WORDS;

/** Words of one line of the table that a march works through. */
export const LINE_WORDS = 16;

/** What the words of a line hold: i an int32, f a float32. Positions are in units of 2^-24. */
export const LINE = {
  /** i: element of the cell at or before the beam’s first ray. */
  ground: 0,
  /** i: position of the first ray beyond that cell, and from ray to ray, cells. */
  ray: 1,
  rayStep: 2,
  /** f: 2^-14 / distance, the distance, and 1 / number of the line. Distances are in lines. */
  inverse: 3,
  distance: 4,
  share: 5,
  /** f: a ray’s crossing between this line and the one before counts if it is nearer than this, lines: 1, or -1 on line 1. */
  reach: 6,
  /** i: element of the first cell, byte of its answer, and how many cells. */
  cell: 7,
  answer: 8,
  count: 9,
  /** i: position of the first cell among the rays, and from cell to cell, rays. */
  at: 10,
  atStep: 11,
  /** f: ground that would just show a target over a level horizon, by the cell’s number: constant, linear, quadratic. */
  level: 12,
  rise: 13,
  bend: 14,
} as const;

/** How a march answers its cells: all hidden, all visible, each looked at, or that and the lowest visible ground written. */
export const MARK = { hidden: 0, visible: 1, look: 2, lowest: 3 } as const;

/** Words before the table that belong to the march; the last two tell the lowest and highest horizon after it. */
export const SCRATCH_WORDS = 64;

/** Words a line of what MARK.lowest writes, which begins after a table of TILE lines. */
export const LOWEST_WORDS = 272;

/** Answer for a cell beyond the radius. */
export const OUT_OF_RANGE = 2;

export interface ViewshedKernel {
  readonly name: 'plain' | 'wasm';
  /**
   * Works through `lines` lines of the table at word `table` for the beam at word `beam`: answers each line’s cells, then,
   * from line number `raiseFrom` on, raises the horizon over its ground. `before` is the way, in elements, from a line to
   * the one before; `side` (1 or -1) the way to a ray’s next cell; `eye` the observer’s height in 2^-14 steps.
   */
  march(
    table: number,
    lines: number,
    beam: number,
    before: number,
    side: number,
    mark: number,
    raiseFrom: number,
    eye: number,
  ): void;
  /** Fills `count` bytes. */
  fill(from: number, value: number, count: number): void;
  /**
   * Takes the answers of cells that lie further from the observer in columns than in rows, in columns `first` to `last`,
   * over from the answer by columns (byte `from`, `height` a line) to that by rows (byte `to`, `width` a line).
   */
  turn(
    from: number,
    height: number,
    to: number,
    width: number,
    col: number,
    row: number,
    first: number,
    last: number,
  ): void;
}

const fround = Math.fround;
const UNIT = fround(1 / 16777216);

/** What float32 arithmetic can be off from exact, as a share of the largest number in it, ten times over. */
const SLACK = 1e-6 * 2;
/** No ground is higher, 2^-14 steps; a crossing may lie twice as near as its line. */
const HIGHEST = 32_768 * 16_384;

export function plainKernel(memory: ReliefMemory): ViewshedKernel {
  const { i16, u8, i32, f32 } = memory;

  function look(line: number, beam: number, side: number, lowestAt: number): void {
    const count = i32[line + LINE.count];
    const distance = f32[line + LINE.distance];
    const level = f32[line + LINE.level];
    const rise = f32[line + LINE.rise];
    const bend = f32[line + LINE.bend];
    const step = i32[line + LINE.atStep];
    let at = i32[line + LINE.at];
    let cell = i32[line + LINE.cell];
    let answer = i32[line + LINE.answer];
    for (let j = 0; j < count; j++) {
      const ray = beam + (at >>> 24);
      const share = fround(fround(at & 0xffffff) * UNIT);
      const near = f32[ray];
      const horizon = fround(near + fround(fround(f32[ray + 1] - near) * share));
      const n = fround(j);
      const curve = fround(level + fround(n * fround(rise + fround(n * bend))));
      const lowest = fround(fround(horizon * distance) + curve);
      if (lowestAt > 0) f32[lowestAt + j] = lowest;
      u8[answer] = i16[cell] >= lowest ? 1 : 0;
      at = (at + step) | 0;
      cell += side;
      answer += side;
    }
  }

  function paint(line: number, side: number, value: number): void {
    const count = i32[line + LINE.count];
    const answer = i32[line + LINE.answer];
    if (side > 0) u8.fill(value, answer, answer + count);
    else u8.fill(value, answer - count + 1, answer + 1);
  }

  function raise(line: number, beam: number, before: number, side: number, eye: number): void {
    const ground = i32[line + LINE.ground];
    const step = i32[line + LINE.rayStep];
    const inverse = f32[line + LINE.inverse];
    const distance = f32[line + LINE.distance];
    const share = f32[line + LINE.share];
    const reach = f32[line + LINE.reach];
    // Doubles tell first whether a slope comes near the horizon; float32 then decides, to the bit.
    const slack = SLACK * ((HIGHEST + Math.abs(eye)) * inverse + f32[beam + DROP_WORDS + BEAM_RAYS - 1] * distance);
    let at = i32[line + LINE.ray];
    for (let ray = beam; ray < beam + BEAM_RAYS; ray++) {
      // Ground on the line, between two cells.
      const i = ground + side * (at >>> 24);
      const f = (at >>> 10) & 0x3fff;
      const a = i16[i];
      const weighed = a * (16384 - f) + i16[i + side] * f;
      const drop = f32[ray + DROP_WORDS];
      let horizon = f32[ray];
      if ((weighed - eye) * inverse - drop * distance > horizon - slack) {
        const slope = fround(fround(fround(fround(weighed) - eye) * inverse) - fround(drop * distance));
        if (slope > horizon) horizon = slope;
      }
      // Ground where the ray crossed from one row of cells to the next since the line before, if it did.
      const back = fround(f * f32[ray + SLOPE_WORDS]);
      if (back < reach) {
        const b = i16[i + before];
        const reached = 1 - back * share;
        const rough = (((a + (b - a) * back) * 16384 - eye) * inverse) / reached - drop * distance * reached;
        if (rough > horizon - slack) {
          const here = fround(a << 14);
          const crossed = fround(here + fround(fround(fround(b << 14) - here) * back));
          const part = fround(1 - fround(back * share));
          const fall = fround(fround(drop * distance) * part);
          const steep = fround(fround(fround(fround(crossed - eye) * inverse) / part) - fall);
          if (steep > horizon) horizon = steep;
        }
      }
      f32[ray] = horizon;
      at = (at + step) | 0;
    }
    // A cell on the last ray may come to lie a hair beyond it.
    f32[beam + BEAM_RAYS] = f32[beam + BEAM_RAYS - 1];
  }

  return {
    name: 'plain',
    march(table, lines, beam, before, side, mark, raiseFrom, eye) {
      const eyeSteps = fround(eye);
      for (let k = 0; k < lines; k++) {
        const line = table + k * LINE_WORDS;
        if (mark >= MARK.look) {
          const lowestAt = mark === MARK.lowest ? table + lines * LINE_WORDS + k * LOWEST_WORDS : 0;
          look(line, beam, side, lowestAt);
        } else if (i32[line + LINE.count] > 0) paint(line, side, mark);
        if (k >= raiseFrom) raise(line, beam, before, side, eyeSteps);
      }
      if (raiseFrom >= lines) return;
      let least = f32[beam];
      let greatest = least;
      for (let ray = beam + 1; ray < beam + BEAM_RAYS; ray++) {
        const horizon = f32[ray];
        if (horizon < least) least = horizon;
        if (horizon > greatest) greatest = horizon;
      }
      f32[table - 2] = least;
      f32[table - 1] = greatest;
    },
    fill(from, value, count) {
      u8.fill(value, from, from + count);
    },
    turn(from, height, to, width, col, row, first, last) {
      for (let r = 0; r < height; r++) {
        const dy = Math.abs(r - row);
        for (let c = first; c <= last; c++) {
          if (Math.abs(c - col) > dy) u8[to + r * width + c] = u8[from + c * height + r];
        }
      }
    },
  };
}
