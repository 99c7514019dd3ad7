import { densityAt, WGS84 } from '../earth/index.js';

/** Earth's gravitational constant, m³/s² (WGS-84, NIMA TR8350.2). */
export const GRAVITATIONAL = 3.986004418e14;
/** Earth's rotation, rad/s (WGS-84, NIMA TR8350.2). */
export const EARTH_RATE = 7.292115e-5;

/** Second zonal harmonic of the earth's gravity: −√5 times the normalised C₂₀ of EGM96 (NIMA TR8350.2, third edition, 2000). */
export const J2 = 1.08262982e-3;

/** Second eccentricity squared, for the ellipsoid's radius below a point. */
const EP2 = WGS84.e2 / (1 - WGS84.e2);

/** A missile: constant thrust acceleration along a fixed direction until burnout, then gravity and drag alone. */
export interface Missile {
  /** m/s². */
  readonly thrust: number;
  /** Unit vector, ECEF. */
  readonly direction: Float64Array;
  burnout: number;
  /** Mass over drag area, kg/m². */
  ballisticCoefficient: number;
  readonly effects: BallisticEffects;
}

/** What acts on a body beside gravity. */
export interface BallisticEffects {
  readonly drag: boolean;
  /** The earth's flattening in its gravity. */
  readonly j2: boolean;
  /** Coriolis and centrifugal terms; without it ECEF counts as inertial. */
  readonly rotation: boolean;
}

/** Air and a turning earth, round in its gravity: what a scenario's missiles fly in unless it says otherwise. */
export const STANDARD_EFFECTS: BallisticEffects = { drag: true, j2: false, rotation: true };

/** Height above the ellipsoid along the geocentric radius: within a metre of the geodetic height up to 200 km. */
export function heightOf(y: Float64Array): number {
  const z2 = y[2] * y[2];
  const r2 = y[0] * y[0] + y[1] * y[1] + z2;
  return Math.sqrt(r2) - WGS84.a / Math.sqrt(1 + (EP2 * z2) / r2);
}

/** Rate of change of that height, m/s, without the small term of the ellipsoid's slope. */
export const climbOf = (y: Float64Array): number =>
  (y[0] * y[3] + y[1] * y[4] + y[2] * y[5]) / Math.sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]);

/**
 * Derivative of the state (x, y, z, vx, vy, vz in rotating ECEF): spherical gravity, with J2 where it is asked for, the
 * rotation's Coriolis and centrifugal terms, drag ρ v²/(2β) of the standard atmosphere, thrust while it burns.
 */
function derivativeInto(missile: Missile, burning: boolean, y: Float64Array, out: Float64Array): void {
  const r2 = y[0] * y[0] + y[1] * y[1] + y[2] * y[2];
  const pull = -GRAVITATIONAL / (r2 * Math.sqrt(r2));
  const speed = Math.sqrt(y[3] * y[3] + y[4] * y[4] + y[5] * y[5]);
  const { effects } = missile;
  const drag = effects.drag ? (-0.5 * densityAt(heightOf(y)) * speed) / missile.ballisticCoefficient : 0;
  const thrust = burning ? missile.thrust : 0;
  const u = missile.direction;
  const rate = effects.rotation ? EARTH_RATE : 0;
  const centrifugal = rate * rate;
  out[0] = y[3];
  out[1] = y[4];
  out[2] = y[5];
  out[3] = (pull + centrifugal) * y[0] + 2 * rate * y[4] + drag * y[3] + thrust * u[0];
  out[4] = (pull + centrifugal) * y[1] - 2 * rate * y[3] + drag * y[4] + thrust * u[1];
  out[5] = pull * y[2] + drag * y[5] + thrust * u[2];
  if (!effects.j2) return;
  // Source: O. Montenbruck and E. Gill, Satellite Orbits, Springer 2000, section 3.2.
  const flattening = (1.5 * J2 * pull * WGS84.a * WGS84.a) / r2;
  const polar = (5 * y[2] * y[2]) / r2;
  out[3] += flattening * (1 - polar) * y[0];
  out[4] += flattening * (1 - polar) * y[1];
  out[5] += flattening * (3 - polar) * y[2];
}

const k1 = new Float64Array(6);
const k2 = new Float64Array(6);
const k3 = new Float64Array(6);
const k4 = new Float64Array(6);
const between = new Float64Array(6);

/** One classical Runge–Kutta step of fourth order, in place. */
export function stepMissile(missile: Missile, burning: boolean, y: Float64Array, dt: number): void {
  derivativeInto(missile, burning, y, k1);
  for (let i = 0; i < 6; i++) between[i] = y[i] + (dt / 2) * k1[i];
  derivativeInto(missile, burning, between, k2);
  for (let i = 0; i < 6; i++) between[i] = y[i] + (dt / 2) * k2[i];
  derivativeInto(missile, burning, between, k3);
  for (let i = 0; i < 6; i++) between[i] = y[i] + dt * k3[i];
  derivativeInto(missile, burning, between, k4);
  for (let i = 0; i < 6; i++) y[i] += (dt / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
}
