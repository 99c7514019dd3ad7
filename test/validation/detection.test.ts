import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveEarthRadius, radarHorizon } from '../../src/engine/earth/index.js';
import { marcumQ, regularizedGammaQ } from '../../src/engine/math/index.js';
import {
  albersheim,
  detectionProbability,
  detectionThreshold,
  fromDecibels,
  lookUpDetection,
  makeDetectionTable,
  makeDetector,
  makeRadar,
  probabilityAt,
  rangeForSnr,
  requiredSnr,
  shnidman,
  snrAt,
  snrConstantOf,
  toDecibels,
} from '../../src/engine/sensor/index.js';
import type { RadarSpec } from '../../src/engine/sensor/radar.schema.js';
import type { Fluctuation } from '../../src/engine/types/index.js';

const CASES: readonly Fluctuation[] = [0, 1, 2, 3, 4];
const required = (f: Fluctuation, pd: number, pfa: number, n: number) => toDecibels(requiredSnr(f, pd, pfa, n));

/** Required SNR of one pulse, dB: exact square law for Swerling 0–4, Albersheim, Shnidman for cases 0, 1 and 3. */
const PUBLISHED = [
  [0.5, 1e-6, 1, [11.243, 12.772, 12.772, 11.954, 11.954], 11.232, [11.172, 12.514, 11.843]],
  [0.8, 1e-6, 1, [12.565, 17.847, 17.847, 15.305, 15.305], 12.511, [12.509, 17.866, 15.188]],
  [0.9, 1e-6, 1, [13.183, 21.144, 21.144, 17.296, 17.296], 13.115, [13.122, 21.346, 17.234]],
  [0.9, 1e-6, 10, [5.267, 13.5, 6.292, 9.601, 5.806], 4.99, [5.334, 13.581, 9.457]],
  [0.9, 1e-8, 10, [6.097, 14.498, 7.19, 10.572, 6.679], 5.813, [6.144, 14.713, 10.428]],
] as const;

describe('the SNR that a detection probability needs', () => {
  test.each(PUBLISHED)('at Pd %d, Pfa %d, %d pulses is the published one', (pd, pfa, n, exact, linear, short) => {
    for (const f of CASES) expect(Math.abs(required(f, pd, pfa, n) - exact[f])).toBeLessThan(0.002);
    expect(Math.abs(albersheim(pd, pfa, n) - linear)).toBeLessThan(0.0006);
    ([0, 1, 3] as const).forEach((f, i) => {
      expect(Math.abs(shnidman(f, pd, pfa, n) - short[i])).toBeLessThan(0.0006);
    });
  });

  test('for a steady target, Pd 0.9 and Pfa 1e-6 is 13.183490 dB', () => {
    expect(required(0, 0.9, 1e-6, 1)).toBeCloseTo(13.18349, 6);
  });

  test('for Pd of 0.3 and more lies 0.06–0.31 dB above Albersheim’s linear detector at 10 pulses', () => {
    for (const pd of [0.3, 0.5, 0.7, 0.9])
      for (const pfa of [1e-4, 1e-6, 1e-7]) {
        const gap = required(0, pd, pfa, 10) - albersheim(pd, pfa, 10);
        expect(gap).toBeGreaterThan(0.055);
        expect(gap).toBeLessThan(0.31);
      }
  });

  test('gives its detection probability back', () => {
    for (const f of CASES)
      for (const pd of [0.05, 0.33, 0.8, 0.99])
        for (const n of [1, 7, 100])
          expect(detectionProbability(f, requiredSnr(f, pd, 1e-7, n), 1e-7, n)).toBeCloseTo(pd, 10);
  });

  test('is refused where there is no such detector or signal', () => {
    expect(() => requiredSnr(1, 0.9, 0, 1)).toThrow('false alarm probability must be above 0; got 0');
    expect(() => requiredSnr(1, 0.9, 1.5, 1)).toThrow(/no signal/);
    expect(() => makeDetector(1, 1, 1)).toThrow('false alarm probability must be below 1; got 1');
    expect(() => requiredSnr(1, 0.9, 1e-6, 2.5)).toThrow('pulses must be a whole number of at least 1; got 2.5');
    expect(() => detectionProbability(1, -1, 1e-6, 1)).toThrow('signal-to-noise ratio must be at least 0; got -1');
    expect(() => detectionProbability(1, Number.NaN, 1e-6, 1)).toThrow('got NaN');
  });

  test('does not exist below the false alarm probability or at certainty', () => {
    expect(() => requiredSnr(1, 1e-7, 1e-6, 1)).toThrow(/no signal/);
    expect(() => requiredSnr(1, 1, 1e-6, 1)).toThrow(/no signal/);
    expect(() => albersheim(1, 1e-6, 1)).toThrow(/no signal/);
    expect(() => shnidman(1, 0.9, 0, 1)).toThrow(/no signal/);
    expect(() => albersheim(0.9, 1e-6, 0)).toThrow('pulses must be');
  });
});

