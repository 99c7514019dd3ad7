import { describe, expect, it } from 'vitest';
import { makeFlights, observe, radarAt } from '../../../../test/fixtures/flights.js';
import { makeStreams } from '../../math/index.js';
import { extended, interacting } from '../filters/index.js';
import { constantVelocity, measurementsOfScan, positionModel } from '../models/index.js';
import type { Estimate, Filter, Measurement } from '../roles/index.js';
import { type LateFilter, oneStepLate, takeMeasurement, withHistory } from './index.js';

const model = constantVelocity({ spectralDensity: 10 });
const filter = extended({ model });
const mixed = interacting({
  filters: [
    extended({ model: constantVelocity({ spectralDensity: 1 }) }),
    extended({ model: constantVelocity({ spectralDensity: 500 }) }),
  ],
  sojourn: [60, 15],
});
const late = { maximumLateness: 20 };

/** Measurements of one flight by two radars that look in turn, one every 2.5 s, in order of time. */
function measurements(seed: number, linear = false): Measurement[] {
  const flights = makeFlights(seed, 1, 100_000);
  const radars = [radarAt('a', -60_000, 0), radarAt('b', 60_000, 0)];
  const streams = makeStreams(seed, 1);
  const scans = Array.from({ length: 40 }, (_, k) => observe(radars[k % 2], 2.5 * k, flights, streams).scan);
  const all = scans.flatMap((scan) => measurementsOfScan(scan));
  return linear ? all.map(asPosition) : all;
}
const asPosition = (m: Measurement): Measurement => {
  const [range, azimuth] = m.value;
  const value = Float64Array.of(range * Math.sin(azimuth), range * Math.cos(azimuth), 5000);
  return { ...m, model: positionModel, value, noise: Float64Array.of(1e4, 0, 0, 0, 1e4, 0, 0, 0, 1e4) };
};

/** The order in which they come when those of radar b are overtaken by `lag` others. */
const delayed = (all: readonly Measurement[], lag: number): Measurement[] =>
  all
    .map((m, i) => ({ m, due: i + (m.sensor.id === 'b' && i > 1 && i < all.length - lag ? lag + 0.5 : 0) }))
    .sort((x, y) => x.due - y.due)
    .map(({ m }) => m);

const inOrder = (f: Filter, all: readonly Measurement[]): Estimate =>
  all.slice(1).reduce((e, m) => f.update(f.predict(e, m.time), m), f.start(all[0], 600));
const asTheyCome = (f: LateFilter, all: readonly Measurement[]): Estimate =>
  all.slice(1).reduce((e, m) => takeMeasurement(f, e, m), f.start(all[0], 600));
const apart = (a: Estimate, b: Estimate) =>
  Math.sqrt([0, 1, 2].reduce((sum, i) => sum + (a.mean[i] - b.mean[i]) * (a.mean[i] - b.mean[i]), 0));

describe('measurements out of order', () => {
  it.each([1, 2, 3, 6])(
    '%i behind: with its history an estimate is that of the order of time, to the last bit',
    (lag) => {
      for (const f of [filter, mixed]) {
        const all = measurements(lag);
        const estimate = asTheyCome(withHistory(f, late), delayed(all, lag));
        const ideal = inOrder(f, all);
        expect([...estimate.mean]).toEqual([...ideal.mean]);
        expect([...estimate.covariance]).toEqual([...ideal.covariance]);
      }
    },
  );

  it('the one-step solution is exact one step back where all is linear', () => {
    const all = measurements(2, true);
    const ideal = inOrder(filter, all);
    const one = asTheyCome(oneStepLate(filter, model, late), delayed(all, 1));
    expect(apart(one, ideal)).toBeLessThan(1e-6);
    expect(one.covariance[0] / ideal.covariance[0]).toBeCloseTo(1, 9);
  });

  it('and further back it stays within a fifth of a sigma, where leaving late measurements out does not', () => {
    let left = 0;
    for (const [seed, lag] of [2, 3, 6].flatMap((n) => [1, 2, 3].map((s) => [s, n]))) {
      const all = measurements(seed);
      const ideal = inOrder(filter, all);
      const sigma = Math.sqrt(ideal.covariance[0] + ideal.covariance[7] + ideal.covariance[14]);
      expect(apart(asTheyCome(oneStepLate(filter, model, late), delayed(all, lag)), ideal)).toBeLessThan(0.2 * sigma);
      const first = asTheyCome(oneStepLate(filter, model, { maximumLateness: 0 }), delayed(all, lag));
      left = Math.max(left, apart(first, ideal) / sigma);
    }
    expect(left).toBeGreaterThan(0.5);
  });

  it('counts what comes too late and leaves the estimate alone', () => {
    const all = measurements(1);
    const f = withHistory(filter, { maximumLateness: 5 });
    const estimate = inOrder(f, all.slice(1));
    expect(takeMeasurement(f, estimate, all[0])).toBe(estimate);
    expect(f.counts).toEqual({ late: 0, tooLate: 1 });
    expect(() => f.predict(estimate, all[0].time)).toThrow(/cannot be taken to/);
  });

  it('an estimate that was gone back to and not updated comes forward by itself', () => {
    const all = measurements(1);
    for (const f of [withHistory(filter, late), oneStepLate(filter, model, late)]) {
      const estimate = inOrder(f, all);
      const missed = f.predict(estimate, estimate.time - 4);
      expect(missed.time).toBe(estimate.time - 4);
      expect([...f.predict(missed, estimate.time + 5).mean]).toEqual([...f.predict(estimate, estimate.time + 5).mean]);
    }
  });

  it('measurements that were mixed are mixed again: late probabilistic updates equal those in order', () => {
    const all = measurements(3);
    const f = withHistory(filter, late);
    const mix = (g: Filter, e: Estimate, m: Measurement): Estimate => {
      const predicted = g.predict(e, m.time);
      return g.merge([g.update(predicted, m), predicted], [0.7, 0.3]);
    };
    const ideal = all.slice(1).reduce((e, m) => mix(filter, e, m), filter.start(all[0], 600));
    const order = delayed(all, 2);
    const estimate = order.slice(1).reduce((e, m) => mix(f, e, m), f.start(order[0], 600));
    expect(f.counts.late).toBeGreaterThan(10);
    expect(apart(estimate, ideal)).toBeLessThan(1e-6);
  });
});
