import type { Terrain } from '../earth/index.js';
import { atan2, sin, tan } from '../math/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { advance, makeMover, normalInto, rateInto, rightwards, tangentInto, turn } from './ground-track.js';
import type { Manoeuvre } from './manoeuvre.js';
import { knotsOfTrace } from './profile.js';
import { makeTrace, SAMPLE, type Trace } from './trace.js';

/** A waypoint: altitude above sea level, or above ground. */
export interface RoutePlanPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altitudeM: number;
  readonly above: 'sea' | 'ground';
  readonly speedMps: number;
}

export interface RoutePlan {
  readonly kind: 'route';
  readonly points: readonly RoutePlanPoint[];
  /** Direction of flight at the first point, ECEF, of any length; left out: towards the second point. */
  readonly course?: readonly number[];
  readonly manoeuvre?: Manoeuvre;
}

/** Standard gravity, m/s² (exact, CGPM 1901). */
const GRAVITY = 9.80665;
/** Longest steps, s: in turns and near the ground; while climbing or changing speed; straight, level and steady. The
 * Hermite error of the last on a great circle at 300 m/s is under a millimetre. */
const STEP_FINE = 1;
const STEP_CHANGING = 5;
const STEP_STEADY = 60;
/** Near the ground no step need be shorter than this, m. */
const STEP_GROUND = 250;
/** Largest turn in a step, rad. */
const STEP_TURN = 0.25;
/** A course error below this is taken out at once, rad. */
const ON_COURSE = 1e-4;
/** Steepest flight path, as climb over speed. */
const STEEPEST = 0.7;
/** Points closer than this, m, are one. */
const SAME_POINT = 1;
/** No flight that can be flown needs more steps. */
const MOST_STEPS = 1_000_000;
/** Mean earth radius, m (IUGG R1): only for lengths of legs and courses at waypoints, which need no accuracy. */
const MEAN_RADIUS = 6_371_008.8;

/** Radius of a level turn at the load factor (g): v² / (g √(n² − 1)). */
export const turnRadius = (speed: number, loadFactor: number): number =>
  (speed * speed) / (GRAVITY * Math.sqrt(loadFactor * loadFactor - 1));

/** A waypoint as the integration needs it. */
interface Waypoint {
  readonly normal: Float64Array;
  readonly altitude: number;
  readonly overGround: boolean;
  readonly speed: number;
  /** Distance before it at which its turn begins, in radii: tan Δ/2 for a change of course Δ up to 90°; sharper turns
   * would begin ever earlier, so from there it falls again, to 0 for a reversal. */
  leadRadii: number;
  /** Length of the leg that leaves it, m. */
  legLength: number;
}

