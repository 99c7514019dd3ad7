import { describe, expect, test } from 'vitest';
import { parseSmall, projectText, SMALL, shippedCatalogue, testContext } from '../../../test/fixtures/scenario.js';
import { formatIssue, type Issue, parseScenario } from './index.js';

/** The small scenario with one text in place of another. */
const changed = (from: string, to: string): readonly Issue[] => {
  expect(SMALL).toContain(from);
  return parseSmall(SMALL.replace(from, to)).issues ?? [];
};
const told = (issues: readonly Issue[]): string => issues.map(formatIssue).join('\n');

describe('a scenario with a mistake tells what, where, and what would be right', () => {
  test('the small scenario and the shipped one have none', () => {
    expect(parseSmall().issues).toBeUndefined();
    const text = projectText('scenarios/anatolia.yaml');
    expect(told(parseScenario(text, 'anatolia.yaml', testContext()).issues ?? [])).toBe('');
  });

  test('a missing key says what it is for', () => {
    expect(told(changed('durationS: 600\n', ''))).toBe(
      '✖ durationS is missing: simulated time (1–86400 s) (SCN-007)\n  → small.yaml:1:1 durationS',
    );
  });

  test('broken YAML is told with its line', () => {
    const issues = changed('defendedBy: [post] }', 'defendedBy: [post');
    expect(issues[0].code).toBe('SCN-002');
    expect(issues[0].line).toBeGreaterThanOrEqual(10);
  });

  test('an unknown key gets the nearest valid name, at the key', () => {
    expect(told(changed('focus: post', 'focus: post\nplacess: []'))).toBe(
      '✖ unknown key ‘placess’; did you mean places? (SCN-008)\n  → small.yaml:9:1 placess',
    );
  });

  test('a key in another unit gets the right key and the value converted', () => {
    expect(told(changed('radiusKm: 3,', 'radiusM: 3000,'))).toContain(
      '✖ radius is wanted in km: write radiusKm: 3; got radiusM (SCN-009)\n  → small.yaml:10:53 places[0].radiusM',
    );
    expect(told(changed('widthKm: 10', 'widthNm: 5'))).toContain('write widthKm: 9.26; got widthNm');
    expect(told(changed('widthKm: 10', 'width: 5'))).toContain('width is wanted in km: write widthKm; got width');
  });

  test('an unknown preset gets the nearest, one of another kind is called that', () => {
    expect(told(changed('preset: s400-91n6,', 'preset: s400-91n7,'))).toContain(
      'unknown radar preset ‘s400-91n7’; did you mean s400-91n6? (SCN-016)',
    );
    expect(told(changed('preset: s400-91n6,', 'preset: s400-48n6,'))).toContain(
      '‘s400-48n6’ is a preset of kind interceptor; wanted here: radar',
    );
  });

  test('a position outside the terrain, unless the terrain is none', () => {
    const away = SMALL.replace('position: { latDeg: 39.8, lonDeg: 31 }', 'position: { latDeg: 39.8, lonDeg: 3 }');
    expect(told(parseSmall(away).issues ?? [])).toContain(
      '✖ position must lie inside the terrain etopo5, latDeg 25 to 50 and lonDeg 15 to 50; got latDeg 39.8, lonDeg 3 (SCN-019)',
    );
    expect(parseSmall(away.replace('source: etopo5', 'source: none')).issues).toBeUndefined();
  });

  test('a radar with no command post', () => {
    expect(told(changed('preset: s400-91n6, commandPost: post,', 'preset: s400-91n6,'))).toContain(
      '✖ radar ‘radar’ must name the commandPost it reports to; it names none (SCN-020)',
    );
    for (const nothing of ['null', '""']) {
      const issues = changed('preset: s400-91n6, commandPost: post,', `preset: s400-91n6, commandPost: ${nothing},`);
      expect(issues).toMatchObject([{ code: 'SCN-020', path: 'sensors[0].commandPost' }]);
    }
  });

  test('a route of one point', () => {
    const point = '      - { latDeg: 38, lonDeg: 33, altitudeM: 6000, speedMps: 250 }\n';
    expect(told(changed(point, ''))).toContain('flight route must have at least 2 points; got 1 (SCN-021)');
  });

  test('NaN and infinity', () => {
    expect(told(changed('durationS: 600', 'durationS: .nan'))).toContain(
      '✖ duration must be 1–86400 s; got NaN (SCN-011)\n  → small.yaml:4:12 durationS',
    );
    expect(changed('valueUsd: 1.0e+9', 'valueUsd: .inf')[0].code).toBe('SCN-011');
  });

  test('a number out of range, with its unit', () => {
    expect(told(changed('radiusKm: 3,', 'radiusKm: 300,'))).toContain(
      '✖ place radius must be 0.1–50 km; got 300 km (SCN-014)',
    );
  });

  test('a number with its unit as text', () => {
    expect(told(changed('radiusKm: 3,', 'radiusKm: 3 km,'))).toContain(
      'place radius must be 0.1–50 km; got ‘3 km’; give the number alone, the unit is in the key’s name (SCN-010)',
    );
  });

  test('an id used twice, even across kinds, and ids that entries of traffic make', () => {
    expect(told(changed('id: town,', 'id: battery,'))).toContain(
      'id ‘battery’ is used twice; first at places[0] (SCN-015)',
    );
    expect(told(changed('id: friend', 'id: raider-01'))).toContain(
      'its object ‘raider-01’ has the id of another entry',
    );
  });

  test('references to what is not there', () => {
    expect(told(changed('focus: post', 'focus: posst'))).toContain(
      'no command post is called ‘posst’; did you mean post?',
    );
    expect(told(changed('target: town', 'target: city'))).toContain(
      'no place is called ‘city’; there are: town (SCN-018)',
    );
    expect(told(changed('engagementSensor: guide', 'engagementSensor: gide'))).toContain('did you mean guide?');
  });

  test('a speed or height that the preset cannot fly', () => {
    const issues = changed(
      'altitudeM: 50, above: ground, speedMps: 240 }',
      'altitudeM: 9000, above: ground, speedMps: 900 }',
    );
    expect(told(issues)).toContain(
      'speedMps must be 150–280 m/s, the limits of ‘cruise-missile’; got 900 m/s (SCN-023)',
    );
    expect(told(issues)).toContain('altitudeM must be at most 5000 m, the ceiling of ‘cruise-missile’; got 9000 m');
  });

  test('neither route nor ballistic, or a ballistic flight of what is no missile', () => {
    const ballistic = `ballistic: { launch: { latDeg: 38, lonDeg: 33 }, aim: { latDeg: 39, lonDeg: 33 }, apexM: 5000 }\n    ignored:`;
    expect(told(changed('    route:\n      - { latDeg: 38', `    ${ballistic}\n      - { latDeg: 38`))).toContain(
      'SCN-029',
    );
    expect(told(changed('    route:\n      - { latDeg: 38', '    rout:\n      - { latDeg: 38'))).toContain(
      'give exactly one of route and ballistic; got neither (SCN-022)',
    );
  });

  test('superiors in a circle, a link to itself, an end before its start, a part of a tick', () => {
    expect(told(changed('preset: s400-command-post', 'preset: s400-command-post\n    superior: post'))).toContain(
      'SCN-025',
    );
    const chain = (last: string): string[] => {
      const posts = Array.from({ length: 9 }, (_, i) => `  - { id: p${i}, superior: ${i < 8 ? `p${i + 1}` : last} }`);
      const issues = changed('commandPosts:\n', `commandPosts:\n${posts.join('\n')}\n`);
      return issues.filter(({ code }) => code === 'SCN-025').map(({ path }) => path);
    };
    expect(chain('post')).toEqual([]);
    expect(chain('p6')).toEqual([6, 7, 8].map((i) => `commandPosts[${i}].superior`));
    expect(told(changed('from: centre, to: post', 'from: post, to: post'))).toContain('both ends are ‘post’');
    expect(told(changed('ceilingM: 9000', 'ceilingM: 200'))).toContain(
      'ceilingM must be greater than floorM (300); got 200',
    );
    expect(told(changed('durationS: 600', 'durationS: 600.5'))).toContain('whole number of ticks');
    expect(told(changed('durationS: 600', 'durationS: -1'))).not.toContain('whole number of ticks');
  });

  test('a link without a preset gives every value', () => {
    const issues = changed('{ id: cue, preset: link-data,', '{ id: cue, kind: data, delayS: 2,');
    expect(issues.map(({ path }) => path)).toEqual([
      'links[0].lossProbability',
      'links[0].positionErrorM',
      'links[0].tracksPerMinute',
      'links[0].updatePeriodS',
    ]);
  });

  test('too many flights', () => {
    expect(told(changed('count: 3', 'count: 3000'))).toContain('flight count must be a whole number, 1–2000; got 3000');
    const many = Array.from({ length: 11 }, (_, i) =>
      SMALL.slice(SMALL.indexOf('  - id: friend')).replace('id: friend', `id: f${i}\n    count: 2000`),
    );
    expect(told(parseSmall(SMALL + many.join('')).issues ?? [])).toContain('(SCN-027)');
  });

  test('another version of the format stops there', () => {
    expect(told(changed('parapet: 1', 'parapet: 2'))).toBe(
      '✖ format version must be 1, which is what this release reads; got 2 (SCN-005)\n  → small.yaml:1:10 parapet',
    );
  });

  test('several mistakes come together, in the order of the file, of schema and of sense', () => {
    const text = SMALL.replace('durationS: 600', 'durationS: 0')
      .replace('focus: post', 'focus: nobody')
      .replace('radiusKm: 3,', 'radiusM: 3000,')
      .replace('preset: link-data', 'preset: link-dat');
    const issues = parseSmall(text).issues ?? [];
    expect(issues.map(({ code }) => code)).toEqual(['SCN-014', 'SCN-018', 'SCN-009', 'SCN-016']);
    expect([...issues].sort((a, b) => a.line - b.line)).toEqual(issues);
  });
});

