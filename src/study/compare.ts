import { pairedDifference, quantile, regularizedBeta } from '../engine/math/index.js';
import type { MeasureDefinition, MeasureValue } from '../engine/types/index.js';
import { allEqualDifferenceInterval, poissonLimits, RARE } from './interval.js';
import type { MeasureRange } from './measures.js';
import type { Comparison } from './result.js';

/** The paired difference of one measure, with what a censored measure needs besides. */
export type PairedDifference = Omit<Comparison, 'measure' | 'baseline' | 'variant'>;

/**
 * variant − baseline by replication: the runs of a pair share their drawn parameters and random numbers, so what is
 * left is the effect of the patch.
 *
 * - Ordinary measures: mean difference with Student's t interval over pairs.
 * - Censored measures: median difference over the pairs in which it happened in both, with the exact order-statistic
 *   interval; and the difference of the shares reached, without which the median would hide the runs it leaves out.
 * - Differences equal in every pair: see `interval.ts`; never of width zero.
 */
export function comparePaired(
  definition: MeasureDefinition,
  baseline: readonly (MeasureValue | undefined)[],
  variant: readonly (MeasureValue | undefined)[],
  confidence: number,
  range?: MeasureRange,
): PairedDifference {
  if (definition.censored) return compareCensored(definition, baseline, variant, confidence);
  const a: number[] = [];
  const b: number[] = [];
  for (let i = 0; i < baseline.length; i++) {
    const before = baseline[i];
    const after = variant[i];
    if (isNumber(before) && isNumber(after)) {
      a.push(before);
      b.push(after);
    }
  }
  return meanDifference(definition, a, b, confidence, range);
}

function meanDifference(
  definition: MeasureDefinition,
  a: readonly number[],
  b: readonly number[],
  confidence: number,
  range?: MeasureRange,
): PairedDifference {
  const n = a.length;
  if (n === 0) return { difference: null, low: null, high: null, n };
  const first = b[0] - a[0];
  if (a.every((before, i) => b[i] - before === first)) {
    const scale = scaleOf([...a, ...b], range);
    return { difference: first, ...allEqualDifferenceInterval(first, n, definition, scale, confidence), n };
  }
  const { difference, low, high } = pairedDifference(a, b, confidence);
  if (!definition.count) return { difference, low, high, n };
  // A few events in many runs: Student's t takes their luck for their rate, so the exact limits widen it.
  const more = a.reduce((sum, before, i) => sum + Math.max(0, b[i] - before), 0);
  const fewer = a.reduce((sum, before, i) => sum + Math.max(0, before - b[i]), 0);
  if (more + fewer >= RARE) return { difference, low, high, n };
  const tail = (1 - confidence) / 2;
  const up = poissonLimits(more, tail);
  const down = poissonLimits(fewer, tail);
  return {
    difference,
    low: Math.min(low, (up.low - down.high) / n),
    high: Math.max(high, (up.high - down.low) / n),
    n,
  };
}

/**
 * How large a difference may be that no pair has shown: as large as single runs have been seen to differ or, where they
 * were all equal, as the measure's whole range; without one, as its value, or 1.
 */
function scaleOf(values: readonly number[], range?: MeasureRange): number {
  let least = values[0];
  let most = values[0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most > least) return most - least;
  return (range ? range.high - range.low : Math.abs(most)) || 1;
}

function compareCensored(
  definition: MeasureDefinition,
  baseline: readonly (MeasureValue | undefined)[],
  variant: readonly (MeasureValue | undefined)[],
  confidence: number,
): PairedDifference {
  const differences: number[] = [];
  const reachedBefore: number[] = [];
  const reachedAfter: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < baseline.length; i++) {
    const before = baseline[i];
    const after = variant[i];
    if (before === undefined || after === undefined) continue;
    reachedBefore.push(before === null ? 0 : 1);
    reachedAfter.push(after === null ? 0 : 1);
    if (before === null || after === null) continue;
    differences.push(after - before);
    values.push(before, after);
  }
  const share = { ...definition, count: true };
  const reached = meanDifference(share, reachedBefore, reachedAfter, confidence);
  differences.sort((x, y) => x - y);
  const n = differences.length;
  if (n === 0) return { difference: null, low: null, high: null, n, reached };
  const median = quantile(differences, 0.5);
  if (differences[0] === differences[n - 1]) {
    const interval = allEqualDifferenceInterval(median, n, definition, scaleOf(values), confidence);
    return { difference: median, ...interval, n, reached };
  }
  return { difference: median, ...medianInterval(differences, confidence), n, reached };
}

/**
 * Distribution-free interval of a median: the order statistics between which it lies with at least the confidence,
 * from the binomial distribution with probability ½; null if there are too few. Ties that leave no width widen to the
 * neighbouring values.
 * Source: David and Nagaraja, Order Statistics, 3rd edition, Wiley 2003, section 7.1.
 */
export function medianInterval(
  sorted: readonly number[],
  confidence: number,
): { low: number | null; high: number | null } {
  const n = sorted.length;
  let rank = 0; // P(fewer than `rank` values lie below the median) ≤ (1 − confidence)/2
  while (rank < n / 2 && binomialHalfBelow(rank + 1, n) <= (1 - confidence) / 2) rank++;
  if (rank === 0) return { low: null, high: null };
  let below = rank - 1;
  let above = n - rank;
  while (sorted[below] === sorted[above] && (below > 0 || above < n - 1)) {
    below = Math.max(0, below - 1);
    above = Math.min(n - 1, above + 1);
  }
  return { low: sorted[below], high: sorted[above] };
}

/** P(X < k) for X binomial with n trials of probability ½. */
const binomialHalfBelow = (k: number, n: number): number => regularizedBeta(0.5, n - k + 1, k);

const isNumber = (v: MeasureValue | undefined): v is number => typeof v === 'number' && Number.isFinite(v);
