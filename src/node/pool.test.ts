import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runJobs } from './pool.js';

interface Job {
  n: number;
  exitUnless?: string;
  alwaysExits?: boolean;
  throws?: boolean;
  finds?: string;
  lastsMs?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'parapet-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  jobs: Job[],
  more: { workers?: number; signal?: AbortSignal; file?: URL; least?: number; onResult?: () => void } = {},
) {
  const got = new Map<number, number>();
  const whole = await runJobs<Job, number>({
    file: more.file ?? new URL('./pool.fixture.mjs', import.meta.url),
    workers: more.workers ?? 2,
    jobs,
    signal: more.signal,
    least: more.least,
    nameOf: (job) => `job ${job.n}`,
    onResult: (job, result) => {
      expect(got.has(job.n)).toBe(false);
      got.set(job.n, result);
      more.onResult?.();
    },
  });
  return { whole, got };
}

const numbers = [1, 2, 3, 4, 5, 6, 7];

test.each([1, 2, 8])('with %i workers every job is done once', async (workers) => {
  const { whole, got } = await run(
    numbers.map((n) => ({ n })),
    { workers },
  );
  expect(whole).toBe(true);
  expect([...got.keys()].sort()).toEqual(numbers);
  expect(got.get(7)).toBe(14);
});

test('a job whose worker dies is done by another', async () => {
  const exitUnless = join(folder, 'died-once');
  const { whole, got } = await run(numbers.map((n) => (n === 3 ? { n, exitUnless } : { n })));
  expect(whole).toBe(true);
  expect([...got.keys()].sort()).toEqual(numbers);
});

test('a job that kills two workers is reported by name', async () => {
  await expect(run(numbers.map((n) => (n === 3 ? { n, alwaysExits: true } : { n })))).rejects.toThrow(
    /job 3: the worker thread died twice/,
  );
});

test('a job that fails stops the pool with its message', async () => {
  await expect(run([{ n: 1 }, { n: 2, throws: true }])).rejects.toThrow('job 2: the model broke');
});

test('a worker file that does not load is an error, not a wait for ever', async () => {
  await expect(
    run([{ n: 1 }, { n: 2 }, { n: 3 }], { file: new URL('./nothing.mjs', import.meta.url) }),
  ).rejects.toThrow();
});

test('a signal drops what runs and keeps what was done', async () => {
  const stop = new AbortController();
  const jobs = [{ n: 1 }, ...[2, 3, 4].map((n) => ({ n, lastsMs: 60_000 }))];
  const { whole, got } = await run(jobs, { signal: stop.signal, workers: 1, onResult: () => stop.abort() });
  expect(whole).toBe(false);
  expect([...got.keys()]).toEqual([1]);
});

test('a signal waits for the least that must be done, and hands out no more', async () => {
  const stop = new AbortController();
  const running = run(
    numbers.map((n) => ({ n, lastsMs: 1 })),
    { signal: stop.signal, workers: 1, least: 2 },
  );
  stop.abort();
  const { whole, got } = await running;
  expect(whole).toBe(false);
  expect([...got.keys()]).toEqual([1, 2]);
});

test('what a job finds wrong with the input is an input error, with the name of the job', async () => {
  const failing = run([{ n: 2, finds: 'no such path' }]);
  await expect(failing).rejects.toMatchObject({ name: 'InputError', issues: [{ message: 'job 2: no such path' }] });
});
