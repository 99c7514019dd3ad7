import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parapet, ROOT, SCENARIO, STUDY, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const scenario = readFileSync(join(ROOT, SCENARIO), 'utf8');
const study = readFileSync(join(ROOT, STUDY), 'utf8').replace(
  'scenario: coast.yaml',
  `scenario: ${join(ROOT, SCENARIO)}`,
);

/** Writes a text and runs a command on it. */
function given(text: string, command = 'run') {
  const file = join(folder, 'given.yaml');
  writeFileSync(file, text);
  return parapet(command, file);
}

/** The text with one part replaced, which must be there. */
function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
}

function expectTold({ code, stdout, stderr }: ReturnType<typeof parapet>, errorCode: string, ...words: string[]): void {
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(`(${errorCode})`);
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr).not.toMatch(/^\s+at /m);
}

describe('bad input is told with code, place and remedy, without a stack trace', () => {
  test('a missing file', () => {
    expectTold(parapet('run', 'nowhere.yaml'), 'SCN-041', '→ nowhere.yaml');
    expectTold(parapet('run', 'scenarios/anatolya.yaml'), 'SCN-041', 'did you mean scenarios/anatolia.yaml?');
    expectTold(parapet('study', 'nowhere.yaml'), 'SCN-041');
    expectTold(parapet('validate', 'nowhere.yaml'), 'SCN-041');
  });

  test('broken YAML', () => {
    expectTold(given('parapet: 1\nname: [coast\n'), 'SCN-002', 'given.yaml:');
  });

  test('an unknown key, with the nearest valid name', () => {
    expectTold(
      given(changed(scenario, 'boresightDeg: 120', 'boresihtDeg: 120')),
      'SCN-008',
      'boresightDeg',
      'sensors[0]',
    );
  });

  test('a wrong unit, with the value converted', () => {
    expectTold(given(changed(scenario, 'radiusKm: 3', 'radiusM: 3000')), 'SCN-009', 'radiusKm: 3');
  });

  test('an unknown preset, with the nearest valid name', () => {
    expectTold(
      given(changed(scenario, 'preset: su24-class', 'preset: su24-clas')),
      'SCN-016',
      'did you mean su24-class?',
    );
  });

  test('a position outside the terrain', () => {
    const far = changed(
      changed(scenario, 'source: none', 'source: etopo5'),
      'latDeg: 37.02, lonDeg: 35.02',
      'latDeg: -37.02, lonDeg: 35.02',
    );
    expectTold(given(far), 'SCN-019', 'commandPosts[0].position', 'latDeg 24.96 to 49.96', 'latDeg -37.02');
  });

  test('a radar with no command post', () => {
    expectTold(
      given(changed(scenario, '    commandPost: post\n    role: engagement', '    role: engagement')),
      'SCN-020',
      'battery-radar',
    );
  });

  test('a route of one point', () => {
    const short = changed(scenario, /\n {6}- \{ latDeg: 37.4, lonDeg: 36.5.*\}/, '');
    expectTold(given(short), 'SCN-021', 'flights[1].route');
  });

  test('a ballistic flight that no shot can make', () => {
    const low = `${scenario}  - id: missile
    preset: short-range-ballistic-missile
    allegiance: hostile
    startS: 0
    transponder: 'off'
    ballistic: { launch: { latDeg: 36, lonDeg: 37 }, aim: { latDeg: 37, lonDeg: 35 }, apexM: 1000 }
`;
    for (const command of ['run', 'validate']) {
      expectTold(given(low, command), 'SCN-048', 'flights[2].ballistic', 'raise the apex');
    }
    const set = ['--set', 'catalogue.short-range-ballistic-missile.maximumAccelerationMps2=10'];
    writeFileSync(join(folder, 'high.yaml'), low.replace('apexM: 1000', 'apexM: 60000'));
    expect(parapet('validate', join(folder, 'high.yaml')).code).toBe(0);
    expectTold(parapet('run', join(folder, 'high.yaml'), ...set), 'SCN-048', 'high.yaml:');
  });

  test.each(['.nan', '.inf'])('%s', (value) => {
    expectTold(given(changed(scenario, 'altitudeM: 3000', `altitudeM: ${value}`)), 'SCN-011', 'altitudeM');
  });

  test('a number out of range, with what was given and what is allowed', () => {
    expectTold(given(changed(scenario, 'stepS: 1', 'stepS: 60')), 'SCN-014', '0.1–10', '60', ':6:8 stepS');
  });

  test('a file over 5 MB', () => {
    expectTold(given(`${scenario}# ${'x'.repeat(5_000_000)}\n`), 'SCN-001', '5 MB');
  });

  test('a device without an end', () => {
    expectTold(parapet('run', '/dev/zero'), 'SCN-001', '→ /dev/zero:1:1');
  });

  test('an alias bomb', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `b${i + 1}: &b${i + 1} [${new Array(9).fill(`*b${i}`).join(', ')}]`,
    );
    expectTold(given(`b0: &b0 [x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}\n`), 'SCN-003');
  });

  test('a deep nest', () => {
    expectTold(given(`parapet: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`), 'SCN-004', '64');
  });

  test('duplicate ids', () => {
    expectTold(
      given(changed(scenario, 'id: hill-radar', 'id: battery-radar')),
      'SCN-015',
      'battery-radar',
      'sensors[0]',
    );
  });

  test('a study that names a missing variant, with the nearest', () => {
    const text = changed(study, '{ baseline: cued, variant: alone }', '{ baseline: cued, variant: allone }');
    expectTold(given(text, 'study'), 'SCN-042', 'did you mean alone?', 'comparisons[0].variant');
  });

  test('a study that names a missing measure, with the nearest', () => {
    expectTold(
      given(changed(study, 'measure: leakers', 'measure: leaker'), 'study'),
      'SCN-043',
      'did you mean leakers?',
    );
  });

  test('a variant whose patch names nothing', () => {
    expectTold(
      given(changed(study, '"links[cue].enabled": false }', '"links[que].enabled": false }'), 'study'),
      'SCN-026',
      'variants.alone.set',
    );
  });

  test('a study whose scenario is missing or broken', () => {
    expectTold(given(changed(study, /scenario: .*/, 'scenario: gone.yaml'), 'study'), 'SCN-041', 'gone.yaml');
  });

  test('--set with an unknown path, a wrong value or no value', () => {
    expectTold(parapet('run', SCENARIO, '--set', 'terain.source=none'), 'SCN-026', 'did you mean terrain?');
    expectTold(parapet('run', SCENARIO, '--set', 'refractionFactor=99'), 'SCN-014', '0.5–3');
    expectTold(parapet('run', SCENARIO, '--set', 'refractionFactor'), 'SCN-047', 'path=value');
  });

  test('several errors come together', () => {
    const text = changed(
      changed(changed(scenario, 'stepS: 1', 'stepS: 60'), 'radiusKm: 3', 'radiusM: 3000'),
      'id: centre\n',
      'id: post\n',
    );
    const told = given(text, 'validate');
    expectTold(told, 'SCN-014');
    for (const code of ['SCN-009', 'SCN-015']) expect(told.stderr).toContain(`(${code})`);
    expect(told.stderr).toMatch(/^\d+ errors$/m);
  });

  test('the wrong kind of file', () => {
    expectTold(parapet('study', SCENARIO), 'SCN-007', 'hypotheses');
    expectTold(parapet('validate', 'package.json'), 'SCN-037', 'no scenario, study or preset');
  });
});

