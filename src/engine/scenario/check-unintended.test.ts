import { describe, expect, test } from 'vitest';
import { must, parseSmall, projectText, SMALL, testContext } from '../../../test/fixtures/scenario.js';
import { formatWarning, parseScenario } from './index.js';

const warningsOf = (text: string) => must(parseSmall(text)).warnings;

describe('what is legal but surely unintended is told, and refused nothing', () => {
  test('a sound scenario has no warning', () => {
    expect(warningsOf(SMALL)).toEqual([]);
    const anatolia = must(parseScenario(projectText('scenarios/anatolia.yaml'), 'anatolia.yaml', testContext()));
    expect(anatolia.warnings).toEqual([]);
  });

  test('a flight that ends outside the place it comes for can strike nothing', () => {
    const text = SMALL.replace('{ latDeg: 40, lonDeg: 33, altitudeM: 50', '{ latDeg: 40, lonDeg: 33.05, altitudeM: 50');
    const [warning, ...more] = warningsOf(text);
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ code: 'SCN-200', path: 'flights[0].target', line: 53 });
    expect(warning.message).toContain('ends 4.3 km from it, outside its radius of 3 km');
    expect(formatWarning(warning)).toMatch(/^⚠ .*\(SCN-200\)\n {2}→ small\.yaml:53:\d+ flights\[0\]\.target$/);
  });

  test('what begins after the end never happens', () => {
    const [warning] = warningsOf(SMALL.replace('startS: 10', 'startS: 600'));
    expect(warning).toMatchObject({ code: 'SCN-201', path: 'flights[0].startS' });
  });

  test('a place may be left without a post, but hardly on purpose', () => {
    const [warning] = warningsOf(SMALL.replace('defendedBy: [post]', 'defendedBy: []'));
    expect(warning).toMatchObject({ code: 'SCN-202', path: 'places[0].defendedBy' });
  });
});
