import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The package's folder; commands run in it, as a reader of the README would. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

/** A small scenario with every layer in it, and a study of three variants. */
export const SCENARIO = 'test/e2e/fixtures/coast.yaml';
export const STUDY = 'test/e2e/fixtures/coast-study.yaml';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as built. */
export function parapet(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return { code: status, stdout, stderr };
}

/** The same under a shell's limits, for example `ulimit -f 8`. */
export function parapetUnder(limit: string, ...args: string[]): Ended {
  const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${limit}; exec ${command}`], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** Starts a command and, as soon as `ready` says so, sends SIGINT twice, as Ctrl-C in `npm run` does. */
export function interrupted(ready: () => boolean, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const watch = setInterval(() => {
      if (!ready()) return;
      clearInterval(watch);
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 50);
    }, 20);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, stdout, stderr });
    });
  });
}

/** A folder that goes when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
