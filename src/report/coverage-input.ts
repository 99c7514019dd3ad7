import type { Preset, ResolvedScenario, Source } from '../engine/scenario/index.js';
import type { TargetRange, VerticalField } from '../engine/simulation/index.js';
import type { Polygon } from './contours.js';
import type { CoverageSurvey } from './coverage-survey.js';
import type { LandFeature, TerrainSamples } from './input.js';
import { type MapFrame, mapFrame } from './mercator.js';

/** What the page and the pictures of a survey are made from. */
export interface CoverageReportInput {
  readonly survey: CoverageSurvey;
  readonly scenario: ResolvedScenario;
  /** By sensor, in the order of the record. */
  readonly vertical: readonly VerticalField[];
  readonly target: Preset;
  /** Its signature as the survey used it: changes of single values are in it. */
  readonly signature: TargetRange;
  readonly catalogue: {
    readonly presets: ReadonlyMap<string, { readonly title: string }>;
    readonly sources: ReadonlyMap<string, Source>;
  };
  /** How to make it again. */
  readonly command: string;
  readonly version?: string;
  readonly land?: readonly LandFeature[];
  readonly terrain?: TerrainSamples;
  /** A DOM document, for the charts (jsdom's in Node). */
  readonly document: unknown;
}

/** Room about everything that is shown, over its span, and the least span, degrees. */
const MARGIN = 0.02;
const LEAST_DEG = 1;

/** A map of polygons and positions, whose longitudes go on eastwards from the survey's own. */
function frameOf(
  polygons: readonly Polygon[],
  positions: readonly { readonly latDeg: number; readonly lonDeg: number }[],
  westDeg: number,
  width: number,
): MapFrame {
  let [west, east, south, north] = [720, -720, 90, -90];
  const take = (lon: number, lat: number): void => {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  for (const [outer] of polygons) for (const [lon, lat] of outer) take(lon, lat);
  for (const { lonDeg, latDeg } of positions) take(eastOf(westDeg, lonDeg), latDeg);
  const corners = [
    { latDeg: south, lonDeg: west },
    { latDeg: north, lonDeg: east },
  ];
  return mapFrame(corners, width, MARGIN * Math.max(east - west, north - south, LEAST_DEG));
}

/** A map of the whole survey. */
export function surveyFrame(
  { survey, scenario }: Pick<CoverageReportInput, 'survey' | 'scenario'>,
  width: number,
): MapFrame {
  const { shapes, areaOfInterest, westDeg, record } = survey;
  const drawn = [...shapes.flatMap(({ sensors, high }) => [...sensors.flat(), ...high]), ...areaOfInterest];
  return frameOf(drawn, [...record.sensors, ...scenario.places], westDeg, width);
}

/** A map of what one sensor covers at any height. */
export function sensorFrame({ survey }: Pick<CoverageReportInput, 'survey'>, width: number, index: number): MapFrame {
  const { shapes, record, westDeg } = survey;
  const drawn = shapes.flatMap(({ sensors }) => sensors[index]);
  return frameOf(drawn, [record.sensors[index]], westDeg, width);
}

/** The same longitude within the turn that begins at another. */
export const eastOf = (westDeg: number, lonDeg: number): number => lonDeg + 360 * Math.ceil((westDeg - lonDeg) / 360);

/** What the maps span, degrees: where terrain has to be sampled for them. */
export function surveyBounds(
  input: Pick<CoverageReportInput, 'survey' | 'scenario'>,
): Pick<MapFrame, 'west' | 'east' | 'south' | 'north'> {
  const { west, east, south, north } = surveyFrame(input, 1);
  return { west, east, south, north };
}
