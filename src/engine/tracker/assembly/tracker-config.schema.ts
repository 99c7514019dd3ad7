import { z } from 'zod';
import { choice, count, flag, quantity } from '../../types/quantity.schema.js';
import { modeBankSchema } from '../bank/mode-bank.schema.js';

export const MOTION_KINDS = [
  'constantVelocity',
  'singer',
  'constantAcceleration',
  'coordinatedTurn',
  'knownTurn',
  'ballistic',
] as const;

/** One model of motion; what a kind does not name is not read by it. */
const motionSchema = z.strictObject({
  kind: choice(MOTION_KINDS, 'how the target moves'),
  spectralDensityM2ps3: quantity(
    'm²/s³',
    'all but singer and constantAcceleration: spectral density of the white acceleration, across the course for knownTurn',
    1e-6,
    1e6,
  ).default(10),
  alongDensityM2ps3: quantity(
    'm²/s³',
    'knownTurn: the same along the course; as across if left out',
    1e-6,
    1e6,
  ).optional(),
  verticalDensityM2ps3: quantity(
    'm²/s³',
    'constantVelocity, coordinatedTurn, knownTurn: the same of the vertical; as horizontally if left out',
    1e-6,
    1e6,
  ).optional(),
  accelerationSigmaMps2: quantity(
    'm/s²',
    'singer, constantAcceleration: one sigma of the acceleration',
    0.01,
    1000,
  ).default(20),
  timeConstantS: quantity('s', 'singer: time in which an acceleration falls to 1/e', 0.1, 1000).default(20),
  jerkDensityM2ps5: quantity('m²/s⁵', 'constantAcceleration: spectral density of the white jerk', 1e-6, 1e6).default(
    10,
  ),
  turnRateSigmaDegps: quantity('deg/s', 'coordinatedTurn: one sigma of the turn rate of a new track', 0.01, 90).default(
    5,
  ),
  turnRateDensityDeg2ps3: quantity(
    'deg²/s³',
    'coordinatedTurn: spectral density that drives the turn rate',
    1e-6,
    1e4,
  ).default(1),
  lateralAccelerationMps2: quantity(
    'm/s²',
    'knownTurn: acceleration across the course, positive to the left',
    -500,
    500,
  ).default(0),
  ballisticCoefficientKgpm2: quantity(
    'kg/m²',
    'ballistic: median ballistic coefficient of a new track',
    1,
    1e5,
  ).default(5000),
  ballisticLogSigma: quantity('1', 'ballistic: one sigma of its natural logarithm', 0.01, 5).default(1),
  ballisticLogDensityPs: quantity('1/s', 'ballistic: spectral density that drives this logarithm', 1e-9, 1).default(
    1e-4,
  ),
  sojournS: quantity('s', 'interacting: mean time for which a target stays in this model', 0.1, 1e5).default(30),
  initialProbability: quantity(
    '1',
    'interacting: probability of this model for a new track; all alike if left out',
    0,
    1,
  ).optional(),
});
export type MotionEntry = z.output<typeof motionSchema>;

/**
 * What aircraft between 0 and 4 g do: straight and level, straight while climbing or sinking, and level turns to either side.
 * The straight model's white acceleration is 0.3 m/s² over 5 s, since real flights are not as straight as made-up ones.
 */
const DEFAULT_MODELS: z.input<typeof motionSchema>[] = [
  { kind: 'constantVelocity', spectralDensityM2ps3: 0.5, verticalDensityM2ps3: 0.2, sojournS: 60 },
  { kind: 'constantVelocity', spectralDensityM2ps3: 0.5, verticalDensityM2ps3: 25, sojournS: 25 },
  ...[-32, -17, -8, -3, 3, 8, 17, 32].map((lateralAccelerationMps2) => ({
    kind: 'knownTurn' as const,
    lateralAccelerationMps2,
    spectralDensityM2ps3: (lateralAccelerationMps2 * lateralAccelerationMps2) / 4,
    alongDensityM2ps3: 0.2,
    verticalDensityM2ps3: 0.2,
    sojournS: 30,
  })),
];

const filterSchema = z
  .strictObject({
    kind: choice(
      ['converted', 'extended', 'unscented', 'interacting'],
      'converted: Kalman filter on measurements converted to positions without bias; extended and unscented: on polar measurements; each of them uses the first model; interacting: interacting multiple model filter over all models',
    ).default('interacting'),
    each: choice(['converted', 'extended', 'unscented'], 'interacting: the filter of each model').default('converted'),
    iterations: count('extended: linearisations of one update', 1, 10).default(1),
    models: z
      .array(motionSchema)
      .min(1)
      .max(20)
      .default(DEFAULT_MODELS.map((model) => motionSchema.parse(model)))
      .meta({
        description:
          'models of motion; by default level and climbing straight flight, and turns at 3, 8, 17 and 32 m/s² to either side',
      }),
    maximumSpeedMps: quantity('m/s', 'three sigma of the first velocity on each axis', 1, 10_000).default(900),
    maximumClimbMps: quantity('m/s', 'the same of the vertical one, if that is less', 1, 10_000).default(100),
  })
  .prefault({})
  .meta({ description: 'how a track is predicted and updated' });

