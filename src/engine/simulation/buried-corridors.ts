import { geodesicInverse, type Terrain } from '../earth/index.js';
import { degrees, radians } from '../math/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';

/** Distance between two looks at the ground under a corridor, m: about a cell of the coarsest terrain. */
const SPACING = 2000;

/**
 * Why a corridor runs through the ground, by its id: somewhere under its middle line the ground is as high as its ceiling,
 * so that nothing can fly in it. A floor below the ground is usual: it stands for flight down to the ground.
 */
export function buriedCorridors({ corridors }: ResolvedScenario, terrain: Terrain): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { id, points, ceilingM } of corridors) {
    if (ceilingM > terrain.maximumHeight) continue;
    for (let k = 1; k < points.length && !reasons.has(id); k++) {
      const a = points[k - 1];
      const b = points[k];
      const { distance } = geodesicInverse(radians(a.latDeg), radians(a.lonDeg), radians(b.latDeg), radians(b.lonDeg));
      const looks = Math.max(1, Math.ceil(distance / SPACING));
      for (let i = 0; i <= looks; i++) {
        const lat = radians(a.latDeg + ((b.latDeg - a.latDeg) * i) / looks);
        const lon = radians(a.lonDeg + ((b.lonDeg - a.lonDeg) * i) / looks);
        const ground = terrain.heightAt(lat, lon);
        if (ground < ceilingM) continue;
        const where = `latDeg ${degrees(lat).toFixed(2)}, lonDeg ${degrees(lon).toFixed(2)}`;
        reasons.set(
          id,
          `corridor ‘${id}’ runs through the ground: at ${where} it is ${Math.round(ground)} m high, the ceiling ${ceilingM} m`,
        );
        break;
      }
    }
  }
  return reasons;
}
