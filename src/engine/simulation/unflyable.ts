import type { Terrain } from '../earth/index.js';
import type { ResolvedFlight } from '../scenario/resolved.js';
import { motionsOf } from './motions.js';

/** Why each flight that no path fulfils cannot be flown, by its id: what only the models of motion can say. */
export function unflyable(flights: readonly ResolvedFlight[], terrain: Terrain): Map<string, string> {
  const reasons = new Map<string, string>();
  motionsOf(flights, terrain, (id, error) => reasons.set(id, error.issues[0].message));
  return reasons;
}
