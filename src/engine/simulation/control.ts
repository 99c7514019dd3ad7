import { assignEngagements, type GivenTracks, READINESS } from '../command/index.js';
import type { Directive, EngagementNotice } from '../network/index.js';
import type { Threat, Track, TrackNumber } from '../types/index.js';
import { direct, directivesOf } from './directives.js';
import { begin, decisionTime, drawnReaction, ongoing } from './engagements.js';
import type { Engagement } from './fire-units.js';
import { optionsOf } from './options.js';
import type { Post } from './posts.js';
import { type Kinematics, mayBeOne } from './same-object.js';
import { tell, type World } from './world.js';

/** Seconds for which an order or an allotment stands unless the post that has it tells of an engagement; assumed. */
const ORDER_LIFE = 30;
/** Seconds for which a post that declined a track is not given it again; assumed. */
const DECLINED_LIFE = 20;
/** Seconds after the expected assessment in which its result should have come over the network; assumed. */
const RESULT_DELAY = 15;
/** Seconds for which a result is worth telling. */
const RESULT_LIFE = 60;

/** Whether a post's own superior reaches it and assigns for it; a fallback only stands in for weapons control. */
const underControl = ({ resolved, command, ties }: Post): boolean =>
  resolved.superior !== null && command.control !== 'decentral' && ties.current === 0;

/** What a post under control may engage by itself; undefined for one that is its own master now. */
export function givenTo(world: World, post: Post): GivenTracks | undefined {
  if (!underControl(post)) return undefined;
  const { superior } = post.resolved;
  if (post.command.control === 'central') return { tracks: new Set(), otherwise: `left to the orders of ${superior}` };
  const tracks = new Set<TrackNumber>();
  for (const { key, notice, number } of directivesOf(world, post, 'allotment')) {
    if (number < 0) continue;
    tracks.add(number as TrackNumber);
    if (!post.engagements.some(({ track }) => track === number)) continue;
    // What it is engaging stays in its hands until it has told the result.
    post.command.received.set(key, { ...notice, until: Math.max(notice.until, world.time + ORDER_LIFE) });
  }
  return { tracks, otherwise: `not allotted by ${superior}` };
}

/**
 * A superior assigns for the posts under its control that it reaches: under central control it orders unit, kind and
 * salvo, under hierarchical control it allots each threat to the post whose unit would be chosen. It goes by its own
 * picture and doctrine, and knows the units' channels and stocks as they are (assumed: told without delay).
 */
export function supervise(world: World, post: Post): void {
  const { command } = post;
  const { time, tick, posts } = world;
  takeResults(world, post);
  awaitResults(post, time);
  for (const [track, given] of command.given) {
    if (given.until >= time) continue;
    command.given.delete(track);
    command.declined.set(`${given.to} ${track}`, time + DECLINED_LIFE);
  }
  const free = unengaged(post, time);
  if (free.length === 0) return;
  const reached = command.subordinates
    .map((index) => posts[index])
    .filter((sub) => underControl(sub) && READINESS[sub.standing].weapons);
  const engagements = ongoing(world, post);
  const busy = new Set(
    engagements.filter(({ phase }) => phase !== 'missed' && phase !== 'aborted').map(({ track }) => track),
  );
  const taken: Kinematics[] = [];
  for (const central of [true, false]) {
    const subordinates = reached.filter((sub) => (sub.command.control === 'central') === central);
    if (subordinates.length === 0) continue;
    const owner = new Map(
      subordinates.flatMap((sub) => sub.batteries.map((b) => [world.batteries[b].id, sub] as const)),
    );
    const slowest = subordinates.reduce((most, sub) => Math.max(most, decisionTime(sub)), 0);
    const { now } = optionsOf(world, post, {
      units: subordinates.flatMap(({ batteries }) => batteries),
      threats: free,
      busy,
      delay: decisionTime(post) + (central ? 0 : slowest),
      forOthers: true,
    });
    const options = now.filter(
      ({ fireUnit, track }) => !((command.declined.get(`${owner.get(fireUnit)!.id} ${track}`) ?? -Infinity) >= time),
    );
    const orders = assignEngagements(free, options, {
      post: post.id,
      tick,
      weaponsControl: post.control.weaponsControl,
      weaponsReady: true,
      doctrine: post.resolved.doctrine,
      engagements,
      placePriorities: command.placePriorities,
    });
    for (const order of orders) {
      const sub = owner.get(order.fireUnit)!;
      const track = post.picture.find(({ number }) => number === order.track)!;
      if (taken.some((other) => mayBeOne(other, track, time))) continue;
      taken.push(track);
      const at = time + drawnReaction(world, post, order.track);
      const common = { from: post.id, to: sub.id, identity: track.identity, because: order.because };
      const { fireUnit, interceptor, salvo } = order;
      const directive: Directive = central
        ? { kind: 'order', ...common, fireUnit, interceptor, salvo }
        : { kind: 'allotment', ...common };
      direct(post, track, at, at + ORDER_LIFE, 'ordered', directive);
      command.given.set(order.track, { to: sub.id, until: at + ORDER_LIFE });
      busy.add(order.track);
      if (central) post.salvos.set(order.track, (post.salvos.get(order.track) ?? 0) + 1);
      tell(world, 'assign', {
        kind: 'orderSent',
        actor: post.id,
        subject: `track ${order.track}`,
        values: central ? { to: sub.id, fireUnit, interceptor, salvo } : { to: sub.id },
        because: order.because,
      });
    }
  }
}

