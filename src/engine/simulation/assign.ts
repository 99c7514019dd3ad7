import { assignEngagements, type OngoingEngagement, READINESS } from '../command/index.js';
import { ecefToGeodeticInto } from '../earth/index.js';
import { powered } from '../network/index.js';
import { correlateTracks } from '../tracker/index.js';
import type { EngagementOption, EngagementOrder, Track, TrackNumber } from '../types/index.js';
import {
  bookIlluminator,
  finishReloads,
  freeFireChannels,
  freeGuidanceChannels,
  INTERCEPT,
  illuminatorFree,
  killProbability,
  type LauncherSite,
  reactionTimeAt,
  readyInterceptors,
  reserveLaunch,
  startEngagement,
} from '../weapon/index.js';
import { isHeld, nearest } from './candidates.js';
import { closePhase, phaseIndex } from './digest-log.js';
import { SITE, SOLUTION_WIDTH, solveInto } from './fire-solution.js';
import type { Engagement } from './fire-units.js';
import { orderDelay } from './homes.js';
import { cycleDue, type Post } from './posts.js';
import { schedule } from './queue.js';
import { tellRefusals } from './refusals.js';
import { expectedShot } from './shot.js';
import { tell, type World } from './world.js';

/** Threats for which options are worked out in one cycle, the most urgent first; more than any post has channels for. */
const MOST_THREATS = 64;
/** Seconds of fresh detections after which a track that was believed killed counts as alive; assumed. */
const DOUBT_AFTER = 10;

/** Phase 7: each post whose cycle is due chooses who shoots at what. Writes engagements and puts their launches on the queue. */
export function assign(world: World): void {
  const { posts, tick, log } = world;
  for (const post of posts) {
    if (!cycleDue(post, tick) || post.threats.length === 0 || !READINESS[post.standing].weapons) continue;
    const engagements = ongoing(world, post);
    const options = optionsOf(world, post, engagements);
    const orders = assignEngagements(post.threats, options, {
      post: post.id,
      tick,
      weaponsControl: post.control.weaponsControl,
      weaponsReady: true,
      doctrine: post.resolved.doctrine,
      engagements,
    });
    for (const order of orders) {
      log.digest.addInt32(order.track);
      log.digest.addString(order.fireUnit);
      const chosen = options.find(
        ({ fireUnit, track, interceptor }) =>
          fireUnit === order.fireUnit && track === order.track && interceptor === order.interceptor,
      );
      if (chosen !== undefined) begin(world, post, order, chosen);
    }
    tellRefusals(world, post, new Set(options.map(({ track }) => track)));
  }
  closePhase(log, tick, 'assign');
}

/** What this post knows to be under fire: its own engagements, and those of others that match a track of its picture. */
function ongoing(world: World, post: Post): OngoingEngagement[] {
  const list: OngoingEngagement[] = [];
  const own = new Set<number>();
  for (const engagement of post.engagements) {
    const phase = engagement.inFlight > 0 ? 'flying' : engagement.toLaunch > 0 ? 'ordered' : 'assessing';
    own.add(engagement.track);
    list.push({ post: post.id, track: engagement.track, phase, salvos: post.salvos.get(engagement.track) ?? 1 });
  }
  const updatedAt = new Map(post.picture.map((track) => [track.number as number, track.updated]));
  for (const [number, salvos] of post.salvos) {
    if (own.has(number)) continue;
    const believed = post.believedKilled.get(number);
    const updated = updatedAt.get(number) ?? 0;
    const killed = believed !== undefined && updated < believed + DOUBT_AFTER;
    list.push({ post: post.id, track: number as TrackNumber, phase: killed ? 'killed' : 'missed', salvos });
  }
  if (post.notices.size === 0) return list;
  const notices = [...post.notices.values()];
  const likeTracks = notices.map((notice): Track => ({ ...post.picture[0], ...notice, number: notice.track }));
  const matches = correlateTracks(post.picture, likeTracks, world.time);
  matches.forEach((at, i) => {
    if (at < 0) return;
    const { post: keeper, phase } = notices[i];
    list.push({ post: keeper, track: post.picture[at].number, phase, salvos: 1 });
  });
  return list;
}

/** An option, and from where it would be fired. */
interface Shot extends EngagementOption {
  readonly site: LauncherSite;
}

const meeting = new Float64Array(SOLUTION_WIDTH);
const geodetic = new Float64Array(3);

