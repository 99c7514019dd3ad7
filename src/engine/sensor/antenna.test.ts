import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beamShapeLossDb,
  elevationGain,
  gainAtSine,
  makeElevationPattern,
  makePattern,
  makeStack,
  PATTERN_SHAPES,
  patternGain,
  stackGain,
  steeringGain,
  toDecibels,
} from './index.js';

const degree = Math.PI / 180;
const beam = (shape: (typeof PATTERN_SHAPES)[number], widthDeg = 2, sidelobeDb = 40) =>
  makePattern({ shape, beamwidth: widthDeg * degree, sidelobeDb });

describe('a pattern', () => {
  test.each(['gaussian', 'sincSquared'] as const)(
    '%s has half its power at half its beamwidth off the axis',
    (shape) => {
      for (const width of [0.3, 2, 25, 90]) {
        const pattern = beam(shape, width);
        expect(patternGain(pattern, 0)).toBe(1);
        expect(patternGain(pattern, (width / 2) * degree)).toBeCloseTo(0.5, 12);
        expect(patternGain(pattern, (-width / 2) * degree)).toBeCloseTo(0.5, 12);
      }
    },
  );

  test('uniform is 1 within its beamwidth and the side lobe level outside', () => {
    expect(patternGain(beam('uniform'), 0.99 * degree)).toBe(1);
    expect(patternGain(beam('uniform'), 1.01 * degree)).toBeCloseTo(1e-4, 12);
  });

  test('sinc² has its first null at 2.2576 half beamwidths and a first side lobe of −13.26 dB', () => {
    const pattern = beam('sincSquared', 2, 99);
    expect(gainAtSine(pattern, Math.sin(degree) * 2.25761)).toBe(pattern.floor);
    let lobe = 0;
    for (let u = 2.3; u < 4.5; u += 1e-4) lobe = Math.max(lobe, gainAtSine(pattern, Math.sin(degree) * u));
    expect(toDecibels(lobe)).toBeCloseTo(-13.26, 2);
  });

  test('never leaves the range from its side lobe level to 1, in front or behind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PATTERN_SHAPES),
        fc.double({ min: -7, max: 7, noNaN: true }),
        fc.double({ min: 0.1, max: 170, noNaN: true }),
        fc.double({ min: 10, max: 60, noNaN: true }),
        (shape, off, width, sidelobe) => {
          const pattern = beam(shape, width, sidelobe);
          const gain = patternGain(pattern, off);
          expect(gain).toBeGreaterThanOrEqual(pattern.floor);
          expect(gain).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(patternGain(beam('gaussian', 30), Math.PI)).toBeCloseTo(1e-4, 12);
  });

  test('of no width or with side lobes above its peak is refused', () => {
    expect(() => makePattern({ shape: 'gaussian', beamwidth: 0, sidelobeDb: 30 })).toThrow('beamwidth must be above 0');
    expect(() => makePattern({ shape: 'gaussian', beamwidth: 4, sidelobeDb: 30 })).toThrow('beamwidth must be 0–3.14');
    expect(() => makePattern({ shape: 'gaussian', beamwidth: 1, sidelobeDb: -3 })).toThrow('side lobe level');
  });
});

describe('in elevation', () => {
  const spec = { shape: 'gaussian', beamwidth: 4 * degree, sidelobeDb: 45, tilt: 2 * degree } as const;

  test('a tilted beam has its peak at its tilt', () => {
    const pattern = makeElevationPattern(spec);
    expect(elevationGain(pattern, Math.sin(2 * degree))).toBeCloseTo(1, 12);
    expect(elevationGain(pattern, 0)).toBeCloseTo(0.5, 12);
    expect(elevationGain(pattern, Math.sin(90 * degree))).toBe(pattern.beam.floor);
  });

  test('a cosecant-squared beam sees what flies level equally well at every range', () => {
    const pattern = makeElevationPattern({ ...spec, cosecantTo: 40 * degree });
    // At height h the range is h / sin e, and the echo goes as gain² / range⁴.
    const echo = (elevation: number) => elevationGain(pattern, Math.sin(elevation)) ** 2 * Math.sin(elevation) ** 4;
    for (let e = 4.1; e < 39.9; e += 0.7) expect(echo(e * degree) / echo(5 * degree)).toBeCloseTo(1, 12);
    expect(elevationGain(pattern, Math.sin(41 * degree))).toBe(pattern.beam.floor);
  });

  test('the cosecant law goes on from the half-power point without a step', () => {
    const pattern = makeElevationPattern({ ...spec, cosecantTo: 40 * degree });
    expect(elevationGain(pattern, Math.sin(4.0001 * degree))).toBeCloseTo(0.5, 4);
    expect(elevationGain(pattern, Math.sin(3.9999 * degree))).toBeCloseTo(0.5, 4);
    const low = { ...spec, tilt: -5 * degree, cosecantTo: 40 * degree };
    expect(() => makeElevationPattern(low)).toThrow('cosecant law begins');
  });

  test('beams stacked a beamwidth apart lose no more than 3 dB between their axes', () => {
    const stack = makeStack({ ...spec, lowest: 2 * degree, highest: 30 * degree, spacing: 4 * degree });
    expect(stack.length).toBe(8);
    for (let e = 0; e <= 32; e += 0.13) expect(stackGain(stack, Math.sin(e * degree))).toBeGreaterThan(0.4999);
    expect(stackGain(stack, Math.sin(14 * degree))).toBeCloseTo(1, 12);
    expect(stackGain(stack, Math.sin(45 * degree))).toBeLessThan(1e-3);
  });
});

test('a scanning beam loses about the 1.6 dB that Blake gives, a uniform one nothing', () => {
  const spec = { beamwidth: 2 * degree, sidelobeDb: 60 };
  expect(beamShapeLossDb({ ...spec, shape: 'gaussian' })).toBeCloseTo(1.67, 2);
  expect(Math.abs(beamShapeLossDb({ ...spec, shape: 'sincSquared' }) - 1.6)).toBeLessThan(0.1);
  expect(beamShapeLossDb({ ...spec, shape: 'uniform' })).toBeCloseTo(0, 12);
});

test('an array steered to 60° keeps half of its gain, or a third where its elements mismatch', () => {
  expect(steeringGain(Math.cos(60 * degree), 1)).toBeCloseTo(0.5, 12);
  expect(steeringGain(Math.cos(60 * degree), 1.5)).toBeCloseTo(0.3536, 4);
  expect(() => steeringGain(0, 1)).toThrow('cosine of the scan angle');
});
