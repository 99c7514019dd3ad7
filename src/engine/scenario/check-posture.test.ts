import { describe, expect, test } from 'vitest';
import { parseSmall, SMALL } from '../../../test/fixtures/scenario.js';

/** Code and path of what is wrong with the small scenario once a piece of it is replaced. */
const wrong = (from: string, to: string): string[] => {
  expect(SMALL).toContain(from);
  return (parseSmall(SMALL.replace(from, to)).issues ?? []).map(({ code, path }) => `${code} ${path}`);
};
/** The posture of the first post, replaced. */
const posture = (to: string): string[] => wrong('posture: { initial: fullyOn }', `posture: ${to}`);
const doctrine = (overrides: string): string[] =>
  wrong('doctrine: { preset: area-defence }', `doctrine: { preset: area-defence, overrides: ${overrides} }`);
const post = (more: string): string[] => posture(`{ initial: fullyOn }\n    ${more}`);

describe('a posture is refused', () => {
  test('when its orders are not in order of time, or order nothing', () => {
    expect(posture('{ initial: stored, orders: [{ atS: 60, to: fullyOn }, { atS: 30, to: stored }] }')).toEqual([
      'SCN-170 commandPosts[0].posture.orders[1].atS',
    ]);
    expect(posture('{ initial: stored, orders: [{ atS: 60 }] }')).toEqual([
      'SCN-170 commandPosts[0].posture.orders[0]',
    ]);
  });

  test('when it is on the road and does not say until when, or is not and does', () => {
    expect(posture('{ initial: travelling, emplaceS: 60 }')).toEqual(['SCN-171 commandPosts[0].posture.arrivesAtS']);
    expect(posture('{ initial: fullyOn, emplaceS: 60 }')).toEqual(['SCN-171 commandPosts[0].posture.emplaceS']);
    expect(posture('{ initial: travelling, arrivesAtS: 60, emplaceS: 60 }')).toEqual([]);
  });

  test('when it waits for the warning of a post that is not there', () => {
    expect(posture('{ initial: stored, onWarning: { to: fullyOn, from: [centr] } }')).toEqual([
      'SCN-018 commandPosts[0].posture.onWarning.from[0]',
    ]);
  });
});

test('a duty cycle without time on air, or late by more than its silence, is refused', () => {
  expect(post('dutyCycle: { onS: 0, offS: 60 }')).toEqual(['SCN-014 commandPosts[0].dutyCycle.onS']);
  expect(post('dutyCycle: { onS: 60, offS: 60, jitterS: 90 }')).toEqual(['SCN-172 commandPosts[0].dutyCycle.jitterS']);
});

describe('a move is refused', () => {
  const move = (lat: number, roadKm: number, atS: number): string =>
    `{ atS: ${atS}, position: { latDeg: ${lat}, lonDeg: 33 }, roadKm: ${roadKm}, speedKmPerH: 60, packUpS: 60, emplaceS: 60 }`;

  test('when it ends outside the terrain, or its road is shorter than the straight line', () => {
    expect(post(`relocations: [${move(55, 2000, 0)}]`)).toEqual(['SCN-019 commandPosts[0].relocations[0].position']);
    expect(post(`relocations: [${move(40.2, 10, 0)}]`)).toEqual(['SCN-173 commandPosts[0].relocations[0].roadKm']);
    expect(post(`relocations: [${move(40.2, 12, 0)}]`)).toEqual([]);
  });

  test('when the post has not come to its place before it leaves again', () => {
    expect(post(`relocations: [${move(40.2, 12, 0)}, ${move(40.1, 12, 839)}]`)).toEqual([
      'SCN-173 commandPosts[0].relocations[1].atS',
    ]);
    expect(post(`relocations: [${move(40.2, 12, 0)}, ${move(40.1, 12, 840)}]`)).toEqual([]);
  });
});

test('an emission policy without its measure is refused, and a group that is not whole', () => {
  expect(doctrine('{ emissionControl: { policy: ambush } }')).toEqual([
    'SCN-174 commandPosts[0].doctrine.overrides.emissionControl.rangeShare',
  ]);
  expect(doctrine('{ emissionControl: { policy: blink } }')).toEqual([
    'SCN-174 commandPosts[0].doctrine.overrides.emissionControl.blinkS',
  ]);
  expect(doctrine('{ antiRadiation: { missileSpeedMps: 500, missDistanceKm: 3, staysOffS: 60 } }')).toEqual([
    'SCN-007 commandPosts[0].doctrine.overrides.antiRadiation.shutDownTimeToGoS',
  ]);
  expect(doctrine('{ emissionControl: { policy: ambush, rangeShare: 0.5 } }')).toEqual([]);
});

test('radars that wait for a word which can never come are refused, and flight to a site that is not there', () => {
  const cue = '  - { id: cue, preset: link-data, from: centre, to: post }';
  const ambush = (more: string): string[] => {
    const alone = SMALL.replace(`links:\n${cue}`, 'links: []').replace(
      'doctrine: { preset: area-defence }',
      `doctrine: { preset: area-defence, overrides: { emissionControl: { policy: ambush, rangeShare: 0.5${more} } } }`,
    );
    return (parseSmall(alone).issues ?? []).map(({ code, path }) => `${code} ${path}`);
  };
  expect(ambush('')).toEqual(['SCN-176 commandPosts[0].doctrine.overrides.emissionControl.policy']);
  expect(ambush(', radars: engagement')).toEqual([]);
  const defence = 'missileSpeedMps: 500, missDistanceKm: 3, shutDownTimeToGoS: 20, staysOffS: 60';
  expect(doctrine(`{ antiRadiation: { ${defence}, relocates: true } }`)).toEqual([
    'SCN-173 commandPosts[0].doctrine.overrides.antiRadiation.relocates',
  ]);
});

test('a decoy covers a sensor that is there; only a missile that homes on radars has a seeker to switch on', () => {
  const decoy = 'decoys: [{ id: d, covers: rada, position: { latDeg: 40, lonDeg: 33 }, likeness: 1 }]\nlinks:';
  expect(wrong('links:', decoy)).toEqual(['SCN-018 decoys[0].covers']);
  expect(wrong('links:', decoy.replace('rada,', 'radar,').replace('id: d,', 'id: post,'))).toEqual([
    'SCN-015 decoys[0].id',
  ]);
  expect(wrong('startS: 10\n', 'startS: 10\n    seekerOnAfterS: 5\n')).toEqual(['SCN-175 flights[0].seekerOnAfterS']);
});
