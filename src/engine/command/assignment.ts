import type { CommandPostId, EngagementOption, EngagementOrder, Threat, TrackNumber } from '../types/index.js';
import { type Choice, choose, type Spent, salvoKill, spend } from './choice.js';
import { keepOutSide, priorityOf, salvoWanted } from './doctrine.js';
import { type OngoingEngagement, type RefusalContext, refusal } from './refusal.js';
import { type LaterOption, planShots } from './shot-plan.js';

export interface AssignmentContext extends RefusalContext {
  readonly post: CommandPostId;
  readonly tick: number;
  /** Whether the posture lets weapons fire: see READINESS. */
  readonly weaponsReady: boolean;
  /** At most one of this post for each track and unit: the latest. */
  readonly engagements: readonly OngoingEngagement[];
  /** Factors on the scores of threats by the place that they endanger; left out: 1. */
  readonly placePriorities?: ReadonlyMap<string, number>;
  /** Options that open within the horizon, for the assigner rollingHorizon. */
  readonly later?: readonly LaterOption[];
}

/**
 * Orders for this cycle. Threats take their pick in order of score (then track number), what comes for the post's own
 * units first. A threat is left alone when weapons control forbids it, when a superior has not given it, when this post
 * has it under fire, under assessment or assessed killed, when its salvos are used up, or when another post is known to
 * engage it; not knowing it, posts fire twice.
 *
 * Of the options that meet it before it arrives and outside keep-out ranges, with a free fire channel, at least one free
 * guidance channel and one interceptor ready that is not kept in reserve (after the orders before), the one with the
 * greatest marginal value score × (1 − (1 − p)ⁿ) is found; those within INDIFFERENCE of its kill probability count as
 * equal, and the least costly salvo of them is taken, then the earliest intercept, then the order of ids. The salvo has
 * the doctrine's size for the class, fewer when channels or interceptors are short.
 *
 * Method: `salvo` is one salvo without a look, so there is no second; `shootLookShoot` fires again after a miss is
 * assessed, up to maximumSalvos; `shootShootLookShoot` begins with twice the salvo. The assigners `optimal` and
 * `rollingHorizon` plan all shots together first (planShots); what they leave over chooses as above. The order of the
 * inputs decides nothing.
 */
export function assignEngagements(
  threats: readonly Threat[],
  options: readonly EngagementOption[],
  context: AssignmentContext,
): EngagementOrder[] {
  const orders: EngagementOrder[] = [];
  const { doctrine } = context;
  if (!context.weaponsReady || options.length === 0) return orders;
  const ruled = threats.some(({ permission }) => permission !== undefined);
  if (context.weaponsControl === 'hold' && doctrine.selfDefence === undefined && !ruled) return orders;
  const byTrack = new Map<TrackNumber, EngagementOption[]>();
  for (const option of options) {
    const list = byTrack.get(option.track);
    if (list === undefined) byTrack.set(option.track, [option]);
    else list.push(option);
  }
  const ongoing = new Map<TrackNumber, OngoingEngagement[]>();
  for (const engagement of context.engagements) {
    const list = ongoing.get(engagement.track);
    if (list === undefined) ongoing.set(engagement.track, [engagement]);
    else list.push(engagement);
  }
  const fired = (track: TrackNumber): number => salvosFired(ongoing.get(track) ?? NONE, context.post);
  const spent: Spent = new Map();
  const eligible = ranked(threats, context).filter(
    ({ threat }) => byTrack.has(threat.track) && refusal(threat, context, ongoing.get(threat.track) ?? NONE) === null,
  );
  const plan =
    doctrine.assigner === undefined || doctrine.assigner === 'greedy' || eligible.length === 0
      ? null
      : planShots(
          eligible.map(({ threat }) => threat),
          eligible.map(({ score }) => score),
          options,
          context.later ?? [],
          doctrine,
          fired,
          spent,
        );
  for (const { threat } of eligible) {
    for (const { option, salvo } of plan?.fire.get(threat.track) ?? []) {
      orders.push(orderFor(threat, option, salvo, context));
    }
  }
  for (const { threat } of eligible) {
    if (plan !== null && (plan.fire.has(threat.track) || plan.wait.has(threat.track))) continue;
    const wanted = salvoWanted(doctrine, threat.targetClass, fired(threat.track));
    const choice: Choice | null = choose(threat, byTrack.get(threat.track)!, doctrine, wanted, spent);
    if (choice === null) continue;
    spend(spent, choice.option, choice.salvo);
    orders.push(orderFor(threat, choice.option, choice.salvo, context));
  }
  return orders;
}

