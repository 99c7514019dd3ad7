import { Worker } from 'node:worker_threads';
import {
  clearAnswer,
  finishSweep,
  geometryOf,
  inputError,
  layOutRelief,
  planSweep,
  reliefBytes,
  type Site,
  sweepPart,
  type ViewshedGround,
  viewshed,
} from '../index.js';
import { fileIssue } from './files.js';
import { allocateKernel, MOST_KERNEL_BYTES, openKernel } from './viewshed-kernel.js';
import type { ViewshedWorkerData } from './viewshed-worker.js';

/** A site in memory and the threads that look at it, which stay until it is closed. */
export interface OpenGround extends ViewshedGround {
  /** Makes the viewshed, into the ground’s memory and, if given, `lowest` (on shared memory if there are threads). */
  run(lowest?: Float64Array): Promise<void>;
  close(): Promise<void>;
}

/** `name` stands in the message if the site is too large to be held. */
export function openGround(
  site: Site,
  name: string,
  options: { threads: number; kernel: 'fastest' | 'plain' },
): OpenGround {
  const { threads } = options;
  const { width, height } = site.ground;
  const bytes = reliefBytes(width, height, threads);
  if (bytes > MOST_KERNEL_BYTES) {
    const size = `${height} x ${width} cells, ${(bytes / 2 ** 30).toFixed(1)} GiB`;
    throw inputError([
      fileIssue(
        'SCN-074',
        name,
        `the radius reaches ${size}; 4 GiB can be held: take a smaller radius or coarser heights`,
      ),
    ]);
  }
  const allocated = allocateKernel(bytes, options.kernel);
  const { memory, kernel } = openKernel(allocated);
  const relief = layOutRelief(site.ground, memory);
  const ground = { site, relief, memory, kernel };
  const next = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: threads - 1 }, (_, k) => {
    const workerData: ViewshedWorkerData = {
      ...allocated,
      relief,
      grid: site.grid,
      sight: site.sight,
      thread: k + 1,
      threads,
      next,
    };
    return new Worker(new URL('./viewshed-worker.js', import.meta.url), { workerData });
  });
  return {
    ...ground,
    async run(lowest) {
      if (workers.length === 0) {
        viewshed(ground, lowest);
        return;
      }
      const sweep = planSweep(relief, geometryOf(site.grid), site.sight, threads);
      clearAnswer(sweep, kernel);
      Atomics.store(next, 0, 0);
      const done = workers.map(answered);
      for (const worker of workers) worker.postMessage(lowest ?? null);
      for (let i = Atomics.add(next, 0, 1); i < sweep.parts.length; i = Atomics.add(next, 0, 1))
        sweepPart(sweep, sweep.parts[i], kernel, memory, 0, lowest);
      await Promise.all(done);
      finishSweep(sweep, kernel, memory, lowest);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** When a thread has answered; rejects if it dies. */
function answered(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      worker.off('message', onMessage);
      worker.off('error', settle);
      worker.off('exit', onExit);
      if (error) reject(error);
      else resolve();
    };
    const onMessage = (): void => settle();
    const onExit = (code: number): void => settle(new Error(`a thread of the viewshed died (exit code ${code})`));
    worker.on('message', onMessage);
    worker.on('error', settle);
    worker.on('exit', onExit);
  });
}
