import { SPEED_OF_LIGHT } from '../earth/index.js';
import { requirePositive } from '../math/index.js';
import { type BudgetLine, powerLine } from './link-budget.js';

/** The two lines that every one-way link shares: (λ / 4πR)². Range in m. */
export function freeSpaceLines(frequency: number, range: number): BudgetLine[] {
  const wavelength = SPEED_OF_LIGHT / requirePositive('frequency', frequency, 'Hz');
  return [
    powerLine('wavelength over 4π', 'λ/4π', wavelength / (4 * Math.PI), 'm', 2, 'aperture of an isotropic antenna'),
    powerLine('range', 'R', range, 'm', -2, 'spreading one way: the square'),
  ];
}
