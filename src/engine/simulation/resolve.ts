import { uniform } from '../math/index.js';
import { PURPOSE } from '../types/index.js';
import { assessKill, commonCauseFactor, darken, endEngagement, killProbability } from '../weapon/index.js';
import { arrivalOf, LIFE, STATE_WIDTH } from './air-objects.js';
import { strikeEmitter } from './anti-radiation.js';
import { reportResult } from './control.js';
import { closePhase, phaseIndex } from './digest-log.js';
import { assessOtherNumber } from './engagements.js';
import type { Engagement, InterceptorInFlight } from './fire-units.js';
import { handOverMissed } from './leakers.js';
import { noteMistake, settleMistake } from './mistakes.js';
import { schedule, takeDue } from './queue.js';
import { trueShot } from './shot.js';
import { tell, type World } from './world.js';

/**
 * Phase 9: what interceptors and raiders meet. Intercepts are gathered and applied in order of time, so that what one
 * has killed the next cannot kill again, and what is dead does not arrive.
 */
export function resolve(world: World): void {
  const { inFlight, time, tick, log, objects } = world;
  const meeting = inFlight.filter((interceptor) => interceptor.meetTime <= time);
  meeting.sort(
    (a, b) => a.meetTime - b.meetTime || a.engagement.battery.index - b.engagement.battery.index || a.serial - b.serial,
  );
  for (const interceptor of meeting) meet(world, interceptor);
  if (meeting.length > 0) {
    let kept = 0;
    for (const interceptor of inFlight) if (interceptor.meetTime > time) inFlight[kept++] = interceptor;
    inFlight.length = kept;
  }
  const phase = phaseIndex('resolve');
  for (let due = takeDue(world.queue, tick, phase); due !== undefined; due = takeDue(world.queue, tick, phase)) {
    if (due.kind === 'assess') assess(world, due.engagement, due.killed);
  }
  for (let i = 0; i < objects.count; i++) {
    if (objects.arrived[i] === 0) continue;
    objects.arrived[i] = 0;
    if (objects.life[i] === LIFE.airborne) arrive(world, i);
  }
  closePhase(log, tick, 'resolve');
}

/** An interceptor at its aim point: geometry says what, if anything, is in its basket; a draw says whether it dies. */
function meet(world: World, flying: InterceptorInFlight): void {
  const { objects, streams } = world;
  const { engagement, aim } = flying;
  const { battery, interceptor, track } = engagement;
  const unlit = interceptor.illuminationTime > 0 && !flying.lit;
  const found = unlit ? -1 : nearestInBasket(world, flying);
  engagement.inFlight--;
  if (engagement.inFlight === 0) darken(battery.unit, track);
  let killed = false;
  let because = unlit
    ? 'no illuminator was free to light its target'
    : `nothing within ${Math.round(interceptor.basketRadius)} m of where the track said`;
  const values: Record<string, number | string> = { interceptor: engagement.preset };
  if (found >= 0) {
    const flight = objects.flights[found];
    const { targetClass } = flight.airObject;
    const shot = interceptor.killFactors === null ? undefined : trueShot(objects, found, flying);
    const probability =
      killProbability(interceptor, targetClass, shot) * commonCauseFactor(engagement.causes, targetClass);
    // Keyed by the pair and how often it has met, so that one launch more elsewhere changes nobody's luck.
    const meetings = (battery.meetings.get(found) ?? 0) + 1;
    battery.meetings.set(found, meetings);
    const draw = uniform(streams, battery.hash, objects.hash[found], PURPOSE.kill, meetings);
    killed = draw < probability;
    because = `${killed ? 'killed' : 'missed'} ${flight.preset}, at a kill probability of ${probability.toFixed(2)}`;
    values.killProbability = probability;
    values.object = flight.id;
    if (killed) {
      objects.life[found] = LIFE.destroyed;
      engagement.killed = true;
      // Whoever is hit has been engaged, whatever the track was thought to be.
      world.score.engaged[found] = 1;
      noteMistake(world, world.posts[battery.post], engagement, found, false);
    }
  }
  settleMistake(world, engagement, found, killed);
  world.log.digest.addVector(aim);
  world.log.digest.addInt32(killed ? 1 : 0);
  tell(world, 'resolve', { kind: 'intercept', actor: battery.id, subject: `track ${track}`, values, because });
  if (killed) {
    const { id, allegiance } = objects.flights[found];
    tell(world, 'resolve', { kind: 'objectDestroyed', actor: id, subject: `${battery.id}`, values: { allegiance } });
  }
  if (engagement.inFlight === 0 && engagement.toLaunch === 0) awaitAssessment(world, engagement);
}

