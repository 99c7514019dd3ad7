import { describe, expect, test } from 'vitest';
import { effectiveEarthRadius, LAND, makeMultipath, propagationFactor } from '../earth/index.js';
import {
  blindSpeed,
  cancellerGain,
  clutterArea,
  eclipsingGain,
  fromDecibels,
  improvementFactor,
  landReflectivity,
  notchGain,
  seaReflectivity,
  signalToInterference,
  sinGrazing,
  snrAt,
  snrConstantOf,
  toDecibels,
  unambiguousRange,
} from './index.js';

const degree = Math.PI / 180;
// Earth radius of these tests: 4/3 of the mean radius, 8494.68 km.
const RADIUS = effectiveEarthRadius(4 / 3);

describe('the ground of one resolution cell', () => {
  test('is as wide as the beam and as long as the pulse, or as the footprint where that is shorter', () => {
    // 10 km, 1° by 3°, 150 m, 1° of grazing: the pulse is shorter; at 60° the footprint is.
    const wide = 10e3 * degree;
    expect(clutterArea(10e3, degree, 3 * degree, 150, Math.sin(degree))).toBeCloseTo(
      (wide * 150) / Math.cos(degree),
      6,
    );
    const steep = clutterArea(10e3, degree, 3 * degree, 5000, Math.sin(60 * degree));
    expect(steep).toBeCloseTo((wide * 10e3 * 3 * degree) / Math.sin(60 * degree), 6);
    expect(clutterArea(10e3, degree, 3 * degree, 150, 0)).toBe(0);
  });

  test('is met at the angle of a circle and a line, and not beyond the horizon', () => {
    expect(sinGrazing(10e3, 1000, RADIUS)).toBeCloseTo(0.1 + 1e6 / (2 * RADIUS * 10e3) - 10e3 / (2 * RADIUS), 12);
    const horizon = Math.sqrt(2 * RADIUS * 10 + 100);
    expect(sinGrazing(horizon, 10, RADIUS)).toBeLessThan(1e-12);
    expect(sinGrazing(1.1 * horizon, 10, RADIUS)).toBe(0);
    expect(sinGrazing(500, 500, RADIUS)).toBe(1);
  });
});

describe('sea clutter', () => {
  test('rises with sea state, frequency and grazing angle where the measurements do', () => {
    for (let state = 0; state < 6; state++) {
      const of = (f: number, g: number) => seaReflectivity(f, state, g * degree, 'horizontal');
      expect(seaReflectivity(10e9, state + 1, degree, 'horizontal')).toBeGreaterThan(of(10e9, 1));
      expect(of(10e9, 1)).toBeGreaterThan(of(3e9, 1));
      expect(of(10e9, 3)).toBeGreaterThan(of(10e9, 1));
      expect(of(10e9, 0.1)).toBeGreaterThan(of(10e9, 0.05));
    }
  });

  test('is stronger for vertical polarisation at low grazing angles of a calm sea', () => {
    expect(seaReflectivity(3e9, 1, degree, 'vertical')).toBeGreaterThan(seaReflectivity(3e9, 1, degree, 'horizontal'));
  });

  test.each([
    [0.3e9, 3, 1, 'frequency for sea clutter must be 500000000–35000000000 Hz'],
    [10e9, 7, 1, 'sea state must be 0–6; got 7'],
    [10e9, 3, 61, 'grazing angle on the sea must be 0–1.04'],
    [10e9, 3, 0, 'grazing angle must be above 0 rad'],
  ])('%d Hz, sea state %d, %d° is refused outside the model', (f, state, grazing, message) => {
    expect(() => seaReflectivity(f, state, grazing * degree, 'vertical')).toThrow(message);
  });
});

describe('a low flyer', () => {
  const constant = snrConstantOf({
    frequency: 3e9,
    peakPower: 350e3,
    pulseWidth: 6e-6,
    gainTransmitDb: 38,
    gainReceiveDb: 38,
    temperature: 700,
    lossDb: 8,
  });
  const ratio = (improvementDb: number, range: number) => {
    const grazing = sinGrazing(range, 15, RADIUS);
    const clutter = landReflectivity(-15, grazing) * clutterArea(range, 1.5 * degree, 3 * degree, 150, grazing);
    const surface = makeMultipath(3e9, { ground: LAND, roughness: 0.3, polarisation: 'horizontal' }, RADIUS);
    const factor = propagationFactor(surface, 15, 50, range);
    const snr = snrAt(constant, 0.01, range) * factor * factor;
    return signalToInterference(snr, snrAt(constant, clutter, range), fromDecibels(improvementDb), 0);
  };

  test('is drowned by clutter without a moving-target filter, and stands out of it with a good one', () => {
    expect(toDecibels(ratio(0, 5e3))).toBeLessThan(0);
    expect(toDecibels(ratio(50, 5e3))).toBeGreaterThan(10);
  });

  test('gains a decibel by each decibel of improvement until noise limits it', () => {
    expect(toDecibels(ratio(21, 5e3) / ratio(20, 5e3))).toBeCloseTo(1, 1);
    expect(toDecibels(ratio(91, 5e3) / ratio(90, 5e3))).toBeLessThan(0.1);
  });
});

