import { geodesicInverse, type Terrain } from '../earth/index.js';
import { radians } from '../math/index.js';
import type { GeoPosition, ResolvedScenario } from '../scenario/resolved.js';

/** Distance between the places at which the ground below a middle line is looked at, m. */
const STEP = 2000;

/**
 * Why nobody can fly an airway or a corridor, by its id: the ground stands as high as its lowest level, or its ceiling.
 * Places lie evenly between the points in latitude and longitude.
 */
export function grounded(scenario: ResolvedScenario, terrain: Terrain): Map<string, string> {
  const reasons = new Map<string, string>();
  if (terrain.maximumHeight <= 0) return reasons;
  const look = (id: string, points: readonly GeoPosition[], altitude: number, what: string): void => {
    const ground = highestBelow(points, altitude, terrain);
    if (ground === null) return;
    const place = `${Math.round(ground.height)} m high at latDeg ${ground.latDeg.toFixed(2)}, lonDeg ${ground.lonDeg.toFixed(2)}`;
    reasons.set(id, `${what} must lie above the ground, which is ${place}; got ${altitude} m`);
  };
  for (const { id, points, levelsM } of scenario.traffic?.airways ?? []) {
    look(id, points, Math.min(...levelsM), `levelsM of ‘${id}’`);
  }
  return reasons;
}

/** The highest ground along a line, where it is as high as `altitude`. */
function highestBelow(
  points: readonly GeoPosition[],
  altitude: number,
  terrain: Terrain,
): (GeoPosition & { height: number }) | null {
  if (terrain.maximumHeight < altitude) return null;
  let highest: (GeoPosition & { height: number }) | null = null;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]];
    const { distance } = geodesicInverse(radians(a.latDeg), radians(a.lonDeg), radians(b.latDeg), radians(b.lonDeg));
    const steps = Math.max(1, Math.ceil(distance / STEP));
    for (let i = 0; i <= steps; i++) {
      const latDeg = a.latDeg + (i / steps) * (b.latDeg - a.latDeg);
      const lonDeg = a.lonDeg + (i / steps) * (b.lonDeg - a.lonDeg);
      const height = terrain.heightAt(radians(latDeg), radians(lonDeg));
      if (height >= altitude && height > (highest?.height ?? Number.NEGATIVE_INFINITY))
        highest = { latDeg, lonDeg, height };
    }
  }
  return highest;
}
