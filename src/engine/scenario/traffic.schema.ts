import { z } from 'zod';
import { choice, flag, quantity } from '../types/quantity.schema.js';
import { idSchema } from './catalogue.schema.js';
import { divertSchema } from './flight.schema.js';

const latDeg = quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9);
const lonDeg = quantity('deg', 'longitude, WGS-84, east positive', -180, 180);
const points = (meaning: string) =>
  z.array(z.strictObject({ latDeg, lonDeg })).min(2).max(200).meta({ description: meaning });

/** What traffic has in common, generated or recorded. */
const whose = {
  allegiance: choice(['civil', 'friendly'], 'truth: whose it is').default('civil'),
  transponder: choice(['off', 'civil', 'friend'], 'which interrogations it answers').default('civil'),
  transponderLossProbability: quantity(
    '1',
    'that an aircraft’s transponder falls silent at some time of its flight',
    0,
    1,
  ).default(0),
  divert: divertSchema.optional(),
};

const airwaySchema = z.strictObject({
  id: idSchema.meta({ description: 'name of the airway; its flights are called id-out-001, id-back-001 and so on' }),
  corridor: z.string().optional().meta({ description: 'corridor whose middle line it follows' }),
  points: points('its middle line, in place of a corridor').optional(),
  bothWays: flag('whether as many fly it the other way, 1000 ft higher').default(false),
  levelsM: z
    .array(quantity('m', 'altitude above sea level', 100, 30_000))
    .min(1)
    .max(50)
    .meta({ description: 'levels that are flown, each as often' }),
  speedMps: quantity('m/s', 'speed over ground', 20, 1000),
  flightsPerHour: quantity('1/h', 'mean number of entries in an hour, each way', 0, 2000).optional(),
  densityByHour: z
    .array(quantity('1/h', 'mean number of entries in that hour of the day, each way', 0, 2000))
    .length(24)
    .optional()
    .meta({ description: 'the same by hour of the day from 0 to 23, in place of flightsPerHour' }),
  inTrailKm: quantity('km', 'least distance of two on one level at the entry', 0, 500).default(9.26),
  mix: z
    .array(
      z.strictObject({
        preset: z.string().meta({ description: 'air object preset' }),
        share: quantity('1', 'how often, beside the others', 0.001, 1000).default(1),
      }),
    )
    .min(1)
    .max(20)
    .meta({ description: 'what flies it' }),
  ...whose,
});

const recordedSchema = z.strictObject({
  file: z.string().min(1).max(1000).meta({
    description:
      'reports of aircraft (ADS-B) as CSV, relative to the scenario: time_utc, icao24, lat_deg, lon_deg, baro_alt_ft',
  }),
  preset: z.string().meta({ description: 'air object preset that every aircraft is taken for' }),
  fromS: quantity('s', 'after the file’s first report, when the scenario begins', 0, 86_400).default(0),
  ...whose,
});

export const trafficSchema = z.strictObject({
  startHour: quantity('h', 'hour of the day at the start', 0, 24).default(12),
  airways: z.array(airwaySchema).max(500).default([]).meta({ description: 'airways on which flights are generated' }),
  recorded: recordedSchema.optional().meta({ description: 'flights that were recorded' }),
});
export type TrafficEntry = z.infer<typeof trafficSchema>;
export type AirwayEntry = TrafficEntry['airways'][number];

export const airspaceOrderSchema = z.strictObject({
  id: idSchema.meta({ description: 'name of the order' }),
  kind: choice(
    ['closed', 'restricted'],
    'closed: the corridor is no place for traffic; restricted: no corridor counts inside the area',
  ),
  corridor: z.string().optional().meta({ description: 'corridor that is closed' }),
  area: z
    .strictObject({ latDeg, lonDeg, radiusKm: quantity('km', 'radius', 0.5, 1000) })
    .optional()
    .meta({ description: 'area that is restricted' }),
  posts: z
    .array(z.string().meta({ description: 'id of a command post' }))
    .optional()
    .meta({ description: 'command posts that have the order; left out: all' }),
  fromS: quantity('s', 'start', 0, 86_400),
  toS: quantity('s', 'end', 0, 86_400),
});
export type AirspaceOrder = z.infer<typeof airspaceOrderSchema>;
