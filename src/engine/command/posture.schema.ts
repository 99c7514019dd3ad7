import { z } from 'zod';
import { choice, flag, quantity } from '../types/quantity.schema.js';

/** Postures that an order can name. */
export const ORDERED_POSTURES = ['stored', 'radarsOff', 'surveillanceOnly', 'crisisActivation', 'fullyOn'] as const;
/** Postures in which a post can begin: also on its way to its position, and setting up there. */
export const INITIAL_POSTURES = [...ORDERED_POSTURES, 'travelling', 'emplacing'] as const;
export const POSTURES = [...INITIAL_POSTURES, 'packing'] as const;
export type Posture = (typeof POSTURES)[number];
export type OrderedPosture = (typeof ORDERED_POSTURES)[number];

const LONGEST = 86_400;
const latDeg = quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9);
const lonDeg = quantity('deg', 'longitude, WGS-84, east positive', -180, 180);

const weaponsControl = (meaning: string) => choice(['free', 'tight', 'hold'], meaning);

export const postureOrderSchema = z.strictObject({
  atS: quantity('s', 'when the order comes', 0, LONGEST),
  to: choice(ORDERED_POSTURES, 'posture ordered; left out: the posture stays').optional(),
  weaponsControl: weaponsControl('weapons control ordered; left out: it stays').optional(),
});
export type PostureOrderSpec = z.infer<typeof postureOrderSchema>;

/** What the posture of a command post’s entry may hold beside `initial` and `activateAtS`. */
export const postureOptions = {
  weaponsControl: weaponsControl(
    'weapons control at the start, in place of the doctrine’s; left out: the doctrine’s',
  ).optional(),
  orders: z
    .array(postureOrderSchema)
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'orders on a timeline, in order of time: up, down, or on weapons' }),
  onWarning: z
    .strictObject({
      to: choice(ORDERED_POSTURES, 'posture that the first threat in the picture sets going'),
      from: z
        .array(z.string().meta({ description: 'id of a command post' }))
        .min(1)
        .optional()
        .meta({ description: 'only threats told by these posts count; left out: every threat, seen or told' }),
    })
    .optional()
    .meta({
      description: 'what the post does by itself when warned; left out: crisisActivation goes fullyOn, others wait',
    }),
  arrivesAtS: quantity('s', 'travelling: when it comes to its position', 0, LONGEST).optional(),
  emplaceS: quantity('s', 'travelling and emplacing: from its arrival to radarsOff', 0, LONGEST).optional(),
};

/** The posture of a scenario: `activateAtS` is an order to be fully on; null for none. */
export interface PosturePlan {
  readonly initial: Posture;
  readonly activateAtS: number | null;
  readonly weaponsControl?: PostureOrderSpec['weaponsControl'];
  readonly orders?: readonly PostureOrderSpec[];
  readonly onWarning?: { readonly to: OrderedPosture; readonly from?: readonly string[] };
  readonly arrivesAtS?: number;
  readonly emplaceS?: number;
}

export const dutyCycleSchema = z.strictObject({
  onS: quantity('s', 'how long it radiates in each turn', 1, LONGEST),
  offS: quantity('s', 'how long it is silent in each turn', 0, LONGEST),
  jitterS: quantity(
    's',
    'greatest delay of the start within a turn, drawn anew each time, at most offS; left out: none',
    0,
    LONGEST,
  ).optional(),
});
export type DutyCycleSpec = z.infer<typeof dutyCycleSchema>;

export const relocationSchema = z.strictObject({
  atS: quantity(
    's',
    'when it leaves; left out: an alternate site, for when its doctrine says so',
    0,
    LONGEST,
  ).optional(),
  position: z
    .strictObject({ latDeg, lonDeg })
    .meta({ description: 'where the post goes; its sensors and units go along' }),
  roadKm: quantity('km', 'length of the road, at least the straight line', 0.01, 2000),
  speedKmPerH: quantity('km/h', 'mean speed of the march', 1, 120),
  packUpS: quantity('s', 'from the order to leaving', 0, LONGEST),
  emplaceS: quantity('s', 'from arriving to radarsOff', 0, LONGEST),
});
export type RelocationSpec = z.infer<typeof relocationSchema>;

export const EMISSION_POLICIES = ['always', 'onWarning', 'ambush', 'blink', 'silent'] as const;

/** Doctrine: when a post’s radars radiate. */
export const emissionControlSchema = z.strictObject({
  policy: choice(
    EMISSION_POLICIES,
    'always: as the posture allows; onWarning: while there are threats; ambush: while a threat is well inside the reach of a fire unit; blink: in turns; silent: never',
  ),
  radars: choice(['all', 'engagement'], 'radars under the policy; left out: all of the post').optional(),
  rangeShare: quantity(
    '1',
    'ambush, and needed for it: share of a fire unit’s reach within which a threat must come',
    0.05,
    1,
  ).optional(),
  quietAfterS: quantity(
    's',
    'onWarning and ambush: silence this long after the last reason to radiate; left out: 30 s',
    0,
    3600,
  ).optional(),
  blinkS: quantity('s', 'blink, and needed for it: how long each radar’s turn is', 1, 3600).optional(),
});
export type EmissionControlSpec = z.infer<typeof emissionControlSchema>;

/** Doctrine: what a post does about a missile that homes on one of its radars. */
export const antiRadiationDefenceSchema = z.strictObject({
  missileSpeedMps: quantity(
    'm/s',
    'a track at least this fast that heads for a radar is taken for a missile',
    100,
    3000,
  ),
  missDistanceKm: quantity('km', 'heads for a radar: would pass it nearer than this', 0.1, 50),
  shutDownTimeToGoS: quantity('s', 'the post’s radars shut down when it is this near', 1, 600),
  staysOffS: quantity('s', 'how long they stay off', 1, 3600),
  relocates: flag('whether the post then moves to its next alternate site; left out: no').optional(),
});
export type AntiRadiationDefenceSpec = z.infer<typeof antiRadiationDefenceSchema>;

/** A decoy emitter: radiates like the radar that it covers, and senses nothing. */
export const decoySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .meta({ description: 'name of the decoy' }),
  covers: z.string().meta({ description: 'sensor that it covers: it radiates in its band, and while it radiates' }),
  position: z.strictObject({ latDeg, lonDeg }).meta({ description: 'where it stands' }),
  likeness: quantity(
    '1',
    'how likely a seeker takes it, against the radar at the same distance; 1: as likely',
    0.01,
    100,
  ),
  staysOnS: quantity(
    's',
    'how long it goes on when its radar falls silent; left out: not at all',
    0,
    LONGEST,
  ).optional(),
});
export type DecoySpec = z.infer<typeof decoySchema>;