/** Puts the look after the last intercept of an engagement on the queue. */
export function awaitAssessment(world: World, engagement: Engagement): void {
  const { doctrine } = world.posts[engagement.post].resolved;
  const ticks = Math.max(1, Math.ceil(doctrine.assessmentDelayS / world.stepS));
  engagement.until = world.time + doctrine.assessmentDelayS;
  schedule(world.queue, world.tick + ticks, phaseIndex('resolve'), {
    kind: 'assess',
    engagement,
    killed: engagement.killed,
  });
}

function nearestInBasket(world: World, flying: InterceptorInFlight): number {
  const { objects, time } = world;
  const { aim, meetTime, engagement } = flying;
  const { state, life, count, arrived } = objects;
  let nearest = engagement.interceptor.basketRadius * engagement.interceptor.basketRadius;
  let found = -1;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne) continue;
    // One that arrives in this tick stands at its end, and is out of reach from then on.
    const stands = arrived[i] === 1 ? arrivalOf(objects, i) : time;
    if (arrived[i] === 1 && stands <= meetTime) continue;
    const back = meetTime - stands;
    const at = i * STATE_WIDTH;
    const dx = state[at] + state[at + 3] * back - aim[0];
    const dy = state[at + 1] + state[at + 4] * back - aim[1];
    const dz = state[at + 2] + state[at + 5] * back - aim[2];
    const square = dx * dx + dy * dy + dz * dz;
    if (square < nearest) {
      nearest = square;
      found = i;
    }
  }
  return found;
}

/** The look after an engagement: what the post believes, right or wrong, and the channels given back. */
function assess(world: World, engagement: Engagement, killed: boolean): void {
  const { battery, track } = engagement;
  const post = world.posts[engagement.post];
  const { assessmentErrorProbability, falseKillProbability, missedKillProbability } = post.resolved.doctrine;
  const errors = {
    falseKill: falseKillProbability ?? assessmentErrorProbability,
    missedKill: missedKillProbability ?? assessmentErrorProbability,
  };
  const draw = uniform(world.streams, battery.hash, track, PURPOSE.killAssessment, world.tick);
  const believed = assessKill(killed, errors, draw);
  endEngagement(battery.unit, track);
  const at = post.engagements.indexOf(engagement);
  if (at >= 0) post.engagements.splice(at, 1);
  if (believed) post.believedKilled.set(track, world.time);
  else handOverMissed(world, post, engagement);
  assessOtherNumber(post, engagement);
  reportResult(world, post, engagement, believed);
  tell(world, 'resolve', {
    kind: 'engagementAssessed',
    actor: battery.id,
    subject: `track ${track}`,
    values: { assessed: believed ? 'killed' : 'missed' },
    because: believed === killed ? undefined : 'the assessment is wrong',
  });
}

/** A missile's path that ends where the missile comes apart. */
const comesApart = ({ endTime, separatedAt }: World['objects']['motion'][number]): boolean => endTime === separatedAt;

/** An object at the end of its flight: it strikes what it came for, or lands. */
function arrive(world: World, object: number): void {
  const { objects, places, score } = world;
  if (strikeEmitter(world, object)) return;
  const flight = objects.flights[object];
  if (comesApart(objects.motion[object])) {
    objects.life[object] = LIFE.separated;
    const bodies = objects.carrier.reduce((sum, carrier) => sum + (carrier === object ? 1 : 0), 0);
    tell(world, 'resolve', { kind: 'objectSeparated', actor: flight.id, values: { bodies } });
    return;
  }
  const place =
    flight.allegiance === 'hostile' ? places.find((candidate) => candidate.resolved.id === flight.target) : undefined;
  const at = object * STATE_WIDTH;
  const near = (p: Float64Array): number => {
    const dx = objects.state[at] - p[0];
    const dy = objects.state[at + 1] - p[1];
    const dz = objects.state[at + 2] - p[2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  };
  // Aircraft strike from above: only the distance along the ground counts, and a height of 15 km is below any radius.
  if (place === undefined || near(place.positionEcef) > place.radius + objects.state[at + 6]) {
    objects.life[object] = LIFE.landed;
    tell(world, 'resolve', { kind: 'objectLanded', actor: flight.id });
    return;
  }
  objects.life[object] = LIFE.struck;
  const lost = place.valueUsd * flight.airObject.destroyedShare;
  place.valueUsd -= lost;
  score.leakers++;
  score.leakedValueUsd += lost;
  tell(world, 'resolve', {
    kind: 'placeStruck',
    actor: flight.id,
    subject: place.resolved.id,
    values: { lostUsd: Math.round(lost) },
  });
}
