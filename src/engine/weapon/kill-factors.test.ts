import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediumInterceptor } from '../../../test/fixtures/interceptor.js';
import { makeInterceptor } from './interceptor.js';
import { aspectFactor, makeKillFactors, manoeuvreFactor, trackQualityFactor } from './kill-factors.js';
import { killProbability } from './lethality.js';

const spec = {
  aspect: { beam: 0.7, tail: 0.4 },
  manoeuvre: { loadFactorG: 24, advantage: 3 },
  trackQuality: { correctedM: 100 },
};
const factors = makeKillFactors(spec)!;

describe('a kill probability falls', () => {
  test('with aspect: head-on 1, from the side and from behind as the preset says', () => {
    expect([1, 0.5, 0, -0.5, -1].map((cosine) => aspectFactor(factors, cosine))).toEqual([1, 0.85, 0.7, 0.55, 0.4]);
  });

  test('with manoeuvre: not while the interceptor has its advantage, then as the target pulls harder', () => {
    expect([0, 8, 16, 32].map((load) => manoeuvreFactor(factors, load))).toEqual([1, 1, 0.5, 0.25]);
  });

  test('with the track’s error, as Rayleigh’s distribution has it', () => {
    // One sigma on each axis is the radius over √3; 1 − e^(−½) of a two-dimensional error lies within one sigma.
    expect(trackQualityFactor(factors, 100 * Math.sqrt(3))).toBeCloseTo(0.393469, 6);
    expect(trackQualityFactor(factors, 0)).toBe(1);
    expect(trackQualityFactor(factors, 1000)).toBeLessThan(0.02);
  });

  test('and is never above what it is inside the envelope, nor below 0', () => {
    const missile = makeInterceptor({ ...mediumInterceptor, killFactors: spec });
    const cosine = fc.double({ min: -1, max: 1, noNaN: true });
    const size = fc.double({ min: 0, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(cosine, size, size, (cosAspect, targetLoadG, trackSigma) => {
        const p = killProbability(missile, 'fixedWing', { cosAspect, targetLoadG, trackSigma });
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(0.8);
      }),
    );
  });

  test('by nothing that a preset leaves out', () => {
    const shot = { cosAspect: -1, targetLoadG: 50, trackSigma: 5000 };
    expect(killProbability(makeInterceptor(mediumInterceptor), 'fixedWing', shot)).toBe(0.8);
    const none = makeInterceptor({ ...mediumInterceptor, killFactors: {} });
    expect(killProbability(none, 'fixedWing', shot)).toBe(0.8);
  });
});

test('proportional navigation of constant 3 needs three times what its target pulls, of 4 twice', () => {
  // Linearised: y'' = n_T − n_c, n_c = N (y + y' t_go) / t_go² for a target that pulls 1 g from the start.
  const most = (N: number): number => {
    const flight = 10;
    const step = 1e-4;
    let [y, v, greatest] = [0, 0, 0];
    for (let t = 0; flight - t > 0.02; t += step) {
      const go = flight - t;
      const command = (N * (y + v * go)) / (go * go);
      greatest = Math.max(greatest, command);
      v += (1 - command) * step;
      y += v * step;
    }
    return greatest;
  };
  expect(most(3)).toBeCloseTo(3, 1);
  expect(most(4)).toBeCloseTo(2, 1);
});
