import { describe, expect, it, test } from 'vitest';
import { diagonal, drawAbout, gaussian, nees, observe, radar } from '../../../../test/fixtures/tracking.js';
import { choleskyInto, radians } from '../../math/index.js';
import { constantVelocity, convertMeasurement, coordinatedTurn, polarModel, positionModel } from '../models/index.js';
import type { Component, Estimate, Filter, Measurement, MeasurementModel } from '../roles/index.js';
import { extended, fixesPosition, kalman, makeFilter, unscented } from './index.js';

const model = constantVelocity({ spectralDensity: 10 });
const filters: readonly (readonly [string, Filter])[] = [
  ['converted', kalman({ model })],
  ['extended', extended({ model })],
  ['iterated', extended({ model, iterations: 3 })],
  ['unscented', unscented({ model })],
  ['unscented with three parameters', unscented({ model, alpha: 0.5, beta: 2, kappa: 1 })],
];
const sensor = radar();
const polar: readonly Component[] = ['range', 'azimuth', 'elevation'];
const from = (
  sees: MeasurementModel,
  value: readonly number[],
  sigmas: readonly number[],
  time = 0,
  by = sensor,
): Measurement => ({
  model: sees,
  value: Float64Array.from(value),
  noise: diagonal(sigmas),
  time,
  sensor: by,
  row: 0,
  address: -1,
});

describe('with positions measured and motion linear', () => {
  // The scalar Kalman filter of one axis, worked out on its own: P in xx, xv, vv.
  function axis(values: readonly number[], dt: number, q: number, r: number) {
    let [x, v, xx, xv, vv] = [100, 5, 400, 0, 900];
    for (const z of values) {
      x += dt * v;
      xx += 2 * dt * xv + dt * dt * vv + (q * dt * dt * dt) / 3;
      xv += dt * vv + (q * dt * dt) / 2;
      vv += q * dt;
      const s = xx + r;
      const residual = z - x;
      x += (xx / s) * residual;
      v += (xv / s) * residual;
      vv -= (xv * xv) / s;
      xv *= r / s;
      xx *= r / s;
    }
    return [x, v, xx, xv, vv];
  }

  it.each(filters)('the %s filter is the Kalman filter', (_, filter) => {
    const values = [110, 118, 140, 131, 155];
    let estimate: Estimate = {
      time: 0,
      mean: Float64Array.of(100, 100, 100, 5, 5, 5),
      covariance: diagonal([20, 20, 20, 30, 30, 30]),
    };
    values.forEach((z, k) => {
      estimate = filter.predict(estimate, 2 * (k + 1));
      estimate = filter.update(estimate, from(positionModel, [z, z, z], [15, 15, 15], 2 * (k + 1)));
    });
    const [x, v, xx, xv, vv] = axis(values, 2, 10, 225);
    for (let a = 0; a < 3; a++) {
      expect(estimate.mean[a]).toBeCloseTo(x, 9);
      expect(estimate.mean[a + 3]).toBeCloseTo(v, 9);
      expect(estimate.covariance[7 * a]).toBeCloseTo(xx, 8);
      expect(estimate.covariance[7 * a + 3]).toBeCloseTo(xv, 8);
      expect(estimate.covariance[7 * a + 21]).toBeCloseTo(vv, 8);
    }
  });
});

