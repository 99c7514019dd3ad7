import { TARGET_CLASSES } from '../types/classes.js';
import type { ErrorCode } from './errors.js';

/** One thing that an interceptor's figures contradict. */
export interface InterceptorFault {
  readonly code: ErrorCode;
  /** The value at fault, for example envelope.rangeKm.drone. */
  readonly leaf: string;
  readonly message: string;
}

const PROFILE_POINTS = 8;

/**
 * What contradicts itself in an interceptor. `bounds` gives a value's least and greatest by its path, undefined where it
 * is left out: the whole range in the catalogue, twice the same in a scenario.
 */
export function interceptorFaults(
  bounds: (leaf: string) => readonly [low: number, high: number] | undefined,
  guidance: string,
): InterceptorFault[] {
  const faults: InterceptorFault[] = [];
  const [most] = bounds('maximumRangeKm') ?? [Infinity];
  const [, least] = bounds('minimumRangeKm') ?? [0, 0];
  if (least >= most) {
    const message = `minimumRangeKm must stay below maximumRangeKm; got ${least} and ${most}`;
    faults.push({ code: 'SCN-182', leaf: 'minimumRangeKm', message });
  }
  for (const targetClass of TARGET_CLASSES) {
    const leaf = `envelope.rangeKm.${targetClass}`;
    const range = bounds(leaf);
    if (range === undefined || (range[0] > least && range[0] <= most)) continue;
    const message = `the range against ${targetClass} must lie above minimumRangeKm (${least}) and up to maximumRangeKm (${most}); got ${range[0]}`;
    faults.push({ code: 'SCN-182', leaf, message });
  }
  faults.push(...profileFaults(bounds));
  const illumination = bounds('illuminationS');
  if (guidance === 'illumination' && illumination === undefined) {
    const message = 'guidance illumination needs illuminationS, the time for which the target must be lit';
    faults.push({ code: 'SCN-181', leaf: 'guidance', message });
  }
  if (guidance !== 'illumination' && illumination !== undefined) {
    const message = `illuminationS is read with guidance illumination only; guidance is ${guidance}`;
    faults.push({ code: 'SCN-181', leaf: 'illuminationS', message });
  }
  return faults;
}

/** Points come without a gap, each later than the one before however both are drawn. */
function profileFaults(bounds: (leaf: string) => readonly [number, number] | undefined): InterceptorFault[] {
  let before = 0;
  let missing = '';
  for (let k = 1; k <= PROFILE_POINTS; k++) {
    const leaf = `speedProfile.p${k}.timeS`;
    const time = bounds(leaf);
    if (time === undefined) {
      missing ||= `p${k}`;
      continue;
    }
    if (missing !== '') return [{ code: 'SCN-183', leaf, message: `p${k} follows a gap: ${missing} is missing` }];
    if (time[0] <= before) {
      return [{ code: 'SCN-183', leaf, message: `timeS of p${k} must be later than ${before} s; got ${time[0]} s` }];
    }
    before = time[1];
  }
  return [];
}
