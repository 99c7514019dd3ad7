import { describe, expect, test } from 'vitest';
import { parseSmall, projectText, SMALL, shippedCatalogue } from '../../../test/fixtures/scenario.js';
import { loadPreset } from './catalogue.js';
import { formatIssue, type Issue } from './index.js';

const LAUNCHER = '{ count: 2, tubes: 4, reloads: 0, interceptor: s400-48n6 }';
const told = (issues: readonly Issue[] | undefined): string => (issues ?? []).map(formatIssue).join('\n');
/** What is said of the small scenario with other words in place of some of its own. */
const changed = (from: string, to: string): string => {
  expect(SMALL).toContain(from);
  return told(parseSmall(SMALL.replace(from, to)).issues);
};
const withLauncher = (more: string): string => changed(LAUNCHER, LAUNCHER.replace(' }', `, ${more} }`));
const withUnit = (overrides: string): string =>
  changed('preset: s400-fire-unit\n', `preset: s400-fire-unit\n    overrides: ${overrides}\n`);

describe('a fire unit that could not work is refused', () => {
  test('without a command post: nobody orders its launches', () => {
    expect(changed('    preset: s400-fire-unit\n    commandPost: post\n', '    preset: s400-fire-unit\n')).toContain(
      '✖ fire unit ‘battery’ must name the commandPost that gives its orders; it names none (SCN-185)',
    );
  });

  test('with fewer guidance channels than its post’s salvo', () => {
    expect(withUnit('{ guidanceChannels: 1 }')).toMatch(
      /a salvo of 2 against \w+ needs as many guidance channels; this unit has 1 \(SCN-180\)/,
    );
  });

  test('without an illuminator for interceptors that need one, or without the time for which they need it', () => {
    const semiActive = 'overrides: { guidance: illumination, illuminationS: 15 }';
    expect(withLauncher(semiActive)).toContain('‘s400-48n6’ needs an illuminator, and its fire unit has none');
    expect(withLauncher('overrides: { guidance: illumination }')).toContain(
      'guidance illumination needs illuminationS',
    );
    expect(withLauncher('overrides: { illuminationS: 15 }')).toContain(
      'illuminationS is read with guidance illumination only',
    );
  });

  test('with a reload time and nothing to reload', () => {
    const dry = SMALL.replace('count: 1, tubes: 4, reloads: 1', 'count: 1, tubes: 4, reloads: 0');
    const slow = dry.replace(
      'preset: s400-fire-unit\n',
      'preset: s400-fire-unit\n    overrides: { reloadTimeS: 60 }\n',
    );
    expect(told(parseSmall(slow).issues)).toContain('SCN-186');
    expect(told(parseSmall(dry).issues)).toBe('');
  });

  test('with launchers in another country, or half a sector', () => {
    expect(withLauncher('position: { latDeg: 41.1, lonDeg: 33 }')).toContain('within 100 km of their unit');
    expect(withLauncher('position: { latDeg: 40.2, lonDeg: 33.1 }')).toBe('');
    expect(withLauncher('sector: { bearingDeg: 90 }')).toContain('sectorDeg is missing');
  });
});

describe('an interceptor that contradicts itself is refused', () => {
  test('with a least range beyond the greatest, or a class beyond it', () => {
    expect(withLauncher('overrides: { minimumRangeKm: 90, maximumRangeKm: 60 }')).toContain(
      '✖ minimumRangeKm must stay below maximumRangeKm; got 90 and 60 (SCN-182)',
    );
    expect(withLauncher('overrides: { maximumRangeKm: 60, envelope: { rangeKm: { drone: 80 } } }')).toContain(
      'the range against drone must lie above minimumRangeKm (4) and up to maximumRangeKm (60); got 80 (SCN-182)',
    );
  });

  test('with a speed profile that runs back, has a gap, or lacks a speed', () => {
    const profile = (points: string): string => withLauncher(`overrides: { speedProfile: { ${points} } }`);
    const [p1, p2] = ['p1: { timeS: 5, speedMps: 900 }', 'p2: { timeS: 5, speedMps: 1200 }'];
    expect(profile(`${p1}, ${p2}`)).toContain('timeS of p2 must be later than 5 s; got 5 s (SCN-183)');
    expect(profile(`${p1}, ${p2.replace('5', '9')}, p4: { timeS: 30, speedMps: 900 }`)).toContain(
      'p4 follows a gap: p3 is missing',
    );
    expect(profile(`${p1}, p2: { timeS: 9 }`)).toContain('speedMps is missing');
  });

  test('with a probability or a factor that is none', () => {
    expect(withLauncher('overrides: { killFactors: { aspect: { beam: 1.2, tail: 0.4 } } }')).toContain('SCN-014');
    expect(withLauncher('overrides: { killProbability: { drone: -0.1 } }')).toContain('SCN-014');
  });

  test('in the catalogue as well, where points may not pass one another however they are drawn', () => {
    const point = (time: string, low: number, high: number): string =>
      `{ timeS: { value: ${time}, low: ${low}, high: ${high}, distribution: uniform, sources: [], note: "assumed: test" }, speedMps: { value: 900, sources: [], note: "assumed: test" } }`;
    const text = `${projectText('catalogue/patriot-gemt.yaml')}  speedProfile: { p1: ${point('8', 6, 11)}, p2: ${point('12', 10, 14)} }\n`;
    const { issues } = loadPreset(text, 'catalogue/patriot-gemt.yaml', Object.fromEntries(shippedCatalogue().sources));
    expect(told(issues)).toContain('timeS of p2 must be later than 11 s; got 10 s (SCN-183)');
  });
});

describe('a common cause', () => {
  const cause = (more: string): string =>
    changed(
      'flights:\n',
      `commonCauses:\n  - { id: batch, kind: badBatch, probability: 0.1, factor: 0, part: interceptor${more} }\nflights:\n`,
    );

  test('names interceptors and fire units that are there, and reaches some', () => {
    expect(cause('')).toBe('');
    expect(cause(', interceptors: [s400-48n6], fireUnits: [battery]')).toBe('');
    expect(cause(', interceptors: [s400-48n7]')).toContain('did you mean s400-48n6? (SCN-016)');
    expect(cause(', fireUnits: [batery]')).toContain('did you mean battery? (SCN-018)');
    expect(cause(', interceptors: [patriot-mse]')).toContain('SCN-188');
  });

  test('has an id of its own and a probability', () => {
    expect(
      changed(
        'flights:\n',
        'commonCauses:\n  - { id: town, kind: badBatch, probability: 2, factor: 0, part: all }\nflights:\n',
      ),
    ).toMatch(/SCN-015[\s\S]*SCN-014|SCN-014[\s\S]*SCN-015/);
  });
});