describe.each(filters)('the %s filter', (_, filter) => {
  it('keeps its covariance positive definite and symmetric over ten thousand updates', () => {
    const next = gaussian(1, 1);
    let estimate: Estimate = {
      time: 0,
      mean: Float64Array.of(90_000, 40_000, 9000, -200, 90, 3),
      covariance: diagonal([1e4, 1e4, 1e4, 1e3, 1e3, 1e3]),
    };
    const sees = polarModel(sensor, polar);
    const factor = new Float64Array(36);
    for (let k = 1; k <= 10_000; k++) {
      // Now and then a range to a millimetre; hardly any time between.
      const sigmas = k % 2 === 0 ? [0.001, 1e-6, 1e-6] : [3000, 0.1, 0.1];
      estimate = filter.predict(estimate, 0.001 * k);
      const z = observe(sees, diagonal(sigmas), sensor, estimate.time, estimate.mean, next);
      estimate = filter.update(estimate, z);
      if (k % 50 > 1) continue;
      expect(choleskyInto(estimate.covariance, 6, factor)).toBe(true);
      for (let i = 0; i < 6; i++) {
        for (let j = 0; j < i; j++) expect(estimate.covariance[6 * i + j]).toBe(estimate.covariance[6 * j + i]);
      }
    }
  });

  it('follows a target that crosses south, where azimuth jumps from π to −π', () => {
    const next = gaussian(2, 1);
    const sees = polarModel(sensor, polar);
    const noise = diagonal([30, 0.0015, 0.002]);
    let estimate: Estimate | undefined;
    for (let k = 0; k <= 20; k++) {
      const truth = Float64Array.of(10_000 - 250 * 4 * k, -40_000, 5000, -250, 0, 0);
      const z = observe(sees, noise, sensor, 4 * k, truth, next);
      estimate = estimate === undefined ? filter.start(z, 600) : filter.update(filter.predict(estimate, 4 * k), z);
      if (k > 3) expect(nees(estimate, truth)).toBeLessThan(22.5);
    }
  });

  it('looks down from a mountain: elevations below zero', () => {
    const next = gaussian(3, 1);
    const high = radar({ position: [500, 900, 1800] });
    const sees = polarModel(high, polar);
    const noise = diagonal([30, 0.0015, 0.002]);
    let estimate: Estimate | undefined;
    for (let k = 0; k <= 20; k++) {
      const truth = Float64Array.of(12_000 - 200 * 4 * k, 9000, 120, -200, 0, 0);
      expect(sees.measure(truth)[2]).toBeLessThan(0);
      const z = observe(sees, noise, high, 4 * k, truth, next);
      estimate = estimate === undefined ? filter.start(z, 600) : filter.update(filter.predict(estimate, 4 * k), z);
      if (k > 3) expect(nees(estimate, truth)).toBeLessThan(22.5);
    }
  });

  it('says the same twice, to the last bit', () => {
    const run = (): number[] => {
      const next = gaussian(4, 1);
      const sees = polarModel(sensor, [...polar, 'rangeRate']);
      const noise = diagonal([30, 0.0015, 0.002, 2]);
      const truth = Float64Array.of(30_000, 20_000, 5000, 100, -150, 0);
      let estimate = filter.start(observe(sees, noise, sensor, 0, truth, next), 600);
      for (let k = 1; k < 5; k++) {
        const x = model.propagate(truth, 4 * k);
        estimate = filter.update(filter.predict(estimate, 4 * k), observe(sees, noise, sensor, 4 * k, x, next));
      }
      return [...estimate.mean, ...estimate.covariance];
    };
    expect(run()).toEqual(run());
  });

  it('gives likelihoods in the measurement’s own units, so that filters and clutter compare', () => {
    const estimate: Estimate = {
      time: 0,
      mean: Float64Array.of(30_000, 20_000, 5000, 100, -150, 0),
      covariance: diagonal([80, 80, 80, 30, 30, 30]),
    };
    const sees = polarModel(sensor, [...polar, 'rangeRate']);
    const z = from(
      sees,
      [...sees.measure(estimate.mean)].map((v, k) => v + [40, 0.002, -0.001, 5][k]),
      [30, 0.0015, 0.002, 2],
    );
    const plain = extended({ model }).innovate(estimate, z);
    const got = filter.innovate(estimate, z);
    expect(Math.abs(got.logLikelihood - plain.logLikelihood)).toBeLessThan(0.1);
    expect(Math.abs(got.distance - plain.distance)).toBeLessThan(0.1);
  });

  it('does not go back in time', () => {
    const estimate: Estimate = { time: 5, mean: new Float64Array(6), covariance: diagonal([1, 1, 1, 1, 1, 1]) };
    expect(filter.predict(estimate, 5)).toBe(estimate);
    expect(() => filter.predict(estimate, 4)).toThrow('a prediction goes forward in time; got -1 s');
  });
});

