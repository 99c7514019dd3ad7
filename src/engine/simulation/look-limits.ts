import { lineOfSight } from '../earth/index.js';
import { asin, wrapPi } from '../math/index.js';
import type { LookBlock, LookTarget, LookWorld, Sight } from './look-at.js';
import type { Sensor } from './sensors.js';

/** One limit of a look, in SI: what it is for this target, what it may be, and by how much it holds. */
export interface LookLimit {
  /** What keeps the radar from seeing the target where the limit does not hold. */
  readonly block: LookBlock | 'silent';
  /** null where the limit is a yes or no. */
  readonly value: number | null;
  readonly limit: number | null;
  /** Positive: it holds with so much to spare. null: a yes or no. */
  readonly margin: number | null;
  readonly unit: 'm' | 'rad' | 'm/s' | '1';
  readonly holds: boolean;
}

/** Heights between which the lowest visible one is sought for a moving sensor, which keeps no horizon table, m. */
const HIGHEST = 200_000;

/** Every limit of a look, whether or not it holds; which ones do is what the look itself says (`sight.blocks`). */
export function lookLimits(
  world: LookWorld,
  sensor: Sensor,
  emitting: boolean,
  target: LookTarget,
  sight: Sight,
): LookLimit[] {
  const { radar, boresight } = sensor;
  const { range, azimuth, sinElevation, radialSpeed } = sight;
  const holds = (block: LookBlock): boolean => !sight.blocks.includes(block);
  const most = (block: LookBlock, value: number, limit: number, unit: LookLimit['unit']): LookLimit => {
    return { block, value, limit, margin: limit - value, unit, holds: holds(block) };
  };
  const least = (block: LookBlock, value: number, limit: number, unit: LookLimit['unit']): LookLimit => {
    return { block, value, limit, margin: value - limit, unit, holds: holds(block) };
  };
  const elevation = asin(Math.max(-1, Math.min(1, sinElevation)));
  const limits: LookLimit[] = [
    { block: 'silent', value: null, limit: null, margin: null, unit: '1', holds: emitting },
    most('tooFar', range, radar.instrumentedRange, 'm'),
    least('tooNear', range, radar.minimumRange, 'm'),
    least('belowElevation', elevation, radar.elevationMinimum, 'rad'),
    most('aboveElevation', elevation, radar.elevationMaximum, 'rad'),
    ...(radar.rotating || radar.sectorHalfWidth >= Math.PI
      ? []
      : [most('outsideSector', Math.abs(wrapPi(azimuth - boresight)), radar.sectorHalfWidth, 'rad')]),
    least('tooSlow', Math.abs(radialSpeed), radar.minimumRadialSpeed, 'm/s'),
    least('masked', target.altitude, sight.lowestVisible ?? lowestByMarching(world, sensor, target), 'm'),
  ];
  const told = new Set(limits.map(({ block }) => block));
  const others = sight.blocks.filter((block) => !told.has(block));
  return [
    ...limits,
    ...others.map((block): LookLimit => ({ block, value: null, limit: null, margin: null, unit: '1', holds: false })),
  ];
}

/** The lowest height at which a moving sensor would see the target, to a centimetre; infinite if none up to 200 km. */
function lowestByMarching({ terrain, scenario }: LookWorld, { place }: Sensor, { lat, lon }: LookTarget): number {
  const { refractionFactor, terrain: choice } = scenario;
  const seen = (height: number): boolean =>
    lineOfSight(terrain, place, { lat, lon, height }, refractionFactor, choice.roughnessMarginM);
  let low = terrain.heightAt(lat, lon);
  let high = HIGHEST;
  if (seen(low)) return low;
  if (!seen(high)) return Number.POSITIVE_INFINITY;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (seen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
