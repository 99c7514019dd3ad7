import { log } from '../../math/index.js';
import type { Initiator, TrackLife } from './roles.js';

/** Least prior that a first detection is a target: keeps the log odds finite where no new target is expected. */
const LEAST_PRIOR = 1e-6;

/** Log odds that a first detection is a new target, from the densities of both. */
export const priorLogOdds = (newTargets: number, falseDetections: number): number =>
  log(Math.max(newTargets / falseDetections, LEAST_PRIOR));

/** Errors that a sequential test may make. */
export interface SequentialTest {
  /** Probability that the test confirms a track of false detections (α). */
  readonly falseConfirmation: number;
  /** Probability that it gives up a track of a real target (β). */
  readonly missedTarget: number;
}

/**
 * Wald’s two thresholds on the log-likelihood ratio (A. Wald, “Sequential Analysis”, Wiley 1947, section 3.2): above
 * ln((1 − β)/α) a track is real, below ln(β/(1 − α)) it is not; between them one goes on looking.
 */
export function sequentialThresholds({ falseConfirmation, missedTarget }: SequentialTest): {
  readonly confirm: number;
  readonly reject: number;
} {
  return {
    confirm: log((1 - missedTarget) / falseConfirmation),
    reject: log(missedTarget / (1 - falseConfirmation)),
  };
}

/**
 * Confirms a track when its log odds pass Wald’s upper threshold: the score is the log-likelihood ratio since the start plus
 * the prior odds of a first detection (Sittler 1964; Blackman and Popoli 1999, section 6.2). The odds then say
 * that at most `falseConfirmation` of the tracks confirmed are false, where the densities are right.
 */
export function scoreInitiator(test: SequentialTest): Initiator {
  const { confirm } = sequentialThresholds(test);
  return {
    startingLogOdds: priorLogOdds,
    confirms: ({ logOdds }: TrackLife) => logOdds >= confirm,
  };
}

/** Confirms a track that took a detection in at least `hits` of the newest `of` scans that looked where it is. */
export function countInitiator(hits: number, of: number): Initiator {
  return {
    startingLogOdds: priorLogOdds,
    confirms: ({ looks }: TrackLife) => looks.slice(-of).filter(Boolean).length >= hits,
  };
}
