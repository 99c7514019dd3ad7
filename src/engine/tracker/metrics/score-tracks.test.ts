import { describe, expect, it } from 'vitest';
import type { StateHistory } from '../../types/index.js';
import { roundTo, scoreRecord, scoreTracks } from './index.js';

/** A history on the x axis: scan to metres east, with a velocity where one is given. */
function along(id: string, places: Record<number, number>, velocity = Number.NaN): StateHistory {
  const scan = Int32Array.from(Object.keys(places), Number);
  const state = new Float64Array(6 * scan.length);
  Object.values(places).forEach((x, r) => {
    state.set([x, 0, 0, velocity, 0, 0], 6 * r);
  });
  return { id, scan, state };
}
/** The same place in scans `from` to `to` − 1. */
const still = (id: string, x: number, from: number, to: number, velocity?: number): StateHistory =>
  along(id, Object.fromEntries(Array.from({ length: to - from }, (_, k) => [from + k, x])), velocity);

const one = { scans: 10, objects: [still('T1', 0, 0, 10, 100)] };

describe('the score of tracks', () => {
  it('of one track always 30 m away and 4 m/s too fast is that error', () => {
    const score = scoreTracks(one, [still('a', 30, 0, 10, 104)]);
    expect([score.gospaMean, score.ospaMean, score.positionRmse, score.velocityRmse]).toEqual([30, 30, 30, 4]);
    expect([score.completeness, score.ambiguity, score.spuriousness, score.longestSegment]).toEqual([1, 1, 0, 1]);
    expect([score.idSwitches, score.trackBreaks, score.falseTracks]).toEqual([0, 0, 0]);
  });

  it('counts a gap that another track fills in as one switch and one break', () => {
    const score = scoreTracks(one, [still('a', 0, 0, 4), still('b', 0, 6, 10)]);
    expect([score.idSwitches, score.trackBreaks, score.missedPerScan]).toEqual([1, 1, 0.2]);
    expect(score.longestSegment).toBe(0.4);
    expect(score.numberChangeRate).toBe(1 / 8);
  });

  it('counts a gap that the same track ends as a break and no switch, and starts its run anew', () => {
    const score = scoreTracks(one, [along('a', { 0: 0, 1: 0, 2: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0 })]);
    expect([score.idSwitches, score.trackBreaks, score.longestSegment]).toEqual([0, 1, 0.5]);
  });

  it('calls a track false that has an object in under half of its life', () => {
    const half = along('half', { 0: 0, 1: 5000 });
    const third = along('third', { 5: 0, 6: 5000, 7: 5000 });
    expect(scoreTracks(one, [half, third]).falseTracks).toBe(1);
  });

  it('leaves out height with two dimensions', () => {
    const high = still('a', 30, 0, 10);
    for (let r = 0; r < 10; r++) high.state[6 * r + 2] = 400;
    expect(scoreTracks(one, [high], { dims: 2 }).gospaMean).toBe(30);
    expect(scoreTracks(one, [high]).gospaMean).toBeCloseTo(Math.sqrt(900 + 160_000), 9);
  });

  it('settles after the scans it is told', () => {
    expect(scoreTracks(one, [still('a', 0, 2, 10)], { settle: 2 }).gospaSettled).toBe(0);
    expect(scoreTracks(one, [still('a', 0, 2, 10)], { settle: 1 }).gospaSettled).toBeCloseTo(Math.sqrt(500_000) / 9, 9);
    expect(scoreTracks(one, [], { settle: 10 }).gospaSettled).toBe(null);
  });

  it('of no tracks misses everything, of no truth is false everywhere, of neither is zero', () => {
    const none = scoreTracks(one, []);
    expect(none.gospaMean).toBeCloseTo(Math.sqrt(500_000), 9);
    expect(none.ospaMean).toBe(1000);
    expect([none.completeness, none.ambiguity, none.spuriousness, none.positionRmse]).toEqual([0, null, null, null]);
    const ghost = scoreTracks({ scans: 2, objects: [] }, [still('a', 0, 0, 2)]);
    expect([ghost.completeness, ghost.spuriousness, ghost.falsePerScan, ghost.falseTracks]).toEqual([null, 1, 1, 1]);
    expect(scoreTracks({ scans: 3, objects: [] }, []).gospaMean).toBe(0);
  });

  it('assigns the later of two tracks that are equally good, in every scan, and so counts no switch', () => {
    const twins = scoreTracks(one, [still('a', 30, 0, 10), still('b', 30, 0, 10)]);
    expect([twins.idSwitches, twins.falseTracks, twins.ambiguity]).toEqual([0, 1, 2]);
  });

  it('is the same when the files list their histories otherwise, if nothing ties', () => {
    const truth = { scans: 10, objects: [still('T1', 0, 0, 10), still('T2', 700, 2, 9), still('T3', 1500, 0, 5)] };
    const tracks = [still('a', 120, 1, 6), still('b', 610, 3, 8), still('c', 1380, 0, 7), still('d', 90, 6, 10)];
    const turned = scoreTracks({ scans: 10, objects: [...truth.objects].reverse() }, [...tracks].reverse());
    expect(scoreRecord('x', turned)).toEqual(scoreRecord('x', scoreTracks(truth, tracks)));
  });
});

describe('rounding', () => {
  it('takes exact halves to the even digit and everything else to the nearest', () => {
    expect([0.5, 1.5, 2.5].map((x) => roundTo(x, 0))).toEqual([0, 2, 2]);
    expect([0.0625, 0.1875].map((x) => roundTo(x, 3))).toEqual([0.062, 0.188]);
    // 1.0005 and 2.675 as doubles lie below what they look like.
    expect([roundTo(1.0005, 3), roundTo(2.675, 2), roundTo(1234.5678, 1)]).toEqual([1.0, 2.67, 1234.6]);
  });
});
