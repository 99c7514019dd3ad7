/** Motion models and measurement models of a tracker. */
export { type BallisticConfig, ballistic } from './ballistic.js';
export { type ConstantVelocityConfig, constantVelocity } from './constant-velocity.js';
export {
  convertedCovariance,
  convertMeasurement,
  makeSpread,
  type PolarSpread,
  polarOf,
  positionModel,
  spreadAt,
  unbiasedPosition,
} from './convert.js';
export { type CoordinatedTurnConfig, coordinatedTurn } from './coordinated-turn.js';
export { type KnownTurnConfig, knownTurn } from './known-turn.js';
export {
  type MeasureOptions,
  makeMeasure,
  makeRefusals,
  measurementsOfScan,
  type Refusal,
  type Refusals,
} from './measurements.js';
export { type MotionConfig, makeMotionModel } from './motion.js';
export { heightOf, polarModel, residualOf, type SensorModel } from './polar.js';
export { type ConstantAccelerationConfig, constantAcceleration, type SingerConfig, singer } from './singer.js';
