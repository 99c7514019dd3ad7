import { describe, expect, it } from 'vitest';
import {
  chiSquareRank,
  diagonal,
  drawAbout,
  gaussian,
  nees,
  observe,
  radar,
} from '../../../../test/fixtures/tracking.js';
import { log } from '../../math/index.js';
import {
  ballistic,
  constantAcceleration,
  constantVelocity,
  coordinatedTurn,
  knownTurn,
  polarModel,
  singer,
} from '../models/index.js';
import type { Component, Estimate, Filter, MotionModel } from '../roles/index.js';
import { extended, kalman, unscented } from './index.js';

const RUNS = 100;
/** Of another seed about one of these figures in twenty lies outside its bounds: that is what 95% means. */
const SEED = 23;
const STEPS = 15;
const PERIOD = 4;
const SIGMAS: Record<string, number> = {
  range: 30,
  azimuth: 0.0015,
  elevation: 0.002,
  rangeRate: 2,
  height: 30,
};

const flight = [40_000, 30_000, 8000, -150, 180, 5];
const knownAtFirst = [100, 100, 100, 30, 30, 10];
const turn = { spectralDensity: 2, verticalSpectralDensity: 0.5, turnRateDensity: 1e-6, turnRateSigma: 0.03 };
const fall = { ballisticCoefficient: 3000, logSigma: 0.3, spectralDensity: 1, logDensity: 1e-4, step: 0.5 };

const models: readonly (readonly [string, MotionModel, readonly number[], readonly number[]])[] = [
  ['constant velocity', constantVelocity({ spectralDensity: 10, verticalSpectralDensity: 1 }), flight, knownAtFirst],
  ['Singer', singer({ accelerationSigma: 10, timeConstant: 20 }), [...flight, 0, 0, 0], [...knownAtFirst, 10, 10, 10]],
  [
    'constant acceleration',
    constantAcceleration({ spectralDensity: 0.5, accelerationSigma: 5 }),
    [...flight, 0, 0, 0],
    [...knownAtFirst, 5, 5, 5],
  ],
  ['coordinated turn', coordinatedTurn(turn), [...flight, 0.03], [...knownAtFirst, 0.03]],
  ['known turn rate', knownTurn({ turnRate: 0.05, spectralDensity: 5, alongSpectralDensity: 1 }), flight, knownAtFirst],
  ['known lateral acceleration', knownTurn({ lateralAcceleration: -20, spectralDensity: 5 }), flight, knownAtFirst],
  ['re-entry', ballistic(fall), [60_000, 40_000, 60_000, -1200, -700, -1500, log(3000)], [...knownAtFirst, 0.3]],
];
const kinds: readonly (readonly [string, readonly Component[]])[] = [
  ['range, azimuth and elevation', ['range', 'azimuth', 'elevation']],
  ['range, azimuth, elevation and range rate', ['range', 'azimuth', 'elevation', 'rangeRate']],
  ['range and azimuth', ['range', 'azimuth']],
  ['range, azimuth and height', ['range', 'azimuth', 'height']],
  ['azimuth and elevation', ['azimuth', 'elevation']],
  ['azimuth', ['azimuth']],
];
const filters: readonly (readonly [string, (model: MotionModel) => Filter])[] = [
  ['converted', (model) => kalman({ model })],
  ['extended', (model) => extended({ model })],
  ['unscented', (model) => unscented({ model })],
];

/** Mean NEES after the last update and mean NIS over all, on truth drawn from the model itself. */
function consistencyOf(
  model: MotionModel,
  filter: Filter,
  components: readonly Component[],
  first: readonly number[],
  sigmas: readonly number[],
  seed: number,
) {
  const sensor = radar();
  const sees = polarModel(sensor, components);
  const noise = diagonal(components.map((c) => SIGMAS[c]));
  const mean = Float64Array.from(first);
  const covariance = diagonal(sigmas);
  let error = 0;
  let innovation = 0;
  for (let run = 0; run < RUNS; run++) {
    const next = gaussian(seed, run);
    let truth = drawAbout(mean, covariance, next);
    let estimate: Estimate = { time: 0, mean, covariance };
    for (let k = 1; k <= STEPS; k++) {
      truth = drawAbout(model.propagate(truth, PERIOD), model.noise(truth, PERIOD), next);
      const predicted = filter.predict(estimate, k * PERIOD);
      const z = observe(sees, noise, sensor, k * PERIOD, truth, next);
      innovation += filter.innovate(predicted, z).distance;
      estimate = filter.update(predicted, z);
    }
    error += nees(estimate, truth);
  }
  return { error, innovation };
}

function expectWithinBounds(sum: number, degrees: number): void {
  const rank = chiSquareRank(sum, degrees);
  expect(rank).toBeGreaterThan(0.025);
  expect(rank).toBeLessThan(0.975);
}

describe.each(models)('on truth drawn from %s', (_name, model, first, sigmas) => {
  it.each(filters)('the %s filter’s NEES and NIS over 100 runs lie in their 95% bounds', (_, make) => {
    const { error, innovation } = consistencyOf(model, make(model), kinds[0][1], first, sigmas, SEED);
    expectWithinBounds(error, RUNS * model.dimension);
    expectWithinBounds(innovation, RUNS * STEPS * 3);
  });
});

describe.each(kinds)('on measurements of %s', (_name, components) => {
  it.each(filters.slice(1))('the %s filter’s NEES and NIS over 100 runs lie in their 95% bounds', (_, make) => {
    const [, model, first, sigmas] = models[0];
    const { error, innovation } = consistencyOf(model, make(model), components, first, sigmas, SEED);
    expectWithinBounds(error, RUNS * model.dimension);
    expectWithinBounds(innovation, RUNS * STEPS * components.length);
  });
});
