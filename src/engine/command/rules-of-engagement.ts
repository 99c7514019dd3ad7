import type { Identity, Permit, Threat } from '../types/index.js';
import type { WeaponsControl } from './cut-off.js';
import type { Posture } from './posture.schema.js';
import { type RuleOfEngagement, specificity } from './rules-of-engagement.schema.js';

export interface Permission {
  readonly permit: Permit;
  /** In words, constant for each rule: nothing is built for each track. */
  readonly reason: string;
}

const ENGAGE: Permission = { permit: 'engage', reason: 'weapons control permits it' };
const HELD: Permission = { permit: 'never', reason: 'weapons hold' };
const NOT_HOSTILE: Permission = { permit: 'never', reason: 'weapons tight and not identified hostile' };
const SPARED: Permission = { permit: 'never', reason: 'friendly, neutral or pending' };

const named = new WeakMap<RuleOfEngagement, Permission>();

/** What a rule says of a track it is about. */
function permissionOf(rule: RuleOfEngagement): Permission {
  let permission = named.get(rule);
  if (permission === undefined) {
    permission = { permit: rule.permit, reason: `rule of engagement: ${describeRule(rule)}` };
    named.set(rule, permission);
  }
  return permission;
}

/** A rule in words: “suspect under weapons tight: warn”. */
export function describeRule(rule: RuleOfEngagement): string {
  const words = [rule.identity === 'assumedFriend' ? 'assumed friend' : rule.identity];
  if (rule.leastProbability !== undefined) words.push(`of at least ${rule.leastProbability}`);
  if (rule.weaponsControl !== undefined) words.push(`under weapons ${rule.weaponsControl}`);
  if (rule.posture !== undefined) words.push(`in posture ${rule.posture}`);
  return `${words.join(' ')}: ${rule.permit === 'selfDefenceOnly' ? 'self-defence only' : rule.permit}`;
}

/** Whether a rule decided, and not weapons control alone. */
export const byRule = (permission: Permission): boolean =>
  permission !== ENGAGE && permission !== HELD && permission !== NOT_HOSTILE && permission !== SPARED;

/** What weapons control alone permits: today's meaning of free, tight and hold. */
function byWeaponsControl(identity: Identity, weaponsControl: WeaponsControl): Permission {
  if (weaponsControl === 'hold') return HELD;
  if (weaponsControl === 'tight' && identity !== 'hostile') return NOT_HOSTILE;
  if (identity !== 'hostile' && identity !== 'suspect' && identity !== 'unknown') return SPARED;
  return ENGAGE;
}

/**
 * Whether a track may be fired at. `probability`: that of being hostile, null where the post keeps none; a rule that asks
 * for one then does not hold. Of the rules that hold, the one that says most of when it holds decides; among equals the one
 * with the greater probability, then the stricter permit, so that the order of the rules decides nothing. Where no rule
 * holds, weapons control alone decides: a post without rules does as its weapons control says.
 *
 * A rule that names no weapons control says nothing of weapons hold.
 */
export function mayEngage(
  identity: Identity,
  probability: number | null,
  weaponsControl: WeaponsControl,
  posture: Posture,
  rules: readonly RuleOfEngagement[],
): Permission {
  let best: RuleOfEngagement | null = null;
  for (const rule of rules) {
    if (rule.identity !== identity) continue;
    if (rule.weaponsControl === undefined ? weaponsControl === 'hold' : rule.weaponsControl !== weaponsControl)
      continue;
    if (rule.posture !== undefined && rule.posture !== posture) continue;
    if (rule.leastProbability !== undefined && (probability === null || probability < rule.leastProbability)) continue;
    if (best === null || precedence(rule, best) < 0) best = rule;
  }
  return best === null ? byWeaponsControl(identity, weaponsControl) : permissionOf(best);
}

/**
 * Why the rules of engagement leave a threat alone; null where they let it be fired at; undefined where the post has no
 * rules, and weapons control alone decides. A threat to the post itself (`selfDefence`) may be fired at under
 * selfDefenceOnly.
 */
export function refusalByRules({ permission, selfDefence }: Threat): string | null | undefined {
  if (permission === undefined) return undefined;
  const { permit, reason } = permission;
  return permit === 'engage' || (permit === 'selfDefenceOnly' && selfDefence === true) ? null : reason;
}

const STRICTNESS: Readonly<Record<Permit, number>> = { engage: 0, selfDefenceOnly: 1, warn: 2, never: 3 };

/** Negative when `a` goes before `b`. */
const precedence = (a: RuleOfEngagement, b: RuleOfEngagement): number =>
  specificity(b) - specificity(a) ||
  (b.leastProbability ?? 0) - (a.leastProbability ?? 0) ||
  STRICTNESS[b.permit] - STRICTNESS[a.permit];
