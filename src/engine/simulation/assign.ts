import { type AssignmentContext, assignEngagements, type OngoingEngagement, READINESS } from '../command/index.js';
import { ecefToGeodeticInto } from '../earth/index.js';
import { powered } from '../network/index.js';
import { correlateTracks } from '../tracker/index.js';
import type { EngagementOption, EngagementOrder, Threat, Track, TrackNumber } from '../types/index.js';
import {
  finishReloads,
  freeFireChannels,
  freeGuidanceChannels,
  INTERCEPT,
  predictInterceptInto,
  readyInterceptors,
  reserveLaunch,
  startEngagement,
} from '../weapon/index.js';
import { closePhase, phaseIndex } from './digest-log.js';
import type { Battery, Engagement } from './fire-units.js';
import { orderDelay } from './homes.js';
import { noteNotEngaged } from './notes.js';
import { cycleDue, lastSeen, type Post } from './posts.js';
import { schedule } from './queue.js';
import { tell, type World } from './world.js';

/** Threats for which options are worked out in one cycle, the most urgent first; more than any post has channels for. */
const MOST_THREATS = 64;
/** Units worked out for one threat, the nearest first. */
const MOST_UNITS = 4;
/** Looks that an engagement sensor may miss before it counts as no longer holding a track. */
const MISSED_LOOKS = 3;
/** Seconds of fresh detections after which a track that was believed killed counts as alive; assumed. */
const DOUBT_AFTER = 10;

/** Phase 7: each post whose cycle is due chooses who shoots at what. Writes engagements and puts their launches on the queue. */
export function assign(world: World): void {
  const { posts, tick, log } = world;
  for (const post of posts) {
    if (!cycleDue(post, tick)) continue;
    if (post.threats.length === 0 || !READINESS[post.standing].weapons) {
      noteNotEngaged(world, post);
      continue;
    }
    const engagements = ongoing(world, post);
    const options = optionsOf(world, post, engagements);
    const context: AssignmentContext = {
      post: post.id,
      tick,
      weaponsControl: post.control.weaponsControl,
      weaponsReady: true,
      doctrine: post.resolved.doctrine,
      engagements,
    };
    const orders = assignEngagements(post.threats, options, context);
    for (const order of orders) {
      log.digest.addInt32(order.track);
      log.digest.addString(order.fireUnit);
      const chosen = options.find(
        ({ fireUnit, track, interceptor }) =>
          fireUnit === order.fireUnit && track === order.track && interceptor === order.interceptor,
      );
      begin(world, post, order, chosen?.timeToIntercept ?? 0);
    }
    noteNotEngaged(world, post, options, context);
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

const meeting = new Float64Array(6);
const geodetic = new Float64Array(3);

/** What the post's fire units could do about its threats. Only tracks of its own sensors can be fired on. */
function optionsOf(world: World, post: Post, engagements: readonly OngoingEngagement[]): EngagementOption[] {
  const { batteries, terrain, time, network } = world;
  const options: EngagementOption[] = [];
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
    const [vx, vy, vz] = track.velocity;
    ecefToGeodeticInto(x, y, z, geodetic);
    const ground = terrain.heightAt(geodetic[0], geodetic[1]);
    for (const battery of nearest(batteries, post, track)) {
      const { unit, kinds, positionEcef } = battery;
      if (!powered(network, battery.id, time)) continue;
      if (freeFireChannels(unit) < 1 || freeGuidanceChannels(unit) < 1) continue;
      if (track.positionSigma > unit.trackSigmaLimit || !isHeld(world, post, battery, threat)) continue;
      const delay = decisionDelayS + orderDelay(world, post, battery.id) + unit.reactionTime;
      for (const { preset, interceptor } of kinds) {
        const ready = readyInterceptors(unit, preset);
        if (ready === 0) continue;
        const code = predictInterceptInto(
          interceptor,
          positionEcef,
          x,
          y,
          z,
          vx,
          vy,
          vz,
          threat.targetClass,
          delay,
          ground,
          track.positionSigma,
          meeting,
        );
        if (code !== INTERCEPT.feasible) continue;
        options.push({
          fireUnit: battery.id,
          track: threat.track,
          interceptor: preset,
          timeToIntercept: meeting[0] + (time - track.time),
          killProbability: interceptor.killProbability[threat.targetClass],
          ready,
          freeFireChannels: freeFireChannels(unit),
          freeGuidanceChannels: freeGuidanceChannels(unit),
          unitCostUsd: interceptor.unitCostUsd,
        });
      }
    }
  }
  return options;
}

/** Whether the sensor that guides a unit's interceptors holds the track now. */
function isHeld(world: World, post: Post, battery: Battery, threat: Threat): boolean {
  if (battery.sensor < 0) return true;
  const { scanPeriod } = world.sensors[battery.sensor].radar;
  return world.time - lastSeen(post, battery.sensor, threat.track) <= MISSED_LOOKS * scanPeriod;
}

/** The post's units within reach of a track, the nearest first. */
function nearest(batteries: readonly Battery[], post: Post, track: Track): Battery[] {
  const [x, y, z] = track.position;
  const found: { battery: Battery; square: number }[] = [];
  for (const index of post.batteries) {
    const battery = batteries[index];
    const bx = battery.positionEcef[0];
    const by = battery.positionEcef[1];
    const bz = battery.positionEcef[2];
    const square = (x - bx) * (x - bx) + (y - by) * (y - by) + (z - bz) * (z - bz);
    // What is further may still fly into reach while the interceptor flies; twice the reach is beyond any such case.
    if (square <= 4 * battery.reach * battery.reach) found.push({ battery, square });
  }
  found.sort((a, b) => a.square - b.square || a.battery.index - b.battery.index);
  return found.slice(0, MOST_UNITS).map(({ battery }) => battery);
}

/** Takes channels for an order and puts its launches on the queue. */
function begin(world: World, post: Post, order: EngagementOrder, timeToIntercept: number): void {
  const battery = world.batteries.find((candidate) => candidate.id === order.fireUnit)!;
  if (!startEngagement(battery.unit, order.track, order.salvo)) return;
  const track = post.picture.find((candidate) => candidate.number === order.track)!;
  const engagement: Engagement = {
    battery,
    post: post.index,
    track: order.track,
    targetClass: track.targetClass,
    preset: order.interceptor,
    interceptor: battery.kinds.find((kind) => kind.preset === order.interceptor)!.interceptor,
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
