import type { PlaceId, Threat, Track } from '../types/index.js';
import type { DoctrineSpec } from './command.schema.js';
import { approachInto, type DefendedPlace } from './place.js';
import { URGENCY_TIME } from './threat.js';

const approach = new Float64Array(3);
/** Metres: far above rounding. */
const SLACK = 1;

/**
 * What comes for a post's own units, or for those that it covers, whatever it is taken for unless a friend or neutral:
 * closest approach and time to go below the doctrine's. The most pressing first; a track counts for the unit it reaches
 * first. `units` are places of radius 0, from makeDefendedPlaces. A track's straight line counts, of a falling missile too.
 */
export function evaluateSelfDefence(
  tracks: readonly Track[],
  units: readonly DefendedPlace[],
  rule: NonNullable<DoctrineSpec['selfDefence']>,
  time: number,
): Threat[] {
  const threats: Threat[] = [];
  for (const track of tracks) {
    const { identity } = track;
    if (identity === 'friend' || identity === 'assumedFriend' || identity === 'neutral') continue;
    let unit: DefendedPlace | null = null;
    let timeToGo = rule.timeToGoS;
    let miss = 0;
    const { position, velocity } = track;
    const [vx, vy, vz] = velocity;
    // What is farther than it flies in the time that counts comes too late: that ends most pairs.
    const age = Math.max(0, time - track.time);
    const reach = Math.sqrt(vx * vx + vy * vy + vz * vz) * (rule.timeToGoS + age) + rule.missKm * 1000 + SLACK;
    for (const candidate of units) {
      const dx = position[0] - candidate.x;
      const dy = position[1] - candidate.y;
      const dz = position[2] - candidate.z;
      if (dx * dx + dy * dy + dz * dz > reach * reach) continue;
      approachInto(candidate, track.position, track.velocity, approach);
      const left = approach[1] - (time - track.time);
      if (left <= 0 || left >= timeToGo || approach[2] > rule.missKm * 1000) continue;
      unit = candidate;
      timeToGo = left;
      miss = approach[2];
    }
    if (unit === null) continue;
    threats.push({
      post: track.post,
      track: track.number,
      identity,
      targetClass: track.targetClass,
      place: unit.id as PlaceId,
      timeToGo,
      closestApproach: miss,
      score: unit.valueUsd / (1 + timeToGo / URGENCY_TIME),
      because: unit.headingWords,
      selfDefence: true,
    });
  }
  return threats.sort((a, b) => a.timeToGo - b.timeToGo || a.track - b.track);
}

/** Threats of both kinds, each track once: what comes for the own units as self-defence. */
export function withSelfDefence(threats: readonly Threat[], own: readonly Threat[]): Threat[] {
  const pressing = new Set(own.map(({ track }) => track));
  return [...own, ...threats.filter(({ track }) => !pressing.has(track))];
}