const associationSchema = z
  .strictObject({
    method: choice(
      ['nearest', 'jpda', 'multipleHypothesis'],
      'nearest: global nearest neighbour; jpda: joint probabilistic data association; multipleHypothesis: track-oriented multiple hypothesis tracking',
    ).default('multipleHypothesis'),
    nearest: z
      .strictObject({
        confirmedFirst: flag('whether confirmed tracks choose before tentative ones').default(true),
      })
      .prefault({})
      .meta({ description: 'settings of nearest' }),
    jpda: z
      .strictObject({
        coalescence: choice(
          ['jpdaStar', 'none'],
          'jpdaStar: of all ways to give the same detections to the same tracks only the most probable counts (JPDA*); none: plain JPDA',
        ).default('jpdaStar'),
        maximumEvents: count(
          'joint events of one cluster; a larger cluster is decided by nearest and counted',
          1,
          1_000_000,
        ).default(20_000),
        freeBelowProbability: quantity(
          '1',
          'a detection less probably anyone’s than this may start a track',
          0,
          1,
        ).default(0.1),
        leastProbability: quantity(
          '1',
          'a detection less probable than this for a track is left out of its estimate',
          0,
          0.5,
        ).default(1e-4),
      })
      .prefault({})
      .meta({ description: 'settings of jpda' }),
    multipleHypothesis: z
      .strictObject({
        scans: count('scans after which an ambiguity is decided (N of N-scan pruning)', 1, 10).default(3),
        leastRatio: quantity(
          '1',
          'an explanation less probable than the best by more than this factor is cut off',
          1e-12,
          1,
        ).default(1e-6),
        maximumBranches: count('explanations kept of one track', 1, 100).default(6),
        maximumNodes: count('steps of the search for the best joint explanation of one cluster', 1, 1_000_000).default(
          2000,
        ),
      })
      .prefault({})
      .meta({ description: 'settings of multipleHypothesis' }),
  })
  .prefault({})
  .meta({ description: 'which detection belongs to which track' });

const initiationSchema = z
  .strictObject({
    method: choice(
      ['score', 'count'],
      'score: by the log odds that the track is real (sequential probability ratio test); count: by the number of detections (M of N)',
    ).default('score'),
    newTargetsPerTurn: quantity('1', 'mean number of new targets in the coverage in one turn', 1e-6, 1000).default(4),
    falseConfirmationProbability: quantity(
      '1',
      'score: probability that a confirmed track is false',
      1e-9,
      0.5,
    ).default(0.2),
    missedTargetProbability: quantity(
      '1',
      'score: probability that a real target’s track is given up',
      1e-9,
      0.5,
    ).default(0.05),
    hits: count('count: detections that confirm a track (M)', 1, 20).default(3),
    ofScans: count('count: in so many scans that looked where it is (N)', 1, 20).default(4),
  })
  .prefault({})
  .meta({ description: 'when a track is begun and confirmed' });

const deletionSchema = z
  .strictObject({
    existenceProbability: quantity('1', 'a track less probably real than this is deleted', 1e-9, 0.5).default(1e-3),
    showProbability: quantity(
      '1',
      'a confirmed track less probably real than this is hidden until it is seen again',
      0,
      0.99,
    ).default(0.5),
    meanLifeS: quantity('s', 'mean time for which a target stays in the coverage', 1, 1e7).default(1000),
    misses: count('a confirmed track that so many scans in a row looked for in vain is deleted', 1, 1000).default(8),
    tentativeMisses: count('the same of a tentative one', 1, 1000).default(3),
    positionSigmaM: quantity('m', 'a track whose position is known no better than this is deleted', 10, 1e7).default(
      20_000,
    ),
    outsideS: quantity(
      's',
      'a track that has been outside the coverage for longer than this is deleted',
      0,
      1e5,
    ).default(10),
    ageS: quantity('s', 'a track that nothing was seen of for longer than this is deleted', 1, 1e5).default(120),
  })
  .prefault({})
  .meta({ description: 'when a track is hidden and given up' });

const clutterSchema = z
  .strictObject({
    trustSensor: flag('whether a sensor’s own density of false detections is used where it states one').default(true),
    rangeCells: count('cells in range for which the density is learnt apart', 1, 1000).default(1),
    azimuthCells: count('cells in azimuth', 1, 1000).default(1),
    memoryTurns: quantity('1', 'turns over which the learnt density forgets', 1, 1e5).default(30),
    priorPerTurn: quantity('1', 'false detections a turn that are assumed before anything was seen', 0.01, 1e6).default(
      20,
    ),
  })
  .prefault({})
  .meta({ description: 'how dense false detections are taken to be' });

