import { describe, expect, it, test } from 'vitest';
import { diagonal, drawAbout, gaussian, nees, observe, radar } from '../../../../test/fixtures/tracking.js';
import { exp, log, normalCdf } from '../../math/index.js';
import { constantVelocity, coordinatedTurn, knownTurn, polarModel, singer } from '../models/index.js';
import type { Estimate, Filter } from '../roles/index.js';
import { extended, interacting, kalman, makeFilter, markovChain } from './index.js';

const GRAVITY = 9.80665;
const sensor = radar();
const sees = polarModel(sensor, ['range', 'azimuth', 'elevation']);
const noise = diagonal([30, 0.0015, 0.002]);

const calm = constantVelocity({ spectralDensity: 2, verticalSpectralDensity: 1 });
const turn = coordinatedTurn({
  spectralDensity: 5,
  verticalSpectralDensity: 1,
  turnRateDensity: 1e-3,
  turnRateSigma: 0.1,
});
const brisk = constantVelocity({ spectralDensity: 800, verticalSpectralDensity: 1 });
const three = interacting({
  filters: [extended({ model: calm }), extended({ model: turn }), extended({ model: brisk })],
  sojourn: [60, 20, 10],
});

/** Flights straight, through a turn of 90° or so, and straight again; scans every 4 s. */
function fly(filter: Filter, g: number, runs = 100) {
  const straight = knownTurn({ turnRate: 0, spectralDensity: 1 });
  const turning = knownTurn({ lateralAcceleration: g * GRAVITY, spectralDensity: 1 });
  const scansOfTurn = Math.max(3, Math.round(12 / g));
  let sum = 0;
  let square = 0;
  let count = 0;
  for (let run = 0; run < runs; run++) {
    const next = gaussian(77, run);
    let truth: Float64Array = Float64Array.of(-20_000, 30_000, 7000, 250, 0, 0);
    let estimate: Estimate | undefined;
    for (let k = 0; k < 40; k++) {
      if (k > 0) truth = (k > 15 && k <= 15 + scansOfTurn ? turning : straight).propagate(truth, 4);
      const z = observe(sees, noise, sensor, 4 * k, truth, next);
      estimate = estimate === undefined ? filter.start(z, 600) : filter.update(filter.predict(estimate, 4 * k), z);
      if (k < 5) continue;
      count++;
      sum += nees(estimate, truth, 6);
      for (let i = 0; i < 3; i++) square += (estimate.mean[i] - truth[i]) ** 2;
    }
  }
  return { nees: sum / count, error: Math.sqrt(square / count) };
}

describe('on flights straight, turning and straight again', () => {
  it.each([1, 2, 3, 4])('at %d g the mean NEES of three modes lies between half and twice the six states', (g) => {
    const { nees: mean, error } = fly(three, g);
    expect(mean).toBeGreaterThan(3);
    expect(mean).toBeLessThan(12);
    // A plot is 123 m from the truth (root mean square of three axes) at this distance.
    expect(error).toBeLessThan(75);
  });

  it('one mode of constant velocity is either sure and wrong or right and vague', () => {
    const one = (q: number) =>
      fly(extended({ model: constantVelocity({ spectralDensity: q, verticalSpectralDensity: 1 }) }), 3, 30);
    const tight = one(20);
    const loose = one(500);
    expect(tight.nees).toBeGreaterThan(20);
    expect(loose.error).toBeGreaterThan(1.1 * fly(three, 3, 30).error);
  });
});

