import { type HorizonTable, makeHorizonTable, type Terrain } from '../earth/index.js';
import { hashId, radians, type Streams, uniform } from '../math/index.js';
import type { GeoPosition, ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';
import {
  type DetectionTable,
  makeDetectionTable,
  makeOrbit,
  makePlatformState,
  makeRadar,
  makeSite,
  type Orbit,
  orbitStateInto,
  type PlatformState,
  type Radar,
  type ResolutionCell,
  resolutionCellOf,
  type Sensing,
} from '../sensor/index.js';
import { type Fluctuation, PURPOSE, type SensorId } from '../types/index.js';
import { surround } from './surroundings.js';

/** A sensor in the world: its model, where it is and what it sees of the ground. */
export interface Sensor {
  readonly index: number;
  readonly id: SensorId;
  readonly hash: number;
  /** Index of the command post to which it answers. */
  post: number;
  /** What it does while it answers to none, and its own post stands in `post`; null otherwise. */
  alone: 'silent' | 'alone' | null;
  readonly role: ResolvedSensor['role'];
  readonly radar: Radar;
  /** Where in its scan it starts, turns. */
  readonly phase: number;
  readonly place: PlatformState;
  /** Where it stands now, or the centre of its orbit. */
  readonly site: GeoPosition;
  /** Airborne sensors only. */
  readonly orbit: Orbit | null;
  /** Fixed sensors only. */
  readonly horizon: HorizonTable | null;
  /** Detection tables by fluctuation case. */
  readonly tables: readonly DetectionTable[];
  /** Pattern, air, surface and all else beyond the plain range equation; null where that says all. */
  readonly sensing: Sensing | null;
  /** The cell in which several objects are one report; null where they never are. */
  readonly cell: ResolutionCell | null;
  /** Progress of an electronically scanned radar's searches and of its looks at tracks, in periods. */
  readonly dwells: { search: number; track: number };
  boresight: number;
  wantedBoresight: number;
  emitting: boolean;
}

const AZIMUTH_BINS = 360;
/** Rows of the longest range are this far apart: half a cell of the shipped terrain. */
const RANGE_STEP = 2000;
const CACHE = 2000;

const tableCache = new Map<string, DetectionTable>();
const horizonCache = new WeakMap<Terrain, Map<string, HorizonTable>>();

/** Keeps what is dear to make and depends on nothing but its key: it changes how long a run takes and nothing else. */
function remembered<T>(cache: Map<string, T>, key: string, make: () => T): T {
  let value = cache.get(key);
  if (value === undefined) {
    if (cache.size >= CACHE) cache.clear();
    value = make();
    cache.set(key, value);
  }
  return value;
}

function horizonOf(
  terrain: Terrain,
  place: PlatformState,
  radar: Radar,
  refractionFactor: number,
  roughnessMargin: number,
): HorizonTable {
  let cache = horizonCache.get(terrain);
  if (cache === undefined) {
    cache = new Map();
    horizonCache.set(terrain, cache);
  }
  const options = {
    maximumRange: radar.instrumentedRange,
    azimuthBins: AZIMUTH_BINS,
    rangeStep: RANGE_STEP,
    refractionFactor,
    roughnessMargin,
  };
  const site = { lat: place.lat, lon: place.lon, height: place.height };
  return remembered(cache, JSON.stringify([site, options]), () => makeHorizonTable(terrain, site, options));
}

function modelOf(sensor: ResolvedSensor): Pick<Sensor, 'radar' | 'tables'> {
  const radar = makeRadar(sensor.radar, sensor.iff);
  const tables = [0, 1, 2, 3, 4].map((fluctuation) =>
    remembered(tableCache, `${fluctuation} ${radar.falseAlarmProbability} ${radar.pulses}`, () =>
      makeDetectionTable(fluctuation as Fluctuation, radar.falseAlarmProbability, radar.pulses),
    ),
  );
  return { radar, tables };
}

/** The sensors of a scenario, in order of id. `posts` gives each command post's index. */
export function makeSensors(
  scenario: ResolvedScenario,
  terrain: Terrain,
  posts: ReadonlyMap<string, number>,
  streams: Streams,
): Sensor[] {
  // Sensors of one specification share one model, so that the hot loop finds it in the cache.
  const models = new Map<string, Pick<Sensor, 'radar' | 'tables'>>();
  return scenario.sensors.map((sensor, index) => {
    const { radar, tables } = remembered(models, JSON.stringify([sensor.radar, sensor.iff]), () => modelOf(sensor));
    const { site } = sensor;
    const lat = radians(site.latDeg);
    const lon = radians(site.lonDeg);
    // Nobody knows where in its turn an antenna is when the hour begins.
    const phase = uniform(streams, hashId(sensor.id), 0, PURPOSE.scanPhase, 0);
    const airborne = 'altitudeM' in site;
    const orbit = airborne ? makeOrbit(site, phase) : null;
    const place = airborne
      ? makePlatformState()
      : makeSite(lat, lon, terrain.heightAt(lat, lon) + sensor.radar.antennaHeightM);
    if (orbit !== null) orbitStateInto(orbit, 0, place);
    return {
      index,
      id: sensor.id,
      hash: hashId(sensor.id) | 0,
      post: posts.get(sensor.commandPost) as number,
      alone: null,
      role: sensor.role,
      ...surround(radar, sensor, place, scenario, terrain),
      phase,
      place,
      site,
      orbit,
      horizon: airborne
        ? null
        : horizonOf(terrain, place, radar, scenario.refractionFactor, scenario.terrain.roughnessMarginM),
      tables,
      dwells: { search: phase, track: phase },
      cell: sensor.radar.mergesEchoes ? resolutionCellOf(sensor.radar) : null,
      boresight: radians(sensor.boresightDeg),
      wantedBoresight: radians(sensor.boresightDeg),
      emitting: false,
    };
  });
}
