import { type BudgetLine, decibelLine } from './link-budget.js';
import { toDecibels } from './range-equation.js';

/** What drowns a signal beside noise, each as a ratio to the noise. */
export interface Interference {
  /** Clutter before the moving-target filter. */
  readonly cnr: number;
  /** Improvement factor of the filter, at least 1. */
  readonly improvement: number;
  readonly jnr: number;
}

/**
 * Signal-to-interference ratio: the signal over noise, clutter and jamming, the clutter weakened by the moving-target
 * improvement factor. What is left of clutter counts as noise: it has noise's distribution and is independent from look to
 * look, which spikes of a rough sea and single buildings are not.
 */
export const signalToInterference = (snr: number, cnr: number, improvement: number, jnr: number): number =>
  snr / (1 + cnr / improvement + jnr);

/** The same as lines of a budget: how much jamming raises the noise, and how much clutter raises both. */
export function interferenceLines({ cnr, improvement, jnr }: Interference): BudgetLine[] {
  const residue = cnr / improvement;
  const db = (ratio: number): string => (ratio > 0 ? `${toDecibels(ratio).toFixed(1)} dB` : 'nothing');
  return [
    decibelLine('noise raised by jamming', '1+J/N', toDecibels(1 + jnr), `jamming over noise: ${db(jnr)}`, -1),
    decibelLine(
      'noise raised by clutter',
      '1+C/(N+J)',
      toDecibels(1 + residue / (1 + jnr)),
      `clutter over noise: ${db(cnr)}, less an improvement factor of ${db(improvement)}`,
      -1,
    ),
  ];
}
