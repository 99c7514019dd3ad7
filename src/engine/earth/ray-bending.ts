import { acos, sin } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { effectiveEarthRadius, MEAN_EARTH_RADIUS } from './refraction.js';
import { type ExponentialAtmosphere, indexDifference, refractiveIndex } from './refractivity.js';

/** A ray through an atmosphere that depends on height alone, from one height to another. */
export interface Ray {
  /** Along the ground, m. */
  readonly groundRange: Metre;
  /** Along the ray, m: geometric, and as radar measures it, at the speed of light in vacuum. */
  readonly length: Metre;
  readonly radioRange: Metre;
  /** Elevation at either end, rad, as the wave arrives there: positive upwards at the first, also at the second. */
  readonly elevation: Radian;
  readonly arrival: Radian;
}

/** Gauss–Legendre on [0, 1], three points: enough on each of many panels. */
const GAUSS = [
  [0.1127016653792583, 5 / 18],
  [0.5, 8 / 18],
  [0.8872983346207417, 5 / 18],
] as const;
const PANELS = 160;

/**
 * Along a ray n r cos e stays the same (Snell's law on a sphere; Bean and Thayer, NBS Monograph 4, 1959). Height is
 * h0 + (h1 − h0) t², which takes the singularity out of a ray that starts level. `sum` holds ground angle, length, radio
 * range of the piece, which must rise all the way.
 */
function climbInto(air: ExponentialAtmosphere, h0: Metre, e0: Radian, h1: Metre, sum: Float64Array): void {
  const r0 = MEAN_EARTH_RADIUS + h0;
  const n0 = refractiveIndex(air, h0);
  const half = sin(e0 / 2);
  const start = n0 * r0 * 2 * half * half;
  const invariant = n0 * r0 - start;
  const rise = h1 - h0;
  for (let panel = 0; panel < PANELS; panel++) {
    for (const [at, weight] of GAUSS) {
      const t = (panel + at) / PANELS;
      const climb = rise * t * t;
      const n = n0 + indexDifference(air, h0, h0 + climb);
      const r = r0 + climb;
      // n r − invariant, with all large terms cancelled by hand.
      const over = n * climb + r0 * (n - n0) + start;
      const nr = n * r;
      const sine = Math.sqrt((over * (nr + invariant)) / (nr * nr));
      const step = (weight * 2 * rise * t) / (PANELS * sine);
      sum[0] += (step * invariant) / (nr * r);
      sum[1] += step;
      sum[2] += step * n;
    }
  }
}

/** Elevation of the ray with this invariant at a height, not negative. */
function elevationAt(air: ExponentialAtmosphere, invariant: number, height: Metre): Radian {
  return acos(Math.min(1, invariant / (refractiveIndex(air, height) * (MEAN_EARTH_RADIUS + height))));
}

/** Lowest height of a ray that is level there, between 0 and `height`; −1 where it would be below the sea. */
function lowestPoint(air: ExponentialAtmosphere, invariant: number, height: Metre): Metre {
  const over = (h: number): number => refractiveIndex(air, h) * (MEAN_EARTH_RADIUS + h) - invariant;
  if (over(0) > 0) return -1;
  let low = 0;
  let high = height;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (over(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

const pieces = new Float64Array(3);

/**
 * The ray that leaves height `h0` at an elevation and reaches `h1` ≥ h0. A ray that leaves downwards passes its lowest
 * point first; undefined where that lies below the sea.
 */
export function traceRay(air: ExponentialAtmosphere, h0: Metre, elevation: Radian, h1: Metre): Ray | undefined {
  const half = sin(elevation / 2);
  const nr = refractiveIndex(air, h0) * (MEAN_EARTH_RADIUS + h0);
  const invariant = nr - nr * 2 * half * half;
  pieces.fill(0);
  if (elevation >= 0) climbInto(air, h0, elevation, h1, pieces);
  else {
    const lowest = lowestPoint(air, invariant, h0);
    if (lowest < 0) return undefined;
    climbInto(air, lowest, 0, h0, pieces);
    climbInto(air, lowest, 0, h1, pieces);
  }
  const [angle, length, radioRange] = pieces;
  const arrival = elevationAt(air, invariant, h1);
  return { groundRange: MEAN_EARTH_RADIUS * angle, length, radioRange, elevation, arrival };
}

/** The ray between two heights over a ground distance, seen from the lower of them; undefined beyond the horizon. */
export function rayBetween(air: ExponentialAtmosphere, h1: Metre, h2: Metre, groundRange: Metre): Ray | undefined {
  const low = Math.min(h1, h2);
  const high = Math.max(h1, h2);
  // A ray that leaves the lower end at the dip of its horizon goes furthest.
  let least = -elevationAt(air, refractiveIndex(air, 0) * MEAN_EARTH_RADIUS, low);
  let most = Math.PI / 2;
  const furthest = refractedHorizon(air, low, high);
  if (groundRange > furthest) return undefined;
  for (let i = 0; i < 60; i++) {
    const middle = (least + most) / 2;
    const ray = traceRay(air, low, middle, high);
    if (ray === undefined || ray.groundRange > groundRange) least = middle;
    else most = middle;
  }
  return traceRay(air, low, most, high);
}

/** Ground distance at which two heights see each other over a smooth sea, m, through an exponential atmosphere. */
export function refractedHorizon(air: ExponentialAtmosphere, h1: Metre, h2: Metre): Metre {
  pieces.fill(0);
  for (const height of [h1, h2]) if (height > 0) climbInto(air, 0, 0, height, pieces);
  return MEAN_EARTH_RADIUS * pieces[0];
}

/**
 * Effective earth radius factor that gives two heights the horizon which the exponential atmosphere gives them: about 4/3
 * for both near the ground, less for a high target, because thin air bends rays less.
 */
export function factorForHorizon(air: ExponentialAtmosphere, h1: Metre, h2: Metre): number {
  const horizon = refractedHorizon(air, h1, h2);
  const roots = Math.sqrt(2 * h1) + Math.sqrt(2 * h2);
  return (horizon * horizon) / (roots * roots * MEAN_EARTH_RADIUS);
}

/**
 * Elevation at which a target appears from a height, rad, above an earth whose radius is multiplied by `factor` so that
 * rays are straight: the effective earth's answer, for comparison.
 */
export function straightElevation(h1: Metre, h2: Metre, groundRange: Metre, factor: number): Radian {
  const radius = effectiveEarthRadius(factor);
  const angle = groundRange / radius;
  const r1 = radius + h1;
  const r2 = radius + h2;
  // The target's height over the horizontal of h1, and its distance along it.
  const half = sin(angle / 2);
  const up = h2 - h1 - 2 * r2 * half * half;
  const level = r2 * sin(angle);
  const range = Math.sqrt(up * up + level * level);
  return range === 0 || r1 <= 0 ? 0 : Math.PI / 2 - acos(up / range);
}
