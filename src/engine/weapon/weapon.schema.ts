import { z } from 'zod';
import { TARGET_CLASSES } from '../types/classes.js';
import { choice, count, quantity } from '../types/quantity.schema.js';
import { fireUnitOptions } from './fire-unit-options.schema.js';
import { interceptorOptions } from './interceptor-options.schema.js';

export const interceptorSchema = z.strictObject({
  minimumRangeKm: quantity('km', 'least slant range', 0, 100),
  maximumRangeKm: quantity('km', 'greatest slant range against air-breathing targets', 1, 600),
  ballisticRangeKm: quantity('km', 'greatest slant range against ballistic missiles; 0 if it cannot', 0, 200),
  minimumAltitudeM: quantity('m', 'lowest target above ground', 0, 30_000),
  maximumAltitudeM: quantity('m', 'highest target above sea level', 1000, 200_000),
  maximumTargetSpeedMps: quantity('m/s', 'fastest target', 100, 8000),
  boostS: quantity('s', 'time of powered flight', 0.5, 60),
  peakSpeedMps: quantity('m/s', 'speed at burn-out', 300, 6000),
  coastTimeConstantS: quantity('s', 'time in which the coasting speed falls to 1/e', 5, 500),
  guidance: choice(
    ['channelUntilIntercept', 'channelUntilSeeker', 'illumination'],
    'whether a guidance channel is held until intercept, freed when the active seeker takes over, or held until intercept with an illuminator for the last illuminationS besides',
  ),
  seekerRangeKm: quantity('km', 'range to the aim point at which an active seeker takes over', 0, 60),
  basketRadiusM: quantity('m', 'radius about the aim point within which the interceptor finds an object', 10, 20_000),
  killProbability: z
    .strictObject(
      Object.fromEntries(
        TARGET_CLASSES.map((c) => [
          c,
          quantity('1', `single-shot kill probability against ${c} inside the envelope`, 0, 1),
        ]),
      ) as Record<(typeof TARGET_CLASSES)[number], ReturnType<typeof quantity>>,
    )
    .meta({ description: 'single-shot kill probability by class of target' }),
  unitCostUsd: quantity('USD', 'unit cost', 0, 1e9),
  ...interceptorOptions,
});
export type InterceptorSpec = z.infer<typeof interceptorSchema>;

export const fireUnitSchema = z.strictObject({
  fireChannels: count('targets engaged at once', 1, 200),
  guidanceChannels: count('interceptors guided at once', 1, 400),
  reactionTimeS: quantity('s', 'from order to launch', 0, 120),
  launchIntervalS: quantity('s', 'between launches of the unit', 0.1, 60),
  reloadTimeS: quantity('s', 'to reload one empty launcher', 0, 7200),
  trackSigmaLimitM: quantity(
    'm',
    'greatest one-sigma position error of a track at which it may be fired on',
    10,
    20_000,
  ),
  ...fireUnitOptions,
});
export type FireUnitSpec = z.infer<typeof fireUnitSchema>;
