import type { MotionModel } from '../roles/index.js';
import { type BallisticConfig, ballistic } from './ballistic.js';
import { type ConstantVelocityConfig, constantVelocity } from './constant-velocity.js';
import { type CoordinatedTurnConfig, coordinatedTurn } from './coordinated-turn.js';
import { type KnownTurnConfig, knownTurn } from './known-turn.js';
import { type ConstantAccelerationConfig, constantAcceleration, type SingerConfig, singer } from './singer.js';

/** A motion model by name, with its settings in SI units. */
export type MotionConfig =
  | ConstantVelocityConfig
  | SingerConfig
  | ConstantAccelerationConfig
  | CoordinatedTurnConfig
  | KnownTurnConfig
  | BallisticConfig;

/** The motion model of a configuration; a RangeError names a setting outside its limits. */
export function makeMotionModel(config: MotionConfig): MotionModel {
  switch (config.kind) {
    case 'constantVelocity':
      return constantVelocity(config);
    case 'singer':
      return singer(config);
    case 'constantAcceleration':
      return constantAcceleration(config);
    case 'coordinatedTurn':
      return coordinatedTurn(config);
    case 'knownTurn':
      return knownTurn(config);
    case 'ballistic':
      return ballistic(config);
  }
}