describe('hostile files are refused quickly and without a stack trace', () => {
  const code = (text: string): string | undefined => parseSmall(text).issues?.[0].code;

  test('over 5 MB', () => {
    expect(told(parseSmall(`${SMALL}# ${'x'.repeat(5_000_000)}`).issues ?? [])).toContain(
      'a file may hold 5 MB; got 5.00 MB (SCN-001)',
    );
    expect(code(`# ${'é'.repeat(2_600_000)}`)).toBe('SCN-001');
  });

  test('a quarter of a million words, with the place of the first too many', () => {
    const [issue] = parseSmall(`${SMALL}more:\n${'  - { a: 1, b: 2 }\n'.repeat(30_000)}`).issues ?? [];
    expect(issue).toMatchObject({ code: 'SCN-001', message: 'a file may hold 250000 words and marks; here are more' });
    expect(issue.line).toBeGreaterThan(10_000);
    expect(issue.column).toBeLessThan(20);
  });

  test('an alias bomb', () => {
    const levels = 'abcdefghi'.split('').map((name, i, all) => {
      const before = i === 0 ? 'lol' : `*${all[i - 1]}`;
      return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
    });
    expect(parseSmall(levels.join('\n')).issues).toMatchObject([{ code: 'SCN-003', line: 2, column: 8 }]);
  });

  test('tens of thousands of anchors and aliases, none of which is copied often', () => {
    const list = (mark: string, value: string) =>
      Array.from({ length: 30_000 }, (_, i) => `${mark}${i}${value}`).join(', ');
    const text = `a: [${list('&x', ' 1')}]\nb: [${list('*x', '')}]\n`;
    expect(parseSmall(text).issues).toMatchObject([
      { code: 'SCN-003', message: 'a file may hold 1000 anchors and aliases; here are more', line: 1 },
    ]);
  });

  test('an alias inside its own anchor, and one without an anchor', () => {
    expect(parseSmall('a: &a { b: *a }').issues).toMatchObject([{ code: 'SCN-004', line: 1, column: 12 }]);
    expect(told(parseSmall('a: &anchor 1\nb: *ancor').issues ?? [])).toBe(
      '✖ no anchor ‘ancor’ stands before this alias; did you mean anchor? (SCN-003)\n  → small.yaml:2:4',
    );
  });

  test('aliases that are few and plain are welcome, and a text may begin with their marks', () => {
    const text = SMALL.replace('title:', 'description: "*stars* & more"\ntitle:').replace(
      'radiusKm: 3,',
      'radiusKm: &r 3,',
    );
    expect(parseSmall(text.replace('valueUsd: 1.0e+9', 'valueUsd: *r')).value?.scenario.places[0].valueUsd).toBe(3);
  });

  test('what a terminal would obey, and a name without end', () => {
    const red = told(changed('focus: post', 'focus: "\\e[31mred"'));
    expect(red).toContain('no command post is called ‘�[31mred’');
    const long = told(changed('focus: post', `focus: ${'p'.repeat(100_000)}`));
    expect(long.length).toBeLessThan(400);
    expect(long).toContain('there are: ');
  });

  test('a deep nest, of brackets, dashes or indentation', () => {
    expect(code('['.repeat(100_000))).toBe('SCN-004');
    expect(code(`a: ${'- '.repeat(100_000)}`)).toMatch(/SCN-00[24]/);
    expect(code('- '.repeat(100_000))).toBe('SCN-004');
    expect(code(Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))).toBe('SCN-004');
  });

  test('keys that name parts of JavaScript are plain unknown keys', () => {
    expect(told(parseSmall(`${SMALL}__proto__: { polluted: 1 }\nconstructor: 1\n`).issues ?? [])).toMatch(
      /__proto__[\s\S]*constructor/,
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('empty files, lists, several documents, keys given twice', () => {
    expect(code('')).toBe('SCN-010');
    expect(code('- 1')).toBe('SCN-010');
    expect(code(`${SMALL}---\na: 1\n`)).toBe('SCN-030');
    expect(code('a: 1\na: 2')).toBe('SCN-006');
  });

  test('every preset name offered in a message exists', () => {
    const nearest = changed('preset: link-data', 'preset: link-date')[0].nearest;
    expect(shippedCatalogue().presets.has(nearest ?? '')).toBe(true);
  });
});

describe('a file of very many mistakes is told in part', () => {
  test('keys, entries and references that are all wrong', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `key${i}: 1`).join('\n');
    const posts = Array.from({ length: 2000 }, (_, i) => `  - { id: p${i}, preset: none${i}, superior: q${i} }`);
    for (const text of [
      `${SMALL}${keys}\n`,
      SMALL.replace('commandPosts:\n', `commandPosts:\n${posts.join('\n')}\n`),
    ]) {
      const issues = parseSmall(text).issues ?? [];
      expect(issues).toHaveLength(201);
      expect(issues[200].message).toBe('only the first 200 mistakes are told');
    }
  });
});