const identitySchema = z
  .strictObject({
    use: flag(
      'whether the address that a target itself sends decides association: equal ones speak for it, different ones forbid it',
    ).default(false),
    equalGain: quantity('1', 'log-likelihood ratio that equal addresses add', 0, 30).default(10),
  })
  .prefault({})
  .meta({ description: 'what an address that a target sends may decide' });

const boundsSchema = z
  .strictObject({
    maximumTracks: count(
      'tracks held at once, tentative ones included; at the bound the nearest detections start',
      1,
      1_000_000,
    ).default(5000),
    maximumPairs: count(
      'pairs of track and detection weighed in one scan; at the bound the oldest tracks look',
      1,
      10_000_000,
    ).default(100_000),
    lateScanS: quantity(
      's',
      'a scan older than the newest by at most this is taken as of the newest time; an older one is refused',
      0,
      60,
    ).default(0.1),
    reasonsKept: count('entries kept of each track to say why; 0: none', 0, 100_000).default(0),
  })
  .prefault({})
  .meta({ description: 'limits of memory and time' });

const latenessSchema = z
  .strictObject({
    method: choice(
      ['refuse', 'wait', 'reprocess'],
      'refuse: a scan older than the newest is refused; wait: scans are held and taken in order, and the picture is as old as the wait; reprocess: the picture is of the newest scan, and after a late one the scans since are taken again. A recording that parapet track reads is put in order first, so nothing there is late',
    ).default('refuse'),
    greatestS: quantity('s', 'wait, reprocess: a scan later than this is refused', 0, 600).default(20),
  })
  .prefault({})
  .meta({ description: 'what is done with scans that come late' });

const registrationSchema = z
  .strictObject({
    use: flag(
      'whether biases of the sensors are estimated from the targets that they share, and scans corrected by them',
    ).default(false),
    reference: z
      .string()
      .optional()
      .meta({ description: 'id of the sensor that has no bias; all others are then relative to it' }),
    rangeSigmaM: quantity('m', 'one sigma of the range bias before anything was seen; 0: none', 0, 10_000).default(300),
    azimuthSigmaDeg: quantity('deg', 'the same of azimuth (where the sensor’s north lies)', 0, 5).default(0.5),
    elevationSigmaDeg: quantity(
      'deg',
      'the same of elevation; what is not there to be found costs accuracy',
      0,
      5,
    ).default(0),
    timeSigmaS: quantity('s', 'the same of the clock; 0: clocks are set', 0, 60).default(0),
    windowS: quantity(
      's',
      'detections of so long are fitted by one straight flight; at least the longest turn of the sensors',
      1,
      120,
    ).default(12),
    flightsKept: count(
      'shared flights that are fitted anew each time; older ones stay as their sum',
      10,
      10_000,
    ).default(300),
  })
  .prefault({})
  .meta({ description: 'biases of the sensors, estimated while tracking' });

/** What a tracker is set to. `kind` decides which of the groups are read: `modeBank` its own, `identity.use`, `lateness` and `registration`; `assembled` all but `modeBank`. */
export const trackerConfigSchema = z
  .strictObject({
    kind: choice(
      ['modeBank', 'assembled'],
      'modeBank: the fast bank of coordinated-turn modes; assembled: a tracker put together from the parts named here',
    ).default('modeBank'),
    modeBank: modeBankSchema,
    filter: filterSchema,
    gate: z
      .strictObject({
        probability: quantity('1', 'probability that a target’s detection falls into the gate', 0.5, 0.999999).default(
          0.999,
        ),
      })
      .prefault({})
      .meta({ description: 'which detections a track looks at' }),
    association: associationSchema,
    initiation: initiationSchema,
    deletion: deletionSchema,
    clutter: clutterSchema,
    identity: identitySchema,
    bounds: boundsSchema,
    lateness: latenessSchema,
    registration: registrationSchema,
  })
  .meta({ title: 'Parapet tracker', description: 'how detections become tracks' });

export type TrackerFile = z.output<typeof trackerConfigSchema>;

/** Whether a tracker of this kind reads this key. */
export function readsKey(kind: TrackerFile['kind'], key: string): boolean {
  if (['kind', 'identity', 'lateness', 'registration'].includes(key)) return true;
  return (key === 'modeBank') === (kind === 'modeBank');
}

/** As written, with what has a default left out. */
export type TrackerInput = z.input<typeof trackerConfigSchema>;
/** A configuration with its defaults filled in; a ZodError tells what is wrong with it. */
export const parseTracker = (input: TrackerInput): TrackerFile => trackerConfigSchema.parse(input);
