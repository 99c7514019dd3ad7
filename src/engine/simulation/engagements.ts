import { expectedReaction, isDrawn, type OngoingEngagement, reactionTime } from '../command/index.js';
import { uniform } from '../math/index.js';
import { correlateTracks } from '../tracker/index.js';
import { type EngagementOrder, PURPOSE, type Track, type TrackNumber } from '../types/index.js';
import { bookIlluminator, illuminatorFree, reserveLaunch, startEngagement } from '../weapon/index.js';
import { isHeld, launchesOnRemote, remoteByShown } from './cooperation.js';
import { phaseIndex } from './digest-log.js';
import type { Engagement, EngagementBasis } from './fire-units.js';
import { orderDelay } from './homes.js';
import { FIRST_REMOTE, type Post } from './posts.js';
import { schedule } from './queue.js';
import { tell, type World } from './world.js';

/** Seconds of fresh detections after which a track that was believed killed counts as alive; assumed. */
const DOUBT_AFTER = 10;

/** What this post knows to be under fire: its own engagements, and those of others that match a track of its picture. */
export function ongoing(world: World, post: Post): OngoingEngagement[] {
  const list: OngoingEngagement[] = [];
  const own = new Set<number>();
  for (const engagement of post.engagements) {
    const phase = engagement.inFlight > 0 ? 'flying' : engagement.toLaunch > 0 ? 'ordered' : 'assessing';
    const salvos = post.salvos.get(engagement.track) ?? 1;
    own.add(engagement.track);
    list.push({ post: post.id, track: engagement.track, phase, salvos });
    const alias = otherNumber(post, engagement);
    if (alias !== undefined) list.push({ post: post.id, track: alias, phase, salvos });
  }
  const updatedAt = new Map(post.picture.map((track) => [track.number as number, track.updated]));
  for (const [number, salvos] of post.salvos) {
    if (own.has(number)) continue;
    const believed = post.believedKilled.get(number);
    const updated = updatedAt.get(number) ?? 0;
    const killed = believed !== undefined && updated < believed + DOUBT_AFTER;
    list.push({ post: post.id, track: number as TrackNumber, phase: killed ? 'killed' : 'missed', salvos });
  }
  for (const [track] of post.command.given) list.push({ post: post.id, track, phase: 'ordered', salvos: 1 });
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

/** The number under which the picture shows the object of an engagement beside the engagement's own, if any. */
function otherNumber(post: Post, { track, basis }: Engagement): TrackNumber | undefined {
  if (basis.remote < 0) return undefined;
  if (track < FIRST_REMOTE) return basis.remote as TrackNumber;
  const matches = post.remoteByNumber.get(track)?.matches ?? -1;
  return matches < 0 ? undefined : (matches as TrackNumber);
}

/** Keeps what an assessment found under the other number of the target, too, so that it is not engaged anew. */
export function assessOtherNumber(post: Post, engagement: Engagement): void {
  const other = otherNumber(post, engagement);
  if (other === undefined) return;
  const believed = post.believedKilled.get(engagement.track);
  if (believed !== undefined) post.believedKilled.set(other, believed);
  post.salvos.set(other, post.salvos.get(engagement.track) ?? 1);
}

/** What an order rests on beside the post's own judgement. */
export interface OrderBasis {
  readonly despiteHold?: boolean;
  readonly superior?: EngagementBasis['superior'];
  /** The decision has been taken already: by a superior, or by being warned of a leaker. */
  readonly atOnce?: boolean;
  /** Number of the launchers' place; left out: the first. */
  readonly site?: number;
}

/** Takes channels for an order and puts its launches on the queue; false when the unit could not take it. */
export function begin(
  world: World,
  post: Post,
  order: EngagementOrder,
  timeToIntercept: number,
  { despiteHold = false, superior = null, atOnce = false, site = 0 }: OrderBasis = {},
): boolean {
  const battery = world.batteries.find((candidate) => candidate.id === order.fireUnit)!;
  const kind = battery.kinds.find(({ preset }) => preset === order.interceptor)!;
  const lit = kind.interceptor.illuminationTime;
  const then = world.time + timeToIntercept;
  // An order of this cycle may have taken the illuminator.
  if (lit > 0 && !illuminatorFree(battery.unit, order.track, then - lit, then)) return false;
  if (!startEngagement(battery.unit, order.track, order.salvo)) return false;
  if (lit > 0) bookIlluminator(battery.unit, order.track, then - lit, then);
  const track = post.picture.find((candidate) => candidate.number === order.track)!;
  const { cooperation, assessmentDelayS } = post.resolved.doctrine;
  const launchedOnRemote =
    cooperation !== undefined &&
    launchesOnRemote(post) &&
    (order.track >= FIRST_REMOTE || !isHeld(world, post, battery, order.track));
  const engagement: Engagement = {
    battery,
    post: post.index,
    track: order.track,
    targetClass: track.targetClass,
    preset: order.interceptor,
    interceptor: kind.interceptor,
    site: battery.sites[site],
    causes: kind.causes,
    orderedAt: world.time,
    toLaunch: order.salvo,
    inFlight: 0,
    fired: false,
    killed: false,
    until: world.time + timeToIntercept + assessmentDelayS,
    basis: {
      despiteHold,
      superior,
      remote: launchedOnRemote ? (remoteByShown(post).get(order.track)?.number ?? -1) : -1,
      launchedOnRemote,
      mustAcquire: launchedOnRemote && cooperation.engageOnRemote !== true,
      acquired: false,
      passed: false,
    },
  };
  post.engagements.push(engagement);
  post.salvos.set(order.track, (post.salvos.get(order.track) ?? 0) + 1);
  const decided =
    world.time + (atOnce ? 0 : drawnReaction(world, post, order.track)) + orderDelay(world, post, battery.id);
  for (let k = 0; k < order.salvo; k++) {
    const at = reserveLaunch(battery.unit, decided);
    const tick = Math.max(world.tick + 1, Math.ceil(at / world.stepS));
    schedule(world.queue, tick, phaseIndex('launch'), { kind: 'launch', engagement });
  }
  tell(world, 'assign', {
    kind: 'engagementOrdered',
    actor: post.id,
    subject: `track ${order.track}`,
    values: { fireUnit: order.fireUnit, interceptor: order.interceptor, salvo: order.salvo },
    because: launchedOnRemote ? `${order.because}; by another post’s track` : order.because,
  });
  return true;
}

/** Seconds that people take from this threat to the order: drawn where the post says how, keyed by post, track and tick. */
export function drawnReaction(world: World, post: Post, track: TrackNumber): number {
  const spec = post.resolved.post;
  if (!isDrawn(spec)) return spec.decisionDelayS;
  return reactionTime(spec, uniform(world.streams, post.hash, track, PURPOSE.decision, world.tick));
}

/** Seconds that a post counts on from a threat to an order. */
export const decisionTime = (post: Post): number => expectedReaction(post.resolved.post);
