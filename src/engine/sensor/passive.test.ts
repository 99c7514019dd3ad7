import { describe, expect, test } from 'vitest';
import { makeStreams, normal } from '../math/index.js';
import {
  answeredModes,
  bearingSigma,
  crossBearings,
  esmBudget,
  esmRange,
  esmReceivedDbm,
  IFF_MODES,
  infraredAngleSigma,
  infraredDetection,
  infraredRange,
  infraredSnr,
  interrogationLink,
  interrogationRange,
  sumOfLines,
} from './index.js';

const degree = Math.PI / 180;

test('1 kW through 30 dB at 10 GHz arrives with −62.4 dBm after 100 km: 60 + 30 − 152.4', () => {
  const radar = { frequencyGhz: 10, powerW: 1000, gainDb: 30, lossDb: 0 };
  expect(esmReceivedDbm(radar, 100e3)).toBeCloseTo(60 + 30 - 152.45, 2);
});

describe('an emitter heard one way', () => {
  const emitter = { frequency: 3e9, power: 100e3, gainDb: 35, lossDb: 2 };
  const receiver = {
    gainDb: 0,
    bandwidth: 500e6,
    noiseFigureDb: 10,
    lossDb: 5,
    beamwidth: 45 * degree,
    bearingFloor: 1 * degree,
  };

  test('has the signal of Friis’ equation over the noise of the receiver’s whole band', () => {
    const wavelength = 299_792_458 / 3e9;
    const power = (100e3 * 10 ** 3.5 * wavelength ** 2) / (10 ** 0.7 * (4 * Math.PI * 200e3) ** 2);
    const noise = 1.380649e-23 * 290 * 500e6 * 10;
    const budget = esmBudget(emitter, receiver, 200e3);
    expect(budget.snrDb).toBeCloseTo(10 * Math.log10(power / noise), 9);
    expect(sumOfLines(budget.lines)).toBe(budget.snrDb);
  });

  test('is heard twice as far with 6 dB more, and from its side lobes far less far', () => {
    expect(esmRange(emitter, receiver, 13) / esmRange(emitter, receiver, 13 + 20 * Math.log10(2))).toBeCloseTo(2, 9);
    expect(esmRange({ ...emitter, gainDb: -5 }, receiver, 13) / esmRange(emitter, receiver, 13)).toBeCloseTo(0.01, 9);
    const range = esmRange(emitter, receiver, 13);
    expect(esmBudget(emitter, receiver, range).snrDb).toBeCloseTo(13, 9);
  });

  test('has a bearing that gets better with its signal, down to the floor', () => {
    const thermal = bearingSigma({ ...receiver, bearingFloor: 0 }, 50);
    expect(thermal).toBeCloseTo((45 * degree) / 16, 12);
    expect(bearingSigma(receiver, 50)).toBeCloseTo(Math.hypot(thermal, degree), 12);
    expect(bearingSigma(receiver, 1e9)).toBeCloseTo(degree, 6);
  });

  test('of no power, or a receiver of no band, is refused', () => {
    expect(() => esmBudget({ ...emitter, power: 0 }, receiver, 1)).toThrow('emitter power must be above 0 W');
    expect(() => esmBudget(emitter, { ...receiver, bandwidth: 0 }, 1)).toThrow('bandwidth must be above 0 Hz');
    expect(() => bearingSigma(receiver, 0)).toThrow('signal-to-noise ratio must be above 0');
  });
});

