import { geodesicInverse, lineOfSight, type Terrain } from '../earth/index.js';
import { radians } from '../math/index.js';
import { createNetwork, type LinkSpec, type Network, type OutageSpec } from '../network/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';

/** Where a radio link may end: radians, and metres of the antenna over the sea, or NaN where the link says its height. */
interface End {
  readonly lat: number;
  readonly lon: number;
  readonly antenna: number;
  /** Metres above sea level of an airborne end. */
  readonly altitude?: number;
}

/** The network of a scenario. A radio link beyond its range or hidden by the ground is cut for good. */
export function networkOf(scenario: ResolvedScenario, terrain: Terrain): Network {
  const hosts = scenario.commandPosts.flatMap(({ id, aloneOf }) =>
    aloneOf === undefined ? [] : [[id, aloneOf] as const],
  );
  return createNetwork({
    nodes: [
      ...scenario.commandPosts.map((post) => post.id),
      ...scenario.sensors.map((sensor) => sensor.id),
      ...scenario.fireUnits.map((unit) => unit.id),
    ],
    stations: scenario.nodes ?? [],
    hosts: new Map<string, string>(hosts),
    links: scenario.links,
    outages: [...scenario.outages, ...deadRadioLinks(scenario, terrain)],
  });
}

function deadRadioLinks(scenario: ResolvedScenario, terrain: Terrain): OutageSpec[] {
  const radios = scenario.links.filter(({ radio }) => radio !== undefined);
  if (radios.length === 0) return [];
  const ends = endsOf(scenario);
  return radios.flatMap((link) => {
    const cause = whyNoRadio(link, ends, scenario, terrain);
    return cause === null ? [] : [{ link: link.id, fromS: 0, cause }];
  });
}

function endsOf({ sensors, commandPosts, fireUnits, nodes = [] }: ResolvedScenario): Map<string, End> {
  const ends = new Map<string, End>();
  const add = (id: string, at: { latDeg: number; lonDeg: number }, antenna = Number.NaN, altitude?: number): void => {
    const end = { lat: radians(at.latDeg), lon: radians(at.lonDeg), antenna };
    ends.set(id, altitude === undefined ? end : { ...end, altitude });
  };
  for (const { id, site, radar } of sensors) {
    // An orbit stands for its centre.
    add(id, site, radar.antennaHeightM, 'altitudeM' in site ? site.altitudeM : undefined);
  }
  for (const entry of [...commandPosts, ...fireUnits]) add(entry.id, entry);
  for (const { id, position, antennaHeightM } of nodes) if (position !== undefined) add(id, position, antennaHeightM);
  return ends;
}

/** Why a radio link cannot work, in words; null where it can. Standard refraction and the terrain decide, as for radars. */
function whyNoRadio(
  { id, from, to, radio }: LinkSpec,
  ends: ReadonlyMap<string, End>,
  { refractionFactor, terrain: { roughnessMarginM } }: ResolvedScenario,
  terrain: Terrain,
): string | null {
  const [a, b] = [ends.get(from), ends.get(to)];
  if (radio === undefined) return null;
  if (a === undefined || b === undefined) throw new RangeError(`radio link "${id}" has an end without a position`);
  const { distance } = geodesicInverse(a.lat, a.lon, b.lat, b.lon);
  if (distance > radio.rangeKm * 1000) {
    return `out of radio range (${Math.round(distance / 1000)} km, range ${radio.rangeKm} km)`;
  }
  if (!radio.lineOfSight) return null;
  const site = ({ lat, lon, antenna, altitude }: End) => ({
    lat,
    lon,
    height: altitude ?? terrain.heightAt(lat, lon) + (Number.isNaN(antenna) ? radio.antennaHeightM : antenna),
  });
  return lineOfSight(terrain, site(a), site(b), refractionFactor, roughnessMarginM) ? null : 'no line of sight';
}
