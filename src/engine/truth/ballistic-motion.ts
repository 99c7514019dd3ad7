import { densityAt, WGS84 } from '../earth/index.js';

/** Earth's gravitational constant, m³/s² (WGS-84, NIMA TR8350.2). */
export const GRAVITATIONAL = 3.986004418e14;
/** Earth's rotation, rad/s (WGS-84, NIMA TR8350.2). */
export const EARTH_RATE = 7.292115e-5;

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
  readonly ballisticCoefficient: number;
}

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
 * Derivative of the state (x, y, z, vx, vy, vz in rotating ECEF): spherical gravity, the rotation's Coriolis and
 * centrifugal terms, drag ρ v²/(2β) of the standard atmosphere, thrust while it burns.
 */
function derivativeInto(missile: Missile, burning: boolean, y: Float64Array, out: Float64Array): void {
  const r2 = y[0] * y[0] + y[1] * y[1] + y[2] * y[2];
  const pull = -GRAVITATIONAL / (r2 * Math.sqrt(r2));
  const speed = Math.sqrt(y[3] * y[3] + y[4] * y[4] + y[5] * y[5]);
  const drag = (-0.5 * densityAt(heightOf(y)) * speed) / missile.ballisticCoefficient;
  const thrust = burning ? missile.thrust : 0;
  const u = missile.direction;
  const centrifugal = EARTH_RATE * EARTH_RATE;
  out[0] = y[3];
  out[1] = y[4];
  out[2] = y[5];
  out[3] = (pull + centrifugal) * y[0] + 2 * EARTH_RATE * y[4] + drag * y[3] + thrust * u[0];
  out[4] = (pull + centrifugal) * y[1] - 2 * EARTH_RATE * y[3] + drag * y[4] + thrust * u[1];
  out[5] = pull * y[2] + drag * y[5] + thrust * u[2];
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
