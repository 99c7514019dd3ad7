import { ecefToGeodeticInto, enuBasisInto, geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { atan2, sinCosInto } from '../math/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import {
  type BallisticEffects,
  climbOf,
  heightOf,
  type Missile,
  STANDARD_EFFECTS,
  stepMissile,
} from './ballistic-motion.js';
import { KNOT } from './knot.js';

/** Where a missile comes apart, and how what strikes the aim falls from there on. */
export interface Separation {
  /** s after launch; or the altitude, m above sea level, that it passes on its way up or down. */
  readonly atS?: number;
  readonly atAltitudeM?: number;
  readonly when: 'climbing' | 'descending';
  /** Mass over drag area of the body that goes on to the aim, kg/m². */
  readonly ballisticCoefficientKgPerM2: number;
}

export interface BallisticPlan {
  readonly kind: 'ballistic';
  readonly launch: { readonly latDeg: number; readonly lonDeg: number };
  readonly aim: { readonly latDeg: number; readonly lonDeg: number };
  /** Greatest altitude, m above sea level. */
  readonly apexM: number;
  readonly separation?: Separation;
  /** Position and velocity (ECEF, m and m/s) of an aircraft that lets go of it, in place of the launch point. */
  readonly from?: Float64Array;
  readonly effects?: BallisticEffects;
}

/** The path of a missile, and when it came apart; NaN if it does not. */
export interface BallisticPath {
  readonly knots: Float64Array;
  readonly separatedAt: number;
}

/** Steps, s: under power or in air thick enough to matter, and above. */
const STEP_AIR = 0.5;
const STEP_SPACE = 2;
/** Air matters below this, m: at 2 km/s and 2000 kg/m² drag there is 1e-3 of gravity at most. */
const THIN_AIR = 60_000;
/** No short-range missile flies longer, s. */
const LONGEST = 3600;
/** Shooting ends within these of the wanted impact, m, and apex, share. */
const MISS = 10;
const APEX_ERROR = 1e-4;
const MOST_SHOTS = 60;
/** Least thrust, in standard gravities, that leaves the ground along a fixed slanting direction. */
const LEAST_THRUST_G = 1.5;
const GRAVITY = 9.80665;
/** Shortest burn that is guessed, s. */
const LEAST_BURN = 0.5;
/** Elevation limits of the thrust direction, rad. */
const LOWEST = 0.1;
const HIGHEST = Math.PI / 2 - 0.001;

/** What a shot did: unit-free errors of apex, down range and across. */
interface Shot {
  readonly error: Float64Array;
  apex: number;
  miss: number;
}

interface Range {
  /** Position and velocity at the start. */
  readonly start: Float64Array;
  /** Height at the start, m; NaN for a launch from the ground. */
  readonly startHeight: number;
  readonly separation: Separation | null;
  /** Coefficients before and after it. */
  readonly coefficients: readonly [number, number];
  readonly launchEcef: Float64Array;
  /** Rows east, north, up at the launch point. */
  readonly launchBasis: Float64Array;
  readonly aimEcef: Float64Array;
  readonly aimHeight: number;
  /** Unit vectors at the aim point, along the course and across it. */
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly distance: number;
  readonly apex: number;
}

/**
 * Flies a short-range ballistic missile from launch to aim: boost at the object's greatest acceleration along a fixed
 * direction, then gravity and drag. Newton's method on elevation, azimuth and burn time hits the aim point within 10 m
 * and the apex within 0.01 %. A missile that separates is aimed with the body that goes on. Throws a RangeError where no
 * such shot exists.
 */
export function flyBallistic(
  plan: BallisticPlan,
  spec: AirObjectSpec,
  terrain: Terrain,
  startTime: number,
): BallisticPath {
  if (spec.maximumAccelerationMps2 < LEAST_THRUST_G * GRAVITY)
    throw new RangeError(
      `a ballistic missile needs an acceleration of at least ${LEAST_THRUST_G} g to leave the ground`,
    );
  const range = makeRange(plan, spec, terrain);
  if (range.distance < 1000)
    throw new RangeError('a ballistic missile’s aim point must be at least 1 km from its launch');
  const missile: Missile = {
    thrust: spec.maximumAccelerationMps2,
    direction: new Float64Array(3),
    burnout: 0,
    ballisticCoefficient: spec.ballisticCoefficientKgPerM2,
    effects: plan.effects ?? STANDARD_EFFECTS,
  };
  const aimed = shoot(missile, range);
  if (!aimed) throw new RangeError('no shot reaches this aim point with this apex against drag: raise the apex');
  const path = record(missile, range, startTime);
  const { knots } = path;
  const speed = greatestSpeed(knots);
  if (speed > spec.maximumSpeedMps) {
    const most = `the missile’s greatest speed is ${spec.maximumSpeedMps} m/s`;
    throw new RangeError(`this aim point with this apex needs ${Math.ceil(speed)} m/s, and ${most}`);
  }
  if (range.separation !== null && Number.isNaN(path.separatedAt)) throw new RangeError(neverSeparates(range, knots));
  return path;
}

