import { describe, expect, test } from 'vitest';
import { parseSmall, SMALL, smallDocument, testContext } from '../../../test/fixtures/scenario.js';
import { warnOfDoctrine } from './check-doctrine.js';
import { formatIssue } from './index.js';

/** The small scenario with words added to the post's doctrine and entry. */
function problems(overrides: string, entry = '', text = SMALL): string {
  const doctrine = `doctrine: { preset: area-defence, overrides: { ${overrides.replace(/\s+/g, ' ')} } }`;
  const changed = text.replace('doctrine: { preset: area-defence }', doctrine + (entry === '' ? '' : `\n    ${entry}`));
  return (parseSmall(changed).issues ?? []).map(formatIssue).join('\n');
}
const unlinked = SMALL.replace(/links:\n.*\n/, 'links: []\n');

test('a doctrine that says everything sensibly is accepted', () => {
  const sensible = `methodByClass: { drone: salvo }, keepOut: { insideKm: { drone: 5 }, outsideKm: { drone: 30 } },
    priorities: { class: { drone: 0.5 } }, reserve: { forClass: ballisticMissile, share: 0.5 },
    selfDefence: { timeToGoS: 60, missKm: 3 }, assigner: rollingHorizon, horizonS: 40,
    cooperation: { launchOnRemote: true, sigmaM: 500, ageS: 10 }, handOverLeakers: true`;
  expect(problems(sensible, 'covers: [battery]\n    placePriorities: [{ place: town, factor: 2 }]')).toBe('');
});

describe('a doctrine that can never fire is refused', () => {
  test.each([
    [
      'priorities: { class: { fixedWing: 0, cruiseMissile: 0, drone: 0, ballisticMissile: 0 } }',
      'every class has priority 0',
    ],
    ['keepOut: { insideKm: { cruiseMissile: 500 } }', 'no interceptor of post reaches beyond'],
    ['reserve: { forClass: drone, share: 1 }', 'all interceptors are kept for drone'],
  ])('%s', (overrides, message) => {
    expect(problems(overrides)).toContain(message);
    expect(problems(overrides)).toContain('(SCN-160)');
  });

  test('no salvos at all', () => {
    expect(problems('maximumSalvos: 0')).toContain('(SCN-014)');
  });
});

describe('rules that contradict each other are refused', () => {
  test.each([
    ['keepOut: { insideKm: { drone: 20 }, outsideKm: { drone: 10 } }', '', 'insideKm must be below outsideKm (10 km)'],
    ['reserve: { forClass: drone }', '', 'got neither'],
    ['method: salvo', 'overrides: { reactionTriangular: { lowS: 9, modeS: 5, highS: 20 } }', 'lowS ≤ modeS ≤ highS'],
    ['method: salvo', 'overrides: { reactionLogNormal: { medianS: 9, percentile95S: 5 } }', 'medianS must not exceed'],
  ])('%s', (overrides, entry, message) => {
    expect(problems(overrides, entry)).toContain(message);
    expect(problems(overrides, entry)).toContain('(SCN-161)');
  });
});

describe('means that are not there', () => {
  test('control needs a superior, links from it, and a place that it defends', () => {
    expect(problems('control: central')).toContain('needs a superior; it has none (SCN-162)');
    expect(problems('control: central', 'superior: centre')).toContain(
      '‘centre’, which assigns for ‘post’, defends no place',
    );
    expect(problems('control: hierarchical', 'superior: centre', unlinked)).toContain(
      'needs a way of links from ‘centre’',
    );
  });

  test('cooperation and the handing over of leakers need links', () => {
    expect(problems('cooperation: { engageOnRemote: true, sigmaM: 500, ageS: 10 }', '', unlinked)).toContain(
      '(SCN-163)',
    );
    expect(problems('handOverLeakers: true', '', unlinked)).toContain('no link leads from it');
  });

  test('covering needs self-defence, and names that exist', () => {
    expect(problems('method: salvo', 'covers: [batery]')).toContain('did you mean battery?');
    expect(problems('method: salvo', 'covers: [battery]')).toContain('(SCN-164)');
    expect(problems('method: salvo', 'placePriorities: [{ place: twon, factor: 2 }]')).toContain('did you mean town?');
  });
});

test('weapons that nothing releases, and settings that nothing reads, are warned of', () => {
  const warnings = (overrides: string): string[] => {
    const { raw } = smallDocument(
      SMALL.replace(
        'doctrine: { preset: area-defence }',
        `doctrine: { preset: area-defence, overrides: { ${overrides} } }`,
      ),
    );
    const found: string[] = [];
    warnOfDoctrine({
      raw: raw as Record<string, unknown>,
      context: testContext(),
      report: (code, path) => found.push(`${code} ${path.at(-1)}`),
    });
    return found;
  };
  expect(warnings('weaponsControl: tight')).toEqual([]);
  expect(warnings('weaponsControl: hold')).toEqual(['SCN-165 weaponsControl']);
  const selfDefence = 'weaponsControl: hold, selfDefence: { timeToGoS: 60, missKm: 3, holdIsAbsolute';
  expect(warnings(`${selfDefence}: false }`)).toEqual([]);
  expect(warnings(`${selfDefence}: true }`)).toEqual(['SCN-165 weaponsControl']);
  expect(warnings('cooperation: { sigmaM: 500, ageS: 9 }')).toEqual(['SCN-165 cooperation']);
  expect(warnings('horizonS: 30')).toEqual(['SCN-165 horizonS']);
});
