import { ecefToGeodeticInto, enuBasisInto, geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { atan2, sinCosInto } from '../math/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import { climbOf, heightOf, type Missile, stepMissile } from './ballistic-motion.js';
import { KNOT } from './knot.js';

export interface BallisticPlan {
  readonly kind: 'ballistic';
  readonly launch: { readonly latDeg: number; readonly lonDeg: number };
  readonly aim: { readonly latDeg: number; readonly lonDeg: number };
  /** Greatest altitude, m above sea level. */
  readonly apexM: number;
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
 * and the apex within 0.01 %. Returns knots; throws a RangeError where no such shot exists.
 */
export function flyBallistic(
  plan: BallisticPlan,
  spec: AirObjectSpec,
  terrain: Terrain,
  startTime: number,
): Float64Array {
  if (spec.maximumAccelerationMps2 < LEAST_THRUST_G * GRAVITY)
    throw new RangeError(
      `a ballistic missile needs an acceleration of at least ${LEAST_THRUST_G} g to leave the ground`,
    );
  const range = makeRange(plan, terrain);
  if (range.distance < 1000)
    throw new RangeError('a ballistic missile’s aim point must be at least 1 km from its launch');
  const missile: Missile = {
    thrust: spec.maximumAccelerationMps2,
    direction: new Float64Array(3),
    burnout: 0,
    ballisticCoefficient: spec.ballisticCoefficientKgPerM2,
  };
  const aimed = shoot(missile, range);
  if (!aimed) throw new RangeError('no shot reaches this aim point with this apex against drag: raise the apex');
  const knots = record(missile, range, startTime);
  const speed = greatestSpeed(knots);
  if (speed > spec.maximumSpeedMps) {
    const most = `the missile’s greatest speed is ${spec.maximumSpeedMps} m/s`;
    throw new RangeError(`this aim point with this apex needs ${Math.ceil(speed)} m/s, and ${most}`);
  }
  return knots;
}

function greatestSpeed(knots: Float64Array): number {
  let greatest = 0;
  for (let i = 0; i < knots.length; i += KNOT) {
    const [vx, vy, vz] = [knots[i + 4], knots[i + 5], knots[i + 6]];
    greatest = Math.max(greatest, Math.sqrt(vx * vx + vy * vy + vz * vz));
  }
  return greatest;
}

function makeRange(plan: BallisticPlan, terrain: Terrain): Range {
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
  const launch = point(plan.launch);
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
  return {
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
  // First guess: the parabola over a flat earth without air, its launch speed reached by the net acceleration.
  const vertical = Math.sqrt(2 * GRAVITY * range.apex);
  const level = (range.distance * GRAVITY) / (2 * vertical);
  const speed = Math.sqrt(vertical * vertical + level * level);
  const x = Float64Array.of(atan2(vertical, level), atan2(east, north), speed / (missile.thrust - GRAVITY));
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

/** Puts the missile on its launch point, at rest. */
function toLaunchPoint(range: Range): void {
  state.fill(0);
  state.set(range.launchEcef);
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
  toLaunchPoint(range);
  shot.apex = 0;
  let height = heightOf(state);
  for (let time = 0; time < LONGEST; ) {
    const dt = stepFrom(missile, time, height);
    stateBefore.set(state);
    const climbBefore = climbOf(state);
    stepMissile(missile, time < missile.burnout, state, dt);
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
function record(missile: Missile, range: Range, startTime: number): Float64Array {
  const rows: number[] = [];
  const keep = (time: number): void => {
    ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
    enuBasisInto(geodetic[0], geodetic[1], basis);
    const climb = state[3] * basis[6] + state[4] * basis[7] + state[5] * basis[8];
    rows.push(startTime + time, ...state, geodetic[2], climb);
  };
  toLaunchPoint(range);
  let time = 0;
  let height = heightOf(state);
  keep(time);
  while (time < LONGEST) {
    const dt = stepFrom(missile, time, height);
    stateBefore.set(state);
    stepMissile(missile, time < missile.burnout, state, dt);
    height = heightOf(state);
    if (climbOf(state) < 0 && height < range.aimHeight) {
      keep(time + landAt(range.aimHeight) * dt);
      break;
    }
    time += dt;
    keep(time);
  }
  return Float64Array.from(rows);
}
