import { describe, expect, it } from 'vitest';
import type { CommandPostId, Track, TrackNumber } from '../types/index.js';
import { correlateTracks } from './correlate.js';

type Vector = [number, number, number];
const track = (number: number, position: Vector, velocity: Vector, time = 100, positionSigma = 200): Track => ({
  post: 'post' as CommandPostId,
  number: number as TrackNumber,
  time,
  updated: time,
  started: 0,
  position,
  velocity,
  positionSigma,
  confirmed: true,
  iffFriend: 0,
  iffCivil: 0,
  iffSilent: 0,
  identity: 'pending',
  because: '',
  targetClass: 'fixedWing',
});
const correlate = (a: Track[], b: Track[], time = 100): number[] => Array.from(correlateTracks(a, b, time));

describe('track-to-track correlation', () => {
  it('pairs the same aircraft reported by two posts and leaves the others alone', () => {
    const a = [track(1, [0, 0, 0], [200, 0, 0]), track(2, [9e4, 0, 0], [0, 200, 0])];
    const b = [
      track(7, [9e4, 300, 0], [10, 190, 0]),
      track(8, [4e4, 0, 0], [0, 0, 0]),
      track(9, [0, -250, 0], [210, 5, 0]),
    ];
    expect(correlate(a, b)).toEqual([1, -1, 0]);
  });

  it('carries messages of different ages to one time', () => {
    const a = [track(1, [0, 0, 0], [250, 0, 0], 100)];
    const b = [track(2, [-2500, 0, 0], [250, 0, 0], 90)];
    expect(correlate(a, b)).toEqual([0]);
    // Without being carried on they would be 2.5 km apart: too far for two fresh tracks.
    expect(correlate(a, [track(2, [-2500, 0, 0], [250, 0, 0], 100)])).toEqual([-1]);
  });

  it('tells aircraft that cross at one point apart by their velocities', () => {
    const a = [track(1, [0, 0, 0], [250, 0, 0]), track(2, [50, 0, 0], [-250, 0, 0])];
    const b = [track(3, [10, 0, 0], [-245, 0, 0]), track(4, [40, 0, 0], [245, 0, 0])];
    expect(correlate(a, b)).toEqual([1, 0]);
  });

  it('matches for the least total where the nearest is wanted twice', () => {
    const a = [track(1, [0, 0, 0], [0, 0, 0]), track(2, [400, 0, 0], [0, 0, 0])];
    const b = [track(3, [-300, 0, 0], [0, 0, 0]), track(4, [150, 0, 0], [0, 0, 0])];
    expect(correlate(a, b)).toEqual([0, 1]);
  });

  it('gates by the uncertainty of both', () => {
    const b = [track(2, [3000, 0, 0], [0, 0, 0])];
    expect(correlate([track(1, [0, 0, 0], [0, 0, 0])], b)).toEqual([-1]);
    expect(correlate([track(1, [0, 0, 0], [0, 0, 0], 100, 2000)], b)).toEqual([0]);
  });

  it('gives nothing for nothing', () => {
    expect(correlate([], [track(1, [0, 0, 0], [0, 0, 0])])).toEqual([-1]);
    expect(correlate([track(1, [0, 0, 0], [0, 0, 0])], [])).toEqual([]);
  });
});
