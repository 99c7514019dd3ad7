import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, ROOT, temporaryFolder } from './parapet.js';

/** Pages whose commands are run; the tutorial's go on where the README's ended. */
const PAGES = ['README.md', 'docs/tutorial.md'].filter((page) => existsSync(join(ROOT, page)));

/** Not run: installation, the whole test suite and benchmarks. */
const LEFT_OUT = /^(npm (ci|test|run (bench|golden))\b|git clone\b|cd parapet$)/;

/** Studies are run with so many replications a variant instead of the number that the page gives. */
const REPLICATIONS = 2;

interface Line {
  readonly page: string;
  readonly line: number;
  readonly command: string;
  /** From a comment at its end, `# exit code 1`; otherwise 0. */
  readonly exitCode: number;
}

/** Every command in an `sh` fence of a page; a backslash at its end goes on in the next line, `&&` joins two. */
function commandsOf(page: string): Line[] {
  const found: Line[] = [];
  let inside = false;
  let pending = '';
  readFileSync(join(ROOT, page), 'utf8')
    .split('\n')
    .forEach((text, index) => {
      if (/^\s*```/.test(text)) {
        inside = !inside && /^\s*```(sh|bash|shell)\s*$/.test(text);
        return;
      }
      if (!inside) return;
      pending += text.trim();
      if (pending.endsWith('\\')) {
        pending = pending.slice(0, -1);
        return;
      }
      const [, code, comment] = /^(.*?)(?:\s#\s*(.*))?$/.exec(pending) ?? [];
      pending = '';
      if (code === undefined || code === '' || code.startsWith('#')) return;
      const exitCode = Number(/exit code (\d+)/.exec(comment ?? '')?.[1] ?? 0);
      for (const part of code.split(' && ')) found.push({ page, line: index + 1, command: part.trim(), exitCode });
    });
  return found;
}

/** A study or the demo with few replications; every other command as it is written. */
function shortened(command: string): string {
  if (command === 'npm run demo') return `npx parapet ${demoScript()} --replications ${REPLICATIONS}`;
  if (!/^npx parapet study\b/.test(command)) return command;
  const bare = command.replace(/ --replications \d+/, '');
  return bare.replace(/^(npx parapet study \S+)/, `$1 --replications ${REPLICATIONS}`);
}

/** What follows the command line's file in the package's script. */
function demoScript(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, rest] = /^node dist\/cli\/main\.js (.*)$/.exec(scripts.demo) ?? [];
  return rest;
}

const folder = temporaryFolder();
for (const name of ['scenarios', 'studies', 'claims'])
  cpSync(join(ROOT, name), join(folder, name), { recursive: true });
// `npx parapet` of a clone is what its package was built to.
const bin = join(folder, 'bin');
mkdirSync(bin);
writeFileSync(
  join(bin, 'npx'),
  `#!/bin/sh\n[ "$1" = parapet ] || exit 127\nshift\nexec '${process.execPath}' '${join(ROOT, 'dist', 'cli', 'main.js')}' "$@"\n`,
);
chmodSync(join(bin, 'npx'), 0o755);

/** Not spawnSync: a worker of the test runner that is silent for a minute is taken for dead. */
function run(command: string): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    const child = spawn('bash', ['-c', command], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const lines = PAGES.flatMap(commandsOf);
/** Each command once, in the order in which a reader meets it. */
const chosen = lines
  .filter(({ command }) => !LEFT_OUT.test(command))
  .filter(({ command }, i, all) => all.findIndex((other) => other.command === command) === i)
  .map((line) => [`${line.page}:${line.line} ${line.command}`, line] as const);

describe(`every command of ${PAGES.join(' and ')} does what it is there for (studies with ${REPLICATIONS} replications)`, () => {
  test.each(chosen)('%s', async (_, { command, exitCode }) => {
    const { code, stdout, stderr } = await run(shortened(command));
    expect(code, stderr).toBe(exitCode);
    expect(stderr).not.toMatch(/^\s+at /m);
    if (exitCode === 0) expect(stdout.length).toBeGreaterThan(0);
  });

  test('the pages were read: the README shows run, coverage, explain, study, reproduce, validate and catalogue', () => {
    const shown = lines.filter(({ page }) => page === 'README.md').map(({ command }) => command);
    for (const name of ['run', 'coverage', 'explain', 'study', 'reproduce', 'validate', 'catalogue']) {
      expect(
        shown.some((command) => command.startsWith(`npx parapet ${name}`)),
        name,
      ).toBe(true);
    }
  });

  test('what is left out is installation and the whole suite', () => {
    expect(lines.filter(({ command }) => LEFT_OUT.test(command)).length).toBeLessThan(lines.length / 2);
    for (const [, { command }] of chosen)
      expect(command).toMatch(/^(npx parapet|npm run demo$|ls|cat|head|cp|mkdir|sed|diff)\b/);
  });
});

test(`the demo, run above with ${REPLICATIONS} replications instead of 30, leaves the files that the README names`, () => {
  const files = readdirSync(join(folder, 'out/demo'));
  for (const file of ['report.html', 'results.parquet', 'manifest.json']) expect(files).toContain(file);
  const manifest = JSON.parse(readFileSync(join(folder, 'out/demo/manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ study: 'stands-alone', replications: REPLICATIONS, partial: false });
});
