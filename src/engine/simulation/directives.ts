import {
  type Directive,
  type EngagementNotice,
  linkUpAt,
  offerEngagement,
  relayedWay,
  routeBetween,
} from '../network/index.js';
import { correlateTracks } from '../tracker/index.js';
import type { CommandPostId, Track, TrackNumber } from '../types/index.js';
import type { Post } from './posts.js';
import type { World } from './world.js';

/** Puts a directive about a track of the post's picture into its outbox, to leave at `at`. */
export function direct(
  post: Post,
  track: Track,
  at: number,
  until: number,
  phase: EngagementNotice['phase'],
  directive: Directive,
): void {
  const { position, velocity, positionSigma, time, number } = track;
  post.command.outbox.push({
    notice: { post: post.id, track: number, phase, time, position, velocity, positionSigma, until, directive },
    at,
  });
}

/** Sends what is due over the first link on the way to its receiver, over relays or, if there is none, over other posts; what finds no way waits until it is stale. */
export function sendDirectives(world: World, post: Post): void {
  const { command } = post;
  if (command.outbox.length === 0) return;
  const { network, time, tick, streams } = world;
  command.outbox = command.outbox.filter(({ notice, at }) => {
    if (notice.until < time) return false;
    if (at > time) return true;
    const to = notice.directive?.to ?? post.id;
    const route = routeBetween(network, post.id, to, time);
    const hop = route?.hops[0] ?? nextPost(world, post.id, to);
    const onward = relayedWay(network, post.id, to, time)?.onward;
    return hop === null || !offerEngagement(network, hop.link, hop.direction, notice, time, tick, streams, onward);
  });
}

/** The first link on a way over other posts, with the fewest links that are up, in order of their ids; null without one. */
function nextPost(world: World, from: string, to: string): { link: number; direction: 0 | 1 } | null {
  const { network, posts, time } = world;
  const first = new Map<string, { link: number; direction: 0 | 1 } | null>([[from, null]]);
  for (const node of first.keys()) {
    if (node === to) return first.get(node) ?? null;
    if (!posts.some(({ id }) => id === node)) continue;
    network.links.forEach((link, index) => {
      const direction = link.from === node ? 0 : link.bidirectional && link.to === node ? 1 : -1;
      if (direction < 0) return;
      const other = direction === 0 ? link.to : link.from;
      if (first.has(other) || !linkUpAt(network, index, time)) return;
      first.set(other, first.get(node) ?? { link: index, direction: direction as 0 | 1 });
    });
  }
  return null;
}

/** Takes in a directive: passes on what is for another post, keeps the rest and lets the post act in this tick. */
export function takeDirective(world: World, post: Post, notice: EngagementNotice, directive: Directive): void {
  const { command } = post;
  if (directive.to !== post.id) {
    command.outbox.push({ notice, at: world.time });
    return;
  }
  if (directive.kind === 'leaker') post.notices.delete(`${directive.from} ${notice.track}`);
  command.received.set(`${directive.kind} ${directive.from} ${notice.track}`, notice);
  command.urgent = true;
}

/** A directive, and the number of the track that it is about in the post's picture: −1 where the picture has none. */
export interface MatchedDirective {
  readonly key: string;
  readonly notice: EngagementNotice;
  readonly directive: Directive;
  readonly number: TrackNumber | -1;
}

/** Directives of a kind that the post holds, each with its track in this picture; stale ones are given to `stale`. */
export function directivesOf(
  world: World,
  post: Post,
  kind: Directive['kind'],
  stale?: (notice: EngagementNotice, directive: Directive) => void,
): MatchedDirective[] {
  const { received } = post.command;
  if (received.size === 0) return [];
  const held: { key: string; notice: EngagementNotice; directive: Directive }[] = [];
  for (const [key, notice] of received) {
    const { directive } = notice;
    if (directive === undefined || directive.kind !== kind) continue;
    if (notice.until >= world.time) {
      held.push({ key, notice, directive });
      continue;
    }
    received.delete(key);
    stale?.(notice, directive);
  }
  if (held.length === 0) return [];
  const likeTracks = held.map(({ notice }): Track => ({ ...post.picture[0], ...notice, number: notice.track }));
  const matches = correlateTracks(post.picture, likeTracks, world.time);
  return held.map((entry, i) => ({ ...entry, number: matches[i] < 0 ? -1 : post.picture[matches[i]].number }));
}

/** Posts that a post reaches by a link or over relays, in order of id. */
export function neighboursOf({ network, posts, time }: World, post: Post): CommandPostId[] {
  return posts
    .filter((other) => other !== post && routeBetween(network, post.id, other.id, time) !== null)
    .map(({ id }) => id);
}
