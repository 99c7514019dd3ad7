import { planSweep } from './fans.js';
import type { ViewshedKernel } from './kernel.js';
import { OUT_OF_RANGE, plainKernel } from './kernel.js';
import { layOutRelief, type Relief, type ReliefMemory, reliefBytes, reliefMemory } from './relief.js';
import { geometryOf, type Site } from './site.js';
import { clearAnswer, finishSweep, sweepPart } from './sweep.js';

/** A site laid out in memory, with the kernel that works there: what can be looked at again and again. */
export interface ViewshedGround {
  readonly site: Site;
  readonly relief: Relief;
  readonly memory: ReliefMemory;
  readonly kernel: ViewshedKernel;
}

/** Lays a site out in plain memory, for the plain kernel. src/node does it for WebAssembly and for threads. */
export function plainGround(site: Site): ViewshedGround {
  const { width, height } = site.ground;
  const memory = reliefMemory(new ArrayBuffer(reliefBytes(width, height, 1)));
  return { site, relief: layOutRelief(site.ground, memory), memory, kernel: plainKernel(memory) };
}

/**
 * The viewshed of a site, one byte a cell of its window by rows, the northern row first: 1 visible, 0 hidden, 2 out of
 * range. The answer is a view of the ground’s memory, which the next viewshed overwrites. `lowest`, if given (one number a
 * cell of the window), takes the lowest height that is seen in every cell in range, m; others are left as they are.
 */
export function viewshed(ground: ViewshedGround, lowest?: Float64Array): Uint8Array {
  const { site, relief, memory, kernel } = ground;
  const sweep = planSweep(relief, geometryOf(site.grid), site.sight, 1);
  clearAnswer(sweep, kernel);
  for (const part of sweep.parts) sweepPart(sweep, part, kernel, memory, 0, lowest);
  finishSweep(sweep, kernel, memory, lowest);
  return answerOf(ground);
}

/** The answer of the viewshed made last. */
export function answerOf({ relief, memory }: Pick<ViewshedGround, 'relief' | 'memory'>): Uint8Array {
  return memory.u8.subarray(relief.byRow.answer, relief.byRow.answer + relief.width * relief.height);
}

/** The window’s answer in a raster of the whole size, the rest out of range. */
export function wholeAnswer(site: Site, answer: Uint8Array, width: number, height: number): Uint8Array {
  const whole = new Uint8Array(width * height).fill(OUT_OF_RANGE);
  const { ground, firstCol, firstRow } = site;
  for (let r = 0; r < ground.height; r++) {
    const from = r * ground.width;
    whole.set(answer.subarray(from, from + ground.width), (firstRow + r) * width + firstCol);
  }
  return whole;
}

/** Lowest heights of the window in a raster of the whole size, NaN out of range. */
export function wholeLowest(site: Site, lowest: Float64Array, width: number, height: number): Float64Array {
  const whole = new Float64Array(width * height).fill(Number.NaN);
  const { ground, firstCol, firstRow } = site;
  for (let r = 0; r < ground.height; r++) {
    const from = r * ground.width;
    whole.set(lowest.subarray(from, from + ground.width), (firstRow + r) * width + firstCol);
  }
  return whole;
}

export interface ViewshedCounts {
  readonly cellsInRange: number;
  readonly visible: number;
}

export function countAnswer(answer: Uint8Array): ViewshedCounts {
  const counts = [0, 0, 0];
  for (let i = 0; i < answer.length; i++) counts[answer[i]]++;
  return { cellsInRange: counts[0] + counts[1], visible: counts[1] };
}
