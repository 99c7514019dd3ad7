import { z } from 'zod';
import { TARGET_CLASSES } from '../types/classes.js';
import { choice, quantity } from '../types/quantity.schema.js';

const references = (meaning: string) => z.array(z.string()).min(1).optional().meta({ description: meaning });

/** A cause that spoils many shots of a run together, or none. */
export const commonCauseSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .meta({ description: 'name of the cause; keys its draw' }),
  kind: choice(
    ['badBatch', 'wrongThreatLibrary', 'software', 'other'],
    'what it is, in a word for people: the model is the same',
  ),
  probability: quantity('1', 'probability, once a run and part, that it is there', 0, 1),
  factor: quantity('1', 'factor on the kill probability of every shot that it reaches, if it is there', 0, 1),
  part: choice(
    ['all', 'interceptor', 'fireUnit'],
    'what has it or has it not together: every shot, those of one interceptor preset, or those of one fire unit',
  ),
  interceptors: references('interceptor presets that it can reach; left out: all'),
  fireUnits: references('fire units that it can reach; left out: all'),
  classes: z
    .array(z.enum(TARGET_CLASSES))
    .min(1)
    .optional()
    .meta({ description: 'classes of target against which it counts; left out: all' }),
});
export type CommonCauseSpec = z.infer<typeof commonCauseSchema>;
