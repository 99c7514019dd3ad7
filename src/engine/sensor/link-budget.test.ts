import { describe, expect, test } from 'vitest';
import {
  decibelLine,
  decibelsOf,
  equationBudget,
  lineValuesFor,
  makeBudget,
  rangeForSnr,
  referenceBudget,
  requiredSnr,
  snrAt,
  snrConstantOf,
  snrConstantOfReference,
  sumOfLines,
  systemTemperature,
  toDecibels,
  withLines,
} from './index.js';

const equation = {
  frequency: 3e9,
  peakPower: 650e3,
  pulseWidth: 20e-6,
  gainTransmitDb: 37,
  gainReceiveDb: 37,
  temperature: 600,
  lossDb: 9,
  coherentPulses: 4,
};
const reference = {
  rcs: 1,
  range: 148_160,
  detectionProbability: 0.8,
  falseAlarmProbability: 1e-6,
  fluctuation: 1,
  pulses: 10,
} as const;
const target = { rcs: 0.3, range: 90e3 };

describe('a link budget', () => {
  const both = [equationBudget(equation, target), referenceBudget(reference, target)];

  test('is the range equation: its lines add up to the SNR to the last bit, and to the product to 1e-12', () => {
    const products = [snrConstantOf(equation), snrConstantOfReference(reference)];
    both.forEach((budget, i) => {
      expect(sumOfLines(budget.lines)).toBe(budget.snrDb);
      for (const line of budget.lines) expect(decibelsOf(line)).toBe(line.decibels);
      const snr = snrAt(products[i], target.rcs, target.range);
      expect(Math.abs(budget.snrDb - toDecibels(snr))).toBeLessThan(1e-11);
    });
  });

  test('at its reference point is the SNR that the point needs', () => {
    const budget = referenceBudget(reference, reference);
    expect(budget.snrDb).toBeCloseTo(toDecibels(requiredSnr(1, 0.8, 1e-6, 10)), 10);
  });

  test('from the equation and from a point that the equation reaches are the same', () => {
    const needed = requiredSnr(1, 0.8, 1e-6, 10);
    const range = rangeForSnr(snrConstantOf(equation), 1, needed);
    const calibrated = referenceBudget({ ...reference, range }, target);
    expect(calibrated.snrDb).toBeCloseTo(equationBudget(equation, target).snrDb, 10);
  });

  test('says where its values come from', () => {
    const [power] = equationBudget(equation, target, { peakPower: 'brochure' }).lines;
    expect(power).toMatchObject({ name: 'peak power', symbol: 'P', value: 650e3, unit: 'W', because: 'brochure' });
    expect(both[1].lines[0].because).toMatch(/Pd 0.8 at Pfa 0.000001, Swerling 1, 10 pulses/);
  });

  test('takes further lines for what stands between radar and target', () => {
    const rain = decibelLine('rain', 'A', 3, 'two ways', -1);
    expect(withLines(both[0], [rain]).snrDb).toBe(both[0].snrDb - 3);
    expect(decibelLine('no loss', 'L', 0, '', -1).decibels).toBe(0);
  });

  test('names, line by line, the value with which the target would just be seen', () => {
    const needed = both[0].snrDb + 12;
    for (const [i, { line, value }] of lineValuesFor(both[0], needed).entries()) {
      const lines = both[0].lines.map((old, k) => (k === i ? { ...line, value, decibels: 0 } : old));
      const changed = makeBudget(lines.map((each) => ({ ...each, decibels: decibelsOf(each) })));
      expect(changed.snrDb).toBeCloseTo(needed, 9);
    }
  });
});

describe('what no radar can have is refused in words', () => {
  test.each([
    [{ peakPower: 0 }, 'radar peak power must be above 0 W; got 0 W'],
    [{ temperature: -10 }, 'system noise temperature must be above 0 K; got -10 K'],
    [{ frequency: Number.NaN }, 'radar frequency must be above 0 Hz; got NaN Hz'],
    [{ pulseWidth: Number.POSITIVE_INFINITY }, 'radar pulse width must be above 0 s; got Infinity s'],
    [{ gainTransmitDb: 1e6 }, 'transmit gain must be -100 to 100 dB; got 1000000 dB'],
    [{ coherentPulses: 1.5 }, 'coherent pulses must be a whole number of at least 1; got 1.5'],
  ])('%o', (wrong, message) => {
    expect(() => snrConstantOf({ ...equation, ...wrong })).toThrow(new RangeError(message));
    expect(() => equationBudget({ ...equation, ...wrong }, target)).toThrow(new RangeError(message));
  });

  test('a target of no signature or at no range has no budget', () => {
    expect(() => equationBudget(equation, { ...target, rcs: 0 })).toThrow('signature must be above 0 m²; got 0 m²');
    expect(() => referenceBudget(reference, { ...target, range: 0 })).toThrow('range must be above 0 m; got 0 m');
    expect(() => snrConstantOfReference({ ...reference, rcs: -1 })).toThrow('reference signature must be above 0 m²');
  });
});

test('system noise is the antenna’s, the line’s and the receiver’s', () => {
  // A perfect line and receiver leave the antenna's; 3.0103 dB of line at 290 K before a perfect receiver add 290 K.
  const perfect = { antennaTemperature: 70, lineLossDb: 0, noiseFigureDb: 0 };
  expect(systemTemperature(perfect)).toBe(70);
  expect(systemTemperature({ ...perfect, lineLossDb: toDecibels(2) })).toBeCloseTo(360, 9);
  expect(systemTemperature({ ...perfect, lineLossDb: 1, noiseFigureDb: 4 })).toBeCloseTo(70 + 290 * (10 ** 0.5 - 1), 9);
  expect(() => systemTemperature({ ...perfect, noiseFigureDb: -1 })).toThrow(
    'noise figure must be 0–100 dB; got -1 dB',
  );
  expect(() => systemTemperature({ ...perfect, antennaTemperature: -5 })).toThrow('antenna noise temperature');
});
