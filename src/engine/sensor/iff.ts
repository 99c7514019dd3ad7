import { IFF, type IffAnswer } from '../types/index.js';
import type { Radar } from './radar.js';

/** What an aircraft answers with: nothing, a civil mode only, or the military mode of the defender's side. */
export type Transponder = 'off' | 'civil' | 'friend';

/**
 * Answer to the interrogation that goes with a detection at `range`. A silent interrogator and a target beyond its range
 * give notInterrogated, so that silence is held against nobody who was not asked. `draw` is uniform in (0, 1).
 */
export function iffAnswer(radar: Radar, transponder: Transponder, range: number, draw: number): IffAnswer {
  if (!radar.interrogates || range > radar.iffRange) return IFF.notInterrogated;
  if (transponder === 'off' || draw >= radar.iffReplyProbability) return IFF.noReply;
  return transponder === 'civil' ? IFF.civilReply : IFF.friendReply;
}
