import { describe, expect, test } from 'vitest';
import { surveillanceRadar } from '../../../test/fixtures/radar.js';
import { effectiveEarthRadius, makeGasProfile, makeGasTable } from '../earth/index.js';
import {
  assessLook,
  constantWithin,
  EMPTY_SPACE,
  equationBudget,
  FACTOR_WIDTH,
  interrogatorOf,
  LOOK_WIDTH,
  lookFactorsInto,
  makeRadar,
  makeSensing,
  rangeEquationOf,
  referenceBudget,
  referencePointOf,
  resolutionCellOf,
  type Surroundings,
  sensedSnr,
  snrAt,
  snrConstantOf,
  toDecibels,
} from './index.js';
import type { RadarSpec } from './radar.schema.js';

// Earth radius of these tests: 4/3 of the mean radius, 8494.68 km.
const RADIUS = effectiveEarthRadius(4 / 3);

const spec: RadarSpec = { ...surveillanceRadar, beamwidthElevationDeg: 3 };
const full: RadarSpec = {
  ...spec,
  polarisation: 'vertical',
  transmitter: {
    calibrates: true,
    peakPowerKw: 350,
    pulseWidthUs: 20,
    coherentPulses: 4,
    gainTransmitDb: 36,
    gainReceiveDb: 36,
    noiseTemperatureK: 600,
    lossDb: 9,
  },
  antenna: { shape: 'gaussian', sidelobeDb: 45, tiltDeg: 1.5, cosecantToDeg: 30 },
  movingTarget: { improvementFactorDb: 45, notchOrder: 3 },
  pulses: { repetitionFrequencyHz: 400, blankedUs: 25 },
};
const gasOf = (frequency: number) => makeGasTable(makeGasProfile(frequency, 0.0075), 20, 400e3, 30e3, RADIUS);
const all: Surroundings = {
  antennaHeight: 20,
  surfaceHeight: 5,
  effectiveRadius: RADIUS,
  gas: gasOf(3e9),
  rain: { rateMmPerH: 10, cell: { height: 4000, near: 10e3, far: 40e3 } },
  multipath: { surface: 'land', roughness: 0.3 },
  clutter: { surface: 'land', gammaDb: -15 },
};
const target = { range: 60e3, groundRange: 59.9e3, height: 900, sinElevation: 0.011, radialSpeed: 210, jnr: 3 };
const detector = { fluctuation: 1, falseAlarmProbability: 1e-6, pulses: 10 } as const;
const columns = (more: Partial<typeof target> = {}) =>
  Float64Array.from(Object.values({ ...target, ...more })).subarray(0, LOOK_WIDTH);

describe('a look at which nothing else counts', () => {
  test('is the plain range equation, to the last bit', () => {
    const sensing = makeSensing(spec, EMPTY_SPACE);
    const factors = new Float64Array(FACTOR_WIDTH);
    const radar = makeRadar(spec);
    lookFactorsInto(sensing, radar.snrConstant, columns({ jnr: 0 }), factors);
    const snr = snrAt(radar.snrConstant, 0.5, 60e3);
    expect(sensedSnr(sensing, snr, factors)).toBe(snr);
    const plain = referenceBudget(referencePointOf(spec), { rcs: 0.5, range: 60e3 });
    const { budget } = assessLook(plain, radar.snrConstant, sensing, { ...target, jnr: 0 }, detector);
    expect(budget.lines).toEqual(plain.lines);
  });
});

