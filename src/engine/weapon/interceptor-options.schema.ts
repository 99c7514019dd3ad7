import { z } from 'zod';
import { quantity } from '../types/quantity.schema.js';

const point = z
  .strictObject({
    timeS: quantity('s', 'time since launch', 0.1, 600),
    speedMps: quantity('m/s', 'speed along the path at that time', 10, 8000),
  })
  .meta({ description: 'one point of the profile; speed runs straight from the point before' });

const share = (meaning: string) => quantity('1', meaning, 0, 1);
const range = (meaning: string) => quantity('km', meaning, 1, 600).optional();

/** What an interceptor may say beyond its first figures. Without a value the model is what it was before it had one. */
export const interceptorOptions = {
  illuminationS: quantity(
    's',
    'time before intercept in which an illuminator must light the target; with guidance illumination, and only then',
    1,
    120,
  ).optional(),
  speedProfile: z
    .strictObject({
      p1: point,
      p2: point,
      p3: point.optional(),
      p4: point.optional(),
      p5: point.optional(),
      p6: point.optional(),
      p7: point.optional(),
      p8: point.optional(),
    })
    .optional()
    .meta({
      description:
        'speed by time of flight, from rest, in place of boostS and peakSpeedMps; after its last point speed decays with coastTimeConstantS; left out: the boost and coast of those figures',
    }),
  envelope: z
    .strictObject({
      rangeKm: z
        .strictObject({
          fixedWing: range('greatest slant range against aircraft'),
          cruiseMissile: range('greatest slant range against cruise missiles'),
          drone: range('greatest slant range against drones'),
        })
        .optional()
        .meta({ description: 'greatest range by class, at most maximumRangeKm; a class left out has maximumRangeKm' }),
      low: z
        .strictObject({
          belowM: quantity('m', 'height above ground from which the full range is had', 50, 30_000),
          share: share('share of the range that is left at the ground; it grows evenly up to belowM'),
        })
        .optional()
        .meta({ description: 'shorter range at low targets, in thicker air and over the horizon; left out: none' }),
      crossing: z
        .strictObject({
          fromDeg: quantity('deg', 'crossing angle (0 flies at the launcher) up to which the full range is had', 0, 89),
          beamShare: share('share of the range at 90°'),
          recedingShare: share('share of the range at 180°, flying straight away'),
        })
        .optional()
        .meta({
          description:
            'shorter range at crossing and receding targets; between the angles the share runs evenly with the cosine; left out: none beyond what flight time takes',
        }),
    })
    .optional()
    .meta({ description: 'greatest range by class, height and crossing angle; left out: maximumRangeKm for all' }),
  killFactors: z
    .strictObject({
      aspect: z
        .strictObject({
          beam: share('factor when the target is met from its side'),
          tail: share('factor when it is met from behind'),
        })
        .optional()
        .meta({ description: 'head-on 1; between the aspects evenly with the cosine; left out: 1' }),
      manoeuvre: z
        .strictObject({
          loadFactorG: quantity('g', 'greatest load factor of the interceptor near intercept', 1, 100),
          advantage: quantity('1', 'load factor over the target’s that a full kill probability needs', 1, 10),
        })
        .optional()
        .meta({ description: 'loadFactorG over advantage times what the target pulls, at most 1; left out: 1' }),
      trackQuality: z
        .strictObject({
          correctedM: quantity('m', 'error of the aim point that seeker and steering still take out', 1, 20_000),
        })
        .optional()
        .meta({ description: '1 − exp(−c²/2σ²), σ the track’s error on one axis; left out: 1' }),
    })
    .optional()
    .meta({ description: 'factors on killProbability by geometry; left out: 1 all through the envelope' }),
} as const;
