import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** A worker for `pool.test.ts`: doubles a number, or fails in the way that the job asks for. */
parentPort.on('message', (job) => {
  if (job.exitUnless !== undefined && !existsSync(job.exitUnless)) {
    writeFileSync(job.exitUnless, '');
    process.exit(1);
  }
  if (job.alwaysExits) process.exit(1);
  if (job.finds !== undefined) {
    const issue = { code: 'SCN-048', message: job.finds, file: 'x', line: 0, column: 0, path: '' };
    parentPort.postMessage({ ok: false, message: job.finds, stack: '', issues: [issue] });
  } else if (job.throws) parentPort.postMessage({ ok: false, message: 'the model broke', stack: 'at the model' });
  else setTimeout(() => parentPort.postMessage({ ok: true, result: 2 * job.n }), job.lastsMs ?? 0);
});
