import { upInto } from '../earth/index.js';
import { sin } from '../math/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { type Flight, pieceInto, pieceStateInto } from './flight.js';
import { KNOT } from './knot.js';
import { loadFactorOf, type ManoeuvreSpec } from './manoeuvre.schema.js';

/** A scenario's manoeuvre, with its sidesteps. */
export interface Manoeuvre extends ManoeuvreSpec {
  /** Sidesteps of a jink in turn, as shares of the amplitude, −1 to 1; left out: from side to side. */
  readonly offsets?: readonly number[];
}

const TURN = 2 * Math.PI;
/** Greatest first derivative of the bump 16 u²(1 − u)², at u = (3 − √3)/6. */
const BUMP_SLOPE = 3.0792;
/** Knots a period, and longest step, s. */
const KNOTS_A_PERIOD = 16;
const LONGEST_STEP = 2;
/** Half width of the central difference that gives the direction of flight, s. */
const NEAR = 0.01;

/** Share of the amplitude that an object's limits allow: all of it, unless a drawn limit is below the nominal one. */
export function shareAllowed(m: Manoeuvre, lengthS: number, spec: AirObjectSpec): number {
  const most = Math.min(spec.maximumLoadFactorG, m.loadFactorG ?? spec.maximumLoadFactorG);
  const asked = loadFactorOf(m, lengthS);
  if (m.kind === 'popUp') {
    const climb = (BUMP_SLOPE * m.amplitudeM) / lengthS;
    return Math.min(1, (most - 1) / (asked - 1), spec.maximumClimbMps / climb);
  }
  return Math.min(1, Math.sqrt((most * most - 1) / (asked * asked - 1)));
}

/** Distance from the route at `since` seconds of `lengthS`, in amplitudes. */
function swing(m: Manoeuvre, since: number, lengthS: number): number {
  if (m.kind === 'popUp') {
    const u = since / lengthS;
    return 16 * u * u * (1 - u) * (1 - u);
  }
  const period = m.periodS ?? lengthS;
  if (m.kind === 'weave') {
    // Swells and fades over a period, so that it begins and ends on the route.
    const ramp = Math.min(period, lengthS / 2);
    const p = Math.min(1, Math.min(since, lengthS - since) / ramp);
    return p * p * (3 - 2 * p) * sin((TURN * since) / period);
  }
  const steps = Math.floor(lengthS / period);
  const k = Math.min(steps, Math.floor(since / period));
  const offsets = m.offsets ?? ALTERNATELY;
  const at = (index: number): number => (index < 0 || index >= steps - 1 ? 0 : offsets[index % offsets.length]);
  const p = Math.min(1, since / period - k);
  return at(k - 1) + (at(k) - at(k - 1)) * p * p * p * (10 + p * (6 * p - 15));
}

const ALTERNATELY = [1, -1];

const piece = new Float64Array(2 * KNOT);
const base = new Float64Array(7);
const up = new Float64Array(3);
const ahead = new Float64Array(3);
const behind = new Float64Array(3);
const place = new Float64Array(3);

/** Knots of a flight that swings about the path given, at the path's speed: swinging costs it time, and it arrives later. */
export function manoeuvre(flight: Flight, m: Manoeuvre, spec: AirObjectSpec): Float64Array {
  const { knots, endTime } = flight;
  const begin = beginOf(flight, m);
  const length = endTime - begin;
  const amplitude = m.amplitudeM * shareAllowed(m, length, spec);
  const rows: number[] = [];
  for (let k = 0; k < knots.length && knots[k] < begin - NEAR; k += KNOT) {
    for (let i = 0; i < KNOT; i++) rows.push(knots[k + i]);
  }
  const period = m.kind === 'popUp' ? length : (m.periodS ?? length);
  const steps = Math.max(2, Math.ceil(length / Math.min(LONGEST_STEP, period / KNOTS_A_PERIOD)));
  let time = begin;
  let stretchBefore = 1;
  for (let k = 0; k <= steps; k++) {
    const at = k === steps ? endTime : begin + (k * length) / steps;
    const early = Math.max(begin, at - NEAR);
    const late = Math.min(endTime, at + NEAR);
    placeInto(flight, m, early, begin, length, amplitude, behind);
    placeInto(flight, m, late, begin, length, amplitude, ahead);
    placeInto(flight, m, at, begin, length, amplitude, place);
    const speed = Math.sqrt(base[3] * base[3] + base[4] * base[4] + base[5] * base[5]);
    const [dx, dy, dz] = [ahead[0] - behind[0], ahead[1] - behind[1], ahead[2] - behind[2]];
    const run = Math.sqrt(dx * dx + dy * dy + dz * dz);
    // Seconds that a second of the route takes.
    const stretch = run / (late - early) / speed;
    if (k > 0) time += ((stretch + stretchBefore) / 2) * (length / steps);
    stretchBefore = stretch;
    upInto(place[0], place[1], place[2], up);
    const [vx, vy, vz] = [(speed * dx) / run, (speed * dy) / run, (speed * dz) / run];
    const above = m.kind === 'popUp' ? amplitude * swing(m, at - begin, length) : 0;
    rows.push(time, place[0], place[1], place[2], vx, vy, vz, base[6] + above, vx * up[0] + vy * up[1] + vz * up[2]);
  }
  return Float64Array.from(rows);
}

/** When the swinging begins, s. */
function beginOf({ startTime, endTime, knots }: Flight, m: Manoeuvre): number {
  if (m.lastKm === undefined) return Math.min(endTime - 1, startTime + (m.fromS ?? 0));
  let left = m.lastKm * 1000;
  for (let k = knots.length - KNOT; k > 0; k -= KNOT) {
    const before = k - KNOT;
    const [dx, dy, dz] = [1, 2, 3].map((i) => knots[k + i] - knots[before + i]);
    const run = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (run >= left) return knots[k] - (left / run) * (knots[k] - knots[before]);
    left -= run;
  }
  return startTime;
}

/** Place at a time of the route, displaced; leaves the route's own state in `base`. */
function placeInto(
  flight: Flight,
  m: Manoeuvre,
  time: number,
  begin: number,
  length: number,
  amplitude: number,
  out: Float64Array,
): void {
  pieceInto(flight, Math.min(time, flight.endTime), piece, 0);
  pieceStateInto(piece, 0, time, base, 0);
  const away = amplitude * swing(m, time - begin, length);
  upInto(base[0], base[1], base[2], up);
  if (m.kind === 'popUp') {
    for (let i = 0; i < 3; i++) out[i] = base[i] + away * up[i];
    return;
  }
  // To the right of the course: velocity × up.
  const rx = base[4] * up[2] - base[5] * up[1];
  const ry = base[5] * up[0] - base[3] * up[2];
  const rz = base[3] * up[1] - base[4] * up[0];
  const scale = away / Math.sqrt(rx * rx + ry * ry + rz * rz);
  out[0] = base[0] + scale * rx;
  out[1] = base[1] + scale * ry;
  out[2] = base[2] + scale * rz;
}
