import { parentPort, workerData } from 'node:worker_threads';
import { geometryOf, planSweep, type Relief, type Site, sweepPart } from '../index.js';
import { type KernelMemory, openKernel } from './viewshed-kernel.js';

/** What a viewshed’s thread is started with. */
export interface ViewshedWorkerData extends KernelMemory {
  readonly relief: Relief;
  readonly grid: Site['grid'];
  readonly sight: Site['sight'];
  /** Which of the tables is this thread’s, and of how many. */
  readonly thread: number;
  readonly threads: number;
  /** Number of the next part that nobody has taken. */
  readonly next: Int32Array;
}

if (parentPort) {
  const port = parentPort;
  const { relief, grid, sight, thread, threads, next, ...rest } = workerData as ViewshedWorkerData;
  const { memory, kernel } = openKernel(rest);
  port.on('message', (lowest: Float64Array | null) => {
    const sweep = planSweep(relief, geometryOf(grid), sight, threads);
    for (let i = Atomics.add(next, 0, 1); i < sweep.parts.length; i = Atomics.add(next, 0, 1))
      sweepPart(sweep, sweep.parts[i], kernel, memory, thread, lowest ?? undefined);
    port.postMessage('done');
  });
}
