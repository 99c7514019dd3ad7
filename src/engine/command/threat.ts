import { pow } from '../math/index.js';
import type { CommandPostId, Identity, ImpactEstimate, Threat, Track } from '../types/index.js';
import { predictImpactInto } from './ballistic-impact.js';
import type { WeaponsControl } from './cut-off.js';
import { HEADING_TOLERANCE } from './identification.js';
import { estimateImpact, impactProbability } from './impact-ellipse.js';
import { approachInto, type DefendedPlace } from './place.js';
import type { Posture } from './posture.schema.js';
import { mayEngage } from './rules-of-engagement.js';
import type { RuleOfEngagement } from './rules-of-engagement.schema.js';
import type { ThreatEvaluationSpec } from './threat-evaluation.schema.js';

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
  /** Left out or empty: weapons control alone decides. */
  readonly rules?: readonly RuleOfEngagement[];
  /** Needed with rules. */
  readonly posture?: Posture;
  /** Left out: value × certainty × urgency × proximity. */
  readonly evaluation?: ThreatEvaluationSpec;
  /** State and covariance of an own track at its last update, null for others; needed with `evaluation`. */
  readonly stateOf?: (track: Track) => TrackState | null;
}

/** A track's state as its tracker has it. */
export interface TrackState {
  /** s. */
  readonly time: number;
  readonly position: readonly [number, number, number];
  readonly velocity: readonly [number, number, number];
  /** 21, upper triangle row by row. */
  readonly covariance: Float64Array;
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
  const { evaluation } = context;
  for (const track of tracks) {
    const certainty = CERTAINTY[track.identity];
    if (certainty === 0) continue;
    const permission = ruled(track, context);
    const considered = permission === undefined ? context.weaponsControl === 'free' : permission.permit !== 'never';
    if (track.identity === 'unknown' && !considered) continue;
    if (evaluation !== undefined) {
      const threat = weightedThreat(track, context, evaluation, certainty);
      if (threat !== null) threats.push(permission === undefined ? threat : { ...threat, permission });
      continue;
    }
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
    const threat: Threat = {
      post: context.post,
      track: track.number,
      identity: track.identity,
      targetClass: track.targetClass,
      place: place.id,
      timeToGo,
      closestApproach,
      score,
      because: ballistic ? place.fallingWords : place.headingWords,
    };
    threats.push(permission === undefined ? threat : { ...threat, permission });
  }
  return threats.sort((a, b) => b.score - a.score || a.track - b.track);
}

/** What the rules of engagement say of a track; undefined where there are none. */
function ruled(track: Track, { rules, posture, weaponsControl }: ThreatContext): Threat['permission'] {
  if (rules === undefined || rules.length === 0 || posture === undefined) return undefined;
  return mayEngage(track.identity, track.hostileProbability ?? null, weaponsControl, posture, rules);
}

const power = (base: number, exponent: number): number =>
  exponent === 1 ? base : exponent === 0 ? 1 : base <= 0 ? 0 : pow(base, exponent);

/**
 * A threat by weights: score = valueᵃ certaintyᵇ urgencyᶜ proximityᵈ classᵉ. Certainty is the probability of being hostile
 * where the post keeps one. Of a ballistic missile whose state is known, the value is that of all places, each times the
 * probability that it comes down there, which is its proximity too.
 */
function weightedThreat(
  track: Track,
  context: ThreatContext,
  evaluation: ThreatEvaluationSpec,
  byIdentity: number,
): Threat | null {
  const { weights, classFactor, urgencyS, missKm } = evaluation;
  const certainty = track.hostileProbability ?? byIdentity;
  const steady = power(certainty, weights.certainty) * power(classFactor[track.targetClass], weights.targetClass);
  const worth = (value: number, time: number, proximity: number): number =>
    steady *
    power(value, weights.value) *
    power(1 / (1 + time / urgencyS), weights.urgency) *
    power(proximity, weights.proximity);
  const common = {
    post: context.post,
    track: track.number,
    identity: track.identity,
    targetClass: track.targetClass,
    ...(track.hostileProbability === undefined ? {} : { hostileProbability: track.hostileProbability }),
  };
  const age = context.time - track.time;
  const ballistic = track.targetClass === 'ballisticMissile';
  if (ballistic) {
    const state = context.stateOf?.(track) ?? null;
    const estimate =
      state && estimateImpact(state.position, state.velocity, state.covariance, evaluation.impactErrorKm * 1000);
    if (state !== null && estimate !== null) {
      const weighed = weighPlaces(estimate, context.places);
      if (weighed === null || weighed.probability < evaluation.leastImpactProbability) return null;
      const time = Math.max(0, estimate.time - (context.time - state.time));
      return {
        ...common,
        place: weighed.place.id,
        timeToGo: time,
        closestApproach: missOf(estimate.position, weighed.place),
        score: worth(weighed.value, time, 1),
        because: `${weighed.place.fallingWords} (probability ${weighed.probability.toFixed(2)}, ellipse of one sigma ${kilometres(estimate.semiMajor)} by ${kilometres(estimate.semiMinor)} km)`,
        threatenedValueUsd: weighed.value,
        impact: estimate,
      };
    }
  }
  const fallen = ballistic && predictImpactInto(track.position, track.velocity, 0, impact);
  if (ballistic && !fallen) return null;
  let best: Threat | null = null;
  for (const place of context.places) {
    let time: number;
    let miss: number;
    if (ballistic) {
      time = Math.max(0, impact[0] - age);
      miss = missOf([impact[1], impact[2], impact[3]], place);
    } else {
      approachInto(place, track.position, track.velocity, approach);
      time = approach[1] - age;
      miss = approach[2];
      if (time <= 0) continue;
      if (track.identity === 'unknown' && miss > place.radius + HEADING_TOLERANCE * approach[0]) continue;
    }
    const scaled = miss / (missKm * 1000 + place.radius);
    const proximity = 1 / (1 + scaled * scaled);
    const score = worth(place.valueUsd, time, proximity);
    if (best !== null && score <= best.score) continue;
    best = {
      ...common,
      place: place.id,
      timeToGo: time,
      closestApproach: miss,
      score,
      because: ballistic ? place.fallingWords : place.headingWords,
      threatenedValueUsd: place.valueUsd * proximity,
    };
  }
  return best;
}

const kilometres = (metres: number): number => Math.round(metres / 100) / 10;

const missOf = (at: readonly [number, number, number], place: DefendedPlace): number => {
  const dx = at[0] - place.x;
  const dy = at[1] - place.y;
  const dz = at[2] - place.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
};

/** The value at stake over all places, and the place that has most of it; null where there is no place. */
function weighPlaces(
  estimate: ImpactEstimate,
  places: readonly DefendedPlace[],
): { place: DefendedPlace; probability: number; value: number } | null {
  let place: DefendedPlace | null = null;
  let probability = 0;
  let value = 0;
  for (const candidate of places) {
    const p = impactProbability(estimate, candidate);
    value += p * candidate.valueUsd;
    if (place !== null && p * candidate.valueUsd <= probability * place.valueUsd) continue;
    place = candidate;
    probability = p;
  }
  return place === null ? null : { place, probability, value };
}

/** A threat in full words: "hostile cruiseMissile heading for Ankara, 4 km off, in 150 s". Slow; for what people read. */
export function describeThreat(threat: Threat): string {
  const miss = Math.round(threat.closestApproach / 1000);
  const off = miss === 0 ? '' : `, ${miss} km off`;
  return `${threat.identity} ${threat.targetClass} ${threat.because}${off}, in ${Math.round(threat.timeToGo)} s`;
}
