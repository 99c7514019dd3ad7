import { z } from 'zod';
import { IDENTITIES, TARGET_CLASSES } from '../types/classes.js';
import { choice, flag, quantity } from '../types/quantity.schema.js';

export const radioSchema = z.strictObject({
  rangeKm: quantity('km', 'farthest distance between the ends at which it works', 0.1, 1000),
  lineOfSight: flag('whether terrain and the curve of the earth between the ends cut it'),
  antennaHeightM: quantity(
    'm',
    'height over ground of the antenna at an end that gives none of its own (post, fire unit)',
    0,
    500,
  ),
});
export type RadioSpec = z.infer<typeof radioSchema>;

export const linkSchema = z.strictObject({
  id: z.string().min(1),
  from: z.string().meta({ description: 'node that sends' }),
  to: z.string().meta({ description: 'node that receives' }),
  kind: choice(['data', 'gateway', 'voice'], 'what carries tracks'),
  bidirectional: flag('whether it works both ways').default(true),
  enabled: flag('whether it is there at all').default(true),
  delayS: quantity('s', 'from sending to arrival', 0, 600),
  lossProbability: quantity('1', 'share of messages lost', 0, 1),
  tracksPerMinute: quantity('1/min', 'most track messages carried in a minute', 0.1, 1e6),
  updatePeriodS: quantity('s', 'between two reports of one track', 0.5, 600),
  positionErrorM: quantity('m', 'one-sigma error added in translation or by reading a grid aloud', 0, 50_000),
  jitterS: quantity(
    's',
    'greatest delay added to delayS, drawn evenly for each message; left out: none',
    0,
    600,
  ).optional(),
  digitErrorProbability: quantity(
    '1',
    'share of track messages in which one digit of the grid reference, of 1 km or of 10 km, is written wrong; left out: none',
    0,
    1,
  ).optional(),
  radio: radioSchema
    .optional()
    .meta({ description: 'limits of a radio link, whose ends need positions; left out: a line that reaches anywhere' }),
});
export type LinkSpec = z.infer<typeof linkSchema>;

export const CAUSES = ['destroyed', 'powerLost', 'jammed', 'maintenance'] as const;

export const outageSchema = z.strictObject({
  node: z.string().optional().meta({ description: 'node that fails' }),
  link: z.string().optional().meta({ description: 'link that is cut' }),
  fromS: quantity('s', 'start', 0, 1e6),
  toS: quantity('s', 'end; left out: for good', 0, 1e6).optional(),
  /** Why, in words: one of CAUSES or a text of the simulation. */
  cause: z.string().optional(),
});
export type OutageSpec = z.infer<typeof outageSchema>;

export const translationSchema = z.strictObject({
  delayS: quantity('s', 'time that a message takes to be translated', 0, 600),
  lossProbability: quantity('1', 'share of messages that have no counterpart and are dropped', 0, 1),
  positionErrorM: quantity('m', 'one-sigma error added to each horizontal axis', 0, 50_000),
  passesClasses: z
    .array(z.enum(TARGET_CLASSES))
    .min(1)
    .optional()
    .meta({ description: 'classes of track that it lets pass; left out: all' }),
  passesIdentities: z
    .array(z.enum(IDENTITIES))
    .min(1)
    .optional()
    .meta({ description: 'identities of tracks that it lets pass; left out: all' }),
});
export type TranslationSpec = z.infer<typeof translationSchema>;

export const STATION_KINDS = ['relay', 'gateway', 'powerSource'] as const;

/** What stands in a network beside sensors, command posts and fire units. */
export const stationSchema = z.strictObject({
  id: z.string().min(1),
  kind: choice(
    STATION_KINDS,
    'relay: passes messages on; gateway: translates them too; powerSource: what it powers fails with it, unless another source powers that too',
  ),
  powers: z.array(z.string()).optional().meta({ description: 'nodes that a power source powers' }),
  backupS: quantity(
    's',
    'time for which batteries carry what a failed power source powered; left out: none',
    0,
    1e6,
  ).optional(),
  translation: translationSchema.optional().meta({ description: 'what a gateway does to messages' }),
});
export type StationSpec = z.infer<typeof stationSchema>;
