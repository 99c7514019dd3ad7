import { type MotionConfig, makeMotionModel } from '../models/index.js';
import type { Filter } from '../roles/index.js';
import { extended } from './extended.js';
import { interacting } from './interacting.js';
import { kalman } from './kalman.js';
import type { SingleFilter } from './single.js';
import type { HeightPrior } from './start.js';
import { unscented } from './unscented.js';

/** A filter of one motion model, by name, with its settings. */
export interface SingleConfig {
  readonly kind: 'kalman' | 'extended' | 'unscented';
  readonly motion: MotionConfig;
  /** Linearisations of an update of `extended`; 1 where left out. */
  readonly iterations?: number;
  /** Parameters of `unscented`; 1, 0 and 0 where left out. */
  readonly alpha?: number;
  readonly beta?: number;
  readonly kappa?: number;
  /** Height assumed of a target whose first measurement has none, m; 5000 ± 5000 where left out. */
  readonly heightPrior?: HeightPrior;
}

/** An interacting multiple model filter over any of them. */
export interface InteractingConfig {
  readonly kind: 'interacting';
  readonly modes: readonly SingleConfig[];
  /** Mean time for which a target stays in each mode, s. */
  readonly sojourn: readonly number[];
  readonly next?: readonly (readonly number[])[];
  readonly initial?: readonly number[];
}

export type FilterConfig = SingleConfig | InteractingConfig;

/** The filter of a configuration; a RangeError names a setting outside its limits. */
export function makeFilter(config: FilterConfig): Filter {
  if (config.kind !== 'interacting') return makeSingle(config);
  const { sojourn, next, initial } = config;
  return interacting({ filters: config.modes.map(makeSingle), sojourn, next, initial });
}

function makeSingle(config: SingleConfig): SingleFilter {
  const options = { ...config, model: makeMotionModel(config.motion) };
  switch (config.kind) {
    case 'kalman':
      return kalman(options);
    case 'extended':
      return extended(options);
    case 'unscented':
      return unscented(options);
  }
}