describe('a look with everything that counts', () => {
  const sensing = makeSensing(full, all);
  const equation = rangeEquationOf(full)!;
  const constant = snrConstantOf(equation);

  test('has a budget whose lines add up to what the hot loop multiplies', () => {
    const factors = new Float64Array(FACTOR_WIDTH);
    for (const range of [8e3, 25e3, 60e3, 120e3, 300e3])
      for (const height of [30, 900, 9000]) {
        const at = { range, groundRange: 0.999 * range, height, sinElevation: (height - 20) / range };
        lookFactorsInto(sensing, constant, columns(at), factors);
        const snr = sensedSnr(sensing, snrAt(constant, 0.5, range), factors);
        const plain = equationBudget(equation, { rcs: 0.5, range });
        const { budget, marginDb, evenChancesDb } = assessLook(
          plain,
          constant,
          sensing,
          { ...target, ...at },
          detector,
        );
        expect(Math.abs(budget.snrDb - toDecibels(snr))).toBeLessThan(1e-9);
        expect(budget.lines.length).toBe(plain.lines.length + 8);
        expect(marginDb).toBeCloseTo(budget.snrDb - evenChancesDb, 12);
      }
  });

  test('says line by line what took the signal away', () => {
    const plain = equationBudget(equation, { rcs: 0.5, range: 60e3 });
    const { budget, detectionProbability } = assessLook(plain, constant, sensing, target, detector);
    const names = budget.lines.slice(plain.lines.length).map(({ name }) => name);
    expect(names).toEqual([
      'antenna pattern',
      'blind range',
      'Doppler notch',
      'gases',
      'rain',
      'lobing',
      'noise raised by jamming',
      'noise raised by clutter',
    ]);
    expect(detectionProbability).toBeGreaterThan(0);
    expect(detectionProbability).toBeLessThan(1);
  });

  test('is calibrated by its transmitter where that is asked for, and by its point otherwise', () => {
    expect(makeRadar(full).snrConstant).toBe(constant);
    const aside = { ...full, transmitter: { ...full.transmitter!, calibrates: false } };
    expect(makeRadar(aside).snrConstant).toBe(makeRadar(spec).snrConstant);
  });
});

test('a published point over the ground is met over the ground, and helps elsewhere by what was lost there', () => {
  const sensing = makeSensing(spec, { ...all, rain: null, clutter: null });
  const free = makeRadar(spec).snrConstant;
  const constant = constantWithin(sensing, free, 115e3, 1000);
  const factors = new Float64Array(FACTOR_WIDTH);
  const rise = 1005 - 20;
  const groundRange =
    2 * RADIUS * Math.asin(Math.sqrt((115e3 ** 2 - rise ** 2) / (4 * (RADIUS + 20) * (RADIUS + 1005))));
  lookFactorsInto(sensing, constant, columns({ range: 115e3, groundRange, height: 1005, jnr: 0 }), factors);
  expect(sensedSnr(sensing, snrAt(constant, 1, 115e3), factors) / snrAt(free, 1, 115e3)).toBeCloseTo(1, 9);
  expect(constantWithin(makeSensing(spec, EMPTY_SPACE), free, 115e3, 1000)).toBe(free);
});

test('a model that does not hold for the radar is refused when it is made, not at the first look', () => {
  const vhf = { ...spec, frequencyGhz: 0.15 };
  const surrounded = (more: Partial<Surroundings>) => () => makeSensing(vhf, { ...EMPTY_SPACE, ...more });
  expect(surrounded({ clutter: { surface: 'sea', seaState: 3 } })).toThrow('frequency for sea clutter');
  expect(surrounded({ rain: { rateMmPerH: 5, cell: { height: 4000, near: 0, far: 1e4 } } })).toThrow(
    'frequency for rain',
  );
  expect(surrounded({ clutter: { surface: 'land', gammaDb: -99 } })).toThrow('land clutter γ');
  expect(() => makeGasProfile(0.15e9, 0.0075)).toThrow('frequency for gas attenuation');
  expect(surrounded({ multipath: { surface: 'sea', roughness: 0.3 } })).not.toThrow();
});

test('what a radar tells apart and asks with comes from its preset', () => {
  expect(resolutionCellOf(spec)).toMatchObject({ range: 150, rangeRate: Number.POSITIVE_INFINITY });
  expect(resolutionCellOf({ ...spec, rangeRate: { resolutionMps: 4, accuracyFloorMps: 1 } }).rangeRate).toBe(4);
  expect(interrogatorOf(spec)).toBeUndefined();
  const interrogator = { powerW: 1500, gainDb: 21, lossDb: 3, sensitivityDbm: -85 };
  expect(interrogatorOf({ ...spec, interrogator })).toMatchObject({ power: 1500, sensitivityDbm: -85 });
});

