import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surveillanceRadar } from '../../../test/fixtures/radar.js';
import { ecefToGeodeticInto, geodesicInverse } from '../earth/index.js';
import { hashId, invertSymmetric3Into, makeStreams } from '../math/index.js';
import { IFF, makeDetectionBatch } from '../types/index.js';
import {
  falseAlarmCount,
  falseAlarmInto,
  iffAnswer,
  inCoverage,
  inScan,
  lookDue,
  makeOrbit,
  makePlatformState,
  makeRadar,
  makeSite,
  measureInto,
  measurementSigmasInto,
  measurementToEcefInto,
  orbitStateInto,
  scannedShare,
  slew,
} from './index.js';

const degree = Math.PI / 180;

const spec = surveillanceRadar;
const radar = makeRadar(spec);
const sector = makeRadar({ ...spec, scan: 'sector', sectorWidthDeg: 120, slewRateDegPerS: 30, scanPeriodS: 4 });
const streams = makeStreams(7, 3);

describe('a rotating antenna', () => {
  test('passes every azimuth exactly once a rotation, whether or not the step divides the period', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.1, 0.25, 1 / 3, 0.7, 1, 3, 7.3),
        fc.constantFrom(1, 4, 5, 9.7, 10, 12),
        (azimuth, phase, step, scanPeriodS) => {
          const turning = makeRadar({ ...spec, scanPeriodS });
          const rotations = 40;
          const ticks = Math.round((rotations * scanPeriodS) / step);
          let passes = 0;
          for (let k = 0; k < ticks; k++) if (inScan(turning, phase, 0, azimuth, k, step)) passes++;
          // Within one: the run need not end with a whole rotation. A tick longer than a rotation is one look.
          const most = Math.min(ticks, (ticks * step) / scanPeriodS);
          expect(Math.abs(passes - most)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('passes an azimuth again after one period and not before', () => {
    const looks: number[] = [];
    for (let k = 0; k < 3600; k++) if (inScan(radar, 0.3, 0, 1.234, k, 0.7)) looks.push(k * 0.7);
    expect(looks.length).toBe(252);
    for (let i = 1; i < looks.length; i++) expect(Math.abs(looks[i] - looks[i - 1] - 10)).toBeLessThan(0.7 + 1e-9);
  });

  test('sees each of many azimuths in exactly one tick of a rotation', () => {
    for (let a = -180; a < 360; a += 7.7) {
      let ticks = 0;
      for (let k = 20; k < 30; k++) if (inScan(radar, 0.61, 0, a * degree, k, 1)) ticks++;
      expect(ticks).toBe(1);
    }
  });
});

describe('a sector radar', () => {
  test('looks at its whole sector once a period, and not outside', () => {
    let looks = 0;
    for (let k = 0; k < 400; k++) {
      const due = lookDue(sector, 0.2, k, 1);
      if (due) looks++;
      expect(inScan(sector, 0.2, 6, 6 + 59 * degree, k, 1)).toBe(due);
      expect(inScan(sector, 0.2, 6, 6 - 59 * degree, k, 1)).toBe(due);
      expect(inScan(sector, 0.2, 6, 6 + 61 * degree, k, 1)).toBe(false);
    }
    expect(looks).toBe(100);
  });

  test('with a period shorter than the step looks once each tick', () => {
    const quick = makeRadar({ ...spec, scan: 'sector', sectorWidthDeg: 90, scanPeriodS: 0.5 });
    for (let k = 0; k < 50; k++) expect(lookDue(quick, 0.4, k, 1)).toBe(true);
  });

  test('slews the short way at its rate, stops on the mark, and stays put if fixed', () => {
    expect(slew(10 * degree, 350 * degree, 5 * degree, 1)).toBeCloseTo(5 * degree, 12);
    expect(slew(2 * degree, 350 * degree, 5 * degree, 1)).toBeCloseTo(357 * degree, 12);
    expect(slew(2 * degree, 4 * degree, 5 * degree, 1)).toBeCloseTo(4 * degree, 12);
    expect(slew(1, 3, 0, 1)).toBe(1);
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (b, w) => {
          let boresight = b;
          for (let i = 0; i < 40; i++) {
            boresight = slew(boresight, w, 0.1, 1);
            expect(boresight).toBeGreaterThanOrEqual(0);
            expect(boresight).toBeLessThan(2 * Math.PI);
          }
          expect(Math.cos(boresight - w)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

test('only what is between the blind and the instrumented range, within elevation and off the notch is processed', () => {
  expect(inCoverage(radar, 100e3, 0.1, 200)).toBe(true);
  expect(inCoverage(radar, 100e3, 0.1, -200)).toBe(true);
  expect(inCoverage(radar, 1.9e3, 0.1, 200)).toBe(false);
  expect(inCoverage(radar, 401e3, 0.1, 200)).toBe(false);
  expect(inCoverage(radar, 100e3, Math.sin(31 * degree), 200)).toBe(false);
  expect(inCoverage(radar, 100e3, Math.sin(-1.1 * degree), 200)).toBe(false);
  expect(inCoverage(radar, 100e3, 0.1, 19)).toBe(false);
});

describe('measurement errors', () => {
  const sigmas = new Float64Array(3);
  const bare = makeRadar({ ...spec, rangeAccuracyFloorM: 0.5, angleAccuracyFloorMrad: 0.05 });

  test('at 20 dB and one pulse are beamwidth / (1.6 √200): 0.0663 beamwidths', () => {
    const one = makeRadar({ ...spec, pulsesIntegrated: 1, rangeAccuracyFloorM: 0.5, angleAccuracyFloorMrad: 0.05 });
    measurementSigmasInto(one, 100, sigmas);
    expect(sigmas[0]).toBeCloseTo(Math.sqrt(150 ** 2 / 200 + 0.25), 9);
    expect(sigmas[1]).toBeCloseTo(Math.hypot((1.5 * degree) / (1.6 * Math.sqrt(200)), 5e-5), 12);
    expect(sigmas[2] / sigmas[1]).toBeCloseTo(2 / 1.5, 2);
  });

  test('fall as the root of the signal, down to the floor', () => {
    measurementSigmasInto(bare, 10, sigmas);
    const near = sigmas[1];
    measurementSigmasInto(bare, 40, sigmas);
    expect(near / sigmas[1]).toBeCloseTo(2, 1);
    measurementSigmasInto(radar, 1e9, sigmas);
    expect(sigmas[0]).toBeCloseTo(30, 3);
    expect(sigmas[1]).toBeCloseTo(0.002, 6);
  });

  test('never exceed those of a signal at the threshold', () => {
    measurementSigmasInto(radar, 1e-9, sigmas);
    const weakest = [...sigmas];
    measurementSigmasInto(radar, radar.thresholdSnr, sigmas);
    expect([...sigmas]).toEqual(weakest);
    expect(weakest[1]).toBeLessThan((1.5 * degree) / 3);
  });
});

describe('a report in ECEF', () => {
  const site = makeSite(40 * degree, 33 * degree, 900);
  const position = new Float64Array(3);
  const covariance = new Float64Array(6);

  test('straight up lies above the site, due north to the north of it', () => {
    const sigmas = Float64Array.of(10, 0.001, 0.001);
    const geodetic = new Float64Array(3);
    measurementToEcefInto(5000, 1, Math.PI / 2, sigmas, site.basis, site.positionEcef, position, 0, covariance, 0);
    ecefToGeodeticInto(position[0], position[1], position[2], geodetic);
    expect(geodetic[2]).toBeCloseTo(5900, 3);
    measurementToEcefInto(50e3, 0, 0, sigmas, site.basis, site.positionEcef, position, 0, covariance, 0);
    ecefToGeodeticInto(position[0], position[1], position[2], geodetic);
    expect(geodetic[0]).toBeGreaterThan(40.4 * degree);
    expect(geodetic[1]).toBeCloseTo(33 * degree, 9);
  });

  test('has a covariance that is never singular, its spread the sum of the three errors', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 600e3, noNaN: true }),
        fc.double({ min: 0, max: 6.3, noNaN: true }),
        fc.double({ min: -0.1, max: Math.PI / 2, noNaN: true }),
        (range, azimuth, elevation) => {
          const sigmas = Float64Array.of(30, 0.002, 0.003);
          measurementToEcefInto(
            range,
            azimuth,
            elevation,
            sigmas,
            site.basis,
            site.positionEcef,
            position,
            0,
            covariance,
            0,
          );
          const r = Math.max(1000, range);
          const trace = covariance[0] + covariance[3] + covariance[5];
          expect(trace / (900 + (r * 0.002) ** 2 + (r * 0.003) ** 2)).toBeCloseTo(1, 9);
          const [a, b, c, d, e, f] = covariance;
          const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
          expect(determinant / (900 * (r * 0.002) ** 2 * (r * 0.003) ** 2)).toBeCloseTo(1, 3);
        },
      ),
    );
  });

  test('is consistent: 4000 reports have a normalised error squared of 3 and next to no bias', () => {
    const batch = makeDetectionBatch(1);
    const truth = new Float64Array(3);
    const [range, azimuth, elevation, snr] = [180e3, 2.1, 0.05, 20];
    measurementToEcefInto(
      range,
      azimuth,
      elevation,
      new Float64Array(3),
      site.basis,
      site.positionEcef,
      truth,
      0,
      covariance,
      0,
    );
    const line = Float64Array.of(...[0, 1, 2].map((k) => truth[k] - site.positionEcef[k]), snr);
    const words = new Uint32Array(4);
    const inverse = new Float64Array(6);
    const sum = [0, 0, 0];
    let nees = 0;
    let state = 12345;
    const count = 4000;
    for (let i = 0; i < count; i++) {
      for (let w = 0; w < 4; w++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        words[w] = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
      }
      measureInto(radar, line, words, 0, site.basis, site.positionEcef, batch, 0);
      const e = [0, 1, 2].map((k) => batch.positionEcef[k] - truth[k]);
      e.forEach((x, k) => {
        sum[k] += x / count;
      });
      invertSymmetric3Into(batch.covariance, inverse);
      const [a, b, c, d, f, g] = inverse;
      nees +=
        (e[0] * (a * e[0] + b * e[1] + c * e[2]) +
          e[1] * (b * e[0] + d * e[1] + f * e[2]) +
          e[2] * (c * e[0] + f * e[1] + g * e[2])) /
        count;
    }
    // χ² with 3 degrees of freedom: mean 3, standard error √(6/4000) = 0.04.
    expect(Math.abs(nees - 3)).toBeLessThan(0.15);
    // Standard error of the mean across the beam is about 1000 m / √4000.
    expect(Math.hypot(...sum)).toBeLessThan(60);
    expect(batch.snr[0]).toBe(20);
  });
});

describe('false alarms', () => {
  const id = hashId('radar-1');

  test('come at their mean number a scan, however many ticks a scan takes', () => {
    for (const step of [0.5, 1, 3]) {
      let total = 0;
      const ticks = 10_000 / step;
      for (let k = 0; k < ticks; k++) total += falseAlarmCount(radar, streams, id, 0.3, k, step);
      // 1000 scans of 8: standard error 0.09.
      expect(Math.abs(total / 1000 - 8)).toBeLessThan(0.36);
    }
  });

  test('of a rotating antenna lie where the beam passed in the tick', () => {
    const out = new Float64Array(3);
    for (let k = 0; k < 200; k++) {
      falseAlarmInto(radar, streams, id, k % 5, 0.3, 0, k, 1, out);
      expect(inScan(radar, 0.3, 0, out[1], k, 1)).toBe(true);
      expect(inCoverage(radar, out[0], Math.sin(out[2]), 100)).toBe(true);
    }
    expect(scannedShare(radar, 0.3, 4, 1)).toBeCloseTo(0.1, 12);
  });

  test('of a sector radar lie in its sector, uniformly in range', () => {
    const out = new Float64Array(3);
    let mean = 0;
    for (let k = 0; k < 3000; k++) {
      falseAlarmInto(sector, streams, id, 0, 0, 6, k, 1, out);
      expect(Math.cos(out[1] - 6)).toBeGreaterThanOrEqual(Math.cos(60 * degree) - 1e-12);
      mean += out[0] / 3000;
    }
    expect(Math.abs(mean / 201e3 - 1)).toBeLessThan(0.05);
  });

  test('are none where the mean is none', () => {
    const quiet = makeRadar({ ...spec, falseAlarmsPerScan: 0 });
    for (let k = 0; k < 50; k++) expect(falseAlarmCount(quiet, streams, id, 0, k, 1)).toBe(0);
  });
});

describe('an interrogation', () => {
  test('is answered with the transponder’s mode', () => {
    expect(iffAnswer(radar, 'friend', 100e3, 0.5)).toBe(IFF.friendReply);
    expect(iffAnswer(radar, 'civil', 100e3, 0.5)).toBe(IFF.civilReply);
    expect(iffAnswer(radar, 'off', 100e3, 0.5)).toBe(IFF.noReply);
  });

  test('goes unheard as often as the reply probability says', () => {
    expect(iffAnswer(radar, 'friend', 100e3, 0.949)).toBe(IFF.friendReply);
    expect(iffAnswer(radar, 'friend', 100e3, 0.951)).toBe(IFF.noReply);
  });

  test('is not made beyond its range, without an interrogator, or with the switch off', () => {
    expect(iffAnswer(radar, 'friend', 301e3, 0.1)).toBe(IFF.notInterrogated);
    expect(iffAnswer(makeRadar(spec, false), 'friend', 100e3, 0.1)).toBe(IFF.notInterrogated);
    expect(iffAnswer(makeRadar({ ...spec, iffInterrogator: false }), 'off', 1e3, 0.1)).toBe(IFF.notInterrogated);
  });
});

describe('an airborne platform', () => {
  const orbit = makeOrbit({ latDeg: 39, lonDeg: 32, altitudeM: 9000, orbitRadiusKm: 30, speedMps: 200 }, 0.25);
  const state = makePlatformState();

  test('keeps its altitude, its distance from the centre and its speed', () => {
    const before = new Float64Array(3);
    for (let t = 0; t <= 1000; t += 10) {
      orbitStateInto(orbit, t, state);
      const { distance } = geodesicInverse(39 * degree, 32 * degree, state.lat, state.lon);
      expect(Math.abs(distance / 30_000 - 1)).toBeLessThan(0.002);
      expect(state.height).toBe(9000);
      if (t > 0) {
        const moved = Math.hypot(...state.positionEcef.map((x, i) => x - before[i]));
        expect(Math.abs(moved / 2000 - 1)).toBeLessThan(0.002);
      }
      before.set(state.positionEcef);
    }
  });

  test('starts at its bearing, turns clockwise and carries its own east, north and up', () => {
    orbitStateInto(orbit, 0, state);
    expect(state.lon).toBeGreaterThan(32.3 * degree);
    orbitStateInto(orbit, (Math.PI / 2) * 150, state);
    expect(state.lat).toBeLessThan(38.8 * degree);
    expect(state.lon).toBeCloseTo(32 * degree, 4);
    const site = makeSite(state.lat, state.lon, 9000);
    expect([...state.basis]).toEqual([...site.basis]);
    expect([...state.positionEcef]).toEqual([...site.positionEcef]);
  });
});
