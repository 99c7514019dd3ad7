import { byRule, inWords, mayEngage, READINESS } from '../command/index.js';
import { ecefToGeodeticInto } from '../earth/index.js';
import { powered } from '../network/index.js';
import {
  bears,
  bookIlluminator,
  describeIntercept,
  endEngagement,
  guidanceTime,
  INTERCEPT,
  type InterceptCode,
  light,
  predictInterceptInto,
  releaseGuidance,
  takeInterceptor,
} from '../weapon/index.js';
import { checkAcquired, endUnguided, targetStateInto } from './cooperation.js';
import { closePhase, phaseIndex } from './digest-log.js';
import type { Engagement, InterceptorInFlight } from './fire-units.js';
import { noteMistake } from './mistakes.js';
import { originOf, type Post } from './posts.js';
import { takeDue } from './queue.js';
import { awaitAssessment } from './resolve.js';
import { tell, type World } from './world.js';

const state = new Float64Array(6);
const meeting = new Float64Array(6);
const geodetic = new Float64Array(3);
/** One-sigma radius of the track that `meet` last asked about, m. */
let trackSigma = 0;

/** Phase 8: launches that are due leave; interceptors in the air steer for where their track will be. */
export function launchAndGuide(world: World): void {
  const { queue, tick, log, inFlight } = world;
  const phase = phaseIndex('launch');
  for (let due = takeDue(queue, tick, phase); due !== undefined; due = takeDue(queue, tick, phase)) {
    if (due.kind === 'launch') launch(world, due.engagement);
  }
  for (const interceptor of inFlight) guide(world, interceptor);
  endUnguided(world);
  for (const { aim } of inFlight) log.digest.addVector(aim);
  closePhase(log, tick, 'launch');
}

/** The intercept of an engagement's track by an interceptor that left `elapsed` seconds ago; null when the track is gone. */
function meet(world: World, engagement: Engagement, elapsed: number): InterceptCode | null {
  const { interceptor, targetClass, site } = engagement;
  const sigma = targetStateInto(world, engagement, state);
  if (sigma < 0) return null;
  trackSigma = sigma;
  ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
  return predictInterceptInto(
    interceptor,
    site.positionEcef,
    state[0],
    state[1],
    state[2],
    state[3],
    state[4],
    state[5],
    targetClass,
    -elapsed,
    world.terrain.heightAt(geodetic[0], geodetic[1]),
    sigma,
    meeting,
  );
}

function launch(world: World, engagement: Engagement): void {
  const { battery, track, preset } = engagement;
  const post = world.posts[engagement.post];
  engagement.toLaunch--;
  const refusal = whyNotLaunched(world, post, engagement);
  if (refusal !== null) {
    tell(world, 'launch', { kind: 'launchAborted', actor: battery.id, subject: `track ${track}`, because: refusal });
    closeIfOver(world, post, engagement);
    return;
  }
  const interceptor: InterceptorInFlight = {
    engagement,
    serial: battery.launched++,
    launchTime: world.time,
    aim: Float64Array.of(meeting[1], meeting[2], meeting[3]),
    meetTime: world.time + meeting[0],
    released: false,
    lit: false,
    trackSigma,
  };
  engagement.inFlight++;
  engagement.fired = true;
  engagement.until = Math.max(engagement.until, interceptor.meetTime + post.resolved.doctrine.assessmentDelayS);
  world.inFlight.push(interceptor);
  scoreLaunch(world, post, engagement);
  tell(world, 'launch', {
    kind: 'interceptorLaunched',
    actor: battery.id,
    subject: `track ${track}`,
    values: { interceptor: preset, interceptInS: Math.round(meeting[0]), rangeKm: Math.round(meeting[4] / 1000) },
  });
}

