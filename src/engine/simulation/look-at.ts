import { geodeticToEcefInto, lineOfSight, lowestVisibleHeight } from '../earth/index.js';
import { asin, atan2 } from '../math/index.js';
import {
  detectionProbability,
  FACTOR_WIDTH,
  inSector,
  LOOK,
  LOOK_WIDTH,
  lookFactorsInto,
  type Sensing,
  sensedSnr,
} from '../sensor/index.js';
import { meanRcs, rcsAt, type Signature } from '../truth/index.js';
import { hearJammers, jammingAlong } from './jammers.js';
import { rcsByAspect } from './rcs.js';
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
  /** Of one pulse, linear, over noise and all that adds to it. */
  readonly snr: number;
  /** What pattern, air, surface and jammers make of the plain SNR (FACTOR_WIDTH); null where the range equation says all. */
  readonly factors: Float64Array | null;
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

/** What a look needs of the world; without air objects nothing jams. */
export type LookWorld = Pick<World, 'terrain' | 'scenario'> & Partial<Pick<World, 'objects' | 'jammers'>>;

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
  const rcs = rcsOf(sensor, target, cosAspect, sinElevation);
  const plain = (radar.snrConstant * rcs) / (range * range * range * range);
  const { sensing } = sensor;
  let factors: Float64Array | null = null;
  if (sensing !== null) {
    look[LOOK.range] = range;
    look[LOOK.groundRange] = groundRange;
    look[LOOK.height] = target.altitude;
    look[LOOK.sinElevation] = sinElevation;
    look[LOOK.radialSpeed] = speed > 0 ? radialSpeed : Number.POSITIVE_INFINITY;
    // Straight above, any level direction is as good as another.
    const level = groundRange > 0 ? groundRange : 1;
    look[LOOK.jnr] = jammingAt(world, sensor, sensing, east / level, groundRange > 0 ? north / level : 1);
    factors = new Float64Array(FACTOR_WIDTH);
    lookFactorsInto(sensing, radar.snrConstant, look, factors);
  }
  const snr = sensing === null || factors === null ? plain : sensedSnr(sensing, plain, factors);
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
    factors,
    lowestVisible,
    blocks,
  };
}

const look = new Float64Array(LOOK_WIDTH);
const state = new Float64Array(6);
const line = new Float64Array(3);

/** Mean radar cross-section as the sensor sees the target: by its table where it has one, else by sectors. */
function rcsOf({ radar, place }: Sensor, target: LookTarget, cosAspect: number, sinElevation: number): number {
  const { signature, positionEcef: position, velocityEcef: velocity } = target;
  const { bandIndex } = radar;
  if (signature.tables === null) return meanRcs(signature, bandIndex, cosAspect);
  if (velocity[0] === 0 && velocity[1] === 0 && velocity[2] === 0) {
    return rcsAt(signature, bandIndex, 0, -asin(Math.max(-1, Math.min(1, sinElevation))));
  }
  for (let k = 0; k < 3; k++) {
    state[k] = position[k];
    state[3 + k] = velocity[k];
    line[k] = position[k] - place.positionEcef[k];
  }
  return rcsByAspect(signature, bandIndex, state, 0, line, 0);
}

function jammingAt(world: LookWorld, sensor: Sensor, sensing: Sensing, east: number, north: number): number {
  const { objects, jammers, terrain, scenario } = world;
  if (objects === undefined || jammers === undefined || jammers.object.length === 0) return 0;
  hearJammers({ objects, jammers, terrain, scenario }, sensor, sensing);
  return jammingAlong(jammers, sensing, east, north);
}