it('on truth that jumps between its modes as its chain says, the overall NEES is right', () => {
  const models = [
    calm,
    knownTurn({ turnRate: 0.1, spectralDensity: 5 }),
    knownTurn({ turnRate: -0.1, spectralDensity: 5 }),
  ];
  const filter = interacting({ filters: models.map((model) => extended({ model })), sojourn: [60, 30, 30] });
  const chain = markovChain([60, 30, 30])(4);
  const first = {
    mean: Float64Array.of(-20_000, 30_000, 7000, 200, 100, 0),
    covariance: diagonal([80, 80, 80, 20, 20, 5]),
  };
  let sum = 0;
  let count = 0;
  for (let run = 0; run < 100; run++) {
    const next = gaussian(78, run);
    let truth = drawAbout(first.mean, first.covariance, next);
    let estimate: Estimate = {
      time: 0,
      ...first,
      modes: models.map((_, j) => ({ probability: j === 0 ? 1 : 1e-12, estimate: { time: 0, ...first } })),
    };
    let mode = 0;
    for (let k = 1; k <= 25; k++) {
      let u = normalCdf(next());
      const from = mode;
      for (mode = 0; mode < 2 && u > chain[3 * from + mode]; mode++) u -= chain[3 * from + mode];
      truth = drawAbout(models[mode].propagate(truth, 4), models[mode].noise(truth, 4), next);
      const z = observe(sees, noise, sensor, 4 * k, truth, next);
      estimate = filter.update(filter.predict(estimate, 4 * k), z);
      if (k > 5) {
        sum += nees(estimate, truth);
        count++;
      }
    }
  }
  expect(sum / count).toBeGreaterThan(5);
  expect(sum / count).toBeLessThan(7.5);
});

describe('modes of different dimension', () => {
  const two = interacting({ filters: [kalman({ model: calm }), extended({ model: turn })], sojourn: [60, 20] });
  const start = (rate: number): Estimate => {
    const mean = Float64Array.of(30_000, 20_000, 5000, 200, 0, 0, rate);
    const covariance = diagonal([80, 80, 80, 20, 20, 5, 0.02]);
    const slow = { time: 0, mean: mean.slice(0, 6), covariance: diagonal([80, 80, 80, 20, 20, 5]) };
    return {
      ...slow,
      modes: [
        { probability: 0.9, estimate: slow },
        { probability: 0.1, estimate: { time: 0, mean, covariance } },
      ],
    };
  };

  it('mixing leaves a turn rate and its variance to the model that has one', () => {
    const [, turning] = two.predict(start(0.08), 1e-3).modes ?? [];
    // Zeros for the other model's share would have drawn it down and its variance too.
    expect(turning.estimate.mean[6]).toBeCloseTo(0.08, 12);
    expect(turning.estimate.covariance[48]).toBeCloseTo(0.0004 + 1e-6, 9);
  });

  it('mixing takes a state of the same name from every model that has it', () => {
    const slow = extended({ model: singer({ accelerationSigma: 5, timeConstant: 20 }) });
    const quick = extended({ model: singer({ accelerationSigma: 30, timeConstant: 5 }) });
    const filter = interacting({ filters: [slow, quick], sojourn: [1e-3, 1e-3] });
    const at = (a: number): Estimate => {
      const mean = new Float64Array(9);
      mean[6] = a;
      return { time: 0, mean, covariance: diagonal([1, 1, 1, 1, 1, 1, 1, 1, 1]) };
    };
    const modes = [
      { probability: 0.5, estimate: at(0) },
      { probability: 0.5, estimate: at(10) },
    ];
    // After many jumps within the interval both are mixed half and half.
    const mixed = filter.predict({ ...at(5), modes }, 0.05).modes ?? [];
    for (const { estimate } of mixed) expect(estimate.mean[6]).toBeCloseTo(5, 0);
  });

  it('share position and velocity in the overall estimate', () => {
    const estimate = two.predict(start(0.05), 4);
    expect(estimate.mean.length).toBe(6);
    const total = [0, 1].reduce((sum, j) => {
      const mode = (estimate.modes ?? [])[j];
      return sum + mode.probability * mode.estimate.mean[1];
    }, 0);
    expect(estimate.mean[1]).toBeCloseTo(total, 9);
  });

  it('gate by the nearest mode and weigh by all', () => {
    const predicted = two.predict(start(0.2), 4);
    const [a, b] = predicted.modes ?? [];
    const z = observe(sees, noise, sensor, 4, a.estimate.mean, gaussian(9, 1));
    const [one, other] = [
      kalman({ model: calm }).innovate(a.estimate, z),
      extended({ model: turn }).innovate(b.estimate, z),
    ];
    const all = two.innovate(predicted, z);
    expect(all.distance).toBe(Math.min(one.distance, other.distance));
    const likelihood = a.probability * exp(one.logLikelihood) + b.probability * exp(other.logLikelihood);
    expect(all.logLikelihood).toBeCloseTo(log(likelihood), 9);
    const updated = two.update(predicted, z).modes ?? [];
    expect(updated[0].probability).toBeCloseTo((a.probability * exp(one.logLikelihood)) / likelihood, 9);
  });

  it('merge mode by mode, weighted by their probabilities', () => {
    const [x, y] = [start(0.02), start(-0.08)];
    const merged = two.merge([x, y], [0.25, 0.75]);
    const [slow, turning] = merged.modes ?? [];
    expect(slow.probability).toBeCloseTo(0.9, 12);
    expect(turning.estimate.mean[6]).toBeCloseTo(0.25 * 0.02 - 0.75 * 0.08, 12);
    expect(turning.estimate.covariance[48]).toBeCloseTo(0.0004 + 0.25 * 0.75 * 0.1 * 0.1, 12);
    expect(two.merge([x], [1])).toBe(x);
  });
});

