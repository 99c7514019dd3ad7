import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ended, parapet, ROOT, SCENARIO, STUDY, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const scenario = readFileSync(join(ROOT, SCENARIO), 'utf8');
const study = readFileSync(join(ROOT, STUDY), 'utf8').replace(
  'scenario: coast.yaml',
  `scenario: ${join(ROOT, SCENARIO)}`,
);

/** What is wrong, the error's code, and the text in the file that the error must point at. */
const MISTAKES: readonly (readonly [what: string, code: string, text: string, at: string])[] = [
  ['an unknown key', 'SCN-008', scenario.replace('boresightDeg:', 'boresihtDeg:'), 'boresihtDeg'],
  ['a wrong unit', 'SCN-009', scenario.replace('radiusKm: 3', 'radiusM: 3000'), 'radiusM'],
  ['an unknown preset', 'SCN-016', scenario.replace('preset: su24-class', 'preset: su24-clas'), 'su24-clas'],
  [
    'a position outside the terrain',
    'SCN-019',
    scenario
      .replace('source: none', 'source: etopo5')
      .replace('{ latDeg: 37.5, lonDeg: 34.5 }', '{ latDeg: -7, lonDeg: 3 }'),
    '{ latDeg: -7',
  ],
  ['NaN', 'SCN-011', scenario.replace('altitudeM: 3000', 'altitudeM: .nan'), '.nan'],
  ['a number out of range', 'SCN-014', scenario.replace('stepS: 1', 'stepS: 60'), '60'],
  ['a deep nest', 'SCN-004', `a: ${'['.repeat(63)}[too deep`, '[too'],
  ['a file over 5 MB', 'SCN-001', `${scenario}# ${'x'.repeat(5_000_000)}`, 'parapet: 1'],
  ['too many anchors and aliases', 'SCN-003', `a: [${'&a 1, '.repeat(1000)}*a, &last 1]`, '*a'],
  [
    'a route whose points coincide',
    'SCN-048',
    scenario.replace(
      '{ latDeg: 37.0, lonDeg: 35.0, altitudeM: 1500, speedMps: 280 }',
      '{ latDeg: 36.6, lonDeg: 35.6, altitudeM: 1500, speedMps: 280 }',
    ),
    '- { latDeg: 36.6',
  ],
  ['broken YAML', 'SCN-002', scenario.replace('{ source: none }', '{ source: none'), 'refractionFactor'],
  [
    'an id given twice',
    'SCN-015',
    scenario.replace('id: hill-radar', 'id: battery-radar'),
    'battery-radar\n    preset: ground',
  ],
  [
    'a study that names a missing variant',
    'SCN-042',
    study.replace('{ baseline: cued, variant: alone }', '{ baseline: cued, variant: allone }'),
    'allone }',
  ],
  [
    'a variant whose patch names nothing',
    'SCN-026',
    study.replace('"links[cue].enabled": false }', '"links[que].enabled": false }'),
    '"links[que]',
  ],
  ['a study that names a missing measure', 'SCN-043', study.replace('measure: leakers', 'measure: leaker'), 'leaker\n'],
];

describe('a mistake is told with file, line and column', () => {
  const file = (index: number): string => join(folder, `mistake-${index}.yaml`);
  let told: Ended;
  let took = 0;
  beforeAll(() => {
    MISTAKES.forEach(([, , text], i) => {
      writeFileSync(file(i), text);
    });
    const start = performance.now();
    told = parapet('validate', ...MISTAKES.map((_, i) => file(i)));
    took = performance.now() - start;
  });

  test.each(MISTAKES.map(([what], i) => [what, i] as const))('%s', (_, i) => {
    const [, code, text, at] = MISTAKES[i];
    const offset = text.indexOf(at);
    expect(offset).toBeGreaterThan(-1);
    const before = text.slice(0, offset).split('\n');
    const place = `→ ${file(i)}:${before.length}:${before[before.length - 1].length + 1}`;
    const lines = told.stderr.split('\n');
    const found = lines.findIndex((line) => line.includes(place));
    expect(lines.filter((line) => line.includes(file(i))).join('\n')).toContain(place);
    expect(lines[found - 1]).toContain(`(${code})`);
  });

  test('all in one call, with exit code 2 and no stack trace', () => {
    expect([told.code, told.stdout]).toEqual([2, '']);
    expect(told.stderr).not.toMatch(/^\s+at /m);
    // Printed and not asserted: a loaded machine is no mistake. Each alone should take under two seconds.
    console.log(`${MISTAKES.length} broken files were told of in ${(took / 1000).toFixed(2)} s`);
  });
});