/** Threats that are neither given nor engaged, nor may be one with a track that is. */
function unengaged(post: Post, time: number): Threat[] {
  const { command, threats, picture, notices } = post;
  if (threats.length === 0) return [];
  const known: Kinematics[] = [...notices.values(), ...picture.filter(({ number }) => command.given.has(number))];
  const byNumber = new Map(picture.map((track) => [track.number, track]));
  return threats.filter(({ track: number }) => {
    const track = byNumber.get(number);
    return track !== undefined && !known.some((other) => mayBeOne(other, track, time));
  });
}

/** What a post under control tells that it engages stays in its hands until its result should have come. */
function awaitResults({ command, picture, notices }: Post, time: number): void {
  if (notices.size === 0) return;
  for (const [number, { to, until }] of command.given) {
    const track = picture.find((candidate) => candidate.number === number);
    if (track === undefined) continue;
    for (const notice of notices.values()) {
      if (notice.post !== to || notice.until + RESULT_DELAY <= until || !mayBeOne(track, notice, time)) continue;
      command.given.set(number, { to, until: notice.until + RESULT_DELAY });
    }
  }
}

/** What posts under control tell of what they were given. */
function takeResults(world: World, post: Post): void {
  const { received, given, declined } = post.command;
  for (const [key, { directive, phase }] of received) {
    if (directive?.kind !== 'result') continue;
    received.delete(key);
    const about = directive.about!;
    given.delete(about);
    if (phase === 'killed') {
      const known = post.picture.find(({ number }) => number === about);
      const same = post.picture.filter((track) => known !== undefined && mayBeOne(track, known, world.time));
      for (const number of [about, ...same.map((track) => track.number)]) {
        post.believedKilled.set(number, world.time);
        if (!post.salvos.has(number)) post.salvos.set(number, 0);
      }
    } else {
      declined.set(`${directive.from} ${about}`, world.time + DECLINED_LIFE);
    }
  }
}

/** Orders of a superior, carried out as soon as the picture has their tracks and a unit can; what cannot be is declined. */
export function carryOut(world: World, post: Post): void {
  const { received } = post.command;
  const decline = (notice: EngagementNotice, directive: Directive, because: string): void => {
    tell(world, 'assign', {
      kind: 'orderDeclined',
      actor: post.id,
      subject: `track ${notice.track} of ${directive.from}`,
      because,
    });
    reply(world, post, directive.from, notice.track, 'aborted', notice, because);
  };
  const orders = directivesOf(world, post, 'order', (notice, directive) => {
    decline(notice, directive, 'it could not be carried out in time');
  });
  for (const { key, notice, directive, number } of orders) {
    if (number < 0) continue;
    const track = post.picture.find((candidate) => candidate.number === number)!;
    const { identity } = track;
    if (identity === 'friend' || identity === 'assumedFriend' || identity === 'neutral') {
      received.delete(key);
      decline(notice, directive, `here identified ${identity}`);
      continue;
    }
    const battery = world.batteries.find(({ id }) => id === directive.fireUnit);
    if (battery === undefined || world.posts[battery.post] !== post) continue;
    const { now } = optionsOf(world, post, {
      units: [battery.index],
      threats: [threatOf(post, track, directive)],
      busy: new Set(),
      delay: 0,
    });
    const option = now.find(({ interceptor }) => interceptor === directive.interceptor);
    if (option === undefined) continue;
    const order = {
      post: post.id,
      fireUnit: battery.id,
      track: track.number,
      interceptor: option.interceptor,
      salvo: Math.min(directive.salvo ?? 1, option.ready, option.freeGuidanceChannels),
      tick: world.tick,
      because: `ordered by ${directive.from}`,
    };
    const superior = { post: directive.from, about: notice.track };
    if (
      begin(world, post, order, option.timeToIntercept, {
        despiteHold: true,
        superior,
        atOnce: true,
        site: option.site,
      })
    ) {
      received.delete(key);
    }
  }
}

const threatOf = (post: Post, track: Track, { because }: Directive): Threat => ({
  post: post.id,
  track: track.number,
  identity: track.identity,
  targetClass: track.targetClass,
  place: '' as Threat['place'],
  timeToGo: Infinity,
  closestApproach: 0,
  score: 1,
  because,
});

/** Tells a superior what came of what it gave: after the last look, or when nothing more can be done. */
export function reportResult(world: World, post: Post, engagement: Engagement, killed: boolean): void {
  const { superior } = engagement.basis;
  const track = post.picture.find(({ number }) => number === engagement.track);
  const phase = killed ? 'killed' : 'missed';
  if (superior !== null) {
    if (track !== undefined) reply(world, post, superior.post, superior.about, phase, track, phase);
    return;
  }
  if (post.command.control !== 'hierarchical') return;
  for (const { key, notice, directive, number } of directivesOf(world, post, 'allotment')) {
    if (number !== engagement.track) continue;
    if (!killed) post.command.received.delete(key);
    reply(world, post, directive.from, notice.track, phase, notice, phase);
  }
}

function reply(
  world: World,
  post: Post,
  to: Directive['from'],
  about: TrackNumber,
  phase: EngagementNotice['phase'],
  like: Pick<EngagementNotice, 'position' | 'velocity' | 'positionSigma' | 'time'>,
  because: string,
): void {
  const { position, velocity, positionSigma, time } = like;
  const directive: Directive = { kind: 'result', from: post.id, to, identity: 'unknown', about, because };
  post.command.outbox.push({
    notice: {
      post: post.id,
      track: about,
      phase,
      time,
      position,
      velocity,
      positionSigma,
      until: world.time + RESULT_LIFE,
      directive,
    },
    at: world.time,
  });
}
