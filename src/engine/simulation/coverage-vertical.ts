import { flatTerrain, geodesicDirect } from '../earth/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { type CoverageNeed, makeRate } from './coverage-field.js';
import { type CoverageSensor, coverageSensors } from './coverage-sensors.js';
import { noseOnTarget, sightOf } from './look-at.js';

/** Coverage of one sensor in the vertical plane along its boresight, over smooth ground. */
export interface VerticalField {
  /** Height of the antenna over the ground of the chart, m. */
  readonly antennaHeight: number;
  /** Ground ranges of the columns, m, evenly from 0. */
  readonly groundRange: Float64Array;
  /** Heights of the rows over the ground of the chart, m, by even steps of their roots: closer together near the ground. */
  readonly height: Float64Array;
  /** For each signature, margins by row and column: positive where covered. */
  readonly margins: readonly Float32Array[];
}

const COLUMNS = 240;
const ROWS = 160;
/** Highest row, m: above what flies on wings. */
const TOP = 30_000;

/**
 * The sensors of the scenario on smooth ground, by index: each over ground at the height of its own site, an airborne one
 * over the sea. What the vertical charts are made of.
 */
export const sensorsOnSmoothGround = (scenario: ResolvedScenario): CoverageSensor[] =>
  coverageSensors(scenario, flatTerrain());

export function verticalField(scenario: ResolvedScenario, sensor: CoverageSensor, need: CoverageNeed): VerticalField {
  const world = { terrain: flatTerrain(), scenario };
  const { place, radar, boresight } = sensor;
  const reach = radar.instrumentedRange * 1.02;
  const groundRange = Float64Array.from({ length: COLUMNS }, (_, c) => (reach * c) / (COLUMNS - 1));
  const height = Float64Array.from({ length: ROWS }, (_, r) => TOP * (r / (ROWS - 1)) * (r / (ROWS - 1)));
  const margins = need.signatures.map(() => new Float32Array(COLUMNS * ROWS));
  const rate = makeRate(sensor, scenario.refractionFactor, need, reach / (COLUMNS - 1));
  groundRange.forEach((distance, c) => {
    const { lat, lon } = geodesicDirect(place.lat, place.lon, boresight, distance);
    height.forEach((above, r) => {
      const sight = sightOf(world, sensor, noseOnTarget(lat, lon, above, need.signatures[0]));
      margins.forEach((margin, k) => {
        margin[r * COLUMNS + c] = rate(sight, above, k);
      });
    });
  });
  return { antennaHeight: place.height, groundRange, height, margins };
}
