import { log10, pow } from '../math/index.js';

/** Speed of light in vacuum, m/s (exact, SI). */
const SPEED_OF_LIGHT = 299_792_458;
/** Boltzmann constant, J/K (exact, SI 2019). */
const BOLTZMANN = 1.380649e-23;

/** What the monostatic radar range equation is made of; SI, gains and losses in decibels. */
export interface RangeEquation {
  readonly frequency: number;
  readonly peakPower: number;
  readonly pulseWidth: number;
  readonly gainTransmitDb: number;
  readonly gainReceiveDb: number;
  /** System noise temperature, K. */
  readonly temperature: number;
  readonly lossDb: number;
}

/** A power ratio from decibels. */
export const fromDecibels = (decibels: number): number => pow(10, decibels / 10);

/** Decibels from a power ratio. */
export const toDecibels = (ratio: number): number => 10 * log10(ratio);

/**
 * Constant of SNR = constant × rcs / R⁴ for one matched-filtered pulse, m²: P τ Gt Gr λ² / ((4π)³ k T L).
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 2.
 */
export function snrConstantOf(r: RangeEquation): number {
  const wavelength = SPEED_OF_LIGHT / r.frequency;
  const fourPi = 4 * Math.PI;
  return (
    (r.peakPower *
      r.pulseWidth *
      fromDecibels(r.gainTransmitDb + r.gainReceiveDb - r.lossDb) *
      wavelength *
      wavelength) /
    (fourPi * fourPi * fourPi * BOLTZMANN * r.temperature)
  );
}

/** Range, m, at which a target of signature `rcs` (m²) gives the SNR (linear, one pulse). */
export const rangeForSnr = (snrConstant: number, rcs: number, snr: number): number =>
  Math.sqrt(Math.sqrt((snrConstant * rcs) / snr));

/** SNR (linear, one pulse) of a target of signature `rcs` (m²) at `range` (m). */
export function snrAt(snrConstant: number, rcs: number, range: number): number {
  const square = range * range;
  return (snrConstant * rcs) / (square * square);
}