test('a turn is noticed: the probability of its mode rises and falls again', () => {
  const filter = interacting({ filters: [extended({ model: calm }), extended({ model: turn })], sojourn: [60, 20] });
  const next = gaussian(10, 1);
  const turning = knownTurn({ turnRate: 0.1, spectralDensity: 1 });
  let truth: Float64Array = Float64Array.of(-20_000, 30_000, 7000, 250, 0, 0);
  let estimate = filter.start(observe(sees, noise, sensor, 0, truth, next), 600);
  const probabilities: number[] = [];
  for (let k = 1; k < 40; k++) {
    truth = (k >= 15 && k < 21 ? turning : calm).propagate(truth, 4);
    estimate = filter.update(filter.predict(estimate, 4 * k), observe(sees, noise, sensor, 4 * k, truth, next));
    probabilities[k] = estimate.modes?.[1].probability ?? 0;
  }
  expect(probabilities[14]).toBeLessThan(0.4);
  expect(Math.max(...probabilities.slice(16, 22))).toBeGreaterThan(0.95);
  expect(probabilities[39]).toBeLessThan(0.4);
});

describe('the chain of modes', () => {
  it('holds a mode for its mean time: of two modes in closed form', () => {
    const chain = markovChain([60, 20])(5);
    // Probability to be in the other mode: λ/(λ+μ)·(1 − e^−(λ+μ)t).
    expect(chain[1]).toBeCloseTo((1 / 60 / (1 / 60 + 1 / 20)) * (1 - exp(-(1 / 60 + 1 / 20) * 5)), 14);
    expect(chain[0] + chain[1]).toBeCloseTo(1, 14);
  });

  it('mixes as much in two short steps as in one long', () => {
    const next = [
      [0, 0.7, 0.3],
      [1, 0, 0],
      [0.5, 0.5, 0],
    ];
    const one = markovChain([30, 5, 0.5], next)(12);
    const half = markovChain([30, 5, 0.5], next)(6);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect([0, 1, 2].reduce((sum, k) => sum + half[3 * i + k] * half[3 * k + j], 0)).toBeCloseTo(
          one[3 * i + j],
          12,
        );
      }
    }
  });

  it('refuses shares that do not add to 1, and lists of the wrong length', () => {
    expect(() =>
      markovChain(
        [60, 20],
        [
          [0, 0.5],
          [1, 0],
        ],
      ),
    ).toThrow('shares of the modes after mode 0 must add to 1; got 0.5');
    const motion = { kind: 'constantVelocity', spectralDensity: 5 } as const;
    expect(() => makeFilter({ kind: 'interacting', modes: [{ kind: 'kalman', motion }], sojourn: [60, 20] })).toThrow(
      'sojourn must have one entry for each of 1 filters; got 2',
    );
  });
});
