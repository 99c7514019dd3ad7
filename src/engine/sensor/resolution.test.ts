import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Echo, mergeEchoes, rangeRateResolution, rangeRateSigma } from './index.js';

const degree = Math.PI / 180;
const cell = { range: 150, azimuth: 1.5 * degree, elevation: 2 * degree, rangeRate: Number.POSITIVE_INFINITY };
const echo = (more: Partial<Echo>): Echo => ({
  range: 50e3,
  azimuth: 1,
  elevation: 0.05,
  rangeRate: -200,
  snr: 20,
  ...more,
});

describe('two objects in one look', () => {
  test('closer than a cell in every quantity are one report at their centre of power', () => {
    const [one, ...others] = mergeEchoes([echo({}), echo({ range: 50_100, azimuth: 1.01, snr: 60 })], cell);
    expect(others).toEqual([]);
    expect(one.range).toBeCloseTo(50_075, 9);
    expect(one.azimuth).toBeCloseTo(1.0075, 12);
    expect(one.snr).toBe(80);
    expect(one.members).toEqual([1, 0]);
  });

  test.each([
    ['range', { range: 50_151 }],
    ['azimuth', { azimuth: 1 + 1.52 * degree }],
    ['elevation', { elevation: 0.05 + 2.01 * degree }],
  ])('a cell apart in %s are two', (_, apart) => {
    expect(mergeEchoes([echo({}), echo(apart)], cell).length).toBe(2);
  });

  test('are told apart by their range rates where the radar measures them', () => {
    const pair = [echo({}), echo({ rangeRate: -180 })];
    expect(mergeEchoes(pair, cell).length).toBe(1);
    expect(mergeEchoes(pair, { ...cell, rangeRate: 10 }).length).toBe(2);
  });

  test('either side of north are neighbours', () => {
    const [one, ...others] = mergeEchoes([echo({ azimuth: 0.01 }), echo({ azimuth: 2 * Math.PI - 0.01 })], cell);
    expect(others).toEqual([]);
    expect(Math.cos(one.azimuth)).toBeCloseTo(1, 12);
  });

  test('without any power are one report where the first of them is', () => {
    const [one, ...others] = mergeEchoes([echo({ snr: 0 }), echo({ snr: 0, range: 50_100 })], cell);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ range: 50e3, azimuth: 1, elevation: 0.05, snr: 0 });
  });

  test('high up are as far apart as the angle across the line of sight', () => {
    const pair = [echo({ elevation: 80 * degree }), echo({ elevation: 80 * degree, azimuth: 1 + 8 * degree })];
    expect(mergeEchoes(pair, cell).length).toBe(1);
  });
});

describe('many objects in one look', () => {
  test('in a line do not merge into one long report', () => {
    const line = Array.from({ length: 10 }, (_, i) => echo({ range: 50e3 + 100 * i, snr: 10 + i }));
    const merged = mergeEchoes(line, cell);
    expect(merged.length).toBe(5);
    for (const { members } of merged) expect(members.length).toBe(2);
  });

  const any = fc.record({
    range: fc.integer({ min: 0, max: 600 }),
    azimuth: fc.double({ min: 0, max: 0.1, noNaN: true }),
    elevation: fc.double({ min: 0, max: 0.1, noNaN: true }),
    rangeRate: fc.constant(0),
    snr: fc.integer({ min: 1, max: 5 }),
  });

  test('keep their power, are each in one report, and merge the same in any order', () => {
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 12 }),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (list, keys) => {
          const merged = mergeEchoes(list, cell);
          const total = (echoes: readonly Echo[]) => echoes.reduce((sum, { snr }) => sum + snr, 0);
          expect(total(merged)).toBe(total(list));
          expect(merged.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...list.keys()]);
          const shuffled = list.map((each, i) => ({ each, key: keys[i] })).sort((a, b) => a.key - b.key);
          const bare = (echoes: typeof merged) => echoes.map(({ members: _, ...rest }) => rest);
          expect(
            bare(
              mergeEchoes(
                shuffled.map(({ each }) => each),
                cell,
              ),
            ),
          ).toEqual(bare(merged));
        },
      ),
    );
  });
});

describe('range rate', () => {
  test('of a dwell of 10 ms at 10 cm is told apart from 5 m/s on', () => {
    expect(rangeRateResolution(0.1, 0.01)).toBe(5);
    expect(() => rangeRateResolution(0.1, 0)).toThrow('coherent dwell must be above 0 s');
  });

  test('errs by √3/π of it over √(2 n SNR), down to its floor', () => {
    expect(rangeRateSigma(5, 200, 0)).toBeCloseTo((Math.sqrt(3) / Math.PI) * (5 / Math.sqrt(200)), 12);
    expect(rangeRateSigma(5, 1e12, 0.5)).toBeCloseTo(0.5, 9);
  });

  test('errs as the least squares of a phase that turns evenly say', () => {
    // Phase errors of 1/√(2 SNR) a pulse at n evenly spaced pulses: the slope's error is that over √Σ(t − t̄)².
    const [n, snr, dwell, wavelength] = [400, 3, 0.02, 0.1];
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (((i + 0.5) / n - 0.5) * dwell) ** 2;
    const slope = 1 / Math.sqrt(2 * snr) / Math.sqrt(squares);
    const speed = (slope * wavelength) / (4 * Math.PI);
    expect(rangeRateSigma(rangeRateResolution(wavelength, dwell), 2 * n * snr, 0) / speed).toBeCloseTo(1, 4);
  });
});