const NONE: readonly OngoingEngagement[] = [];

function orderFor(
  threat: Threat,
  option: EngagementOption,
  salvo: number,
  context: AssignmentContext,
): EngagementOrder {
  return {
    post: context.post,
    fireUnit: option.fireUnit,
    track: threat.track,
    interceptor: option.interceptor,
    salvo,
    tick: context.tick,
    because: `${threat.identity}, ${threat.because}: intercept in ${Math.round(option.timeToIntercept)} s, ${Math.round(
      threat.timeToGo - option.timeToIntercept,
    )} s before arrival, kill probability ${(Math.round(salvoKill(option.killProbability, salvo) * 100) / 100).toString()}`,
  };
}

/** Threats in the order in which they are served, each with its score after priorities; those of priority 0 are left out. */
function ranked(threats: readonly Threat[], context: AssignmentContext): { threat: Threat; score: number }[] {
  const { doctrine, placePriorities } = context;
  return threats
    .map((threat) => ({ threat, score: threat.score * priorityOf(doctrine, threat, placePriorities) }))
    .filter(({ threat, score }) => score > 0 || threat.score <= 0)
    .sort(
      (a, b) =>
        Number(b.threat.selfDefence === true) - Number(a.threat.selfDefence === true) ||
        b.score - a.score ||
        a.threat.track - b.threat.track,
    );
}

/** Salvos that the post has fired at a track, from what it knows of its engagements. */
function salvosFired(onTrack: readonly OngoingEngagement[], post: CommandPostId): number {
  let fired = 0;
  for (const engagement of onTrack) if (engagement.post === post) fired = Math.max(fired, engagement.salvos);
  return fired;
}

/** Why a threat has no order, in words; null when it would get one if it were alone. For what people read. */
export function whyNotEngaged(
  threat: Threat,
  options: readonly EngagementOption[],
  context: AssignmentContext,
): string | null {
  const { doctrine } = context;
  if (!context.weaponsReady) return 'not ready to fire in this posture';
  if (priorityOf(doctrine, threat, context.placePriorities) === 0) return 'of no priority';
  const onTrack = context.engagements.filter((engagement) => engagement.track === threat.track);
  const refused = refusal(threat, context, onTrack);
  if (refused === 'engaged by another post') {
    const other = onTrack.find(({ post, phase }) => post !== context.post && phase !== 'missed' && phase !== 'aborted');
    return `left to ${other?.post ?? 'another post'}`;
  }
  if (refused !== null) return refused;
  const own = options.filter((option) => option.track === threat.track);
  if (own.length === 0) return 'outside the envelope of every fire unit';
  const fired = salvosFired(onTrack, context.post);
  const wanted = salvoWanted(doctrine, threat.targetClass, fired);
  if (choose(threat, own, doctrine, wanted, new Map()) !== null) {
    if (doctrine.assigner !== 'rollingHorizon') return null;
    const plan = planShots([threat], [1], own, context.later ?? [], doctrine, () => fired, new Map());
    return plan.wait.get(threat.track) ?? null;
  }
  if (own.every((option) => option.timeToIntercept > threat.timeToGo)) return 'no intercept before it arrives';
  const sides = own.map((option) => keepOutSide(doctrine, threat.targetClass, option));
  if (sides.every((side) => side !== 0)) {
    return sides.every((side) => side < 0) ? 'keep-out: too near' : 'keep-out: too far';
  }
  if (own.every((option) => option.ready === 0)) return 'no interceptor ready';
  if (own.every((option) => option.ready <= (option.inReserve ?? 0))) return 'interceptors kept in reserve';
  return 'no free channel';
}
