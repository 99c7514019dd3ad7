/** Filters: how an estimate is started, carried on and corrected. */
export { type ExtendedOptions, extended } from './extended.js';
export { type FilterConfig, type InteractingConfig, makeFilter, type SingleConfig } from './filter.js';
export { matchMoments } from './gaussian.js';
export { type InteractingOptions, interacting } from './interacting.js';
export { kalman } from './kalman.js';
export { markovChain } from './markov.js';
export type { SingleFilter, SingleOptions } from './single.js';
export { fixesPosition, HEIGHT_PRIOR, type HeightPrior } from './start.js';
export { type UnscentedOptions, unscented } from './unscented.js';
