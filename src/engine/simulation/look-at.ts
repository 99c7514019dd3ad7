import { lineOfSight, lowestVisibleHeight } from '../earth/index.js';
import { atan2 } from '../math/index.js';
import { detectionProbability, inSector } from '../sensor/index.js';
import { meanRcs, type Signature } from '../truth/index.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

/** What a sensor looks at. */
export interface LookTarget {
  readonly positionEcef: ArrayLike<number>;
  /** m/s, ECEF. All zeros: it flies nose-on at the sensor, and Doppler does not count. */
  readonly velocityEcef: ArrayLike<number>;
  /** Where it is, rad and m above sea level. */
  readonly lat: number;
  readonly lon: number;
  readonly altitude: number;
  readonly signature: Signature;
}

/** One look of one sensor at one target, whether or not the beam is there: geometry, limits, signal and probability. */
export interface LookAt {
  readonly range: number;
  readonly groundRange: number;
  /** Clockwise from north, (−π, π]. */
  readonly azimuth: number;
  readonly sinElevation: number;
  /** m/s, positive if the distance grows. */
  readonly radialSpeed: number;
  /** Cosine of the angle between the target's velocity and the line to the sensor: 1 nose-on. */
  readonly cosAspect: number;
  readonly rcs: number;
  /** Of one pulse, linear. */
  readonly snr: number;
  /** Exact, of one look, were nothing in the way. */
  readonly probability: number;
  /** Lowest height above sea level at which it would be seen there, m; null for a moving sensor, which marches its rays. */
  readonly lowestVisible: number | null;
  /** What keeps the radar from seeing it at all. */
  readonly blocks: readonly LookBlock[];
}

export type LookBlock =
  | 'tooFar'
  | 'tooNear'
  | 'belowElevation'
  | 'aboveElevation'
  | 'outsideSector'
  | 'tooSlow'
  | 'masked';

/**
 * The readable twin of what `sense` does for many at once: the same formulas, exact detection probability in place of its
 * table (within 1e-4). A test holds the two together.
 */
export function lookAt(world: Pick<World, 'terrain' | 'scenario'>, sensor: Sensor, target: LookTarget): LookAt {
  const { radar, place } = sensor;
  const { positionEcef: origin, basis } = place;
  const [dx, dy, dz] = [0, 1, 2].map((k) => target.positionEcef[k] - origin[k]);
  const along = (row: number): number => dx * basis[row] + dy * basis[row + 1] + dz * basis[row + 2];
  const [east, north, up] = [along(0), along(3), along(6)];
  const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const groundRange = Math.sqrt(east * east + north * north);
  const azimuth = atan2(east, north);
  const sinElevation = up / range;
  const [vx, vy, vz] = [0, 1, 2].map((k) => target.velocityEcef[k]);
  const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
  const radialSpeed = (vx * dx + vy * dy + vz * dz) / range;
  const cosAspect = speed > 0 ? -radialSpeed / speed : 1;
  const rcs = meanRcs(target.signature, radar.bandIndex, cosAspect);
  const snr = (radar.snrConstant * rcs) / (range * range * range * range);
  const lowestVisible = sensor.horizon === null ? null : lowestVisibleHeight(sensor.horizon, azimuth, groundRange);
  const visible =
    lowestVisible === null
      ? lineOfSight(
          world.terrain,
          place,
          { lat: target.lat, lon: target.lon, height: target.altitude },
          world.scenario.refractionFactor,
          world.scenario.terrain.roughnessMarginM,
        )
      : target.altitude >= lowestVisible;
  const blocks: LookBlock[] = [];
  if (range > radar.instrumentedRange) blocks.push('tooFar');
  if (range < radar.minimumRange) blocks.push('tooNear');
  if (sinElevation < radar.sinElevationMinimum) blocks.push('belowElevation');
  if (sinElevation > radar.sinElevationMaximum) blocks.push('aboveElevation');
  if (!radar.rotating && !inSector(radar, sensor.boresight, azimuth)) blocks.push('outsideSector');
  if (speed > 0 && Math.abs(radialSpeed) < radar.minimumRadialSpeed) blocks.push('tooSlow');
  if (!visible) blocks.push('masked');
  return {
    range,
    groundRange,
    azimuth,
    sinElevation,
    radialSpeed,
    cosAspect,
    rcs,
    snr,
    probability: detectionProbability(target.signature.fluctuation, snr, radar.falseAlarmProbability, radar.pulses),
    lowestVisible,
    blocks,
  };
}
