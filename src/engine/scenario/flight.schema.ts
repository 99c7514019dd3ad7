import { z } from 'zod';
import { manoeuvreSchema } from '../truth/manoeuvre.schema.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';

/** How one entry of traffic becomes many objects, and what they do on their way. All of it may be left out. */
const latDeg = quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9);
const lonDeg = quantity('deg', 'longitude, WGS-84, east positive', -180, 180);
const routePoint = z.strictObject({
  latDeg,
  lonDeg,
  altitudeM: quantity('m', 'altitude of flight', 0, 500_000),
  above: choice(['sea', 'ground'], 'what an altitude is measured from').default('sea'),
  speedMps: quantity('m/s', 'speed over ground', 5, 8000),
});
export const routeSchema = (meaning: string) => z.array(routePoint).max(200).meta({ description: meaning });

const formationSchema = z
  .strictObject({
    kind: choice(
      ['line', 'column', 'wedge', 'echelon', 'box'],
      'line abreast, one behind the other, leader ahead of two wings, all to the right and behind, pairs behind pairs',
    ),
    spacingM: quantity('m', 'between neighbours across the course; in a column along it', 1, 50_000),
    depthM: quantity('m', 'between rows along the course; left out: as spacingM', 0, 50_000).optional(),
    stackM: quantity('m', 'by which each flies higher than the one before', -2000, 2000).default(0),
  })
  .meta({ description: 'the objects fly together, in place of spacingS and lateralSpacingKm' });

const wavesSchema = z
  .strictObject({
    count: count('waves', 1, 100),
    intervalS: quantity('s', 'between the starts of two waves', 1, 86_400),
  })
  .meta({ description: 'the whole entry again, later' });

const scatterSchema = z
  .strictObject({
    lateralM: quantity('m', 'greatest distance to either side', 0, 100_000).default(0),
    alongS: quantity('s', 'greatest lead or lag', 0, 3600).default(0),
    altitudeM: quantity('m', 'greatest distance above or below', 0, 5000).default(0),
  })
  .meta({ description: 'each object’s own departure from the route, uniform, drawn anew in each replication' });

const releaseSchema = z.strictObject({
  atPoint: count('point of the carrier’s route at which the first is let go, counted from 1', 1, 200).optional(),
  atS: quantity('s', 'after the carrier’s start, when the first is let go', 0, 86_400).optional(),
  preset: z.string().meta({ description: 'air object preset' }),
  count: count('objects', 1, 100).default(1),
  spacingS: quantity('s', 'between two', 0, 3600).default(0),
  transponder: choice(['off', 'civil', 'friend'], 'which interrogations it answers').default('off'),
  target: z
    .string()
    .nullable()
    .default(null)
    .meta({ description: 'place that it comes to strike; null if none, as for a decoy' }),
  route: routeSchema('points that it flies to, from where it was let go').min(1).optional(),
  manoeuvre: manoeuvreSchema.optional(),
  ballistic: z
    .strictObject({
      aim: z.strictObject({ latDeg, lonDeg }).meta({ description: 'aim point' }),
      apexM: quantity('m', 'greatest altitude of the path', 1000, 500_000),
    })
    .optional()
    .meta({ description: 'under power, then ballistic' }),
  falls: z.literal(true).optional().meta({ description: 'it only falls' }),
});

const bodySchema = z.strictObject({
  preset: z.string().meta({ description: 'air object preset of class ballisticMissile: its coefficient sorts it' }),
  count: count('bodies', 1, 50).default(1),
  warhead: flag('whether it is the one that goes on to the aim and strikes the target').default(false),
  spreadMps: quantity('m/s', 'speed across the path at which they go apart, evenly about it', 0, 500).default(0),
  backMps: quantity('m/s', 'speed by which they fall behind', 0, 500).default(0),
});

/** Of a ballistic flight. */
export const separationSchema = z
  .strictObject({
    atS: quantity('s', 'after launch', 1, 3600).optional(),
    atAltitudeM: quantity('m', 'altitude above sea level that it passes', 100, 500_000).optional(),
    when: choice(['climbing', 'descending'], 'on which way it passes atAltitudeM').default('climbing'),
    bodies: z.array(bodySchema).min(1).max(20).meta({ description: 'what it comes apart into' }),
  })
  .meta({ description: 'where the missile comes apart; the missile itself ends there' });

export const divertSchema = z
  .strictObject({
    atS: quantity('s', 'when the warning goes out', 0, 86_400).optional(),
    onWarningOf: z
      .string()
      .optional()
      .meta({ description: 'command post whose first threat is the warning, in place of a time' }),
    delayS: quantity('s', 'from the warning to the turn', 0, 3600).default(0),
    route: routeSchema('points that it flies to from where it is').min(1),
  })
  .meta({ description: 'leaves its route when a warning goes out' });

/** Keys of a flight beside those of its single object; what is left out changes nothing. */
export const flightKeys = {
  arriveAtS: quantity(
    's',
    'when the first object comes to the end of its own flight, in place of startS: the start follows from route and speed',
    0,
    86_400,
  ).optional(),
  punctualityS: quantity(
    's',
    'greatest departure from the plan’s times either way; left out: 15 s',
    0,
    3600,
  ).optional(),
  formation: formationSchema.optional(),
  waves: wavesSchema.optional(),
  scatter: scatterSchema.optional(),
  manoeuvre: manoeuvreSchema.optional(),
  releases: z.array(releaseSchema).min(1).max(20).optional().meta({
    description:
      'what each object lets go on its way; called id-01-release-01 and so on, unless the carrier is destroyed first',
  }),
  divert: divertSchema.optional(),
};

export type FormationSpec = z.infer<typeof formationSchema>;
export type ScatterSpec = z.infer<typeof scatterSchema>;
export type ReleaseEntry = z.infer<typeof releaseSchema>;
export type SeparationEntry = z.infer<typeof separationSchema>;
export type DivertSpec = z.infer<typeof divertSchema>;
