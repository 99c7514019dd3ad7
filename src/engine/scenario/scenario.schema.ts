import { z } from 'zod';
import {
  decoySchema,
  dutyCycleSchema,
  INITIAL_POSTURES,
  postureOptions,
  relocationSchema,
} from '../command/posture.schema.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';
import { commonCauseSchema } from '../weapon/common-cause.schema.js';
import { idSchema, linkPresetSchema, type PresetKind, SPEC_SCHEMAS } from './catalogue.schema.js';
import { partialTree } from './derive.schema.js';
import { engagementEntry } from './engagement-entry.schema.js';
import { environmentSchema } from './environment.schema.js';
import { flightKeys, separationSchema } from './flight.schema.js';
import {
  areasSchema,
  doctrineMethods,
  electronicSupportSchema,
  flightEmitter,
  flightIffSchema,
  flightPlanFlag,
  flightPlanStart,
  interrogationModes,
} from './identification-entries.schema.js';
import { launcherOptions } from './launcher-options.schema.js';
import { fireUnitNodeKeys, nodeEntrySchema, outageEventKeys, postNodeKeys, sensorNodeKeys } from './nodes.schema.js';
import { postTrackerSchema } from './post-tracker.schema.js';
import { terrainSchema } from './terrain.schema.js';
import { airspaceOrderSchema, trafficSchema } from './traffic.schema.js';

/** Values as an override holds them: the same tree as the preset's, each value optional. */
export type Overrides = { readonly [key: string]: Overrides | number | string | boolean };

const id = (meaning: string) => idSchema.meta({ description: meaning });
const reference = (meaning: string) => z.string().meta({ description: meaning });
const title = (meaning: string) => z.string().min(1).max(200).meta({ description: meaning });
const list = <T extends z.ZodType>(element: T, meaning: string) => z.array(element).meta({ description: meaning });
const overrides = (kind: PresetKind) =>
  (partialTree(SPEC_SCHEMAS[kind]) as z.ZodType<Overrides>)
    .optional()
    .meta({ description: 'values that replace the preset’s, fixed in every replication' });

/** Null is a value of its own here: there is none. Editors want the description on the outside. */
const orNull = <T extends z.ZodType>(schema: T) =>
  schema
    .nullable()
    .default(null)
    .meta(schema.meta() ?? {});

const latDeg = quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9);
const lonDeg = quantity('deg', 'longitude, WGS-84, east positive', -180, 180);
const position = (meaning: string) => z.strictObject({ latDeg, lonDeg }).meta({ description: meaning });

const altitudeM = quantity('m', 'altitude of flight', 0, 500_000);
const speedMps = quantity('m/s', 'speed over ground', 5, 8000);
const above = choice(['sea', 'ground'], 'what an altitude is measured from').default('sea');

const placeSchema = z.strictObject({
  id: id('name of the place'),
  name: title('name for people'),
  latDeg,
  lonDeg,
  radiusKm: quantity('km', 'an object that comes to its end this near strikes the place', 0.1, 50),
  valueUsd: quantity('USD', 'value of the place', 0, 1e12),
  defendedBy: list(reference('id of a command post'), 'command posts that defend it'),
});

const sensorSchema = z.strictObject({
  id: id('name of the sensor'),
  preset: reference('radar preset'),
  commandPost: reference('command post that the radar reports to'),
  role: choice(
    ['surveillance', 'engagement'],
    'surveillance sensors run from posture surveillanceOnly on, engagement sensors when fullyOn',
  ),
  position: position('site of a ground sensor').optional(),
  orbit: z
    .strictObject({
      latDeg,
      lonDeg,
      altitudeM,
      radiusKm: quantity('km', 'radius of the circle flown', 1, 500),
      speedMps: quantity('m/s', 'speed along the circle', 20, 400),
    })
    .optional()
    .meta({ description: 'orbit of an airborne sensor' }),
  boresightDeg: quantity('deg', 'centre of a sector at the start, clockwise from north', 0, 360).default(0),
  ...sensorNodeKeys,
  dutyCycle: dutyCycleSchema.meta({ description: 'it radiates part of the time; left out: all of it' }).optional(),
  overrides: overrides('radar'),
});

