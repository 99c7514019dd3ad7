import {
  type Delivery,
  type Direction,
  deliver,
  linkUpAt,
  type Onward,
  offerEngagement,
  offerPicture,
  passOn,
  powered,
  relayedWay,
  whyDown,
  whyOut,
} from '../network/index.js';
import type { Track, TrackNumber } from '../types/index.js';
import { closePhase } from './digest-log.js';
import { sendDirectives, takeDirective } from './directives.js';
import { settleHomes } from './homes.js';
import { cycleDue, type Post, type RemoteTrack } from './posts.js';
import { tell, type World } from './world.js';

/** Periods of a link without news after which a remote track is forgotten, and the least time, s. */
const MISSED_REPORTS = 3;
const LEAST_LIFE = 30;

/** Phase 4: what arrives is taken in; each post offers its picture and its engagements to its links. */
export function share(world: World): void {
  const { network, posts, time, tick, log, streams } = world;
  tellOfLinks(world);
  settleHomes(world);
  const relay = (delivery: Delivery, onward: Onward, arrival: number): void =>
    passOn(network, delivery, onward, arrival, tick, streams);
  for (const delivery of deliver(network, time, relay)) {
    const post = posts.find((candidate) => candidate.id === delivery.to);
    if (post === undefined) continue;
    log.digest.addInt32(post.index);
    if (delivery.kind === 'engagement') {
      const { engagement } = delivery;
      if (engagement.directive !== undefined) {
        takeDirective(world, post, engagement, engagement.directive);
        log.digest.addVector(engagement.position);
        continue;
      }
      if (engagement.post !== post.id) post.notices.set(`${engagement.post} ${engagement.track}`, engagement);
      log.digest.addVector(engagement.position);
      continue;
    }
    const { track } = delivery;
    log.digest.addVector(track.position);
    if (track.post === post.id) continue;
    const { onward, link } = delivery;
    const period = onward?.period ?? network.links[link].updatePeriod;
    const delay = onward?.delay ?? network.links[link].delay;
    takeRemote(post, `${track.post} ${track.number}`, track, Math.max(LEAST_LIFE, MISSED_REPORTS * period + delay));
  }
  for (const post of posts) {
    forget(post, time);
    sendDirectives(world, post);
    if (cycleDue(post, tick) && powered(network, post.id, time)) tellOthers(world, post);
  }
  closePhase(log, tick, 'share');
}

/** Offers a post's engagements to its ways in each of its cycles, and its picture once in a way's update period. */
function tellOthers(world: World, post: Post): void {
  const { network, posts, time } = world;
  const { links, linksAt, nodeIndex, passages } = network;
  const at = linksAt[nodeIndex.get(post.id) as number];
  for (const index of at) {
    const direction = links[index].from === post.id ? 0 : 1;
    tellOver(world, post, index, direction, links[index].lanes[direction].to);
  }
  // Only a link to a relay begins a way beyond it.
  if (!at.some((index) => passages[links[index].fromNode] !== null || passages[links[index].toNode] !== null)) return;
  for (const other of posts) {
    const way = other === post ? null : relayedWay(network, post.id, other.id, time);
    if (way === null) continue;
    const [{ link, direction }] = way.route.hops;
    tellOver(world, post, link, direction, other.id, way.onward);
  }
}

function tellOver(world: World, post: Post, index: number, direction: Direction, to: string, onward?: Onward): void {
  const { network, posts, time, tick, streams, stepS } = world;
  if (onward === undefined && !posts.some(({ id }) => id === to)) return;
  const period = onward?.period ?? network.links[index].updatePeriod;
  const cyclesAPeriod = Math.max(1, Math.round(period / (post.cycleTicks * stepS)));
  if (Math.floor(tick / post.cycleTicks) % cyclesAPeriod === 0) {
    const told = post.picture.flatMap((track) => toTell(post, track, to));
    offerPicture(network, index, direction, told, time, tick, streams, onward);
  }
  if (post.engagements.length === 0) return;
  const byNumber = new Map(post.picture.map((track) => [track.number, track]));
  for (const engagement of post.engagements) {
    const track = byNumber.get(engagement.track);
    if (track === undefined) continue;
    const { position, velocity, positionSigma } = track;
    const { until } = engagement;
    const head = { post: post.id, track: engagement.track, phase: 'flying', time: track.time } as const;
    const notice = { ...head, position, velocity, positionSigma, until };
    offerEngagement(network, index, direction, notice, time, tick, streams, onward);
  }
}

/** A track as it is told to another post: under its keeper's number, never to its keeper, never the other's own word. */
function toTell(post: Post, track: Track, to: string): Track[] {
  if (track.post === to) return [];
  const number = post.remoteByNumber.get(track.number)?.track.number ?? track.number;
  if (post.identities.get(track.number)?.from === to) return [{ ...track, number, identity: 'unknown', because: '' }];
  return number === track.number ? [track] : [{ ...track, number }];
}

function takeRemote(post: Post, key: string, track: Track, life: number): void {
  post.news = true;
  const known = post.remote.get(key);
  if (known === undefined) {
    const remote: RemoteTrack = { track, number: post.nextRemote++ as TrackNumber, matches: -1, life };
    post.remote.set(key, remote);
    post.remoteByNumber.set(remote.number, remote);
  } else if (track.time >= known.track.time) {
    known.track = track;
    known.life = life;
  }
}

function forget(post: Post, time: number): void {
  for (const [key, { track, life, number }] of post.remote) {
    if (time - track.time <= life) continue;
    post.remote.delete(key);
    post.remoteByNumber.delete(number);
    post.identities.delete(number);
    post.evidence?.facts.delete(number);
  }
  for (const [key, notice] of post.notices) if (notice.until < time) post.notices.delete(key);
}

/** Tells of links and nodes that failed or came back since the last tick; at the start, of those that are out. */
function tellOfLinks(world: World): void {
  const { network, time, stepS, tick } = world;
  const { changes, links, nodes, hosts } = network;
  const before = time - stepS;
  if (!changes.some((change) => (change > before || tick === 0) && change <= time)) return;
  nodes.forEach((node, index) => {
    // What stands within another is lost with it, and that is told.
    if (hosts[index] >= 0) return;
    const was = tick === 0 || powered(network, node, before);
    const is = powered(network, node, time);
    if (was === is) return;
    const because = is ? undefined : (whyOut(network, node, time) ?? undefined);
    tell(world, 'share', { kind: is ? 'nodeRestored' : 'nodeLost', actor: node, because });
  });
  links.forEach(({ id, enabled }, index) => {
    const was = tick === 0 ? enabled : linkUpAt(network, index, before);
    const is = linkUpAt(network, index, time);
    if (was === is) return;
    const because = is ? undefined : (whyDown(network, index, time) ?? undefined);
    tell(world, 'share', { kind: is ? 'linkRestored' : 'linkCut', actor: id, because });
  });
}
