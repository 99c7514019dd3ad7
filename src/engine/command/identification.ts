import { heightAbove, upInto } from '../earth/vertical.js';
import type { Identity, TargetClass, Track } from '../types/index.js';
import type { DoctrineSpec } from './command.schema.js';
import { type Corridor, type CorridorSpec, conforms, makeCorridors } from './corridor.js';
import { EVIDENCE, HOSTILE_PIECES, repliesOf } from './evidence.js';
import { classifyKinematics } from './kinematics.js';
import { approachInto, type DefendedPlace } from './place.js';

/** A track is judged once it has been followed for this long, s: two looks of a radar that turns in 5 s; assumed. */
export const MINIMUM_AGE = 10;
/**
 * Friend replies count when at least this share of the interrogations was answered so: a working transponder answers far
 * more, replies that strayed from a neighbour far less. Assumed.
 */
export const FRIEND_SHARE = 0.2;
/** A course that passes a place within its radius and this share of the distance heads for it (about 6°); assumed. */
export const HEADING_TOLERANCE = 0.1;

/** What identification needs to know, in SI; made once for each post. */
export interface IdentificationContext {
  readonly places: readonly DefendedPlace[];
  readonly corridors: readonly Corridor[];
  /** Nearer to a place than this and closing is behaviour, m. */
  readonly insideRange: number;
  /** Sooner at a place than this is behaviour, s. */
  readonly timeToGo: number;
  readonly ballisticSpeed: number;
  readonly silentInterrogations: number;
  readonly outsideCorridor: boolean;
  readonly suspectScore: number;
  readonly hostileScore: number;
}

/** What a track is taken for, and on which evidence. Words are built by describeIdentification, only when wanted. */
export interface Identification {
  readonly identity: Identity;
  readonly targetClass: TargetClass;
  /** Bits of EVIDENCE. */
  readonly evidence: number;
  /** The place approached soonest, if any. */
  readonly place: DefendedPlace | null;
  /** Distance to it, m; 0 without one. */
  readonly distance: number;
  /** Time until closest approach to it, s; 0 without one. */
  readonly timeToGo: number;
  /** The corridor that it conforms to, if any. */
  readonly corridor: Corridor | null;
}

/** `criteria`: doctrine.hostile. `places`: from makeDefendedPlaces. */
export function makeIdentifier(
  criteria: DoctrineSpec['hostile'],
  corridors: readonly CorridorSpec[],
  places: readonly DefendedPlace[],
): IdentificationContext {
  return {
    places,
    corridors: makeCorridors(corridors),
    insideRange: criteria.insideKm * 1000,
    timeToGo: criteria.timeToGoS,
    ballisticSpeed: criteria.ballisticSpeedMps,
    silentInterrogations: criteria.silentInterrogations,
    outsideCorridor: criteria.outsideCorridor,
    suspectScore: criteria.suspectScore,
    hostileScore: criteria.hostileScore,
  };
}

const up = new Float64Array(3);
const approach = new Float64Array(3);

/**
 * Identifies a track from what the post knows: replies to interrogation, corridors, behaviour, and what another post
 * reports of the same object (`remote`, the correlated remote track). `ground`: terrain height below it on the post's map,
 * m above sea. Rules, first that applies:
 *
 * 1. friend replies (own, or with `remote` where none were asked) → friend.  2. unconfirmed or younger than MINIMUM_AGE → pending.
 * 3. ballistic by speed or path → hostile.  4. remote friend → friend.
 * 5. civil replies inside an airway within its speed → neutral; suspect if another post reports it hostile.
 * 6. remote hostile → hostile.  7. remote neutral or assumed friend → the same.
 * 8. pieces of evidence (silence, outside every corridor, near and closing, arrival soon) reach the hostile or suspect
 *    score → hostile or suspect; one piece less keeps a track what it was. Remote suspect → suspect: it is not one more
 *    piece, since it rests on pieces of the same kind.
 * 9. inside a return corridor and not silent → assumed friend; inside an airway and not silent → neutral.  10. unknown.
 *
 * No interrogation is no evidence: a post without IFF has only corridors, behaviour and the network to go by.
 */