describe('bearings that cross', () => {
  const sigma = 1 * degree;
  const from = (east: number, north: number, x: number, y: number, error = 0) => ({
    east,
    north,
    bearing: Math.atan2(x - east, y - north) + error,
    sigma,
  });

  test('at right angles give a circle of as many metres as the errors span at that range', () => {
    const fix = crossBearings([from(0, 0, 50e3, 50e3), from(100e3, 0, 50e3, 50e3)])!;
    expect(fix.east).toBeCloseTo(50e3, 3);
    expect(fix.north).toBeCloseTo(50e3, 3);
    const across = (50e3 * Math.SQRT2 * sigma) ** 2;
    expect(fix.covariance[0] / across).toBeCloseTo(1, 9);
    expect(fix.covariance[1] / across).toBeCloseTo(0, 9);
    expect(fix.covariance[2] / across).toBeCloseTo(1, 9);
    expect(fix.chiSquare).toBeLessThan(1e-12);
  });

  test('at a sharp angle give a long ellipse: Rσ / sin of half the angle along, Rσ / cos of it across, over √2', () => {
    // From ±20 km at 100 km: the angle between the lines is 2·11.31°.
    const fix = crossBearings([from(-20e3, 0, 0, 100e3), from(20e3, 0, 0, 100e3)])!;
    const half = Math.atan2(20e3, 100e3);
    const across = (Math.hypot(20e3, 100e3) * sigma) / Math.SQRT2;
    expect(Math.sqrt(fix.covariance[2])).toBeCloseTo(across / Math.sin(half), 6);
    expect(Math.sqrt(fix.covariance[0])).toBeCloseTo(across / Math.cos(half), 6);
  });

  test('of three receivers have the error that their covariance says, over a thousand trials', () => {
    const streams = makeStreams(1947, 0);
    let nees = 0;
    let misfit = 0;
    for (let i = 0; i < 1000; i++) {
      const error = (k: number) => sigma * normal(streams, i, 0, k, 0);
      const fix = crossBearings([
        from(0, 0, 30e3, 80e3, error(1)),
        from(60e3, 10e3, 30e3, 80e3, error(2)),
        from(-40e3, 60e3, 30e3, 80e3, error(3)),
      ])!;
      const [e, n] = [fix.east - 30e3, fix.north - 80e3];
      const [ee, en, nn] = fix.covariance;
      nees += (nn * e * e - 2 * en * e * n + ee * n * n) / (ee * nn - en * en) / 1000;
      misfit += fix.chiSquare / 1000;
    }
    // χ² with 2 and with 1 degree of freedom: standard errors of the means 0.063 and 0.045.
    expect(Math.abs(nees - 2)).toBeLessThan(0.2);
    expect(Math.abs(misfit - 1)).toBeLessThan(0.15);
  });

  test('do not depend on their order', () => {
    const three = [from(0, 0, 30e3, 80e3, 0.01), from(60e3, 10e3, 30e3, 80e3), from(-40e3, 60e3, 30e3, 80e3)];
    const [a, b] = [crossBearings(three)!, crossBearings([three[2], three[0], three[1]])!];
    expect(a.east).toBeCloseTo(b.east, 3);
    expect(a.north).toBeCloseTo(b.north, 3);
  });

  test('cross nowhere when there is one, when they are parallel, or when they would meet behind', () => {
    expect(crossBearings([from(0, 0, 1, 1)])).toBeUndefined();
    expect(crossBearings([])).toBeUndefined();
    expect(crossBearings([from(0, 0, 0, 1e6), from(100, 0, 100, 1e6)])).toBeUndefined();
    const away = { east: 10e3, north: 0, bearing: 60 * degree, sigma };
    expect(crossBearings([{ ...away, east: -10e3, bearing: -60 * degree }, away])).toBeUndefined();
    expect(() => crossBearings([{ ...away, sigma: 0 }, away])).toThrow('bearing error must be above 0 rad');
  });
});

