import type { Assumption } from '../engine/scenario/resolved.js';
import type { MeasureValues } from '../engine/types/index.js';

/** One replication of one variant. */
export interface ReplicationResult {
  readonly variant: string;
  readonly replication: number;
  readonly digest: string;
  readonly measures: MeasureValues;
}

/** A measure over the replications of a variant. */
export interface MeasureSummary {
  /** Mean, or null where a censored measure has none. */
  readonly mean: number | null;
  /** 95% interval of the mean (of the fraction reached for a censored measure). Never of width zero. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  /** 5% and 95% quantiles over runs: what the unknowns and chance do. */
  readonly p05: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  /** How the interval was made. */
  readonly method: 'student-t' | 'poisson' | 'no-event-bound' | 'all-equal-bound' | 'censored';
  /** Censored measures: share of the runs in which it happened, with its Clopper–Pearson interval. */
  readonly reached?: { readonly fraction: number; readonly low: number; readonly high: number };
}

/** The paired difference variant − baseline of one measure. */
export interface Comparison {
  readonly measure: string;
  readonly baseline: string;
  readonly variant: string;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  /** Censored measures: difference of the shares of runs in which it happened. */
  readonly reached?: {
    readonly difference: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly n: number;
  };
}

export type Answer = 'supported' | 'contradicted' | 'depends' | 'out-of-reach';

export interface HypothesisResult {
  readonly id: string;
  readonly measure: string;
  readonly baseline: string;
  readonly variant: string;
  readonly answer: Answer;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly margin: number;
  readonly because: string;
}

export interface Verdict {
  readonly claim: string;
  readonly answer: Answer;
  /** One or two sentences, limited to this scenario. */
  readonly because: string;
  readonly hypotheses: readonly HypothesisResult[];
  /** The answer again on each sensitivity's pair of variants. */
  readonly sensitivities: readonly {
    readonly name: string;
    readonly answer: Answer;
    readonly hypotheses: readonly HypothesisResult[];
  }[];
  readonly outOfReach: readonly string[];
}

export interface StudyResult {
  readonly study: string;
  readonly digest: string;
  readonly replications: number;
  /** Variant → measure → summary. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, MeasureSummary>>>>;
  readonly comparisons: readonly Comparison[];
  readonly verdict: Verdict;
  readonly rows: readonly ReplicationResult[];
  /** Nominal assumptions with their ranges. */
  readonly assumptions: readonly Assumption[];
  /** True if interrupted: only replications that every variant has are summarised. */
  readonly partial: boolean;
}