function neverSeparates({ separation, apex }: Range, knots: Float64Array): string {
  const flown = Math.floor(knots[knots.length - KNOT] - knots[0]);
  if (separation?.atS !== undefined) return `it cannot come apart after ${separation.atS} s: it flies for ${flown} s`;
  return `it cannot come apart ${separation?.when} through ${separation?.atAltitudeM} m: its apex is ${apex} m`;
}

function greatestSpeed(knots: Float64Array): number {
  let greatest = 0;
  for (let i = 0; i < knots.length; i += KNOT) {
    const [vx, vy, vz] = [knots[i + 4], knots[i + 5], knots[i + 6]];
    greatest = Math.max(greatest, Math.sqrt(vx * vx + vy * vy + vz * vz));
  }
  return greatest;
}

function makeRange(plan: BallisticPlan, spec: AirObjectSpec, terrain: Terrain): Range {
  const point = (at: BallisticPlan['aim']) => {
    const lat = (at.latDeg * Math.PI) / 180;
    const lon = (at.lonDeg * Math.PI) / 180;
    const height = terrain.heightAt(lat, lon);
    const ecef = new Float64Array(3);
    const basis = new Float64Array(9);
    geodeticToEcefInto(lat, lon, height, ecef);
    enuBasisInto(lat, lon, basis);
    return { height, ecef, basis };
  };
  const launch = plan.from === undefined ? point(plan.launch) : released(plan.from);
  if (plan.from !== undefined && launch.height >= plan.apexM) {
    const most = Math.round(launch.height);
    throw new RangeError(`its apex must be above the ${most} m at which it is released; got ${plan.apexM} m`);
  }
  const aim = point(plan.aim);
  const [ux, uy, uz] = aim.basis.subarray(6);
  const d = aim.ecef.map((x, i) => x - launch.ecef[i]);
  const rise = d[0] * ux + d[1] * uy + d[2] * uz;
  const along = Float64Array.of(d[0] - rise * ux, d[1] - rise * uy, d[2] - rise * uz);
  const distance = Math.sqrt(along[0] * along[0] + along[1] * along[1] + along[2] * along[2]);
  along.forEach((x, i) => {
    along[i] = x / distance;
  });
  const across = Float64Array.of(
    uy * along[2] - uz * along[1],
    uz * along[0] - ux * along[2],
    ux * along[1] - uy * along[0],
  );
  const start = new Float64Array(6);
  start.set(launch.ecef);
  if (plan.from !== undefined) start.set(plan.from.subarray(3, 6), 3);
  const first = spec.ballisticCoefficientKgPerM2;
  return {
    start,
    startHeight: plan.from === undefined ? Number.NaN : launch.height,
    separation: plan.separation ?? null,
    coefficients: [first, plan.separation?.ballisticCoefficientKgPerM2 ?? first],
    launchEcef: launch.ecef,
    launchBasis: launch.basis,
    aimEcef: aim.ecef,
    aimHeight: aim.height,
    along,
    across,
    distance,
    apex: plan.apexM,
  };
}

/** Where an aircraft lets go of a missile, as the point of a launch. */
function released(from: Float64Array): { height: number; ecef: Float64Array; basis: Float64Array } {
  const place = new Float64Array(3);
  const basis = new Float64Array(9);
  ecefToGeodeticInto(from[0], from[1], from[2], place);
  enuBasisInto(place[0], place[1], basis);
  return { height: place[2], ecef: from.slice(0, 3), basis };
}

const sinCos = new Float64Array(4);

function setDirection(missile: Missile, range: Range, elevation: number, azimuth: number): void {
  sinCosInto(elevation, sinCos);
  const se = sinCos[0];
  const ce = sinCos[1];
  sinCosInto(azimuth, sinCos);
  const b = range.launchBasis;
  for (let i = 0; i < 3; i++) missile.direction[i] = ce * (sinCos[0] * b[i] + sinCos[1] * b[3 + i]) + se * b[6 + i];
}

