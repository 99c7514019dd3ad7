import { z } from 'zod';
import { TARGET_CLASSES } from '../types/classes.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';
import { doctrineOptions, methodSchema, reactionOptions } from './doctrine.schema.js';
import { antiRadiationDefenceSchema, emissionControlSchema } from './posture.schema.js';

export const commandPostSchema = z.strictObject({
  cycleS: quantity('s', 'time between two evaluations of the picture', 0.5, 60),
  decisionDelayS: quantity('s', 'from a threat to an order', 0, 300),
  maximumTracks: count('tracks held at once', 1, 20_000),
  storedToRadarsOffS: quantity('s', 'from storage to deployed with radars off', 0, 1e6),
  radarsOffToSurveillanceS: quantity('s', 'from radars off to surveillance', 0, 1e5),
  surveillanceToFullyOnS: quantity('s', 'from surveillance to ready to fire', 0, 1e5),
  ...reactionOptions,
  stepSpread: quantity(
    '1',
    'standard deviation of the logarithm of each step’s time about its value, drawn for each step (lognormal); left out: 0',
    0,
    1.5,
  ).optional(),
});
export type CommandPostSpec = z.infer<typeof commandPostSchema>;

const perClass = <T extends z.ZodType>(schema: T) =>
  z.strictObject(
    Object.fromEntries(TARGET_CLASSES.map((c) => [c, schema])) as Record<(typeof TARGET_CLASSES)[number], T>,
  );

export const doctrineSchema = z.strictObject({
  weaponsControl: choice(
    ['free', 'tight', 'hold'],
    'free: fire at all but friends and neutrals; tight: at tracks identified hostile; hold: not at all',
  ),
  method: methodSchema,
  salvo: perClass(count('interceptors in one salvo', 1, 8)).meta({ description: 'salvo size by estimated class' }),
  maximumSalvos: count('salvos at one track before it is left to others', 1, 10),
  assessmentDelayS: quantity('s', 'from intercept to its assessment', 0, 120),
  assessmentErrorProbability: quantity('1', 'probability that an assessment is wrong', 0, 0.5),
  falseKillProbability: quantity(
    '1',
    'probability that a miss is taken for a kill; left out: assessmentErrorProbability',
    0,
    1,
  ).optional(),
  missedKillProbability: quantity(
    '1',
    'probability that a kill is taken for a miss; left out: assessmentErrorProbability',
    0,
    1,
  ).optional(),
  hostile: z
    .strictObject({
      insideKm: quantity('km', 'closer to a defended place than this counts as behaviour', 1, 1000),
      timeToGoS: quantity('s', 'arrival at a defended place sooner than this counts as behaviour', 1, 3600),
      ballisticSpeedMps: quantity('m/s', 'faster than this is a ballistic missile and hostile', 500, 5000),
      silentInterrogations: count('interrogations without answer before silence counts', 1, 50),
      outsideCorridor: flag('whether flying outside every corridor and airway counts as behaviour'),
      suspectScore: count('pieces of evidence that make a track suspect', 1, 6),
      hostileScore: count('pieces of evidence that make a track hostile', 1, 6),
    })
    .meta({ description: 'criteria by which a track is declared suspect or hostile' }),
  whenCutOff: choice(
    ['autonomous', 'weaponsTight', 'weaponsHold', 'silent'],
    'what the post does without any link to a superior: carry on, tighten weapons control, cease fire, or switch radars off',
  ),
  ...doctrineOptions,
  emissionControl: emissionControlSchema
    .meta({ description: 'when radars radiate; left out: always, as the posture allows' })
    .optional(),
  antiRadiation: antiRadiationDefenceSchema
    .meta({ description: 'reaction to missiles that home on radars; left out: none' })
    .optional(),
});
export type DoctrineSpec = z.infer<typeof doctrineSchema>;