export function identify(
  track: Track,
  context: IdentificationContext,
  remote: Track | null = null,
  ground = 0,
): Identification {
  const x = track.position[0];
  const y = track.position[1];
  const z = track.position[2];
  const vx = track.velocity[0];
  const vy = track.velocity[1];
  const vz = track.velocity[2];
  const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
  const altitude = heightAbove(x, y, z);
  upInto(x, y, z, up);
  const climbRate = vx * up[0] + vy * up[1] + vz * up[2];
  const targetClass = classifyKinematics(speed, altitude - ground, climbRate, context.ballisticSpeed);

  let evidence = 0;
  const { iffFriend, iffCivil, iffSilent } = repliesOf(track, remote);
  const interrogations = iffFriend + iffCivil + iffSilent;
  if (interrogations === 0) evidence |= EVIDENCE.notInterrogated;
  else if (iffFriend > 0 && iffFriend >= FRIEND_SHARE * interrogations) evidence |= EVIDENCE.friendReply;
  else if (iffCivil > 0) evidence |= EVIDENCE.civilReply;
  else if (iffFriend === 0 && iffSilent >= context.silentInterrogations) evidence |= EVIDENCE.silent;

  let corridor: Corridor | null = null;
  for (const candidate of context.corridors) {
    if (!conforms(candidate, x, y, z, altitude, speed, track.positionSigma)) continue;
    corridor = candidate;
    break;
  }
  if (corridor !== null) evidence |= corridor.kind === 'airway' ? EVIDENCE.inAirway : EVIDENCE.inReturnCorridor;
  else if (context.outsideCorridor) evidence |= EVIDENCE.outsideCorridors;

  let place: DefendedPlace | null = null;
  let distance = 0;
  let timeToGo = 0;
  for (const candidate of context.places) {
    approachInto(candidate, track.position, track.velocity, approach);
    const range = approach[0];
    const time = approach[1];
    if (time <= 0) continue;
    const heading = approach[2] <= candidate.radius + HEADING_TOLERANCE * range;
    const near = range < context.insideRange;
    if (near) evidence |= EVIDENCE.nearAndClosing;
    if (heading && time < context.timeToGo) evidence |= EVIDENCE.arrivalSoon;
    if ((near || heading) && (place === null || time < timeToGo)) {
      place = candidate;
      distance = range;
      timeToGo = time;
    }
  }
  if (targetClass === 'ballisticMissile') evidence |= EVIDENCE.ballistic;
  if (remote !== null) evidence |= remoteEvidence(remote.identity);
  if (!track.confirmed || track.updated - track.started < MINIMUM_AGE) evidence |= EVIDENCE.new;

  return {
    identity: judge(evidence, track.identity, context),
    targetClass,
    evidence,
    place,
    distance,
    timeToGo,
    corridor,
  };
}

function remoteEvidence(identity: Identity): number {
  switch (identity) {
    case 'friend':
      return EVIDENCE.remoteFriend;
    case 'assumedFriend':
      return EVIDENCE.remoteAssumedFriend;
    case 'neutral':
      return EVIDENCE.remoteNeutral;
    case 'suspect':
      return EVIDENCE.remoteSuspect;
    case 'hostile':
      return EVIDENCE.remoteHostile;
    default:
      return 0;
  }
}

/** The rules of identify over evidence bits and the identity before. */
function judge(evidence: number, before: Identity, context: IdentificationContext): Identity {
  const has = evidence;
  if (has & EVIDENCE.friendReply) return 'friend';
  if (has & EVIDENCE.new) return 'pending';
  if (has & EVIDENCE.ballistic) return 'hostile';
  if (has & EVIDENCE.remoteFriend) return 'friend';
  if (has & EVIDENCE.civilReply && has & EVIDENCE.inAirway) {
    return has & EVIDENCE.remoteHostile ? 'suspect' : 'neutral';
  }
  if (has & EVIDENCE.remoteHostile) return 'hostile';
  if (has & EVIDENCE.remoteNeutral) return 'neutral';
  if (has & EVIDENCE.remoteAssumedFriend) return 'assumedFriend';
  let pieces = 0;
  for (let bits = has & HOSTILE_PIECES; bits !== 0; bits &= bits - 1) pieces++;
  const keepHostile = before === 'hostile' ? 1 : 0;
  const keepSuspect = before === 'hostile' || before === 'suspect' ? 1 : 0;
  if (pieces > 0 && pieces >= context.hostileScore - keepHostile) return 'hostile';
  if (pieces > 0 && pieces >= context.suspectScore - keepSuspect) return 'suspect';
  if (has & EVIDENCE.remoteSuspect) return 'suspect';
  if (!(has & EVIDENCE.silent)) {
    if (has & EVIDENCE.inReturnCorridor) return 'assumedFriend';
    if (has & EVIDENCE.inAirway) return 'neutral';
  }
  return 'unknown';
}
