import { hashId } from '../math/index.js';
import type { ResolvedFlight } from '../scenario/resolved.js';
import type { Transponder } from '../sensor/index.js';
import { type Flight, KNOT, makeSignature, PIECE, pieceInto, pieceStateInto, type Signature } from '../truth/index.js';

/**
 * What became of an air object. The order is that of a life; `separated`: a missile that came apart; `unborn`: never let
 * go, its carrier having been destroyed.
 */
export const LIFE = {
  waiting: 0,
  airborne: 1,
  landed: 2,
  struck: 3,
  destroyed: 4,
  separated: 5,
  unborn: 6,
} as const;

/**
 * Numbers a row of `AirObjects.state`: x, y, z, vx, vy, vz (ECEF, m and m/s), altitude above sea level (m) and speed
 * (m/s). Eight doubles are one line of the cache.
 */
export const STATE_WIDTH = 8;

/** Truth, in columns; row i is flight i of the scenario, in order of id. */
export interface AirObjects {
  readonly count: number;
  readonly flights: readonly Omit<ResolvedFlight, 'motion'>[];
  /** A flight that is diverted gets another. */
  readonly motion: Flight[];
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
  /** Row of what carries it until it is let go, -1 for none. */
  readonly carrier: Int32Array;
  /** 1 for what a missile comes apart into; it begins when the missile has ended. */
  readonly isBody: Uint8Array;
  /** Rows let go in this tick, for whoever tells of them. */
  readonly released: number[];
  /** 1 when a motion has run out and `resolve` has to say what that means. */
  readonly arrived: Uint8Array;
}

/** Objects whose motion is given, each later than that by `late`, s. */
export function airObjectsOf(
  flights: readonly Omit<ResolvedFlight, 'motion'>[],
  motion: Flight[],
  late: Float64Array,
): AirObjects {
  const count = flights.length;
  const rowOf = new Map<string, number>();
  const carried = flights.some(({ carrier }) => carrier !== undefined);
  if (carried) for (const [row, { id }] of flights.entries()) rowOf.set(id, row);
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
    carrier: Int32Array.from(flights, ({ carrier }) =>
      carrier === undefined ? -1 : (rowOf.get(carrier.id) as number),
    ),
    isBody: Uint8Array.from(flights, ({ carrier }) => (carrier?.push === undefined ? 0 : 1)),
    released: [],
    arrived: new Uint8Array(count),
  };
}

/** When an object arrives, s. */
export const arrivalOf = (objects: AirObjects, object: number): number => objects.end[object] + objects.late[object];

/** Where every living object is at a time. Writes state and `arrived`, and wakes those whose time has come. */
export function moveAirObjects(objects: AirObjects, time: number): void {
  const { count, motion, life, state, arrived, late, start, end, pieces } = objects;
  if (objects.released.length > 0) objects.released.length = 0;
  for (let i = 0; i < count; i++) {
    if (life[i] > LIFE.airborne) continue;
    const own = time - late[i];
    if (own < start[i]) continue;
    if (life[i] === LIFE.waiting && objects.carrier[i] >= 0 && !isLetGo(objects, i)) continue;
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

/** Whether an object that is due is let go: not by a carrier that was destroyed, and a body not before its missile has ended. */
function isLetGo({ carrier, isBody, life, released }: AirObjects, row: number): boolean {
  const bearer = life[carrier[row]];
  if (bearer === LIFE.destroyed || bearer === LIFE.unborn) {
    life[row] = LIFE.unborn;
    return false;
  }
  if (isBody[row] === 1 && bearer !== LIFE.separated) return false;
  released.push(row);
  return true;
}
