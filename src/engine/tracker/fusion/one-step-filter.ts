import { wrapPi } from '../../math/index.js';
import type { Estimate, Filter, MotionModel } from '../roles/index.js';
import { firstKept, type LateConfig, type LateFilter, lastBefore, refuseLate } from './late-filter.js';
import { factored, plus, product, solved, symmetric, transpose } from './linear.js';

/** An estimate with what the filter had at earlier times, oldest first. */
interface RememberingEstimate extends Estimate {
  readonly past: readonly Estimate[];
}

/** An estimate of an earlier time, from all measurements so far. */
interface RetrodictedEstimate extends Estimate {
  /** The newest estimate, and its covariance with this one. */
  readonly newest: RememberingEstimate;
  readonly cross: Float64Array;
}

/**
 * The one-step solution for late measurements: the newest estimate is corrected by a late measurement at once, through
 * its covariance with the state at the earlier time. That state comes from the last estimate before it and from what
 * the estimate gained since, taken as one equivalent measurement. Exact where one measurement came since and models are
 * linear (Y. Bar-Shalom, "Update with out-of-sequence measurements in tracking: exact solution", IEEE Trans. AES 38(3),
 * 2002, algorithm A); a little suboptimal further back (Y. Bar-Shalom, H. Chen, M. Mallick, "One-step solution for the
 * multistep out-of-sequence-measurement problem in tracking", IEEE Trans. AES 40(1), 2004, algorithm Al1). Here the
 * retrodiction is written as the equal step of a smoother (H. E. Rauch, F. Tung, C. T. Striebel, "Maximum likelihood
 * estimates of linear dynamic systems", AIAA Journal 3(8), 1965). For filters of one Gaussian; measurements are
 * linearised at the retrodicted state. No measurement is stored. Estimates remembered are not corrected themselves.
 */
export function oneStepLate(filter: Filter, motion: MotionModel, config: LateConfig): LateFilter {
  const n = motion.dimension;
  const counts = { late: 0, tooLate: 0 };
  const remembering = (e: Estimate): RememberingEstimate =>
    'past' in e ? (e as RememberingEstimate) : { ...e, past: [e] };
  const kept = (e: Estimate, past: readonly Estimate[]): RememberingEstimate => {
    const all = [...past, e];
    return { ...e, past: all.slice(firstKept(all, e.time, config)) };
  };
  const current = (e: Estimate): RememberingEstimate =>
    'newest' in e ? (e as RetrodictedEstimate).newest : remembering(e);

  const retrodict = (newest: RememberingEstimate, time: number): RetrodictedEstimate => {
    const at = lastBefore(newest.past, time);
    if (at < 0) refuseLate(time, newest.past);
    const before = filter.predict(newest.past[at], time);
    const dt = newest.time - time;
    const f = motion.jacobian(before.mean, dt);
    const covarianceAcross = product(before.covariance, transpose(f, n, n), n, n, n);
    const ahead = symmetric(plus(product(f, covarianceAcross, n, n, n), motion.noise(before.mean, dt)), n);
    const factor = factored(ahead, n);
    if (!factor) throw new RangeError('a predicted covariance must be positive definite');
    // C = P Fᵀ P̄⁻¹, the smoother's gain.
    const gain = transpose(solved(factor, n, transpose(covarianceAcross, n, n), n), n, n);
    const gained = plus(newest.mean, motion.propagate(before.mean, dt), -1);
    const lessened = plus(newest.covariance, ahead, -1);
    const shrunk = product(product(gain, lessened, n, n, n), transpose(gain, n, n), n, n, n);
    return {
      time,
      mean: plus(before.mean, product(gain, gained, n, n, 1)),
      covariance: symmetric(plus(before.covariance, shrunk), n),
      newest,
      cross: product(newest.covariance, transpose(gain, n, n), n, n, n),
    };
  };

  return {
    counts,
    reaches: (estimate, time) => {
      const e = current(estimate);
      return time >= e.time || lastBefore(e.past, time) >= 0;
    },
    start: (measurement, maximumSpeed) => kept(filter.start(measurement, maximumSpeed), []),
    predict: (estimate, time) => {
      const e = current(estimate);
      return time < e.time ? retrodict(e, time) : { ...filter.predict(e, time), past: e.past };
    },
    innovate: (predicted, measurement) => filter.innovate(predicted, measurement),
    update: (predicted, measurement) => {
      if (!('newest' in predicted)) return kept(filter.update(predicted, measurement), remembering(predicted).past);
      counts.late++;
      const { newest, cross, mean } = predicted as RetrodictedEstimate;
      const { model, value, noise } = measurement;
      const m = model.dimension;
      const residual = plus(value, model.measure(mean), -1).map((r, i) => (model.angular[i] ? wrapPi(r) : r));
      const h = model.jacobian(mean);
      const spread = product(product(h, predicted.covariance, m, n, n), transpose(h, m, n), m, n, m);
      const factor = factored(symmetric(plus(spread, noise), m), m);
      if (!factor) throw new RangeError('the covariance of an innovation must be positive definite');
      const seen = product(cross, transpose(h, m, n), n, n, m);
      const gain = transpose(solved(factor, m, transpose(seen, n, m), n), m, n);
      const corrected: Estimate = {
        time: newest.time,
        mean: plus(newest.mean, product(gain, residual, n, m, 1)),
        covariance: symmetric(plus(newest.covariance, product(gain, transpose(seen, n, m), n, m, n), -1), n),
      };
      return { ...corrected, past: [...newest.past.filter(({ time }) => time < corrected.time), corrected] };
    },
    merge: (estimates, weights) => {
      const newest = estimates.map(current);
      const merged = filter.merge(newest, weights);
      return kept(
        merged,
        newest[0].past.filter(({ time }) => time < merged.time),
      );
    },
  };
}
