import { acos, cbrt, cos, log10, pow, requirePositive } from '../math/index.js';
import type { Metre } from '../types/index.js';
import { SPEED_OF_LIGHT } from './refractivity.js';

export type Polarisation = 'horizontal' | 'vertical';

/** A smooth surface: relative permittivity and conductivity (S/m). */
export interface Ground {
  readonly permittivity: number;
  readonly conductivity: number;
}

/** Sea water and average land as ITU-R takes them: P.1812-6, section 4.3.3. */
export const SEA: Ground = { permittivity: 80, conductivity: 5 };
export const LAND: Ground = { permittivity: 22, conductivity: 0.003 };

/** Lower than this, m, an end counts as this high: the formulas want heights above 0. */
const LEAST_HEIGHT = 0.01;

/** Height gain G(Y), dB: P.526, eq. 18. */
function heightGain(b: number, leastDb: number): number {
  const gain = b > 2 ? 17.6 * Math.sqrt(b - 1.1) - 5 * log10(b - 1.1) - 8 : 20 * log10(b + 0.1 * b * b * b);
  return Math.max(gain, leastDb);
}

/** First term of the residue series, beyond the horizon, dB; negative where it is not a loss. */
function firstTerm(
  frequency: number,
  polarisation: Polarisation,
  ground: Ground,
  d: Metre,
  h1: Metre,
  h2: Metre,
  radius: Metre,
): number {
  const f = frequency / 1e9;
  const radiusKm = radius / 1000;
  const loss = (18 * ground.conductivity) / f;
  const e = ground.permittivity;
  const horizontal = 0.036 / (cbrt(radiusKm * f) * Math.sqrt(Math.sqrt((e - 1) * (e - 1) + loss * loss)));
  const k = polarisation === 'horizontal' ? horizontal : horizontal * Math.sqrt(e * e + loss * loss);
  const k2 = k * k;
  const beta = (1 + 1.6 * k2 + 0.67 * k2 * k2) / (1 + 4.5 * k2 + 1.53 * k2 * k2);
  const x = 21.88 * beta * cbrt(f / (radiusKm * radiusKm)) * (d / 1000);
  const perMetre = beta * 0.9575 * beta * cbrt((f * f) / radiusKm);
  const distanceTerm = x >= 1.6 ? 11 + 10 * log10(x) - 17.6 * x : -20 * log10(x) - 5.6488 * pow(x, 1.425);
  const leastDb = 2 + 20 * log10(k);
  return -distanceTerm - heightGain(perMetre * h1, leastDb) - heightGain(perMetre * h2, leastDb);
}

/**
 * Loss of a path over a smooth spherical earth against free space, dB, one way, 0 or more: beyond the horizon by the first
 * term of the residue series, within it less as the path's clearance grows, none with 0.552 of it. `d` is the distance
 * over ground, heights are above the smooth surface, `radius` is the effective earth radius; all m.
 * Source: ITU-R Recommendation P.526-15, Propagation by diffraction, 10/2019, section 3; as numbered in P.1812-6, 4.3.2.
 */
export function smoothEarthDiffraction(
  frequency: number,
  polarisation: Polarisation,
  ground: Ground,
  d: Metre,
  height1: Metre,
  height2: Metre,
  radius: Metre,
): number {
  const h1 = Math.max(LEAST_HEIGHT, height1);
  const h2 = Math.max(LEAST_HEIGHT, height2);
  const horizon = Math.sqrt(2 * radius * h1) + Math.sqrt(2 * radius * h2);
  if (d >= horizon) return Math.max(0, firstTerm(frequency, polarisation, ground, d, h1, h2, radius));
  const d1 = nearestToSurface(d, h1, h2, radius);
  const d2 = d - d1;
  const clearance = ((h1 - (d1 * d1) / (2 * radius)) * d2 + (h2 - (d2 * d2) / (2 * radius)) * d1) / d;
  const wavelength = SPEED_OF_LIGHT / requirePositive('frequency for diffraction', frequency, 'Hz');
  const needed = 0.552 * Math.sqrt((d1 * d2 * wavelength) / d);
  if (clearance >= needed) return 0;
  // The radius for which the path would just graze.
  const roots = Math.sqrt(h1) + Math.sqrt(h2);
  const grazing = 0.5 * (d / roots) * (d / roots);
  const loss = firstTerm(frequency, polarisation, ground, d, h1, h2, grazing);
  return loss > 0 ? (1 - clearance / needed) * loss : 0;
}

/**
 * Distance from the first end at which a ray is reflected by a smooth sphere, or comes closest to it, m.
 * Source: P.526-15, eq. 25, the root of the cubic in closed form (D. E. Kerr, Propagation of Short Radio Waves, 1951).
 */
export function nearestToSurface(d: Metre, h1: Metre, h2: Metre, radius: Metre): Metre {
  const c = (h1 - h2) / (h1 + h2);
  const m = (d * d) / (4 * radius * (h1 + h2));
  const over = m + 1;
  const angle = acos(Math.max(-1, Math.min(1, ((3 * c) / 2) * Math.sqrt((3 * m) / (over * over * over)))));
  const b = 2 * Math.sqrt(over / (3 * m)) * cos(Math.PI / 3 + angle / 3);
  return (d / 2) * (1 + b);
}

/**
 * Fresnel's parameter of an edge that stands `height` (m, negative if below) over the straight line between ends at d1 and
 * d2 (m): h √(2 (d1 + d2) / (λ d1 d2)). P.526-15, eq. 26.
 */
export const fresnelParameter = (height: Metre, d1: Metre, d2: Metre, wavelength: Metre): number =>
  height * Math.sqrt((2 * (d1 + d2)) / (wavelength * d1 * d2));

/** Loss behind a single knife edge, one way, dB: P.526-15, eq. 31; none for ν below −0.78. */
export function knifeEdgeLoss(nu: number): number {
  if (!(nu > -0.78)) return 0;
  const x = nu - 0.1;
  return Math.max(0, 6.9 + 20 * log10(Math.sqrt(x * x + 1) + x));
}
