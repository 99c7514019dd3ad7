import type {
  CommandPostId,
  EngagementOption,
  EngagementOrder,
  EngagementPhase,
  FireUnitId,
  Threat,
  TrackNumber,
} from '../types/index.js';
import type { DoctrineSpec } from './command.schema.js';
import type { WeaponsControl } from './cut-off.js';
import { refusalByRules } from './rules-of-engagement.js';

/**
 * Options whose salvo kills within this of the best one's probability are as good, and the cheapest of them is taken:
 * smaller than what is known of any kill probability; assumed.
 */
export const INDIFFERENCE = 0.1;

/** An engagement that this post knows of: its own, or another post's whose notice it correlated with a track of its own. */
export interface OngoingEngagement {
  readonly post: CommandPostId;
  /** Number of the track in the picture of the post that assigns. */
  readonly track: TrackNumber;
  readonly phase: EngagementPhase;
  /** Salvos fired at the track so far by that post. */
  readonly salvos: number;
}

export interface AssignmentContext {
  readonly post: CommandPostId;
  readonly tick: number;
  /** Effective now: see effectiveControl. */
  readonly weaponsControl: WeaponsControl;
  /** Whether the posture lets weapons fire: see READINESS. */
  readonly weaponsReady: boolean;
  readonly doctrine: Pick<DoctrineSpec, 'method' | 'salvo' | 'maximumSalvos'>;
  /** At most one of this post for each track: the latest. */
  readonly engagements: readonly OngoingEngagement[];
}

/**
 * Orders for this cycle. Threats take their pick in order of score (then track number). A threat is left alone when
 * weapons control forbids it, when this post has it under fire, under assessment or assessed killed, when its salvos are
 * used up, or when another post is known to engage it; not knowing it, posts fire twice.
 *
 * Of the options that meet it before it arrives, with a free fire channel, at least one free guidance channel and one
 * interceptor ready (after the orders before), the one with the greatest marginal value score × (1 − (1 − p)ⁿ) is found;
 * those within INDIFFERENCE of its kill probability count as equal, and the least costly salvo of them is taken, then the
 * earliest intercept, then the order of ids. The salvo has the doctrine's size for the class, fewer when channels or interceptors are short.
 *
 * Method: `salvo` is one salvo without a look, so there is no second; `shootLookShoot` fires again after a miss is
 * assessed, up to maximumSalvos. The order of the inputs decides nothing.
 */
export function assignEngagements(
  threats: readonly Threat[],
  options: readonly EngagementOption[],
  context: AssignmentContext,
): EngagementOrder[] {
  const orders: EngagementOrder[] = [];
  if (!context.weaponsReady || options.length === 0) return orders;
  if (context.weaponsControl === 'hold' && threats.every(({ permission }) => permission === undefined)) return orders;
  const ranked = [...threats].sort((a, b) => b.score - a.score || a.track - b.track);
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
  const spent: Spent = new Map();
  for (const threat of ranked) {
    const choices = byTrack.get(threat.track);
    if (choices === undefined || refusal(threat, context, ongoing.get(threat.track) ?? NONE) !== null) continue;
    const choice = choose(threat, choices, context, spent);
    if (choice === null) continue;
    const { option, salvo } = choice;
    spend(spent, option, salvo);
    orders.push({
      post: context.post,
      fireUnit: option.fireUnit,
      track: threat.track,
      interceptor: option.interceptor,
      salvo,
      tick: context.tick,
      because: `${threat.identity}, ${threat.because}: intercept in ${Math.round(option.timeToIntercept)} s, ${Math.round(
        threat.timeToGo - option.timeToIntercept,
      )} s before arrival, kill probability ${(Math.round(salvoKill(option.killProbability, salvo) * 100) / 100).toString()}`,
    });
  }
  return orders;
}

/** Why a threat has no order, in words; null when it would get one if it were alone. For what people read. */
export function whyNotEngaged(
  threat: Threat,
  options: readonly EngagementOption[],
  context: AssignmentContext,
): string | null {
  if (!context.weaponsReady) return 'not ready to fire in this posture';
  const onTrack = context.engagements.filter((engagement) => engagement.track === threat.track);
  const refused = refusal(threat, context, onTrack);
  if (refused !== null) return refused;
  const own = options.filter((option) => option.track === threat.track);
  if (own.length === 0) return 'outside the envelope of every fire unit';
  if (choose(threat, own, context, new Map()) !== null) return null;
  if (own.every((option) => option.timeToIntercept > threat.timeToGo)) return 'no intercept before it arrives';
  if (own.every((option) => option.ready === 0)) return 'no interceptor ready';
  return 'no free channel';
}

