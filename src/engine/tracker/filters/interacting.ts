import { exp, log } from '../../math/index.js';
import type { Estimate, Filter, Innovation, MotionModel } from '../roles/index.js';
import { addSpread, matchMoments, mirror } from './gaussian.js';
import { markovChain } from './markov.js';
import type { SingleFilter } from './single.js';

export interface InteractingOptions {
  /** One filter for each mode; their models may differ in dimension. */
  readonly filters: readonly SingleFilter[];
  /** Mean time for which a target stays in each mode, s. */
  readonly sojourn: readonly number[];
  /** Probability that a mode is left for each other, by row; equal where left out. The diagonal is not read. */
  readonly next?: readonly (readonly number[])[];
  /** Probabilities of the modes of a new track; those of the chain in the long run are not assumed: equal if left out. */
  readonly initial?: readonly number[];
}

type Mode = NonNullable<Estimate['modes']>[number];

/** Least probability of a mode, so that none dies for good and logarithms stay finite. Assumed. */
const LEAST = 1e-12;

/**
 * Interacting multiple model filter. `predict` mixes the modes and carries each on; `update` lets each take the
 * measurement and weighs them by their likelihoods. The overall mean and covariance are those of position and velocity,
 * the six states that all models share.
 *
 * Where a model has states that another lacks, the other's estimate is completed for mixing by the model's own estimate
 * of them, uncorrelated with the rest. Zeros in their place, the naive completion, would draw the extra states towards
 * 0 and feign to know them.
 * Sources: H. A. P. Blom and Y. Bar-Shalom, The interacting multiple model algorithm for systems with Markovian
 * switching coefficients, IEEE Transactions on Automatic Control 33(8), August 1988; T. Yuan, Y. Bar-Shalom, P. Willett,
 * E. Mozeson, S. Pollak and D. Hardiman, A multiple IMM estimation approach with unbiased mixing for thrusting
 * projectiles, IEEE Transactions on Aerospace and Electronic Systems 48(4), October 2012; K. Granström, P. Willett and
 * Y. Bar-Shalom, Systematic approach to IMM mixing for unequal dimension states, the same Transactions 51(4), October 2015.
 */
export function interacting(options: InteractingOptions): Filter {
  const { filters } = options;
  const count = filters.length;
  if (count === 0) throw new RangeError('an interacting multiple model filter needs at least one filter');
  for (const [name, given] of [
    ['sojourn', options.sojourn.length],
    ['initial', options.initial?.length ?? count],
    ['next', options.next?.length ?? count],
  ] as const) {
    if (given !== count) throw new RangeError(`${name} must have one entry for each of ${count} filters; got ${given}`);
  }
  const initial = options.initial ?? filters.map(() => 1 / count);
  const total = initial.reduce((a, b) => a + b, 0);
  if (!(Math.abs(total - 1) < 1e-9) || initial.some((p) => !(p >= 0))) {
    throw new RangeError(`initial probabilities must be at least 0 and add to 1; got ${initial.join(', ')}`);
  }
  const chain = markovChain(options.sojourn, options.next);
  const models = filters.map((filter) => filter.model);
  const shared = models.map((to) => models.map((from) => sharedStates(from, to)));

  return {
    predict: (estimate, time) => {
      const dt = time - estimate.time;
      if (dt === 0) return estimate;
      const modes = modesOf(estimate);
      const p = chain(dt);
      const carried = filters.map((filter, j): Mode => {
        let probability = 0;
        for (let i = 0; i < count; i++) probability += modes[i].probability * p[i * count + j];
        const weights = modes.map((mode, i) => (mode.probability * p[i * count + j]) / probability);
        const mixed = matchMoments(
          modes.map((mode, i) => completed(mode.estimate, modes[j].estimate, shared[j][i])),
          weights,
        );
        return { probability, estimate: filter.predict(mixed, time) };
      });
      return overall(time, carried);
    },
    innovate: (predicted, measurement) => {
      const modes = modesOf(predicted);
      return mixedInnovation(
        modes,
        filters.map((filter, j) => filter.innovate(modes[j].estimate, measurement)),
      );
    },
    update: (predicted, measurement) => {
      const modes = modesOf(predicted);
      const logs = filters.map(
        (filter, j) => log(modes[j].probability) + filter.innovate(modes[j].estimate, measurement).logLikelihood,
      );
      const probabilities = shares(logs);
      return overall(
        predicted.time,
        filters.map((filter, j) => ({
          probability: probabilities[j],
          estimate: filter.update(modes[j].estimate, measurement),
        })),
      );
    },
    start: (measurement, maximumSpeed) =>
      overall(
        measurement.time,
        filters.map((filter, j) => ({
          probability: Math.max(LEAST, initial[j]),
          estimate: filter.start(measurement, maximumSpeed),
        })),
      ),
    merge: (estimates, weights) => {
      if (estimates.length === 1) return estimates[0];
      const merged = filters.map((filter, j): Mode => {
        const parts = estimates.map((estimate) => modesOf(estimate)[j]);
        const joint = parts.map((part, k) => weights[k] * part.probability);
        const probability = joint.reduce((a, b) => a + b, 0);
        return {
          probability: Math.max(LEAST, probability),
          estimate: filter.merge(
            parts.map((part) => part.estimate),
            joint.map((w) => w / probability),
          ),
        };
      });
      return overall(estimates[0].time, merged);
    },
  };
}

