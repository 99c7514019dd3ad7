import { z } from 'zod';
import { IDENTITIES } from '../types/classes.js';
import { PERMITS } from '../types/engagement.js';
import { choice, quantity } from '../types/quantity.schema.js';
import { POSTURES } from './command.schema.js';

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
