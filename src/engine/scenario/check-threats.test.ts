import { describe, expect, test } from 'vitest';
import { parseSmall, SMALL } from '../../../test/fixtures/scenario.js';
import { formatIssue } from './errors.js';

/** What is told of the small scenario with texts replaced in it. */
const told = (...changes: [string, string][]): string => {
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`no ${from}`);
    return before.replace(from, to);
  }, SMALL);
  return (parseSmall(text).issues ?? []).map(formatIssue).join('\n');
};
/** The raiders' entry with keys more. */
const raider = (keys: string): string => told(['    count: 3\n', `    count: 3\n    ${keys}\n`]);
/** The scenario with keys more at its top. */
const top = (text: string): string => told(['flights:\n', `${text}\nflights:\n`]);
const MISSILE = `  - id: missile
    preset: short-range-ballistic-missile
    allegiance: hostile
    startS: 0
    transponder: 'off'
    ballistic: { launch: { latDeg: 39, lonDeg: 36 }, aim: { latDeg: 40, lonDeg: 33 }, apexM: 80000, separation: SEPARATION }
  - id: friend`;
const missile = (separation: string): string => told(['  - id: friend', MISSILE.replace('SEPARATION', separation)]);
const airway = (keys: string): string =>
  top(
    `traffic: { airways: [{ id: a, corridor: lane, levelsM: [9000], speedMps: 230, mix: [{ preset: airliner }], ${keys} }] }`,
  );

describe('flights that cannot be meant are refused', () => {
  test('waves that overlap, and a formation with a spacing of its own', () => {
    expect(raider('waves: { count: 2, intervalS: 9 }')).toContain('intervalS must be greater than 10 s');
    expect(raider('formation: { kind: line, spacingM: 500 }')).toMatch(/take spacingS away.*\(SCN-191\)/);
  });

  test('a start and an arrival', () => {
    expect(raider('arriveAtS: 500')).toContain('give exactly one of startS and arriveAtS; got both (SCN-022)');
    expect(told(['    startS: 10\n', ''])).toContain('got neither (SCN-022)');
  });

  test('a manoeuvre beyond the object’s load factor, without its period, or of what has no route', () => {
    expect(raider('manoeuvre: { kind: weave, amplitudeM: 3000, periodS: 20 }')).toMatch(
      /needs a load factor of .* g; it must be at most .* g, that of ‘cruise-missile’ \(SCN-194\)/,
    );
    expect(raider('manoeuvre: { kind: weave, amplitudeM: 300, periodS: 30, loadFactorG: 1.05 }')).toContain(
      'its own loadFactorG',
    );
    expect(raider('manoeuvre: { kind: popUp, amplitudeM: 4000, lastKm: 2 }')).toContain('SCN-194');
    expect(raider('manoeuvre: { kind: jink, amplitudeM: 100 }')).toContain('a weave or jink needs a periodS');
    expect(raider('manoeuvre: { kind: weave, amplitudeM: 100, periodS: 30, fromS: 1, lastKm: 3 }')).toContain(
      'at most one of fromS and lastKm',
    );
  });

  test('a release at a point that is not passed, in no way or in two, of a wrong preset', () => {
    const release = (keys: string): string => raider(`releases: [{ preset: cruise-missile, ${keys} }]`);
    const route = 'route: [{ latDeg: 40, lonDeg: 33, altitudeM: 100, speedMps: 240 }]';
    expect(release(`atPoint: 2, ${route}`)).toContain(
      'atPoint must be at most 1: at the last its carrier ends; got 2 (SCN-192)',
    );
    expect(release(route)).toContain('give exactly one of atPoint and atS; got neither');
    expect(release(`atS: 5, falls: true, ${route}`)).toContain(
      'give exactly one of route, ballistic and falls; got route and falls',
    );
    expect(release('atS: 5, ballistic: { aim: { latDeg: 40, lonDeg: 33 }, apexM: 20000 }')).toContain('SCN-029');
    expect(release(`atS: 5, target: nowhere, ${route}`)).toContain('no place is called ‘nowhere’');
  });

  test('a separation above the apex, with two warheads, or into what does not fall', () => {
    expect(missile('{ atAltitudeM: 90000, bodies: [{ preset: spent-booster }] }')).toContain(
      'atAltitudeM must be below the apex, 80000 m; got 90000 m (SCN-193)',
    );
    const two = '{ preset: ballistic-warhead, warhead: true }, { preset: ballistic-warhead, warhead: true }';
    expect(missile(`{ atS: 60, bodies: [${two}] }`)).toContain('another is the warhead already');
    expect(missile('{ atS: 60, bodies: [{ preset: ballistic-warhead, warhead: true, count: 2 }] }')).toContain(
      'a warhead has count 1',
    );
    expect(missile('{ atS: 60, bodies: [{ preset: airliner }] }')).toContain('SCN-029');
    expect(missile('{ bodies: [{ preset: spent-booster }] }')).toContain(
      'give exactly one of atS and atAltitudeM; got neither',
    );
  });

  test('a diversion on the word of nobody', () => {
    const route = 'route: [{ latDeg: 41, lonDeg: 33, altitudeM: 5000, speedMps: 220 }]';
    expect(raider(`divert: { onWarningOf: nobody, ${route} }`)).toContain('no command post is called ‘nobody’');
    expect(raider(`divert: { ${route} }`)).toContain('give exactly one of atS and onWarningOf');
  });
});

describe('traffic and orders that cannot be meant are refused', () => {
  test('a negative density, a density and a rate, a day of 23 hours', () => {
    expect(airway('flightsPerHour: -1')).toContain('SCN-014');
    expect(airway('')).toContain('give exactly one of flightsPerHour and densityByHour; got neither');
    expect(airway(`densityByHour: [${Array(23).fill(1).join(', ')}]`)).toContain('SCN-013');
  });

  test('a level that the preset cannot reach, a corridor that is not there, an id that is taken', () => {
    expect(airway('flightsPerHour: 5').replace('x', '')).toBe('');
    expect(
      top(
        'traffic: { airways: [{ id: raider, corridor: lan, levelsM: [13000], speedMps: 400, flightsPerHour: 1, mix: [{ preset: airliner }] }] }',
      ),
    ).toMatch(/SCN-018[\s\S]*SCN-015|SCN-015[\s\S]*SCN-018/);
    expect(
      top(
        'traffic: { airways: [{ id: a, corridor: lane, levelsM: [13000], speedMps: 400, flightsPerHour: 1, mix: [{ preset: airliner }] }] }',
      ),
    ).toMatch(/the ceiling of ‘airliner’; got 13000[\s\S]*the limits of ‘airliner’; got 400/);
  });

  test('more than a scenario may hold', () => {
    expect(
      told(
        ['durationS: 600', 'durationS: 86400'],
        [
          'flights:\n',
          'traffic: { airways: [{ id: a, corridor: lane, bothWays: true, levelsM: [9000], speedMps: 230, flightsPerHour: 1000, mix: [{ preset: airliner }] }] }\nflights:\n',
        ],
      ),
    ).toContain('its airways bring 48000 (SCN-027)');
  });

  test('an order that closes nothing, or ends before it begins', () => {
    expect(top('airspaceOrders: [{ id: o, kind: closed, fromS: 10, toS: 20 }]')).toContain(
      'names its corridor and no area',
    );
    expect(top('airspaceOrders: [{ id: o, kind: closed, corridor: lane, fromS: 30, toS: 20 }]')).toContain(
      'toS must be greater than fromS (30); got 20',
    );
  });
});