describe('bad usage', () => {
  test.each([
    [['rnu'], 'Did you mean run?'],
    [['run'], 'scenario'],
    [['run', SCENARIO, '--sed', '1'], '--seed'],
    [['run', SCENARIO, '--seed', '-1'], '0–4294967295'],
    [['study', STUDY, '--workers', '0'], '1–256'],
    [['study', STUDY, '--replications', '1'], '2–100000'],
    [['catalogue', 'su-24'], 'su24-class'],
  ])('%j', (args, word) => {
    const { code, stdout, stderr } = parapet(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('what is legal but surely unintended', () => {
  const file = join(folder, 'unintended.yaml');
  writeFileSync(file, changed(scenario, 'defendedBy: [post]', 'defendedBy: []'));

  test('is told on standard error, and the run goes on', () => {
    const { code, stdout, stderr } = parapet('run', file);
    expect(code).toBe(0);
    expect(stdout).toContain('digest');
    expect(stderr).toMatch(/^⚠ no post defends ‘port’.*\(SCN-202\)\n {2}→ .*unintended\.yaml:\d+:\d+ places\[0\]/);
  });

  test('stands beside the issues for machines, and a file with warnings is valid', () => {
    expect(JSON.parse(parapet('run', file, '--json').stdout).warnings).toMatchObject([{ code: 'SCN-202' }]);
    const { code, stdout } = parapet('validate', file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).files[0]).toMatchObject({ valid: true, issues: [], warnings: [{ code: 'SCN-202' }] });
  });
});
