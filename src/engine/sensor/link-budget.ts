import { SPEED_OF_LIGHT } from '../earth/index.js';
import { requireCount, requirePositive, requireWithin } from '../math/index.js';
import type { Fluctuation } from '../types/index.js';
import { requiredSnr } from './detection.js';
import { BOLTZMANN, checkRangeEquation, fromDecibels, type RangeEquation, toDecibels } from './range-equation.js';

/** One factor of a signal-to-noise ratio: value^exponent, or exponent × value where the value is in decibels. */
export interface BudgetLine {
  /** What it is, for people. */
  readonly name: string;
  /** As in equations, for example `Gt`. */
  readonly symbol: string;
  readonly value: number;
  /** `dB` for a value that is a level already. */
  readonly unit: string;
  readonly exponent: number;
  /** What it adds to the signal-to-noise ratio, dB; negative where it takes away. */
  readonly decibels: number;
  /** Where the value comes from, or why it counts. */
  readonly because: string;
}

/** A signal-to-noise ratio and all that it is made of: the lines' decibels, added in order, are `snrDb` to the last bit. */
export interface LinkBudget {
  readonly lines: readonly BudgetLine[];
  /** SNR before non-coherent integration: of one pulse, or of one coherent group. */
  readonly snrDb: number;
}

/** A published point: this signature is detected at this range with this probability. */
export interface ReferencePoint {
  /** m². */
  readonly rcs: number;
  /** m. */
  readonly range: number;
  readonly detectionProbability: number;
  readonly falseAlarmProbability: number;
  readonly fluctuation: Fluctuation;
  /** Pulses that the radar adds after its detector in one look. */
  readonly pulses: number;
}

/** What the beam meets: signature in m², slant range in m. */
export interface BudgetTarget {
  readonly rcs: number;
  readonly range: number;
  /** Where the signature comes from; told in the budget. */
  readonly because?: string;
}

/** Sum of the lines in their order, dB. */
export const sumOfLines = (lines: readonly BudgetLine[]): number =>
  lines.reduce((sum, { decibels }) => sum + decibels, 0);

export const makeBudget = (lines: readonly BudgetLine[]): LinkBudget => ({ lines, snrDb: sumOfLines(lines) });

/** The budget with further lines: propagation, pattern, clutter, jamming. */
export const withLines = (budget: LinkBudget, lines: readonly BudgetLine[]): LinkBudget =>
  makeBudget([...budget.lines, ...lines]);

/** What a line's value, unit and exponent make of it, dB. */
export const decibelsOf = ({ value, unit, exponent }: Pick<BudgetLine, 'value' | 'unit' | 'exponent'>): number =>
  // Adding 0 makes a loss of nothing 0 and not −0.
  exponent * (unit === 'dB' ? value : toDecibels(value)) + 0;

function makeLine(name: string, symbol: string, value: number, unit: string, exponent: number, because: string) {
  return { name, symbol, value, unit, exponent, decibels: decibelsOf({ value, unit, exponent }), because };
}

/** A line whose value is given in decibels: a gain, or with exponent −1 a loss. */
export const decibelLine = (
  name: string,
  symbol: string,
  decibels: number,
  because: string,
  exponent: 1 | -1 = 1,
): BudgetLine => makeLine(name, symbol, decibels, 'dB', exponent, because);

/** A line for value^exponent; a value that is not positive is refused. */
export const powerLine = (
  name: string,
  symbol: string,
  value: number,
  unit: string,
  exponent: number,
  because: string,
): BudgetLine => makeLine(name, symbol, requirePositive(name, value, unit), unit, exponent, because);

const targetLines = ({ rcs, range, because }: BudgetTarget): BudgetLine[] => [
  powerLine('signature', 'σ', rcs, 'm²', 1, because ?? 'mean radar cross-section at this band and aspect'),
  powerLine('range', 'R', range, 'm', -4, 'spreading out and back: the fourth power'),
];

/**
 * Budget by the full range equation. `sources` says, by field, where a value comes from.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 2.
 */
