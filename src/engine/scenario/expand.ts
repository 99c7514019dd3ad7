import { cos } from '../math/index.js';
import type { AirObjectId, PlaceId } from '../types/index.js';
import type { FormationSpec, ReleaseEntry, SeparationEntry } from './flight.schema.js';
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

/** What an object lets go, and what it comes apart into. */
export const releaseId = (carrier: string, index: number): string => objectId(`${carrier}-release`, index);
export const bodyId = (carrier: string, index: number): string => objectId(`${carrier}-body`, index);

/** Ballistic coefficient of a preset, kg/m²: what a missile's aim needs of the body that goes on. */
export type CoefficientOf = (preset: string) => number;

/**
 * One plan for each object of an entry, wave by wave: starts apart by `spacingS`, routes side by side by
 * `lateralSpacingKm`, or in formation; and one for each object that these let go or come apart into.
 */
export function expandFlight(entry: FlightEntry, coefficientOf: CoefficientOf = () => Number.NaN): FlightPlan[] {
  const waves = entry.waves ?? { count: 1, intervalS: 0 };
  return Array.from({ length: waves.count }, (_, wave) =>
    Array.from({ length: entry.count }, (__, index) => {
      const carrier = objectOf(entry, wave * entry.count + index, index, wave * waves.intervalS, wave, coefficientOf);
      const { separation } = entry.ballistic ?? {};
      return [
        carrier,
        ...(entry.releases ?? []).flatMap((release, k, all) => releasesOf(carrier, release, numbersBefore(all, k))),
        ...(separation === undefined ? [] : bodiesOf(carrier, separation, entry.target)),
      ];
    }).flat(),
  ).flat();
}

/** Objects of the releases before the k-th: their ids run on. */
export const numbersBefore = (all: readonly { readonly count: number }[], k: number): number =>
  all.slice(0, k).reduce((sum, { count }) => sum + count, 0);

function objectOf(
  entry: FlightEntry,
  number: number,
  index: number,
  laterS: number,
  wave: number,
  coefficientOf: CoefficientOf,
): FlightPlan {
  const { formation, punctualityS, scatter, divert, seekerOnAfterS } = entry;
  const place = formation ? inFormation(formation, index, entry.count) : null;
  const offset = place?.right ?? (index - (entry.count - 1) / 2) * entry.lateralSpacingKm * 1000;
  const speed = entry.route?.[0].speedMps ?? Number.POSITIVE_INFINITY;
  const later = laterS + (place ? place.back / speed : index * entry.spacingS);
  return {
    id: objectId(entry.id, number) as AirObjectId,
    preset: entry.preset,
    allegiance: entry.allegiance,
    startS: (entry.startS ?? 0) + later,
    transponder: entry.transponder,
    ...transponderOf(entry, number, later),
    target: entry.ballistic?.separation ? null : (entry.target as PlaceId | null),
    motion: motionOf(entry, offset, place?.above ?? 0, coefficientOf),
    ...(entry.arriveAtS === undefined ? {} : { arriveAtS: entry.arriveAtS + later }),
    ...(formation ? { keepsTimeWith: objectId(`${entry.id}-wave`, wave) } : {}),
    ...given({ punctualityS, scatter, divert, seekerOnAfterS }),
  };
}

/** An object's transponder in detail and its flight plan, where its entry has them. */
function transponderOf(
  entry: FlightEntry,
  number: number,
  laterS: number,
): Pick<FlightPlan, 'iff' | 'flightPlanStartS'> {
  const { iff, flightPlan, flightPlanStartS = entry.startS ?? 0 } = entry;
  const address = iff?.address === undefined ? {} : { address: addressAfter(iff.address, number) };
  return {
    ...(iff === undefined ? {} : { iff: { ...iff, ...address } }),
    ...(flightPlan ? { flightPlanStartS: flightPlanStartS + laterS } : {}),
  };
}

/** The mode S address `index` after a first one; 24 bits go round. */
const addressAfter = (first: string, index: number): string =>
  ((Number.parseInt(first, 16) + index) % 0x1000000).toString(16).padStart(6, '0');