describe('a first measurement', () => {
  const filter = extended({
    model: coordinatedTurn({ spectralDensity: 1, turnRateDensity: 1e-5, turnRateSigma: 0.05 }),
  });

  it('starts an estimate whose position is as sure as the measurement, and whose speed is any', () => {
    const next = gaussian(5, 1);
    const sees = polarModel(sensor, polar);
    const truth = Float64Array.of(40_000, 30_000, 8000, 0, 0, 0, 0);
    let sum = 0;
    for (let k = 0; k < 1000; k++) {
      const estimate = filter.start(observe(sees, diagonal([30, 0.0015, 0.002]), sensor, 0, truth, next), 600);
      sum += nees(estimate, truth, 3);
      expect(estimate.covariance[3 * 8]).toBe(40_000);
      expect(estimate.covariance[6 * 8]).toBe(0.05 * 0.05);
    }
    expect(sum / 1000).toBeGreaterThan(2.8);
    expect(sum / 1000).toBeLessThan(3.2);
  });

  it('with a range rate knows the speed along the line of sight at once', () => {
    const sees = polarModel(sensor, [...polar, 'rangeRate']);
    const estimate = filter.start(from(sees, [50_000, 0, 0, -220], [30, 0.0015, 0.002, 2]), 600);
    expect(estimate.mean[4]).toBeCloseTo(-220, 0);
    expect(Math.sqrt(estimate.covariance[4 * 8])).toBeLessThan(2.1);
    expect(Math.sqrt(estimate.covariance[3 * 8])).toBeGreaterThan(195);
  });

  it('without elevation takes the height reported, or else that of the prior', () => {
    const reported = filter.start(
      from(polarModel(sensor, ['range', 'azimuth', 'height']), [50_000, 0, 9000], [30, 0.0015, 30]),
      600,
    );
    expect(reported.mean[2]).toBeCloseTo(9000, 0);
    expect(Math.sqrt(reported.covariance[2 * 8])).toBeCloseTo(30, 0);
    expect(reported.mean[1]).toBeCloseTo(Math.sqrt(50_000 * 50_000 - 9000 * 9000), 0);
    const unknown = filter.start(from(polarModel(sensor, ['range', 'azimuth']), [50_000, 0], [30, 0.0015]), 600);
    expect(unknown.mean[2]).toBeCloseTo(5000, -2);
    expect(Math.sqrt(unknown.covariance[2 * 8])).toBeCloseTo(5000, -2);
  });

  it('takes the height from above a round earth', () => {
    const sees = polarModel(sensor, ['range', 'azimuth', 'height'], 6371008.8);
    const estimate = filter.start(from(sees, [150_000, 1, 9000], [30, 0.0015, 30]), 600);
    expect(estimate.mean[2]).toBeCloseTo(9000 - 150_000 ** 2 / (2 * 6371008.8), -1.5);
    expect(sees.measure(estimate.mean)[2]).toBeCloseTo(9000, 0);
  });

  it('without range spreads over the sensor’s coverage, and fixes no position', () => {
    const bearing = from(polarModel(sensor, ['azimuth', 'elevation']), [radians(90), 0], [0.002, 0.002]);
    const estimate = filter.start(bearing, 600);
    expect(estimate.mean[0]).toBeCloseTo(100_500, -1);
    expect(Math.sqrt(estimate.covariance[0])).toBeCloseTo(199_000 / Math.sqrt(12), -1);
    expect(fixesPosition(bearing)).toBe(false);
    expect(fixesPosition(from(polarModel(sensor, ['range', 'azimuth']), [5000, 1], [30, 0.01]))).toBe(true);
  });

  it('that is a range alone starts nothing', () => {
    const range = from(polarModel(sensor, ['range']), [5000], [30]);
    expect(() => filter.start(range, 600)).toThrow('a track starts from a position or an azimuth at least; got range');
  });
});

test('estimates merge to the mean and covariance of their mixture', () => {
  const at = (x: number): Estimate => {
    const mean = new Float64Array(6);
    mean[0] = x;
    return { time: 0, mean, covariance: diagonal([2, 1, 1, 1, 1, 1]) };
  };
  const merged = kalman({ model }).merge([at(0), at(10)], [0.75, 0.25]);
  expect(merged.mean[0]).toBe(2.5);
  expect(merged.covariance[0]).toBeCloseTo(4 + 0.75 * 2.5 ** 2 + 0.25 * 7.5 ** 2, 12);
  expect(merged.covariance[7]).toBe(1);
});