/** Finds direction and burn time; leaves them in the missile. */
function shoot(missile: Missile, range: Range): boolean {
  const b = range.launchBasis;
  const d = range.aimEcef.map((x, i) => x - range.launchEcef[i]);
  const east = d[0] * b[0] + d[1] * b[1] + d[2] * b[2];
  const north = d[0] * b[3] + d[1] * b[4] + d[2] * b[5];
  const x = Number.isNaN(range.startHeight)
    ? firstGuess(missile, range, east, north)
    : fromTheAir(missile, range, east, north);
  const step = Float64Array.of(1e-4, 1e-4, 1e-4 * x[2]);
  const shot: Shot = { error: new Float64Array(3), apex: 0, miss: 0 };
  const probe: Shot = { error: new Float64Array(3), apex: 0, miss: 0 };
  const jacobian = new Float64Array(9);
  const change = new Float64Array(3);
  fly(missile, range, x, shot);
  for (let round = 0; round < MOST_SHOTS; round++) {
    if (shot.miss < MISS && Math.abs(shot.apex / range.apex - 1) < APEX_ERROR) {
      setDirection(missile, range, x[0], x[1]);
      missile.burnout = x[2];
      return true;
    }
    for (let k = 0; k < 3; k++) {
      const kept = x[k];
      x[k] += step[k];
      fly(missile, range, x, probe);
      for (let i = 0; i < 3; i++) jacobian[3 * i + k] = (probe.error[i] - shot.error[i]) / step[k];
      x[k] = kept;
    }
    if (!solve3(jacobian, shot.error, change)) return false;
    // Newton's step, at most a fifth of a radian or of the burn time, halved while it makes matters worse.
    let share = Math.min(
      1,
      0.2 / Math.max(Math.abs(change[0]), Math.abs(change[1]), Math.abs(change[2]) / x[2], 1e-300),
    );
    const before = size(shot.error);
    const from = x.slice();
    for (let halving = 0; ; halving++) {
      x[0] = Math.min(HIGHEST, Math.max(LOWEST, from[0] - share * change[0]));
      x[1] = from[1] - share * change[1];
      x[2] = from[2] - share * change[2];
      fly(missile, range, x, shot);
      if (size(shot.error) < before) break;
      if (halving === 20) return false;
      share /= 2;
    }
  }
  return false;
}

/** The parabola over a flat earth without air, its launch speed reached by the net acceleration. */
function firstGuess(missile: Missile, range: Range, east: number, north: number): Float64Array {
  const vertical = Math.sqrt(2 * GRAVITY * range.apex);
  const level = (range.distance * GRAVITY) / (2 * vertical);
  const speed = Math.sqrt(vertical * vertical + level * level);
  return Float64Array.of(atan2(vertical, level), atan2(east, north), speed / (missile.thrust - GRAVITY));
}

/** The same from a height and with a speed: thrust makes up the difference between the parabola's velocity and that. */
function fromTheAir(missile: Missile, range: Range, east: number, north: number): Float64Array {
  const { start, launchBasis: b, apex, startHeight, distance } = range;
  const up = Math.sqrt(2 * GRAVITY * (apex - startHeight));
  const time = up / GRAVITY + Math.sqrt((2 * apex) / GRAVITY);
  const has = (row: number): number => start[3] * b[row] + start[4] * b[row + 1] + start[5] * b[row + 2];
  const wanted = [(distance * east) / size2(east, north) / time, (distance * north) / size2(east, north) / time, up];
  const change = [wanted[0] - has(0), wanted[1] - has(3), wanted[2] - has(6)];
  const level = size2(change[0], change[1]);
  const speed = size2(level, change[2]);
  return Float64Array.of(
    Math.min(HIGHEST, Math.max(LOWEST, atan2(change[2], level))),
    atan2(change[0], change[1]),
    Math.max(LEAST_BURN, speed / (missile.thrust - GRAVITY)),
  );
}

const size2 = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const size = (v: Float64Array): number => Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);

/** Solves m x = v by Cramer's rule; false where m is singular. */
function solve3(m: Float64Array, v: Float64Array, x: Float64Array): boolean {
  const c0 = m[4] * m[8] - m[5] * m[7];
  const c1 = m[5] * m[6] - m[3] * m[8];
  const c2 = m[3] * m[7] - m[4] * m[6];
  const determinant = m[0] * c0 + m[1] * c1 + m[2] * c2;
  if (determinant === 0) return false;
  x[0] = (v[0] * c0 + v[1] * (m[2] * m[7] - m[1] * m[8]) + v[2] * (m[1] * m[5] - m[2] * m[4])) / determinant;
  x[1] = (v[0] * c1 + v[1] * (m[0] * m[8] - m[2] * m[6]) + v[2] * (m[2] * m[3] - m[0] * m[5])) / determinant;
  x[2] = (v[0] * c2 + v[1] * (m[1] * m[6] - m[0] * m[7]) + v[2] * (m[0] * m[4] - m[1] * m[3])) / determinant;
  return true;
}

const state = new Float64Array(6);
const stateBefore = new Float64Array(6);

