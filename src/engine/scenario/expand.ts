import { cos } from '../math/index.js';
import type { AirObjectId, PlaceId } from '../types/index.js';
import type { GeoPosition, ResolvedFlight } from './resolved.js';
import type { FlightEntry } from './scenario.schema.js';

/** Mean radius of the earth, m (IUGG; WGS-84's semi-axes as (2a + b) / 3). */
const EARTH_RADIUS = 6_371_008.8;
const RADIAN = Math.PI / 180;

/** Objects of one entry that a scenario may hold in all. */
export const MOST_FLIGHTS = 20_000;

export type FlightPlan = Omit<ResolvedFlight, 'airObject'>;

/** `raid-07`: the id of the seventh object of an entry. */
export const objectId = (entry: string, index: number): string => `${entry}-${String(index + 1).padStart(2, '0')}`;

/** One plan for each object of an entry: starts apart by `spacingS`, routes side by side by `lateralSpacingKm`. */
export function expandFlight(entry: FlightEntry): FlightPlan[] {
  return Array.from({ length: entry.count }, (_, index) => {
    const offset = (index - (entry.count - 1) / 2) * entry.lateralSpacingKm * 1000;
    return {
      id: objectId(entry.id, index) as AirObjectId,
      preset: entry.preset,
      allegiance: entry.allegiance,
      startS: entry.startS + index * entry.spacingS,
      transponder: entry.transponder,
      ...transponderOf(entry, index),
      target: entry.target as PlaceId | null,
      motion: motionOf(entry, offset),
    };
  });
}

/** An object's transponder in detail and its flight plan, where its entry has them. */
function transponderOf(entry: FlightEntry, index: number): Pick<FlightPlan, 'iff' | 'flightPlanStartS'> {
  const { iff, flightPlan, flightPlanStartS = entry.startS } = entry;
  const address = iff?.address === undefined ? {} : { address: addressAfter(iff.address, index) };
  return {
    ...(iff === undefined ? {} : { iff: { ...iff, ...address } }),
    ...(flightPlan ? { flightPlanStartS: flightPlanStartS + index * entry.spacingS } : {}),
  };
}

/** The mode S address `index` after a first one; 24 bits go round. */
const addressAfter = (first: string, index: number): string =>
  ((Number.parseInt(first, 16) + index) % 0x1000000).toString(16).padStart(6, '0');

function motionOf(entry: FlightEntry, offset: number): FlightPlan['motion'] {
  if (entry.ballistic) {
    const { launch, aim, apexM } = entry.ballistic;
    return { kind: 'ballistic', launch: beside([launch, aim], 0, offset), aim, apexM };
  }
  const route = entry.route ?? [];
  const points = route.map((point, index) => {
    const ends = entry.target !== null && index === route.length - 1;
    return ends ? point : { ...point, ...beside(route, index, offset) };
  });
  return { kind: 'route', points };
}

/**
 * A point of a route moved to its right by `offset` metres, across the line from the point before to the point after.
 * On a sphere's tangent plane: an offset of 50 km is right to about 0.5%, which is no matter for a formation.
 */
function beside(route: readonly GeoPosition[], index: number, offset: number): GeoPosition {
  const { latDeg, lonDeg } = route[index];
  if (offset === 0) return { latDeg, lonDeg };
  const before = route[Math.max(0, index - 1)];
  const after = route[Math.min(route.length - 1, index + 1)];
  const shrink = cos(latDeg * RADIAN);
  const north = after.latDeg - before.latDeg;
  const east = (after.lonDeg - before.lonDeg) * shrink;
  const length = Math.sqrt(north * north + east * east);
  if (length === 0) return { latDeg, lonDeg };
  const degrees = offset / (EARTH_RADIUS * RADIAN);
  return {
    latDeg: latDeg - (degrees * east) / length,
    lonDeg: lonDeg + (degrees * north) / length / shrink,
  };
}
