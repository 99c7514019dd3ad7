import type { Terrain } from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { type BallisticPlan, flyBallistic } from './ballistic.js';
import { type FallPlan, flyFall } from './fall.js';
import { KNOT } from './knot.js';
import { manoeuvre } from './manoeuvre.js';
import { flyRoute, type RoutePlan } from './route.js';

/** A flight as cubic Hermite pieces in ECEF. */
export interface Flight {
  readonly startTime: number;
  /** Arrival at the last waypoint, or impact. */
  readonly endTime: number;
  /** KNOT numbers a knot; altitudes above sea level (WGS-84 height). */
  readonly knots: Float64Array;
  /** Piece that served last: where the next search begins. It never changes a result. */
  cursor: number;
  /** When a missile comes apart on its way; NaN: never. */
  readonly separatedAt: number;
}

/** What makeFlight needs; a resolved flight fits. */
export interface FlightPlan {
  readonly startS: number;
  readonly airObject: AirObjectSpec;
  readonly motion: RoutePlan | BallisticPlan | FallPlan;
}

/** Integrates a plan once. Throws a RangeError in words when it cannot be flown. */
export function makeFlight({ motion, airObject, startS }: FlightPlan, terrain: Terrain): Flight {
  if (motion.kind === 'ballistic') {
    const { knots, separatedAt } = flyBallistic(motion, airObject, terrain, startS);
    return flightOf(knots, separatedAt);
  }
  if (motion.kind === 'fall') return flightOf(flyFall(motion, airObject, terrain, startS));
  const flight = flightOf(flyRoute(motion, airObject, terrain, startS));
  return motion.manoeuvre === undefined ? flight : flightOf(manoeuvre(flight, motion.manoeuvre, airObject));
}

const flightOf = (knots: Float64Array, separatedAt = Number.NaN): Flight => ({
  startTime: knots[0],
  endTime: knots[knots.length - KNOT],
  knots,
  cursor: 0,
  separatedAt,
});

/** The same path at other times: every knot `by` seconds later. */
export function delayed(flight: Flight, by: number): Flight {
  const knots = flight.knots.slice();
  for (let k = 0; k < knots.length; k += KNOT) knots[k] += by;
  return flightOf(knots, flight.separatedAt + by);
}

/** First number of the piece that holds `time`, which lies within the flight. */
function findPiece(flight: Flight, time: number): number {
  const knots = flight.knots;
  const last = knots.length / KNOT - 2;
  let piece = flight.cursor;
  if (time >= knots[piece * KNOT]) {
    if (time < knots[(piece + 1) * KNOT]) return piece * KNOT;
    if (piece < last && time < knots[(piece + 2) * KNOT]) {
      flight.cursor = piece + 1;
      return (piece + 1) * KNOT;
    }
  }
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle * KNOT] <= time) low = middle;
    else high = middle - 1;
  }
  piece = low;
  flight.cursor = piece;
  return piece * KNOT;
}

/** Numbers of a piece of a flight: the knots at its two ends. */
export const PIECE = 2 * KNOT;

/** Copies the piece that holds `time`, which lies within the flight, into pieces[offset …]. */
export function pieceInto(flight: Flight, time: number, pieces: Float64Array, offset: number): void {
  const from = findPiece(flight, time);
  const { knots } = flight;
  for (let k = 0; k < PIECE; k++) pieces[offset + k] = knots[from + k];
}

/**
 * Writes x, y, z, vx, vy, vz (ECEF, m and m/s) and the altitude above sea level into out[offset …]; false, and nothing
 * written, before the start and after the end. Velocity is the derivative of position.
 */
export function flightStateInto(flight: Flight, time: number, out: Float64Array, offset: number): boolean {
  if (!(time >= flight.startTime && time <= flight.endTime)) return false;
  pieceStateInto(flight.knots, findPiece(flight, time), time, out, offset);
  return true;
}

/** The same from the piece that stands in k[i …] and holds `time`. */
export function pieceStateInto(k: Float64Array, i: number, time: number, out: Float64Array, offset: number): void {
  const j = i + KNOT;
  const dt = k[j] - k[i];
  const u = (time - k[i]) / dt;
  const v = 1 - u;
  // Hermite basis and its derivative, unrolled over the four channels.
  const a = v * v * (1 + 2 * u);
  const b = u * u * (1 + 2 * v);
  const c = u * v * v * dt;
  const d = -u * u * v * dt;
  const slope = (6 * u * v) / dt;
  const e = v * (1 - 3 * u);
  const f = u * (1 - 3 * v);
  out[offset] = a * k[i + 1] + b * k[j + 1] + c * k[i + 4] + d * k[j + 4];
  out[offset + 1] = a * k[i + 2] + b * k[j + 2] + c * k[i + 5] + d * k[j + 5];
  out[offset + 2] = a * k[i + 3] + b * k[j + 3] + c * k[i + 6] + d * k[j + 6];
  out[offset + 3] = slope * (k[j + 1] - k[i + 1]) + e * k[i + 4] + f * k[j + 4];
  out[offset + 4] = slope * (k[j + 2] - k[i + 2]) + e * k[i + 5] + f * k[j + 5];
  out[offset + 5] = slope * (k[j + 3] - k[i + 3]) + e * k[i + 6] + f * k[j + 6];
  out[offset + 6] = a * k[i + 7] + b * k[j + 7] + c * k[i + 8] + d * k[j + 8];
}
