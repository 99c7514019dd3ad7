import { WGS84 } from '../earth/index.js';
import { cos, radians } from '../math/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import type { AirObjectSpec } from '../truth/air-object.schema.js';
import { makeSignature } from '../truth/index.js';
import type { MeasureValues } from '../types/index.js';
import { coverageSensors, isOutOfReach, neededSnr } from './coverage-sensors.js';
import { noseOnTarget, sightOf } from './look-at.js';
import type { RunAssets } from './world.js';

/** What coverage is asked for. */
export interface CoverageQuestion {
  /** The target, flying nose-on to each radar. */
  readonly target: AirObjectSpec;
  /** Heights above ground, m. */
  readonly altitudesM: readonly number[];
  /** Single-scan detection probability that counts as covered. */
  readonly detectionProbability: number;
}

/** Cells of a coverage map and, for each altitude, which of them are covered. */
export interface CoverageGrid {
  readonly cellDeg: number;
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  /** km² */
  readonly area: Float64Array;
  /** One array an altitude, 1 for covered, in the order of the question. */
  readonly covered: readonly Uint8Array[];
}

/** Edge of a cell, degrees: about half a beam's footprint at the edge of the largest radar. */
const CELL_DEG = 0.25;
/** Distance from the focus post within which coverage is counted, m. */
const RADIUS = 500_000;

/**
 * Where a target is detected by a sensor whose reports reach the focus post (see coverageSensors). Terrain, horizon,
 * elevation limits, sectors as they point at the start and signal count; Doppler does not (the target flies at the radar).
 */
export function coverageGrid(scenario: ResolvedScenario, assets: RunAssets, question: CoverageQuestion): CoverageGrid {
  const world = { scenario, terrain: assets.terrain };
  const sensors = coverageSensors(scenario, world.terrain, true);
  const signature = makeSignature(question.target.signature);
  const needed = sensors.map((sensor) => neededSnr(sensor, signature.fluctuation, question.detectionProbability));
  const cells = cellsAbout(scenario, assets);
  const covered = question.altitudesM.map(() => new Uint8Array(cells.latDeg.length));
  for (let c = 0; c < cells.latDeg.length; c++) {
    const lat = radians(cells.latDeg[c]);
    const lon = radians(cells.lonDeg[c]);
    const ground = world.terrain.heightAt(lat, lon);
    question.altitudesM.forEach((above, a) => {
      const target = noseOnTarget(lat, lon, ground + above, signature);
      for (let s = 0; s < sensors.length && covered[a][c] === 0; s++) {
        if (isOutOfReach(sensors[s], target.positionEcef)) continue;
        const { blocks, snr } = sightOf(world, sensors[s], target);
        if (blocks.length === 0 && snr >= needed[s]) covered[a][c] = 1;
      }
    });
  }
  return { ...cells, covered };
}

/** The same as one measure an altitude, km²: `coverage50mKm2` and so on. */
export function coverageMeasures(
  scenario: ResolvedScenario,
  assets: RunAssets,
  question: CoverageQuestion,
): MeasureValues {
  const { area, covered } = coverageGrid(scenario, assets, question);
  return Object.fromEntries(
    question.altitudesM.map((altitude, a) => {
      let sum = 0;
      for (let c = 0; c < area.length; c++) sum += covered[a][c] * area[c];
      return [`coverage${altitude}mKm2`, sum];
    }),
  );
}

function cellsAbout(scenario: ResolvedScenario, assets: RunAssets): Omit<CoverageGrid, 'covered'> {
  const focus = scenario.commandPosts.find((post) => post.id === scenario.focus)!;
  const kmPerDeg = (radians(1) * WGS84.a) / 1000;
  const reachLat = RADIUS / 1000 / kmPerDeg;
  const reachLon = reachLat / cos(radians(focus.latDeg));
  const lats: number[] = [];
  const lons: number[] = [];
  const areas: number[] = [];
  for (let y = Math.ceil(-reachLat / CELL_DEG); y * CELL_DEG <= reachLat; y++) {
    for (let x = Math.ceil(-reachLon / CELL_DEG); x * CELL_DEG <= reachLon; x++) {
      const latDeg = focus.latDeg + y * CELL_DEG;
      const lonDeg = focus.lonDeg + x * CELL_DEG;
      const parallel = cos(radians(latDeg));
      const north = y * CELL_DEG * kmPerDeg;
      const east = x * CELL_DEG * kmPerDeg * parallel;
      if (north * north + east * east > (RADIUS / 1000) * (RADIUS / 1000)) continue;
      if (!assets.terrain.contains(radians(latDeg), radians(lonDeg))) continue;
      lats.push(latDeg);
      lons.push(lonDeg);
      areas.push(CELL_DEG * kmPerDeg * CELL_DEG * kmPerDeg * parallel);
    }
  }
  return {
    cellDeg: CELL_DEG,
    latDeg: Float64Array.from(lats),
    lonDeg: Float64Array.from(lons),
    area: Float64Array.from(areas),
  };
}
