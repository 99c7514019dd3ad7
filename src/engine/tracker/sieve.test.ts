import { describe, expect, test } from 'vitest';
import { makeScan, type Scan, type ScanSensor } from '../types/index.js';
import { sensorFault, sieveScans } from './sieve.js';

const sensor: ScanSensor = {
  id: 'radar',
  position: [0, 0, 0],
  rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  sigmaRange: 30,
  sigmaAzimuth: 0.001,
  sigmaElevation: 0.002,
  sigmaRangeRate: 0,
  sigmaHeight: 0,
  minRange: 0,
  maxRange: 100_000,
  minElevation: -0.1,
  maxElevation: 1,
  detectionProbability: 0.9,
  clutterDensity: 0,
  period: 5,
};
/** A scan of plots given as range, azimuth and elevation. */
const scan = (time: number, ...plots: [number, number, number][]): Scan => {
  const made = makeScan(sensor, time, plots.length);
  plots.forEach(([range, azimuth, elevation], row) => {
    made.range[row] = range;
    made.azimuth[row] = azimuth;
    made.elevation[row] = elevation;
  });
  return made;
};

describe('the sieve before a tracker', () => {
  test('passes sound scans as they are', () => {
    const scans = [scan(0, [5000, 1, 0.1]), scan(5)];
    const sieved = sieveScans(scans);
    expect(sieved.scans[0]).toBe(scans[0]);
    expect(sieved).toMatchObject({ given: [0, 1], rows: [undefined, undefined], problems: [] });
  });

  test('leaves out impossible plots, counts each kind, and remembers the rows of the others', () => {
    const { scans, rows, problems } = sieveScans([
      scan(0, [-5, 1, 0], [5000, 7, 0], [6000, 1, 0], [Number.NaN, 1, 0], [5000, Number.NaN, 0], [7000, 1, 2]),
    ]);
    expect([...scans[0].range]).toEqual([6000]);
    expect([...(rows[0] ?? [])]).toEqual([2]);
    expect(problems.map(({ message, count }) => [message, count])).toEqual([
      ['plots of negative range or none: left out', 1],
      ['plots with an azimuth beyond a turn: left out', 1],
      ['plots without a range: left out', 1],
      ['plots without an azimuth: left out', 1],
      ['plots with an elevation beyond straight up or down: left out', 1],
    ]);
  });

  test('puts scans in order of time, takes none twice, and tells both', () => {
    const { given, problems } = sieveScans([scan(0), scan(10, [5000, 1, 0]), scan(5), scan(10, [5000, 1, 0])]);
    expect(given).toEqual([0, 2, 1]);
    expect(problems.map(({ message, first }) => [message, first[0].time])).toEqual([
      ['scans earlier than the one before: put in their place', 5],
      ['scans given twice: taken once', 10],
    ]);
  });

  test('leaves out scans without a time, or of more plots than can be held', () => {
    const { scans, problems } = sieveScans([scan(Number.NaN), makeScan(sensor, 0, 100_000)]);
    expect(scans).toEqual([]);
    expect(problems.length).toBe(2);
  });

  test('wants a sigma above 0 of whatever a sensor measures', () => {
    const flat = { ...sensor, sigmaElevation: 0 };
    expect(sensorFault(flat, [scan(0, [5000, 1, Number.NaN])])).toBeUndefined();
    expect(sensorFault(flat, [scan(0, [5000, 1, 0.1])])).toBe('sigma of elevation must be a number above 0; got 0');
  });
});
