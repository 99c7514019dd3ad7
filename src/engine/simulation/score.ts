import { gospa, pictureCounts } from '../tracker/metrics/index.js';
import type { MeasureValues } from '../types/index.js';
import { arrivalOf, LIFE, STATE_WIDTH } from './air-objects.js';
import type { Mistake } from './mistakes.js';
import { originOf } from './posts.js';
import type { World } from './world.js';

/** What scoring keeps. It reads truth and pictures; nothing in the world reads it. */
export interface Score {
  leakers: number;
  leakedValueUsd: number;
  interceptorsSpent: number;
  interceptorCostUsd: number;
  redundantShots: number;
  firstEngagement: number | null;
  /** By object: 1 once an interceptor was launched at its track. */
  readonly engaged: Uint8Array;
  /** By object: when the focus post’s picture first held it, NaN if never. */
  readonly firstHeld: Float64Array;
  pictures: number;
  gospaSum: number;
  objectsSum: number;
  heldSum: number;
  holdingSum: number;
  /** Friendly and civil aircraft engaged. */
  readonly mistakes: Mistake[];
  radiatingTicks: number;
  /** Whether the focus post was fully on when the raid came; null until it comes. */
  readyAtRaid: boolean | null;
}

export const makeScore = (objects: number): Score => ({
  leakers: 0,
  leakedValueUsd: 0,
  interceptorsSpent: 0,
  interceptorCostUsd: 0,
  redundantShots: 0,
  firstEngagement: null,
  engaged: new Uint8Array(objects),
  firstHeld: new Float64Array(objects).fill(Number.NaN),
  pictures: 0,
  gospaSum: 0,
  objectsSum: 0,
  heldSum: 0,
  holdingSum: 0,
  mistakes: [],
  radiatingTicks: 0,
  readyAtRaid: null,
});

/** Radius about the focus post within which its picture is scored, m. */
export const PICTURE_RADIUS = 300_000;
/** Cut-off of GOSPA and of holding, m. A track further from an object than this is not a track of it. */
export const PICTURE_CUTOFF = 5000;

/** Scores the focus post's picture now: GOSPA, completeness and ambiguity within 300 km. */
export function scorePicture(world: World): void {
  const { score, focus, objects, time } = world;
  const near = (x: number, y: number, z: number): boolean => {
    const dx = x - focus.positionEcef[0];
    const dy = y - focus.positionEcef[1];
    const dz = z - focus.positionEcef[2];
    return dx * dx + dy * dy + dz * dz <= PICTURE_RADIUS * PICTURE_RADIUS;
  };
  const truth: number[] = [];
  for (let i = 0; i < objects.count; i++) {
    if (objects.life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    const { state } = objects;
    if (near(state[at], state[at + 1], state[at + 2])) truth.push(state[at], state[at + 1], state[at + 2]);
  }
  const tracks: number[] = [];
  for (const track of focus.picture) {
    const dt = time - track.time;
    const x = track.position[0] + track.velocity[0] * dt;
    const y = track.position[1] + track.velocity[1] * dt;
    const z = track.position[2] + track.velocity[2] * dt;
    if (near(x, y, z)) tracks.push(x, y, z);
  }
  const truthEcef = Float64Array.from(truth);
  const tracksEcef = Float64Array.from(tracks);
  const counts = pictureCounts(truthEcef, tracksEcef, PICTURE_CUTOFF);
  score.pictures++;
  score.gospaSum += gospa(truthEcef, tracksEcef, PICTURE_CUTOFF, 2).total;
  score.objectsSum += counts.objects;
  score.heldSum += counts.held;
  score.holdingSum += counts.holding;
}

/** Notes which objects the focus post's picture holds for the first time. */
export function scoreHeld(world: World): void {
  const { score, focus, posts, time } = world;
  for (const track of focus.picture) {
    const origin = originOf(posts, focus, track.number);
    if (origin >= 0 && Number.isNaN(score.firstHeld[origin])) score.firstHeld[origin] = time;
  }
}

const share = (part: number, whole: number, otherwise: number): number => (whole > 0 ? part / whole : otherwise);

/** The measures of a run that has ended. */
export function measuresOf(world: World): MeasureValues {
  const { score, objects, places } = world;
  let friendlyEngaged = 0;
  let civilEngaged = 0;
  let friendlyDestroyed = 0;
  let civilDestroyed = 0;
  objects.flights.forEach((flight, i) => {
    if (score.engaged[i] === 0) return;
    if (flight.allegiance === 'friendly') friendlyEngaged++;
    if (flight.allegiance === 'civil') civilEngaged++;
    if (objects.life[i] !== LIFE.destroyed) return;
    if (flight.allegiance === 'friendly') friendlyDestroyed++;
    if (flight.allegiance === 'civil') civilDestroyed++;
  });
  return {
    leakers: score.leakers,
    leakedValue: score.leakedValueUsd,
    warningTimeS: warningTime(world),
    firstEngagementS: score.firstEngagement,
    interceptorsSpent: score.interceptorsSpent,
    interceptorCostUsd: score.interceptorCostUsd,
    defendedValueUsd: places.reduce((sum, place) => sum + place.valueUsd, 0),
    redundantShots: score.redundantShots,
    friendlyEngaged,
    civilEngaged,
    pictureCompleteness: share(score.heldSum, score.objectsSum, 1),
    pictureAmbiguity: share(score.holdingSum, score.heldSum, 1),
    gospaM: share(score.gospaSum, score.pictures, 0),
    friendlyDestroyed,
    civilDestroyed,
    radiatingS: score.radiatingTicks * world.stepS,
    readyAtRaid: score.readyAtRaid === false ? 0 : 1,
    sensorsLost: world.sensors.filter((sensor) => world.destroyed.has(sensor.id)).length,
  };
}

/** Mean time from first held to planned arrival over the hostile objects bound for what the focus post defends. */
function warningTime(world: World): number {
  const { objects, places, focus, score } = world;
  const defended = new Set<string>(
    places.filter((place) => place.resolved.defendedBy.includes(focus.id)).map((place) => place.resolved.id),
  );
  let sum = 0;
  let bound = 0;
  objects.flights.forEach((flight, i) => {
    if (flight.allegiance !== 'hostile' || flight.target === null || !defended.has(flight.target)) return;
    // What was never let go threatened nobody.
    if (objects.life[i] === LIFE.unborn) return;
    bound++;
    const arrival = arrivalOf(objects, i);
    // A warhead was seen when the missile was that it is a part of.
    const missile = objects.isBody[i] === 1 ? score.firstHeld[objects.carrier[i]] : Number.NaN;
    const held = missile < score.firstHeld[i] || Number.isNaN(score.firstHeld[i]) ? missile : score.firstHeld[i];
    if (held < arrival) sum += arrival - held;
  });
  return share(sum, bound, 0);
}
