import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeFlights, observe, positionsAt, radarAt } from '../../../../test/fixtures/flights.js';
import { exp, makeStreams } from '../../math/index.js';
import { makeScan, type Scan, type ShownTrack } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import { decay } from './density.js';
import { createModeBank, type ModeBankConfig } from './index.js';

const RADAR = radarAt('radar', 0, 0, { maxRange: 120_000, clutterDensity: 1e-6, clutterElevation: [0, 0.2] });
const FLIGHTS = makeFlights(5, 20, 120_000);

function observed(seed: number, scans: number, falseAlarms = 0, radar = RADAR): Scan[] {
  const told = { ...radar, clutterDensity: Math.max(0.01, falseAlarms) / (2 * Math.PI * radar.maxRange) };
  return Array.from(
    { length: scans },
    (_, k) => observe(told, 5 * k, FLIGHTS, makeStreams(seed, 0), { falseAlarms }).scan,
  );
}

/** The pictures after each scan. */
function pictures(scans: readonly Scan[], settings: Partial<ModeBankConfig> = {}): ShownTrack[][] {
  const bank = createModeBank(settings);
  return scans.map((scan) => {
    bank.take(scan);
    return bank.picture();
  });
}

const places = (picture: readonly ShownTrack[]): Float64Array =>
  Float64Array.from(picture.flatMap(({ state }) => state.slice(0, 3)));
/** Mean GOSPA over the scans from `first` on, m. */
const meanGospa = (shown: readonly ShownTrack[][], first: number): number =>
  shown.slice(first).reduce((sum, picture, k) => {
    const truth = positionsAt(FLIGHTS, 5 * (first + k));
    return sum + gospa(truth, places(picture), 1000, 2).total / (shown.length - first);
  }, 0);

describe('a picture', () => {
  test('holds every flight once, under one number, with turns of 1–2 g among them', () => {
    const shown = pictures(observed(1, 40, 20));
    const last = shown[39];
    expect(last.length).toBe(FLIGHTS.length);
    const settled = new Set(shown[9].map(({ number }) => number));
    expect(last.filter(({ number }) => settled.has(number)).length).toBeGreaterThanOrEqual(FLIGHTS.length - 1);
    const rms = meanGospa(shown, 10) / Math.sqrt(FLIGHTS.length);
    // A plot alone is 260 m off.
    expect(rms).toBeLessThan(200);
  });

  test('is the same bytes twice', () => {
    expect(JSON.stringify(pictures(observed(2, 20, 30)))).toBe(JSON.stringify(pictures(observed(2, 20, 30))));
  });

  test('does not depend on the order of the detections in a scan', () => {
    const scans = observed(3, 12, 10);
    const wanted = pictures(scans).map(places);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const shuffled = scans.map((scan, k) => reordered(scan, seed + k));
        pictures(shuffled).forEach((picture, k) => {
          // Numbers follow rows; positions, in another order, are the same.
          expect(byFirst(places(picture))).toEqual(byFirst(wanted[k]));
        });
      }),
      { numRuns: 8 },
    );
  });

  test('shows nothing where nothing flies: no detections, and false alarms alone', () => {
    expect(pictures(Array.from({ length: 20 }, (_, k) => makeScan(RADAR, 5 * k, 0))).flat()).toEqual([]);
    const told = { ...RADAR, clutterDensity: 30 / (2 * Math.PI * RADAR.maxRange) };
    const noise = Array.from(
      { length: 100 },
      (_, k) => observe(told, 5 * k, [], makeStreams(4, 0), { falseAlarms: 30 }).scan,
    );
    const shown = pictures(noise);
    expect(shown.slice(1).flat().length / 99).toBeLessThan(0.15);
  });

  test('coasts through missed detections, then hides the track and shows it again under its number', () => {
    const radar = { ...RADAR, detectionProbability: 0.9 };
    const one = [{ ...FLIGHTS[1], turn: [0, 0] as const, start: [-20_000, 30_000, 8000] as const, heading: 1.5 }];
    const seen = { ...radar, detectionProbability: 1 };
    const scans = Array.from({ length: 30 }, (_, k) => {
      const { scan } = observe(seen, 5 * k, k >= 15 && k < 20 ? [] : one, makeStreams(6, 0));
      return { ...scan, sensor: radar };
    });
    const shown = pictures(scans).map((picture) => picture.map(({ number }) => number));
    const [number] = shown[14];
    expect(shown[15]).toEqual([number]);
    expect(shown[16]).toEqual([number]);
    expect(shown[19]).toEqual([]);
    expect(shown[20]).toEqual([number]);
  });
});

