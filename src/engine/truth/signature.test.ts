import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANDS } from '../types/index.js';
import { signatureSchema } from './air-object.schema.js';
import { aspectInto, makeSignature, meanRcs, parseAspectTable, rcsAt, signatureBand } from './index.js';

const DEGREE = Math.PI / 180;

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

describe('a signature by aspect', () => {
  const table = `
    azimuth  -30    0   30
          0   -5  -10   -8
         90   12   10   14
        180    3    0    2
  `;
  const shaped = makeSignature({ fluctuation: 1, bands: { X: { ...spec.bands.X, aspectTableDbsm: table } } });
  const decibels = (azimuth: number, elevation: number, of = shaped) =>
    10 * Math.log10(rcsAt(of, X, azimuth * DEGREE, elevation * DEGREE));

  test('is the table’s at its nodes and linear in decibels between them', () => {
    expect(decibels(0, 0)).toBeCloseTo(-10, 12);
    expect(decibels(90, 30)).toBeCloseTo(14, 12);
    expect(decibels(45, 0)).toBeCloseTo(0, 12);
    expect(decibels(45, 15)).toBeCloseTo((-10 - 8 + 10 + 14) / 4, 12);
    expect(decibels(135, -10)).toBeCloseTo((2 * 10 + 12) / 6 + (2 * 0 + 3) / 6, 12);
  });

  test('beyond the table’s ends is that of its ends, and never leaves the range of its nodes', () => {
    expect(decibels(0, -80)).toBeCloseTo(-5, 12);
    expect(decibels(180, 90)).toBeCloseTo(2, 12);
    for (let azimuth = 0; azimuth <= 180; azimuth += 7)
      for (let elevation = -90; elevation <= 90; elevation += 11) {
        expect(decibels(azimuth, elevation)).toBeGreaterThanOrEqual(-10 - 1e-9);
        expect(decibels(azimuth, elevation)).toBeLessThanOrEqual(14 + 1e-9);
      }
  });

  test('without a table is that of the sector, by the angle in space', () => {
    for (const [azimuth, elevation] of [
      [0, 0],
      [40, 20],
      [90, 0],
      [170, -10],
    ]) {
      const angle = Math.cos(azimuth * DEGREE) * Math.cos(elevation * DEGREE);
      expect(rcsAt(signature, X, azimuth * DEGREE, elevation * DEGREE)).toBe(meanRcs(signature, X, angle));
    }
  });

  test('moves as a whole with its offset: what is unknown hangs together', () => {
    const bands = { X: { ...spec.bands.X, aspectTableDbsm: table } };
    const moved = makeSignature({ fluctuation: 1, offsetDb: 7, bands });
    expect(decibels(33, 11, moved) - decibels(33, 11)).toBeCloseTo(7, 9);
    expect(meanRcs(moved, X, 1) / meanRcs(shaped, X, 1)).toBeCloseTo(10 ** 0.7, 12);
  });

  test.each([
    ['azimuth 0', 'needs a line of elevations and a line for each azimuth'],
    ['-30 0 30\n0 1 2 3', 'begins with a word before the elevations'],
    ['az -30 0\n0 1', 'needs 2 values for azimuth 0; got 1'],
    ['az 0 -30\n0 1 2', 'has elevations that rise; got -30 after 0'],
    ['az 0\n90 1\n0 2', 'has azimuths that rise; got 0 after 90'],
    ['az 0\n200 1', 'has azimuths of 0 to 180°; got 200'],
    ['az 0 x\n0 1 2', 'has elevations of -90 to 90°; got NaN'],
    ['az 0\n0 99', 'holds values of -60 to 60 dBsm; got 99'],
  ])('%j is no table', (text, wrong) => {
    expect(parseAspectTable(text)).toEqual({ wrong });
    const bands = { X: { ...spec.bands.X, aspectTableDbsm: text } };
    expect(() => makeSignature({ fluctuation: 1, bands })).toThrow(`an aspect table ${wrong}`);
    expect(signatureSchema.safeParse({ fluctuation: 1, bands }).success).toBe(false);
  });
});

describe('the aspect of an object that flies wings level', () => {
  const out = new Float64Array(2);
  const up = Float64Array.of(0, 0, 1);
  const seen = (velocity: number[], line: number[]) => {
    aspectInto(Float64Array.from(velocity), Float64Array.from(line), up, out);
    return [out[0] / DEGREE, out[1] / DEGREE];
  };

  test.each([
    ['ahead', [1, 0, 0], [0, 0]],
    ['astern', [-1, 0, 0], [180, 0]],
    ['to port', [0, 1, 0], [90, 0]],
    ['to starboard', [0, -1, 0], [90, 0]],
    ['ahead and below', [1, 0, -1], [0, -45]],
    ['right above', [0, 0, 1], [0, 90]],
  ] as const)('with the radar %s', (_, line, [azimuth, elevation]) => {
    const [a, e] = seen(
      [200, 0, 0],
      [...line].map((x) => 5000 * x),
    );
    if (elevation !== 90) expect(a).toBeCloseTo(azimuth, 9);
    expect(e).toBeCloseTo(elevation, 5);
  });

  test('that dives at the radar is seen from ahead, and one that climbs over it from below', () => {
    expect(seen([200, 0, -200], [1, 0, -1])[0]).toBeCloseTo(0, 5);
    expect(seen([200, 0, -200], [1, 0, -1])[1]).toBeCloseTo(0, 5);
    expect(seen([200, 0, 200], [1, 0, -1])[1]).toBeCloseTo(-90, 5);
  });

  test('agrees with the angle in space that sectors count by', () => {
    const [a, e] = seen([120, 50, -30], [-3, 7, 2]);
    const cosine = (120 * -3 + 50 * 7 - 30 * 2) / (Math.hypot(120, 50, 30) * Math.hypot(3, 7, 2));
    expect(Math.cos(a * DEGREE) * Math.cos(e * DEGREE)).toBeCloseTo(cosine, 12);
  });

  test('that flies straight up has no level, and what stands still no nose', () => {
    expect(seen([0, 0, 900], [0, 1, 1])).toEqual([expect.closeTo(45, 9), 0]);
    expect(seen([0, 0, 0], [0, 1, 1])).toEqual([0, 0]);
  });
});
