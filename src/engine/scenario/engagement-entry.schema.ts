import { z } from 'zod';
import { quantity } from '../types/quantity.schema.js';

/** What a command post's entry says of engagement beside its doctrine. */
export const engagementEntry = {
  covers: z
    .array(z.string().meta({ description: 'id of a command post, fire unit or sensor' }))
    .max(100)
    .optional()
    .meta({
      description: 'neighbours that the post protects as itself under its doctrine’s selfDefence; left out: none',
    }),
  placePriorities: z
    .array(
      z.strictObject({
        place: z.string().meta({ description: 'id of a defended place' }),
        factor: quantity('1', 'factor on the scores of threats to it; 0: never', 0, 1000),
      }),
    )
    .max(1000)
    .optional()
    .meta({ description: 'places served first or last by this post, beside their values; left out: factor 1' }),
} as const;