describe('a canceller', () => {
  const prf = 1000;
  const wavelength = 0.1;

  test('is deaf at multiples of 50 m/s, where 1000 pulses a second meet 10 cm', () => {
    expect(blindSpeed(prf, wavelength)).toBe(50);
    for (const order of [0, 1, 2]) expect(cancellerGain(3, [prf], wavelength, 50 * order)).toBeLessThan(1e-20);
    // At half of it the gain is greatest: 16 over Σw² = 6.
    expect(cancellerGain(3, [prf], wavelength, 25)).toBeCloseTo(16 / 6, 12);
  });

  test('with staggered pulses hears what one interval would miss', () => {
    expect(cancellerGain(3, [1000, 1330, 750], wavelength, 50)).toBeGreaterThan(0.3);
  });

  test('has a gain of 1 in the mean over all speeds', () => {
    for (const pulses of [2, 3, 4, 5]) {
      let sum = 0;
      for (let i = 0; i < 1000; i++) sum += cancellerGain(pulses, [prf], wavelength, (50 * i) / 1000);
      expect(sum / 1000).toBeCloseTo(1, 9);
    }
  });

  const spec = {
    pulses: 2,
    prf,
    wavelength,
    clutterSpread: 0.2,
    hits: Number.POSITIVE_INFINITY,
    stability: Number.POSITIVE_INFINITY,
  };

  test('improves as 2 (prf/2πs)² with two pulses and 2 (prf/2πs)⁴ with three, as published', () => {
    const ratio = prf / (2 * Math.PI * ((2 * 0.2) / wavelength));
    expect(improvementFactor(spec) / (2 * ratio ** 2)).toBeCloseTo(1, 2);
    expect(improvementFactor({ ...spec, pulses: 3 }) / (2 * ratio ** 4)).toBeCloseTo(1, 2);
    expect(improvementFactor({ ...spec, pulses: 4 }) / ((4 / 3) * ratio ** 6)).toBeCloseTo(1, 2);
  });

  test('improves as the integral of clutter’s spectrum through it says', () => {
    const spread = { ...spec, clutterSpread: 4, pulses: 3 };
    const sigma = (2 * 4) / wavelength;
    let left = 0;
    for (let i = -4000; i < 4000; i++) {
      const f = (i + 0.5) * 0.2;
      const density = Math.exp((-f * f) / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
      left += 0.2 * density * cancellerGain(3, [prf], wavelength, (f * wavelength) / 2);
    }
    expect(improvementFactor(spread) * left).toBeCloseTo(1, 6);
  });

  test('is limited by the antenna’s turning and by the stability of the set', () => {
    expect(improvementFactor({ ...spec, hits: 15 })).toBeLessThan(improvementFactor(spec));
    expect(toDecibels(improvementFactor({ ...spec, pulses: 4, stability: 1e5 }))).toBeCloseTo(50, 1);
    expect(improvementFactor({ ...spec, clutterSpread: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(() => improvementFactor({ ...spec, pulses: 9 })).toThrow('pulses of a canceller must be 2–6; got 9');
    expect(() => improvementFactor({ ...spec, stability: 0 })).toThrow('stability limit must be at least 1');
  });
});

test('a smooth notch passes half of the power at the least speed, next to nothing below and all above', () => {
  expect(notchGain(20, 3, 20)).toBe(0.5);
  expect(notchGain(20, 3, -20)).toBe(0.5);
  expect(notchGain(20, 3, 0)).toBe(0);
  expect(notchGain(20, 3, 10)).toBeCloseTo(1 / 65, 12);
  expect(notchGain(20, 3, 60)).toBeGreaterThan(0.998);
  expect(notchGain(0, 3, 0)).toBe(1);
  expect(notchGain(1e-3, 8, 8000)).toBe(1);
});

describe('blind ranges', () => {
  const [pulse, interval] = [10e-6, 1e-3];

  test('lie where an echo comes while the radar sends', () => {
    const at = (km: number) => eclipsingGain(km * 1000, pulse, interval);
    expect(unambiguousRange(1 / interval) / 1000).toBeCloseTo(149.9, 1);
    expect(at(0)).toBe(0);
    expect(at(0.75)).toBeCloseTo(0.25, 2);
    expect(at(1.5)).toBe(1);
    expect(at(100)).toBe(1);
    expect(at(149.9)).toBeLessThan(1e-3);
    expect(at(149.9 - 0.75)).toBeCloseTo(0.25, 2);
    // And again in the next interval.
    expect(at(149.9 + 0.75)).toBeCloseTo(0.25, 1);
  });
});
