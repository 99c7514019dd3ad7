import { z } from 'zod';
import { CAUSES, STATION_KINDS, translationSchema } from '../network/network.schema.js';
import { choice, quantity } from '../types/quantity.schema.js';
import { idSchema } from './catalogue.schema.js';

const reference = (meaning: string) => z.string().meta({ description: meaning });

const standsAt = {
  place: reference(
    'place at which it stands: a strike on the place destroys it; left out: nothing strikes it',
  ).optional(),
};
const rejoinS = quantity('s', 'from a way’s return until it is used again; left out: at once', 0, 86_400).optional();
const fallback = reference(
  'command post to which it turns while it cannot reach its own; left out: none. Reached by the links that are up, or, where none ends at it, while that post works',
).optional();

/** Keys of a sensor. Absent: wired to its post, which is today’s and the plain case. */
export const sensorNodeKeys = {
  ...standsAt,
  fallback,
  whenCutOff: choice(
    ['silent', 'autonomous'],
    'what a sensor does that reaches neither its post nor its fallback: switch off, or radiate with nobody to report to; left out: silent',
  ).optional(),
  rejoinS,
};

/** Keys of a fire unit. */
export const fireUnitNodeKeys = {
  ...standsAt,
  fallback,
  whenCutOff: choice(
    ['silent', 'weaponsTight', 'autonomous'],
    'what a unit does that reaches neither its post nor its fallback: not fire, or fight alone with its engagement sensor, under its post’s rules tightened or as they are; left out: silent',
  ).optional(),
  rejoinS,
};

/** Keys of a command post; its doctrine says what it does when it reaches neither superior nor fallback. */
export const postNodeKeys = {
  ...standsAt,
  fallback: reference(
    'command post that stands in for its superior while it cannot reach that; left out: none',
  ).optional(),
  rejoinS,
};

export const nodeEntrySchema = z.strictObject({
  id: idSchema.meta({ description: 'name of the node' }),
  kind: choice(
    STATION_KINDS,
    'relay: passes messages on; gateway: translates them too; powerSource: what it powers fails with it, unless another source powers that too',
  ),
  position: z
    .strictObject({
      latDeg: quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9),
      lonDeg: quantity('deg', 'longitude, WGS-84, east positive', -180, 180),
    })
    .optional()
    .meta({ description: 'where it stands; needed for radio links' }),
  antennaHeightM: quantity(
    'm',
    'height of its antenna over ground, for radio links; left out: the link’s',
    0,
    500,
  ).optional(),
  ...standsAt,
  powers: z
    .array(reference('id of a sensor, command post, fire unit or node'))
    .min(1)
    .optional()
    .meta({ description: 'what a power source powers' }),
  backupS: quantity(
    's',
    'time for which batteries carry what a failed power source powered; left out: none',
    0,
    86_400,
  ).optional(),
  translation: translationSchema.optional().meta({ description: 'what a gateway does to messages' }),
});

/** What sets off an outage; exactly one. */
export const TRIGGERS = {
  placeStruck: 'place whose first strike sets it off',
  nodeLost: 'node whose loss, of whatever cause, sets it off',
  linkCut: 'link whose cut sets it off',
  warning: 'command post whose first threat sets it off',
} as const;
export type TriggerKind = keyof typeof TRIGGERS;
export const TRIGGER_KINDS = Object.keys(TRIGGERS) as TriggerKind[];

export const outageEventKeys = {
  when: z
    .strictObject({
      placeStruck: reference(TRIGGERS.placeStruck).optional(),
      nodeLost: reference(TRIGGERS.nodeLost).optional(),
      linkCut: reference(TRIGGERS.linkCut).optional(),
      warning: reference(TRIGGERS.warning).optional(),
    })
    .optional()
    .meta({ description: 'event that sets it off, instead of fromS and toS: exactly one of the keys' }),
  delayS: quantity('s', 'from the event to the outage; left out: the next tick', 0, 86_400).optional(),
  durationS: quantity('s', 'how long an outage set off by an event lasts; left out: for good', 0.1, 86_400).optional(),
  cause: choice(CAUSES, 'why, as the timeline tells it; left out: not said').optional(),
};
