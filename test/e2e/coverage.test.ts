import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parapet, SCENARIO, STUDY, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();

describe('help', () => {
  test.each(['coverage', 'explain'])('of %s has an example', (command) => {
    const { code, stdout } = parapet(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n  parapet ${command}`));
  });
});

describe('parapet coverage', () => {
  test('prints areas with intervals, gaps, overlaps and the lowest heights as one JSON object', () => {
    const { code, stdout, stderr } = parapet('coverage', SCENARIO, '--altitudes-m', '1000,100', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      scenario: 'coast',
      target: 'f16-class',
      detectionProbability: 0.5,
      altitudesM: [100, 1000],
      set: {},
    });
    expect(found.sensors.map(({ id }: { id: string }) => id)).toEqual(['battery-radar', 'hill-radar']);
    for (const { areas } of [...found.sensors, found.combined]) {
      expect(areas.map(({ altitudeM }: { altitudeM: number }) => altitudeM)).toEqual([100, 1000]);
      for (const { areaKm2, low, high } of areas) {
        expect(low).toBeLessThanOrEqual(areaKm2);
        expect(areaKm2).toBeLessThanOrEqual(high);
        expect(areaKm2).toBeGreaterThan(1000);
      }
    }
    expect(found.combined).toMatchObject({ focus: 'post', sensors: ['battery-radar', 'hill-radar'] });
    expect(found.gaps.length).toBe(2);
    expect(Object.keys(found.overlaps[0].seenByKm2)).toEqual(['0', '1', '2', '3+']);
    expect(found.places).toMatchObject([{ id: 'port', sensors: [{ id: 'battery-radar' }, { id: 'hill-radar' }] }]);
    expect(found.files).toBeUndefined();
  });

  test('writes page, outlines, maps and charts, and the numbers that it prints', () => {
    const out = join(folder, 'out');
    const args = ['coverage', SCENARIO, '--target', 'cruise-missile', '--altitudes-m', '100', '--json'];
    const first = parapet(...args, '--out', out);
    expect([first.code, first.stderr]).toEqual([0, '']);
    const { files, ...rest } = JSON.parse(first.stdout);
    expect([...files].sort()).toEqual(readdirSync(out).sort());
    expect(files).toEqual([
      'map-100m.svg',
      'blake-battery-radar.svg',
      'blake-hill-radar.svg',
      'coverage.geojson',
      'coverage.html',
      'coverage.json',
    ]);
    expect(JSON.parse(readFileSync(join(out, 'coverage.json'), 'utf8'))).toEqual({ ...rest, files });
    const { type, features } = JSON.parse(readFileSync(join(out, 'coverage.geojson'), 'utf8'));
    expect(type).toBe('FeatureCollection');
    const combined = features.find(
      ({ properties }: { properties: Record<string, unknown> }) =>
        properties.of === 'combined' && properties.signature === 'nominal',
    );
    expect(combined.properties.areaKm2).toBe(rest.combined.areas[0].areaKm2);
  });

  test('a changed assumption changes it and is noted', () => {
    const survey = (...more: string[]) =>
      JSON.parse(
        parapet('coverage', SCENARIO, '--target', 'one-way-drone', '--altitudes-m', '1000', '--json', ...more).stdout,
      );
    const set = { 'catalogue.one-way-drone.signature.bands.S.frontM2': 0.001 };
    const changed = survey('--set', 'catalogue.one-way-drone.signature.bands.S.frontM2=0.001');
    const [usual, smaller] = [survey(), changed].map(({ sensors }) => sensors[1].areas[0]);
    expect(smaller.areaKm2).toBeLessThan(usual.areaKm2);
    // A value that is set has no range left.
    expect([smaller.low, smaller.high]).toEqual([smaller.areaKm2, smaller.areaKm2]);
    expect(changed.set).toEqual(set);
  });

  test('tells it in a table, and that the target does not fly so high', () => {
    const { code, stdout, stderr } = parapet(
      'coverage',
      SCENARIO,
      '--target',
      'cruise-missile',
      '--altitudes-m',
      '100,9000',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^combined +[\d\u2009]+ +[\d\u2009]+$/m);
    expect(stdout).toMatch(/^lowest seen above +m over ground +by$/m);
    expect(stderr).toContain('cruise-missile flies no higher than 5000 m');
  });

  test.each([
    [['--target', 'f16-clas'], 'SCN-016', 'did you mean f16-class?'],
    [['--target', 's400-91n6'], 'SCN-017', 'of kind radar'],
    [['--altitudes-m', '100,high'], 'SCN-047', 'got ‘high’'],
    [['--pd', '1'], 'SCN-047', '0.01–0.99'],
    [['--out', '/proc/nowhere'], 'SCN-044', 'cannot write'],
  ])('%j is bad input', (args, errorCode, word) => {
    const { code, stdout, stderr } = parapet('coverage', SCENARIO, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`(${errorCode})`);
    expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a scenario without a sensor, or with one at a pole, is bad input and leaves no folder', () => {
    const text = readFileSync(SCENARIO, 'utf8');
    const bare = text
      .replace(/^sensors:\n( {2}.*\n)+/m, 'sensors: []\n')
      .replace(/^fireUnits:\n( {2}.*\n)+/m, 'fireUnits: []\n');
    const polar = text.replace('{ latDeg: 36.9, lonDeg: 35.2 }', '{ latDeg: 88.5, lonDeg: 35.2 }');
    for (const [name, given] of Object.entries({ bare, polar })) {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, given);
      const { code, stderr } = parapet('coverage', file);
      expect(code, stderr).toBe(2);
      expect(stderr).toContain('(SCN-037)');
    }
    expect(existsSync(join(folder, 'bare'))).toBe(false);
  });
});

describe('parapet explain', () => {
  const run = join(folder, 'run');
  const explain = (...args: string[]) => JSON.parse(parapet('explain', ...args, '--json').stdout);
  const who = ['--sensor', 'hill-radar', '--object', 'raider-01'];

  test('explains the first detection of a scenario file’s run, line by line', () => {
    const found = explain(SCENARIO, ...who);
    expect(found).toMatchObject({
      scenario: 'coast',
      seed: 1,
      sensor: 'hill-radar',
      choice: 'firstDetection',
      detected: true,
    });
    const { budget, detection, limits, turning } = found;
    const sum = budget.lines.reduce((total: number, { decibels }: { decibels: number }) => total + decibels, 0);
    expect(sum).toBe(budget.snrDb);
    expect(detection.draw).toBeLessThan(detection.probability);
    expect(limits.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
    expect(limits.map(({ block }: { block: string }) => block)).toContain('masked');
    expect(turning.lines.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['S₀', 'σ₀', 'R₀', 'σ', 'R']);
    expect(turning.snrDb).toBeLessThan(budget.snrDb);
    expect(found.because).toMatch(/^Detected/);
  });

  test('a folder of parapet run is explained from its manifest alone, as the file is', () => {
    const set = ['--set', 'sensors[hill-radar].overrides.antennaHeightM=12'];
    expect(parapet('run', SCENARIO, '--seed', '5', ...set, '--out', run).code).toBe(0);
    const { parapet: version, ...found } = explain(run, ...who, '--time', '50');
    expect(found).toMatchObject({ seed: 5, choice: 'nextLook' });
    expect(found.timeS).toBeGreaterThanOrEqual(50);
    expect(found.timeS).toBeLessThan(55);
    expect(explain(SCENARIO, '--seed', '5', ...set, ...who, '--time', '50')).toMatchObject(found);
  });

  test('tells in words why an object was not detected, and what would have to change', () => {
    const low = ['--set', 'flights[raider].route[0].altitudeM=60', '--set', 'flights[raider].route[1].altitudeM=60'];
    const { code, stdout } = parapet('explain', SCENARIO, ...low, ...who, '--time', '10');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✖ Not detected: .*hidden by the horizon or the ground/m);
    expect(stdout).toMatch(/^✖ +lowest visible height there +\d+ m +\d+ m +−\d+ m$/m);
    expect(stdout).toMatch(/^For it to be detected, these limits would have to hold: lowest visible height there/m);
  });

  test.each([
    [['--sensor', 'hill-rader', '--object', 'raider-1'], 'SCN-018', 'did you mean raider-01?'],
    [['--sensor', 'hill-radar', '--object', 'raider-01', '--time', '4000'], 'SCN-047', 'in the air from'],
    [['--object', 'raider-01'], 'SCN-047', '--sensor'],
  ])('%j is bad input', (args, errorCode, word) => {
    const { code, stdout, stderr } = parapet('explain', SCENARIO, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`(${errorCode})`);
    expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a folder takes no seed, and a study’s folder or an empty one is no run', () => {
    const seeded = parapet('explain', run, ...who, '--seed', '2');
    expect([seeded.code, seeded.stderr]).toEqual([2, expect.stringContaining('(SCN-047)')]);
    const study = join(folder, 'study');
    parapet('study', STUDY, '--replications', '2', '--workers', '1', '--out', study);
    for (const given of [study, folder]) {
      const { code, stderr } = parapet('explain', given, ...who);
      expect([code, stderr]).toEqual([2, expect.stringContaining('(SCN-046)')]);
    }
  });
});
