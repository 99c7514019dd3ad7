import { atan2, besselI0e, cos, exp, pow, requirePositive, requireWithin } from '../math/index.js';
import type { Metre } from '../types/index.js';
import { type Ground, nearestToSurface, type Polarisation, smoothEarthDiffraction } from './diffraction.js';
import { SPEED_OF_LIGHT } from './refractivity.js';

/** A surface that reflects like a mirror, more or less: the sea, or flat land. */
export interface ReflectingSurface {
  readonly ground: Ground;
  /** Standard deviation of its heights about the mean, m; 0 for a mirror. */
  readonly roughness: Metre;
  readonly polarisation: Polarisation;
}

/** One frequency over one surface, on an earth of one effective radius. */
export interface Multipath extends ReflectingSurface {
  readonly frequency: number;
  readonly wavelength: Metre;
  readonly radius: Metre;
}

export function makeMultipath(frequency: number, surface: ReflectingSurface, effectiveRadius: Metre): Multipath {
  requirePositive('frequency for multipath', frequency, 'Hz');
  requireWithin('surface roughness', surface.roughness, 0, 100, 'm');
  requireWithin('relative permittivity', surface.ground.permittivity, 1, 100, '1');
  requireWithin('conductivity', surface.ground.conductivity, 0, 100, 'S/m');
  requirePositive('effective earth radius', effectiveRadius, 'm');
  return { ...surface, frequency, wavelength: SPEED_OF_LIGHT / frequency, radius: effectiveRadius };
}

/** Columns of the geometry of a reflection. */
export const REFLECTION = {
  /** Sine of the grazing angle at the surface; 0 or less beyond the horizon. */
  sinGrazing: 0,
  /** By how much the reflected path is longer than the direct one, m. */
  pathDifference: 1,
  /** Divergence: how much weaker the sphere reflects than a plane would, 0–1, in amplitude. */
  divergence: 2,
  /** Sine of the depression at which the reflected ray leaves the first end, below its horizontal. */
  sinDepression: 3,
} as const;
export const REFLECTION_WIDTH = 4;

/**
 * Geometry of the ray that a smooth sphere reflects between heights `h1` and `h2` over a distance on the ground (m).
 * Source: L. V. Blake, Radar Range-Performance Analysis, Artech House 1986, ch. 6; D. E. Kerr (ed.), Propagation of Short
 * Radio Waves, McGraw-Hill 1951, section 2.13.
 */
export function reflectionInto(radius: Metre, h1: Metre, h2: Metre, d: Metre, out: Float64Array): void {
  const d1 = nearestToSurface(d, h1, h2, radius);
  const d2 = d - d1;
  // Heights over the tangent plane at the point of reflection.
  const t1 = h1 - (d1 * d1) / (2 * radius);
  const t2 = h2 - (d2 * d2) / (2 * radius);
  if (!(t1 > 0 && t2 > 0)) {
    out.fill(0);
    return;
  }
  const direct = Math.sqrt(d * d + (t1 - t2) * (t1 - t2));
  const reflected = Math.sqrt(d * d + (t1 + t2) * (t1 + t2));
  const sine = (t1 + t2) / reflected;
  out[REFLECTION.sinGrazing] = sine;
  out[REFLECTION.pathDifference] = (4 * t1 * t2) / (direct + reflected);
  out[REFLECTION.divergence] = 1 / Math.sqrt(1 + (2 * d1 * d2) / (radius * d * sine));
  out[REFLECTION.sinDepression] = Math.min(1, sine + d1 / radius);
}

/**
 * Fresnel's reflection coefficient of the surface at a grazing angle of this sine: magnitude into out[0], phase (rad) into
 * out[1]. The relative permittivity is ε = εr − j σ / (2π f ε₀).
 */
