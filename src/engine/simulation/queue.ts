import type { Tick } from '../types/index.js';

/** A sparse event: what is due, when, and in which phase of the tick. */
export interface Due<T> {
  readonly tick: Tick;
  /** Index into PHASES. */
  readonly phase: number;
  /** Order of arrival; breaks ties. */
  readonly sequence: number;
  readonly what: T;
}

export interface EventQueue<T> {
  readonly heap: Due<T>[];
  sequence: number;
}

export const makeEventQueue = <T>(): EventQueue<T> => ({ heap: [], sequence: 0 });

const before = <T>(a: Due<T>, b: Due<T>): boolean =>
  a.tick !== b.tick ? a.tick < b.tick : a.phase !== b.phase ? a.phase < b.phase : a.sequence < b.sequence;

/** Puts an event on the binary heap. */
export function schedule<T>(queue: EventQueue<T>, tick: Tick, phase: number, what: T): void {
  const { heap } = queue;
  const due: Due<T> = { tick, phase, sequence: queue.sequence++, what };
  let i = heap.length;
  heap.push(due);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(due, heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = due;
}

/** Takes the next event due at or before this tick and phase, or undefined. */
export function takeDue<T>(queue: EventQueue<T>, tick: Tick, phase: number): T | undefined {
  const { heap } = queue;
  const first = heap[0];
  if (first === undefined || first.tick > tick || (first.tick === tick && first.phase > phase)) return undefined;
  const last = heap.pop() as Due<T>;
  if (heap.length > 0) {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
  }
  return first.what;
}
