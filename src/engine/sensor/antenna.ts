import { cos, exp, pow, requirePositive, requireWithin, sin } from '../math/index.js';
import { fromDecibels, toDecibels } from './range-equation.js';

export const PATTERN_SHAPES = ['uniform', 'gaussian', 'sincSquared'] as const;
export type PatternShape = (typeof PATTERN_SHAPES)[number];

/** One-way pattern of a beam in one plane. */
export interface PatternSpec {
  readonly shape: PatternShape;
  /** Full width between half-power points, rad, above 0 and up to π. */
  readonly beamwidth: number;
  /** The gain never falls further below the peak than this, dB, above 0 and up to 100: side lobes and all else that leaks in. */
  readonly sidelobeDb: number;
}

/** A pattern ready for the hot loop: gain against u = sin(off axis) / sin(beamwidth / 2), which is ½ at u = 1. */
export interface Pattern {
  readonly shape: PatternShape;
  readonly perSine: number;
  readonly floor: number;
}

/** Half-power abscissa of (sin x / x)²: the root of sin x = x / √2. */
const SINC_HALF = 1.391557378251511;
const LN2 = Math.LN2;

export function makePattern(spec: PatternSpec): Pattern {
  requireWithin('beamwidth', requirePositive('beamwidth', spec.beamwidth, 'rad'), 0, Math.PI, 'rad');
  requireWithin('side lobe level', requirePositive('side lobe level', spec.sidelobeDb, 'dB'), 0, 100, 'dB');
  return { shape: spec.shape, perSine: 1 / sin(spec.beamwidth / 2), floor: fromDecibels(-spec.sidelobeDb) };
}

/**
 * One-way power gain relative to the peak, from the floor to 1, for a direction within 90° of the axis whose angle off it
 * has this sine. In sines the shape of an array's beam stays as it is steered, and no trigonometry is needed to get there.
 *   uniform: 1 for |u| ≤ 1;   Gaussian: 2^(−u²);   sinc²: (sin x / x)², x = 1.3916 u, of an evenly lit aperture.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 9.
 */
export function gainAtSine(pattern: Pattern, sine: number): number {
  const u = sine * pattern.perSine;
  let gain: number;
  if (pattern.shape === 'gaussian') gain = exp(-LN2 * u * u);
  else if (pattern.shape === 'uniform') gain = u <= 1 && u >= -1 ? 1 : 0;
  else {
    const x = SINC_HALF * u;
    const ratio = x === 0 ? 1 : sin(x) / x;
    gain = ratio * ratio;
  }
  return gain > pattern.floor ? gain : pattern.floor;
}

/** One-way power gain relative to the peak at an angle off the axis, rad; behind the antenna it is the floor. */
export function patternGain(pattern: Pattern, offAxis: number): number {
  const forward = cos(offAxis);
  return forward > 0 ? gainAtSine(pattern, sin(offAxis)) : pattern.floor;
}

/** A beam in elevation: where it points, and whether it is spread upwards by a cosecant-squared law. */
export interface ElevationSpec extends PatternSpec {
  /** Elevation of the axis, rad. */
  readonly tilt: number;
  /** Elevation up to which the gain follows csc², rad; left out for a plain beam. */
  readonly cosecantTo?: number;
}

export interface ElevationPattern {
  readonly beam: Pattern;
  readonly sinTilt: number;
  readonly cosTilt: number;
  /** Sines of the elevations between which the gain follows csc²; both 2 for a plain beam. */
  readonly sinFrom: number;
  readonly sinTo: number;
  /** Gain where it begins. */
  readonly fromGain: number;
}

export function makeElevationPattern(spec: ElevationSpec): ElevationPattern {
  const beam = makePattern(spec);
  const tilt = requireWithin('tilt', spec.tilt, -Math.PI / 2, Math.PI / 2, 'rad');
  const plain = { beam, sinTilt: sin(tilt), cosTilt: cos(tilt), sinFrom: 2, sinTo: 2, fromGain: 0 };
  if (spec.cosecantTo === undefined) return plain;
  const from = tilt + spec.beamwidth / 2;
  requirePositive('elevation at which the cosecant law begins (tilt and half a beamwidth)', from, 'rad');
  const to = requireWithin('elevation up to which the cosecant law holds', spec.cosecantTo, from, Math.PI / 2, 'rad');
  return { ...plain, sinFrom: sin(from), sinTo: sin(to), fromGain: gainAtSine(beam, sin(from - tilt)) };
}