function modesOf(estimate: Estimate): readonly Mode[] {
  if (estimate.modes === undefined)
    throw new RangeError('an interacting multiple model filter needs an estimate with modes');
  return estimate.modes;
}

/** Where each state of `to` lies in `from`, or −1: the six that all share, and others by their names. */
function sharedStates(from: MotionModel, to: MotionModel): Int32Array | undefined {
  const nameOf = (model: MotionModel, k: number): string => model.extraNames?.[k] ?? `${model.name} ${k}`;
  const names = from.extraMean.map((_, k) => nameOf(from, k));
  const places = Int32Array.from({ length: to.dimension }, (_, s) => (s < 6 ? s : indexOf(names, nameOf(to, s - 6))));
  return from.dimension === to.dimension && places.every((place, s) => place === s) ? undefined : places;
}

const indexOf = (names: readonly string[], name: string): number => {
  const k = names.indexOf(name);
  return k < 0 ? -1 : k + 6;
};

/** `estimate` in the states of `own`: what it lacks is completed by `own`, uncorrelated with what it has. */
function completed(estimate: Estimate, own: Estimate, places: Int32Array | undefined): Estimate {
  if (places === undefined) return estimate;
  const n = places.length;
  const stride = estimate.mean.length;
  const mean = new Float64Array(n);
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const a = places[i];
    mean[i] = a < 0 ? own.mean[i] : estimate.mean[a];
    for (let j = 0; j < n; j++) {
      const b = places[j];
      if (a < 0 && b < 0) covariance[i * n + j] = own.covariance[i * n + j];
      else if (a >= 0 && b >= 0) covariance[i * n + j] = estimate.covariance[a * stride + b];
    }
  }
  return { time: estimate.time, mean, covariance };
}

/** The mixture with its mean and covariance over position and velocity. */
function overall(time: number, modes: readonly Mode[]): Estimate {
  const mean = new Float64Array(6);
  const covariance = new Float64Array(36);
  for (const { probability, estimate } of modes) for (let i = 0; i < 6; i++) mean[i] += probability * estimate.mean[i];
  for (const { probability, estimate } of modes) addSpread(estimate, probability, mean, 6, covariance);
  mirror(covariance, 6);
  return { time, mean, covariance, modes };
}

/** Numbers in proportion to exp(log), adding to 1, none below LEAST. */
function shares(logs: readonly number[]): number[] {
  const greatest = Math.max(...logs);
  const raw = logs.map((l) => exp(l - greatest));
  const sum = raw.reduce((a, b) => a + b, 0);
  const floored = raw.map((r) => Math.max(LEAST, r / sum));
  const total = floored.reduce((a, b) => a + b, 0);
  return floored.map((f) => f / total);
}

function mixedInnovation(modes: readonly Mode[], innovations: readonly Innovation[]): Innovation {
  const m = innovations[0].residual.length;
  const residual = new Float64Array(m);
  const covariance = new Float64Array(m * m);
  const logs = innovations.map((innovation, j) => log(modes[j].probability) + innovation.logLikelihood);
  const greatest = Math.max(...logs);
  let sum = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (let j = 0; j < modes.length; j++) {
    sum += exp(logs[j] - greatest);
    distance = Math.min(distance, innovations[j].distance);
    for (let k = 0; k < m; k++) residual[k] += modes[j].probability * innovations[j].residual[k];
  }
  for (let j = 0; j < modes.length; j++) {
    addSpread(
      { time: 0, mean: innovations[j].residual, covariance: innovations[j].covariance },
      modes[j].probability,
      residual,
      m,
      covariance,
    );
  }
  mirror(covariance, m);
  return { residual, covariance, distance, logLikelihood: greatest + log(sum) };
}
