import { expect, it } from 'vitest';
import { radar, scanOf } from '../../../../test/fixtures/radar-scans.js';
import { chiSquareQuantile, makeStreams, uniform } from '../../math/index.js';
import { kalman } from '../filters/index.js';
import { constantVelocity, measurementsOfScan } from '../models/index.js';
import { innovationGater } from './gate.js';
import { detectionsNear, indexPolar } from './polar-index.js';

const streams = makeStreams(3, 1);
const random = (a: number, b: number): number => uniform(streams, a, b, 2, 0);
const sensor = radar();
const rows = Array.from({ length: 2000 }, (_, i) => [
  10_000 + 110_000 * random(i, 0),
  Math.PI * (2 * random(i, 1) - 1),
  0.2 * random(i, 2),
]);
const scan = scanOf(sensor, 5, rows);
const measurements = measurementsOfScan(scan);
const filter = kalman({ model: constantVelocity({ spectralDensity: 10 }) });
/** Fresh tracks with their wide gates, and settled ones with narrow ones. */
const estimates = measurements
  .filter((_, i) => i % 20 === 0)
  .map((measurement, i) => {
    const fresh = filter.predict({ ...filter.start(measurement, 900), time: 0 }, 5);
    return i % 2 === 0 ? fresh : filter.update(fresh, measurement);
  });

it('the index loses no pair that the gate would let pass', () => {
  const gate = chiSquareQuantile(0.999, 3);
  const inGate = estimates.map((estimate) =>
    measurements.flatMap((m, i) => (filter.innovate(estimate, m).distance < gate ? [i] : [])),
  );
  const gated = innovationGater(filter, 0.999, 1e9).gate(estimates, measurements, scan);
  expect(gated.map((list) => list?.map(({ detection }) => detection))).toEqual(inGate);
  expect(inGate.flat().length).toBeGreaterThan(estimates.length);
});

it('the index leaves most of the rest out', () => {
  const index = indexPolar(
    scan,
    measurements.map(({ row }) => row),
  );
  const settled = estimates.filter((_, i) => i % 2 === 1);
  const near = settled.reduce((sum, estimate) => sum + detectionsNear(index, estimate, 16.27).length, 0);
  expect(near).toBeLessThan(0.002 * settled.length * measurements.length);
});

it('a gater whose pairs are used up says which estimates were not looked at', () => {
  const gated = innovationGater(filter, 0.999, 1).gate(estimates, measurements, scan);
  expect(gated[0]).toBeDefined();
  expect(gated.at(-1)).toBeUndefined();
});
