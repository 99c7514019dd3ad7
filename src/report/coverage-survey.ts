import { degrees } from '../engine/math/index.js';
import type { ResolvedScenario } from '../engine/scenario/index.js';
import {
  addToRanks,
  type CoverageField,
  type CoverageNeed,
  type CoverageSensor,
  coverageGeoGrid,
  coverageNeed,
  coverageSensors,
  filled,
  type GeoGrid,
  groundOf,
  lowestSeen,
  makeRanks,
  type RunAssets,
  sensorFields,
  type TargetRange,
  wholeField,
  without,
} from '../engine/simulation/index.js';
import { areaKm2, geoPolygons, type Polygon } from './contours.js';

/** What a survey of coverage is asked for. */
export interface SurveyQuestion {
  /** Preset of the target, which flies nose-on at each radar, and its published range of signatures. */
  readonly target: string;
  readonly signature: TargetRange;
  /** Heights above ground, m, ascending. */
  readonly altitudesM: readonly number[];
  /** Probability of a single look that counts as covered. */
  readonly detectionProbability: number;
  /** Points of the grid along its longer side, for tests and for haste; coverageGeoGrid's own number if left out. */
  readonly gridPoints?: number;
}

/** An area with nominal, least and greatest published signature of the target. */
export interface AreaRow {
  readonly altitudeM: number;
  readonly areaKm2: number;
  readonly low: number;
  readonly high: number;
}

/** The lowest height above ground at which a target is seen, m; null: not seen at any. */
export interface LowestSeen {
  readonly lowestSeenM: number | null;
  /** With the greatest and with the least published signature. */
  readonly lowM: number | null;
  readonly highM: number | null;
}

export interface SensorCoverage {
  readonly id: string;
  readonly preset: string;
  readonly commandPost: string;
  readonly role: string;
  /** Its reports reach the focus post, and it may radiate at the start: it counts in what is combined. */
  readonly inCombined: boolean;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Of the antenna, above sea level. */
  readonly heightM: number;
  readonly areas: readonly AreaRow[];
}

export interface PlaceCoverage extends LowestSeen {
  readonly id: string;
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly groundM: number;
  readonly sensors: readonly (LowestSeen & { readonly id: string })[];
}

/** Numbers of a survey, as they are printed. */
export interface SurveyRecord {
  readonly scenario: string;
  readonly target: string;
  readonly detectionProbability: number;
  readonly altitudesM: readonly number[];
  /** Between points of the grid on which edges are sought. */
  readonly gridKm: number;
  readonly sensors: readonly SensorCoverage[];
  readonly combined: {
    readonly focus: string;
    readonly sensors: readonly string[];
    readonly areas: readonly AreaRow[];
  };
  /** What the combined sensors see at any of the heights, holes filled: within it gaps and overlaps are counted. */
  readonly areaOfInterestKm2: number;
  /** Of the area of interest, what no combined sensor sees at this height. */
  readonly gaps: readonly { readonly altitudeM: number; readonly areaKm2: number; readonly share: number }[];
  /** Of the area of interest, what exactly so many of the combined sensors see at this height, km². */
  readonly overlaps: readonly { readonly altitudeM: number; readonly seenByKm2: Readonly<Record<SeenBy, number>> }[];
  readonly places: readonly PlaceCoverage[];
  /** Whether some point that a sensor could reach has no terrain data, and therefore counts as not covered. */
  readonly cutByTerrain: boolean;
}

export type SeenBy = '0' | '1' | '2' | '3+';

/** What of one height is drawn. */
export interface AltitudeShapes {
  readonly altitudeM: number;
  /** By sensor, in the order of the record; nominal signature. */
  readonly sensors: readonly (readonly Polygon[])[];
  readonly combined: readonly Polygon[];
  readonly low: readonly Polygon[];
  readonly high: readonly Polygon[];
  /** Seen by at least two, and by at least three. */
  readonly byTwo: readonly Polygon[];
  readonly byThree: readonly Polygon[];
  readonly gaps: readonly Polygon[];
}

export interface CoverageSurvey {
  readonly record: SurveyRecord;
  readonly shapes: readonly AltitudeShapes[];
  readonly areaOfInterest: readonly Polygon[];
  /** Least longitude of the grid: longitudes of the shapes go on eastwards from it, past 180 where need be. */
  readonly westDeg: number;
}

/** Tells how far it is, in sensors times heights. */
export type SurveyProgress = (done: number, total: number) => void;

const square = (polygons: readonly Polygon[]): number => areaKm2(polygons);

/**
 * Where the sensors of a scenario detect a target: areas by sensor and combined, at each height, with their outlines, and
 * the lowest height seen above each place. null where a sensor reaches too near a pole.
 */
