import { describe, expect, it } from 'vitest';
import {
  type Flight,
  makeFlights,
  NO_BIAS,
  observe,
  positionsAt,
  radarAt,
  type TrueBias,
} from '../../../../test/fixtures/flights.js';
import { scanTracker } from '../../../../test/fixtures/scan-tracker.js';
import { makeStreams, radians } from '../../math/index.js';
import { makeScan, type Scan, type ScanSensor } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import {
  BIAS_TERMS,
  closeWindow,
  corrected,
  type EstimatedBias,
  estimatedBiases,
  makeRegistration,
  REGISTRATION_DEFAULTS,
  type RegistrationConfig,
  registerFrom,
  registerScan,
  takeFlights,
} from './index.js';

const BIASES: TrueBias[] = [
  { range: 200, azimuth: radians(0.3), elevation: 0, time: 0 },
  { range: -150, azimuth: radians(-0.2), elevation: 0, time: 0 },
];
const radars = [radarAt('a', -60_000, 0), radarAt('b', 60_000, 0)];

interface Case {
  readonly seed: number;
  readonly flights: readonly Flight[];
  readonly scans: number;
  readonly biases?: readonly TrueBias[];
  readonly falseAlarms?: number;
  /** Time by which the second radar looks later, s. */
  readonly apart?: number;
  readonly config?: Partial<RegistrationConfig>;
  readonly sensors?: readonly ScanSensor[];
  readonly change?: (scan: Scan) => Scan;
}

/** Registers the radars from their scans; with `apart`, from the tracks that a tracker of each radar alone makes. */
function register({
  seed,
  flights,
  scans,
  biases = BIASES,
  falseAlarms = 0,
  apart = 0,
  config,
  sensors = radars,
  change = (s) => s,
}: Case) {
  const streams = makeStreams(seed, 4);
  const registration = makeRegistration({
    ...REGISTRATION_DEFAULTS,
    windowS: apart > 0 ? 15 : 5,
    sensors: sensors.map((s) => s.id),
    ...config,
  });
  const into = registerFrom(registration);
  const trackers = sensors.map(() => scanTracker());
  for (let k = 0; k < scans; k++) {
    sensors.forEach((radar, s) => {
      const scan = change(observe(radar, 5 * k + s * apart, flights, streams, { bias: biases[s], falseAlarms }).scan);
      if (apart > 0) trackers[s].take(scan);
      registerScan(into, scan, apart > 0 ? trackers[s].assigned : undefined);
    });
  }
  closeWindow(into);
  return { registration, into, estimates: estimatedBiases(registration) };
}
/** Errors of the estimates in their own sigmas. */
const normalised = (
  estimates: readonly EstimatedBias[],
  biases: readonly TrueBias[] = BIASES,
  terms = BIAS_TERMS.slice(0, 3),
) => estimates.flatMap(({ bias, sigma }, s) => terms.map((term) => (bias[term] - biases[s][term]) / sigma[term]));

