/** Probabilities that a look reports the contrary of what happened. */
export interface AssessmentErrors {
  /** A miss taken for a kill: the target flies on, and nobody fires. */
  readonly falseKill: number;
  /** A kill taken for a miss: somebody fires at nothing. */
  readonly missedKill: number;
}

/**
 * What the look after an intercept reports: the truth, or its contrary with the probability of that error. `draw` is a
 * uniform number in (0, 1) of its own (purpose killAssessment).
 */
export function assessKill(killed: boolean, { falseKill, missedKill }: AssessmentErrors, draw: number): boolean {
  return draw < (killed ? missedKill : falseKill) ? !killed : killed;
}
