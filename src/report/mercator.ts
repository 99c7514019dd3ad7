import { log, tan } from '../engine/math/index.js';
import type { GeoPosition } from '../engine/scenario/index.js';

/** Degrees of longitude and latitude to pixels of a map. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  x(lonDeg: number): number;
  y(latDeg: number): number;
  /** The latitude of a pixel row, by bisection of `y`. */
  latitudeOf(y: number): number;
  /** Pixels of one kilometre at a latitude. */
  perKm(latDeg: number): number;
}

/** Mercator's ordinate in degrees: equal to longitude's degrees at the equator (Snyder, USGS PP 1395, 1987, eq. 7-2). */
const ordinate = (latDeg: number): number => (log(tan(Math.PI / 4 + (latDeg * Math.PI) / 360)) * 180) / Math.PI;

/** Kilometres of one degree of latitude on a sphere of 6371 km: for scale bars and rings' labels only. */
const KM_PER_DEG = 111.195;

/** A conformal map of everything given, with a margin of degrees about it. */
export function mapFrame(points: readonly GeoPosition[], width: number, marginDeg: number): MapFrame {
  const lats = points.map((p) => p.latDeg);
  const lons = points.map((p) => p.lonDeg);
  const least = (v: readonly number[]): number => v.reduce((a, b) => Math.min(a, b), 90);
  const most = (v: readonly number[]): number => v.reduce((a, b) => Math.max(a, b), -180);
  const west = lons.reduce((a, b) => Math.min(a, b), 180) - marginDeg;
  const east = most(lons) + marginDeg;
  const south = Math.max(-80, least(lats) - marginDeg);
  const north = Math.min(80, most(lats) + marginDeg);
  const top = ordinate(north);
  const scale = width / (east - west);
  const y = (latDeg: number): number => (top - ordinate(Math.max(-80, Math.min(80, latDeg)))) * scale;
  const height = Math.round(y(south));
  return {
    width,
    height,
    west,
    east,
    south,
    north,
    x: (lonDeg) => (lonDeg - west) * scale,
    y,
    latitudeOf: (row) => {
      let low = south;
      let high = north;
      for (let i = 0; i < 40; i++) {
        const middle = (low + high) / 2;
        if (y(middle) > row) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
    // The scale of a conformal map is the same in all directions: a degree north here, over its kilometres.
    perKm: (latDeg) => (y(latDeg - 0.05) - y(latDeg + 0.05)) / (0.1 * KM_PER_DEG),
  };
}