describe('registration', () => {
  it('finds range, azimuth and elevation bias of radars 80 to 150 km apart from 20 flights in 20 scans, within 3 sigma', () => {
    for (const seed of [1, 2]) {
      const half = seed === 1 ? 40_000 : 75_000;
      const sensors = [radarAt('a', -half, 0), radarAt('b', half, 0)];
      const { estimates } = register({ seed, flights: makeFlights(seed, 20, 120_000), scans: 20, sensors });
      for (const error of normalised(estimates)) expect(Math.abs(error)).toBeLessThan(3);
      for (const { sigma } of estimates) {
        expect(sigma.range).toBeLessThan(10);
        expect(sigma.azimuth).toBeLessThan(radians(0.01));
        expect(sigma.elevation).toBeLessThan(radians(0.02));
      }
    }
  });

  it('its sigmas are true: errors over 20 runs have a variance of one', () => {
    const errors = Array.from({ length: 20 }, (_, run) =>
      normalised(register({ seed: 100 + run, flights: makeFlights(200 + run, 20, 120_000), scans: 4 }).estimates),
    ).flat();
    const variance = errors.reduce((sum, e) => sum + e * e, 0) / errors.length;
    // 120 errors in 20 runs; those of a run are correlated, so the bound is that of 20 × 4 independent ones at 99.9%.
    expect(variance).toBeGreaterThan(0.55);
    expect(variance).toBeLessThan(1.6);
  });

  it('errors fall with the root of the number of looks', () => {
    const rms = [5, 20].map((scans) => {
      const runs = [1, 2, 3, 4, 5].map((seed) => {
        const { estimates } = register({ seed, flights: makeFlights(seed, 20, 120_000), scans });
        return estimates.reduce((sum, { bias }, s) => {
          const d = bias.azimuth - BIASES[s].azimuth;
          return sum + d * d;
        }, 0);
      });
      return Math.sqrt(runs.reduce((a, b) => a + b, 0) / (2 * runs.length));
    });
    // Four times the looks: half the error, give or take what five runs scatter.
    expect(rms[0] / rms[1]).toBeGreaterThan(1.3);
    expect(rms[0] / rms[1]).toBeLessThan(3);
  });

  it('stands false alarms, three times the flights, and flights closer together than the biases move them', () => {
    const crowded = register({ seed: 5, flights: makeFlights(5, 60, 60_000), scans: 10, falseAlarms: 60 });
    for (const error of normalised(crowded.estimates)) expect(Math.abs(error)).toBeLessThan(3);
    expect(crowded.into.ambiguous).toBeGreaterThan(0);
  });

  it('takes radars that look at different times, through their own tracks, and then clocks that differ', () => {
    const biases = [BIASES[0], { ...BIASES[1], time: 0.4 }];
    const prior = { ...REGISTRATION_DEFAULTS.prior, time: 1 };
    const { estimates } = register({
      seed: 6,
      flights: makeFlights(6, 20, 120_000),
      scans: 20,
      apart: 2.5,
      biases,
      falseAlarms: 10,
      config: { prior, reference: undefined },
    });
    for (const error of normalised(estimates, biases)) expect(Math.abs(error)).toBeLessThan(3);
    // Only the difference of two clocks shows.
    const difference = estimates[1].bias.time - estimates[0].bias.time;
    expect(Math.abs(difference - 0.4)).toBeLessThan(0.1);
    expect(estimates[0].observed.time).toBeLessThan(0.6);
    expect(estimates[0].observed.azimuth).toBeGreaterThan(0.99);
  });

  it('says what the geometry does not show', () => {
    // Radars in one place: only differences are seen, so half of each variance stays.
    const sensors = [radarAt('a', 0, 0), radarAt('b', 0, 0)];
    const { estimates } = register({ seed: 7, flights: makeFlights(7, 20, 120_000), scans: 10, sensors });
    for (const { observed } of estimates) {
      expect(observed.azimuth).toBeGreaterThan(0.45);
      expect(observed.azimuth).toBeLessThan(0.6);
    }
    const relative = register({
      seed: 7,
      flights: makeFlights(7, 20, 120_000),
      scans: 10,
      sensors,
      config: { reference: 'a' },
    });
    const [reference, other] = relative.estimates;
    expect(reference.bias).toEqual(NO_BIAS);
    expect(Math.abs(other.bias.azimuth - (BIASES[1].azimuth - BIASES[0].azimuth))).toBeLessThan(
      3 * other.sigma.azimuth,
    );
  });

  it('takes 2-D radars with reported heights', () => {
    const sensors = radars.map((r) => ({ ...r, sigmaHeight: 30, sigmaElevation: 0 }));
    const flights = makeFlights(8, 20, 120_000);
    const { estimates } = register({
      seed: 8,
      flights,
      scans: 10,
      sensors: radars,
      change: (scan) => ({
        ...scan,
        sensor: sensors.find((s) => s.id === scan.sensor.id)!,
        elevation: scan.elevation.map(() => Number.NaN),
        height: Float64Array.from(scan.address, (a) => flights[a - 0x400000].start[2]),
      }),
    });
    for (const error of normalised(estimates, BIASES, ['range', 'azimuth'])) expect(Math.abs(error)).toBeLessThan(3);
    for (const { observed } of estimates) expect(observed.elevation).toBe(0);
  });

  it('a tenth of the pairs wrong: they are found out, and the rest speak', () => {
    const flights = makeFlights(9, 40, 120_000);
    const { registration } = register({ seed: 9, flights, scans: 10 });
    const wrong = makeRegistration(registration.config);
    const pairs = registration.kept.map(({ sightings }, i) =>
      i % 10 === 0 ? [sightings[0], { ...sightings[1], azimuth: sightings[1].azimuth + 0.02 }] : sightings,
    );
    takeFlights(wrong, pairs);
    expect(wrong.refusedNow).toBeGreaterThan(0.9 * (pairs.length / 10));
    expect(wrong.refusedNow).toBeLessThan(1.2 * (pairs.length / 10));
    for (const error of normalised(estimatedBiases(wrong))) expect(Math.abs(error)).toBeLessThan(3);
  });

  it('remembers what old flights said when it keeps few', () => {
    const flights = makeFlights(10, 20, 120_000);
    const [all, few] = [500, 40].map((flightsKept) =>
      register({ seed: 10, flights, scans: 12, config: { flightsKept } }),
    );
    expect(few.registration.kept.length).toBe(40);
    few.estimates.forEach(({ bias, sigma }, s) => {
      const other = all.estimates[s];
      for (const term of BIAS_TERMS.slice(0, 3)) {
        expect(sigma[term] / other.sigma[term]).toBeCloseTo(1, 1);
        expect(Math.abs(bias[term] - other.bias[term])).toBeLessThan(0.3 * sigma[term]);
      }
    });
  });

  it('a scan is corrected in every column that a bias moves', () => {
    const { scan } = observe(radars[0], 10, makeFlights(1, 5, 50_000), makeStreams(1, 0), { bias: BIASES[0] });
    const clean = observe(radars[0], 10, makeFlights(1, 5, 50_000), makeStreams(1, 0)).scan;
    const again = corrected({ ...scan, time: 10.5, sector: [0.001, 1] }, { ...BIASES[0], time: 0.5 });
    expect(again.time).toBe(10);
    expect(again.sector![0]).toBeCloseTo(2 * Math.PI + 0.001 - BIASES[0].azimuth, 12);
    for (let row = 0; row < scan.count; row++) {
      expect(again.range[row]).toBeCloseTo(clean.range[row], 9);
      expect(again.azimuth[row]).toBeCloseTo(clean.azimuth[row], 12);
    }
  });

  it('counts detections that cannot be used, and takes nothing from them', () => {
    const flights = makeFlights(1, 20, 120_000);
    const clean = register({ seed: 1, flights, scans: 4 });
    const spoilt = register({
      seed: 1,
      flights,
      scans: 4,
      change: (scan) => {
        const more = makeScan(scan.sensor, scan.time, scan.count + 3);
        for (const column of ['range', 'azimuth', 'elevation', 'height', 'delay'] as const)
          more[column].set(scan[column]);
        more.range.set([-5, Number.NaN, 1e4], scan.count);
        more.azimuth.set([1, 1, Number.NaN], scan.count);
        return more;
      },
    });
    expect(spoilt.into.unusable).toBe(24);
    expect(spoilt.estimates).toEqual(clean.estimates);
  });

  it('names the sensors it knows when given another', () => {
    const into = registerFrom(makeRegistration({ ...REGISTRATION_DEFAULTS, sensors: ['a', 'b'] }));
    const { scan } = observe(radarAt('c', 0, 0), 0, [], makeStreams(1, 0));
    expect(() => registerScan(into, scan)).toThrow('one of a, b; got c');
  });

  it('a picture of two biased radars, corrected as they are learnt, is within a tenth of the unbiased after 20 scans', () => {
    for (const seed of [2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const streams = makeStreams(seed, 4);
      const trackers = { ideal: scanTracker(), biased: scanTracker(), corrected: scanTracker() };
      const score = { ideal: 0, biased: 0, corrected: 0 };
      const registration = makeRegistration({ ...REGISTRATION_DEFAULTS, sensors: ['a', 'b'], windowS: 5 });
      const into = registerFrom(registration);
      for (let k = 0; k < 40; k++) {
        radars.forEach((radar, s) => {
          const { scan } = observe(radar, 5 * k, flights, streams, { bias: BIASES[s], falseAlarms: 5 });
          registerScan(into, scan);
          trackers.ideal.take(observe(radar, 5 * k, flights, streams, { falseAlarms: 5 }).scan);
          trackers.biased.take(scan);
          trackers.corrected.take(corrected(scan, estimatedBiases(registration)[s].bias));
        });
        if (k < 20) continue;
        const truth = positionsAt(flights, 5 * k);
        for (const name of ['ideal', 'biased', 'corrected'] as const) {
          const shown = Float64Array.from(trackers[name].picture().flatMap(({ state }) => state.slice(0, 3)));
          score[name] += gospa(truth, shown, 1000, 2).total / 20;
        }
      }
      expect(score.corrected).toBeLessThan(1.1 * score.ideal);
      expect(score.biased).toBeGreaterThan(1.5 * score.ideal);
    }
  });
});