/** Integral of f over [a, b] by Simpson's rule. */
function integrate(f: (x: number) => number, a: number, b: number, panels = 4000): number {
  const h = (b - a) / panels;
  let sum = f(a) + f(b);
  for (let i = 1; i < panels; i++) sum += f(a + i * h) * (i % 2 ? 4 : 2);
  return (sum * h) / 3;
}

describe('between the published points', () => {
  // Computed with SciPy 1.17 from the definition: the noncentral χ² law averaged over the signature's gamma law by adaptive
  // quadrature, and inverted by Brent's method. Required SNR of one pulse, dB.
  test.each([
    [0.3, 1e-6, 5, [4.95324, 4.78028, 4.73916, 4.67287, 4.81344]],
    [0.6, 1e-5, 3, [7.12497, 9.60941, 7.95476, 8.3642, 7.54301]],
    [0.7, 1e-7, 20, [2.77685, 6.6509, 3.02794, 4.8255, 2.90583]],
    [0.95, 1e-4, 50, [0.00188, 10.90222, 0.29408, 5.6714, 0.1505]],
    [0.85, 1e-6, 100, [-1.48778, 5.34265, -1.3816, 2.18718, -1.43403]],
    [0.5, 1e-6, 1000, [-8.01477, -6.48638, -8.01442, -7.31145, -8.0146]],
    [0.99, 1e-10, 2000, [-6.7772, 11.72066, -6.75741, 3.08778, -6.76728]],
    [0.9, 1e-8, 3000, [-8.79099, 0.02646, -8.78497, -3.94905, -8.78798]],
    [0.8, 1e-6, 5000, [-10.88707, -5.12902, -10.88509, -7.75069, -10.88608]],
  ])('Pd %d, Pfa %d, %d pulses need what numerical integration says', (pd, pfa, n, exact) => {
    for (const f of CASES) expect(Math.abs(required(f, pd, pfa, n) - exact[f])).toBeLessThan(2e-5);
  });

  test('with thousands of pulses a steady target still gives Marcum’s Q, where its Poisson masses underflow', () => {
    for (const n of [1500, 3000, 5000, 8000]) {
      const threshold = detectionThreshold(1e-12, n);
      for (let total = 500; total < 1500; total += 61) {
        const q = marcumQ(n, Math.sqrt(2 * total), Math.sqrt(2 * threshold));
        expect(Math.abs(detectionProbability(0, total / n, 1e-12, n) - q)).toBeLessThan(1e-11);
      }
    }
  });

  const SNR_DB = [-5, 0, 3.7, 8.1, 12.3, 16.9, 24];

  test('one pulse of a Swerling 1 or 2 target gives Pfa^(1/(1+SNR))', () => {
    for (const db of SNR_DB)
      for (const pfa of [1e-3, 1e-6, 1e-9])
        for (const f of [1, 2] as const) {
          const snr = fromDecibels(db);
          expect(detectionProbability(f, snr, pfa, 1)).toBeCloseTo(pfa ** (1 / (1 + snr)), 12);
        }
  });

  test('a steady target gives Marcum’s Q', () => {
    for (const db of SNR_DB)
      for (const n of [1, 4, 25]) {
        const snr = fromDecibels(db - toDecibels(n) / 2);
        const q = marcumQ(n, Math.sqrt(2 * n * snr), Math.sqrt(2 * detectionThreshold(1e-6, n)));
        expect(detectionProbability(0, snr, 1e-6, n)).toBeCloseTo(q, 11);
      }
  });

  test('n pulses of a Swerling 2 target give Q(n, T/(1+SNR))', () => {
    for (const db of SNR_DB)
      for (const n of [2, 10, 60]) {
        const snr = fromDecibels(db - 5);
        const exact = regularizedGammaQ(n, detectionThreshold(1e-6, n) / (1 + snr));
        expect(detectionProbability(2, snr, 1e-6, n)).toBeCloseTo(exact, 11);
      }
  });

  test('the fluctuating cases are the steady one averaged over their signature’s law', () => {
    // Gamma laws of unit mean: shape K of the summed signal energy, integrated numerically over the steady case.
    for (const [f, shape] of [
      [1, () => 1],
      [2, (n: number) => n],
      [3, () => 2],
      [4, (n: number) => 2 * n],
    ] as const)
      for (const n of [1, 3, 8]) {
        const steady = makeDetector(0, 1e-5, n);
        for (const db of [2, 7, 12]) {
          const k = shape(n);
          const snr = fromDecibels(db);
          let gammaOfK = 1;
          for (let i = 2; i < k; i++) gammaOfK *= i;
          const density = (x: number) => (k ** k * x ** (k - 1) * Math.exp(-k * x)) / gammaOfK;
          const averaged = integrate((x) => density(x) * probabilityAt(steady, snr * x), 0, 45 / Math.sqrt(k));
          expect(detectionProbability(f, snr, 1e-5, n)).toBeCloseTo(averaged, 7);
        }
      }
  });

  test('the threshold gives back the false alarm probability', () => {
    for (const n of [1, 2, 10, 100, 1000])
      for (const pfa of [1e-2, 1e-6, 1e-12]) {
        expect(regularizedGammaQ(n, detectionThreshold(pfa, n)) / pfa).toBeCloseTo(1, 9);
        expect(detectionProbability(3, 0, pfa, n)).toBe(pfa);
      }
    expect(detectionThreshold(1e-6, 1)).toBeCloseTo(-Math.log(1e-6), 12);
  });
});

