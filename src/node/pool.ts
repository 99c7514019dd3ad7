import { Worker } from 'node:worker_threads';
import { type Issue, inputError, isInputError } from '../index.js';

/** Room for short-lived objects in a thread, MB; Node's own choice is a quarter of it. */
const YOUNG_GENERATION_MB = 64;

/** What a worker posts back for a job: errors travel as data, so that a dying thread is told from a failing job. */
export type JobOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly message: string; readonly stack: string; readonly issues?: readonly Issue[] };

export interface PoolOptions<Job, Result> {
  /** URL of the worker file, which answers each message (a job) with one message (its outcome). */
  readonly file: URL;
  /** Cloned once into every worker. */
  readonly workerData?: unknown;
  readonly workers: number;
  /** Handed out in this order; results come in any. */
  readonly jobs: readonly Job[];
  /** Called in the main thread as each job ends. Throwing stops the pool. */
  readonly onResult: (job: Job, result: Result) => void;
  /** Stops: no further job is handed out and the running ones are dropped, as soon as `least` are done. */
  readonly signal?: AbortSignal;
  /** Jobs that a stop still waits for; none if not given. */
  readonly least?: number;
  readonly nameOf: (job: Job) => string;
}

/**
 * Runs every job on worker threads and resolves to whether all ended (false: the signal stopped it). A job whose worker
 * dies is tried once more on another; if that dies too, or the job itself fails, the pool stops and rejects.
 * Plain threads rather than a pool package: the one tried waits for ever when a thread exits without an error.
 */
export function runJobs<Job, Result>(options: PoolOptions<Job, Result>): Promise<boolean> {
  const { jobs, signal, nameOf } = options;
  if (jobs.length === 0) return Promise.resolve(true);
  if (signal?.aborted) return Promise.resolve(false);
  const threads = new Set<Worker>();
  const retries: Job[] = [];
  const died = new Set<Job>();
  let next = 0;
  let done = 0;

  return new Promise((resolve, reject) => {
    let ended = false;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      signal?.removeEventListener('abort', onAbort);
      void Promise.all([...threads].map((thread) => thread.terminate())).then(settle);
    };
    const stopped = (): boolean => signal?.aborted === true && done >= (options.least ?? 0);
    const onAbort = (): void => {
      if (stopped()) end(() => resolve(false));
    };
    const fail = (error: Error): void => end(() => reject(error));

    const start = (): void => {
      // A run makes much that dies young: room for it makes collections rarer (4% of a study's time, measured).
      const thread = new Worker(options.file, {
        workerData: options.workerData,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      });
      threads.add(thread);
      let job: Job | undefined;
      let reason = '';
      const hand = (): void => {
        job = retries.shift() ?? jobs[next++];
        if (job !== undefined) thread.postMessage(job);
        else void thread.terminate();
      };
      thread.on('message', (outcome: JobOutcome<Result>) => {
        if (ended || job === undefined) return;
        const finished = job;
        job = undefined;
        if (!outcome.ok) {
          const { message, stack, issues } = outcome;
          const place = nameOf(finished);
          if (issues) fail(inputError(issues.map((issue) => ({ ...issue, message: `${place}: ${issue.message}` }))));
          else fail(Object.assign(new Error(`${place}: ${message}`), { stack }));
          return;
        }
        try {
          options.onResult(finished, outcome.result);
        } catch (error) {
          fail(error as Error);
          return;
        }
        if (++done === jobs.length) end(() => resolve(true));
        else if (stopped()) end(() => resolve(false));
        else hand();
      });
      thread.on('error', (error) => {
        reason = error.message;
      });
      thread.on('exit', (code) => {
        threads.delete(thread);
        if (ended || job === undefined) return;
        if (died.has(job)) {
          fail(new Error(`${nameOf(job)}: the worker thread died twice (${reason || `exit code ${code}`})`));
          return;
        }
        died.add(job);
        retries.push(job);
        start();
      });
      hand();
    };
    signal?.addEventListener('abort', onAbort);
    for (let i = 0; i < Math.min(options.workers, jobs.length); i++) start();
  });
}

/** The worker's side: answers each job with what `work` makes of it. */
export function answerJobs<Job, Result>(
  port: { on(event: 'message', listener: (job: Job) => void): unknown; postMessage(outcome: JobOutcome<Result>): void },
  work: (job: Job) => Result,
): void {
  port.on('message', (job) => {
    try {
      port.postMessage({ ok: true, result: work(job) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const issues = isInputError(error) ? error.issues : undefined;
      port.postMessage({ ok: false, message, stack: stack ?? message, issues });
    }
  });
}