test('where the measurement is strongly curved the unscented filter is nearer and more honest than the extended one', () => {
  // A target 10 km off, known to 3 km; a range to 20 m but bearings to no better than 10°: an arc, not an ellipse.
  const sees = polarModel(sensor, ['range', 'azimuth']);
  const noise = diagonal([20, radians(10)]);
  const mean = Float64Array.of(6000, 8000, 500, 0, 0, 0);
  const covariance = diagonal([3000, 3000, 100, 30, 30, 1]);
  const result = [extended({ model }), unscented({ model })].map((filter) => {
    let square = 0;
    let normalised = 0;
    for (let run = 0; run < 300; run++) {
      const next = gaussian(6, run);
      const truth = drawAbout(mean, covariance, next);
      let estimate: Estimate = { time: 0, mean, covariance };
      for (let k = 0; k < 3; k++) {
        estimate = filter.update(
          filter.predict(estimate, k),
          observe(sees, noise, sensor, k, model.propagate(truth, k), next),
        );
      }
      const x = model.propagate(truth, 2);
      for (let i = 0; i < 2; i++) square += (estimate.mean[i] - x[i]) ** 2 / 300;
      normalised += nees(estimate, x) / 300;
    }
    return { error: Math.sqrt(square), normalised };
  });
  expect(result[1].error).toBeLessThan(0.8 * result[0].error);
  expect(result[1].normalised).toBeLessThan(0.2 * result[0].normalised);
});

test('evaluated at the prediction a converted covariance leaves no bias; at the measurement it does', () => {
  // At 100 km a bearing of 3.4° is 6 km wide: a measurement that errs across also gives itself another weight.
  const sees = polarModel(sensor, polar);
  const noise = diagonal([50, 0.06, 0.06]);
  const steady = constantVelocity({ spectralDensity: 0.01 });
  const filter = extended({ model: steady });
  const bias = (position: (z: Measurement, predicted: Estimate) => Measurement | undefined) => {
    let sum = 0;
    let normalised = 0;
    for (let run = 0; run < 200; run++) {
      const next = gaussian(13, run);
      const truth = Float64Array.of(60_000, 80_000, 2000, 100, -50, 0);
      let estimate = filter.start(observe(sees, noise, sensor, 0, truth, next), 300);
      for (let k = 1; k <= 40; k++) {
        const x = steady.propagate(truth, k);
        const z = observe(sees, noise, sensor, k, x, next);
        const predicted = filter.predict(estimate, k);
        estimate = filter.update(predicted, position(z, predicted) as Measurement);
      }
      const x = steady.propagate(truth, 40);
      sum += (0.6 * (estimate.mean[0] - x[0]) + 0.8 * (estimate.mean[1] - x[1])) / 200;
      normalised += nees(estimate, x) / 200;
    }
    return { mean: sum, normalised };
  };
  const atMeasurement = bias((z) => convertMeasurement(z));
  const atPrediction = bias((z, { mean, covariance }) => convertMeasurement(z, mean, covariance, 6));
  expect(atMeasurement.mean).toBeGreaterThan(500);
  expect(atMeasurement.normalised).toBeGreaterThan(30);
  expect(Math.abs(atPrediction.mean)).toBeLessThan(60);
  expect(atPrediction.normalised).toBeGreaterThan(5);
  expect(atPrediction.normalised).toBeLessThan(7);
});