const anyCase = fc.constantFrom(...CASES);
const anyPfa = fc.constantFrom(1e-2, 1e-4, 1e-6, 1e-9, 1e-12);
const anyPulses = fc.constantFrom(1, 2, 5, 16, 40, 200, 1000);
const anySnrDb = fc.double({ min: -40, max: 60, noNaN: true });

describe('a larger signature', () => {
  test('never lowers the exact detection probability, which stays between Pfa and 1', () => {
    fc.assert(
      fc.property(
        anyCase,
        anyPfa,
        anyPulses,
        anySnrDb,
        fc.double({ min: 1, max: 3, noNaN: true }),
        (f, pfa, n, db, more) => {
          const smaller = detectionProbability(f, fromDecibels(db), pfa, n);
          const larger = detectionProbability(f, fromDecibels(db) * more, pfa, n);
          expect(smaller).toBeGreaterThanOrEqual(pfa);
          expect(larger).toBeLessThanOrEqual(1);
          // Rounding of a sum of a thousand positive terms.
          expect(larger).toBeGreaterThanOrEqual(smaller - 1e-12);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('never lowers the tabulated detection probability, to the last bit', () => {
    const tables = CASES.flatMap((f) => [1, 10, 200].map((n) => makeDetectionTable(f, 1e-6, n)));
    fc.assert(
      fc.property(fc.nat(tables.length - 1), anySnrDb, fc.double({ min: 0, max: 1, noNaN: true }), (i, db, more) => {
        const snr = fromDecibels(db);
        const smaller = lookUpDetection(tables[i], snr);
        expect(lookUpDetection(tables[i], snr * (1 + more * 1e-3))).toBeGreaterThanOrEqual(smaller);
        expect(smaller).toBeGreaterThanOrEqual(1e-6);
        expect(smaller).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the table that runs look up', () => {
  test('is within 1e-4 of the exact probability for whatever Pfa and pulses a file may hold', () => {
    let worst = 0;
    // The schema's extremes, and between them.
    for (const f of CASES)
      for (const pfa of [1e-2, 3e-4, 1e-6, 1e-9, 1e-12])
        for (const n of [1, 2, 5, 17, 60, 250, 1000]) {
          const table = makeDetectionTable(f, pfa, n);
          for (let i = 0; i <= 1024; i += 7.37) {
            const snr = (table.halfSnr * i) / (1024 - i);
            worst = Math.max(worst, Math.abs(lookUpDetection(table, snr) - detectionProbability(f, snr, pfa, n)));
          }
        }
    expect(worst).toBeLessThan(1e-4);
  });

  test('begins at the false alarm probability and ends at 1', () => {
    const table = makeDetectionTable(1, 1e-6, 10);
    expect(lookUpDetection(table, 0)).toBe(1e-6);
    expect(lookUpDetection(table, Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('the radar range equation', () => {
  const xBand = { frequency: 10e9, peakPower: 1e6, pulseWidth: 10e-6, temperature: 290 };

  test('10 GHz, 1 MW, 10 µs, gain 20 dB: 6 dB on 1 m² at 41 057 m', () => {
    const constant = snrConstantOf({ ...xBand, gainTransmitDb: 20, gainReceiveDb: 20, lossDb: 0 });
    expect(rangeForSnr(constant, 1, fromDecibels(6))).toBeCloseTo(41_057, -0.5);
  });

  test('with gain 40 dB and loss 3 dB: 6 dB on 0.1 m² at 194 260 m', () => {
    const constant = snrConstantOf({ ...xBand, gainTransmitDb: 40, gainReceiveDb: 40, lossDb: 3 });
    expect(rangeForSnr(constant, 0.1, fromDecibels(6))).toBeCloseTo(194_260, -0.5);
    expect(snrAt(constant, 0.1, 194_260)).toBeCloseTo(fromDecibels(6), 3);
  });
});

/** A radar of which only the reference point matters here. */
const surveillance = (reference: RadarSpec['reference'], pulsesIntegrated = 10): RadarSpec => ({
  scan: 'rotating',
  band: 'L',
  frequencyGhz: 1.3,
  instrumentedRangeKm: 470,
  minimumRangeKm: 1,
  scanPeriodS: 10,
  sectorWidthDeg: 360,
  slewRateDegPerS: 0,
  elevationMinimumDeg: -1,
  elevationMaximumDeg: 30,
  antennaHeightM: 10,
  beamwidthAzimuthDeg: 1.5,
  beamwidthElevationDeg: 1.5,
  rangeResolutionM: 150,
  rangeAccuracyFloorM: 30,
  angleAccuracyFloorMrad: 2,
  pulsesIntegrated,
  minimumRadialSpeedMps: 0,
  falseAlarmsPerScan: 1,
  reference,
  iffInterrogator: true,
  iffRangeKm: 400,
  iffReplyProbability: 0.95,
});

describe('brochure points', () => {
  const nauticalMile = 1.852;
  const tps79 = { rcsM2: 1, rangeKm: 80 * nauticalMile, detectionProbability: 0.8, falseAlarmProbability: 1e-6 };

  test('TPS-79: 80% on 1 m² at 80 nmi comes back, and 16 m² at twice the range, for every fluctuation', () => {
    for (const fluctuation of CASES) {
      const radar = makeRadar(surveillance({ ...tps79, fluctuation }));
      const range = tps79.rangeKm * 1000;
      const at = (rcs: number, r: number) =>
        detectionProbability(fluctuation, snrAt(radar.snrConstant, rcs, r), radar.falseAlarmProbability, radar.pulses);
      expect(at(1, range)).toBeCloseTo(0.8, 9);
      expect(at(16, 2 * range)).toBeCloseTo(0.8, 9);
    }
  });

  test('36D6M: calibrated at 1 km altitude, its range at 100 m is bounded by the horizon, 29% over the brochure', () => {
    // Published on 1 m²: 115 km at 1 km altitude, 42 km at 100 m. Free space alone would give 115 km at both.
    const radar = makeRadar(
      surveillance({ rcsM2: 1, rangeKm: 115, detectionProbability: 0.8, falseAlarmProbability: 1e-6, fluctuation: 1 }),
    );
    const free = rangeForSnr(radar.snrConstant, 1, requiredSnr(1, 0.8, 1e-6, radar.pulses));
    const horizon = radarHorizon(radar.antennaHeight, 100, effectiveEarthRadius(4 / 3));
    expect(free).toBeCloseTo(115_000, 3);
    expect(Math.min(free, horizon) / 42_000).toBeGreaterThan(1);
    expect(Math.min(free, horizon) / 42_000).toBeLessThan(1.3);
  });

  test('90K6E: 450 km on 2 m² is 378 km on 1 m² and 213 km on 0.1 m², by the fourth root', () => {
    const radar = makeRadar(
      surveillance({ rcsM2: 2, rangeKm: 450, detectionProbability: 0.5, falseAlarmProbability: 1e-6, fluctuation: 1 }),
    );
    const needed = requiredSnr(1, 0.5, 1e-6, radar.pulses);
    expect(rangeForSnr(radar.snrConstant, 1, needed)).toBeCloseTo(378_408, -1);
    expect(rangeForSnr(radar.snrConstant, 0.1, needed)).toBeCloseTo(212_796, -1);
  });

  test('the unpublished Pd, Pfa and fluctuation matter: they move the range on 0.1 m² by over a tenth', () => {
    const ranges = CASES.flatMap((fluctuation) =>
      [0.5, 0.9].map((pd) => {
        const reference = {
          rcsM2: 1,
          rangeKm: 150,
          detectionProbability: pd,
          falseAlarmProbability: 1e-6,
          fluctuation,
        };
        const radar = makeRadar(surveillance(reference));
        return rangeForSnr(radar.snrConstant, 0.1, requiredSnr(1, 0.8, 1e-6, radar.pulses));
      }),
    );
    expect(Math.max(...ranges) / Math.min(...ranges)).toBeGreaterThan(1.1);
  });
});
