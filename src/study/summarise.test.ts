import { describe, expect, test } from 'vitest';
import type { MeasureDefinition } from '../engine/types/index.js';
import { summariseMeasure } from './summarise.js';

const measure = (
  kind: 'count' | 'censored' | 'number',
  better: MeasureDefinition['better'] = 'less',
): MeasureDefinition => ({
  id: 'm',
  unit: '1',
  better,
  censored: kind === 'censored',
  count: kind === 'count',
  meaning: 'a measure',
});

describe('means', () => {
  test('ten values have the textbook t interval of their mean', () => {
    // Mean 5.5, s 3.0277, t(0.975; 9) 2.2622: half-width 2.1659.
    const summary = summariseMeasure(measure('number'), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])!;
    expect(summary.mean).toBeCloseTo(5.5, 12);
    expect(summary.low).toBeCloseTo(3.3341, 4);
    expect(summary.high).toBeCloseTo(7.6659, 4);
    expect(summary).toMatchObject({ n: 10, method: 'student-t', median: 5.5 });
    expect(summary.p05).toBeCloseTo(1.45, 12);
    expect(summary.p95).toBeCloseTo(9.55, 12);
  });

  test('an interval of something that cannot be negative starts at zero at the least', () => {
    const summary = summariseMeasure(measure('count'), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1])!;
    expect(summary.low).toBe(0);
    expect(summary.high).toBeGreaterThan(0.3);
  });

  test('a measure that no run reports has no summary', () => {
    expect(summariseMeasure(measure('number'), [undefined, undefined])).toBeNull();
  });
});

describe('never an interval of width zero', () => {
  test('no event in 200 runs bounds the mean by 3.0/200', () => {
    const summary = summariseMeasure(measure('count'), new Array(200).fill(0))!;
    expect(summary).toMatchObject({ mean: 0, low: 0, method: 'no-event-bound' });
    expect(summary.high).toBeCloseTo(2.9957 / 200, 6);
  });

  test('the same count in every run gets a width too', () => {
    const summary = summariseMeasure(measure('count'), [4, 4, 4, 4])!;
    expect(summary.method).toBe('all-equal-bound');
    expect(summary.low!).toBeCloseTo(4 - 2.9957 / 4, 4);
    expect(summary.high!).toBeCloseTo(4 + 2.9957 / 4, 4);
  });

  test('nothing lost in 100 runs may still be 3% of all there is to lose', () => {
    const summary = summariseMeasure(measure('number'), new Array(100).fill(0), { low: 0, high: 5e8 })!;
    expect(summary.low).toBe(0);
    expect(summary.high!).toBeCloseTo(5e8 * 0.029513, -3);
  });

  test.each([0, 7, 1e9])('%d in every run without a known range has a width', (value) => {
    const summary = summariseMeasure(measure('number'), [value, value, value])!;
    expect(summary.high!).toBeGreaterThan(summary.low!);
  });
});

describe('times that may never come', () => {
  const times = [100, 200, 300, null, null];

  test('have the share reached with its Clopper–Pearson interval and no mean', () => {
    const summary = summariseMeasure(measure('censored'), times)!;
    expect(summary.mean).toBeNull();
    expect(summary.reached!.fraction).toBe(0.6);
    expect(summary.reached!.low).toBeCloseTo(0.14663, 4);
    expect(summary.reached!.high).toBeCloseTo(0.94726, 4);
  });

  test('have quantiles over all runs, which end where the time never comes', () => {
    expect(summariseMeasure(measure('censored'), times)).toMatchObject({ p05: 100, median: 300, p95: null });
  });

  test('count against the defence where more is better: no warning is the least warning', () => {
    expect(summariseMeasure(measure('censored', 'more'), times)).toMatchObject({ p05: null, median: 100, p95: 300 });
  });

  test('that never came in any run have an upper limit of their share above zero', () => {
    const summary = summariseMeasure(measure('censored'), [null, null, null])!;
    expect(summary.reached!.fraction).toBe(0);
    expect(summary.reached!.high).toBeGreaterThan(0.5);
    expect(summary.median).toBeNull();
  });
});
