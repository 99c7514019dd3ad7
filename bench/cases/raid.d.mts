import type { ResolvedScenario } from '../../src/engine/scenario/resolved.js';

export function makeRaid(units: number, durationS: number): ResolvedScenario;
