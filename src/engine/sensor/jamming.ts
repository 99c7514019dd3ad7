import { SPEED_OF_LIGHT } from '../earth/index.js';
import { requirePositive, requireWithin } from '../math/index.js';
import { BOLTZMANN, checkRangeEquation, fromDecibels, type RangeEquation } from './range-equation.js';

/** A barrage of noise. */
export interface NoiseJammer {
  /** Noise power, W, spread evenly over `bandwidth`, Hz; the radar's band must lie inside. */
  readonly power: number;
  readonly bandwidth: number;
  /** Gain of the jammer's antenna towards the radar, dB. */
  readonly gainDb: number;
  /** Losses of the jammer and by mismatch of polarisation, dB, 0 or more. */
  readonly lossDb: number;
}

/** Power density that the jammer radiates towards the radar, W/Hz. */
export function radiatedDensity(jammer: NoiseJammer): number {
  requirePositive('jammer power', jammer.power, 'W');
  requirePositive('jammer bandwidth', jammer.bandwidth, 'Hz');
  requireWithin('jammer gain', jammer.gainDb, -100, 100, 'dB');
  requireWithin('jammer loss', jammer.lossDb, 0, 100, 'dB');
  return (jammer.power / jammer.bandwidth) * fromDecibels(jammer.gainDb - jammer.lossDb);
}

/**
 * Constant K of J/N = K × density × gain / R² in the radar's main beam, m² Hz/W: Gr λ² / ((4π)² k T). The radar's losses
 * are left out, for most of them weaken the signal and not what comes in (on the safe side).
 */
export function jammingConstantOf(equation: RangeEquation): number {
  checkRangeEquation(equation);
  const wavelength = SPEED_OF_LIGHT / equation.frequency;
  const fourPi = 4 * Math.PI;
  return (
    (fromDecibels(equation.gainReceiveDb) * wavelength * wavelength) /
    (fourPi * fourPi * BOLTZMANN * equation.temperature)
  );
}

/**
 * The same constant for a radar that a published point calibrates: its SNR constant over the energy that it radiates in one
 * look's pulse, P τ Gt / L (J), times 4π. Without that energy a calibrated radar says nothing of its noise.
 */
export const jammingConstantOfCalibration = (snrConstant: number, radiatedEnergy: number): number =>
  (4 * Math.PI * requirePositive('SNR constant', snrConstant, 'm²')) /
  requirePositive('radiated energy', radiatedEnergy, 'J');

/**
 * Jamming over noise: a jammer of this density (W/Hz) at a range (m), received with `relativeGain` of the radar's main beam:
 * 1 for one that the beam points at, the side lobe level for others (see patternGain).
 * Source: D. C. Schleher, Electronic Warfare in the Information Age, Artech House 1999; B. R. Mahafza, Radar Systems Analysis
 * and Design Using MATLAB, 3rd ed., CRC Press 2013.
 */
export const jammingToNoise = (constant: number, density: number, range: number, relativeGain: number): number =>
  (constant * density * relativeGain) / (range * range);

/**
 * Burn-through range of a target that screens itself, m: where S = needed × (N + J), J being the jammer on the target in the
 * main beam. With K the jamming over noise at 1 m, R² = (√(K² + 4Cσ/needed) − K) / 2. Without jamming it is the free range;
 * with jamming far above the noise √(Cσ / (needed K)), Mahafza's crossover range for needed = 1.
 */
export function selfScreeningRange(
  snrConstant: number,
  rcs: number,
  needed: number,
  jammingAtOneMetre: number,
): number {
  requirePositive('signature', rcs, 'm²');
  requirePositive('needed signal-to-interference ratio', needed, '1');
  const k = requireWithin('jamming over noise', jammingAtOneMetre, 0, Number.MAX_VALUE, '1');
  const free = (snrConstant * rcs) / needed;
  // The difference of two large numbers, turned into a quotient.
  return Math.sqrt((2 * free) / (k + Math.sqrt(k * k + 4 * free)));
}

/** Burn-through range of a target that others screen, m: jamming over noise does not depend on the target's range. */
export function standOffRange(snrConstant: number, rcs: number, needed: number, jnr: number): number {
  requirePositive('signature', rcs, 'm²');
  requirePositive('needed signal-to-interference ratio', needed, '1');
  requireWithin('jamming over noise', jnr, 0, Number.MAX_VALUE, '1');
  return Math.sqrt(Math.sqrt((snrConstant * rcs) / (needed * (1 + jnr))));
}
