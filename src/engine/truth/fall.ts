import { ecefToGeodeticInto, enuBasisInto, type Terrain } from '../earth/index.js';
import type { AirObjectSpec } from './air-object.schema.js';
import {
  type BallisticEffects,
  climbOf,
  heightOf,
  type Missile,
  STANDARD_EFFECTS,
  stepMissile,
} from './ballistic-motion.js';

/** A body that only falls: a bomb, a spent stage, debris, a warhead that was let go. */
export interface FallPlan {
  readonly kind: 'fall';
  /** Position and velocity at the start, ECEF, m and m/s. */
  readonly from: Float64Array;
  readonly effects?: BallisticEffects;
}

/** Steps, s: in air thick enough to matter, and above. As for missiles under power. */
const STEP_AIR = 0.5;
const STEP_SPACE = 2;
/** Air matters below this, m. */
const THIN_AIR = 60_000;
/** Longest fall, s. */
const LONGEST = 3600;
/** Shortest last step, s: two knots never share a time. */
const LEAST = 1e-6;
/** Refinements of the last step: each is to the tangent, so that the third is below a millimetre. */
const REFINEMENTS = 3;

const geodetic = new Float64Array(3);
const basis = new Float64Array(9);
const state = new Float64Array(6);
const before = new Float64Array(6);

/** Height of the ground below a state, m; 0 where the body is too high for it to matter. */
function groundBelow(y: Float64Array, height: number, terrain: Terrain): number {
  if (height > terrain.maximumHeight) return 0;
  ecefToGeodeticInto(y[0], y[1], y[2], geodetic);
  return terrain.heightAt(geodetic[0], geodetic[1]);
}

/**
 * Knots of a fall under gravity and drag to the ground, from `startTime`, s. The object's ballistic coefficient decides how
 * the air sorts bodies that start together. Throws a RangeError for one that does not come down within an hour.
 */
export function flyFall(plan: FallPlan, spec: AirObjectSpec, terrain: Terrain, startTime: number): Float64Array {
  const body: Missile = {
    thrust: 0,
    direction: new Float64Array(3),
    burnout: 0,
    ballisticCoefficient: spec.ballisticCoefficientKgPerM2,
    effects: plan.effects ?? STANDARD_EFFECTS,
  };
  const rows: number[] = [];
  const keep = (time: number): void => {
    ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
    enuBasisInto(geodetic[0], geodetic[1], basis);
    const climb = state[3] * basis[6] + state[4] * basis[7] + state[5] * basis[8];
    rows.push(startTime + time, ...state, geodetic[2], climb);
  };
  state.set(plan.from);
  keep(0);
  let height = heightOf(state);
  for (let time = 0; time < LONGEST; ) {
    const dt = height < THIN_AIR ? STEP_AIR : STEP_SPACE;
    before.set(state);
    stepMissile(body, false, state, dt);
    height = heightOf(state);
    if (climbOf(state) < 0 && height < groundBelow(state, height, terrain)) {
      keep(time + land(body, terrain, dt));
      return Float64Array.from(rows);
    }
    time += dt;
    keep(time);
  }
  throw new RangeError('it does not come down within an hour');
}

/** Leaves the state where it meets the ground within a step of `dt` from `before`; returns the time flown. */
function land(body: Missile, terrain: Terrain, dt: number): number {
  let flown = dt;
  for (let k = 0; k < REFINEMENTS; k++) {
    const height = heightOf(state);
    const above = height - groundBelow(state, height, terrain);
    flown = Math.min(dt, Math.max(LEAST, flown - above / climbOf(state)));
    state.set(before);
    stepMissile(body, false, state, flown);
  }
  return flown;
}
