import { WGS84 } from '../earth/index.js';

/** Earth's gravitational constant, m³/s² (WGS-84; NIMA TR8350.2, third edition, 2000). */
const GM = 3.986004418e14;
/** Earth's rotation, rad/s (same source). */
const OMEGA = 7.292115e-5;
/** Step of the extrapolation, s: the impact is then within 20 m of that of tiny steps, for flights of 100 to 540 km. */
const STEP = 5;
/** Longest flight extrapolated, s: that of about 3000 km, beyond any short-range missile. */
const LONGEST = 1200;

/**
 * Where and when a body that only falls comes to the ground: gravity of a point mass with Coriolis and centrifugal
 * acceleration in ECEF, midpoint rule, no drag, no thrust. Writes to `out`: time from now (s), x, y, z (ECEF, m). False
 * when it does not come down. While a missile still burns the impact falls short; without drag it falls some km long.
 */
export function predictImpactInto(
  position: readonly [number, number, number],
  velocity: readonly [number, number, number],
  groundHeight: number,
  out: Float64Array,
): boolean {
  const perA2 = 1 / ((WGS84.a + groundHeight) * (WGS84.a + groundHeight));
  const perB2 = 1 / ((WGS84.b + groundHeight) * (WGS84.b + groundHeight));
  let x = position[0];
  let y = position[1];
  let z = position[2];
  let vx = velocity[0];
  let vy = velocity[1];
  let vz = velocity[2];
  let above = (x * x + y * y) * perA2 + z * z * perB2 - 1;
  if (above <= 0) {
    out[0] = 0;
    out[1] = x;
    out[2] = y;
    out[3] = z;
    return true;
  }
  const half = 0.5 * STEP;
  for (let time = 0; time < LONGEST; time += STEP) {
    let pull = -GM / ((x * x + y * y + z * z) * Math.sqrt(x * x + y * y + z * z));
    const mx = x + half * vx;
    const my = y + half * vy;
    const mz = z + half * vz;
    const mvx = vx + half * (pull * x + OMEGA * OMEGA * x + 2 * OMEGA * vy);
    const mvy = vy + half * (pull * y + OMEGA * OMEGA * y - 2 * OMEGA * vx);
    const mvz = vz + half * pull * z;
    pull = -GM / ((mx * mx + my * my + mz * mz) * Math.sqrt(mx * mx + my * my + mz * mz));
    const nx = x + STEP * mvx;
    const ny = y + STEP * mvy;
    const nz = z + STEP * mvz;
    const below = (nx * nx + ny * ny) * perA2 + nz * nz * perB2 - 1;
    if (below <= 0) {
      const share = above / (above - below);
      out[0] = time + share * STEP;
      out[1] = x + share * (nx - x);
      out[2] = y + share * (ny - y);
      out[3] = z + share * (nz - z);
      return true;
    }
    vx += STEP * (pull * mx + OMEGA * OMEGA * mx + 2 * OMEGA * mvy);
    vy += STEP * (pull * my + OMEGA * OMEGA * my - 2 * OMEGA * mvx);
    vz += STEP * pull * mz;
    x = nx;
    y = ny;
    z = nz;
    above = below;
  }
  return false;
}