export function equationBudget(
  equation: RangeEquation,
  target: BudgetTarget,
  sources: Partial<Record<keyof RangeEquation, string>> = {},
): LinkBudget {
  checkRangeEquation(equation);
  const from = (field: keyof RangeEquation, otherwise: string): string => sources[field] ?? otherwise;
  const { peakPower, pulseWidth, gainTransmitDb, gainReceiveDb, frequency, temperature, lossDb } = equation;
  return makeBudget([
    powerLine('peak power', 'P', peakPower, 'W', 1, from('peakPower', 'given')),
    powerLine('pulse width', 'τ', pulseWidth, 's', 1, from('pulseWidth', 'a matched filter gathers P·τ')),
    powerLine('coherent pulses', 'n', equation.coherentPulses ?? 1, '1', 1, from('coherentPulses', 'added in phase')),
    decibelLine('transmit gain', 'Gt', gainTransmitDb, from('gainTransmitDb', 'given')),
    decibelLine('receive gain', 'Gr', gainReceiveDb, from('gainReceiveDb', 'given')),
    powerLine(
      'wavelength',
      'λ',
      SPEED_OF_LIGHT / frequency,
      'm',
      2,
      from('frequency', 'speed of light over frequency'),
    ),
    powerLine('solid angle of a sphere', '4π', 4 * Math.PI, 'sr', -3, 'geometry'),
    powerLine('Boltzmann constant', 'k', BOLTZMANN, 'J/K', -1, 'SI, exact'),
    powerLine('system noise temperature', 'T', temperature, 'K', -1, from('temperature', 'given')),
    decibelLine('losses', 'L', lossDb, from('lossDb', 'given'), -1),
    ...targetLines(target),
  ]);
}

/** SNR = constant × rcs / R⁴, m²: what the published point needs, by the exact detection probability, times R₀⁴ / σ₀. */
export function snrConstantOfReference(reference: ReferencePoint): number {
  checkReference(reference);
  const { rcs, range } = reference;
  const square = range * range;
  return (neededAt(reference) * square * square) / rcs;
}

function checkReference(reference: ReferencePoint): void {
  requirePositive('reference signature', reference.rcs, 'm²');
  requirePositive('reference range', reference.range, 'm');
  requireWithin('false alarm probability', reference.falseAlarmProbability, 1e-15, 0.5, '1');
  requireCount('pulses', reference.pulses, 1);
}

const neededAt = ({ fluctuation, detectionProbability, falseAlarmProbability, pulses }: ReferencePoint): number =>
  requiredSnr(fluctuation, detectionProbability, falseAlarmProbability, pulses);

/** Budget by a published point: the SNR that the point needs, and how signature and range differ from it. */
export function referenceBudget(reference: ReferencePoint, target: BudgetTarget, source = 'given'): LinkBudget {
  checkReference(reference);
  const { detectionProbability: pd, falseAlarmProbability: pfa, fluctuation, pulses } = reference;
  const terms = `Pd ${pd} at Pfa ${pfa}, Swerling ${fluctuation}, ${pulses} pulses: exact detection probability inverted`;
  return makeBudget([
    powerLine('SNR at the reference point', 'S₀', neededAt(reference), '1', 1, terms),
    powerLine('reference signature', 'σ₀', reference.rcs, 'm²', -1, source),
    powerLine('reference range', 'R₀', reference.range, 'm', 4, source),
    ...targetLines(target),
  ]);
}

/** The budget's SNR as a ratio. */
export const snrOf = (budget: LinkBudget): number => fromDecibels(budget.snrDb);

/**
 * For each line, the value at which the SNR would just reach `neededDb` with all others as they are: what would have to
 * change for the answer to change.
 */
export function lineValuesFor(budget: LinkBudget, neededDb: number): { line: BudgetLine; value: number }[] {
  const gap = neededDb - budget.snrDb;
  return budget.lines.map((line) => {
    const change = gap / line.exponent;
    return { line, value: line.unit === 'dB' ? line.value + change : line.value * fromDecibels(change) };
  });
}
