import type { DutyCycleSpec } from './posture.schema.js';

/**
 * Whether an emitter of this duty cycle radiates at `time`, s. `phase` (turns, 0–1) says where in a turn it stands at time
 * 0; `delay` gives for each turn a number from 0 to 1 by which its start is late, as a share of jitterS.
 */
export function isOnDuty(
  cycle: DutyCycleSpec,
  time: number,
  phase: number,
  delay: (turn: number) => number = () => 0,
): boolean {
  const { onS, offS, jitterS = 0 } = cycle;
  const period = onS + offS;
  const shifted = time + phase * period;
  const turn = Math.floor(shifted / period);
  const into = shifted - turn * period;
  const late = jitterS === 0 ? 0 : jitterS * delay(turn);
  return into >= late && into < late + onS;
}
