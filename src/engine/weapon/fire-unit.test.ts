import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallFireUnit } from '../../../test/fixtures/interceptor.js';
import type { TrackNumber } from '../types/index.js';
import {
  endEngagement,
  finishReloads,
  freeFireChannels,
  freeGuidanceChannels,
  interceptorsLeft,
  makeFireUnit,
  nextLaunchTime,
  nextReload,
  readyInterceptors,
  releaseGuidance,
  reserveLaunch,
  startEngagement,
  takeInterceptor,
} from './fire-unit.js';

const track = (n: number) => n as TrackNumber;
const unit = () =>
  makeFireUnit(smallFireUnit, [
    { count: 2, tubes: 2, reloads: 1, interceptorPreset: 'long' },
    { count: 1, tubes: 4, reloads: 0, interceptorPreset: 'short' },
  ]);

describe('the magazines of a fire unit', () => {
  test('groups of launchers are expanded: two of two tubes hold four', () => {
    expect(readyInterceptors(unit(), 'long')).toBe(4);
    expect(readyInterceptors(unit(), 'short')).toBe(4);
    expect(interceptorsLeft(unit())).toBe(12);
    expect(readyInterceptors(unit(), 'unknown')).toBe(0);
  });

  test('a launcher is emptied before the next is begun, and reloads 600 s later', () => {
    const u = unit();
    expect([0, 1, 2].map((t) => takeInterceptor(u, 'long', t))).toEqual([0, 0, 1]);
    expect(nextReload(u)).toBe(601);
    finishReloads(u, 600);
    expect(readyInterceptors(u, 'long')).toBe(1);
    finishReloads(u, 601);
    expect(readyInterceptors(u, 'long')).toBe(3);
    expect(nextReload(u)).toBe(Infinity);
  });

  test('empty launchers reload at the same time, and a launcher without stock stays empty', () => {
    const u = unit();
    for (let k = 0; k < 4; k++) takeInterceptor(u, 'long', 0);
    for (let k = 0; k < 4; k++) takeInterceptor(u, 'short', 0);
    expect(takeInterceptor(u, 'long', 1)).toBe(-1);
    finishReloads(u, 600);
    expect(readyInterceptors(u, 'long')).toBe(4);
    expect(readyInterceptors(u, 'short')).toBe(0);
    for (let k = 0; k < 4; k++) takeInterceptor(u, 'long', 700);
    finishReloads(u, 1e6);
    expect(interceptorsLeft(u)).toBe(0);
  });

  test('interceptors are conserved whatever is fired and whenever', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('long', 'short'), fc.integer({ min: 0, max: 400 })), { maxLength: 60 }),
        (shots) => {
          const u = unit();
          let time = 0;
          let fired = 0;
          for (const [preset, wait] of shots) {
            time += wait;
            if (takeInterceptor(u, preset, time) >= 0) fired++;
            const launched = u.launchers.reduce((sum, l) => sum + l.launched, 0);
            expect(launched).toBe(fired);
            expect(interceptorsLeft(u) + launched).toBe(12);
            for (const l of u.launchers) {
              expect(l.ready).toBeGreaterThanOrEqual(0);
              expect(l.ready).toBeLessThanOrEqual(l.tubes);
              expect(l.stock).toBeGreaterThanOrEqual(0);
            }
          }
        },
      ),
    );
  });
});

describe('the channels of a fire unit', () => {
  test('an engagement holds one fire channel and a guidance channel an interceptor', () => {
    const u = unit();
    expect(startEngagement(u, track(7), 2)).toBe(true);
    expect(freeFireChannels(u)).toBe(2);
    expect(freeGuidanceChannels(u)).toBe(4);
    expect(startEngagement(u, track(7), 1)).toBe(false);
    expect(startEngagement(u, track(8), 5)).toBe(false);
    expect(freeFireChannels(u)).toBe(2);
    expect(endEngagement(u, track(7))).toBe(true);
    expect(endEngagement(u, track(7))).toBe(false);
    expect(freeFireChannels(u)).toBe(3);
    expect(freeGuidanceChannels(u)).toBe(6);
  });

  test('guidance freed early by a seeker is not freed again at the end', () => {
    const u = unit();
    startEngagement(u, track(1), 2);
    releaseGuidance(u, track(1), 1);
    expect(freeGuidanceChannels(u)).toBe(5);
    releaseGuidance(u, track(1), 9);
    expect(freeGuidanceChannels(u)).toBe(6);
    endEngagement(u, track(1));
    expect(freeGuidanceChannels(u)).toBe(6);
  });

  test('channels in use never pass the limits, whatever the order of events', () => {
    const event = fc.tuple(
      fc.constantFrom('start', 'release', 'end'),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const u = unit();
        for (const [kind, number, count] of events) {
          if (kind === 'start') startEngagement(u, track(number), count);
          else if (kind === 'release') releaseGuidance(u, track(number), count);
          else endEngagement(u, track(number));
          expect(u.guidanceInUse).toBe(u.holds.reduce((sum, h) => sum + h.guidance, 0));
          expect(freeFireChannels(u)).toBeGreaterThanOrEqual(0);
          expect(freeGuidanceChannels(u)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('the launches of a fire unit', () => {
  test('the first follows the reaction time, the next the launch interval', () => {
    const u = unit();
    expect(nextLaunchTime(u, 100)).toBe(110);
    expect(reserveLaunch(u, 100)).toBe(110);
    expect(reserveLaunch(u, 100)).toBe(113);
    expect(reserveLaunch(u, 101)).toBe(116);
    expect(nextLaunchTime(u, 200)).toBe(210);
  });
});
