import { z } from 'zod';
import { identificationSchema, modeSAddress } from '../command/identification.schema.js';
import { ruleOfEngagementSchema } from '../command/rules-of-engagement.schema.js';
import { threatEvaluationSchema } from '../command/threat-evaluation.schema.js';
import { emitterSchema } from '../truth/air-object.schema.js';
import { choice, flag, quantity } from '../types/quantity.schema.js';
import { idSchema } from './catalogue.schema.js';

/** Modes of interrogation that are told apart: 4 and 5 are military, the others civil. */
export const INTERROGATION_MODES = ['3/A', 'C', 'S', '4', '5'] as const;
export type InterrogationMode = (typeof INTERROGATION_MODES)[number];

const modes = (meaning: string) =>
  z
    .array(choice(INTERROGATION_MODES, 'mode of interrogation'))
    .max(INTERROGATION_MODES.length)
    .optional()
    .meta({ description: meaning });

/** What a post's doctrine holds beside its preset: methods that need lists or are chosen for this post alone. */
export const doctrineMethods = {
  identification: identificationSchema.optional(),
  rulesOfEngagement: z.array(ruleOfEngagementSchema).max(200).optional().meta({
    description:
      'rules of engagement by identity, weapons control and posture; the one that says most decides; left out: weapons control alone',
  }),
  threatEvaluation: threatEvaluationSchema.optional(),
};

/** A listening post for emitters, beside a command post. */
export const electronicSupportSchema = z
  .strictObject({
    periodS: quantity('s', 'time between two bearings of one emitter', 0.5, 600).default(5),
    sensitivityDbm: quantity('dBm', 'least power at its antenna that it hears', -120, 0).default(-65),
    bearingSigmaDeg: quantity('deg', 'error of a bearing, one sigma', 0.01, 30).default(2),
    wrongTypeProbability: quantity('1', 'probability that it takes an emitter for another side’s type', 0, 1).default(
      0.02,
    ),
  })
  .optional()
  .meta({
    description:
      'electronic support at the post: hears the emitters of aircraft and takes their bearing; left out: none',
  });

export type ElectronicSupportSpec = NonNullable<z.infer<typeof electronicSupportSchema>>;

export const interrogationModes = modes('modes that its radars ask; left out: all');

/** A flight's transponder in detail. */
export const flightIffSchema = z
  .strictObject({
    modes: modes('modes that it answers; left out: all for a friend, 3/A, C and S for a civil transponder'),
    failureProbability: quantity('1', 'probability that an object’s transponder is dead', 0, 1).optional(),
    failsAtS: quantity('s', 'when the transponders of the flight fail; left out: never', 0, 86_400).optional(),
    spoofAs: choice(['civil', 'friend'], 'what a false transponder answers as').optional(),
    spoofProbability: quantity('1', 'probability that an object carries a false transponder', 0, 1).optional(),
    address: modeSAddress('mode S address of the first object; the next ones count up').optional(),
  })
  .optional()
  .meta({ description: 'transponder in detail; left out: it answers every interrogation as transponder says' });
export type FlightIff = NonNullable<z.infer<typeof flightIffSchema>>;

export const flightEmitter = emitterSchema
  .optional()
  .meta({ description: 'what passive sensors hear of it; left out: what its preset says' });

export const flightPlanFlag = flag(
  'whether its route is filed as a flight plan that posts know; left out: none is filed',
).optional();
export const flightPlanStart = quantity('s', 'start that its plan tells; left out: startS', 0, 86_400).optional();

export const areasSchema = z
  .array(
    z.strictObject({
      id: idSchema.meta({ description: 'name of the area' }),
      kind: choice(['hostile', 'friendly'], 'who flies from there'),
      points: z
        .array(
          z.strictObject({
            latDeg: quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9),
            lonDeg: quantity('deg', 'longitude, WGS-84, east positive', -180, 180),
          }),
        )
        .min(3)
        .max(1000)
        .meta({ description: 'its corners, in turn' }),
    }),
  )
  .optional()
  .meta({ description: 'ground by which posts judge where a track began; left out: none' });
