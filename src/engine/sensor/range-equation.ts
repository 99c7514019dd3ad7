import { SPEED_OF_LIGHT } from '../earth/index.js';
import { log10, pow, requireCount, requirePositive, requireWithin } from '../math/index.js';

/** Boltzmann constant, J/K (exact, SI 2019). */
export const BOLTZMANN = 1.380649e-23;
/** Temperature that noise figures refer to, K (IEEE Std 686). */
export const NOISE_REFERENCE = 290;

/** What the monostatic radar range equation is made of; SI, gains and losses in decibels. */
export interface RangeEquation {
  readonly frequency: number;
  readonly peakPower: number;
  /** Of the whole pulse before compression: power times width is the energy that a matched filter gathers. */
  readonly pulseWidth: number;
  readonly gainTransmitDb: number;
  readonly gainReceiveDb: number;
  /** System noise temperature, K. */
  readonly temperature: number;
  readonly lossDb: number;
  /** Pulses added in phase before the detector; 1 if left out. What is added after it belongs to the detection. */
  readonly coherentPulses?: number;
}

/** A power ratio from decibels. */
export const fromDecibels = (decibels: number): number => pow(10, decibels / 10);

/** Decibels from a power ratio. */
export const toDecibels = (ratio: number): number => 10 * log10(ratio);

/** Refuses, with a RangeError that names it, what no radar can have: no power, a negative temperature, a gain of a million dB. */
export function checkRangeEquation(r: RangeEquation): void {
  requirePositive('radar frequency', r.frequency, 'Hz');
  requirePositive('radar peak power', r.peakPower, 'W');
  requirePositive('radar pulse width', r.pulseWidth, 's');
  requireWithin('transmit gain', r.gainTransmitDb, -100, 100, 'dB');
  requireWithin('receive gain', r.gainReceiveDb, -100, 100, 'dB');
  requirePositive('system noise temperature', r.temperature, 'K');
  requireWithin('radar loss', r.lossDb, -100, 100, 'dB');
  requireCount('coherent pulses', r.coherentPulses ?? 1, 1);
}

/**
 * Constant of SNR = constant × rcs / R⁴ for one matched-filtered pulse, or for a coherent group of them, m²:
 * n P τ Gt Gr λ² / ((4π)³ k T L).
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 2.
 */
export function snrConstantOf(r: RangeEquation): number {
  checkRangeEquation(r);
  const wavelength = SPEED_OF_LIGHT / r.frequency;
  const fourPi = 4 * Math.PI;
  return (
    ((r.coherentPulses ?? 1) *
      (r.peakPower *
        r.pulseWidth *
        fromDecibels(r.gainTransmitDb + r.gainReceiveDb - r.lossDb) *
        wavelength *
        wavelength)) /
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

/** What a receiver's noise is made of. */
export interface ReceiverNoise {
  /** Noise temperature that the antenna picks up from sky and ground, K. */
  readonly antennaTemperature: number;
  /** Loss between antenna and receiver, dB, 0 or more, at `lineTemperature` (290 K if left out). */
  readonly lineLossDb: number;
  readonly lineTemperature?: number;
  /** Noise figure of the receiver, dB, 0 or more. */
  readonly noiseFigureDb: number;
}

/**
 * System noise temperature at the antenna's terminals, K: Tₐ + T_l (L − 1) + L·290 (F − 1).
 * Source: L. V. Blake, A Guide to Basic Pulse-Radar Maximum-Range Calculation, part 1, NRL Report 6930, 1969.
 */
export function systemTemperature(noise: ReceiverNoise): number {
  const line = fromDecibels(requireWithin('line loss', noise.lineLossDb, 0, 100, 'dB'));
  const figure = fromDecibels(requireWithin('noise figure', noise.noiseFigureDb, 0, 100, 'dB'));
  const lineTemperature = requirePositive('line temperature', noise.lineTemperature ?? NOISE_REFERENCE, 'K');
  return (
    requirePositive('antenna noise temperature', noise.antennaTemperature, 'K') +
    lineTemperature * (line - 1) +
    line * NOISE_REFERENCE * (figure - 1)
  );
}
