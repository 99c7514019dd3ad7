import type { Identity, TargetClass } from './classes.js';
import type { CommandPostId, TrackNumber } from './ids.js';

/**
 * A tracker's confirmed and tentative tracks in columns; rows are dense (0 … count-1), in order of their number.
 * Position and velocity are ECEF, metres and metres a second.
 */
export interface TrackTable {
  count: number;
  number: Int32Array;
  /** 1 confirmed, 0 tentative. */
  confirmed: Uint8Array;
  /** Time of the state, seconds. */
  time: Float64Array;
  /** Time of the last detection taken, seconds. */
  updated: Float64Array;
  /** Time of the first detection taken, seconds. */
  started: Float64Array;
  /** 6 a row: x, y, z, vx, vy, vz. */
  state: Float64Array;
  /** 21 a row: the upper triangle of the 6 × 6 covariance, row by row. */
  covariance: Float64Array;
  /** Detections taken. */
  hits: Int32Array;
  /** Answers to interrogation counted since the start: friend replies, civil replies, silences. */
  iffFriend: Int32Array;
  iffCivil: Int32Array;
  iffSilent: Int32Array;
}

/** A track as it travels in a message between command posts and as a command post reasons about it. */
export interface Track {
  /** Who keeps it: the own post, or the one whose message brought it. */
  readonly post: CommandPostId;
  readonly number: TrackNumber;
  /** Time of validity, seconds. */
  time: number;
  /** Time of the last detection behind it, seconds. */
  updated: number;
  started: number;
  /** Metres, ECEF. */
  position: readonly [number, number, number];
  /** Metres a second, ECEF. */
  velocity: readonly [number, number, number];
  /** One-sigma radius of the position, m (root of the covariance's trace). */
  positionSigma: number;
  confirmed: boolean;
  iffFriend: number;
  iffCivil: number;
  iffSilent: number;
  identity: Identity;
  /** Why the identity is what it is, in words. */
  because: string;
  /** Estimated from kinematics. */
  targetClass: TargetClass;
  /** Probability that it is hostile, where its keeper works one out. */
  hostileProbability?: number;
}
