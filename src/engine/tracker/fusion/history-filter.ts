import type { Estimate, Filter, Measurement } from '../roles/index.js';
import { firstKept, type LateConfig, type LateFilter, lastBefore, refuseLate } from './late-filter.js';

/** What was done to an estimate at one time, so that it can be done again to another. */
interface Step {
  readonly time: number;
  /** The measurement taken; several with their weights where they were mixed; undefined: one weight of a miss. */
  readonly parts: readonly { readonly measurement?: Measurement; readonly weight: number }[];
  /** The estimate afterwards. */
  readonly after: Estimate;
}

/** An estimate with its own history: what is in it, and what is known of later times and not in it. */
interface HistoricEstimate extends Estimate {
  readonly past: readonly Step[];
  readonly later: readonly Step[];
}

/**
 * Exact treatment of late measurements by any filter: each estimate keeps its measurements and states of the last
 * `maximumLateness` seconds, goes back to before the late one and is filtered forward again, so that the answer is that
 * of the measurements in order, to the last bit. It costs one more filtering of what came since; a one-step update
 * (`oneStepLate`) is cheaper, but only for one Gaussian, and exact only one step back. Weights of mixed measurements
 * (JPDA) are kept as they were found.
 */
export function withHistory(filter: Filter, config: LateConfig): LateFilter {
  const counts = { late: 0, tooLate: 0 };
  const historic = (e: Estimate, past: readonly Step[], later: readonly Step[]): HistoricEstimate => ({
    ...e,
    past,
    later,
  });
  const of = (e: Estimate): HistoricEstimate => ('past' in e ? (e as HistoricEstimate) : historic(e, [], []));

  const again = (e: Estimate, step: Step): Step => {
    const predicted = filter.predict(e, step.time);
    const [only] = step.parts;
    const after =
      step.parts.length === 1 && only.measurement
        ? filter.update(predicted, only.measurement)
        : filter.merge(
            step.parts.map(({ measurement }) => (measurement ? filter.update(predicted, measurement) : predicted)),
            step.parts.map(({ weight }) => weight),
          );
    return { ...step, after };
  };

  /** An estimate just changed at its time: what is known of later times is done to it again. */
  const forward = (past: readonly Step[], later: readonly Step[]): HistoricEstimate => {
    const steps = [...past];
    for (const step of later) steps.push(again(steps[steps.length - 1].after, step));
    const newest = steps[steps.length - 1];
    return historic(newest.after, steps.slice(firstKept(steps, newest.time, config)), []);
  };

  return {
    counts,
    reaches: (estimate, time) => time >= estimate.time || lastBefore(of(estimate).past, time) >= 0,
    start: (measurement, maximumSpeed) => {
      const after = filter.start(measurement, maximumSpeed);
      return historic(after, [{ time: after.time, parts: [{ measurement, weight: 1 }], after }], []);
    },
    predict: (estimate, time) => {
      const { past, later } = of(estimate);
      if (time >= estimate.time) {
        const due = lastBefore(later, time) + 1;
        const e = due > 0 ? forward(past, later.slice(0, due)) : of(estimate);
        return historic(filter.predict(e, time), e.past, later.slice(due));
      }
      const at = lastBefore(past, time);
      if (at < 0) refuseLate(time, past);
      return historic(filter.predict(past[at].after, time), past.slice(0, at + 1), [...past.slice(at + 1), ...later]);
    },
    innovate: (predicted, measurement) => filter.innovate(predicted, measurement),
    update: (predicted, measurement) => {
      const { past, later } = of(predicted);
      if (later.length > 0) counts.late++;
      const after = filter.update(predicted, measurement);
      return forward([...past, { time: after.time, parts: [{ measurement, weight: 1 }], after }], later);
    },
    merge: (estimates, weights) => {
      const branches = aligned(estimates.map(of));
      const shared = sharedPast(branches);
      const fresh = branches.map((b) => b.past[shared]);
      const time = Math.min(...fresh.map((step, i) => step?.time ?? branches[i].time));
      const root = shared > 0 ? branches[0].past[shared - 1].after : undefined;
      const own = branches.map((b, i) =>
        fresh[i]?.time === time ? b.past.slice(shared + 1) : [...b.past.slice(shared), ...b.later],
      );
      const tails = own.map((steps) => steps.map((s) => s.time).join());
      if (!root || new Set(tails).size > 1) {
        // Branches of no common past: what is merged is all that is remembered.
        const after = filter.merge(estimates, weights);
        return historic(after, [{ time: after.time, parts: [], after }], []);
      }
      const miss = branches.find((b, i) => fresh[i] === undefined && b.time === time) ?? filter.predict(root, time);
      const taken = fresh.map((step) => (step?.time === time ? step : undefined));
      const after = filter.merge(
        taken.map((step) => step?.after ?? miss),
        weights,
      );
      const parts = taken.flatMap((step, i) =>
        step ? step.parts.map((p) => ({ ...p, weight: p.weight * weights[i] })) : [{ weight: weights[i] }],
      );
      return forward([...branches[0].past.slice(0, shared), { time, parts, after }], own[0]);
    },
  };
}

/** Branches of one past, all from the first step that every one still remembers; unchanged where there is none. */
function aligned(branches: readonly HistoricEstimate[]): readonly HistoricEstimate[] {
  const latest = branches.reduce((a, b) => ((b.past[0]?.time ?? 0) > (a.past[0]?.time ?? 0) ? b : a)).past[0];
  const from = branches.map(({ past }) => past.indexOf(latest));
  if (from.includes(-1)) return branches;
  return branches.map((b, i) => ({ ...b, past: b.past.slice(from[i]) }));
}

/** How many steps all branches have in common. */
function sharedPast(branches: readonly HistoricEstimate[]): number {
  let shared = 0;
  for (const [first] = branches; shared < first.past.length; shared++) {
    if (branches.some(({ past }) => past[shared] !== first.past[shared])) break;
  }
  return shared;
}
