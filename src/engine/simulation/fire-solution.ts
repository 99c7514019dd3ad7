import { atan2, wrapPi } from '../math/index.js';
import type { TargetClass, TrackNumber } from '../types/index.js';
import {
  bears,
  describeIntercept,
  INTERCEPT,
  type InterceptCode,
  illuminatorFree,
  type LauncherSite,
  nextReload,
  predictInterceptInto,
  readyInterceptors,
} from '../weapon/index.js';
import type { Battery, BatteryKind } from './fire-units.js';
import type { Sensor } from './sensors.js';

/** Why a unit has no shot with a kind of interceptor, beyond the envelope's reasons. Codes, because this runs often. */
export const NO_SHOT = { noneReady: 20, cannotBear: 21, noIlluminator: 22, sectorAtIntercept: 23 } as const;
export type SolutionCode = InterceptCode | (typeof NO_SHOT)[keyof typeof NO_SHOT];

/** Place of the launchers in a solution's numbers: after the six of predictInterceptInto. */
export const SITE = 6;
export const SOLUTION_WIDTH = 7;

/**
 * The earliest shot of a unit with one kind of interceptor at a track, from whichever of its launchers can bear. Writes
 * the intercept to `out` as predictInterceptInto does, and behind it the number of the launchers' site. Where there is
 * none: why not, of the last site that was tried. Position, velocity and error are the track's as it stands now.
 */
export function solveInto(
  battery: Battery,
  kind: BatteryKind,
  sensor: Sensor | null,
  track: TrackNumber,
  px: number,
  py: number,
  pz: number,
  vx: number,
  vy: number,
  vz: number,
  targetClass: TargetClass,
  delay: number,
  ground: number,
  sigma: number,
  time: number,
  out: Float64Array,
): SolutionCode {
  const { unit } = battery;
  const { preset, interceptor, sites } = kind;
  let code: SolutionCode = NO_SHOT.noneReady;
  let best = Infinity;
  for (let k = 0; k < sites.length; k++) {
    const site = sites[k];
    if (readyInterceptors(unit, preset, site.index) === 0) continue;
    let tried: SolutionCode = predictInterceptInto(
      interceptor,
      site.positionEcef,
      px,
      py,
      pz,
      vx,
      vy,
      vz,
      targetClass,
      delay,
      ground,
      sigma,
      trial,
    );
    if (tried === INTERCEPT.feasible) tried = limitsOf(battery, kind, site, sensor, track, time);
    if (code !== INTERCEPT.feasible) code = tried;
    if (tried !== INTERCEPT.feasible || trial[0] >= best) continue;
    best = trial[0];
    for (let i = 0; i < SITE; i++) out[i] = trial[i];
    out[SITE] = site.index;
  }
  return code;
}

const trial = new Float64Array(SITE);

/** What else an intercept inside the envelope needs. */
function limitsOf(
  { unit }: Battery,
  { interceptor }: BatteryKind,
  site: LauncherSite,
  sensor: Sensor | null,
  track: TrackNumber,
  time: number,
): SolutionCode {
  if (!bears(site, trial[1], trial[2], trial[3])) return NO_SHOT.cannotBear;
  const { illuminationTime } = interceptor;
  const then = time + trial[0];
  if (illuminationTime > 0 && !illuminatorFree(unit, track, then - illuminationTime, then)) {
    return NO_SHOT.noIlluminator;
  }
  if (unit.sectorAtIntercept && sensor !== null) {
    if (beyondSector(sensor, trial[1], trial[2], trial[3]) > sensor.radar.slewRate * trial[0]) {
      return NO_SHOT.sectorAtIntercept;
    }
  }
  return INTERCEPT.feasible;
}

/** Angle by which a point lies outside the sector that a radar covers now, rad; 0 or less inside, and for one that turns. */
export function beyondSector({ radar, place, boresight }: Sensor, x: number, y: number, z: number): number {
  if (radar.rotating) return 0;
  const { basis, positionEcef } = place;
  const dx = x - positionEcef[0];
  const dy = y - positionEcef[1];
  const dz = z - positionEcef[2];
  const azimuth = atan2(dx * basis[0] + dy * basis[1] + dz * basis[2], dx * basis[3] + dy * basis[4] + dz * basis[5]);
  return Math.abs(wrapPi(azimuth - boresight)) - radar.sectorHalfWidth;
}

/** A code in words. */
export function describeSolution(
  code: SolutionCode,
  { unit, kinds }: Battery,
  kind: BatteryKind,
  targetClass: TargetClass,
): string {
  const { preset, interceptor } = kind;
  const named = kinds.length > 1 ? `${preset}: ` : '';
  switch (code) {
    case NO_SHOT.noneReady: {
      const reloaded = nextReload(unit, preset);
      return reloaded === Infinity ? `no ${preset} left` : `${named}reloading until ${clock(reloaded)}`;
    }
    case NO_SHOT.cannotBear:
      return `${named}no launcher can bear`;
    case NO_SHOT.noIlluminator:
      return `${named}no illuminator free at the time of intercept`;
    case NO_SHOT.sectorAtIntercept:
      return `${named}the intercept would lie outside the guiding radar’s sector`;
    default:
      return `${named}${describeIntercept(code, interceptor, targetClass)}`;
  }
}

/** mm:ss, rounded up; minutes go on past 59. */
function clock(time: number): string {
  const whole = Math.ceil(time);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
