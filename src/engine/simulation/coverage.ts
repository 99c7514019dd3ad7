import { geodeticToEcefInto, lowestVisibleHeight, makeHorizonTable, WGS84 } from '../earth/index.js';
import { atan2, cos, makeStreams, radians, TWO_PI } from '../math/index.js';
import { connected, createNetwork } from '../network/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { inCoverage, inSector, lookUpDetection } from '../sensor/index.js';
import type { AirObjectSpec } from '../truth/air-object.schema.js';
import { makeSignature, meanRcs } from '../truth/index.js';
import type { MeasureValues } from '../types/index.js';
import { emits } from './emission.js';
import { makeSensors } from './sensors.js';
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
 * Where a target is detected by a sensor whose reports reach the focus post: its own sensors, and those of every post
 * that some chain of links, of whatever quality, connects to it at the start. Terrain, horizon, elevation limits, sectors
 * as they point at the start and signal count; Doppler does not (the target flies at the radar).
 */
export function coverageGrid(scenario: ResolvedScenario, assets: RunAssets, question: CoverageQuestion): CoverageGrid {
  const { terrain } = assets;
  const posts = new Map<string, number>(scenario.commandPosts.map((post, index) => [post.id, index]));
  const network = createNetwork({
    nodes: [...scenario.commandPosts.map((post) => post.id)],
    links: scenario.links,
    outages: [],
  });
  const sensors = makeSensors(scenario, terrain, posts, makeStreams(0, 0)).filter((sensor) => {
    const post = scenario.commandPosts[sensor.post];
    const reaches = post.id === scenario.focus || connected(network, post.id, scenario.focus, 0);
    return reaches && emits(post.posture.initial, sensor.role);
  });
  const signature = makeSignature(question.target.signature);
  const horizons = sensors.map(
    (sensor) =>
      sensor.horizon ??
      makeHorizonTable(terrain, sensor.place, {
        maximumRange: sensor.radar.instrumentedRange,
        azimuthBins: 180,
        rangeStep: 4000,
        refractionFactor: scenario.refractionFactor,
        roughnessMargin: scenario.terrain.roughnessMarginM,
      }),
  );
  const cells = cellsAbout(scenario, assets);
  const covered = question.altitudesM.map(() => new Uint8Array(cells.latDeg.length));
  const ecef = new Float64Array(3);
  for (let c = 0; c < cells.latDeg.length; c++) {
    const lat = radians(cells.latDeg[c]);
    const lon = radians(cells.lonDeg[c]);
    const ground = terrain.heightAt(lat, lon);
    question.altitudesM.forEach((above, a) => {
      const altitude = ground + above;
      geodeticToEcefInto(lat, lon, altitude, ecef);
      for (let s = 0; s < sensors.length && covered[a][c] === 0; s++) {
        const { radar, place, tables } = sensors[s];
        const { basis, positionEcef } = place;
        const dx = ecef[0] - positionEcef[0];
        const dy = ecef[1] - positionEcef[1];
        const dz = ecef[2] - positionEcef[2];
        const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
        const up = dx * basis[6] + dy * basis[7] + dz * basis[8];
        if (!inCoverage(radar, range, up / range, Number.POSITIVE_INFINITY)) continue;
        const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
        const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
        let azimuth = atan2(east, north);
        if (azimuth < 0) azimuth += TWO_PI;
        if (!radar.rotating && !inSector(radar, sensors[s].boresight, azimuth)) continue;
        if (altitude < lowestVisibleHeight(horizons[s], azimuth, Math.sqrt(east * east + north * north))) continue;
        const snr = (radar.snrConstant * meanRcs(signature, radar.bandIndex, 1)) / (range * range * range * range);
        if (lookUpDetection(tables[signature.fluctuation], snr) >= question.detectionProbability) covered[a][c] = 1;
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