export function surveyCoverage(
  scenario: ResolvedScenario,
  assets: RunAssets,
  question: SurveyQuestion,
  onProgress: SurveyProgress = () => {},
): CoverageSurvey | null {
  const world = { scenario, terrain: assets.terrain };
  const { altitudesM, detectionProbability, target } = question;
  const sensors = coverageSensors(scenario, assets.terrain);
  const need = coverageNeed(question.signature, detectionProbability);
  const grid = coverageGeoGrid(sensors, question.gridPoints);
  if (grid === null) return null;
  const ground = groundOf(grid, assets.terrain);
  const total = sensors.length * altitudesM.length;
  const anyHeight = makeRanks(grid, 1);
  const layers = altitudesM.map((altitudeM, a) => {
    const layer = layerAt(altitudeM, sensors, grid, (sensor, s) => {
      onProgress(a * sensors.length + s, total);
      return sensorFields(world, sensor, grid, ground, altitudeM, need);
    });
    addToRanks(anyHeight, grid, layer.top);
    return layer;
  });
  onProgress(total, total);
  const interest = filled(wholeField(grid, anyHeight[0]));
  const areaOfInterest = geoPolygons(grid, interest);
  const areaOfInterestKm2 = square(areaOfInterest);
  const shapes = layers.map(({ shapes: own, top }): AltitudeShapes => {
    return { ...own, gaps: geoPolygons(grid, without(interest, top)) };
  });
  const combined = layers.map(({ combined: row }) => row);
  const record: SurveyRecord = {
    scenario: scenario.name,
    target,
    detectionProbability,
    altitudesM,
    gridKm: grid.step / 1000,
    sensors: sensors.map((sensor, s) => {
      const areas = layers.map(({ areas: own }) => own[s]);
      return { ...sensorRecord(scenario, sensor), areas };
    }),
    combined: {
      focus: scenario.focus,
      sensors: sensors.flatMap(({ id, reachesFocus }) => (reachesFocus ? [id] : [])),
      areas: combined,
    },
    areaOfInterestKm2,
    gaps: combined.map(({ altitudeM, areaKm2: seen }) => {
      const gap = Math.max(0, areaOfInterestKm2 - seen);
      return { altitudeM, areaKm2: gap, share: areaOfInterestKm2 > 0 ? gap / areaOfInterestKm2 : 0 };
    }),
    overlaps: shapes.map(({ altitudeM, combined: one, byTwo, byThree }) => {
      const [a, b, c] = [one, byTwo, byThree].map(square);
      const seenByKm2 = { '0': Math.max(0, areaOfInterestKm2 - a), '1': a - b, '2': b - c, '3+': c };
      return { altitudeM, seenByKm2 };
    }),
    places: scenario.places.map((place) => placeCoverage(world, sensors, place, need)),
    cutByTerrain: layers.some(({ cut }) => cut),
  };
  return { record, shapes, areaOfInterest, westDeg: grid.westDeg };
}

interface Layer {
  readonly areas: readonly AreaRow[];
  readonly combined: AreaRow;
  readonly shapes: Omit<AltitudeShapes, 'gaps'>;
  /** Greatest margin of the combined sensors. */
  readonly top: CoverageField;
  readonly cut: boolean;
}

function layerAt(
  altitudeM: number,
  sensors: readonly CoverageSensor[],
  grid: GeoGrid,
  fieldsOf: (sensor: CoverageSensor, index: number) => { fields: readonly CoverageField[]; cut: boolean },
): Layer {
  const [nominal, low, high] = [makeRanks(grid, 3), makeRanks(grid, 1), makeRanks(grid, 1)];
  let cut = false;
  const own = sensors.map((sensor, s) => {
    const made = fieldsOf(sensor, s);
    cut ||= made.cut;
    if (sensor.reachesFocus) {
      for (const [k, ranks] of [nominal, low, high].entries()) addToRanks(ranks, grid, made.fields[k]);
    }
    return made.fields.map((field) => geoPolygons(grid, field));
  });
  const polygonsOf = (rank: Float32Array): Polygon[] => geoPolygons(grid, wholeField(grid, rank));
  const [one, byTwo, byThree] = nominal.map(polygonsOf);
  const [least, most] = [low[0], high[0]].map(polygonsOf);
  const row = ([middle, small, large]: readonly (readonly Polygon[])[]): AreaRow => {
    return { altitudeM, areaKm2: square(middle), low: square(small), high: square(large) };
  };
  return {
    areas: own.map(row),
    combined: row([one, least, most]),
    shapes: {
      altitudeM,
      sensors: own.map(([middle]) => middle),
      combined: one,
      low: least,
      high: most,
      byTwo,
      byThree,
    },
    top: wholeField(grid, nominal[0]),
    cut,
  };
}

function sensorRecord(scenario: ResolvedScenario, sensor: CoverageSensor): Omit<SensorCoverage, 'areas'> {
  const { id, index, reachesFocus, place } = sensor;
  const { preset, commandPost, role } = scenario.sensors[index];
  return {
    id,
    preset,
    commandPost,
    role,
    inCombined: reachesFocus,
    latDeg: degrees(place.lat),
    lonDeg: degrees(place.lon),
    heightM: place.height,
  };
}

function placeCoverage(
  world: { readonly scenario: ResolvedScenario; readonly terrain: RunAssets['terrain'] },
  sensors: readonly CoverageSensor[],
  { id, name, latDeg, lonDeg }: ResolvedScenario['places'][number],
  need: CoverageNeed,
): PlaceCoverage {
  const bySensor = sensors.map((sensor) => {
    const [lowestSeenM, highM, lowM] = need.signatures.map((signature) =>
      lowestSeen(world, sensor, { latDeg, lonDeg }, signature, need.detectionProbability),
    );
    return { id: sensor.id, lowestSeenM, lowM, highM };
  });
  const least = (key: keyof LowestSeen): number | null => {
    const seen = bySensor.flatMap((own, s) => (sensors[s].reachesFocus && own[key] !== null ? [own[key]] : []));
    return seen.length === 0 ? null : seen.reduce((a, b) => Math.min(a, b));
  };
  return {
    id,
    name,
    latDeg,
    lonDeg,
    groundM: world.terrain.heightAt((latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180),
    lowestSeenM: least('lowestSeenM'),
    lowM: least('lowM'),
    highM: least('highM'),
    sensors: bySensor,
  };
}
