import { describe, expect, test } from 'vitest';
import { readYaml, validate } from '../../src/engine/scenario/index.js';
import { parseTracker, trackerConfigSchema } from '../../src/engine/tracker/assembly/index.js';

const issuesOf = (text: string) => {
  const yaml = readYaml(text, 'tracker.yaml');
  return yaml.issues ?? validate(yaml.value, trackerConfigSchema).issues ?? [];
};

describe('the configuration of a tracker', () => {
  test('may be left out altogether: every value has a documented default', () => {
    const { kind, association, filter } = parseTracker({});
    expect([kind, association.method, filter.kind, filter.models.length]).toEqual([
      'modeBank',
      'multipleHypothesis',
      'interacting',
      10,
    ]);
  });

  test('names the nearest valid key and word, with the place', () => {
    const issues = issuesOf(
      'kind: assembled\nassociation:\n  methd: jpda\ngate:\n  probability: 2\nfilter:\n  kind: extendid\n',
    );
    expect(issues.map(({ code, path, nearest, line }) => [code, path, nearest, line])).toEqual([
      ['SCN-008', 'association.methd', 'method', 3],
      ['SCN-014', 'gate.probability', undefined, 5],
      ['SCN-012', 'filter.kind', 'extended', 7],
    ]);
  });

  test('tells a value in the wrong unit how to be written', () => {
    const [issue] = issuesOf('deletion: { positionSigmaKm: 5 }\n');
    expect([issue.code, issue.nearest]).toEqual(['SCN-009', 'positionSigmaM']);
    expect(issue.message).toContain('5000');
  });
});
