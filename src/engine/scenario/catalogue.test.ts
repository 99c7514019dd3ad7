import { describe, expect, test } from 'vitest';
import { catalogueFiles, projectText, shippedCatalogue } from '../../../test/fixtures/scenario.js';
import { formatIssue, loadCatalogue, presetOf, presetsOf, SPEC_SCHEMAS } from './index.js';

/** Issues of one shipped preset after a change of its text, with the shipped bibliography. */
function changed(id: string, from: RegExp, to: string): string {
  const name = `catalogue/${id}.yaml`;
  const text = projectText(name);
  expect(text).toMatch(from);
  const files = [
    { name, text: text.replace(from, to) },
    { name: 'catalogue/bibliography.yaml', text: projectText('catalogue/bibliography.yaml') },
  ];
  return (loadCatalogue(files).issues ?? []).map(formatIssue).join('\n');
}
const delay = /delayS:\s*\{ value: 2,/;

describe('the shipped catalogue', () => {
  test('is whole, and its nominal values fit the specifications', () => {
    const catalogue = shippedCatalogue();
    expect(catalogue.presets.size).toBeGreaterThanOrEqual(29);
    for (const preset of catalogue.presets.values()) {
      expect(SPEC_SCHEMAS[preset.kind].safeParse(preset.spec).success, preset.id).toBe(true);
    }
  });

  test('gives typed specifications, and leaves with unit, meaning and range', () => {
    const radar = presetOf(shippedCatalogue(), 'radar', 's400-91n6');
    expect(radar.spec.scan).toBe('rotating');
    const leaf = radar.leaves.find(({ path }) => path === 'instrumentedRangeKm');
    expect(leaf).toMatchObject({ unit: 'km', meaning: 'greatest range that is processed' });
    expect(presetsOf(shippedCatalogue(), 'link').map(({ id }) => id)).toEqual([
      'link-data',
      'link-gateway',
      'link-voice',
    ]);
    expect(() => presetOf(shippedCatalogue(), 'radar', 'link-data')).toThrow();
  });

  test('does not depend on the order of its files', () => {
    const forwards = loadCatalogue(catalogueFiles()).value!;
    const backwards = loadCatalogue(catalogueFiles().reverse()).value!;
    expect([...backwards.presets]).toEqual([...forwards.presets]);
  });
});

describe('a catalogue value without its range and source is an error', () => {
  test('a bare number', () => {
    expect(changed('link-data', /kind: \{[^}]*\}/, 'kind: data')).toContain(
      'kind must be {value, low, high, distribution, sources, note}; got the bare value ‘data’ (SCN-031)',
    );
  });

  test('a value outside its range, or a range outside the specification', () => {
    expect(changed('link-data', delay, 'delayS: { value: 20,')).toContain(
      'delayS must have low ≤ value ≤ high; got 0.5, 20, 6 (SCN-032)',
    );
    expect(changed('link-data', delay, 'delayS: { value: -2,')).toContain('value must be 0–600 s; got -2 s (SCN-014)');
  });

  test('a range without a distribution, and a logarithmic one from zero', () => {
    expect(changed('link-data', /low: 0\.5, high: 6, distribution: logTriangular/, 'low: 0.5, high: 6')).toContain(
      'SCN-033',
    );
    expect(changed('link-data', /low: 0\.5, high: 6/, 'low: 0, high: 6')).toContain(
      'needs low above 0; got 0 (SCN-033)',
    );
  });

  test('a source that the bibliography lacks, and no source without an assumption', () => {
    expect(changed('link-data', /sources: \[corvus-link16\]/, 'sources: [corvus-link17]')).toContain(
      'unknown source ‘corvus-link17’; did you mean corvus-link16? (SCN-034)',
    );
    expect(changed('link-data', /sources: \[corvus-link16\]/, 'sources: []')).toContain('(SCN-035)');
  });

  test('a file whose name is not the id, an unknown kind, a missing value', () => {
    expect(changed('link-data', /id: link-data/, 'id: link-date')).toContain(
      'the preset link-date belongs in link-date.yaml (SCN-036)',
    );
    expect(changed('link-data', /kind: link\n/, 'kind: lnk\n')).toContain('did you mean link? (SCN-012)');
    expect(changed('link-data', /delayS:/, 'delay:')).toContain(
      'delay is wanted in s: write delayS; got delay (SCN-009)',
    );
  });

  test('a least value that could be drawn above the greatest', () => {
    expect(changed('cruise-missile', /minimumSpeedMps:\s*\{ value: 150,/, 'minimumSpeedMps: { value: 500,')).toContain(
      'minimumSpeedMps must stay below maximumSpeedMps however they are drawn; got up to 500 and down to 280 (SCN-032)',
    );
  });
});
