import { geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { radians } from '../math/index.js';
import type { ResolvedFireUnit } from '../scenario/resolved.js';
import { type LauncherSite, makeLauncherSite } from '../weapon/index.js';

/**
 * The places of a unit's launchers, and for each group of them the number of its own. Groups without a position stand
 * with the unit; groups of one position and sector share a site.
 */
export function makeSites(
  unit: ResolvedFireUnit,
  unitEcef: Float64Array,
  terrain: Terrain,
): { readonly sites: LauncherSite[]; readonly siteOf: number[] } {
  const sites: LauncherSite[] = [];
  const known = new Map<string, number>();
  const siteOf = unit.launchers.map(({ position, sector }) => {
    const key = JSON.stringify([position, sector]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const { latDeg, lonDeg } = position ?? unit;
    const lat = radians(latDeg);
    const lon = radians(lonDeg);
    let ecef = unitEcef;
    if (position !== null) {
      ecef = new Float64Array(3);
      geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), ecef);
    }
    const index = sites.length;
    sites.push(makeLauncherSite(index, ecef, lat, lon, sector));
    known.set(key, index);
    return index;
  });
  return { sites, siteOf };
}
