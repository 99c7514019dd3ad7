import { z } from 'zod';
import { TARGET_CLASSES } from '../types/classes.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';

export const FIRE_METHODS = ['salvo', 'shootLookShoot', 'shootShootLookShoot'] as const;
export type FireMethod = (typeof FIRE_METHODS)[number];

const METHOD_WORDS =
  'salvo: one salvo and no look; shootLookShoot: one salvo, look, fire again; shootShootLookShoot: a first salvo twice as large, look, fire again';
export const methodSchema = choice(FIRE_METHODS, METHOD_WORDS);

/** A value for each class of target, each of which may be left out. */
const byClass = <T extends z.ZodType>(schema: T, meaning: string) =>
  z
    .strictObject(
      Object.fromEntries(TARGET_CLASSES.map((c) => [c, schema.optional()])) as Record<
        (typeof TARGET_CLASSES)[number],
        z.ZodOptional<T>
      >,
    )
    .optional()
    .meta({ description: meaning });

const factor = (meaning: string) => quantity('1', meaning, 0, 1000);

/** What a doctrine may say beyond weapons control, salvos and being cut off. What is left out is as before it could be said. */
export const doctrineOptions = {
  methodByClass: byClass(methodSchema, 'method against a class; left out: method'),
  keepOut: z
    .strictObject({
      insideKm: byClass(
        quantity('km', 'intercepts nearer to the fire unit than this are not ordered', 0, 600),
        'least range of an intercept by class',
      ),
      outsideKm: byClass(
        quantity('km', 'intercepts farther from the fire unit than this are not ordered', 0, 600),
        'greatest range of an intercept by class',
      ),
    })
    .optional()
    .meta({ description: 'ranges at which nothing is fired at; left out: only the envelope bounds' }),
  priorities: z
    .strictObject({
      class: byClass(factor('factor on the score of a threat of this class'), 'by estimated class'),
      identity: z
        .strictObject({
          hostile: factor('factor on the score of a hostile').optional(),
          suspect: factor('factor on the score of a suspect').optional(),
          unknown: factor('factor on the score of an unknown').optional(),
        })
        .optional()
        .meta({ description: 'by identity' }),
    })
    .optional()
    .meta({ description: 'who is served first, factors on threats’ scores; 0: never; left out: 1' }),
  reserve: z
    .strictObject({
      forClass: choice(TARGET_CLASSES, 'class for which interceptors are kept'),
      share: quantity('1', 'share of a unit’s first stock of each kind that can kill the class', 0, 1).optional(),
      interceptors: count(
        'interceptors of each such kind in each fire unit; the greater of the two',
        0,
        1000,
      ).optional(),
    })
    .optional()
    .meta({ description: 'interceptors that nothing but one class may be fired at with; left out: none' }),
  selfDefence: z
    .strictObject({
      timeToGoS: quantity('s', 'what arrives sooner than this is fired at', 1, 3600),
      missKm: quantity('km', 'what passes nearer than this comes for the unit', 0.1, 100),
      holdIsAbsolute: flag('whether weapons hold forbids self-defence, too').optional(),
    })
    .optional()
    .meta({
      description:
        'firing at what comes for the post’s own units and for those it covers, whatever weapons control and whoever assigns; left out: none',
    }),
  assigner: choice(
    ['greedy', 'optimal', 'rollingHorizon'],
    'greedy: threats choose in order of score; optimal: all at once, least expected surviving value; rollingHorizon: the same over the best shot of the next horizonS, ordering only what is best fired now; left out: greedy',
  ).optional(),
  horizonS: quantity('s', 'how far ahead rollingHorizon looks; left out: 60 s', 1, 600).optional(),
  control: choice(
    ['decentral', 'hierarchical', 'central'],
    'who assigns while the superior is reached. decentral: the post itself; hierarchical: the superior allots threats, the post chooses weapons; central: the superior orders unit and salvo; left out: decentral',
  ).optional(),
  cooperation: z
    .strictObject({
      launchOnRemote: flag('launch at another post’s track that an own sensor acquires before the end game').optional(),
      engageOnRemote: flag('launch at another post’s track and guide by it to the end').optional(),
      forwardPass: flag('go on guiding by another post’s track when the own sensor loses the target').optional(),
      sigmaM: quantity('m', 'greatest one-sigma error of such a track, age included', 10, 20_000),
      ageS: quantity('s', 'greatest age of such a track', 0.5, 120),
    })
    .optional()
    .meta({ description: 'use of other posts’ tracks in engagements; left out: none' }),
  handOverLeakers: flag(
    'whether what this post missed for the last time, or can no longer reach, is told to its neighbours, who then react at once; left out: false',
  ).optional(),
} as const;

/** How long people take from a threat to an order. Left out: decisionDelayS, always. */
export const reactionOptions = {
  reactionTriangular: z
    .strictObject({
      lowS: quantity('s', 'least', 0, 300),
      modeS: quantity('s', 'most frequent', 0, 300),
      highS: quantity('s', 'greatest', 0, 600),
    })
    .optional()
    .meta({ description: 'time from a threat to an order, drawn for each from a triangle, instead of decisionDelayS' }),
  reactionLogNormal: z
    .strictObject({
      medianS: quantity('s', 'half are shorter', 0.1, 300),
      percentile95S: quantity('s', '95% are shorter', 0.1, 600),
    })
    .optional()
    .meta({
      description: 'time from a threat to an order, drawn for each log-normally, instead of decisionDelayS',
    }),
} as const;
