import type { Track } from '../types/index.js';
import type { Identification } from './identification.js';

/** Pieces of evidence for an identification, as bits: words are built only for what a person reads. */
export const EVIDENCE = {
  friendReply: 1 << 0,
  civilReply: 1 << 1,
  silent: 1 << 2,
  notInterrogated: 1 << 3,
  inAirway: 1 << 4,
  inReturnCorridor: 1 << 5,
  outsideCorridors: 1 << 6,
  nearAndClosing: 1 << 7,
  arrivalSoon: 1 << 8,
  ballistic: 1 << 9,
  remoteFriend: 1 << 10,
  remoteAssumedFriend: 1 << 11,
  remoteNeutral: 1 << 12,
  remoteSuspect: 1 << 13,
  remoteHostile: 1 << 14,
  new: 1 << 15,
} as const;

/** The pieces that are counted towards suspect and hostile. */
export const HOSTILE_PIECES =
  EVIDENCE.silent | EVIDENCE.outsideCorridors | EVIDENCE.nearAndClosing | EVIDENCE.arrivalSoon;

/** Pieces that rest on another post's word: a post that passes identities on should not tell these back to their source. */
export const REMOTE_PIECES =
  EVIDENCE.remoteFriend |
  EVIDENCE.remoteAssumedFriend |
  EVIDENCE.remoteNeutral |
  EVIDENCE.remoteSuspect |
  EVIDENCE.remoteHostile;

/**
 * The interrogations that speak for a track: the post's own, or, where it has made none, those that came with another
 * post's track of the same object. They are not added up: two posts that ask the same aircraft ask it twice.
 */
export const repliesOf = (track: Track, remote: Track | null): Pick<Track, 'iffFriend' | 'iffCivil' | 'iffSilent'> =>
  remote !== null && track.iffFriend + track.iffCivil + track.iffSilent === 0 ? remote : track;

/** The evidence behind an identification in words. Slow: call it when an identity changes, not every cycle. */
export function describeIdentification(result: Identification, track: Track, remote: Track | null = null): string {
  const has = result.evidence;
  const words: string[] = [];
  if (has & EVIDENCE.new) words.push('too new to judge');
  const asked = repliesOf(track, remote);
  const by = asked === track ? '' : ` by ${remote?.post}`;
  if (has & EVIDENCE.friendReply) words.push(`answered ${asked.iffFriend} interrogations${by} as a friend`);
  if (has & EVIDENCE.civilReply) words.push(`answered ${asked.iffCivil} interrogations${by} as civil`);
  if (has & EVIDENCE.silent) words.push(`no answer to ${asked.iffSilent} interrogations${by}`);
  if (has & EVIDENCE.notInterrogated) words.push('not interrogated');
  if (has & EVIDENCE.inAirway) words.push(`inside airway ${result.corridor?.id}`);
  if (has & EVIDENCE.inReturnCorridor) words.push(`inside return corridor ${result.corridor?.id}`);
  if (has & EVIDENCE.outsideCorridors) words.push('outside every corridor');
  if (has & EVIDENCE.ballistic) {
    const [vx, vy, vz] = track.velocity;
    words.push(`a ballistic missile by its path (${Math.round(Math.sqrt(vx * vx + vy * vy + vz * vz))} m/s)`);
  }
  if (result.place !== null) {
    if (has & EVIDENCE.nearAndClosing) {
      words.push(`${Math.round(result.distance / 1000)} km from ${result.place.name} and closing`);
    }
    if (has & EVIDENCE.arrivalSoon) words.push(`arrival in ${Math.round(result.timeToGo)} s`);
  }
  if (remote !== null && has & REMOTE_PIECES) {
    words.push(`${remote.post} reports it ${remote.identity === 'assumedFriend' ? 'assumed friend' : remote.identity}`);
    if (remote.because !== '') words[words.length - 1] += ` (${remote.because})`;
  }
  return words.join(', ');
}