/** Why a launch that was ordered does not happen; null when it does, and then `meeting` holds the intercept. */
function whyNotLaunched(world: World, post: Post, engagement: Engagement): string | null {
  const { battery, track, preset, interceptor, targetClass, site } = engagement;
  const identity = post.identities.get(track)?.identity;
  const { rulesOfEngagement } = post.resolved;
  const { despiteHold } = engagement.basis;
  if (rulesOfEngagement !== undefined && rulesOfEngagement.length > 0 && identity !== undefined) {
    const hostile = post.identities.get(track)?.probabilities?.[0] ?? null;
    const ruled = mayEngage(identity, hostile, post.control.weaponsControl, post.standing, rulesOfEngagement);
    if ((ruled.permit === 'warn' || ruled.permit === 'never') && (byRule(ruled) || !despiteHold)) return ruled.reason;
  } else {
    if (identity === 'friend' || identity === 'assumedFriend' || identity === 'neutral')
      return `now identified ${identity}`;
    if (post.control.weaponsControl === 'hold' && !despiteHold) return 'weapons hold';
  }
  if (!READINESS[post.standing].weapons) return `the post is ${inWords(post.standing)}`;
  if (!powered(world.network, post.id, world.time)) return 'the command post has no power';
  if (!powered(world.network, battery.id, world.time)) return 'the unit has no power';
  if (!post.batteries.includes(battery.index)) return `the unit no longer answers to ${post.id}`;
  const code = meet(world, engagement, 0);
  if (code === null) return 'the track was lost';
  if (code !== INTERCEPT.feasible) return describeIntercept(code, interceptor, targetClass);
  if (!bears(site, meeting[1], meeting[2], meeting[3])) return 'the launcher can no longer bear';
  if (takeInterceptor(battery.unit, preset, world.time, site.index) < 0) return `no ${preset} ready`;
  return null;
}

/** Ends an engagement of which nothing is left to launch or to wait for. */
function closeIfOver(world: World, post: Post, engagement: Engagement): void {
  if (engagement.toLaunch > 0 || engagement.inFlight > 0) return;
  if (engagement.fired) {
    awaitAssessment(world, engagement);
    return;
  }
  endEngagement(engagement.battery.unit, engagement.track);
  post.engagements.splice(post.engagements.indexOf(engagement), 1);
  const salvos = (post.salvos.get(engagement.track) ?? 1) - 1;
  if (salvos > 0) post.salvos.set(engagement.track, salvos);
  else post.salvos.delete(engagement.track);
}

/** Steers for the track's predicted position; without a track the interceptor flies on to its last aim point. */
function guide(world: World, flying: InterceptorInFlight): void {
  const { engagement, launchTime, aim } = flying;
  const elapsed = world.time - launchTime;
  const code = meet(world, engagement, elapsed);
  if (code !== null) flying.trackSigma = trackSigma;
  if (
    code !== null &&
    code !== INTERCEPT.outOfReach &&
    code !== INTERCEPT.tooFast &&
    code !== INTERCEPT.cannotBallistic
  ) {
    aim[0] = meeting[1];
    aim[1] = meeting[2];
    aim[2] = meeting[3];
    // A meeting within the tick that has just passed lies before now; `resolve` carries objects back to it.
    flying.meetTime = world.time + Math.max(-world.stepS, meeting[0]);
  }
  const { battery, interceptor, track, site } = engagement;
  if (interceptor.illuminationTime > 0) illuminate(world, flying);
  checkAcquired(world, flying);
  if (flying.released) return;
  const dx = aim[0] - site.positionEcef[0];
  const dy = aim[1] - site.positionEcef[1];
  const dz = aim[2] - site.positionEcef[2];
  if (elapsed < guidanceTime(interceptor, Math.sqrt(dx * dx + dy * dy + dz * dz))) return;
  flying.released = true;
  releaseGuidance(battery.unit, track, 1);
}

/** Keeps the booking of an illuminator where the intercept is, and lights the target for the last seconds before it. */
function illuminate(world: World, flying: InterceptorInFlight): void {
  const { battery, interceptor, track } = flying.engagement;
  const from = flying.meetTime - interceptor.illuminationTime;
  bookIlluminator(battery.unit, track, from, flying.meetTime);
  if (world.time + world.stepS < from) return;
  const radiates = battery.sensor < 0 || world.sensors[battery.sensor].emitting;
  flying.lit = radiates && light(battery.unit, track);
}

/** What a launch means for the measures: by truth, which the world itself does not ask here. */
function scoreLaunch(world: World, post: Post, engagement: Engagement): void {
  const { score, posts, time } = world;
  score.interceptorsSpent++;
  score.interceptorCostUsd += engagement.interceptor.unitCostUsd;
  const ofFocus = post === world.focus || engagement.battery.resolved.commandPost === world.focus.id;
  if (ofFocus && score.firstEngagement === null) score.firstEngagement = time;
  const origin = originOf(posts, post, engagement.track);
  if (origin < 0) return;
  score.engaged[origin] = 1;
  noteMistake(world, post, engagement, origin, true);
  const elsewhere = posts.some(
    (other) => other !== post && other.engagements.some((e) => e.fired && originOf(posts, other, e.track) === origin),
  );
  if (elsewhere) score.redundantShots++;
}
