import { deliver, linkUp, offerEngagement, offerPicture, powered } from '../network/index.js';
import type { Track, TrackNumber } from '../types/index.js';
import { closePhase } from './digest-log.js';
import { cycleDue, type Post, type RemoteTrack } from './posts.js';
import { tell, type World } from './world.js';

/** Periods of a link without news after which a remote track is forgotten, and the least time, s. */
const MISSED_REPORTS = 3;
const LEAST_LIFE = 30;

/** Phase 4: what arrives is taken in; each post offers its picture and its engagements to its links. */
export function share(world: World): void {
  const { network, posts, time, tick, log } = world;
  tellOfLinks(world);
  for (const delivery of deliver(network, time)) {
    const post = posts.find((candidate) => candidate.id === delivery.to);
    if (post === undefined) continue;
    log.digest.addInt32(post.index);
    if (delivery.kind === 'engagement') {
      const { engagement } = delivery;
      if (engagement.post !== post.id) post.notices.set(`${engagement.post} ${engagement.track}`, engagement);
      log.digest.addVector(engagement.position);
      continue;
    }
    const { track } = delivery;
    log.digest.addVector(track.position);
    if (track.post === post.id) continue;
    const { updatePeriod, delay } = network.links[delivery.link];
    takeRemote(
      post,
      `${track.post} ${track.number}`,
      track,
      Math.max(LEAST_LIFE, MISSED_REPORTS * updatePeriod + delay),
    );
  }
  for (const post of posts) {
    forget(post, time);
    if (cycleDue(post, tick) && powered(network, post.id, time)) tellOthers(world, post);
  }
  closePhase(log, tick, 'share');
}

/** Offers a post's engagements to its links in each of its cycles, and its picture once in a link's update period. */
function tellOthers(world: World, post: Post): void {
  const { network, time, tick, streams, stepS } = world;
  network.links.forEach((link, index) => {
    if (link.from !== post.id && link.to !== post.id) return;
    const direction = link.from === post.id ? 0 : 1;
    const to = direction === 0 ? link.to : link.from;
    const cyclesAPeriod = Math.max(1, Math.round(link.updatePeriod / (post.cycleTicks * stepS)));
    if (Math.floor(tick / post.cycleTicks) % cyclesAPeriod === 0) {
      const told = post.picture.flatMap((track) => toTell(post, track, to));
      offerPicture(network, index, direction, told, time, tick, streams);
    }
    for (const engagement of post.engagements) {
      const track = post.picture.find((candidate) => candidate.number === engagement.track);
      if (track === undefined) continue;
      const { position, velocity, positionSigma } = track;
      const { until } = engagement;
      const notice = { post: post.id, track: engagement.track, phase: 'flying', time: track.time } as const;
      offerEngagement(
        network,
        index,
        direction,
        { ...notice, position, velocity, positionSigma, until },
        time,
        tick,
        streams,
      );
    }
  });
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

function tellOfLinks(world: World): void {
  const { network, time, stepS, tick } = world;
  if (tick === 0) return;
  if (!network.changes.some((change) => change > time - stepS && change <= time)) return;
  for (const link of network.links) {
    const was = linkUp(network, link.id, time - stepS);
    const is = linkUp(network, link.id, time);
    if (was !== is) tell(world, 'share', { kind: is ? 'linkRestored' : 'linkCut', actor: link.id });
  }
}
