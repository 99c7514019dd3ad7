import { effectiveEarthRadius, radarHorizon, type Terrain, WGS84 } from '../earth/index.js';
import { asin, cos, degrees, radians, sin, tan, wrapPi } from '../math/index.js';
import { meanRcs, type Signature } from '../truth/index.js';
import { type CoverageSensor, isOutOfReach, neededSnr } from './coverage-sensors.js';
import { type LookWorld, noseOnTarget, type Sight, sightOf } from './look-at.js';
import type { Sensor } from './sensors.js';

/** Points on parallels and meridians, degrees: columns eastwards, rows northwards. Longitudes may pass ±180°. */
export interface GeoGrid {
  readonly columns: number;
  readonly rows: number;
  readonly westDeg: number;
  readonly southDeg: number;
  readonly lonStepDeg: number;
  readonly latStepDeg: number;
  /** Between points, m: north and south everywhere, east and west at the middle latitude. */
  readonly step: number;
}

/**
 * How far, m over the ground, each point of a window of a grid lies within (positive) or outside of (negative) what is
 * covered, capped at some steps: the nearest limit counts. Never 0. The edge of coverage is where it changes its sign,
 * which interpolation finds between points.
 */
export interface CoverageField {
  /** Of the window in its grid. */
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  readonly margin: Float32Array;
}

/**
 * Points along the longer side of the area that all sensors could reach. Twice as many change areas of the shipped
 * scenario by less than 1.5%, and those under 3000 km² by up to 4.3%: docs/models/coverage.md.
 */
const POINTS = 540;
/** Margins are capped at so many steps, and are no smaller than so much of one: no edge runs through a point. */
export const CAP_STEPS = 3;
const LEAST_STEP = 0.01;
/** Nearest that a radar's reach may come to a pole, degrees: meridians run together there. */
export const POLAR_GAP_DEG = 2;

const METRES_PER_DEG = radians(1) * WGS84.b * (1 - WGS84.f);

/**
 * A grid about everything that the sensors' instrumented ranges reach, which depends on nothing else: the same for any
 * target, height and probability. null where a reach comes within POLAR_GAP_DEG of a pole.
 */