let separatedAt = Number.NaN;

/** Puts the missile where it starts, whole: on its launch point at rest, or where an aircraft lets go of it. */
function toStart(missile: Missile, range: Range): void {
  state.set(range.start);
  missile.ballisticCoefficient = range.coefficients[0];
  separatedAt = Number.NaN;
}

/** One step from `time` at `height`, cut where the missile comes apart; returns its length, s. */
function step(missile: Missile, range: Range, time: number, height: number): number {
  const { separation } = range;
  const waits = separation !== null && Number.isNaN(separatedAt);
  let dt = stepFrom(missile, time, height);
  const due = waits && separation.atS !== undefined ? separation.atS - time : Number.POSITIVE_INFINITY;
  if (due <= dt) dt = due;
  stateBefore.set(state);
  const burning = time < missile.burnout;
  stepMissile(missile, burning, state, dt);
  if (!waits) return dt;
  let parts = due === dt;
  if (separation.atAltitudeM !== undefined) {
    const after = heightOf(state);
    const [low, high] = separation.when === 'climbing' ? [height, after] : [after, height];
    if (low < separation.atAltitudeM && high >= separation.atAltitudeM) {
      dt *= (separation.atAltitudeM - height) / (after - height);
      state.set(stateBefore);
      stepMissile(missile, burning, state, dt);
      parts = true;
    }
  }
  if (parts) {
    separatedAt = time + dt;
    missile.ballisticCoefficient = range.coefficients[1];
  }
  return dt;
}

/** Step from `time`: shorter in air, and never across burnout. */
function stepFrom(missile: Missile, time: number, height: number): number {
  const dt = height < THIN_AIR ? STEP_AIR : STEP_SPACE;
  return time < missile.burnout ? Math.min(STEP_AIR, missile.burnout - time) : dt;
}

/** Flies (elevation, azimuth, burn time) to the aim point's height and compares. */
function fly(missile: Missile, range: Range, x: Float64Array, shot: Shot): void {
  setDirection(missile, range, x[0], x[1]);
  missile.burnout = x[2];
  toStart(missile, range);
  shot.apex = 0;
  let height = heightOf(state);
  for (let time = 0; time < LONGEST; ) {
    const climbBefore = climbOf(state);
    const dt = step(missile, range, time, height);
    time += dt;
    const heightBefore = height;
    height = heightOf(state);
    const climb = climbOf(state);
    shot.apex = Math.max(shot.apex, height);
    if (climbBefore > 0 && climb <= 0) {
      const peak = climbBefore / (climbBefore - climb);
      shot.apex = Math.max(shot.apex, heightBefore + (climbBefore * peak * dt) / 2);
    }
    if (climb < 0 && height < range.aimHeight) break;
  }
  landAt(range.aimHeight);
  const ex = state[0] - range.aimEcef[0];
  const ey = state[1] - range.aimEcef[1];
  const ez = state[2] - range.aimEcef[2];
  shot.miss = Math.sqrt(ex * ex + ey * ey + ez * ez);
  shot.error[0] = shot.apex / range.apex - 1;
  shot.error[1] = (ex * range.along[0] + ey * range.along[1] + ez * range.along[2]) / range.distance;
  shot.error[2] = (ex * range.across[0] + ey * range.across[1] + ez * range.across[2]) / range.distance;
}

/** Cuts the last step where it passes `height`, on the chord; returns the share of the step that was flown. */
function landAt(height: number): number {
  const above = heightOf(stateBefore);
  const below = heightOf(state);
  const share = above > height ? (above - height) / (above - below) : 1;
  for (let i = 0; i < 6; i++) state[i] = stateBefore[i] + share * (state[i] - stateBefore[i]);
  return share;
}

const geodetic = new Float64Array(3);
const basis = new Float64Array(9);

/** Flies once more and keeps every step as a knot. */
function record(missile: Missile, range: Range, startTime: number): BallisticPath {
  const rows: number[] = [];
  const keep = (time: number): void => {
    ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
    enuBasisInto(geodetic[0], geodetic[1], basis);
    const climb = state[3] * basis[6] + state[4] * basis[7] + state[5] * basis[8];
    rows.push(startTime + time, ...state, geodetic[2], climb);
  };
  toStart(missile, range);
  let time = 0;
  let height = heightOf(state);
  keep(time);
  while (time < LONGEST) {
    const dt = step(missile, range, time, height);
    height = heightOf(state);
    if (climbOf(state) < 0 && height < range.aimHeight) {
      keep(time + landAt(range.aimHeight) * dt);
      break;
    }
    time += dt;
    keep(time);
  }
  return { knots: Float64Array.from(rows), separatedAt: startTime + separatedAt };
}
