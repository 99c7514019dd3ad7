import { clopperPearson, meanInterval, quantile } from '../engine/math/index.js';
import type { MeasureDefinition, MeasureValue } from '../engine/types/index.js';
import { allEqualInterval, noEventBound, poissonLimits, RARE } from './interval.js';
import type { MeasureRange } from './measures.js';
import type { MeasureSummary } from './result.js';

/** Confidence of every interval in a study's tables. */
export const TABLE_CONFIDENCE = 0.95;

/**
 * One measure over the replications of one variant. `values` has one entry a run; null is a time that never came.
 * Returns null if no run reports the measure.
 *
 * - Ordinary measures: mean with Student's t interval, floored at the measure's least value.
 * - A count that was zero in every run: the bound for no events. Other measures equal in every run: see `interval.ts`.
 * - Censored measures: the share of the runs in which it happened with its Clopper–Pearson interval, and quantiles over
 *   all runs in which a time that never came ranks as the unfavourable end (null where a quantile falls there).
 */
export function summariseMeasure(
  definition: MeasureDefinition,
  values: readonly (MeasureValue | undefined)[],
  range?: MeasureRange,
  confidence = TABLE_CONFIDENCE,
): MeasureSummary | null {
  if (definition.censored) return summariseCensored(definition, values, confidence);
  const numbers = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const n = numbers.length;
  if (n === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const spread = { p05: quantile(sorted, 0.05), median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
  if (sorted[0] === sorted[n - 1]) {
    const value = sorted[0];
    if (definition.count && value === 0) {
      return { mean: 0, low: 0, high: noEventBound(n, confidence), n, ...spread, method: 'no-event-bound' };
    }
    const interval = allEqualInterval(value, n, definition, range, confidence);
    return { mean: value, ...interval, n, ...spread, method: 'all-equal-bound' };
  }
  const { mean, low, high } = meanInterval(numbers, confidence);
  const events = numbers.reduce((sum, x) => sum + x, 0);
  if (definition.count && events < RARE) {
    const limits = poissonLimits(events, (1 - confidence) / 2);
    const wide = { low: Math.max(0, Math.min(low, limits.low / n)), high: Math.max(high, limits.high / n) };
    return { mean, ...wide, n, ...spread, method: 'poisson' };
  }
  // Every measure is a count, a cost, a share or a distance: none can have a mean below its least value.
  return { mean, low: Math.max(range?.low ?? 0, low), high, n, ...spread, method: 'student-t' };
}

function summariseCensored(
  definition: MeasureDefinition,
  values: readonly (MeasureValue | undefined)[],
  confidence: number,
): MeasureSummary | null {
  const known = values.filter((v): v is MeasureValue => v === null || (typeof v === 'number' && Number.isFinite(v)));
  const n = known.length;
  if (n === 0) return null;
  const never = definition.better === 'more' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const sorted = known.map((v) => v ?? never).sort((a, b) => a - b);
  const happened = known.filter((v) => v !== null).length;
  const { low, high } = clopperPearson(happened, n, confidence);
  return {
    mean: null,
    low,
    high,
    n,
    p05: censoredQuantile(sorted, 0.05),
    median: censoredQuantile(sorted, 0.5),
    p95: censoredQuantile(sorted, 0.95),
    method: 'censored',
    reached: { fraction: happened / n, low, high },
  };
}

/** The order statistic below which a share p of the runs lies; null if it is a time that never came. */
function censoredQuantile(sorted: readonly number[], p: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  return Number.isFinite(value) ? value : null;
}
