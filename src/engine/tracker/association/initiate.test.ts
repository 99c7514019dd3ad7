import { describe, expect, it } from 'vitest';
import { makeStreams, normal } from '../../math/index.js';
import { countInitiator, scoreInitiator, sequentialThresholds } from './initiate.js';
import type { TrackLife } from './roles.js';

const streams = makeStreams(9, 9);
const life = (some: Partial<TrackLife>): TrackLife => ({
  logOdds: 0,
  looks: [],
  estimate: { time: 0, mean: new Float64Array(6), covariance: new Float64Array(36) },
  age: 0,
  confirmed: false,
  outside: 0,
  ...some,
});

describe('the sequential test', () => {
  it('confirms about as many false tracks, and gives up about as many real ones, as it was set to', () => {
    const { confirm, reject } = sequentialThresholds({ falseConfirmation: 0.05, missedTarget: 0.1 });
    const step = 0.3;
    const share = (sign: number): number => {
      let confirmed = 0;
      const trials = 4000;
      for (let trial = 0; trial < trials; trial++) {
        let score = 0;
        for (let k = 0; score > reject && score < confirm; k++) {
          // Log-likelihood ratio of a normal observation whose mean is ± half of `step` sigma.
          score += (sign * step * step) / 2 + step * normal(streams, sign + 2, trial, 2, k);
        }
        if (score >= confirm) confirmed++;
      }
      return confirmed / trials;
    };
    // Wald’s thresholds neglect the overshoot, so that both errors stay a little below.
    const falselyConfirmed = share(-1);
    expect(falselyConfirmed).toBeGreaterThan(0.03);
    expect(falselyConfirmed).toBeLessThan(0.055);
    const missed = 1 - share(1);
    expect(missed).toBeGreaterThan(0.06);
    expect(missed).toBeLessThan(0.11);
  });

  it('confirms at ln((1 − β)/α)', () => {
    const initiator = scoreInitiator({ falseConfirmation: 0.01, missedTarget: 0.1 });
    expect(initiator.confirms(life({ logOdds: Math.log(90) + 1e-9 }))).toBe(true);
    expect(initiator.confirms(life({ logOdds: Math.log(90) - 1e-9 }))).toBe(false);
  });
});

describe('M of N', () => {
  it('confirms at three detections in four looks, and not at three in five', () => {
    const initiator = countInitiator(3, 4);
    expect(initiator.confirms(life({ looks: [true, true, false, true] }))).toBe(true);
    expect(initiator.confirms(life({ looks: [true, false, true, false, true] }))).toBe(false);
  });
});
