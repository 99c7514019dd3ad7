import { effectiveEarthRadius, type GasTable, makeGasProfile, makeGasTable, type Terrain } from '../earth/index.js';
import type { ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';
import {
  constantWithin,
  EMPTY_SPACE,
  interrogationRange,
  interrogatorOf,
  makeSensing,
  type PlatformState,
  type Radar,
  type Sensing,
  type Surroundings,
  type Transponder1090,
} from '../sensor/index.js';
import type { RadarSpec } from '../sensor/radar.schema.js';

/** Heights up to which gases are tabulated, m; above it they add nothing. */
const AIR_TOP = 30_000;
/**
 * Height of the target above the radar's surface at which a published range counts as measured, m, where the point does not
 * say, and the most that this may be of the range, so that the target is far off and low. Assumed: few published ranges
 * state the height.
 */
const REFERENCE_HEIGHT = 10_000;
const STEEPEST_REFERENCE = 0.1;

const gasTables = new Map<string, GasTable>();
const CACHE = 500;

/** What a scenario's environment is to one sensor. */
function surroundingsOf(
  scenario: ResolvedScenario,
  terrain: Terrain,
  { radar: spec }: ResolvedSensor,
  place: PlatformState,
): Surroundings {
  const { environment } = scenario;
  if (environment === null) return EMPTY_SPACE;
  const effectiveRadius = effectiveEarthRadius(scenario.refractionFactor);
  const { surface, rain } = environment;
  return {
    antennaHeight: place.height,
    surfaceHeight: surface === 'sea' ? 0 : Math.min(place.height, Math.max(0, terrain.heightAt(place.lat, place.lon))),
    effectiveRadius,
    gas: environment.gases
      ? gasTableOf([
          spec.frequencyGhz * 1e9,
          environment.vapourDensityGPerM3 / 1000,
          place.height,
          spec.instrumentedRangeKm * 1000,
          effectiveRadius,
        ])
      : null,
    rain: rain
      ? {
          rateMmPerH: rain.rateMmPerH,
          cell: { height: rain.topM, near: rain.fromKm * 1000, far: rain.toKm * 1000 },
        }
      : null,
    multipath: environment.lobing && surface !== 'none' ? { surface, roughness: environment.surfaceRoughnessM } : null,
    clutter:
      surface === 'sea'
        ? { surface, seaState: environment.seaState }
        : surface === 'land'
          ? { surface, gammaDb: environment.landClutterDb }
          : null,
  };
}

type GasKey = readonly [frequency: number, vapour: number, height: number, range: number, effectiveRadius: number];

/** Tables depend on nothing but their key; keeping them changes how long a run takes and nothing else. */
function gasTableOf(key: GasKey): GasTable {
  const text = key.join(' ');
  let table = gasTables.get(text);
  if (table === undefined) {
    if (gasTables.size >= CACHE) gasTables.clear();
    const [frequency, vapour, height, range, radius] = key;
    table = makeGasTable(makeGasProfile(frequency, vapour), height, range, AIR_TOP, radius);
    gasTables.set(text, table);
  }
  return table;
}

/** A sensor's model with what its surroundings make of it; `sensing` is null where the plain range equation says all. */
export function surround(
  radar: Radar,
  sensor: ResolvedSensor,
  place: PlatformState,
  scenario: ResolvedScenario,
  terrain: Terrain,
): { radar: Radar; sensing: Sensing | null } {
  const { radar: spec } = sensor;
  const { environment } = scenario;
  const weighsDoppler = (spec.movingTarget?.notchOrder ?? 0) > 0;
  const options = [spec.antenna, spec.pulses, spec.timeBudget, spec.mergesEchoes];
  const jammed = scenario.flights.some(({ airObject }) => airObject.jammer !== undefined);
  if (environment === null && !jammed && !weighsDoppler && options.every((option) => option === undefined)) {
    return { radar: withInterrogator(radar, sensor), sensing: null };
  }
  const sensing = makeSensing(spec, surroundingsOf(scenario, terrain, sensor, place));
  const calibrated = withInterrogator(radar, sensor);
  if (spec.transmitter?.calibrates) return { radar: calibrated, sensing };
  return { radar: { ...calibrated, snrConstant: calibratedConstant(radar.snrConstant, spec, sensing) }, sensing };
}

/**
 * Air, pattern and surface shaped the echo of a published point too, and a radar that is calibrated on it is as much stronger
 * in empty space. Lobes are taken out only of a point that states its height: at an assumed one they could stand for a
 * power that no radar has, for near the horizon they take tens of decibels.
 */
function calibratedConstant(plain: number, { reference }: RadarSpec, sensing: Sensing): number {
  const range = reference.rangeKm * 1000;
  if (reference.altitudeM !== undefined) return constantWithin(sensing, plain, range, reference.altitudeM);
  const height = Math.min(REFERENCE_HEIGHT, STEEPEST_REFERENCE * range);
  return constantWithin({ ...sensing, multipath: null }, plain, range, height);
}

/**
 * A transponder as the least that is allowed, seen from its good side: 21 dBW and −69 dBm in mode A/C, no gain.
 * Source: 14 CFR part 43, appendix F (peak power 125–500 W, triggering at −73 ± 4 dBm).
 */
const LEAST_TRANSPONDER: Transponder1090 = { power: 125, gainDb: 0, lossDb: 0, triggerDbm: -69, modes: ['3/A', 'C'] };

function withInterrogator(radar: Radar, { radar: spec }: ResolvedSensor): Radar {
  const interrogator = interrogatorOf(spec);
  if (interrogator === undefined) return radar;
  return { ...radar, iffRange: Math.min(radar.iffRange, interrogationRange(interrogator, LEAST_TRANSPONDER)) };
}