/** What the post's fire units could do about its threats. Only tracks of its own sensors can be fired on. */
function optionsOf(world: World, post: Post, engagements: readonly OngoingEngagement[]): Shot[] {
  const { batteries, terrain, time, network } = world;
  const options: Shot[] = [];
  const { decisionDelayS } = post.resolved.post;
  const busy = new Set(engagements.filter((e) => e.phase !== 'missed' && e.phase !== 'aborted').map((e) => e.track));
  const byNumber = new Map(post.picture.slice(0, post.ownCount).map((track) => [track.number, track]));
  for (const index of post.batteries) finishReloads(batteries[index].unit, time);
  let worked = 0;
  for (const threat of post.threats) {
    const track = byNumber.get(threat.track);
    if (track === undefined || busy.has(threat.track)) continue;
    if (++worked > MOST_THREATS) break;
    const [x, y, z] = track.position;
    ecefToGeodeticInto(x, y, z, geodetic);
    const ground = terrain.heightAt(geodetic[0], geodetic[1]);
    for (const battery of nearest(batteries, post, track)) {
      const { unit, kinds } = battery;
      if (!powered(network, battery.id, time)) continue;
      if (freeFireChannels(unit) < 1 || freeGuidanceChannels(unit) < 1) continue;
      if (track.positionSigma > unit.trackSigmaLimit || !isHeld(world, post, battery, threat)) continue;
      const delay = decisionDelayS + orderDelay(world, post, battery.id) + reactionTimeAt(unit, time);
      const sensor = battery.sensor < 0 ? null : world.sensors[battery.sensor];
      for (const kind of kinds) {
        const { preset, interceptor } = kind;
        const code = solveInto(battery, kind, sensor, track, threat.targetClass, delay, ground, time, meeting);
        if (code !== INTERCEPT.feasible) continue;
        const site = battery.sites[meeting[SITE]];
        options.push({
          fireUnit: battery.id,
          track: threat.track,
          interceptor: preset,
          timeToIntercept: meeting[0] + (time - track.time),
          killProbability: killProbability(
            interceptor,
            threat.targetClass,
            interceptor.killFactors === null ? undefined : expectedShot(site, meeting, track),
          ),
          site,
          ready: readyInterceptors(unit, preset, site.index),
          freeFireChannels: freeFireChannels(unit),
          freeGuidanceChannels: freeGuidanceChannels(unit),
          unitCostUsd: interceptor.unitCostUsd,
        });
      }
    }
  }
  return options;
}

/** Takes channels for an order and puts its launches on the queue. */
function begin(world: World, post: Post, order: EngagementOrder, { timeToIntercept, site }: Shot): void {
  const battery = world.batteries.find((candidate) => candidate.id === order.fireUnit)!;
  const kind = battery.kinds.find(({ preset }) => preset === order.interceptor)!;
  const lit = kind.interceptor.illuminationTime;
  const then = world.time + timeToIntercept;
  // An order of this cycle may have taken the illuminator.
  if (lit > 0 && !illuminatorFree(battery.unit, order.track, then - lit, then)) return;
  if (!startEngagement(battery.unit, order.track, order.salvo)) return;
  if (lit > 0) bookIlluminator(battery.unit, order.track, then - lit, then);
  const track = post.picture.find((candidate) => candidate.number === order.track)!;
  const engagement: Engagement = {
    battery,
    post: post.index,
    track: order.track,
    targetClass: track.targetClass,
    preset: order.interceptor,
    interceptor: kind.interceptor,
    site,
    causes: kind.causes,
    orderedAt: world.time,
    toLaunch: order.salvo,
    inFlight: 0,
    fired: false,
    killed: false,
    until: world.time + timeToIntercept + post.resolved.doctrine.assessmentDelayS,
  };
  post.engagements.push(engagement);
  post.salvos.set(order.track, (post.salvos.get(order.track) ?? 0) + 1);
  const ordered = world.time + post.resolved.post.decisionDelayS + orderDelay(world, post, battery.id);
  for (let k = 0; k < order.salvo; k++) {
    const at = reserveLaunch(battery.unit, ordered);
    const tick = Math.max(world.tick + 1, Math.ceil(at / world.stepS));
    schedule(world.queue, tick, phaseIndex('launch'), { kind: 'launch', engagement });
  }
  tell(world, 'assign', {
    kind: 'engagementOrdered',
    actor: post.id,
    subject: `track ${order.track}`,
    values: { fireUnit: order.fireUnit, interceptor: order.interceptor, salvo: order.salvo },
    because: order.because,
  });
}
