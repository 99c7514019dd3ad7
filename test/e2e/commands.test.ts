import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parapet, ROOT, SCENARIO, STUDY, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();

describe('help', () => {
  test.each(['run', 'study', 'reproduce', 'validate', 'catalogue', 'demo'])('of %s has an example', (command) => {
    const { code, stdout } = parapet(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n  parapet ${command}`));
  });

  test('names every exit code', () => {
    const { code, stdout } = parapet('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/0 done; 1 the answer is no.*2 bad input.*3 a fault.*130/s);
  });
});

describe('parapet run', () => {
  test('prints one JSON object with every measure, and nothing else, on standard output', () => {
    const { code, stdout, stderr } = parapet('run', SCENARIO, '--seed', '7', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ scenario: 'coast', seed: 7, simulatedS: 400, objects: 5 });
    expect(result.digest).toMatch(/^[0-9a-f]{32}$/);
    expect(Object.keys(result.costs)).toEqual(['fired', 'firedTotal', 'lost', 'lostTotal', 'places', 'placesTotal']);
    // Ids that programs rely on: never renamed.
    expect(Object.keys(result.measures)).toEqual([
      'leakers',
      'leakedValue',
      'warningTimeS',
      'firstEngagementS',
      'interceptorsSpent',
      'interceptorCostUsd',
      'defendedValueUsd',
      'redundantShots',
      'friendlyEngaged',
      'civilEngaged',
      'pictureCompleteness',
      'pictureAmbiguity',
      'gospaM',
      'friendlyDestroyed',
      'civilDestroyed',
    ]);
    expect(result.wallS).toBeGreaterThan(0);
    expect(result.manifest).toMatchObject({ kind: 'run', seed: 7, replication: null });
    expect(result.manifest.assumptions.length).toBeGreaterThan(100);
  });

  test('gives the same digest for the same seed, another for another seed, replication or assumption', () => {
    const digest = (...more: string[]): string => JSON.parse(parapet('run', SCENARIO, '--json', ...more).stdout).digest;
    const first = digest();
    expect(digest('--seed', '1')).toBe(first);
    const others = [digest('--seed', '2'), digest('--replication', '3'), digest('--set', 'links[cue].enabled=false')];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  test('notes an assumption changed by --set in the manifest', () => {
    const { stdout } = parapet(
      'run',
      SCENARIO,
      '--json',
      '--set',
      'catalogue.su24-class.signature.bands.S.frontM2=1.5',
    );
    const { manifest } = JSON.parse(stdout);
    expect(manifest.set).toEqual({ 'catalogue.su24-class.signature.bands.S.frontM2': 1.5 });
    const changed = manifest.assumptions.filter(({ origin }: { origin: string }) => origin === 'set');
    expect(changed).toMatchObject([{ path: 'catalogue/su24-class/signature.bands.S.frontM2', used: 1.5 }]);
  });

  test('tells the engagement in words, with times and reasons', () => {
    const { code, stdout } = parapet('run', SCENARIO, '--timeline');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d\d:\d\d {2}post orders fire at track \d+ \(.*interceptor patriot-gemt.*\): hostile/m);
    expect(stdout).toMatch(/^\d\d:\d\d {2}battery launches at track \d+/m);
    expect(stdout).toMatch(/^\d\d:\d\d {2}raider-0\d is destroyed by battery/m);
  });
});

describe('parapet reproduce', () => {
  const run = join(folder, 'run');

  test('finds a run the same', () => {
    expect(parapet('run', SCENARIO, '--seed', '3', '--out', run).code).toBe(0);
    const { code, stdout } = parapet('reproduce', run);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✔ the same, 1 of 1 runs; digest [0-9a-f]{32}$/m);
  });

  test('needs no other file than the manifest, and names the first tick and phase of another seed', () => {
    const other = join(folder, 'other-seed');
    mkdirSync(other);
    copyFileSync(join(run, 'phases.bin'), join(other, 'phases.bin'));
    const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8'));
    writeFileSync(join(other, 'manifest.json'), JSON.stringify({ ...manifest, seed: 4 }));
    const { code, stdout } = parapet('reproduce', other, '--json');
    expect(code).toBe(1);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ kind: 'run', same: false, recorded: manifest.digest });
    expect(found.first).toEqual({ tick: 0, phase: 'move' });
  });

  test('says that an input was edited', () => {
    const edited = join(folder, 'edited');
    mkdirSync(edited);
    const text = readFileSync(join(run, 'manifest.json'), 'utf8').replace('altitudeM: 3000', 'altitudeM: 3100');
    writeFileSync(join(edited, 'manifest.json'), text);
    const { code, stdout } = parapet('reproduce', edited);
    expect(code).toBe(1);
    expect(stdout).toContain(`${SCENARIO} in manifest.json was edited after the result was made`);
  });

  test('finds an assumption, a measure or a fact that was edited in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8'));
    const edited = join(folder, 'edited-manifest');
    mkdirSync(edited);
    copyFileSync(join(run, 'phases.bin'), join(edited, 'phases.bin'));
    const [first, ...others] = manifest.assumptions;
    for (const [change, word] of [
      [{ assumptions: [{ ...first, used: 999 }, ...others] }, `assumptions that differ: ${first.path}`],
      [{ assumptions: others }, first.path],
      [{ measures: { ...manifest.measures, made: 1 } }, 'measures that differ: made'],
      [{ objects: 6 }, 'objects'],
    ] as const) {
      writeFileSync(join(edited, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
      const { code, stdout } = parapet('reproduce', edited);
      expect(code).toBe(1);
      expect(stdout).toContain(word);
      expect(stdout).toContain('every tick and phase agrees');
    }
    writeFileSync(join(edited, 'manifest.json'), JSON.stringify({ ...manifest, seed: -4 }));
    const { code, stderr } = parapet('reproduce', edited);
    expect([code, stderr.includes('(SCN-046)')]).toEqual([2, true]);
  });

  test('of a folder without a manifest is bad input', () => {
    const { code, stderr } = parapet('reproduce', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('(SCN-046)');
  });
});

describe('parapet validate', () => {
  test('tells scenarios, studies and presets apart', () => {
    const preset = 'catalogue/su24-class.yaml';
    const { code, stdout } = parapet('validate', SCENARIO, STUDY, preset, 'catalogue/bibliography.yaml');
    expect(code).toBe(0);
    expect(stdout.match(/: \w+$/gm)).toEqual([': scenario', ': study', ': preset', ': bibliography']);
  });

  test('accepts every file that the project ships', () => {
    const files = ['catalogue', 'scenarios', 'studies'].flatMap((name) =>
      readdirSync(join(ROOT, name)).flatMap((file) => (file.endsWith('.yaml') ? [`${name}/${file}`] : [])),
    );
    const { code, stderr } = parapet('validate', ...files);
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('parapet catalogue', () => {
  test('lists presets by kind', () => {
    const { code, stdout } = parapet('catalogue');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^airObject\n( {2}.*\n)* {2}f35-class /m);
  });

  test('lists a family of presets, however its name is written', () => {
    const ids = (name: string): string[] =>
      JSON.parse(parapet('catalogue', name, '--json').stdout).presets.map(({ id }: { id: string }) => id);
    expect(ids('patriot')).toEqual([
      'patriot-mpq65',
      'patriot-gemt',
      'patriot-mse',
      'patriot-fire-unit',
      'patriot-control-station',
    ]);
    expect(ids('S-400-class')).toEqual(ids('s400'));
    expect(ids('s400')).toHaveLength(9);
    expect(JSON.parse(parapet('catalogue', 'F-35-class', '--json').stdout).id).toBe('f35-class');
  });

  test('tells every value of a class with its range and sources', () => {
    const { stdout } = parapet('catalogue', 'f35-class', '--json');
    const { id, values, sources } = JSON.parse(stdout);
    expect(id).toBe('f35-class');
    for (const value of values) {
      expect(value.sources.length > 0 || /^assumed/i.test(value.note)).toBe(true);
      for (const key of value.sources) expect(sources[key].title).toBeTruthy();
    }
  });
});