const commandPostEntrySchema = z.strictObject({
  id: id('name of the command post'),
  preset: reference('command post preset'),
  position: position('site of the post'),
  doctrine: z
    .strictObject({ preset: reference('doctrine preset'), overrides: overrides('doctrine'), ...doctrineMethods })
    .meta({ description: 'rules by which the post identifies and engages' }),
  posture: z
    .strictObject({
      initial: choice(INITIAL_POSTURES, 'posture at the start'),
      activateAtS: orNull(quantity('s', 'when the post is ordered to fullyOn; null if never', 0, 86_400)),
      ...postureOptions,
    })
    .meta({ description: 'readiness' }),
  dutyCycle: dutyCycleSchema
    .meta({ description: 'all its radars radiate part of the time, together; left out: all of it' })
    .optional(),
  relocations: list(relocationSchema, 'moves of the post with its ground sensors and units; left out: it stays')
    .max(50)
    .optional(),
  superior: orNull(reference('post that coordinates its weapons while a link to it is up; null if none')),
  iff: flag('whether the radars that report to this post interrogate; false silences them all').default(true),
  ...engagementEntry,
  interrogationModes,
  electronicSupport: electronicSupportSchema,
  tracker: postTrackerSchema,
  ...postNodeKeys,
  overrides: overrides('commandPost'),
});

const launcherSchema = z.strictObject({
  count: count('launchers of this kind', 1, 200),
  tubes: count('interceptors ready on each', 1, 64),
  reloads: count('full reloads in stock for each', 0, 100),
  interceptor: reference('interceptor preset'),
  ...launcherOptions,
  overrides: overrides('interceptor'),
});

const fireUnitEntrySchema = z.strictObject({
  id: id('name of the fire unit'),
  preset: reference('fire unit preset'),
  commandPost: reference('command post that gives its orders'),
  engagementSensor: orNull(reference('sensor that guides; null if any sensor of its post may')),
  position: position('site of the unit'),
  launchers: list(launcherSchema, 'launchers').min(1),
  ...fireUnitNodeKeys,
  overrides: overrides('fireUnit'),
});

const linkEntrySchema = z.strictObject({
  id: id('name of the link'),
  preset: reference('link preset; without one every value below must be given').optional(),
  from: reference('node that sends: command post, sensor, fire unit, relay or gateway'),
  to: reference('node that receives'),
  bidirectional: flag('whether it works both ways').default(true),
  enabled: flag('whether it is there at all').default(true),
  kind: linkPresetSchema.shape.kind.optional(),
  delayS: linkPresetSchema.shape.delayS.optional(),
  lossProbability: linkPresetSchema.shape.lossProbability.optional(),
  tracksPerMinute: linkPresetSchema.shape.tracksPerMinute.optional(),
  updatePeriodS: linkPresetSchema.shape.updatePeriodS.optional(),
  positionErrorM: linkPresetSchema.shape.positionErrorM.optional(),
  jitterS: linkPresetSchema.shape.jitterS,
  digitErrorProbability: linkPresetSchema.shape.digitErrorProbability,
  radio: linkPresetSchema.shape.radio,
});

const outageEntrySchema = z.strictObject({
  node: reference('sensor, command post, fire unit or other node that fails').optional(),
  link: reference('link that is cut').optional(),
  fromS: quantity('s', 'start; needed where no event is given', 0, 86_400).optional(),
  toS: quantity('s', 'end; left out: for good', 0, 86_400).optional(),
  ...outageEventKeys,
});

const corridorSchema = z.strictObject({
  id: id('name of the corridor'),
  kind: choice(['airway', 'return'], 'civil airway, or a corridor by which friends come home'),
  points: list(z.strictObject({ latDeg, lonDeg }), 'its middle line').min(2),
  widthKm: quantity('km', 'full width', 0.5, 200),
  floorM: quantity('m', 'lowest altitude above sea level', 0, 30_000),
  ceilingM: quantity('m', 'highest altitude above sea level', 0, 30_000),
  maximumSpeedMps: quantity('m/s', 'faster than this is no expected traffic', 20, 1000),
});

