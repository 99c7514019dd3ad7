import { z } from 'zod';
import { IDENTITIES } from '../types/classes.js';
import { PERMITS } from '../types/engagement.js';
import { choice, quantity } from '../types/quantity.schema.js';
import { POSTURES } from './posture.schema.js';

export const ruleOfEngagementSchema = z.strictObject({
  identity: choice(IDENTITIES, 'identity of the tracks that it is about'),
  weaponsControl: choice(
    ['free', 'tight', 'hold'],
    'weapons control under which it holds; left out: under free and tight',
  ).optional(),
  posture: choice(POSTURES, 'posture in which it holds; left out: in every posture').optional(),
  leastProbability: quantity(
    '1',
    'probability of being hostile from which on it holds; for posts that identify by evidence; left out: any',
    0,
    1,
  ).optional(),
  permit: choice(
    PERMITS,
    'engage: fire; selfDefenceOnly: only at what comes at the post or its units; warn: call it and hold fire; never: hold fire',
  ),
});
export type RuleOfEngagement = z.infer<typeof ruleOfEngagementSchema>;

/** How much a rule says of when it holds: what says more goes before what says less. */
export const specificity = ({ weaponsControl, posture, leastProbability }: RuleOfEngagement): number =>
  (weaponsControl === undefined ? 0 : 1) + (posture === undefined ? 0 : 1) + (leastProbability === undefined ? 0 : 1);

/**
 * Whether two rules contradict each other: equally specific, about the same identity, both holding in some situation, and
 * with different permits. The scenario's check refuses such pairs.
 */
export function contradict(a: RuleOfEngagement, b: RuleOfEngagement): boolean {
  const meets = <T>(x: T | undefined, y: T | undefined): boolean => x === undefined || y === undefined || x === y;
  // A rule without weapons control is not for hold.
  const controls =
    meets(a.weaponsControl, b.weaponsControl) &&
    !(a.weaponsControl === undefined && b.weaponsControl === 'hold') &&
    !(b.weaponsControl === undefined && a.weaponsControl === 'hold');
  return (
    a.identity === b.identity &&
    a.permit !== b.permit &&
    specificity(a) === specificity(b) &&
    (a.leastProbability ?? 0) === (b.leastProbability ?? 0) &&
    meets(a.posture, b.posture) &&
    controls
  );
}
