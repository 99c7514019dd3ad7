import type { ResolvedScenario } from '../engine/scenario/index.js';
import { coverageMeasure, MEASURES, type MeasureDefinition } from '../engine/types/index.js';
import type { Study } from './study.schema.js';

/** Least and greatest value that a measure can take in a scenario, where the scenario bounds it. */
export interface MeasureRange {
  readonly low: number;
  readonly high: number;
}

/** Every measure that a study reports, in the order of its tables: the fixed ones, then coverage by height. */
export function measuresOf(study: Study): readonly MeasureDefinition[] {
  return [...MEASURES, ...(study.coverage?.altitudesM ?? []).map(coverageMeasure)];
}

/** What the scenario bounds: the value at stake, the cost of every interceptor in stock, shares. Others have no entry. */
export function measureRanges(scenario: ResolvedScenario): Readonly<Record<string, MeasureRange>> {
  let value = 0;
  for (const place of scenario.places) value += place.valueUsd;
  let cost = 0;
  for (const unit of scenario.fireUnits) {
    for (const launcher of unit.launchers) {
      cost += launcher.count * launcher.tubes * (1 + launcher.reloads) * launcher.interceptor.unitCostUsd;
    }
  }
  return {
    leakedValue: { low: 0, high: value },
    defendedValueUsd: { low: 0, high: value },
    interceptorCostUsd: { low: 0, high: cost },
    pictureCompleteness: { low: 0, high: 1 },
    radiatingS: { low: 0, high: scenario.durationS },
    readyAtRaid: { low: 0, high: 1 },
  };
}
