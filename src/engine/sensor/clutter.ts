import type { Polarisation } from '../earth/index.js';
import { log10, pow, requirePositive, requireWithin, sin } from '../math/index.js';
import { fromDecibels } from './range-equation.js';

/**
 * Reflectivity of land, m² per m²: γ sin ψ, ψ the grazing angle. γ is about 0.01 (−20 dB) for flat land at 10 GHz and rises
 * with relief; its range over kinds of land is some −25 to −5 dB.
 * Source: D. K. Barton, Land clutter models for radar design and analysis, Proc. IEEE 73(2), 1985.
 */
export function landReflectivity(gammaDb: number, sinGrazing: number): number {
  requireWithin('land clutter γ', gammaDb, -60, 20, 'dB');
  requireWithin('sine of the grazing angle', sinGrazing, 0, 1, '1');
  return fromDecibels(gammaDb) * sinGrazing;
}

/** Coefficients c₁ … c₅ of the sea clutter model. */
const SEA_COEFFICIENTS = {
  horizontal: [-73.0, 20.781, 7.351, 25.65, 0.0054],
  vertical: [-50.796, 25.93, 0.7093, 21.588, 0.00211],
} as const;

/** The steepest grazing angle for which the sea clutter model holds: 60°. */
const STEEPEST_SEA = Math.PI / 3;

/**
 * Reflectivity of the sea, m² per m²: frequency in Hz (0.5 to 35 GHz), sea state 0 to 6, grazing angle in rad. It was fitted
 * from 0.1° to 60°, within 2 to 3 dB of published measurements; below 0.1° it is carried on by its own slope (assumed).
 * Source: V. Gregers-Hansen and R. Mital, An Improved Empirical Model for Radar Sea Clutter Reflectivity, NRL/MR/5310-12-9346,
 * Naval Research Laboratory, 27 April 2012.
 */
export function seaReflectivity(
  frequency: number,
  seaState: number,
  grazing: number,
  polarisation: Polarisation,
): number {
  requireWithin('frequency for sea clutter', frequency, 0.5e9, 35e9, 'Hz');
  requireWithin('sea state', seaState, 0, 6, '1');
  requireWithin('grazing angle on the sea', requirePositive('grazing angle', grazing, 'rad'), 0, STEEPEST_SEA, 'rad');
  const [c1, c2, c3, c4, c5] = SEA_COEFFICIENTS[polarisation];
  const degrees = (grazing * 180) / Math.PI;
  const slope = (27.5 + c3 * degrees) / (1 + 0.95 * degrees);
  const state = c4 * pow(1 + seaState, 1 / (2 + 0.085 * degrees + 0.033 * seaState));
  return fromDecibels(c1 + c2 * log10(sin(grazing)) + slope * log10(frequency / 1e9) + state + c5 * degrees * degrees);
}

/**
 * Sine of the grazing angle at which a ray from an antenna at `height` over a smooth earth of radius `effectiveRadius` meets
 * the ground at a slant range (m); 0 beyond the horizon, where nothing is lit.
 */
export function sinGrazing(range: number, height: number, effectiveRadius: number): number {
  const sine = (2 * effectiveRadius * height + height * height - range * range) / (2 * effectiveRadius * range);
  return Math.max(0, Math.min(1, sine));
}

/**
 * Area of ground in one resolution cell, m²: as wide as the beam, as long as the range resolution or, where that is shorter,
 * as the beam's footprint. Beamwidths in rad.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 7.
 */
export function clutterArea(
  range: number,
  beamwidthAzimuth: number,
  beamwidthElevation: number,
  rangeResolution: number,
  sinGrazing: number,
): number {
  if (sinGrazing <= 0) return 0;
  const cosine = Math.sqrt(1 - sinGrazing * sinGrazing);
  const footprint = (range * beamwidthElevation) / sinGrazing;
  const pulse = cosine > 0 ? rangeResolution / cosine : Number.POSITIVE_INFINITY;
  return range * beamwidthAzimuth * Math.min(pulse, footprint);
}