describe('what it is made of is worth it', () => {
  const scans = observed(7, 60, 20);
  const whole = meanGospa(pictures(scans), 5);

  test('turns: without them a flight that turns is lost or far off', () => {
    expect(meanGospa(pictures(scans, { turnAccelerations: [0.1] }), 5)).toBeGreaterThan(1.1 * whole);
  });

  test('a track’s height is its own: level flight is told from climbs', () => {
    const heights = pictures(scans)[59].map(({ state }) => state[2]);
    const truth = FLIGHTS.map(({ start }) => start[2]);
    const off = heights.map((height) => Math.min(...truth.map((t) => Math.abs(t - height))));
    expect(off.reduce((a, b) => a + b, 0) / off.length).toBeLessThan(80);
  });
});

describe('why', () => {
  test('says what a track took, what it refused, and who took that', () => {
    const bank = createModeBank({ keepReasons: true });
    for (const scan of observed(8, 20, 20)) bank.take(scan);
    const [track] = bank.picture();
    const reasons = bank.why(track.number);
    expect(reasons.length).toBeGreaterThan(15);
    for (const { taken, gain, modes, weighed, existence } of reasons.slice(2)) {
      expect(existence).toBeGreaterThanOrEqual(0);
      expect(existence).toBeLessThanOrEqual(1);
      expect(modes.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      const own = weighed.find(({ row }) => row === taken);
      if (taken >= 0) {
        expect(own?.takenBy).toBe(track.number);
        expect(gain).toBeGreaterThan(-16);
      } else expect(gain).toBeLessThan(0);
      expect(weighed.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  test('is empty unless it was asked for', () => {
    const bank = createModeBank();
    for (const scan of observed(8, 5)) bank.take(scan);
    expect(bank.why(bank.picture()[0].number)).toEqual([]);
  });
});

describe('bad input is counted, and the rest goes on', () => {
  const problemsOf = (change: (scan: Scan) => Scan): object => {
    const bank = createModeBank();
    observed(9, 4).forEach((scan, k) => {
      bank.take(k === 2 ? change(scan) : scan);
    });
    expect(bank.picture().length).toBeGreaterThan(15);
    return bank.problems;
  };
  const withFirst = (column: 'range' | 'azimuth' | 'elevation', value: number) => (scan: Scan) => {
    scan[column][0] = value;
    return scan;
  };

  test.each([
    ['negative range', withFirst('range', -5)],
    ['no range', withFirst('range', Number.NaN)],
    ['no range', withFirst('range', Number.POSITIVE_INFINITY)],
    ['azimuth beyond a turn', withFirst('azimuth', 7)],
    ['no azimuth', withFirst('azimuth', Number.NaN)],
    ['elevation beyond the vertical', withFirst('elevation', 1.6)],
    ['scan out of time order', (scan: Scan) => ({ ...scan, time: 1 })],
    ['scan without time', (scan: Scan) => ({ ...scan, time: Number.NaN })],
    [
      'sensor without errors: sigmas must be above zero',
      (scan: Scan) => ({ ...scan, sensor: { ...scan.sensor, sigmaRange: 0 } }),
    ],
  ])('%s', (problem, change) => {
    expect(problemsOf(change)).toEqual({ [problem]: 1 });
  });

  test('a scan of 100,000 detections is taken in bounded memory, and what had no room is counted', () => {
    const bank = createModeBank({ maximumLeaves: 4096 });
    const scan = (time: number): Scan => {
      const crowd = makeScan(RADAR, time, 100_000);
      for (let i = 0; i < 100_000; i++) {
        crowd.range[i] = 10_000 + i;
        crowd.azimuth[i] = (i * 2.399963) % 6.283;
        crowd.elevation[i] = 0.05;
      }
      return crowd;
    };
    bank.take(scan(0));
    bank.take(scan(5));
    expect(bank.problems['no room for another track']).toBeGreaterThan(90_000);
    expect(bank.picture().length).toBeLessThanOrEqual(4096);
  });
});

test('densities: exp(−x) within 3e-9 of its value', () => {
  for (let k = 0; k < 4000; k++) {
    const x = k * 0.00993;
    expect(Math.abs(decay(x) / exp(-x) - 1)).toBeLessThan(3e-9);
  }
  expect(decay(Number.NaN)).toBe(0);
});

function reordered(scan: Scan, seed: number): Scan {
  const order = Array.from({ length: scan.count }, (_, i) => i).sort(
    (a, b) => ((a * 7919 + seed) % 1009) - ((b * 7919 + seed) % 1009) || a - b,
  );
  const out = makeScan(scan.sensor, scan.time, scan.count);
  for (const name of ['range', 'azimuth', 'elevation'] as const)
    order.forEach((from, to) => {
      out[name][to] = scan[name][from];
    });
  return out;
}

function byFirst(positions: Float64Array): number[][] {
  const rows = Array.from({ length: positions.length / 3 }, (_, k) => [...positions.subarray(3 * k, 3 * k + 3)]);
  return rows.sort((a, b) => a[0] - b[0]).map((row) => row.map((x) => Math.round(1e6 * x) / 1e6));
}