describe('infrared search and track', () => {
  const set = { noiseIrradiance: 1e-10, falseAlarmProbability: 1e-6, elementAngle: 1e-3, angleFloor: 2e-4 };

  test('sees as far as contrast and air allow: in a vacuum with the root of the intensity', () => {
    expect(infraredRange(set, 100, 0, 5)).toBeCloseTo(Math.sqrt(100 / 5e-10), 3);
    for (const extinction of [1e-7, 1e-5, 1e-4, 1e-3]) {
      for (const contrast of [1, 100, 1e4]) {
        const range = infraredRange(set, contrast, extinction, 5);
        expect(infraredSnr(set, contrast, extinction, range)).toBeCloseTo(5, 9);
      }
    }
    // Extinction of 0.1 per km leaves a tenth of the 447 km that 100 W/sr would have in a vacuum.
    const ratio = infraredRange(set, 100, 1e-4, 5) / infraredRange(set, 100, 0, 5);
    expect(ratio).toBeCloseTo(0.102, 3);
  });

  test('has half of its looks over the threshold when the signal is at the threshold', () => {
    // Φ⁻¹(1 − 1e-6) = 4.7534
    expect(infraredDetection(set, 4.753424)).toBeCloseTo(0.5, 6);
    expect(infraredDetection(set, 0)).toBeCloseTo(1e-6, 12);
    expect(infraredDetection(set, 8)).toBeGreaterThan(0.999);
  });

  test('measures angles within an element, at best to its floor', () => {
    expect(infraredAngleSigma(set, 1)).toBeCloseTo(Math.hypot(1e-3 / Math.sqrt(12), 2e-4), 12);
    expect(infraredAngleSigma(set, 10)).toBeCloseTo(Math.hypot(1e-4, 2e-4), 12);
    expect(() => infraredSnr({ ...set, noiseIrradiance: 0 }, 1, 0, 1)).toThrow('noise-equivalent irradiance');
    expect(() => infraredSnr(set, 1, -1, 1)).toThrow('extinction must be 0–1 1/m');
  });
});

describe('an interrogation', () => {
  const interrogator = {
    power: 1500,
    gainDb: 21,
    lossDb: 3,
    sensitivityDbm: -85,
    modes: ['3/A', 'C', '4'],
  } as const;
  const transponder = { power: 250, gainDb: 0, lossDb: 3, triggerDbm: -73, modes: ['3/A', 'C', 'S'] } as const;

  test('loses 142.2 dB on its way up over 300 km and 142.7 dB on its way down', () => {
    const { uplink, downlink } = interrogationLink(interrogator, transponder, 300e3);
    const loss = (lines: typeof uplink.lines) => -lines[3].decibels - lines[4].decibels;
    // 20 log(4πR/λ)
    expect(loss(uplink.lines)).toBeCloseTo(142.247, 3);
    expect(loss(downlink.lines)).toBeCloseTo(142.739, 3);
    expect(sumOfLines(uplink.lines)).toBe(uplink.snrDb);
  });

  test('reaches as far as the weaker of its halves', () => {
    const range = interrogationRange(interrogator, transponder);
    const { uplink, downlink } = interrogationLink(interrogator, transponder, range);
    expect(Math.min(uplink.snrDb, downlink.snrDb)).toBeCloseTo(0, 9);
    expect(Math.max(uplink.snrDb, downlink.snrDb)).toBeGreaterThan(0);
    // A louder interrogator does not help where the reply is the limit.
    expect(downlink.snrDb).toBeGreaterThan(uplink.snrDb);
    const loud = { ...interrogator, power: 1e6 };
    const louder = { ...interrogator, power: 1e8 };
    expect(interrogationRange(loud, transponder)).toBe(interrogationRange(louder, transponder));
  });

  test('is answered in the modes that both sides have, within reach, and not at all beyond', () => {
    const range = interrogationRange(interrogator, transponder);
    expect(answeredModes(interrogator, transponder, 0.99 * range)).toEqual(['3/A', 'C']);
    expect(answeredModes(interrogator, transponder, 1.01 * range)).toEqual([]);
    expect(answeredModes({ ...interrogator, modes: ['5'] }, transponder, 1000)).toEqual([]);
    expect(IFF_MODES.length).toBe(7);
  });
});