test('a range rate makes the velocity surer', () => {
  const speedError = (components: readonly Component[], sigmas: readonly number[]): number => {
    const sees = polarModel(sensor, components);
    const filter = kalman({ model });
    let square = 0;
    for (let run = 0; run < 100; run++) {
      const next = gaussian(7, run);
      let truth = Float64Array.of(40_000, 30_000, 8000, -150, 180, 0) as Float64Array;
      let estimate = filter.start(observe(sees, diagonal(sigmas), sensor, 0, truth, next), 600);
      for (let k = 1; k <= 6; k++) {
        truth = drawAbout(model.propagate(truth, 4), model.noise(truth, 4), next);
        estimate = filter.update(
          filter.predict(estimate, 4 * k),
          observe(sees, diagonal(sigmas), sensor, 4 * k, truth, next),
        );
      }
      // Along the line of sight, which is what it measures.
      const away = [0, 1, 2].map((i) => truth[i] / Math.sqrt(truth[0] ** 2 + truth[1] ** 2 + truth[2] ** 2));
      const error = away.reduce((sum, u, i) => sum + u * (estimate.mean[i + 3] - truth[i + 3]), 0);
      square += (error * error) / 100;
    }
    return Math.sqrt(square);
  };
  const without = speedError(polar, [30, 0.0015, 0.002]);
  const given = speedError([...polar, 'rangeRate'], [30, 0.0015, 0.002, 1]);
  expect(given).toBeLessThan(0.25 * without);
});

describe('bearings alone', () => {
  const bearing: readonly Component[] = ['azimuth', 'elevation'];
  const noise = diagonal([0.002, 0.002]);
  const steady = constantVelocity({ spectralDensity: 0.01 });
  const filter = unscented({ model: steady });
  /** Distance from the truth and NEES at the end, of bearings from wherever the sensor stands at each time. */
  function end(placeAt: (k: number) => readonly [number, number, number], steps: number) {
    let worst = 0;
    let normalised = 0;
    for (let run = 0; run < 30; run++) {
      const next = gaussian(8, run);
      let truth = Float64Array.of(5000, 60_000, 7000, 200, -50, 0) as Float64Array;
      let estimate: Estimate | undefined;
      for (let k = 0; k <= steps; k++) {
        if (k > 0) truth = steady.propagate(truth, 5);
        const by = radar({ position: placeAt(k), sigmaRange: 0 });
        const z = observe(polarModel(by, bearing), noise, by, 5 * k, truth, next);
        estimate = estimate === undefined ? filter.start(z, 450) : filter.update(filter.predict(estimate, 5 * k), z);
      }
      const e = estimate as Estimate;
      worst = Math.max(worst, Math.sqrt([0, 1, 2].reduce((sum, i) => sum + (e.mean[i] - truth[i]) ** 2, 0)));
      normalised += nees(e, truth) / 30;
    }
    return { worst, normalised };
  }

  it('from two sensors find the position', () => {
    const { worst, normalised } = end((k) => (k % 2 === 0 ? [-20_000, 0, 0] : [20_000, 0, 0]), 24);
    expect(worst).toBeLessThan(1000);
    expect(normalised).toBeLessThan(12);
  });

  it('from one sensor that moves and turns find the position', () => {
    // An aircraft that flies east for a minute and then north-west.
    const place = (k: number): readonly [number, number, number] =>
      k <= 12 ? [1000 * k, 0, 8000] : [12_000 - 707 * (k - 12), 707 * (k - 12), 8000];
    const { worst, normalised } = end(place, 48);
    expect(worst).toBeLessThan(3000);
    expect(normalised).toBeLessThan(12);
  });
});

test('a filter is made from its configuration by name', () => {
  const motion = { kind: 'constantVelocity', spectralDensity: 5 } as const;
  const z = from(polarModel(sensor, polar), [50_000, 1, 0.1], [30, 0.0015, 0.002]);
  for (const kind of ['kalman', 'extended', 'unscented'] as const) {
    expect(makeFilter({ kind, motion }).start(z, 500).mean.length).toBe(6);
  }
  const both = makeFilter({
    kind: 'interacting',
    modes: [
      { kind: 'kalman', motion },
      { kind: 'unscented', motion },
    ],
    sojourn: [60, 20],
  });
  expect(both.start(z, 500).modes?.length).toBe(2);
  expect(() => makeFilter({ kind: 'unscented', motion, alpha: 0 })).toThrow('alpha must be above 0; got 0');
});

test('an innovation without spread is refused in words', () => {
  const sees = polarModel(sensor, polar);
  const sure: Estimate = { time: 0, mean: Float64Array.of(30_000, 0, 0, 0, 0, 0), covariance: new Float64Array(36) };
  const z = from(sees, [30_000, 1.57, 0], [30, 0, 0.002]);
  expect(() => extended({ model }).update(sure, z)).toThrow('covariance of an innovation must be positive definite');
});