export function fresnelInto(multipath: Multipath, sinGrazing: number, out: Float64Array): void {
  const { ground, wavelength, polarisation } = multipath;
  const real = ground.permittivity;
  const imaginary = -IMPEDANCE_OVER_2PI * wavelength * ground.conductivity;
  // w = √(ε − cos²ψ), the branch with a positive real part.
  const a = real - 1 + sinGrazing * sinGrazing;
  const size = Math.sqrt(a * a + imaginary * imaginary);
  const wr = Math.sqrt((size + a) / 2);
  const wi = wr === 0 ? 0 : imaginary / (2 * wr);
  const vertical = polarisation === 'vertical';
  const sr = vertical ? real * sinGrazing : sinGrazing;
  const si = vertical ? imaginary * sinGrazing : 0;
  // (s − w) / (s + w)
  const nr = sr - wr;
  const ni = si - wi;
  const dr = sr + wr;
  const di = si + wi;
  const square = dr * dr + di * di;
  const re = (nr * dr + ni * di) / square;
  const im = (ni * dr - nr * di) / square;
  out[0] = Math.sqrt(re * re + im * im);
  out[1] = atan2(im, re);
}

/** Impedance of free space over 2π: σ / (2π f ε₀) = 59.96 σ λ. */
const IMPEDANCE_OVER_2PI = 376.730313668 / (2 * Math.PI);

/**
 * Share of the amplitude that a rough surface still reflects like a mirror: e^(−z) I₀(z), z = 2 (2π h sin ψ / λ)².
 * Source: A. R. Miller, R. M. Brown and E. Vegh, New derivation for the rough-surface reflection coefficient and for the
 * distribution of sea-wave elevations, IEE Proceedings H 131(2), 1984.
 */
export function roughnessFactor(multipath: Multipath, sinGrazing: number): number {
  const phase = (2 * Math.PI * multipath.roughness * sinGrazing) / multipath.wavelength;
  return besselI0e(2 * phase * phase);
}

const geometry = new Float64Array(REFLECTION_WIDTH);
const fresnel = new Float64Array(2);

/**
 * One-way propagation factor F² (power against free space) between two heights over a smooth earth. Two rays interfere
 * where their paths differ by a quarter of a wavelength or more; beyond the horizon waves are diffracted; between, decibels
 * pass from one to the other with the path difference (after Blake, as above, who interpolates over range). A radar's echo
 * takes the way twice: F⁴. `reflectedGain` is the antenna's power gain towards the point of reflection over that towards
 * the target; see reflectionInto for the angle.
 */
export function propagationFactor(multipath: Multipath, h1: Metre, h2: Metre, d: Metre, reflectedGain = 1): number {
  reflectionInto(multipath.radius, h1, h2, d, geometry);
  return factorOfReflection(multipath, h1, h2, d, geometry, reflectedGain);
}

/** The same with the geometry at hand (reflectionInto), from which the caller has worked out the gain. */
export function factorOfReflection(
  multipath: Multipath,
  h1: Metre,
  h2: Metre,
  d: Metre,
  geometry: Float64Array,
  reflectedGain: number,
): number {
  const difference = geometry[REFLECTION.pathDifference];
  const quarters = (4 * difference) / multipath.wavelength;
  const interference = difference > 0 ? interferenceOf(multipath, geometry, reflectedGain) : 1;
  if (quarters >= 1) return Math.max(LEAST_FACTOR, interference);
  const { frequency, polarisation, ground, radius } = multipath;
  const loss = smoothEarthDiffraction(frequency, polarisation, ground, d, h1, h2, radius);
  return Math.max(LEAST_FACTOR, pow(interference, quarters) * exp((-(1 - quarters) * loss * Math.LN10) / 10));
}

/** In no null and behind no horizon does less than this arrive: −150 dB, so that logarithms stay finite. */
const LEAST_FACTOR = 1e-15;

function interferenceOf(multipath: Multipath, reflection: Float64Array, reflectedGain: number): number {
  const sine = reflection[REFLECTION.sinGrazing];
  fresnelInto(multipath, sine, fresnel);
  const amplitude =
    fresnel[0] * reflection[REFLECTION.divergence] * roughnessFactor(multipath, sine) * Math.sqrt(reflectedGain);
  const phase = fresnel[1] - (2 * Math.PI * reflection[REFLECTION.pathDifference]) / multipath.wavelength;
  return 1 + 2 * amplitude * cos(phase) + amplitude * amplitude;
}
