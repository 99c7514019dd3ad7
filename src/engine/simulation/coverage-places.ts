import { radians } from '../math/index.js';
import type { Signature } from '../truth/index.js';
import { type CoverageSensor, neededSnr } from './coverage-sensors.js';
import { type LookWorld, noseOnTarget, sightOf } from './look-at.js';

/** Heights above ground between which the lowest one seen is sought, m, and the step by which they grow at first. */
export const LOWEST_SOUGHT = { from: 1, to: 30_000, ratio: 1.05 } as const;

/**
 * The least height above ground, m, at which a sensor covers the target over a position: 0 where it is seen on the ground,
 * null where it is not seen up to LOWEST_SOUGHT.to. Sought upwards in steps of 5%, then halved down to a centimetre or
 * 10⁻⁴: lobes and gaps thinner than a step may be missed.
 */
export function lowestSeen(
  world: LookWorld,
  sensor: CoverageSensor,
  at: { readonly latDeg: number; readonly lonDeg: number },
  signature: Signature,
  detectionProbability: number,
): number | null {
  const lat = radians(at.latDeg);
  const lon = radians(at.lonDeg);
  const ground = world.terrain.heightAt(lat, lon);
  const needed = neededSnr(sensor, signature.fluctuation, detectionProbability);
  const seen = (above: number): boolean => {
    const { blocks, snr } = sightOf(world, sensor, noseOnTarget(lat, lon, ground + above, signature));
    return blocks.length === 0 && snr >= needed;
  };
  if (seen(0)) return 0;
  let low = 0;
  for (let high: number = LOWEST_SOUGHT.from; low < LOWEST_SOUGHT.to; high *= LOWEST_SOUGHT.ratio) {
    const next = Math.min(high, LOWEST_SOUGHT.to);
    if (seen(next)) return edgeBetween(seen, low, next);
    low = next;
  }
  return null;
}

function edgeBetween(seen: (above: number) => boolean, low: number, high: number): number {
  let [hidden, shown] = [low, high];
  while (shown - hidden > Math.max(0.01, 1e-4 * shown)) {
    const middle = (hidden + shown) / 2;
    if (seen(middle)) shown = middle;
    else hidden = middle;
  }
  return shown;
}
