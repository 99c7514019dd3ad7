/**
 * What the look after an intercept reports: the truth, or its contrary with `errorProbability`. `draw` is a uniform
 * number in (0, 1) of its own (purpose killAssessment).
 */
export function assessKill(killed: boolean, errorProbability: number, draw: number): boolean {
  return draw < errorProbability ? !killed : killed;
}
