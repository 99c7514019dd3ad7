import { expect, it } from 'vitest';
import { makeStreams, uniform } from '../../math/index.js';
import { nearestAssociator } from './nearest.js';
import type { Hypotheses } from './roles.js';

const streams = makeStreams(5, 5);
const random = (a: number, b: number, tick: number): number => uniform(streams, a, b, 2, tick);

const weighs = (track: number, gains: readonly (number | undefined)[], miss: number, confirmed = true): Hypotheses => ({
  branch: {
    track,
    estimate: { time: 0, mean: new Float64Array(6), covariance: new Float64Array(36) },
    score: 0,
    path: [],
    address: -1,
    confirmed,
  },
  pairs: gains.flatMap((gain, detection) => (gain === undefined ? [] : [{ detection, gain, distance: 1 }])),
  miss,
});

function bestTotal(hypotheses: readonly Hypotheses[], i = 0, used: readonly number[] = []): number {
  if (i === hypotheses.length) return 0;
  const { pairs, miss } = hypotheses[i];
  return pairs.reduce(
    (best, { detection, gain }) =>
      used.includes(detection) ? best : Math.max(best, gain + bestTotal(hypotheses, i + 1, [...used, detection])),
    miss + bestTotal(hypotheses, i + 1, used),
  );
}

it('global nearest neighbour finds the greatest sum of log-likelihood ratios, as trying all ways does', () => {
  const associator = nearestAssociator(false);
  for (let trial = 0; trial < 300; trial++) {
    const tracks = 1 + Math.floor(5 * random(0, 0, trial));
    const detections = 1 + Math.floor(5 * random(1, 0, trial));
    const hypotheses = Array.from({ length: tracks }, (_, t) =>
      weighs(
        t,
        Array.from({ length: detections }, (_, d) =>
          random(10 + t, d, trial) < 0.6 ? 12 * random(20 + t, d, trial) - 4 : undefined,
        ),
        -2.3,
      ),
    );
    const { continuations } = associator.associate(hypotheses, detections, 0);
    const total = continuations.reduce((sum, { shares }) => sum + shares[0].gain, 0);
    expect(total).toBeCloseTo(bestTotal(hypotheses), 10);
  }
});

it('a tentative track does not take a detection from a confirmed one, unless asked to compete', () => {
  const hypotheses = [weighs(1, [3], -2, true), weighs(2, [9], -2, false)];
  const takes = (confirmedFirst: boolean) =>
    nearestAssociator(confirmedFirst)
      .associate(hypotheses, 1, 0)
      .continuations.map(({ shares }) => shares[0].detection);
  expect(takes(true)).toEqual([0, -1]);
  expect(takes(false)).toEqual([-1, 0]);
});

it('of equal choices the lower track and the lower detection go together', () => {
  const { continuations, free } = nearestAssociator(false).associate(
    [weighs(1, [5, 5], -2), weighs(2, [5, 5], -2)],
    3,
    0,
  );
  expect(continuations.map(({ shares }) => shares[0].detection)).toEqual([0, 1]);
  expect(free).toEqual([2]);
});
