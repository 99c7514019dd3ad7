import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { MEASURES } from '../../src/index.js';
import { type Ended, interrupted, parapet, parapetUnder, STUDY, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const out = (name: string): string => join(folder, name);
const bytes = (name: string, file: string): Buffer => readFileSync(join(out(name), file));
const manifestOf = (name: string) => JSON.parse(bytes(name, 'manifest.json').toString());

let whole: Ended;
beforeAll(() => {
  whole = parapet('study', STUDY, '--workers', '1', '--out', out('one'), '--json');
});

describe('parapet study', () => {
  test('prints one JSON object on standard output', () => {
    expect([whole.code, whole.stderr]).toEqual([0, '']);
    const result = JSON.parse(whole.stdout);
    expect(result).toMatchObject({ study: 'coast-study', replications: 12, partial: false });
    expect(Object.keys(result.variants)).toEqual(['cued', 'alone', 'alone-hold']);
    const summary = result.variants.cued.interceptorsSpent;
    expect(summary.low).toBeLessThan(summary.mean);
    expect(summary.high).toBeGreaterThan(summary.mean);
    expect(summary.n).toBe(12);
    expect(result.comparisons[0]).toMatchObject({ measure: 'leakers', baseline: 'cued', variant: 'alone' });
    expect(result.verdict).toMatchObject({ claim: 'stands-alone', answer: 'supported' });
    expect(result.verdict.because).toMatch(/^In this scenario, “Alone the battery/);
  });

  test('tells where a sensitivity changes the answer: a battery that may not fire lets every raider through', () => {
    const { verdict, variants } = JSON.parse(whole.stdout);
    expect(variants['alone-hold'].leakers.mean).toBe(4);
    expect(verdict.sensitivities).toMatchObject([{ name: 'weapons held', answer: 'contradicted' }]);
  });

  test('no interval has a width of zero', () => {
    const { variants, comparisons } = JSON.parse(whole.stdout);
    const summaries = Object.values(variants).flatMap((measures) => Object.values(measures as object));
    for (const { low, high } of [...summaries, ...comparisons]) expect(high).toBeGreaterThan(low);
  });

  test.each([2, 8])('writes the same bytes with %i workers as with one', (workers) => {
    const name = `workers-${workers}`;
    const { code } = parapet('study', STUDY, '--workers', String(workers), '--out', out(name));
    expect(code).toBe(0);
    expect(readdirSync(out(name)).sort()).toEqual(readdirSync(out('one')).sort());
    for (const file of readdirSync(out('one'))) {
      expect(bytes(name, file).equals(bytes('one', file)), file).toBe(true);
    }
  });

  test('writes one row for each replication, variant and measure, and the drawn values', async () => {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(out('one'), 'results.parquet')) });
    // Of each run its measures, and the area covered at the study’s one altitude.
    expect(rows).toHaveLength(12 * 3 * (MEASURES.length + 1));
    expect(rows[0]).toEqual({
      replication: 0,
      variant: 'cued',
      measure: 'leakers',
      unit: '1',
      value: expect.any(Number),
    });
    const draws = await parquetReadObjects({
      file: await asyncBufferFromFile(join(out('one'), 'assumptions.parquet')),
    });
    const front = draws.filter(({ path }) => path === 'catalogue/su24-class/signature.bands.S.frontM2');
    expect(front).toHaveLength(12);
    expect(new Set(front.map(({ value }) => value)).size).toBe(12);
  });

  test('writes a report that needs no other file', () => {
    const page = bytes('one', 'report.html').toString();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
  });

  test('lets a variant win over --set, which changes all the others', () => {
    const set = ['--set', 'links[cue].enabled=false', '--replications', '2', '--json'];
    const { variants } = JSON.parse(parapet('study', STUDY, ...set, '--out', out('set')).stdout);
    expect(variants.cued.pictureCompleteness.mean).toBe(variants.alone.pictureCompleteness.mean);
    expect(manifestOf('set').set).toEqual({ 'links[cue].enabled': false });
  });
});