/**
 * One-way power gain relative to the peak at an elevation whose sine is given. Above the half-power point the
 * cosecant-squared law g₀ (sin θ₀ / sin θ)² goes on from its gain, so that what flies level is seen equally well at all ranges.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., ch. 9, "cosecant-squared antenna pattern".
 */
export function elevationGain(pattern: ElevationPattern, sinElevation: number): number {
  if (sinElevation >= pattern.sinFrom) {
    if (sinElevation > pattern.sinTo) return pattern.beam.floor;
    const ratio = pattern.sinFrom / sinElevation;
    return Math.max(pattern.beam.floor, pattern.fromGain * ratio * ratio);
  }
  const cosElevation = Math.sqrt(1 - sinElevation * sinElevation);
  if (cosElevation * pattern.cosTilt + sinElevation * pattern.sinTilt <= 0) return pattern.beam.floor;
  return gainAtSine(pattern.beam, sinElevation * pattern.cosTilt - cosElevation * pattern.sinTilt);
}

/** Beams of one shape stacked in elevation, all received at once. */
export interface StackSpec extends PatternSpec {
  /** Elevations of the lowest and the highest axis, rad, and the step between neighbours. */
  readonly lowest: number;
  readonly highest: number;
  readonly spacing: number;
}

/** Axes lie at lowest, lowest + spacing, … as long as they do not pass the highest. */
export function makeStack(spec: StackSpec): ElevationPattern[] {
  const { lowest, highest } = spec;
  const spacing = requirePositive('spacing of stacked beams', spec.spacing, 'rad');
  requireWithin('highest of the stacked beams', highest, lowest, Math.PI / 2, 'rad');
  // A whole number of steps must not be lost to rounding.
  const count = 1 + Math.floor((highest - lowest) / spacing + 1e-9);
  requireWithin('number of stacked beams', count, 1, 1000, '1');
  return Array.from({ length: count }, (_, i) => makeElevationPattern({ ...spec, tilt: lowest + i * spacing }));
}

/** One-way gain of the beam of a stack that sees this elevation best. */
export function stackGain(stack: readonly ElevationPattern[], sinElevation: number): number {
  let best = 0;
  for (let i = 0; i < stack.length; i++) best = Math.max(best, elevationGain(stack[i], sinElevation));
  return best;
}

/**
 * One-way gain of a phased array steered off its normal, relative to broadside: cosⁿ, with n from 1 (projected aperture) to
 * about 1.5 (mismatch of real elements); its beamwidth grows by 1/cos. Source: M. I. Skolnik (ed.), Radar Handbook, 3rd ed.,
 * McGraw-Hill 2008, ch. 13.
 */
export const steeringGain = (cosScan: number, exponent: number): number =>
  pow(requireWithin('cosine of the scan angle', cosScan, 1e-6, 1, '1'), requireWithin('exponent', exponent, 0, 4, '1'));

/**
 * Beam-shape loss of a scanning beam, dB: the two-way gain averaged over the half-power width, because the pulses that are
 * added do not all come from the axis. L. V. Blake (NRL Report 6930, 1969) gives 1.6 dB for one plane.
 */
export function beamShapeLossDb(spec: PatternSpec): number {
  const pattern = makePattern(spec);
  const panels = 200;
  const half = sin(spec.beamwidth / 2);
  let sum = 0;
  for (let i = 0; i <= panels; i++) {
    // At the very edge of a uniform beam rounding must not decide.
    const gain = gainAtSine(pattern, ((2 * i) / panels - 1) * half * (1 - 1e-12));
    sum += gain * gain * (i === 0 || i === panels ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return -toDecibels(sum / (3 * panels));
}
