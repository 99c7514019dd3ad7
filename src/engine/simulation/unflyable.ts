import type { Terrain } from '../earth/index.js';
import { isInputError } from '../scenario/errors.js';
import type { ResolvedFlight } from '../scenario/resolved.js';
import { motionOf } from './air-objects.js';

/** Why each flight that no path fulfils cannot be flown, by its id: what only the models of motion can say. */
export function unflyable(flights: readonly ResolvedFlight[], terrain: Terrain): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const flight of flights) {
    try {
      motionOf(flight, terrain);
    } catch (error) {
      if (!isInputError(error)) throw error;
      reasons.set(flight.id, error.issues[0].message);
    }
  }
  return reasons;
}
