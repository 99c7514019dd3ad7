import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANDS } from '../types/index.js';
import { makeSignature, meanRcs, signatureBand } from './index.js';

const spec = {
  fluctuation: 1,
  bands: {
    L: { frontM2: 0.1, sideM2: 5, rearM2: 1 },
    X: { frontM2: 0.01, sideM2: 2, rearM2: 0.5 },
  },
};
const signature = makeSignature(spec);
const X = BANDS.indexOf('X');
const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

describe('a signature', () => {
  test('is the sector’s value away from the sectors’ borders', () => {
    for (const aspect of [0, 20, 34.9]) expect(meanRcs(signature, X, cosine(aspect))).toBe(0.01);
    for (const aspect of [55.1, 90, 124.9]) expect(meanRcs(signature, X, cosine(aspect))).toBe(2);
    for (const aspect of [145.1, 180]) expect(meanRcs(signature, X, cosine(aspect))).toBe(0.5);
  });

  test('passes from one sector to the next without a step, about half way at the border', () => {
    expect(meanRcs(signature, X, cosine(45)) / 2).toBeCloseTo(0.45, 1);
    let previous = meanRcs(signature, X, 1);
    for (let aspect = 0; aspect <= 180; aspect += 0.1) {
      const now = meanRcs(signature, X, cosine(aspect));
      expect(Math.abs(now - previous)).toBeLessThan(0.02);
      previous = now;
    }
  });

  test('never leaves the range of its sectors', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(BANDS.length - 1), (c, band) => {
        const rcs = meanRcs(signature, band, c);
        expect(rcs).toBeGreaterThanOrEqual(0.01);
        expect(rcs).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('in a band that is not published is that of the nearest one in frequency ratio', () => {
    const served = Object.fromEntries(BANDS.map((band) => [band, signatureBand(spec, band)]));
    expect(served).toEqual({ VHF: 'L', UHF: 'L', L: 'L', S: 'L', C: 'X', X: 'X', Ku: 'X' });
    expect(meanRcs(signature, BANDS.indexOf('Ku'), 1)).toBe(0.01);
    expect(() => makeSignature({ fluctuation: 1, bands: {} })).toThrow(/at least one band/);
  });
});
