import { exp, hashId, log, type Streams, uniform } from '../math/index.js';
import { PURPOSE } from '../types/index.js';
import type { DistributionName } from './derive.schema.js';

/** An uncertain number: most plausible value, and the range over which it is drawn. */
export interface UncertainNumber {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly distribution: DistributionName;
  /** Whole numbers are drawn as whole numbers. */
  readonly integer: boolean;
}

/** Quantile of the triangular distribution (inverse of its cumulative distribution; Kotz and van Dorp 2004, ch. 1). */
function triangular(low: number, mode: number, high: number, u: number): number {
  const width = high - low;
  const below = (mode - low) / width;
  return u < below ? low + Math.sqrt(u * width * (mode - low)) : high - Math.sqrt((1 - u) * width * (high - mode));
}

/** The value below which the share u of draws falls, 0 < u < 1; the mode of a triangle is the nominal value. */
export function quantileOf(uncertain: UncertainNumber, u: number): number {
  const { value, low, high, distribution, integer } = uncertain;
  if (distribution === 'fixed' || low === high) return value;
  // Half a unit more on either side gives the ends of a range of whole numbers their full share.
  const margin = integer && (distribution === 'uniform' || distribution === 'triangular') ? 0.5 : 0;
  let x: number;
  if (distribution === 'uniform') x = low - margin + u * (high - low + 2 * margin);
  else if (distribution === 'triangular') x = triangular(low - margin, value, high + margin, u);
  else if (distribution === 'logUniform') x = exp(log(low) + u * (log(high) - log(low)));
  else x = exp(triangular(log(low), log(value), log(high), u));
  if (integer) x = Math.round(x);
  return Math.min(high, Math.max(low, x));
}

/**
 * Draws a catalogue value for one replication. Keyed by the leaf's name alone, so that it is the same in every variant
 * and does not depend on which other presets a variant uses.
 */
export function drawValue(uncertain: UncertainNumber, leaf: string, streams: Streams): number {
  if (uncertain.distribution === 'fixed' || uncertain.low === uncertain.high) return uncertain.value;
  return quantileOf(uncertain, uniform(streams, hashId(leaf), 0, PURPOSE.parameter, 0));
}
