import { SPEED_OF_LIGHT } from '../earth/index.js';
import { log10, requirePositive, requireWithin } from '../math/index.js';
import { decibelLine, type LinkBudget, makeBudget, powerLine } from './link-budget.js';
import { freeSpaceLines } from './one-way.js';
import { BOLTZMANN, fromDecibels, NOISE_REFERENCE } from './range-equation.js';

/** What radiates, as seen from the receiver. */
export interface Emitter {
  readonly frequency: number;
  /** Peak power, W. */
  readonly power: number;
  /** Gain of its antenna towards the receiver, dB: of the main beam while it passes, of the side lobes otherwise. */
  readonly gainDb: number;
  readonly lossDb: number;
}

/** A receiver that listens for emitters and takes their bearing (electronic support measures). */
export interface EsmReceiver {
  readonly gainDb: number;
  /** Hz. */
  readonly bandwidth: number;
  readonly noiseFigureDb: number;
  /** Losses, polarisation among them, dB. */
  readonly lossDb: number;
  /** Half-power beamwidth of the antenna that takes bearings, rad. */
  readonly beamwidth: number;
  /** Error of a bearing that no signal removes, one sigma, rad. */
  readonly bearingFloor: number;
}

/** Signal-to-noise ratio of one pulse in the receiver's whole band: P Gt Gr λ² / ((4πR)² k T₀ F B L), line by line. */
export function esmBudget(emitter: Emitter, receiver: EsmReceiver, range: number): LinkBudget {
  return makeBudget([
    powerLine('emitter power', 'P', emitter.power, 'W', 1, 'peak power of the emitter'),
    decibelLine('emitter gain', 'Gt', requireWithin('emitter gain', emitter.gainDb, -100, 100, 'dB'), 'towards us'),
    decibelLine('emitter losses', 'Lt', requireWithin('emitter loss', emitter.lossDb, -100, 100, 'dB'), 'given', -1),
    ...freeSpaceLines(emitter.frequency, range),
    decibelLine('receiver gain', 'Gr', requireWithin('receiver gain', receiver.gainDb, -100, 100, 'dB'), 'given'),
    decibelLine('receiver losses', 'Lr', requireWithin('receiver loss', receiver.lossDb, 0, 100, 'dB'), 'given', -1),
    powerLine('Boltzmann constant', 'k', BOLTZMANN, 'J/K', -1, 'SI, exact'),
    powerLine('reference temperature', 'T₀', NOISE_REFERENCE, 'K', -1, 'what the noise figure refers to'),
    powerLine('bandwidth', 'B', receiver.bandwidth, 'Hz', -1, 'the pulse is not known, so it is not matched'),
    decibelLine(
      'noise figure',
      'F',
      requireWithin('noise figure', receiver.noiseFigureDb, 0, 100, 'dB'),
      'of the receiver',
      -1,
    ),
  ]);
}

/** Range, m, at which the emitter gives this signal-to-noise ratio (dB); the horizon is another matter. */
export const esmRange = (emitter: Emitter, receiver: EsmReceiver, neededDb: number): number =>
  Math.sqrt(fromDecibels(esmBudget(emitter, receiver, 1).snrDb - neededDb));

/**
 * Error of a bearing, one sigma, rad, at a signal-to-noise ratio (linear): beamwidth / (1.6 √(2 SNR)) in quadrature with the
 * floor, as for a monopulse radar (Barton and Leonov; see measurementSigmasInto). For sets that compare amplitudes the
 * beamwidth is that of one of their antennas.
 */
export function bearingSigma(receiver: EsmReceiver, snr: number): number {
  const thermal = receiver.beamwidth / (1.6 * Math.sqrt(2 * requirePositive('signal-to-noise ratio', snr, '1')));
  return Math.sqrt(thermal * thermal + receiver.bearingFloor * receiver.bearingFloor);
}

/** 20 log10(c / 4π · 1 GHz · 1 m), dB: an isotropic antenna at 1 m and 1 GHz receives this share of what is radiated. */
const UNIT_PATH_DB = 20 * log10(SPEED_OF_LIGHT / (4 * Math.PI * 1e9));

/** Power, dBm, that an isotropic antenna at `range` (m) receives of an emitter: P + G − L + 20 log10(λ / 4πR). */
export function esmReceivedDbm(
  emitter: { readonly powerW: number; readonly gainDb: number; readonly lossDb: number; readonly frequencyGhz: number },
  range: number,
): number {
  const { powerW, gainDb, lossDb, frequencyGhz } = emitter;
  return 30 + 10 * log10(powerW) + gainDb - lossDb + UNIT_PATH_DB - 20 * log10(frequencyGhz * range);
}
