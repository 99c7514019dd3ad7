import { z } from 'zod';
import { count, flag, quantity } from '../types/quantity.schema.js';

/** What a fire unit may say beyond its first figures. Without a value the model is what it was before it had one. */
export const fireUnitOptions = {
  illuminators: count(
    'targets that can be lit at once for interceptors guided by illumination; left out: none',
    0,
    40,
  ).optional(),
  sectorAtIntercept: flag(
    'whether the intercept, too, must lie in the engagement sensor’s sector, as far as it can slew by then; left out: only the track must be held',
  ).optional(),
  fatigue: z
    .strictObject({
      onDutyH: quantity('h', 'time that the crew has been on duty at the start', 0, 96),
      afterH: quantity('h', 'time on duty from which reactions slow', 0, 96),
      perHour: quantity('1', 'share of reactionTimeS by which the reaction time grows each further hour', 0, 1),
    })
    .optional()
    .meta({ description: 'tired crews react later; left out: reactionTimeS at any hour' }),
} as const;
