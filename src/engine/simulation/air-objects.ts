import type { Terrain } from '../earth/index.js';
import { hashId, type Streams, uniform } from '../math/index.js';
import { inputError } from '../scenario/errors.js';
import type { ResolvedFlight } from '../scenario/resolved.js';
import type { Transponder } from '../sensor/index.js';
import {
  type Flight,
  KNOT,
  makeFlight,
  makeSignature,
  PIECE,
  pieceInto,
  pieceStateInto,
  type Signature,
} from '../truth/index.js';
import { PURPOSE } from '../types/index.js';

/** What became of an air object. The order is that of a life. */
export const LIFE = { waiting: 0, airborne: 1, landed: 2, struck: 3, destroyed: 4 } as const;

/**
 * Numbers a row of `AirObjects.state`: x, y, z, vx, vy, vz (ECEF, m and m/s), altitude above sea level (m) and speed
 * (m/s). Eight doubles are one line of the cache.
 */
export const STATE_WIDTH = 8;

/** Truth, in columns; row i is flight i of the scenario, in order of id. */
export interface AirObjects {
  readonly count: number;
  readonly flights: readonly Omit<ResolvedFlight, 'motion'>[];
  readonly motion: readonly Flight[];
  /** First and last time of each flight's motion, s, and the piece of it that served last (PIECE a row). */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly pieces: Float64Array;
  readonly signatures: readonly Signature[];
  /** Of each flight; a column of its own, since every report asks. */
  readonly transponders: readonly Transponder[];
  /** Hash of each id, with a sign: such integers cross a call without being boxed. */
  readonly hash: Int32Array;
  readonly life: Uint8Array;
  /** Seconds by which each flies later than its plan, negative for earlier. */
  readonly late: Float64Array;
  readonly state: Float64Array;
  /** 1 when a motion has run out and `resolve` has to say what that means. */
  readonly arrived: Uint8Array;
}

const motions = new Map<string, Flight>();
const MOTION_CACHE = 5000;

/**
 * A flight's path depends on its plan, its limits and the ground, not on the seed; replications share it.
 * The cache changes how long a run takes and nothing else.
 */
export function motionOf(flight: ResolvedFlight, terrain: Terrain): Flight {
  const { airObject, motion, startS } = flight;
  const key = JSON.stringify([
    terrain.name,
    motion,
    startS,
    airObject.maximumSpeedMps,
    airObject.minimumSpeedMps,
    airObject.maximumLoadFactorG,
    airObject.maximumClimbMps,
    airObject.maximumAccelerationMps2,
    airObject.minimumAltitudeM,
    airObject.maximumAltitudeM,
    motion.kind === 'ballistic' ? airObject.ballisticCoefficientKgPerM2 : 0,
  ]);
  let made = motions.get(key);
  if (made === undefined) {
    if (motions.size >= MOTION_CACHE) motions.clear();
    made = flown(flight, terrain);
    motions.set(key, made);
  }
  return made;
}

/** The models say by a RangeError that no path fulfils a plan. */
function flown({ id, airObject, motion, startS }: ResolvedFlight, terrain: Terrain): Flight {
  try {
    return makeFlight({ motion, airObject, startS }, terrain);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `flight ‘${id}’ cannot be flown: ${error.message}`;
    throw inputError([{ code: 'SCN-048', message, file: `flight ${id}`, line: 0, column: 0, path: '' }]);
  }
}

/** Greatest departure from a plan's times either way, s: no timetable is kept to the second. Assumed. */
const PUNCTUALITY = 15;

export function makeAirObjects(flights: readonly ResolvedFlight[], terrain: Terrain, streams: Streams): AirObjects {
  const motion = flights.map((flight) => motionOf(flight, terrain));
  const lateness = (flight: ResolvedFlight): number =>
    PUNCTUALITY * (2 * uniform(streams, hashId(flight.id), 0, PURPOSE.traffic, 0) - 1);
  return airObjectsOf(flights, motion, Float64Array.from(flights, lateness));
}

/** Objects whose motion is given, each later than that by `late`, s. */
export function airObjectsOf(
  flights: readonly Omit<ResolvedFlight, 'motion'>[],
  motion: readonly Flight[],
  late: Float64Array,
): AirObjects {
  const count = flights.length;
  // Objects of one class share one signature, so that the hot loop finds it in the cache.
  const made = new Map<string, Signature>();
  const signatureOf = (spec: ResolvedFlight['airObject']['signature']): Signature => {
    const key = JSON.stringify(spec);
    let signature = made.get(key);
    if (signature === undefined) {
      signature = makeSignature(spec);
      made.set(key, signature);
    }
    return signature;
  };
  return {
    count,
    flights,
    motion,
    start: Float64Array.from(motion, (flight) => flight.startTime),
    end: Float64Array.from(motion, (flight) => flight.endTime),
    pieces: new Float64Array(count * PIECE).fill(Number.NaN),
    signatures: flights.map((flight) => signatureOf(flight.airObject.signature)),
    transponders: flights.map((flight) => flight.transponder),
    hash: Int32Array.from(flights, (flight) => hashId(flight.id)),
    late,
    life: new Uint8Array(count),
    state: new Float64Array(count * STATE_WIDTH),
    arrived: new Uint8Array(count),
  };
}

/** When an object arrives, s. */
export const arrivalOf = (objects: AirObjects, object: number): number => objects.end[object] + objects.late[object];

/** Where every living object is at a time. Writes state and `arrived`, and wakes those whose time has come. */
export function moveAirObjects(objects: AirObjects, time: number): void {
  const { count, motion, life, state, arrived, late, start, end, pieces } = objects;
  for (let i = 0; i < count; i++) {
    if (life[i] > LIFE.airborne) continue;
    const own = time - late[i];
    if (own < start[i]) continue;
    life[i] = LIFE.airborne;
    // One that arrives between two ticks stands at its end when `resolve` asks.
    const then = Math.min(own, end[i]);
    const piece = i * PIECE;
    if (!(then >= pieces[piece] && then < pieces[piece + KNOT])) pieceInto(motion[i], then, pieces, piece);
    const at = i * STATE_WIDTH;
    pieceStateInto(pieces, piece, then, state, at);
    const vx = state[at + 3];
    const vy = state[at + 4];
    const vz = state[at + 5];
    state[at + 7] = Math.sqrt(vx * vx + vy * vy + vz * vz);
    if (own >= end[i]) arrived[i] = 1;
  }
}
