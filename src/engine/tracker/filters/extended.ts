import { requireCount } from '../../math/index.js';
import { innovate, predictLinearised, updateLinearised } from './linearised.js';
import { ends, type SingleFilter, type SingleOptions } from './single.js';

export interface ExtendedOptions extends SingleOptions {
  /** Linearisations of an update; 1, the plain extended filter, where left out. */
  readonly iterations?: number;
}

/**
 * Extended Kalman filter, iterated if asked to. Source: Y. Bar-Shalom, X. R. Li and T. Kirubarajan, Estimation with
 * Applications to Tracking and Navigation, Wiley 2001, section 10.3.
 */
export function extended(options: ExtendedOptions): SingleFilter {
  const iterations = requireCount('iterations', options.iterations ?? 1, 1);
  return {
    ...ends(options),
    predict: (estimate, time) => predictLinearised(options.model, estimate, time),
    innovate,
    update: (predicted, measurement) => updateLinearised(predicted, measurement, iterations),
  };
}
