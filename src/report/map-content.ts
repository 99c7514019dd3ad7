import { geodesicDirect } from '../engine/earth/index.js';
import { atan2 } from '../engine/math/index.js';
import type { GeoPosition, ResolvedFlight, ResolvedScenario } from '../engine/scenario/index.js';
import type { Allegiance } from '../engine/types/index.js';
import { type MapFrame, mapFrame } from './mercator.js';

const WIDTH = 1040;
const MARGIN_DEG = 0.55;
const DEG = Math.PI / 180;

/** The map of a scenario. */
export const scenarioFrame = (scenario: ResolvedScenario): MapFrame =>
  mapFrame(positionsOf(scenario), WIDTH, MARGIN_DEG);

/** What it spans, degrees: where terrain has to be sampled for it. */
export function mapBounds(scenario: ResolvedScenario): Pick<MapFrame, 'west' | 'east' | 'south' | 'north'> {
  const { west, east, south, north } = scenarioFrame(scenario);
  return { west, east, south, north };
}

/** A line on the map, px. */
export interface MapLine {
  readonly key: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Flights that follow the same line, with where to put an arrow on it. */
export interface FlightLine extends MapLine {
  readonly allegiance: Allegiance;
  readonly ballistic: boolean;
  readonly arrow: { readonly x: number; readonly y: number; readonly rotate: number };
}

/** Places of a planned way; none for what begins where a carrier lets it go, which only a run knows. */
function wayOf(motion: ResolvedFlight['motion']): readonly GeoPosition[] {
  if (motion.kind === 'ballistic') return [motion.launch, motion.aim];
  return motion.kind === 'route' ? motion.points : [];
}

/** Planned routes, each line once however many fly it. */
export function flightLines(scenario: ResolvedScenario, frame: MapFrame): FlightLine[] {
  const lines = new Map<string, FlightLine>();
  for (const { allegiance, motion } of scenario.flights) {
    const way = wayOf(motion);
    if (way.length < 2) continue;
    const points = way.map((p) => pixel(p, frame));
    const key = `${allegiance} ${motion.kind} ${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}`;
    if (lines.has(key)) continue;
    lines.set(key, { key, points, allegiance, ballistic: motion.kind === 'ballistic', arrow: arrowOf(points) });
  }
  return [...lines.values()];
}

/** An arrow at 40% of the way, so that lines flown both ways show both. */
function arrowOf(points: readonly { x: number; y: number }[]): FlightLine['arrow'] {
  const lengths = points.slice(1).map((b, i) => distance(b, points[i]));
  let left = 0.4 * lengths.reduce((a, b) => a + b, 0);
  let leg = 0;
  while (leg < lengths.length - 1 && left > lengths[leg]) left -= lengths[leg++];
  const [a, b] = [points[leg], points[leg + 1]];
  const share = lengths[leg] > 0 ? left / lengths[leg] : 0;
  const rotate = atan2(b.x - a.x, a.y - b.y) / DEG;
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y), rotate };
}

/** Flights of one entry of the scenario: how many, of what, and where they begin. */
export interface FlightGroup {
  readonly preset: string;
  readonly count: number;
  readonly allegiance: Allegiance;
  readonly x: number;
  readonly y: number;
}

/** Groups by the part of the id before its number, hostile and friendly ones only: civil traffic is too much to name. */
export function flightGroups(scenario: ResolvedScenario, frame: MapFrame): FlightGroup[] {
  const groups = new Map<string, { first: ResolvedFlight; count: number }>();
  for (const flight of scenario.flights) {
    if (flight.allegiance === 'civil' || flight.carrier !== undefined) continue;
    const key = flight.id.replace(/-\d+$/, '');
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: flight, count: 1 });
  }
  return [...groups.values()].map(({ first, count }) => {
    const { motion, preset, allegiance } = first;
    return {
      preset,
      count,
      allegiance,
      ...pixel(wayOf(motion)[0], frame),
    };
  });
}

export type SiteKind = 'commandPost' | 'sensor' | 'fireUnit';

/** Posts, sensors and fire units that stand so near one another that the map cannot tell them apart. */
export interface Site {
  readonly x: number;
  readonly y: number;
  readonly focus: boolean;
  readonly members: readonly { readonly kind: SiteKind; readonly id: string; readonly preset: string }[];
}

/** Nearer than this, px, is one site: symbols would cover each other. */
const SITE_REACH = 10;
/** A site this near to a place, px, is drawn above it, by as much. */
const PLACE_REACH = 16;

