import type { EngagementOption, FireUnitId, Threat } from '../types/index.js';
import { type FireDoctrine, keepOutSide } from './doctrine.js';

/**
 * Options whose salvo kills within this of the best one's probability are as good, and the cheapest of them is taken:
 * smaller than what is known of any kill probability; assumed.
 */
export const INDIFFERENCE = 0.1;

/** Channels and interceptors of each unit that this cycle's orders have taken. */
export type Spent = Map<FireUnitId, { orders: number; guidance: number; interceptors: Map<string, number> }>;

export function spend(spent: Spent, option: EngagementOption, salvo: number): void {
  let unit = spent.get(option.fireUnit);
  if (unit === undefined) {
    unit = { orders: 0, guidance: 0, interceptors: new Map() };
    spent.set(option.fireUnit, unit);
  }
  unit.orders++;
  unit.guidance += salvo;
  unit.interceptors.set(option.interceptor, (unit.interceptors.get(option.interceptor) ?? 0) + salvo);
}

export interface Choice {
  readonly option: EngagementOption;
  readonly salvo: number;
}

/** The option that a threat takes and its salvo, of `wanted` interceptors or fewer; null when none can be had. */
export function choose(
  threat: Threat,
  options: readonly EngagementOption[],
  doctrine: FireDoctrine,
  wanted: number,
  spent: Spent,
): Choice | null {
  let best = 0;
  for (const option of options) {
    const salvo = salvoOf(threat, option, doctrine, wanted, spent);
    if (salvo > 0) best = Math.max(best, salvoKill(option.killProbability, salvo));
  }
  if (best === 0) return null;
  let chosen: EngagementOption | null = null;
  let chosenSalvo = 0;
  for (const option of options) {
    const salvo = salvoOf(threat, option, doctrine, wanted, spent);
    if (salvo === 0 || salvoKill(option.killProbability, salvo) < best - INDIFFERENCE) continue;
    if (chosen !== null && preference(option, salvo, chosen, chosenSalvo) >= 0) continue;
    chosen = option;
    chosenSalvo = salvo;
  }
  return chosen === null ? null : { option: chosen, salvo: chosenSalvo };
}

/** Interceptors that the option could fire now, 0 when none. */
export function salvoOf(
  threat: Threat,
  option: EngagementOption,
  doctrine: FireDoctrine,
  wanted: number,
  spent: Spent,
): number {
  if (option.timeToIntercept > threat.timeToGo || option.killProbability <= 0) return 0;
  if (keepOutSide(doctrine, threat.targetClass, option) !== 0) return 0;
  const used = spent.get(option.fireUnit);
  if (option.freeFireChannels - (used?.orders ?? 0) < 1) return 0;
  const guided = option.freeGuidanceChannels - (used?.guidance ?? 0);
  const ready = option.ready - (option.inReserve ?? 0) - (used?.interceptors.get(option.interceptor) ?? 0);
  return Math.max(0, Math.min(wanted, guided, ready));
}

/** Negative when (a, salvoA) is to be preferred to (b, salvoB). */
function preference(a: EngagementOption, salvoA: number, b: EngagementOption, salvoB: number): number {
  return (
    salvoA * a.unitCostUsd - salvoB * b.unitCostUsd ||
    a.timeToIntercept - b.timeToIntercept ||
    b.killProbability - a.killProbability ||
    (a.fireUnit < b.fireUnit ? -1 : a.fireUnit > b.fireUnit ? 1 : 0) ||
    (a.interceptor < b.interceptor ? -1 : a.interceptor > b.interceptor ? 1 : 0)
  );
}

/** Kill probability of n independent shots. */
export function salvoKill(p: number, n: number): number {
  let survival = 1;
  for (let k = 0; k < n; k++) survival *= 1 - p;
  return 1 - survival;
}
