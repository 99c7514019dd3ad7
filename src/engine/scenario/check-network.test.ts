import { describe, expect, test } from 'vitest';
import { parseSmall, SMALL, smallDocument } from '../../../test/fixtures/scenario.js';
import { warnOfNetwork } from './check-network.js';

const NODES = `nodes:
  - { id: relay, kind: relay, position: { latDeg: 40, lonDeg: 32 } }
  - { id: mains, kind: powerSource, powers: [battery, radar] }
`;
const LINKS = `links:
  - { id: cue, preset: link-data, from: centre, to: relay }
  - { id: on, preset: link-data, from: relay, to: post }
`;
const WHOLE = SMALL.replace(/links:\n.*\n/, `${NODES}${LINKS}outages: []\n`);

/** Codes and paths of what is wrong after changes of the text, each of which must find what it replaces. */
function wrong(...changes: [from: string, to: string][]): string[] {
  const text = changes.reduce((so, [from, to]) => {
    expect(so).toContain(from);
    return so.replace(from, to);
  }, WHOLE);
  return (parseSmall(text).issues ?? []).map(({ code, path }) => `${code} ${path}`);
}

describe('bad input of a network is refused', () => {
  test('and a good one is not', () => {
    expect(wrong()).toEqual([]);
    expect(
      wrong(['outages: []', 'outages: [{ link: on, when: { placeStruck: town }, delayS: 5, cause: jammed }]']),
    ).toEqual([]);
  });

  test.each<[string, [string, string], string]>([
    ['a negative delay', ['from: centre, to: relay', 'from: centre, to: relay, delayS: -1'], 'SCN-014 links[0].delayS'],
    [
      'a probability above 1',
      ['to: relay }', 'to: relay, digitErrorProbability: 1.2 }'],
      'SCN-014 links[0].digitErrorProbability',
    ],
    ['a link of a node to itself', ['to: relay', 'to: centre'], 'SCN-024 links[0].to'],
    ['a relay where one link ends', ['to: relay', 'to: post'], 'SCN-141 nodes[0]'],
    ['a link to a power source', ['to: relay', 'to: mains'], 'SCN-018 links[0].to'],
    ['a source that powers nobody known', ['[battery, radar]', '[battery, nobody]'], 'SCN-018 nodes[1].powers[1]'],
    ['a source that powers itself', ['[battery, radar]', '[mains]'], 'SCN-143 nodes[1].powers'],
    ['a relay that powers', ['lonDeg: 32 } }', 'lonDeg: 32 }, powers: [post] }'], 'SCN-140 nodes[0].powers'],
    ['a gateway that says not how it translates', ['kind: relay', 'kind: gateway'], 'SCN-007 nodes[0].translation'],
    ['an outage without a time', ['outages: []', 'outages: [{ link: on }]'], 'SCN-007 outages[0].fromS'],
    [
      'a time and an event',
      ['outages: []', 'outages: [{ link: on, fromS: 1, when: { nodeLost: relay } }]'],
      'SCN-144 outages[0].fromS',
    ],
    [
      'two events',
      ['outages: []', 'outages: [{ link: on, when: { nodeLost: relay, warning: post } }]'],
      'SCN-022 outages[0].when',
    ],
    [
      'an event of an unknown node',
      ['outages: []', 'outages: [{ link: on, when: { nodeLost: nobody } }]'],
      'SCN-018 outages[0].when.nodeLost',
    ],
    [
      'a fallback to its own post',
      ['commandPost: post, role: surveillance,', 'commandPost: post, role: surveillance, fallback: post,'],
      'SCN-145 sensors[0].fallback',
    ],
    [
      'a fallback without a superior',
      [
        '    posture: { initial: fullyOn }\n  - id: centre',
        '    posture: { initial: fullyOn }\n    fallback: centre\n  - id: centre',
      ],
      'SCN-145 commandPosts[0].fallback',
    ],
    [
      'a fallback to an unknown post',
      ['engagementSensor: guide', 'engagementSensor: guide\n    fallback: nobody'],
      'SCN-018 fireUnits[0].fallback',
    ],
    [
      'a unit alone without a sensor',
      ['engagementSensor: guide', 'engagementSensor: null\n    whenCutOff: autonomous'],
      'SCN-146 fireUnits[0].whenCutOff',
    ],
    [
      'a place that is none',
      ['engagementSensor: guide', 'engagementSensor: guide\n    place: nowhere'],
      'SCN-018 fireUnits[0].place',
    ],
  ])('%s', (_, change, issue) => {
    expect(wrong(change)).toContain(issue);
  });

  test('a radio link between nodes of which one stands nowhere', () => {
    const radio = ', radio: { rangeKm: 50, lineOfSight: true, antennaHeightM: 10 } }';
    const issues = wrong([', position: { latDeg: 40, lonDeg: 32 }', ''], ['to: relay }', `to: relay${radio}`]);
    expect(issues).toEqual(['SCN-142 links[0].to']);
  });

  test('power that comes back to itself over another source', () => {
    const issues = wrong([
      'powers: [battery, radar] }',
      'powers: [spare] }\n  - { id: spare, kind: powerSource, powers: [mains] }',
    ]);
    expect(issues).toEqual(['SCN-143 nodes[1].powers', 'SCN-143 nodes[2].powers']);
  });
});

describe('what is legal and surely unintended is warned of', () => {
  const warnings = (text: string): string[] => {
    const { raw } = smallDocument(text);
    const found: string[] = [];
    warnOfNetwork({
      raw: raw as Record<string, unknown>,
      warn: (code, path) => found.push(`${code} ${path.join('.')}`),
    });
    return found;
  };

  test('a network in pieces, and a post that no link joins with its superior', () => {
    const islands = WHOLE.replace(
      'to: post }',
      'to: post }\n  - { id: own, preset: link-data, from: radar, to: guide }',
    );
    expect(warnings(WHOLE)).toEqual([]);
    expect(warnings(islands)).toEqual([
      'SCN-147 links',
      'SCN-148 sensors.0.commandPost',
      'SCN-148 sensors.1.commandPost',
    ]);
    const superior = SMALL.replace(
      '    posture: { initial: fullyOn }\n',
      '    posture: { initial: fullyOn }\n    superior: centre\n',
    );
    expect(warnings(superior)).toEqual([]);
    expect(warnings(superior.replace(/links:\n.*\n/, 'links: []\n'))).toEqual(['SCN-148 commandPosts.0.superior']);
  });
});