const flightSchema = z.strictObject({
  id: id('name of the flight; its objects are called id-01, id-02, …'),
  preset: reference('air object preset'),
  allegiance: choice(['hostile', 'friendly', 'civil'], 'truth: whose it is'),
  count: count('objects', 1, 2000).default(1),
  startS: quantity('s', 'start of the first object; or give arriveAtS', 0, 86_400).optional(),
  spacingS: quantity('s', 'between the starts of two objects', 0, 86_400).default(0),
  lateralSpacingKm: quantity(
    'km',
    'between two objects side by side; their routes still end at a target',
    0,
    100,
  ).default(0),
  transponder: choice(['off', 'civil', 'friend'], 'which interrogations it answers'),
  iff: flightIffSchema,
  emitter: flightEmitter,
  flightPlan: flightPlanFlag,
  flightPlanStartS: flightPlanStart,
  target: orNull(reference('place that it comes to strike; null if none')),
  route: list(z.strictObject({ latDeg, lonDeg, altitudeM, above, speedMps }), 'points of the flight, flown in turn')
    .min(2)
    .max(200)
    .optional(),
  ballistic: z
    .strictObject({
      launch: position('launch point'),
      aim: position('aim point'),
      apexM: quantity('m', 'greatest altitude of the path', 1000, 500_000),
      separation: separationSchema.optional(),
    })
    .optional()
    .meta({ description: 'a ballistic flight, instead of a route' }),
  ...flightKeys,
  seekerOnAfterS: quantity(
    's',
    'of an anti-radiation missile: from the start of each object to when it begins to listen; left out: 0',
    0,
    86_400,
  ).optional(),
});

/** The scenario file. */
export const scenarioSchema = z
  .strictObject({
    parapet: z.literal(1).meta({ description: 'version of the file format' }),
    name: id('name of the scenario'),
    title: title('name for people'),
    description: z.string().max(10_000).optional().meta({ description: 'what the scenario stands for, and what not' }),
    durationS: quantity('s', 'simulated time', 1, 86_400),
    stepS: quantity('s', 'length of a tick; durationS is a whole number of them', 0.1, 10).default(1),
    terrain: terrainSchema,
    refractionFactor: quantity(
      '1',
      'effective earth radius over the true one; 4/3 is the standard atmosphere',
      0.5,
      3,
    ).default(4 / 3),
    environment: environmentSchema
      .meta({ description: 'air and surface as radio waves meet them; left out: empty space over a bare earth' })
      .optional(),
    focus: reference('command post whose picture and engagements the focus measures describe'),
    places: list(placeSchema, 'defended places'),
    sensors: list(sensorSchema, 'radars'),
    commandPosts: list(commandPostEntrySchema, 'command posts').min(1),
    fireUnits: list(fireUnitEntrySchema, 'fire units'),
    nodes: list(nodeEntrySchema, 'relays, gateways and power sources').optional(),
    links: list(linkEntrySchema, 'links between nodes'),
    decoys: list(decoySchema, 'decoy emitters; left out: none').max(200).optional(),
    outages: list(outageEntrySchema, 'losses of power and of links').default([]),
    corridors: list(corridorSchema, 'airspace in which civil or friendly traffic is expected').default([]),
    commonCauses: list(commonCauseSchema, 'causes that spoil many shots together, drawn once a run').optional(),
    airspaceOrders: list(airspaceOrderSchema, 'changes of the airspace that command posts know of').optional(),
    areas: areasSchema,
    flights: list(flightSchema, 'traffic in the sky'),
    traffic: trafficSchema.optional().meta({ description: 'civil and friendly traffic, generated or recorded' }),
  })
  .meta({ title: 'Parapet scenario' });

export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type FlightEntry = ScenarioFile['flights'][number];
export type LinkEntry = ScenarioFile['links'][number];
