import { log, pow, regularizedGammaP, regularizedGammaQ } from '../engine/math/index.js';
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
  // Nobody knows on which side the unseen lies, so each side has half of what may go wrong.
  const each = (1 + confidence) / 2;
  const bound = definition.count ? noEventBound(n, each) : unseenShare(n, each) * scale;
  return { low: difference - bound, high: difference + bound };
}

/** Events up to which a sum of counts is taken for rare: below it Student's t is narrower than chance allows. */
export const RARE = 8;

/**
 * Exact limits of the mean rate behind `count` Poisson events, each missed with probability `tail`: the rates at which so
 * many or more, and so many or fewer, have that probability. Source: Garwood, "Fiducial limits for the Poisson
 * distribution", Biometrika 28 (1936) 437–442.
 */
export function poissonLimits(count: number, tail: number): { low: number; high: number } {
  const most = count + 20 + 10 * Math.sqrt(count + 1);
  const low = count === 0 ? 0 : crossing((rate) => regularizedGammaP(count, rate) - tail, most);
  return { low, high: crossing((rate) => tail - regularizedGammaQ(count + 1, rate), most) };
}

/** Where a rising function of a rate passes zero between 0 and `most`, by bisection. */
function crossing(f: (rate: number) => number, most: number): number {
  let low = 0;
  let high = most;
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A range that holds the value and has a width, whatever the scenario's bound says. */
function widened(value: number, range: MeasureRange): MeasureRange {
  const low = Math.min(range.low, value);
  const high = Math.max(range.high, value);
  return high > low ? { low, high } : { low: value - 1, high: value + 1 };
}