export function coverageGeoGrid(sensors: readonly Sensor[], points = POINTS): GeoGrid | null {
  let [south, north, west, east] = [90, -90, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const first = sensors[0].place.lon;
  for (const { place, radar } of sensors) {
    const lat = degrees(place.lat);
    const reach = radar.instrumentedRange / METRES_PER_DEG;
    if (Math.abs(lat) + reach > 90 - POLAR_GAP_DEG) return null;
    const lon = degrees(first + wrapPi(place.lon - first));
    const half = degrees(asin(sin(radians(reach)) / cos(place.lat)));
    [south, north] = [Math.min(south, lat - reach), Math.max(north, lat + reach)];
    [west, east] = [Math.min(west, lon - half), Math.max(east, lon + half)];
  }
  const parallel = cos(radians((south + north) / 2));
  const step = (Math.max(north - south, (east - west) * parallel) * METRES_PER_DEG) / points;
  const latStepDeg = step / METRES_PER_DEG;
  const lonStepDeg = latStepDeg / parallel;
  // Two points to spare on each side, so that nothing covered touches the edge. The antimeridian lies midway between two
  // columns, so that what is cut there is cut along it.
  const columns = Math.ceil((east - west) / lonStepDeg) + 5;
  const start = west - 2 * lonStepDeg;
  const eastwards = start < -180 ? start + 360 : start;
  const westDeg = 180 - (Math.ceil((180 - eastwards) / lonStepDeg - 0.5) + 0.5) * lonStepDeg;
  const rows = Math.ceil((north - south) / latStepDeg) + 5;
  return { columns, rows, westDeg, southDeg: south - 2 * latStepDeg, lonStepDeg, latStepDeg, step };
}

/** Ground heights at the points of a grid, m; NaN where the terrain has no data. */
export function groundOf(grid: GeoGrid, terrain: Terrain): Float64Array {
  const ground = new Float64Array(grid.columns * grid.rows);
  for (let r = 0; r < grid.rows; r++) {
    const lat = radians(grid.southDeg + r * grid.latStepDeg);
    for (let c = 0; c < grid.columns; c++) {
      const lon = wrapPi(radians(grid.westDeg + c * grid.lonStepDeg));
      ground[r * grid.columns + c] = terrain.contains(lat, lon) ? terrain.heightAt(lat, lon) : Number.NaN;
    }
  }
  return ground;
}

/** What is covered: the target, nose-on, and the probability of a single look. */
export interface CoverageNeed {
  /** One or more of the same fluctuation; a field is made for each. */
  readonly signatures: readonly Signature[];
  readonly detectionProbability: number;
}

/**
 * Coverage of one sensor at one height above ground (m), for each signature, and whether it could reach points without
 * terrain data, which count as not covered. Only points that it could reach are looked at: within the instrumented range,
 * and not beyond the horizon of smooth ground at sea level for the highest ground.
 */
export function sensorFields(
  world: LookWorld,
  sensor: CoverageSensor,
  grid: GeoGrid,
  ground: Float64Array,
  aboveGround: number,
  need: CoverageNeed,
): { readonly fields: readonly CoverageField[]; readonly cut: boolean } {
  const { terrain, scenario } = world;
  const window = windowOf(grid, sensor, terrain.maximumHeight + aboveGround, scenario.refractionFactor);
  const fields = need.signatures.map(() => ({ ...window, margin: new Float32Array(window.columns * window.rows) }));
  const rate = makeRate(sensor, scenario.refractionFactor, need, grid.step);
  let cut = false;
  for (let r = 0; r < window.rows; r++) {
    const lat = radians(grid.southDeg + (window.row + r) * grid.latStepDeg);
    for (let c = 0; c < window.columns; c++) {
      const height = ground[(window.row + r) * grid.columns + window.column + c];
      const lon = radians(grid.westDeg + (window.column + c) * grid.lonStepDeg);
      const at = r * window.columns + c;
      if (Number.isNaN(height)) {
        cut ||= !isOutOfReach(sensor, noseOnTarget(lat, lon, aboveGround, need.signatures[0]).positionEcef);
        for (const { margin } of fields) margin[at] = -CAP_STEPS * grid.step;
        continue;
      }
      const sight = sightOf(world, sensor, noseOnTarget(lat, lon, height + aboveGround, need.signatures[0]));
      for (let k = 0; k < fields.length; k++) fields[k].margin[at] = rate(sight, height + aboveGround, k);
    }
  }
  return { fields, cut };
}

function windowOf(
  grid: GeoGrid,
  { place, radar }: Sensor,
  highest: number,
  refractionFactor: number,
): Omit<CoverageField, 'margin'> {
  const horizon = radarHorizon(Math.max(0, place.height), highest, effectiveEarthRadius(refractionFactor));
  const steps = Math.min(radar.instrumentedRange, horizon) / grid.step + 2;
  const reach = steps * grid.latStepDeg;
  const half = degrees(asin(Math.min(1, sin(radians(reach)) / cos(place.lat))));
  const lon = grid.westDeg + modulo(degrees(place.lon) - grid.westDeg, 360);
  const column = Math.max(0, Math.floor((lon - half - grid.westDeg) / grid.lonStepDeg));
  const row = Math.max(0, Math.floor((degrees(place.lat) - reach - grid.southDeg) / grid.latStepDeg));
  const columns = Math.min(grid.columns, Math.ceil((lon + half - grid.westDeg) / grid.lonStepDeg) + 1) - column;
  const rows = Math.min(grid.rows, Math.ceil((degrees(place.lat) + reach - grid.southDeg) / grid.latStepDeg) + 1) - row;
  return { column, row, columns, rows };
}

const modulo = (value: number, by: number): number => value - by * Math.floor(value / by);

/** Least slope by which a height over the horizon counts as a distance over the ground. */
const LEAST_SLOPE = 0.002;

/**
 * Makes a function that rates a look, m over the ground: positive if and only if nothing blocks it and its signal,
 * for the k-th signature, is enough. A signal is proportional to its signature.
 */
export function makeRate(sensor: Sensor, refractionFactor: number, need: CoverageNeed, step: number) {
  const { radar, boresight } = sensor;
  const [first] = need.signatures;
  const needed = neededSnr(sensor, first.fluctuation, need.detectionProbability);
  const own = meanRcs(first, radar.bandIndex, 1);
  const shares = need.signatures.map((signature) => meanRcs(signature, radar.bandIndex, 1) / own);
  const perRadius = 1 / effectiveEarthRadius(refractionFactor);
  const tanMaximum = tan(radar.elevationMaximum);
  const sector = !radar.rotating && radar.sectorHalfWidth < Math.PI;
  const [least, cap] = [LEAST_STEP * step, CAP_STEPS * step];
  return (sight: Sight, altitude: number, k: number): number => {
    const { range, groundRange, sinElevation } = sight;
    if (range === 0) return -cap;
    const slope = Math.max(LEAST_SLOPE, groundRange * perRadius);
    const up = range * sinElevation;
    let open = Math.min(
      radar.instrumentedRange - range,
      range - radar.minimumRange,
      (up - range * radar.sinElevationMinimum) / slope,
      groundRange - up / tanMaximum,
      sight.lowestVisible === null ? cap : (altitude - sight.lowestVisible) / slope,
    );
    if (sector) {
      const off = Math.abs(wrapPi(sight.azimuth - boresight));
      open = Math.min(open, (radar.sectorHalfWidth - off) * groundRange);
    }
    // What the look says decides; these distances only say how clearly.
    if (sight.blocks.length > 0) open = Math.min(open, -least);
    const snr = sight.snr * shares[k];
    const further = range * (Math.sqrt(Math.sqrt(snr / needed)) - 1);
    const margin = Math.min(open, further);
    if (sight.blocks.length > 0 || snr < needed) return Math.max(-cap, Math.min(margin, -least));
    return Math.min(cap, Math.max(margin, least));
  };
}
