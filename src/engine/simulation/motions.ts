import { ecefToGeodeticInto, geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { cos, degrees, radians, sin } from '../math/index.js';
import { type InputError, inputError } from '../scenario/errors.js';
import type { GeoPosition, ResolvedFlight, RoutePoint } from '../scenario/resolved.js';
import { delayed, type Flight, type FlightPlan, flightStateInto, KNOT, makeFlight } from '../truth/index.js';

/** A path and the text that it follows from: equal texts, equal paths. */
interface Known {
  readonly key: string;
  readonly path: Flight;
}

const kept = new Map<string, Flight>();
const MOST_KEPT = 5000;

/**
 * The path of each flight, those of carriers before those of what they let go. A path depends on plan, limits and ground,
 * not on the seed; replications share it. What cannot be flown goes to `fail`, which throws unless a caller gathers reasons;
 * its place stays empty then, and that of everything that it carries.
 */
export function motionsOf(
  flights: readonly ResolvedFlight[],
  terrain: Terrain,
  fail: (id: string, error: InputError) => void = (_, error) => {
    throw error;
  },
): Flight[] {
  const known = new Map<string, Known>();
  const paths: Flight[] = new Array(flights.length);
  const fly = (flight: ResolvedFlight, index: number): void => {
    const carrier = flight.carrier === undefined ? undefined : known.get(flight.carrier.id);
    if (flight.carrier !== undefined && carrier === undefined) return;
    const key = keyOf(flight, terrain, carrier?.key);
    const path = kept.get(key) ?? flown(flight, terrain, carrier?.path, fail);
    if (path === null) return;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, path);
    known.set(flight.id, { key, path });
    paths[index] = path;
  };
  flights.forEach((flight, index) => {
    if (flight.carrier === undefined) fly(flight, index);
  });
  flights.forEach((flight, index) => {
    if (flight.carrier !== undefined) fly(flight, index);
  });
  // A missile that comes apart ends there; what it comes apart into has been made from its whole path.
  flights.forEach((flight, index) => {
    const path = paths[index];
    if (flight.motion.kind !== 'ballistic' || flight.motion.separation === undefined || path === undefined) return;
    paths[index] = { ...path, endTime: path.separatedAt, cursor: 0 };
  });
  return paths;
}

function keyOf(flight: ResolvedFlight, terrain: Terrain, carrier: string | undefined): string {
  const { airObject, motion, startS, arriveAtS } = flight;
  return JSON.stringify([
    terrain.name,
    motion,
    arriveAtS === undefined ? startS : { arriveAtS },
    airObject.maximumSpeedMps,
    airObject.minimumSpeedMps,
    airObject.maximumLoadFactorG,
    airObject.maximumClimbMps,
    airObject.maximumAccelerationMps2,
    airObject.minimumAltitudeM,
    airObject.maximumAltitudeM,
    motion.kind === 'route' ? 0 : airObject.ballisticCoefficientKgPerM2,
    ...(carrier === undefined ? [] : [flight.carrier, carrier]),
  ]);
}

