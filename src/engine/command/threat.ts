import type { CommandPostId, Identity, Threat, Track } from '../types/index.js';
import { predictImpactInto } from './ballistic-impact.js';
import type { WeaponsControl } from './cut-off.js';
import { HEADING_TOLERANCE } from './identification.js';
import { approachInto, type DefendedPlace } from './place.js';

/** Time to go at which urgency is half, s: about an engagement from order to assessment; assumed. */
export const URGENCY_TIME = 120;
/** Miss beyond a place's radius at which a track counts half, m: room to turn and for the track's error; assumed. */
export const MISS_SCALE = 10_000;

/** How much a track's identity weighs; a hostile before a suspect before an unknown on the same path. Assumed. */
const CERTAINTY: Readonly<Record<Identity, number>> = {
  hostile: 1,
  suspect: 0.5,
  unknown: 0.25,
  pending: 0,
  assumedFriend: 0,
  friend: 0,
  neutral: 0,
};

export interface ThreatContext {
  readonly post: CommandPostId;
  /** Now, s; tracks may be older. */
  readonly time: number;
  /** Places that the post defends, from makeDefendedPlaces. */
  readonly places: readonly DefendedPlace[];
  /** Under free, tracks not identified that head for a place are threats too. */
  readonly weaponsControl: WeaponsControl;
}

const approach = new Float64Array(3);
const impact = new Float64Array(4);

/**
 * The tracks that endanger a place, the most urgent first; equals by track number. A track's identity and class must be
 * those of this cycle. A track that recedes from every place is no threat, nor is an unknown that heads for none.
 *
 * score = value × certainty × urgency × proximity, in USD: urgency = 1 / (1 + t/URGENCY_TIME), t the time to go;
 * proximity = 1 / (1 + (m/s)²), m the closest approach and s = MISS_SCALE + the place's radius. The place with the greatest
 * score is named. A ballistic missile's time and miss are those of its impact, by free fall.
 */
export function evaluateThreats(tracks: readonly Track[], context: ThreatContext): Threat[] {
  const threats: Threat[] = [];
  for (const track of tracks) {
    const certainty = CERTAINTY[track.identity];
    if (certainty === 0 || (track.identity === 'unknown' && context.weaponsControl !== 'free')) continue;
    const age = context.time - track.time;
    const ballistic = track.targetClass === 'ballisticMissile';
    let fallen = -1;
    let place: DefendedPlace | null = null;
    let timeToGo = 0;
    let closestApproach = 0;
    let score = 0;
    for (const candidate of context.places) {
      let time: number;
      let miss: number;
      if (ballistic) {
        // One fall serves all places; their heights differ too little to matter.
        if (fallen < 0) fallen = predictImpactInto(track.position, track.velocity, 0, impact) ? 1 : 0;
        if (fallen === 0) break;
        time = Math.max(0, impact[0] - age);
        const dx = impact[1] - candidate.x;
        const dy = impact[2] - candidate.y;
        const dz = impact[3] - candidate.z;
        miss = Math.sqrt(dx * dx + dy * dy + dz * dz);
      } else {
        approachInto(candidate, track.position, track.velocity, approach);
        time = approach[1] - age;
        miss = approach[2];
        if (time <= 0) continue;
        if (track.identity === 'unknown' && miss > candidate.radius + HEADING_TOLERANCE * approach[0]) continue;
      }
      const scaled = miss / (MISS_SCALE + candidate.radius);
      const worth = (candidate.valueUsd * certainty) / ((1 + time / URGENCY_TIME) * (1 + scaled * scaled));
      if (place !== null && worth <= score) continue;
      place = candidate;
      timeToGo = time;
      closestApproach = miss;
      score = worth;
    }
    if (place === null) continue;
    threats.push({
      post: context.post,
      track: track.number,
      identity: track.identity,
      targetClass: track.targetClass,
      place: place.id,
      timeToGo,
      closestApproach,
      score,
      because: ballistic ? place.fallingWords : place.headingWords,
    });
  }
  return threats.sort((a, b) => b.score - a.score || a.track - b.track);
}

/** A threat in full words: "hostile cruiseMissile heading for Ankara, 4 km off, in 150 s". Slow; for what people read. */
export function describeThreat(threat: Threat): string {
  const miss = Math.round(threat.closestApproach / 1000);
  const off = miss === 0 ? '' : `, ${miss} km off`;
  return `${threat.identity} ${threat.targetClass} ${threat.because}${off}, in ${Math.round(threat.timeToGo)} s`;
}