/** Ground sites; each member joins the first site near it, command posts first. */
export function sites(scenario: ResolvedScenario, frame: MapFrame): Site[] {
  const found: { x: number; y: number; focus: boolean; members: { kind: SiteKind; id: string; preset: string }[] }[] =
    [];
  const add = (kind: SiteKind, id: string, preset: string, position: GeoPosition): void => {
    const at = pixel(position, frame);
    const hidden = scenario.places.some((place) => distance(pixel(place, frame), at) < PLACE_REACH);
    const [x, y] = [at.x, hidden ? at.y - PLACE_REACH : at.y];
    const near = found.find((s) => distance(s, { x, y }) < SITE_REACH);
    const focus = id === scenario.focus;
    if (near) {
      near.members.push({ kind, id, preset });
      near.focus ||= focus;
    } else found.push({ x, y, focus, members: [{ kind, id, preset }] });
  };
  for (const post of scenario.commandPosts) {
    if (post.aloneOf === undefined) add('commandPost', post.id, post.preset, post);
  }
  for (const sensor of scenario.sensors) {
    if (!('orbitRadiusKm' in sensor.site)) add('sensor', sensor.id, sensor.preset, sensor.site);
  }
  for (const unit of scenario.fireUnits) add('fireUnit', unit.id, unit.preset, unit);
  return found;
}

/** Orbits of airborne sensors. */
export function orbits(
  scenario: ResolvedScenario,
  frame: MapFrame,
): (MapLine & { id: string; preset: string; x: number; y: number })[] {
  return scenario.sensors.flatMap(({ id, preset, site }) => {
    if (!('orbitRadiusKm' in site)) return [];
    return [{ key: id, id, preset, ...pixel(site, frame), points: circle(site, site.orbitRadiusKm, frame) }];
  });
}

/** How far one class of interceptor of a fire unit reaches against aircraft. */
export interface Reach extends MapLine {
  readonly preset: string;
  readonly rangeKm: number;
  readonly focus: boolean;
}

/** One ring for each fire unit and class of interceptor. */
export function reaches(scenario: ResolvedScenario, frame: MapFrame): Reach[] {
  return scenario.fireUnits.flatMap((unit) => {
    const seen = new Set<string>();
    return unit.launchers.flatMap(({ interceptorPreset, interceptor }): Reach[] => {
      if (seen.has(interceptorPreset)) return [];
      seen.add(interceptorPreset);
      const rangeKm = interceptor.maximumRangeKm;
      return [
        {
          key: `${unit.id} ${interceptorPreset}`,
          preset: interceptorPreset,
          rangeKm,
          focus: unit.commandPost === scenario.focus,
          points: circle(unit, rangeKm, frame),
        },
      ];
    });
  });
}

/** A geodesic circle, closed, or the arc of it between two azimuths. */
export function circle(
  centre: GeoPosition,
  radiusKm: number,
  frame: MapFrame,
  fromDeg = 0,
  toDeg = 360,
): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (let azimuth = fromDeg; azimuth <= toDeg; azimuth += 3) {
    const at = geodesicDirect(centre.latDeg * DEG, centre.lonDeg * DEG, azimuth * DEG, radiusKm * 1000);
    points.push(pixel({ latDeg: at.lat / DEG, lonDeg: at.lon / DEG }, frame));
  }
  return points;
}

export const pixel = ({ latDeg, lonDeg }: GeoPosition, frame: MapFrame): { x: number; y: number } => ({
  x: frame.x(lonDeg),
  y: frame.y(latDeg),
});

interface Spot {
  readonly x: number;
  readonly y: number;
}

const distance = (a: Spot, b: Spot): number => Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));

/** Spots of which none is within the reach of one before it. */
export function apart<S extends Spot>(spots: readonly S[], reach: number): S[] {
  const kept: S[] = [];
  for (const spot of spots) if (kept.every((k) => distance(k, spot) >= reach)) kept.push(spot);
  return kept;
}

/** Every position that a map of the scenario has to show. */
export function positionsOf(scenario: ResolvedScenario): GeoPosition[] {
  return [
    ...scenario.places,
    ...scenario.commandPosts,
    ...scenario.fireUnits,
    ...scenario.sensors.map(({ site }) => site),
    ...scenario.corridors.flatMap(({ points }) => points),
    ...scenario.flights.flatMap(({ motion }) => wayOf(motion)),
  ];
}
