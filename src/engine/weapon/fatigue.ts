import type { FireUnitSpec } from './weapon.schema.js';

/** How a crew slows; times in seconds. */
export interface Fatigue {
  readonly onDuty: number;
  readonly after: number;
  /** Share of the reaction time by which it grows each second. */
  readonly rate: number;
}

const HOUR = 3600;

export const makeFatigue = (spec: FireUnitSpec['fatigue']): Fatigue | null =>
  spec === undefined ? null : { onDuty: spec.onDutyH * HOUR, after: spec.afterH * HOUR, rate: spec.perHour / HOUR };

/** Factor on the reaction time at a time of the scenario, s: 1 + rate · (time on duty beyond `after`). */
export const fatigueFactor = ({ onDuty, after, rate }: Fatigue, time: number): number =>
  1 + rate * Math.max(0, onDuty + time - after);
