import { expect, test } from 'vitest';
import { diagonal, gaussian, nees, observe, radar } from '../../../../test/fixtures/tracking.js';
import { densityAt } from '../../earth/index.js';
import { exp } from '../../math/index.js';
import { ballistic, constantVelocity, polarModel } from '../models/index.js';
import type { Filter, MotionModel } from '../roles/index.js';
import { extended, interacting, unscented } from './index.js';

const COEFFICIENT = 5000; // kg/m²
const fall = ballistic({
  ballisticCoefficient: 3000,
  logSigma: 0.7,
  spectralDensity: 2,
  logDensity: 1e-3,
  earth: 'flat',
});
const steady = constantVelocity({ spectralDensity: 3000 });
const sensor = radar({ sigmaRange: 30, maxRange: 400_000 });
const sees = polarModel(sensor, ['range', 'azimuth', 'elevation']);
const noise = diagonal([30, 0.001, 0.001]);

/** A fall through the standard atmosphere, which the filter only knows as two exponentials; 1 ms steps of the midpoint. */
function truthFrom(x: Float64Array, seconds: number): Float64Array[] {
  const states = [x.slice()];
  const at = x.slice();
  for (let k = 1; k <= 1000 * seconds; k++) {
    const z = at[2] + 0.0005 * at[5];
    const speed = Math.sqrt(at[3] * at[3] + at[4] * at[4] + at[5] * at[5]);
    const drag = (0.5 * densityAt(z) * speed) / COEFFICIENT;
    for (let i = 0; i < 3; i++) {
      const before = at[i + 3];
      at[i + 3] -= 0.001 * (drag * before + (i === 2 ? 9.80665 : 0));
      at[i] += 0.0005 * (before + at[i + 3]);
    }
    if (k % 1000 === 0) states.push(at.slice());
  }
  return states;
}

const truth = truthFrom(Float64Array.of(80_000, 30_000, 60_000, -1800, -500, -1700), 38);

function follow(filter: Filter) {
  let position = 0;
  let normalised = 0;
  let coefficient = 0;
  for (let run = 0; run < 30; run++) {
    const next = gaussian(11, run);
    let estimate = filter.start(observe(sees, noise, sensor, 0, truth[0], next), 4000);
    for (let k = 1; k < truth.length; k++) {
      estimate = filter.predict(estimate, k);
      if (k >= 25) {
        for (let i = 0; i < 3; i++) position += (estimate.mean[i] - truth[k][i]) ** 2 / (30 * (truth.length - 25));
      }
      estimate = filter.update(estimate, observe(sees, noise, sensor, k, truth[k], next));
      if (k >= 25) normalised += nees(estimate, truth[k], 6) / (30 * (truth.length - 25));
    }
    coefficient += exp(estimate.mean[6] ?? 0) / 30;
  }
  return { position: Math.sqrt(position), normalised, coefficient };
}

const named: readonly (readonly [string, (model: MotionModel) => Filter])[] = [
  ['extended', (model) => extended({ model })],
  ['unscented', (model) => unscented({ model })],
];

test.each(named)(
  'the %s ballistic filter follows a re-entry from 60 km to 1 km and learns its ballistic coefficient',
  (_, make) => {
    const got = follow(make(fall));
    const straight = follow(make(steady));
    expect(got.position).toBeLessThan(0.7 * straight.position);
    expect(got.normalised).toBeLessThan(12);
    expect(Math.abs(got.coefficient / COEFFICIENT - 1)).toBeLessThan(0.1);
  },
);

test('modes of flight and of fall tell an aircraft from a re-entry', () => {
  const filter = interacting({
    filters: [extended({ model: steady }), extended({ model: fall })],
    sojourn: [600, 600],
  });
  const next = gaussian(12, 1);
  const end = (states: readonly Float64Array[]): number => {
    let estimate = filter.start(observe(sees, noise, sensor, 0, states[0], next), 4000);
    states.slice(1).forEach((x, k) => {
      estimate = filter.update(filter.predict(estimate, k + 1), observe(sees, noise, sensor, k + 1, x, next));
    });
    return estimate.modes?.[1].probability ?? 0;
  };
  const level = truth.map((_, k) => Float64Array.of(60_000 - 200 * k, 10_000, 9000, -200, 0, 0));
  expect(end(truth)).toBeGreaterThan(0.9);
  expect(end(level)).toBeLessThan(0.1);
});
