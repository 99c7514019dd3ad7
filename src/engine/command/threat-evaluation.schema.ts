import { z } from 'zod';
import { TARGET_CLASSES } from '../types/classes.js';
import { choice, quantity } from '../types/quantity.schema.js';

const exponent = (meaning: string) => quantity('1', meaning, 0, 10).default(1);

/** How threats are ranked and what is worked out of each; every default gives the score of a post without it. */
export const threatEvaluationSchema = z
  .strictObject({
    method: choice(
      ['weighted'],
      'weighted: score = Π factorʷ; the impact of ballistic missiles comes with its ellipse and the value within it',
    ),
    weights: z
      .strictObject({
        value: exponent('of the value threatened'),
        certainty: exponent('of how certain it is that the track is hostile'),
        urgency: exponent('of the time to go'),
        proximity: exponent('of the closest approach'),
        targetClass: exponent('of the class'),
      })
      .prefault({})
      .meta({ description: 'exponents; 0 leaves a factor out' }),
    classFactor: z
      .strictObject(
        Object.fromEntries(
          TARGET_CLASSES.map((c) => [c, quantity('1', `factor of class ${c}`, 0, 100).default(1)]),
        ) as Record<(typeof TARGET_CLASSES)[number], z.ZodDefault<z.ZodNumber>>,
      )
      .prefault({})
      .meta({ description: 'how much worse one class is than another' }),
    urgencyS: quantity('s', 'time to go at which urgency is half', 1, 3600).default(120),
    impactErrorKm: quantity(
      'km',
      'error of the impact point that the prediction itself makes, one sigma: it leaves drag out',
      0,
      50,
    ).default(2),
    leastImpactProbability: quantity(
      '1',
      'a ballistic missile that comes down on a place with less than this is no threat',
      0,
      1,
    ).default(0.01),
    missKm: quantity('km', 'miss beyond a place’s radius at which proximity is half', 0.1, 100).default(10),
  })
  .meta({ description: 'threat evaluation; left out: value × certainty × urgency × proximity' });
export type ThreatEvaluationSpec = z.infer<typeof threatEvaluationSchema>;
