import { describe, expect, test } from 'vitest';
import {
  equationBudget,
  fromDecibels,
  interferenceLines,
  jammingConstantOf,
  jammingConstantOfCalibration,
  jammingToNoise,
  makePattern,
  patternGain,
  radiatedDensity,
  rangeForSnr,
  selfScreeningRange,
  signalToInterference,
  snrAt,
  snrConstantOf,
  standOffRange,
  toDecibels,
  withLines,
} from './index.js';

const degree = Math.PI / 180;
const radar = {
  frequency: 5.6e9,
  peakPower: 50e3,
  pulseWidth: 1 / 667e3,
  gainTransmitDb: 35,
  gainReceiveDb: 35,
  temperature: 500,
  lossDb: 0,
};
const jammer = { power: 200, bandwidth: 50e6, gainDb: 10, lossDb: 0.3 };
const constant = snrConstantOf(radar);
const jamming = jammingConstantOf(radar);
const density = radiatedDensity(jammer);

describe('a jammer on the target', () => {
  test('drowns it beyond the crossover range, whose published closed form is √(P G σ Bj Lj / 4π Pj Gj B)', () => {
    // B. R. Mahafza, Radar Systems Analysis and Design Using MATLAB: with its example's values 2.25 km on 10 m².
    const crossover = Math.sqrt((50e3 * 10 ** 3.5 * 10 * 50e6 * 10 ** 0.03) / (4 * Math.PI * 200 * 10 * 667e3));
    const range = selfScreeningRange(constant, 10, 1, jammingToNoise(jamming, density, 1, 1));
    expect(crossover).toBeCloseTo(2248, -0.5);
    expect(range / crossover).toBeCloseTo(1, 6);
  });

  test('at the burn-through range leaves just the ratio that is needed', () => {
    for (const needed of [1, 20, 400])
      for (const power of [1e-6, 1e-3, 1, 1000]) {
        const strength = radiatedDensity({ ...jammer, power });
        const range = selfScreeningRange(constant, 2, needed, jammingToNoise(jamming, strength, 1, 1));
        const jnr = jammingToNoise(jamming, strength, range, 1);
        expect(signalToInterference(snrAt(constant, 2, range), 0, 1, jnr) / needed).toBeCloseTo(1, 12);
      }
  });

  test('of four times the power halves the range, once it is far above the noise', () => {
    const at = (power: number) =>
      selfScreeningRange(constant, 2, 20, jammingToNoise(jamming, radiatedDensity({ ...jammer, power }), 1, 1));
    expect(at(100) / at(400)).toBeCloseTo(2, 3);
    expect(selfScreeningRange(constant, 2, 20, 0)).toBeCloseTo(rangeForSnr(constant, 2, 20), 6);
  });
});

describe('a jammer that stands off', () => {
  const pattern = makePattern({ shape: 'sincSquared', beamwidth: 2 * degree, sidelobeDb: 40 });
  const through = (off: number) =>
    standOffRange(constant, 2, 20, jammingToNoise(jamming, density, 150e3, patternGain(pattern, off)));

  test('by the published closed form gives R⁴ = P G σ τ Bj Rj² / (4π Pj Gj g (S/J))', () => {
    const jnr = jammingToNoise(jamming, density, 150e3, 1);
    expect(jnr).toBeGreaterThan(1000);
    const fourth = (50e3 * 10 ** 3.5 * 2 * 50e6 * 150e3 ** 2 * 10 ** 0.03) / (667e3 * 4 * Math.PI * 200 * 10 * 20);
    expect(standOffRange(constant, 2, 20, jnr) / fourth ** 0.25).toBeCloseTo(1, 3);
  });

  test('hurts less and less as the beam turns away from it, down to the side lobes’ level', () => {
    expect(through(0)).toBeLessThan(through(1 * degree));
    expect(through(1 * degree)).toBeLessThan(through(20 * degree));
    expect(through(120 * degree)).toBeCloseTo(through(180 * degree), 9);
    // 40 dB less jamming: up to ten times the range.
    expect(through(120 * degree) / through(0)).toBeGreaterThan(5);
    expect(through(120 * degree) / through(0)).toBeLessThan(10);
  });
});

test('a calibrated radar’s noise follows from the energy that it radiates', () => {
  const energy = 50e3 * radar.pulseWidth * fromDecibels(35);
  expect(jammingConstantOfCalibration(constant, energy) / jamming).toBeCloseTo(1, 12);
  expect(() => jammingConstantOfCalibration(constant, 0)).toThrow('radiated energy must be above 0 J');
});

test('jamming and clutter are lines of the budget, which still adds up', () => {
  const target = { rcs: 2, range: 40e3 };
  const interference = { cnr: 5e4, improvement: 1e4, jnr: 30 };
  const budget = withLines(equationBudget(radar, target), interferenceLines(interference));
  const ratio = signalToInterference(snrAt(constant, 2, 40e3), 5e4, 1e4, 30);
  expect(budget.snrDb).toBeCloseTo(toDecibels(ratio), 9);
  const [jam, clutter] = interferenceLines(interference);
  expect(jam.because).toBe('jamming over noise: 14.8 dB');
  expect(clutter.because).toBe('clutter over noise: 47.0 dB, less an improvement factor of 40.0 dB');
  expect(interferenceLines({ cnr: 0, improvement: 1, jnr: 0 }).map(({ decibels }) => decibels)).toEqual([0, 0]);
});

test.each([
  [{ power: 0 }, 'jammer power must be above 0 W'],
  [{ bandwidth: -1 }, 'jammer bandwidth must be above 0 Hz; got -1 Hz'],
  [{ lossDb: -3 }, 'jammer loss must be 0–100 dB; got -3 dB'],
])('%o is no jammer', (wrong, message) => {
  expect(() => radiatedDensity({ ...jammer, ...wrong })).toThrow(message);
  expect(() => selfScreeningRange(constant, 0, 1, 1)).toThrow('signature must be above 0 m²');
  expect(() => standOffRange(constant, 1, 0, 1)).toThrow('needed signal-to-interference ratio');
});
