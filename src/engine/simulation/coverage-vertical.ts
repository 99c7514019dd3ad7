import { flatTerrain, geodesicDirect, refractedDrop } from '../earth/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { rangeForSnr } from '../sensor/index.js';
import { meanRcs } from '../truth/index.js';
import { type CoverageNeed, makeRate } from './coverage-field.js';
import { type CoverageSensor, coverageSensors, neededSnr } from './coverage-sensors.js';
import { noseOnTarget, sightOf } from './look-at.js';

/** Coverage of one sensor in the vertical plane along its boresight, over smooth ground. */
export interface VerticalField {
  /** Height of the chart's frame over its ground at the radar, m; rows go on above it, as the earth bends away below. */
  readonly top: number;
  /** Height of the antenna over the ground of the chart, m. */
  readonly antennaHeight: number;
  /** Ground ranges of the columns, m, evenly from 0. */
  readonly groundRange: Float64Array;
  /** Heights of the rows over the ground of the chart, m, by even steps of their roots: closer together near the ground. */
  readonly height: Float64Array;
  /** For each signature, margins by row and column: positive where covered. */
  readonly margins: readonly Float32Array[];
}

const COLUMNS = 360;
const ROWS = 200;
/** Height up to which a chart shows everything, m: above what flies on wings. */
const TOP = 30_000;
/** Farthest column over the free-space range of the greatest signature: lobes of a reflecting surface reach twice as far. */
const LOBES = 2.2;

/**
 * The sensors of the scenario on smooth ground, by index: each over ground at the height of its own site, an airborne one
 * over the sea. What the vertical charts are made of.
 */
export const sensorsOnSmoothGround = (scenario: ResolvedScenario): CoverageSensor[] =>
  coverageSensors(scenario, flatTerrain());

export function verticalField(scenario: ResolvedScenario, sensor: CoverageSensor, need: CoverageNeed): VerticalField {
  const world = { terrain: flatTerrain(), scenario };
  const { place, radar, boresight } = sensor;
  const { signatures, detectionProbability } = need;
  const needed = neededSnr(sensor, signatures[0].fluctuation, detectionProbability);
  const greatest = signatures.reduce((most, own) => Math.max(most, meanRcs(own, radar.bandIndex, 1)), 0);
  const free = rangeForSnr(radar.snrConstant, greatest, needed);
  const reach = 1.02 * Math.min(radar.instrumentedRange, LOBES * free);
  const highest = TOP + refractedDrop(reach, scenario.refractionFactor);
  const groundRange = Float64Array.from({ length: COLUMNS }, (_, c) => (reach * c) / (COLUMNS - 1));
  const height = Float64Array.from({ length: ROWS }, (_, r) => highest * (r / (ROWS - 1)) * (r / (ROWS - 1)));
  const margins = signatures.map(() => new Float32Array(COLUMNS * ROWS));
  const rate = makeRate(sensor, scenario.refractionFactor, need, reach / (COLUMNS - 1));
  groundRange.forEach((distance, c) => {
    const { lat, lon } = geodesicDirect(place.lat, place.lon, boresight, distance);
    height.forEach((above, r) => {
      const sight = sightOf(world, sensor, noseOnTarget(lat, lon, above, signatures[0]));
      margins.forEach((margin, k) => {
        margin[r * COLUMNS + c] = rate(sight, above, k);
      });
    });
  });
  return { top: TOP, antennaHeight: place.height, groundRange, height, margins };
}
