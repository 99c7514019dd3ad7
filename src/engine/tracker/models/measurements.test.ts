import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cos, radians, sin } from '../../math/index.js';
import { makeScan, type ScanSensor } from '../../types/index.js';
import type { Component } from '../roles/index.js';
import { makeRefusals, measurementsOfScan, polarModel, residualOf } from './index.js';

/** A sensor that leans and is turned away from the frame, as one far from the frame's origin on a round earth is. */
const lean = 0.3;
const turned = 1.1;
const sensor: ScanSensor = {
  id: 'north',
  position: [1000, -2000, 50],
  rotation: [
    ...[cos(turned), sin(turned), 0],
    ...[-sin(turned) * cos(lean), cos(turned) * cos(lean), sin(lean)],
    ...[sin(turned) * sin(lean), -cos(turned) * sin(lean), cos(lean)],
  ],
  sigmaRange: 30,
  sigmaAzimuth: 0.002,
  sigmaElevation: 0.003,
  sigmaRangeRate: 1,
  sigmaHeight: 40,
  minRange: 1000,
  maxRange: 200_000,
  minElevation: -0.2,
  maxElevation: 1.5,
  detectionProbability: 0.9,
  clutterDensity: 1e-6,
  period: 5,
};
const level: ScanSensor = { ...sensor, position: [0, 0, 0], rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
const all: readonly Component[] = ['range', 'azimuth', 'elevation', 'rangeRate', 'height', 'x', 'y', 'z'];

describe('a measurement model', () => {
  it('has the Jacobian that finite differences give, for every component, place and extra state', () => {
    for (const radius of [Number.POSITIVE_INFINITY, 6371008.8]) {
      const model = polarModel(sensor, all, radius);
      for (const place of [
        [40_000, 25_000, 8000],
        [-30_000, 9000, -4000],
        [2000, -90_000, 300],
      ]) {
        const x = Float64Array.of(...place, 210, -90, 15, 0.02);
        const h = model.jacobian(x);
        for (let j = 0; j < 7; j++) {
          const plus = x.slice();
          const minus = x.slice();
          plus[j] += 0.5;
          minus[j] -= 0.5;
          const slope = residualOf(model, model.measure(plus), model.measure(minus));
          for (let i = 0; i < all.length; i++) {
            expect(Math.abs(h[7 * i + j] - slope[i])).toBeLessThan(1e-9 + 1e-6 * Math.abs(slope[i]));
          }
        }
      }
    }
  });

  it('measures azimuth from north by east, elevation from the horizontal, range rate away from the sensor', () => {
    const model = polarModel(level, ['range', 'azimuth', 'elevation', 'rangeRate']);
    const z = model.measure(Float64Array.of(3000, 0, -4000, -30, 0, 40));
    expect([...z]).toEqual([5000, Math.PI / 2, expect.closeTo(-0.9272952180016122, 15), -50]);
  });

  it('takes the height above a round earth from a sphere that touches the frame at its origin', () => {
    const radius = 6371008.8;
    const [height] = polarModel(level, ['height'], radius).measure(Float64Array.of(100_000, 0, 5000, 0, 0, 0));
    expect(height).toBeCloseTo(Math.sqrt((radius + 5000) ** 2 + 1e10) - radius, 6);
    expect(height - 5000).toBeCloseTo(784, 0);
  });

  it('takes the short way round between two azimuths either side of south', () => {
    const model = polarModel(level, ['azimuth', 'elevation']);
    const [azimuth] = residualOf(model, Float64Array.of(radians(179.9), 0), Float64Array.of(radians(-179.9), 0));
    expect(azimuth).toBeCloseTo(radians(-0.2), 12);
  });

  it('stays finite straight above the sensor, where an azimuth means nothing', () => {
    const h = polarModel(level, all).jacobian(Float64Array.of(0, 0, 9000, 1, 2, 3));
    expect(h.every(Number.isFinite)).toBe(true);
  });
});

describe('the measurements of a scan', () => {
  it('hold of each row what is not NaN', () => {
    const scan = makeScan(sensor, 100, 4);
    scan.azimuth.set([1, 2, 3, -4]);
    scan.range.set([5000, 6000, 7000, 8000]);
    scan.elevation.set([0.1, Number.NaN, Number.NaN, -0.05]);
    scan.rangeRate.set([Number.NaN, Number.NaN, Number.NaN, -200]);
    scan.height.set([Number.NaN, Number.NaN, 3000, Number.NaN]);
    scan.delay[3] = 0.5;
    scan.address[1] = 0xabcdef;
    const got = measurementsOfScan(scan);
    expect(got.map((z) => z.model.components)).toEqual([
      ['range', 'azimuth', 'elevation'],
      ['range', 'azimuth'],
      ['range', 'azimuth', 'height'],
      ['range', 'azimuth', 'elevation', 'rangeRate'],
    ]);
    expect([...got[2].value]).toEqual([7000, 3, 3000]);
    expect([...got[2].noise]).toEqual([900, 0, 0, 0, 0.002 * 0.002, 0, 0, 0, 1600]);
    expect(got[3].value[1]).toBeCloseTo(2 * Math.PI - 4, 12);
    expect(got.map((z) => [z.time, z.row, z.address])).toEqual([
      [100, 0, -1],
      [100, 1, 0xabcdef],
      [100, 2, -1],
      [100.5, 3, -1],
    ]);
  });

  it('of a sensor without range are bearings', () => {
    const scan = makeScan({ ...sensor, sigmaRange: 0 }, 0, 2);
    scan.azimuth.set([1, 2]);
    scan.elevation.set([Number.NaN, 0.2]);
    expect(measurementsOfScan(scan).map((z) => z.model.components)).toEqual([['azimuth'], ['azimuth', 'elevation']]);
  });

  it.each([
    ['range', 0, -1, 'range must be above 0 m; got -1 m'],
    ['range', 0, 0, 'range must be above 0 m; got 0 m'],
    ['range', 0, Number.NaN, 'range must be above 0 m; got NaN m'],
    ['range', 0, Number.POSITIVE_INFINITY, 'range must be above 0 m; got Infinity m'],
    ['azimuth', 1, 6.3, 'azimuth must lie within a turn, −2π to 2π rad; got 6.3 rad'],
    ['azimuth', 1, Number.NaN, 'azimuth must lie within a turn, −2π to 2π rad; got NaN rad'],
    ['elevation', 2, 1.6, 'elevation must be −π/2 to π/2 rad; got 1.6 rad'],
    ['rangeRate', 3, Number.NEGATIVE_INFINITY, 'rangeRate must be a finite number; got -Infinity'],
    ['time', 4, Number.NaN, 'time must be a finite number of seconds; got 7 + NaN'],
  ])('leave out a row of bad %s and count it', (cause, column, value, reason) => {
    const scan = makeScan(sensor, 7, 2);
    scan.range.fill(5000);
    scan.azimuth.fill(1);
    scan.elevation.fill(0.1);
    [scan.range, scan.azimuth, scan.elevation, scan.rangeRate, scan.delay][column][1] = value;
    const refusals = makeRefusals();
    expect(measurementsOfScan(scan, refusals).map((z) => z.row)).toEqual([0]);
    expect(refusals).toEqual({
      count: 1,
      byCause: new Map([[cause, 1]]),
      first: [{ sensor: 'north', time: 7, row: 1, reason }],
    });
    expect(() => measurementsOfScan(scan)).toThrow(`sensor north, scan at 7 s, detection 1: ${reason}`);
  });

  it.each([0, -3, Number.NaN])('leave out every row whose sigma is %s and say how to leave the value out', (sigma) => {
    const scan = makeScan({ ...sensor, sigmaElevation: sigma }, 7, 30);
    scan.range.fill(5000);
    scan.azimuth.fill(1);
    scan.elevation.fill(0.1);
    const refusals = makeRefusals();
    expect(measurementsOfScan(scan, refusals)).toEqual([]);
    expect(refusals.count).toBe(30);
    expect(refusals.first.length).toBe(20);
    expect(refusals.first[0].reason).toBe(
      `a measured elevation needs a sigma above 0, or the elevation left out as NaN; got sigma ${sigma}`,
    );
  });

  it('share model and noise among rows of a kind', () => {
    const scan = makeScan(sensor, 0, 2);
    scan.range.fill(5000);
    scan.azimuth.fill(1);
    const [a, b] = measurementsOfScan(scan);
    const [c] = measurementsOfScan(scan);
    expect(a.model).toBe(b.model);
    expect(a.noise).toBe(c.noise);
  });
});

test('whatever a row holds, it is a finite measurement or a counted refusal', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -7, max: 7 }), fc.constantFrom(0, -0, Number.NaN, -1, 5000));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number, number, number, number), { maxLength: 5 }), (rows) => {
      const scan = makeScan(sensor, 3, rows.length);
      const columns = [scan.range, scan.azimuth, scan.elevation, scan.rangeRate, scan.height, scan.delay];
      rows.forEach((row, k) => {
        columns.forEach((column, c) => {
          column[k] = row[c];
        });
      });
      const refusals = makeRefusals();
      const taken = measurementsOfScan(scan, refusals);
      expect(taken.length + refusals.count).toBe(rows.length);
      for (const { value, time } of taken) {
        expect([...value, time].every(Number.isFinite)).toBe(true);
        expect(value.length).toBeGreaterThanOrEqual(2);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('two lengths of earth give two models of height', () => {
  const scan = makeScan(level, 0, 1);
  scan.range.fill(100_000);
  scan.azimuth.fill(1);
  scan.height.fill(5000);
  const x = Float64Array.of(84_000, 54_000, 5000, 0, 0, 0);
  const [flat] = measurementsOfScan(scan);
  const [round] = measurementsOfScan(scan, undefined, { earthRadius: 6371008.8 });
  expect(round.model.measure(x)[2]).toBeGreaterThan(flat.model.measure(x)[2] + 700);
});
