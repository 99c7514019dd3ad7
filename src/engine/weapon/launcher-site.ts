import { cos, radians, sin } from '../math/index.js';

/** Where launchers of a unit stand, and the sector that they can fire into. */
export interface LauncherSite {
  /** Number among the sites of its unit. */
  readonly index: number;
  readonly positionEcef: Float64Array;
  /** East and north at the site, ECEF; all around means no use of them. */
  readonly east: readonly [number, number, number];
  readonly north: readonly [number, number, number];
  /** Middle of the sector as (east, north). */
  readonly bearing: readonly [number, number];
  /** Cosine of half the sector; −1: all around. */
  readonly cosHalfSector: number;
}

/** Directions of a site and its sector: `bearingDeg` clockwise from north, `sectorDeg` its full width. */
export function makeLauncherSite(
  index: number,
  positionEcef: Float64Array,
  lat: number,
  lon: number,
  sector: { readonly bearingDeg: number; readonly sectorDeg: number } | null,
): LauncherSite {
  const [sinLat, cosLat, sinLon, cosLon] = [sin(lat), cos(lat), sin(lon), cos(lon)];
  const bearing = radians(sector?.bearingDeg ?? 0);
  return {
    index,
    positionEcef,
    east: [-sinLon, cosLon, 0],
    north: [-sinLat * cosLon, -sinLat * sinLon, cosLat],
    bearing: [sin(bearing), cos(bearing)],
    cosHalfSector: sector === null || sector.sectorDeg >= 360 ? -1 : cos(radians(sector.sectorDeg / 2)),
  };
}

/** Whether launchers of a site can bear on an aim point, ECEF; straight overhead they always can. */
export function bears(site: LauncherSite, x: number, y: number, z: number): boolean {
  if (site.cosHalfSector === -1) return true;
  const { positionEcef, east, north, bearing } = site;
  const dx = x - positionEcef[0];
  const dy = y - positionEcef[1];
  const dz = z - positionEcef[2];
  const e = dx * east[0] + dy * east[1] + dz * east[2];
  const n = dx * north[0] + dy * north[1] + dz * north[2];
  return e * bearing[0] + n * bearing[1] >= site.cosHalfSector * Math.sqrt(e * e + n * n);
}
