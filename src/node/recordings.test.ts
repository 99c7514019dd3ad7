import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isInputError } from '../index.js';
import { must } from './files.js';
import { loadProject, openScenario, readText } from './project.js';
import { reproduce } from './reproduce.js';
import { runOnce } from './run-scenario.js';

const folder = mkdtempSync(join(tmpdir(), 'parapet-recordings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const gallery = new URL('../../scenarios/gallery/', import.meta.url);
const scenario = join(folder, 'scenario.yaml');
const table = join(folder, 'traffic-file.csv');
const project = must(loadProject());

/** The gallery's recording beside its scenario, its text changed. */
function lay(change: (csv: string) => string = (csv) => csv): void {
  copyFileSync(new URL('traffic-file.yaml', gallery), scenario);
  writeFileSync(table, change(readFileSync(new URL('traffic-file.csv', gallery), 'utf8')));
}
const run = (out?: string) => {
  const open = must(openScenario(must(readText(scenario)), folder, project));
  return runOnce(open, project, { seed: 1, ...(out === undefined ? {} : { folder: out }) });
};
const refusal = (): string => {
  try {
    run();
    return '';
  } catch (error) {
    if (!isInputError(error)) throw error;
    return error.message;
  }
};

test('recorded traffic flies in a run, and its text is in the manifest, from which the run is reproduced without the file', async () => {
  lay();
  const out = join(folder, 'out');
  const { run: result, manifest } = run(out);
  expect(result.objects).toBe(3);
  expect(manifest.inputs.find(({ role }) => role === 'traffic')?.name).toBe('traffic-file.csv');
  rmSync(table);
  const again = await reproduce(out, { workers: 1 });
  expect(again.same).toBe(true);
  expect(again.digest).toBe(manifest.digest);
});

test('another height of one report is another run', () => {
  lay();
  const before = run().run.digest;
  lay((csv) => csv.replace(/(abc001,TEST1,[^\n]*),34000,/, '$1,33000,'));
  expect(run().run.digest).not.toBe(before);
});

test('a table without a column is refused with the line, one without a flight with the reason', () => {
  lay((csv) => csv.replace('baro_alt_ft', 'altitude'));
  expect(refusal()).toMatch(/the header must name the column baro_alt_ft[\s\S]*traffic-file\.csv:1:1/);
  lay((csv) => `${csv.split('\n')[0]}\n2030-01-01T10:00:00Z,abc001,T,95,0,1000,1,1,1\n`);
  expect(refusal()).toContain('latitude or longitude is no place: left out (line 2 first)');
  rmSync(table);
  expect(refusal()).toMatch(/traffic-file\.csv/);
});
