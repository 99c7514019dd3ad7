import { hashId, type Streams, uniform } from '../math/index.js';
import { PURPOSE } from '../types/index.js';
import { type CommonCauseSpec, partOf, reaches } from '../weapon/index.js';

/**
 * The common causes that are there in this run and reach a unit's kind of interceptor. Each is drawn once a run for its
 * part, keyed by its own name and the part's, so that whoever asks for the same part hears the same.
 */
export function drawnCauses(
  causes: readonly CommonCauseSpec[],
  fireUnit: string,
  preset: string,
  streams: Streams,
): CommonCauseSpec[] {
  return causes.filter((cause) => {
    if (!reaches(cause, fireUnit, preset)) return false;
    const part = hashId(partOf(cause, fireUnit, preset));
    return uniform(streams, hashId(cause.id), part, PURPOSE.commonCause, 0) < cause.probability;
  });
}
