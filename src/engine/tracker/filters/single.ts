import type { Filter, MotionModel } from '../roles/index.js';
import { matchMoments } from './gaussian.js';
import { HEIGHT_PRIOR, type HeightPrior, startFrom } from './start.js';

/** A filter of one motion model. */
export interface SingleFilter extends Filter {
  readonly model: MotionModel;
}

/** What every filter of one model takes. */
export interface SingleOptions {
  readonly model: MotionModel;
  readonly heightPrior?: HeightPrior;
}

/** The two ends of an estimate's life, which are the same for every filter of one model. */
export function ends({ model, heightPrior }: SingleOptions): Pick<SingleFilter, 'model' | 'start' | 'merge'> {
  return {
    model,
    start: (measurement, maximumSpeed) => startFrom(measurement, maximumSpeed, model, heightPrior ?? HEIGHT_PRIOR),
    merge: matchMoments,
  };
}
