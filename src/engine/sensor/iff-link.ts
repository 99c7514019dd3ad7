import { requireWithin } from '../math/index.js';
import { decibelLine, type LinkBudget, makeBudget, powerLine } from './link-budget.js';
import { freeSpaceLines } from './one-way.js';
import { fromDecibels } from './range-equation.js';

/** Frequencies of interrogation and reply in all modes, Hz (ICAO Annex 10, volume IV). */
export const INTERROGATION_FREQUENCY = 1030e6;
export const REPLY_FREQUENCY = 1090e6;

/** Modes of interrogation; 4 and 5 stand for any enciphered military mode. */
export const IFF_MODES = ['1', '2', '3/A', 'C', '4', '5', 'S'] as const;
export type IffMode = (typeof IFF_MODES)[number];

/** The interrogator beside a radar. */
export interface Interrogator {
  /** Peak power, W. */
  readonly power: number;
  readonly gainDb: number;
  readonly lossDb: number;
  /** Least reply that it decodes, dBm at its receiver. */
  readonly sensitivityDbm: number;
  readonly modes: readonly IffMode[];
}

/**
 * The transponder on board. 14 CFR part 43, appendix F: peak power 125 to 500 W, at least 70 W for light aircraft; least
 * interrogation that triggers it −73 ± 4 dBm in modes A and C, −74 ± 3 dBm in mode S.
 */
export interface Transponder1090 {
  readonly power: number;
  /** Gain of its antenna towards the interrogator, dB: about 0, far less where the airframe stands between. */
  readonly gainDb: number;
  readonly lossDb: number;
  readonly triggerDbm: number;
  readonly modes: readonly IffMode[];
}

/** Margins, dB, of the two halves of an interrogation, line by line: each budget's sum is what is left over the need. */
export interface InterrogationLink {
  readonly uplink: LinkBudget;
  readonly downlink: LinkBudget;
}

/** Interrogation and reply over a range, m. What has no line of sight has no link; see the horizon for that. */
export function interrogationLink(
  interrogator: Interrogator,
  transponder: Transponder1090,
  range: number,
): InterrogationLink {
  const path = (frequency: number, from: Radio, to: Radio, needDbm: number, need: string): LinkBudget =>
    makeBudget([
      powerLine('power', 'P', from.power, 'W', 1, 'peak power of the sender'),
      decibelLine('sender’s gain', 'Gt', requireWithin('gain', from.gainDb, -100, 100, 'dB'), 'given'),
      decibelLine('sender’s losses', 'Lt', requireWithin('loss', from.lossDb, 0, 100, 'dB'), 'given', -1),
      ...freeSpaceLines(frequency, range),
      decibelLine('receiver’s gain', 'Gr', requireWithin('gain', to.gainDb, -100, 100, 'dB'), 'given'),
      decibelLine('receiver’s losses', 'Lr', requireWithin('loss', to.lossDb, 0, 100, 'dB'), 'given', -1),
      // dBm to dBW.
      decibelLine(need, 'S', requireWithin(need, needDbm, -150, 0, 'dBm') - 30, 'least power that serves, in dBW', -1),
    ]);
  return {
    uplink: path(INTERROGATION_FREQUENCY, interrogator, transponder, transponder.triggerDbm, 'least triggering level'),
    downlink: path(REPLY_FREQUENCY, transponder, interrogator, interrogator.sensitivityDbm, 'sensitivity'),
  };
}

interface Radio {
  readonly power: number;
  readonly gainDb: number;
  readonly lossDb: number;
}

/** Range, m, at which either half of the interrogation fails. */
export function interrogationRange(interrogator: Interrogator, transponder: Transponder1090): number {
  const { uplink, downlink } = interrogationLink(interrogator, transponder, 1);
  return Math.sqrt(fromDecibels(Math.min(uplink.snrDb, downlink.snrDb)));
}

/**
 * Modes in which an interrogation at this range is answered: those that both sides have, if both halves of the link reach.
 * What an absent, failed or false answer means is for the command post to judge.
 */
export function answeredModes(
  interrogator: Interrogator,
  transponder: Transponder1090,
  range: number,
): readonly IffMode[] {
  if (range > interrogationRange(interrogator, transponder)) return [];
  return IFF_MODES.filter((mode) => interrogator.modes.includes(mode) && transponder.modes.includes(mode));
}
