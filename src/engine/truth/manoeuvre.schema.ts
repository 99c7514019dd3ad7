import { z } from 'zod';
import { choice, quantity } from '../types/quantity.schema.js';

/** How a flight swings about its route, by rote: it answers nobody. */
export const manoeuvreSchema = z
  .strictObject({
    kind: choice(
      ['weave', 'jink', 'popUp'],
      'a sine across the course, sidesteps at equal intervals of random size, one climb and dive',
    ),
    amplitudeM: quantity('m', 'greatest distance from the route; of a popUp, above it', 1, 20_000),
    periodS: quantity('s', 'of a weave, or between sidesteps; a popUp has none', 1, 600).optional(),
    loadFactorG: quantity('g', 'that it keeps to; left out: the object’s greatest', 1.01, 40).optional(),
    fromS: quantity('s', 'after the start, when it begins; left out: at once', 0, 86_400).optional(),
    lastKm: quantity('km', 'before the end of the route, where it begins', 0.1, 2000).optional(),
  })
  .meta({ description: 'swings about the route by rote, at the route’s speed; it answers nobody' });
export type ManoeuvreSpec = z.infer<typeof manoeuvreSchema>;

/** Standard gravity, m/s² (exact, CGPM 1901). */
const GRAVITY = 9.80665;
/** Greatest second derivative of a sine of period 1. */
const SINE_BEND = 4 * Math.PI * Math.PI;
/** Greatest second derivative of the sidestep 10p³ − 15p⁴ + 6p⁵, at p = (3 − √3)/6. */
const SIDESTEP_BEND = 5.7735;
/** Greatest second derivative of the bump 16 u²(1 − u)², at its ends. */
const BUMP_BEND = 32;

/**
 * Load factor, g, that a swing asks for: level for weaves and jinks, √(1 + (a/g)²); upward for a popUp, 1 + a/g. `lengthS`
 * is the time that it lasts.
 */
export function loadFactorOf({ kind, amplitudeM, periodS }: ManoeuvreSpec, lengthS: number): number {
  if (kind === 'popUp') return 1 + (BUMP_BEND * amplitudeM) / (lengthS * lengthS) / GRAVITY;
  const period = periodS ?? lengthS;
  const bend = kind === 'weave' ? SINE_BEND : 2 * SIDESTEP_BEND;
  const sideways = (bend * amplitudeM) / (period * period) / GRAVITY;
  return Math.sqrt(1 + sideways * sideways);
}