test('a radar’s time is budgeted over the beams that cover its sector', () => {
  const timeBudget = { searchDwellMs: 4, beamsAtOnce: 2, trackDwellMs: 3, trackIntervalS: 1, leastSearchShare: 0.3 };
  const sensing = makeSensing({ ...spec, sectorWidthDeg: 90, timeBudget }, EMPTY_SPACE);
  // π/2 · (sin 30° + sin 1°) over 1.5° · 3° is 592.95 positions.
  expect(sensing.timeBudget).toMatchObject({ positions: 593, searchDwell: 0.004, trackInterval: 1 });
  expect(makeSensing(spec, EMPTY_SPACE).timeBudget).toBeNull();
});

describe('each option', () => {
  const one = (surroundings: Partial<Surroundings>, of: RadarSpec = spec, at: Partial<typeof target> = {}) => {
    const radar = makeRadar(of);
    const sensing = makeSensing(of, { ...EMPTY_SPACE, antennaHeight: 20, effectiveRadius: RADIUS, ...surroundings });
    const factors = new Float64Array(FACTOR_WIDTH);
    const look = columns({ jnr: 0, ...at });
    lookFactorsInto(sensing, radar.snrConstant, look, factors);
    return toDecibels(sensedSnr(sensing, 1, factors));
  };

  test('takes away what it should', () => {
    // Two ways through 60 km of air, most of it low, at 3 GHz: a little under 2 · 60 · 0.0075 dB.
    expect(one({ gas: gasOf(3e9) })).toBeCloseTo(-0.82, 2);
    expect(one({ rain: { rateMmPerH: 25, cell: { height: 4000, near: 0, far: 30e3 } } })).toBeLessThan(-0.2);
    expect(one({ clutter: { surface: 'sea', seaState: 4 } }, spec, { range: 8e3 })).toBeLessThan(-10);
    expect(one({}, spec, { jnr: 99 })).toBeCloseTo(-20, 9);
    expect(
      one({}, { ...spec, movingTarget: { improvementFactorDb: 0, notchOrder: 2 } }, { radialSpeed: 20 }),
    ).toBeCloseTo(toDecibels(0.5), 9);
    expect(one({}, { ...spec, pulses: { repetitionFrequencyHz: 400, blankedUs: 10 } }, { range: 750 })).toBeCloseTo(
      -6,
      0,
    );
  });

  test('of the antenna: its beam, its cosecant law, its stack', () => {
    const antenna = { shape: 'gaussian', sidelobeDb: 40, tiltDeg: 1.5 } as const;
    const at = (elevationDeg: number, more: object = {}) =>
      one(
        {},
        { ...spec, antenna: { ...antenna, ...more } },
        { sinElevation: Math.sin((elevationDeg * Math.PI) / 180) },
      );
    expect(at(1.5)).toBeCloseTo(0, 9);
    expect(at(3)).toBeCloseTo(2 * toDecibels(0.5), 9);
    expect(at(20)).toBeCloseTo(-80, 9);
    expect(at(20, { cosecantToDeg: 30 })).toBeCloseTo(
      2 * toDecibels(0.5 * (Math.sin(0.05236) / Math.sin(0.34907)) ** 2),
      2,
    );
    expect(at(20, { stackToDeg: 30 })).toBeGreaterThan(-6.03);
    // Laws that would end before they begin are none.
    expect(at(20, { cosecantToDeg: 2 })).toBeCloseTo(-80, 9);
    expect(at(20, { stackToDeg: 1 })).toBeCloseTo(-80, 9);
  });

  test('of a moving-target filter lifts a target out of clutter', () => {
    const clutter = { clutter: { surface: 'land', gammaDb: -10 } } as const;
    const filtered = { ...spec, movingTarget: { improvementFactorDb: 40, notchOrder: 0 } };
    expect(one(clutter, filtered, { range: 8e3 })).toBeGreaterThan(one(clutter, spec, { range: 8e3 }) + 15);
  });
});
