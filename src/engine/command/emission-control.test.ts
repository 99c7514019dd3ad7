import { describe, expect, test } from 'vitest';
import type { CommandPostId, Track, TrackNumber } from '../types/index.js';
import { isOnDuty } from './duty-cycle.js';
import { makeEmission, mayRadiate, weighEmission } from './emission-control.js';
import { timeToRadar } from './radar-threat.js';

describe('a duty cycle', () => {
  const shareOn = (cycle: Parameters<typeof isOnDuty>[0], delay?: (turn: number) => number): number => {
    let on = 0;
    for (let t = 0; t < 6000; t++) if (isOnDuty(cycle, t, 0.3, delay)) on++;
    return on / 6000;
  };

  test('radiates its share of the time', () => {
    expect(shareOn({ onS: 20, offS: 40 })).toBeCloseTo(1 / 3, 2);
    expect(shareOn({ onS: 20, offS: 0 })).toBe(1);
  });

  test('jitter moves the turns and leaves their share', () => {
    const jittered = { onS: 20, offS: 40, jitterS: 40 };
    const delay = (turn: number): number => ((turn * 7) % 10) / 10;
    expect(shareOn(jittered, delay)).toBeCloseTo(1 / 3, 2);
    const starts = Array.from({ length: 6000 }, (_, t) => t).filter(
      (t) => isOnDuty(jittered, t, 0, delay) && !isOnDuty(jittered, t - 1, 0, delay),
    );
    expect(new Set(starts.map((t) => t % 60)).size).toBeGreaterThan(5);
  });
});

describe('emission control', () => {
  test('an ambush waits for a threat well inside, and falls silent after it', () => {
    const control = { policy: 'ambush', rangeShare: 0.5, quietAfterS: 20 } as const;
    const state = makeEmission(control);
    const radiates = (warned: boolean, inAmbush: boolean, time: number): boolean => {
      weighEmission(control, state, { warned, inAmbush }, time);
      return mayRadiate(control, state, 'engagement', 0, 2, time);
    };
    expect([
      radiates(true, false, 0),
      radiates(true, true, 10),
      radiates(true, false, 29),
      radiates(true, false, 30),
    ]).toEqual([false, true, true, false]);
  });

  test('blinking radars take turns, one at a time', () => {
    const control = { policy: 'blink', blinkS: 5 } as const;
    const state = makeEmission(control);
    const on = (time: number): number[] =>
      [0, 1, 2].filter((turn) => mayRadiate(control, state, 'surveillance', turn, 3, time));
    expect([0, 4, 5, 10, 15].map(on)).toEqual([[0], [0], [1], [2], [0]]);
  });

  test('a policy on engagement radars leaves surveillance alone; a shut-down spares none', () => {
    const control = { policy: 'silent', radars: 'engagement' } as const;
    const state = makeEmission(control);
    const both = (time: number): boolean[] =>
      (['surveillance', 'engagement'] as const).map((role) => mayRadiate(control, state, role, 0, 1, time));
    expect(both(0)).toEqual([true, false]);
    state.offUntil = 60;
    expect([both(59), both(60)]).toEqual([
      [false, false],
      [true, false],
    ]);
  });
});

describe('a missile that homes on a radar', () => {
  const defence = { missileSpeedMps: 500, missDistanceKm: 2, shutDownTimeToGoS: 20, staysOffS: 60 };
  const track = (position: [number, number, number], velocity: [number, number, number]): Track => ({
    post: 'post' as CommandPostId,
    number: 1 as TrackNumber,
    time: 0,
    updated: 0,
    started: 0,
    position,
    velocity,
    positionSigma: 100,
    confirmed: true,
    iffFriend: 0,
    iffCivil: 0,
    iffSilent: 0,
    identity: 'unknown',
    because: '',
    targetClass: 'fixedWing',
  });
  const radar = [0, 0, 0];

  test('is fast and heads for it; its time to go counts from now', () => {
    expect(timeToRadar(track([30_000, 1000, 0], [-600, 0, 0]), radar, 10, defence)).toBe(40);
  });

  test('slow, receding and passing tracks are none', () => {
    expect(timeToRadar(track([30_000, 0, 0], [-250, 0, 0]), radar, 0, defence)).toBe(Infinity);
    expect(timeToRadar(track([30_000, 0, 0], [600, 0, 0]), radar, 0, defence)).toBe(Infinity);
    expect(timeToRadar(track([30_000, 3000, 0], [-600, 0, 0]), radar, 0, defence)).toBe(Infinity);
  });
});
