import type { TargetClass } from '../types/index.js';
import type { CommonCauseSpec } from './common-cause.schema.js';

/** What fails together under a cause: the name that keys its draw. */
export function partOf(cause: CommonCauseSpec, fireUnit: string, preset: string): string {
  if (cause.part === 'all') return '';
  return cause.part === 'interceptor' ? preset : fireUnit;
}

/** Whether a cause can reach shots of a unit with a kind of interceptor. */
export const reaches = (cause: CommonCauseSpec, fireUnit: string, preset: string): boolean =>
  (cause.interceptors === undefined || cause.interceptors.includes(preset)) &&
  (cause.fireUnits === undefined || cause.fireUnits.includes(fireUnit));

/**
 * Factor on a kill probability by the causes that are there, as the scenario draws them once a run. Those of several
 * causes multiply.
 */
export function commonCauseFactor(there: readonly CommonCauseSpec[], targetClass: TargetClass): number {
  let factor = 1;
  for (const { classes, factor: own } of there) {
    if (classes === undefined || classes.includes(targetClass)) factor *= own;
  }
  return factor;
}

/**
 * Leakage through layers of shots with single-shot kill probabilities p, when one cause of probability c multiplies all
 * of them by f: (1 − c)·Π(1 − pᵢ) + c·Π(1 − f·pᵢ). With c = 0 it is the product of the layers' leakages; otherwise never
 * less than the product of what each layer leaks alone.
 */
export function layeredLeakage(shots: readonly number[], probability = 0, factor = 1): number {
  let sound = 1;
  let spoilt = 1;
  for (const p of shots) {
    sound *= 1 - p;
    spoilt *= 1 - factor * p;
  }
  return (1 - probability) * sound + probability * spoilt;
}
