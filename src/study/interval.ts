import { log, pow } from '../engine/math/index.js';
import type { MeasureDefinition } from '../engine/types/index.js';
import type { MeasureRange } from './measures.js';

/**
 * Half-width for n equal observations of a count: deviations are taken as single Poisson events, none of which was
 * seen, so their mean rate is at most −ln(1 − confidence)/n ("rule of three": 3.0/n at 95%).
 * Source: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983) 1743–1745.
 */
export const noEventBound = (n: number, confidence: number): number => -log(1 - confidence) / n;

/**
 * Greatest share of runs that can differ when n were all equal: (1 − share)^n = 1 − confidence, the exact one-sided
 * Clopper–Pearson limit for none in n.
 */
export const unseenShare = (n: number, confidence: number): number => 1 - pow(1 - confidence, 1 / n);

/**
 * Interval of the mean of n equal observations; never of width zero. A count moves by unseen single events. Any other
 * measure may, in the unseen share of runs, lie anywhere in its range; without a known range from nothing to twice the
 * value (or to 1 if it is nothing).
 */
export function allEqualInterval(
  value: number,
  n: number,
  definition: MeasureDefinition,
  range: MeasureRange | undefined,
  confidence: number,
): { low: number; high: number } {
  if (definition.count) {
    const bound = noEventBound(n, confidence);
    return { low: Math.max(0, value - bound), high: value + bound };
  }
  const { low, high } = widened(value, range ?? { low: 0, high: value === 0 ? 1 : 2 * value });
  const share = unseenShare(n, confidence);
  return { low: value - share * (value - low), high: value + share * (high - value) };
}

/** The same for n equal paired differences; `scale` is how large one that was not seen may be. */
export function allEqualDifferenceInterval(
  difference: number,
  n: number,
  definition: MeasureDefinition,
  scale: number,
  confidence: number,
): { low: number; high: number } {
  const bound = definition.count ? noEventBound(n, confidence) : unseenShare(n, confidence) * scale;
  return { low: difference - bound, high: difference + bound };
}

/** A range that holds the value and has a width, whatever the scenario's bound says. */
function widened(value: number, range: MeasureRange): MeasureRange {
  const low = Math.min(range.low, value);
  const high = Math.max(range.high, value);
  return high > low ? { low, high } : { low: value - 1, high: value + 1 };
}
