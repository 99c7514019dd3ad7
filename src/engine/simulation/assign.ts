import {
  type AssignmentContext,
  assignEngagements,
  evaluateSelfDefence,
  mayEngage,
  READINESS,
  whyNotEngaged,
  withSelfDefence,
} from '../command/index.js';
import type { EngagementOption, Threat, TrackNumber } from '../types/index.js';
import { carryOut, givenTo, supervise } from './control.js';
import { closePhase } from './digest-log.js';
import { begin, decisionTime, ongoing } from './engagements.js';
import { handOverLost, leakersOf } from './leakers.js';
import { noteNotEngaged } from './notes.js';
import { type OptionRequest, optionsOf } from './options.js';
import { cycleDue, type Post } from './posts.js';
import type { World } from './world.js';

/**
 * Phase 7: each post whose cycle is due, or that was told something that cannot wait, chooses who shoots at what, for
 * itself and for the posts under its control. Writes engagements and puts their launches on the queue.
 */
export function assign(world: World): void {
  const { posts, tick, log } = world;
  for (const post of posts) {
    const { command } = post;
    if (!cycleDue(post, tick) && !command.urgent) continue;
    command.urgent = false;
    if (command.subordinates.length > 0) supervise(world, post);
    if (!READINESS[post.standing].weapons) continue;
    if (command.received.size > 0) carryOut(world, post);
    if (post.threats.length === 0 && post.resolved.doctrine.selfDefence === undefined) continue;
    const { threats, options, context, leakers } = situationOf(world, post);
    const orders = assignEngagements(threats, options, context);
    for (const order of orders) {
      log.digest.addInt32(order.track);
      log.digest.addString(order.fireUnit);
      const chosen = options.find(
        ({ fireUnit, track, interceptor }) =>
          fireUnit === order.fireUnit && track === order.track && interceptor === order.interceptor,
      );
      const threat = threats.find(({ track }) => track === order.track);
      begin(world, post, order, chosen?.timeToIntercept ?? 0, {
        despiteHold: threat?.selfDefence === true,
        atOnce: leakers.has(order.track),
        site: chosen?.site,
      });
    }
    handOverLost(world, post, threats, options, context.engagements);
  }
  noteNotEngaged(world, reasonsNotEngaged);
  closePhase(log, tick, 'assign');
}

/** All that a post's assignment goes by. */
interface Situation {
  readonly threats: readonly Threat[];
  readonly options: readonly EngagementOption[];
  readonly context: AssignmentContext;
  readonly leakers: ReadonlySet<TrackNumber>;
}

function situationOf(world: World, post: Post, tell?: OptionRequest['tell']): Situation {
  const { doctrine } = post.resolved;
  const { command } = post;
  const threats =
    doctrine.selfDefence === undefined
      ? post.threats
      : withSelfDefence(
          post.threats,
          evaluateSelfDefence(post.picture, command.ownUnits, doctrine.selfDefence, world.time).map((threat) =>
            ruled(post, threat),
          ),
        );
  const engagements = ongoing(world, post);
  const leakers = leakersOf(world, post);
  const { now, later } = optionsOf(world, post, {
    units: post.batteries,
    threats,
    busy: new Set(
      engagements.filter(({ phase }) => phase !== 'missed' && phase !== 'aborted').map(({ track }) => track),
    ),
    delay: decisionTime(post),
    decided: leakers,
    tell,
  });
  return {
    threats,
    options: now,
    leakers,
    context: {
      post: post.id,
      tick: world.tick,
      weaponsControl: post.control.weaponsControl,
      weaponsReady: READINESS[post.standing].weapons,
      doctrine,
      engagements,
      given: givenTo(world, post),
      placePriorities: command.placePriorities,
      later,
    },
  };
}

/** What the post's rules of engagement say of a threat to its own units. */
function ruled(post: Post, threat: Threat): Threat {
  const { rulesOfEngagement } = post.resolved;
  if (rulesOfEngagement === undefined || rulesOfEngagement.length === 0) return threat;
  const hostile = post.identities.get(threat.track)?.probabilities?.[0] ?? null;
  const { weaponsControl } = post.control;
  return {
    ...threat,
    permission: mayEngage(threat.identity, hostile, weaponsControl, post.standing, rulesOfEngagement),
  };
}

/** A threat that a post does not fire at, and why. */
export interface NotEngaged {
  readonly threat: Threat;
  readonly because: string;
}

/**
 * Why each threat of a post stands without an order now, in words. It works out the post's situation once more: to be
 * asked after `assign` and only where somebody reads it. It changes nothing.
 */
export function reasonsNotEngaged(world: World, post: Post): NotEngaged[] {
  if (post.batteries.length === 0) return [];
  const lacks = new Map<TrackNumber, string>();
  const { threats, options, context } = situationOf(world, post, ({ track }, because, battery) => {
    if (!lacks.has(track)) lacks.set(track, battery === undefined ? because : `${battery.id}: ${because}`);
  });
  return threats.flatMap((threat) => {
    const because = whyNotEngaged(threat, options, context);
    if (because === null) return [];
    const lack = because === 'outside the envelope of every fire unit' ? lacks.get(threat.track) : undefined;
    return [{ threat, because: lack ?? because }];
  });
}
