import { exp, log, normalQuantile } from '../math/index.js';
import type { CommandPostSpec } from './command.schema.js';

/** Standard normal quantile of 0.95. */
const QUANTILE_95 = 1.6448536269514722;

export type ReactionSpec = Pick<CommandPostSpec, 'decisionDelayS' | 'reactionTriangular' | 'reactionLogNormal'>;

/**
 * Seconds from a threat to an order below which the share u of them falls, 0 < u < 1. Triangular: by the inverse of its
 * cumulative distribution. Log-normal: median × e^(σz), z the standard normal quantile and σ = ln(percentile95/median) / 1.645.
 * Neither: decisionDelayS. That times of response are skewed to the right is general experience; the log-normal is one
 * of the usual forms, and its figures are assumed.
 */
export function reactionTime(spec: ReactionSpec, u: number): number {
  const { reactionTriangular: triangle, reactionLogNormal: logNormal } = spec;
  if (triangle !== undefined) {
    const { lowS, modeS, highS } = triangle;
    const width = highS - lowS;
    if (width <= 0) return lowS;
    return u < (modeS - lowS) / width
      ? lowS + Math.sqrt(u * width * (modeS - lowS))
      : highS - Math.sqrt((1 - u) * width * (highS - modeS));
  }
  if (logNormal === undefined) return spec.decisionDelayS;
  const sigma = log(logNormal.percentile95S / logNormal.medianS) / QUANTILE_95;
  return logNormal.medianS * exp(sigma * normalQuantile(u));
}

/** The time that a post plans with: its median. */
export const expectedReaction = (spec: ReactionSpec): number => reactionTime(spec, 0.5);

/** Whether each order's time is drawn. */
export const isDrawn = (spec: ReactionSpec): boolean =>
  spec.reactionTriangular !== undefined || spec.reactionLogNormal !== undefined;
