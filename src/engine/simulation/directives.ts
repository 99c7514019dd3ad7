import { type Directive, type EngagementNotice, linkUpAt, offerEngagement } from '../network/index.js';
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

/** Sends what is due over the next link on the shortest way to its receiver; what finds no way waits until it is stale. */
export function sendDirectives(world: World, post: Post): void {
  const { command } = post;
  if (command.outbox.length === 0) return;
  const { network, time, tick, streams } = world;
  command.outbox = command.outbox.filter(({ notice, at }) => {
    if (notice.until < time) return false;
    if (at > time) return true;
    const hop = nextHop(world, post.id, notice.directive?.to ?? post.id);
    return hop === null || !offerEngagement(network, hop.link, hop.direction, notice, time, tick, streams);
  });
}

/** The first link on a way with the fewest links that are up, in order of their ids; null without a way. */
function nextHop(world: World, from: string, to: string): { link: number; direction: 0 | 1 } | null {
  const { network, time } = world;
  const first = new Map<string, { link: number; direction: 0 | 1 } | null>([[from, null]]);
  for (const node of first.keys()) {
    if (node === to) return first.get(node) ?? null;
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

/** Posts at the other end of a post's links, in order of id. */
export function neighboursOf(world: World, post: Post): CommandPostId[] {
  const ids = new Set<string>();
  for (const { from, to, bidirectional } of world.network.links) {
    if (from === post.id) ids.add(to);
    else if (bidirectional && to === post.id) ids.add(from);
  }
  return [...ids].sort() as CommandPostId[];
}