const angleBetween = (a: Float64Array, b: Float64Array): number => {
  const x = a[1] * b[2] - a[2] * b[1];
  const y = a[2] * b[0] - a[0] * b[2];
  const z = a[0] * b[1] - a[1] * b[0];
  return atan2(Math.sqrt(x * x + y * y + z * z), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
};

function makeWaypoints(plan: RoutePlan, spec: AirObjectSpec, terrain: Terrain): Waypoint[] {
  const smooth = terrain.maximumHeight <= 0;
  const waypoints: Waypoint[] = [];
  for (const point of plan.points) {
    const normal = new Float64Array(3);
    normalInto((point.latDeg * Math.PI) / 180, (point.lonDeg * Math.PI) / 180, normal);
    const previous = waypoints.at(-1);
    if (previous) {
      previous.legLength = angleBetween(previous.normal, normal) * MEAN_RADIUS;
      if (previous.legLength < SAME_POINT) waypoints.pop();
    }
    waypoints.push({
      normal,
      altitude: Math.min(point.altitudeM, spec.maximumAltitudeM),
      // Over a smooth earth, above ground and above sea are the same and need no samples.
      overGround: point.above === 'ground' && !smooth,
      speed: Math.min(spec.maximumSpeedMps, Math.max(spec.minimumSpeedMps, point.speedMps)),
      leadRadii: 0,
      legLength: 0,
    });
  }
  if (waypoints.some((w) => !(w.speed > 0))) throw new RangeError('a route needs a speed above 0 at every point');
  if (waypoints.length < 2) throw new RangeError('a route needs at least two distinct points');
  const arriving = makeMover();
  for (let i = 1; i + 1 < waypoints.length; i++) {
    arriving.normal.set(waypoints[i].normal);
    tangentInto(waypoints[i].normal, waypoints[i - 1].normal, arriving.heading);
    arriving.heading.forEach((x, k) => {
      arriving.heading[k] = -x;
    });
    const leaving = new Float64Array(3);
    tangentInto(waypoints[i].normal, waypoints[i + 1].normal, leaving);
    const tanHalf = Math.abs(tan(courseError(arriving, leaving) / 2));
    waypoints[i].leadRadii = Math.min(tanHalf, 1 / tanHalf);
  }
  return waypoints;
}

/** Angle from the heading to the tangent `wanted`, positive to the right. */
const courseError = (m: { normal: Float64Array; heading: Float64Array }, wanted: Float64Array): number =>
  atan2(rightwards(m, wanted), wanted[0] * m.heading[0] + wanted[1] * m.heading[1] + wanted[2] * m.heading[2]);

/** One trace serves all flights: routes are integrated one after another, and growing it anew each time is slow. */
const trace: Trace = makeTrace();

/**
 * Flies a route: great-circle legs joined by turns at the load factor limit, begun early so that they end on the next
 * leg (the point itself is passed on the inside); a point inside the turning circle is approached after flying on.
 * Altitude and speed go linearly with distance from point to point, as far as climb and acceleration limits allow.
 * The flight ends on the last point. Returns knots.
 */
export function flyRoute(plan: RoutePlan, spec: AirObjectSpec, terrain: Terrain, startTime: number): Float64Array {
  traceRoute(makeWaypoints(plan, spec, terrain), spec, terrain, plan.course);
  return knotsOfTrace(trace, spec, startTime);
}

const wanted = new Float64Array(3);
const rate = new Float64Array(3);

/** Lays samples along the ground track, with speed, commanded altitude (climb limit applied forwards) and ground. */
function traceRoute(
  waypoints: readonly Waypoint[],
  spec: AirObjectSpec,
  terrain: Terrain,
  course?: readonly number[],
): void {
  const mover = makeMover();
  const { normal, heading } = mover;
  normal.set(waypoints[0].normal);
  if (course === undefined) tangentInto(normal, waypoints[1].normal, heading);
  else {
    // The tangent towards a point far along the course: its part across the normal.
    const far = Float64Array.from(normal, (x, k) => x + course[k]);
    tangentInto(normal, far, heading);
  }
  trace.count = 0;
  // Above this no ground matters.
  const clear = terrain.maximumHeight > 0 ? terrain.maximumHeight + spec.minimumAltitudeM : Number.NEGATIVE_INFINITY;
  const last = waypoints.length - 1;
  let leg = 0;
  let speed = waypoints[0].speed;
  let altitude = waypoints[0].altitude;
  let altitudeBefore = altitude;
  let speedBefore = speed;
  let span = -1; // Distance of this leg from where it was taken up to where it is left, m; −1 at its start.
  let turning = 0; // Side of the turn being flown: 1 right, −1 left.
  let length = 0; // Of the step that led here, m.
  for (let step = 0; step < MOST_STEPS; step++) {
    const from = waypoints[leg];
    const to = waypoints[leg + 1];
    const metresPerRadian = rateInto(mover, altitude, rate, 0);
    const distance = angleBetween(normal, to.normal) * metresPerRadian;
    const radius = turnRadius(speed, spec.maximumLoadFactorG);
    const lead = Math.min(radius * to.leadRadii, to.legLength / 2);
    const remaining = Math.max(0, distance - lead);
    if (span < 0) span = remaining;
    const progress = span > 0 ? Math.min(1, Math.max(0, 1 - remaining / span)) : 1;

    // What is commanded here.
    const groundWeight = (from.overGround ? 1 - progress : 0) + (to.overGround ? progress : 0);
    const sampled = groundWeight > 0 || altitude < clear;
    const ground = sampled ? terrain.heightAt(latitude(normal), atan2(normal[1], normal[0])) : 0;
    const plain = from.altitude + progress * (to.altitude - from.altitude);
    const command = Math.min(spec.maximumAltitudeM, plain + groundWeight * ground);
    const climb = Math.min(STEEPEST, spec.maximumClimbMps / speed);
    altitude = step === 0 ? command : within(command, altitudeBefore, climb * length);
    const wantedSpeed = from.speed + progress * (to.speed - from.speed);
    const gain = 2 * spec.maximumAccelerationMps2 * length;
    speed = Math.sqrt(within(wantedSpeed * wantedSpeed, speedBefore * speedBefore, gain));

    const o = trace.next();
    const samples = trace.samples;
    samples[o + SAMPLE.nx] = normal[0];
    samples[o + SAMPLE.ny] = normal[1];
    samples[o + SAMPLE.nz] = normal[2];
    samples[o + SAMPLE.length] = length;
    samples[o + SAMPLE.speed] = speed;
    samples[o + SAMPLE.climb] = climb;
    samples[o + SAMPLE.altitude] = altitude;
    samples[o + SAMPLE.ground] = sampled ? ground : Number.NEGATIVE_INFINITY;
    samples[o + SAMPLE.clearance] = clearanceAt(from, to, plain, spec.minimumAltitudeM);

    // Where to go from here.
    const arrived = leg + 1 === last ? distance < 1e-3 : remaining < 1e-3;
    if (arrived) {
      trace.setHeading(o, heading);
      if (leg + 1 === last) return;
      leg++;
      span = -1;
      turning = 0;
      trace.count--; // The same place is sampled again as the start of the next leg.
      continue;
    }
    tangentInto(normal, to.normal, wanted);
    altitudeBefore = altitude;
    speedBefore = speed;
    let error = courseError(mover, wanted);
    // A turn begun to one side goes on to that side, even past 180°.
    if (error * turning < 0 && Math.abs(error) > Math.PI / 2) error += turning * 2 * Math.PI;
    turning = Math.abs(error) > ON_COURSE ? Math.sign(error) : 0;
    if (turning !== 0 && insideTurn(distance, error * turning, radius)) {
      trace.setHeading(o, heading);
      length = STEP_FINE * speed;
      advance(mover, length / metresPerRadian);
      turning = 0;
    } else if (turning !== 0) {
      trace.setHeading(o, heading);
      const most = Math.min(STEP_TURN, (STEP_FINE * speed) / radius);
      const turned = Math.min(most, Math.abs(error));
      length = radius * turned;
      turn(mover, (turning * turned) / 2);
      advance(mover, (2 * radius * sin(turned / 2)) / metresPerRadian);
      turn(mover, (turning * turned) / 2);
      if (turned < most) {
        tangentInto(normal, to.normal, heading);
        turning = 0;
      }
    } else {
      heading.set(wanted);
      trace.setHeading(o, heading);
      const changing = altitude !== to.altitude || plain !== to.altitude || speed !== to.speed;
      const longest = sampled
        ? Math.max(STEP_FINE * speed, STEP_GROUND)
        : speed * (changing ? STEP_CHANGING : STEP_STEADY);
      length = Math.min(longest, remaining);
      advance(mover, length / metresPerRadian);
    }
  }
  throw new RangeError('this route cannot be flown: its points are too close together for the turns it needs');
}

/** `value`, kept within `reach` of `centre`. */
const within = (value: number, centre: number, reach: number): number =>
  Math.min(centre + reach, Math.max(centre - reach, value));

const latitude = (n: Float64Array): number => atan2(n[2], Math.sqrt(n[0] * n[0] + n[1] * n[1]));

/** Clearance over the ground that must be kept: the commanded one between two points above ground, else the object's. */
function clearanceAt(from: Waypoint, to: Waypoint, plain: number, minimum: number): number {
  if (from.overGround && to.overGround) return plain;
  if (from.overGround) return Math.min(minimum, from.altitude);
  return to.overGround ? Math.min(minimum, to.altitude) : minimum;
}

/** Whether a point at `distance`, `error` (rad) off the heading towards the turn, lies inside the turning circle. */
function insideTurn(distance: number, error: number, radius: number): boolean {
  // From the centre, abeam at `radius`: |centre − point|² < radius² reduces to d < 2 r sin(error).
  return distance < 1.999 * radius * sin(error);
}