/** The keys that have a value: what was left out stays out. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function motionOf(
  entry: FlightEntry,
  offset: number,
  above: number,
  coefficientOf: CoefficientOf,
): FlightPlan['motion'] {
  if (entry.ballistic) {
    const { launch, aim, apexM, separation } = entry.ballistic;
    const motion = { kind: 'ballistic', launch: beside([launch, aim], 0, offset), aim, apexM } as const;
    if (separation === undefined) return motion;
    const { atS, atAltitudeM, when, bodies } = separation;
    const warhead = bodies.find((body) => body.warhead);
    const goesOn = coefficientOf(warhead?.preset ?? entry.preset);
    return { ...motion, separation: { ...given({ atS, atAltitudeM }), when, ballisticCoefficientKgPerM2: goesOn } };
  }
  const route = entry.route ?? [];
  const points = route.map((point, index) => {
    const ends = entry.target !== null && index === route.length - 1;
    if (ends) return point;
    const raised = above === 0 ? point : { ...point, altitudeM: Math.max(0, point.altitudeM + above) };
    return { ...raised, ...beside(route, index, offset) };
  });
  return { kind: 'route', points, ...given({ manoeuvre: entry.manoeuvre }) };
}

/** Where the member of a formation flies: metres to the right of the leader's route, behind him and above him. */
export function inFormation(
  { kind, spacingM, depthM = spacingM, stackM }: FormationSpec,
  index: number,
  count: number,
): { right: number; back: number; above: number } {
  const above = index * stackM;
  // Leader, then right and left in turn.
  const side = index % 2 === 1 ? 1 : -1;
  const row = Math.ceil(index / 2);
  switch (kind) {
    case 'line':
      return { right: (index - (count - 1) / 2) * spacingM, back: 0, above };
    case 'column':
      return { right: 0, back: index * spacingM, above };
    case 'wedge':
      return { right: side * row * spacingM, back: row * depthM, above };
    case 'echelon':
      return { right: index * spacingM, back: index * depthM, above };
    case 'box':
      return { right: ((index % 2) - 0.5) * spacingM, back: Math.floor(index / 2) * depthM, above };
  }
}

/** What an object lets go: bound to the carrier's times, on the carrier's side. */
function releasesOf(carrier: FlightPlan, release: ReleaseEntry, before: number): FlightPlan[] {
  const { atPoint, atS, route, manoeuvre, ballistic } = release;
  const way = carrier.motion.kind === 'route' ? carrier.motion.points : [];
  const atPlace = atPoint === undefined ? undefined : way[atPoint - 1];
  return Array.from({ length: release.count }, (_, k) => ({
    id: releaseId(carrier.id, before + k) as AirObjectId,
    preset: release.preset,
    allegiance: carrier.allegiance,
    startS: carrier.startS,
    transponder: release.transponder,
    target: release.target as PlaceId | null,
    carrier: { id: carrier.id, ...given({ atPlace, atS }), afterS: k * release.spacingS },
    motion: ballistic
      ? { kind: 'airLaunch', ...ballistic }
      : route
        ? { kind: 'route', points: route, ...given({ manoeuvre }) }
        : { kind: 'fall' },
    ...timekeeping(carrier),
  }));
}

/** What a missile comes apart into; the warhead goes on to the aim and strikes in its stead. */
function bodiesOf(carrier: FlightPlan, { bodies }: SeparationEntry, target: string | null): FlightPlan[] {
  return bodies.flatMap((body, b) =>
    Array.from({ length: body.count }, (_, k) => ({
      id: bodyId(carrier.id, numbersBefore(bodies, b) + k) as AirObjectId,
      preset: body.preset,
      allegiance: carrier.allegiance,
      startS: carrier.startS,
      transponder: 'off' as const,
      target: body.warhead ? (target as PlaceId | null) : null,
      carrier: {
        id: carrier.id,
        afterS: 0,
        push: { acrossMps: body.spreadMps, about: (2 * Math.PI * k) / body.count, backMps: body.backMps },
      },
      motion: { kind: body.warhead ? ('warhead' as const) : ('fall' as const) },
      ...timekeeping(carrier),
    })),
  );
}

/** Whoever is carried is as late as his carrier. */
const timekeeping = ({ id, keepsTimeWith, punctualityS }: FlightPlan): Partial<FlightPlan> => ({
  keepsTimeWith: keepsTimeWith ?? id,
  ...given({ punctualityS }),
});

/**
 * A point of a route moved to its right by `offset` metres, across the line from the point before to the point after.
 * On a sphere's tangent plane: an offset of 50 km is right to about 0.5%, which is no matter for a formation.
 */
export function beside(route: readonly GeoPosition[], index: number, offset: number): GeoPosition {
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