/** Why doctrine and coordination leave a threat alone; null when they don't. Constant words: nothing is built here. */
function refusal(threat: Threat, context: AssignmentContext, onTrack: readonly OngoingEngagement[]): string | null {
  const { identity } = threat;
  const ruled = refusalByRules(threat);
  if (ruled !== undefined) {
    if (ruled !== null) return ruled;
  } else {
    if (context.weaponsControl === 'hold') return 'weapons hold';
    if (context.weaponsControl === 'tight' && identity !== 'hostile') return 'weapons tight and not identified hostile';
    if (identity !== 'hostile' && identity !== 'suspect' && identity !== 'unknown')
      return 'friendly, neutral or pending';
  }
  for (const engagement of onTrack) {
    const { phase } = engagement;
    const underFire = phase === 'ordered' || phase === 'flying' || phase === 'assessing';
    if (engagement.post !== context.post) {
      if (underFire || phase === 'killed') return 'engaged by another post';
      continue;
    }
    if (underFire) return 'already under fire';
    if (phase === 'killed') return 'assessed as killed';
    // An aborted engagement that fired nothing has used up nothing.
    const limit = context.doctrine.method === 'salvo' ? 1 : context.doctrine.maximumSalvos;
    if (engagement.salvos >= limit) return 'salvos used up, left to others';
  }
  return null;
}

const NONE: readonly OngoingEngagement[] = [];

/** Channels and interceptors of each unit that this cycle's orders have taken. */
type Spent = Map<FireUnitId, { orders: number; guidance: number; interceptors: Map<string, number> }>;

function spend(spent: Spent, option: EngagementOption, salvo: number): void {
  let unit = spent.get(option.fireUnit);
  if (unit === undefined) {
    unit = { orders: 0, guidance: 0, interceptors: new Map() };
    spent.set(option.fireUnit, unit);
  }
  unit.orders++;
  unit.guidance += salvo;
  unit.interceptors.set(option.interceptor, (unit.interceptors.get(option.interceptor) ?? 0) + salvo);
}

function choose(
  threat: Threat,
  options: readonly EngagementOption[],
  context: AssignmentContext,
  spent: Spent,
): { option: EngagementOption; salvo: number } | null {
  const wanted = context.doctrine.salvo[threat.targetClass];
  let best = 0;
  for (const option of options) {
    const salvo = salvoOf(threat, option, wanted, spent);
    if (salvo > 0) best = Math.max(best, salvoKill(option.killProbability, salvo));
  }
  if (best === 0) return null;
  let chosen: EngagementOption | null = null;
  let chosenSalvo = 0;
  for (const option of options) {
    const salvo = salvoOf(threat, option, wanted, spent);
    if (salvo === 0 || salvoKill(option.killProbability, salvo) < best - INDIFFERENCE) continue;
    if (chosen !== null && preference(option, salvo, chosen, chosenSalvo) >= 0) continue;
    chosen = option;
    chosenSalvo = salvo;
  }
  return chosen === null ? null : { option: chosen, salvo: chosenSalvo };
}

/** Interceptors that the option could fire now, 0 when none. */
function salvoOf(threat: Threat, option: EngagementOption, wanted: number, spent: Spent): number {
  if (option.timeToIntercept > threat.timeToGo || option.killProbability <= 0) return 0;
  const used = spent.get(option.fireUnit);
  if (option.freeFireChannels - (used?.orders ?? 0) < 1) return 0;
  const guided = option.freeGuidanceChannels - (used?.guidance ?? 0);
  const ready = option.ready - (used?.interceptors.get(option.interceptor) ?? 0);
  return Math.max(0, Math.min(wanted, guided, ready));
}

/** Negative when (a, salvoA) is to be preferred to (b, salvoB). */
function preference(a: EngagementOption, salvoA: number, b: EngagementOption, salvoB: number): number {
  return (
    salvoA * a.unitCostUsd - salvoB * b.unitCostUsd ||
    a.timeToIntercept - b.timeToIntercept ||
    b.killProbability - a.killProbability ||
    (a.fireUnit < b.fireUnit ? -1 : a.fireUnit > b.fireUnit ? 1 : 0) ||
    (a.interceptor < b.interceptor ? -1 : a.interceptor > b.interceptor ? 1 : 0)
  );
}

function salvoKill(p: number, n: number): number {
  let survival = 1;
  for (let k = 0; k < n; k++) survival *= 1 - p;
  return 1 - survival;
}
