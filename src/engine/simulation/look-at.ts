import { geodeticToEcefInto, lineOfSight, lowestVisibleHeight } from '../earth/index.js';
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

const STILL = new Float64Array(3);

/** A target that flies nose-on at whichever sensor looks at it: what coverage is asked about. */
export function noseOnTarget(lat: number, lon: number, altitude: number, signature: Signature): LookTarget {
  const positionEcef = new Float64Array(3);
  geodeticToEcefInto(lat, lon, altitude, positionEcef);
  return { positionEcef, velocityEcef: STILL, lat, lon, altitude, signature };
}

/** Geometry, limits and signal of one look of one sensor at one target, whether or not the beam is there. */
export interface Sight {
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
  /** Lowest height above sea level at which it would be seen there, m; null for a moving sensor, which marches its rays. */
  readonly lowestVisible: number | null;
  /** What keeps the radar from seeing it at all. */
  readonly blocks: readonly LookBlock[];
}

/** The same with its detection probability. */
export interface LookAt extends Sight {
  /** Exact, of one look, were nothing in the way. */
  readonly probability: number;
}

/** What a look needs of the world. */
export type LookWorld = Pick<World, 'terrain' | 'scenario'>;

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
export function lookAt(world: LookWorld, sensor: Sensor, target: LookTarget): LookAt {
  const { radar } = sensor;
  const sight = sightOf(world, sensor, target);
  const { fluctuation } = target.signature;
  const probability = detectionProbability(fluctuation, sight.snr, radar.falseAlarmProbability, radar.pulses);
  return { ...sight, probability };
}

/** All of a look but its probability, which costs more than the rest: for whoever compares many signals with one need. */
export function sightOf(world: LookWorld, sensor: Sensor, target: LookTarget): Sight {
  const { radar, place } = sensor;
  const { positionEcef: origin, basis } = place;
  const { positionEcef: position, velocityEcef: velocity } = target;
  // By index: to take arrays apart by pattern, or to map them, would cost as much as all the rest.
  const dx = position[0] - origin[0];
  const dy = position[1] - origin[1];
  const dz = position[2] - origin[2];
  const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
  const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
  const up = dx * basis[6] + dy * basis[7] + dz * basis[8];
  const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const groundRange = Math.sqrt(east * east + north * north);
  const azimuth = atan2(east, north);
  const sinElevation = up / range;
  const vx = velocity[0];
  const vy = velocity[1];
  const vz = velocity[2];
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
    lowestVisible,
    blocks,
  };
}
