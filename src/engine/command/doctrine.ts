import type { EngagementOption, TargetClass, Threat } from '../types/index.js';
import type { DoctrineSpec } from './command.schema.js';
import type { FireMethod } from './doctrine.schema.js';

/** What assignment reads of a doctrine. All but the first three may be left out. */
export interface FireDoctrine
  extends Pick<
    DoctrineSpec,
    | 'method'
    | 'salvo'
    | 'maximumSalvos'
    | 'methodByClass'
    | 'keepOut'
    | 'priorities'
    | 'selfDefence'
    | 'assigner'
    | 'horizonS'
  > {
  readonly assessmentDelayS?: number;
}

export const methodFor = (doctrine: FireDoctrine, targetClass: TargetClass): FireMethod =>
  doctrine.methodByClass?.[targetClass] ?? doctrine.method;

/** Salvos at one track before it is left to others: a method that does not look has no second. */
export const salvosAllowed = (doctrine: FireDoctrine, targetClass: TargetClass): number =>
  methodFor(doctrine, targetClass) === 'salvo' ? 1 : doctrine.maximumSalvos;

/** Interceptors in the next salvo at a track: of shoot–shoot–look–shoot the first is twice as large. */
export function salvoWanted(doctrine: FireDoctrine, targetClass: TargetClass, salvosFired: number): number {
  const size = doctrine.salvo[targetClass];
  return methodFor(doctrine, targetClass) === 'shootShootLookShoot' && salvosFired === 0 ? 2 * size : size;
}

/** Factor on a threat's score: by class, by identity and by the place that it endangers. */
export function priorityOf(doctrine: FireDoctrine, threat: Threat, places?: ReadonlyMap<string, number>): number {
  const { priorities } = doctrine;
  const byPlace = places?.get(threat.place) ?? 1;
  if (priorities === undefined) return byPlace;
  const { identity } = threat;
  const byIdentity =
    identity === 'hostile' || identity === 'suspect' || identity === 'unknown'
      ? (priorities.identity?.[identity] ?? 1)
      : 1;
  return (priorities.class?.[threat.targetClass] ?? 1) * byIdentity * byPlace;
}

/** Where an intercept lies against the keep-out ranges of a class: −1 inside, 1 outside them, 0 where it may be. */
export function keepOutSide(doctrine: FireDoctrine, targetClass: TargetClass, option: EngagementOption): -1 | 0 | 1 {
  const { keepOut } = doctrine;
  const range = option.interceptRange;
  if (keepOut === undefined || range === undefined) return 0;
  const inside = keepOut.insideKm?.[targetClass];
  if (inside !== undefined && range < 1000 * inside) return -1;
  const outside = keepOut.outsideKm?.[targetClass];
  return outside !== undefined && range > 1000 * outside ? 1 : 0;
}

/** Interceptors of one kind in one unit that are kept for the class of the reserve, of `stock` it began with. */
export function reservedOf(reserve: DoctrineSpec['reserve'], targetClass: TargetClass, stock: number): number {
  if (reserve === undefined || targetClass === reserve.forClass) return 0;
  return Math.max(reserve.interceptors ?? 0, Math.ceil((reserve.share ?? 0) * stock));
}