/** The models say by a RangeError that no path fulfils a plan. */
function flown(
  flight: ResolvedFlight,
  terrain: Terrain,
  carrier: Flight | undefined,
  fail: (id: string, error: InputError) => void,
): Flight | null {
  try {
    if (carrier !== undefined) return fromCarrier(flight, terrain, carrier);
    const path = makeFlight(planOf(flight), terrain);
    return flight.arriveAtS === undefined ? path : arrivingAt(path, flight.arriveAtS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `flight ‘${flight.id}’ cannot be flown: ${error.message}`;
    const file = `flight ${flight.id}`;
    fail(flight.id, inputError([{ code: 'SCN-048', message, file, line: 0, column: 0, path: '' }]));
    return null;
  }
}

function planOf({ id, airObject, motion, startS, arriveAtS }: ResolvedFlight): FlightPlan {
  if (motion.kind !== 'route' && motion.kind !== 'ballistic') throw new Error(`${id} needs a carrier`);
  return { motion, airObject, startS: arriveAtS === undefined ? startS : 0 };
}

/** A path that began at 0, put where it ends at a time. */
function arrivingAt(path: Flight, arriveAtS: number): Flight {
  if (path.endTime > arriveAtS) {
    const least = Math.ceil(path.endTime);
    throw new RangeError(`its own flight takes ${least} s, so arriveAtS must be at least that; got ${arriveAtS} s`);
  }
  return delayed(path, arriveAtS - path.endTime);
}

const state = new Float64Array(7);
const place = new Float64Array(3);

function fromCarrier(flight: ResolvedFlight, terrain: Terrain, carrier: Flight): Flight {
  const { motion, airObject } = flight;
  const { afterS, push } = flight.carrier as NonNullable<ResolvedFlight['carrier']>;
  if (motion.kind === 'warhead') return { ...carrier, startTime: carrier.separatedAt, cursor: 0 };
  const startS = (push === undefined ? releaseTime(flight, carrier) : carrier.separatedAt) + afterS;
  if (!(startS >= carrier.startTime && startS < carrier.endTime)) {
    const [from, to] = [Math.round(carrier.startTime), Math.round(carrier.endTime)];
    throw new RangeError(`it is let go at ${Math.round(startS)} s, and its carrier flies from ${from} s to ${to} s`);
  }
  flightStateInto(carrier, startS, state, 0);
  const from = state.slice(0, 6);
  if (push !== undefined) pushBody(from, push);
  if (motion.kind === 'fall') return makeFlight({ startS, airObject, motion: { kind: 'fall', from } }, terrain);
  if (motion.kind === 'airLaunch') {
    const { aim, apexM } = motion;
    return makeFlight({ startS, airObject, motion: { kind: 'ballistic', launch: aim, aim, apexM, from } }, terrain);
  }
  if (motion.kind !== 'route') throw new Error(`${flight.id} has no motion from a carrier`);
  return onwards(from, startS, motion, airObject, terrain);
}

/**
 * A route flown from where something is, in the direction and at the speed that it has: what an aircraft lets go above its
 * own ceiling, or faster than it flies, comes down and slows down to its limits on its way to the first point.
 */
export function onwards(
  from: Float64Array,
  startS: number,
  route: Omit<Extract<ResolvedFlight['motion'], { readonly kind: 'route' }>, 'kind'>,
  airObject: ResolvedFlight['airObject'],
  terrain: Terrain,
): Flight {
  const first = pointOf(from);
  const limits = {
    ...airObject,
    minimumSpeedMps: Math.min(airObject.minimumSpeedMps, first.speedMps),
    maximumSpeedMps: Math.max(airObject.maximumSpeedMps, first.speedMps),
    maximumAltitudeM: Math.max(airObject.maximumAltitudeM, first.altitudeM),
  };
  const points = [first, ...route.points];
  const motion = { ...route, kind: 'route' as const, points, course: [...from.subarray(3)] };
  return makeFlight({ startS, airObject: limits, motion }, terrain);
}

/** Where a state stands, as a point of a route. */
function pointOf(from: Float64Array): RoutePoint {
  ecefToGeodeticInto(from[0], from[1], from[2], place);
  const speedMps = Math.sqrt(from[3] * from[3] + from[4] * from[4] + from[5] * from[5]);
  return { latDeg: degrees(place[0]), lonDeg: degrees(place[1]), altitudeM: place[2], above: 'sea', speedMps };
}

/** Adds the velocity by which a body leaves its missile. */
function pushBody(from: Float64Array, push: NonNullable<NonNullable<ResolvedFlight['carrier']>['push']>): void {
  const v = from.subarray(3, 6);
  const speed = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  const along = v.map((x) => x / speed);
  // Two directions across: level, then the one that completes the frame.
  const side = unit([
    along[1] * from[2] - along[2] * from[1],
    along[2] * from[0] - along[0] * from[2],
    along[0] * from[1] - along[1] * from[0],
  ]);
  const rise = [
    side[1] * along[2] - side[2] * along[1],
    side[2] * along[0] - side[0] * along[2],
    side[0] * along[1] - side[1] * along[0],
  ];
  const [s, c] = [push.acrossMps * sin(push.about), push.acrossMps * cos(push.about)];
  for (let i = 0; i < 3; i++) v[i] += s * side[i] + c * rise[i] - push.backMps * along[i];
}

function unit(v: readonly number[]): number[] {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return length > 0 ? v.map((x) => x / length) : [1, 0, 0];
}

/** When the first of a release is let go, s. */
function releaseTime(flight: ResolvedFlight, carrier: Flight): number {
  const { atS, atPlace } = flight.carrier as NonNullable<ResolvedFlight['carrier']>;
  return atPlace === undefined ? carrier.startTime + (atS ?? 0) : passing(carrier, atPlace);
}

/** When a path comes nearest to a place of its route: at the knot, for every place on a route has one beside it. */
function passing(path: Flight, at: GeoPosition): number {
  const { knots } = path;
  geodeticToEcefInto(radians(at.latDeg), radians(at.lonDeg), 0, place);
  const target = unit([...place]);
  let nearest = Number.POSITIVE_INFINITY;
  let time = path.startTime;
  for (let k = 0; k < knots.length; k += KNOT) {
    const here = unit([knots[k + 1], knots[k + 2], knots[k + 3]]);
    const [dx, dy, dz] = here.map((x, i) => x - target[i]);
    const square = dx * dx + dy * dy + dz * dz;
    if (square < nearest) {
      nearest = square;
      time = knots[k];
    }
  }
  return time;
}