describe('Ctrl-C in a study', () => {
  const journal = (name: string): string[] => {
    const file = join(out(name), 'journal.jsonl');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  test('leaves a valid partial result, says how to go on, and going on gives the bytes of a study never stopped', async () => {
    const stopped = await interrupted(
      () => journal('stopped').length > 3,
      'study',
      STUDY,
      '--workers',
      '2',
      '--out',
      out('stopped'),
    );
    expect(stopped.code).toBe(130);
    const { partial, replications, runs } = manifestOf('stopped');
    expect(partial).toBe(true);
    expect(replications).toBe(12);
    expect(runs.length).toBeGreaterThan(2);
    expect(runs.length).toBeLessThan(12);
    expect(stopped.stderr).toContain(`Stopped after ${runs.length} of 12 replications`);
    expect(stopped.stderr).toMatch(/npx parapet study .*coast-study\.yaml.* --resume/);
    expect(parapet('reproduce', out('stopped'), '--replications', '2').code).toBe(0);

    const resumed = parapet('study', STUDY, '--out', out('stopped'), '--resume');
    expect(resumed.code).toBe(0);
    for (const file of readdirSync(out('one'))) {
      expect(bytes('stopped', file).equals(bytes('one', file)), file).toBe(true);
    }
  });

  test('however early, leaves the first replication', async () => {
    const ready = () => existsSync(join(out('early'), 'journal.jsonl'));
    const stopped = await interrupted(ready, 'study', STUDY, '--workers', '2', '--out', out('early'));
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/Go on with:\n {2}npx parapet study .* --resume/);
    const { partial, runs } = manifestOf('early');
    expect(partial).toBe(true);
    expect(runs.length).toBeGreaterThan(0);
    expect(parapet('reproduce', out('early')).code).toBe(0);
  });

  test('a result is not resumed under another assumption', () => {
    const { code, stderr } = parapet('study', STUDY, '--out', out('one'), '--resume', '--set', 'refractionFactor=1');
    expect(code).toBe(2);
    expect(stderr).toContain('differ from those given now');
  });

  test('a journal whose last line was cut short by a crash is resumed without it', () => {
    mkdirSync(out('crashed'));
    const lines = bytes('one', 'journal.jsonl').toString().split('\n');
    writeFileSync(join(out('crashed'), 'journal.jsonl'), `${lines.slice(0, 6).join('\n')}\n${lines[6].slice(0, 40)}`);
    expect(parapet('study', STUDY, '--out', out('crashed'), '--resume').code).toBe(0);
    expect(manifestOf('crashed')).toEqual(manifestOf('one'));
  });
});

describe('parapet reproduce of a study', () => {
  test('finds every run the same', () => {
    const { code, stdout } = parapet('reproduce', out('one'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'study', same: true, compared: 36, of: 36, first: null });
  });

  test('names replication, variant, tick and phase of the first difference', () => {
    mkdirSync(out('tampered'));
    const manifest = manifestOf('one');
    writeFileSync(join(out('tampered'), 'manifest.json'), JSON.stringify(manifest));
    const phases = bytes('one', 'phases.bin');
    const [first] = manifest.phases.lengths;
    // Variant `alone`, tick 7, phase `track` (the third of ten).
    phases.writeUInt32LE(1, 4 * (first + 7 * 10 + 2));
    writeFileSync(join(out('tampered'), 'phases.bin'), phases);
    const { code, stdout } = parapet('reproduce', out('tampered'));
    expect(code).toBe(1);
    expect(stdout).toContain('variant alone, replication 0: first at tick 7, phase track');
  });

  test('tells a changed digest from a changed run', () => {
    mkdirSync(out('digest'));
    writeFileSync(
      join(out('digest'), 'manifest.json'),
      JSON.stringify({ ...manifestOf('one'), digest: '0'.repeat(32) }),
    );
    writeFileSync(join(out('digest'), 'phases.bin'), bytes('one', 'phases.bin'));
    const { code, stdout } = parapet('reproduce', out('digest'));
    expect(code).toBe(1);
    expect(stdout).toContain('every run agrees');
  });
});

describe('a folder that cannot take the results', () => {
  test.each(['package.json/results', '/proc/results'])('%s is told before work begins', (where) => {
    const { code, stderr, stdout } = parapet('study', STUDY, '--out', where);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('(SCN-044)');
    expect(stderr).not.toContain('    at ');
  });

  test('that fills up while writing never holds a result that looks whole', () => {
    const { code, stderr } = parapetUnder('ulimit -f 40', 'study', STUDY, '--out', out('full'));
    expect(code).toBe(2);
    expect(stderr).toContain('(SCN-044)');
    expect(readdirSync(out('full'))).toEqual(['journal.jsonl']);
  });
});
