import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anatolia, resolveText, terrain } from '../../test/fixtures/anatolia.js';
import { flatTerrain, radarHorizon, WGS84 } from '../engine/earth/index.js';
import type { ResolvedScenario } from '../engine/scenario/index.js';
import { rangeForSnr } from '../engine/sensor/index.js';
import { coverageSensors, neededSnr } from '../engine/simulation/coverage-sensors.js';
import {
  coverageGeoGrid,
  coverageNeed,
  groundOf,
  LOWEST_SOUGHT,
  lowestSeen,
  sensorFields,
  type TargetRange,
} from '../engine/simulation/index.js';
import { areaKm2, geoPolygons, isInside, type Polygon } from './contours.js';
import { coverageGeoJson } from './coverage-geojson.js';
import { type CoverageSurvey, surveyCoverage } from './coverage-survey.js';

const coast = resolveText(readFileSync(new URL('../../test/e2e/fixtures/coast.yaml', import.meta.url), 'utf8'));
const flat = { terrain: flatTerrain() };
const [raider] = coast.flights.filter(({ id }) => id.startsWith('raider'));

/** A target of so many square metres from everywhere in every band, with half and twice as much at its ends. */
function targetOf(rcsM2: number): TargetRange {
  const spec = (value: number) => ({
    ...raider.airObject,
    signature: { fluctuation: 1, bands: { S: { frontM2: value, sideM2: value, rearM2: value } } },
  });
  return { nominal: spec(rcsM2), low: spec(rcsM2 / 2), high: spec(rcsM2 * 2) };
}

const LARGE = 1e4;

/** The scenario with the hill radar alone, changed. */
function radarAlone(change: Partial<ResolvedScenario['sensors'][number]['radar']>): ResolvedScenario {
  const sensors = coast.sensors.filter(({ id }) => id === 'hill-radar');
  return { ...coast, sensors: sensors.map((sensor) => ({ ...sensor, radar: { ...sensor.radar, ...change } })) };
}

function survey(scenario: ResolvedScenario, rcsM2: number, altitudesM: number[], more: object = {}): CoverageSurvey {
  const question = { target: 'test', signature: targetOf(rcsM2), altitudesM, detectionProbability: 0.5, ...more };
  return surveyCoverage(scenario, flat, question)!;
}

const areaOf = (found: CoverageSurvey, a = 0): number => found.record.sensors[0].areas[a].areaKm2;

/** Radius of the sphere that fits the ellipsoid at the hill radar, m (Gauss). */
const RADIUS = (() => {
  const s = Math.sin((36.9 * Math.PI) / 180);
  const w = 1 - WGS84.e2 * s * s;
  return (WGS84.a * Math.sqrt(1 - WGS84.e2)) / w;
})();

/** Area of the cap, km², whose points are so far from the antenna in a straight line at a height. */
function slantCap(range: number, antenna: number, height: number): number {
  const [a, b] = [RADIUS + antenna, RADIUS + height];
  return ((2 * Math.PI * RADIUS * RADIUS) / 1e6) * (1 - (a * a + b * b - range * range) / (2 * a * b));
}

/** Area of the cap, km², whose points are so far from the antenna along its horizontal, at a height. */
function horizontalCap(distance: number, height: number): number {
  const sine = distance / (RADIUS + height);
  return ((2 * Math.PI * RADIUS * RADIUS) / 1e6) * (1 - Math.sqrt(1 - sine * sine));
}

describe('areas over smooth ground are those of geometry', () => {
  const open = { minimumRangeKm: 0.01, elevationMaximumDeg: 89, elevationMinimumDeg: -5, antennaHeightM: 20 };

  test.each([50, 120, 250])('an instrumented range of %d km, to 0.1%%', (instrumentedRangeKm) => {
    const found = survey(radarAlone({ ...open, instrumentedRangeKm }), LARGE, [9000]);
    expect(areaOf(found) / slantCap(instrumentedRangeKm * 1000, 20, 9000)).toBeCloseTo(1, 3);
  });

  test.each([50, 300, 1000])(
    'the horizon of a target at %d m, to 0.2%%, on the grid of a radar that reaches 400 km',
    (height) => {
      const found = survey(radarAlone({ ...open, instrumentedRangeKm: 400 }), LARGE, [height]);
      const distance = radarHorizon(20, height, (4 / 3) * 6371008.8);
      expect(Math.abs(areaOf(found) / horizontalCap(distance, height) - 1)).toBeLessThan(0.002);
    },
  );

  test('a signal that ends at its own range, to 0.1%, and at both ends of the signature', () => {
    const scenario = radarAlone({ ...open, instrumentedRangeKm: 300 });
    const { areas } = survey(scenario, 1, [12_000]).record.sensors[0];
    const [sensor] = coverageSensors(scenario, flat.terrain);
    const needed = neededSnr(sensor, 1, 0.5);
    for (const [area, rcs] of [
      [areas[0].areaKm2, 1],
      [areas[0].low, 0.5],
      [areas[0].high, 2],
    ]) {
      expect(area / slantCap(rangeForSnr(sensor.radar.snrConstant, rcs, needed), 20, 12_000)).toBeCloseTo(1, 3);
    }
  });

  test('a sector of 120° is a third of the circle, and a blind range or a cone overhead is cut out of it', () => {
    const whole = areaOf(survey(radarAlone({ ...open, instrumentedRangeKm: 100 }), LARGE, [5000]));
    const sector = radarAlone({ ...open, instrumentedRangeKm: 100, scan: 'sector', sectorWidthDeg: 120 });
    expect(areaOf(survey(sector, LARGE, [5000])) / whole).toBeCloseTo(1 / 3, 2.5);
    const cone = radarAlone({ ...open, instrumentedRangeKm: 100, elevationMaximumDeg: 30 });
    const hole = 4980 / Math.tan((30 * Math.PI) / 180) / 1000;
    expect(whole - areaOf(survey(cone, LARGE, [5000]))).toBeCloseTo(Math.PI * hole * hole, -1);
  });
});

test('in relief, twice as many points change an area by less than 3%', () => {
  const scenario = anatolia();
  const chosen = coverageSensors(scenario, terrain).filter(
    ({ id }) => id === 'ground-central' || id === 's400-surveillance',
  );
  const world = { scenario, terrain };
  const need = coverageNeed(targetOf(2), 0.5);
  const area = (points: number, height: number): number[] => {
    const grid = coverageGeoGrid(coverageSensors(scenario, terrain), points)!;
    const ground = groundOf(grid, terrain);
    return chosen.map((sensor) =>
      areaKm2(geoPolygons(grid, sensorFields(world, sensor, grid, ground, height, need).fields[0])),
    );
  };
  for (const height of [50, 1000]) {
    const [coarse, fine] = [540, 1080].map((points) => area(points, height));
    for (const [s, value] of coarse.entries()) {
      expect(Math.abs(value / fine[s] - 1)).toBeLessThan(height === 50 ? 0.03 : 0.003);
    }
  }
});

describe('a survey of the coast', () => {
  const altitudesM = [50, 300, 3000, 9000];
  const small = { gridPoints: 90 };
  const found = survey(coast, 1, altitudesM, small);

  test('counts every point of the area of interest once: seen by none, one, two, or more', () => {
    const { overlaps, areaOfInterestKm2, gaps, combined } = found.record;
    overlaps.forEach(({ seenByKm2 }, a) => {
      const total = Object.values(seenByKm2).reduce((sum, area) => sum + area, 0);
      expect(total / areaOfInterestKm2).toBeCloseTo(1, 6);
      expect(seenByKm2['0']).toBe(gaps[a].areaKm2);
      expect(areaOfInterestKm2 - gaps[a].areaKm2).toBeCloseTo(combined.areas[a].areaKm2, 6);
      for (const area of Object.values(seenByKm2)) expect(area).toBeGreaterThanOrEqual(-1e-6);
    });
    // Gaps as polygons have the area of the difference, but for the cells along their edges.
    found.shapes.forEach(({ gaps: polygons }, a) => {
      expect(Math.abs(areaKm2(polygons) - gaps[a].areaKm2) / areaOfInterestKm2).toBeLessThan(0.01);
    });
  });

  test('what is combined covers at least what each sensor does, and no more than all together', () => {
    const { sensors, combined } = found.record;
    combined.areas.forEach(({ areaKm2: area }, a) => {
      const own = sensors.map(({ areas }) => areas[a].areaKm2);
      expect(area).toBeGreaterThanOrEqual(Math.max(...own) - 1e-6);
      expect(area).toBeLessThanOrEqual(own.reduce((x, y) => x + y) * (1 + 1e-3));
    });
  });

  test('a sensor that may not radiate keeps its own figures and leaves the combined ones', () => {
    const stored = coast.commandPosts.map((post) =>
      post.id === 'centre' ? { ...post, posture: { ...post.posture, initial: 'stored' as const } } : post,
    );
    const { record } = survey({ ...coast, commandPosts: stored }, 1, altitudesM, small);
    expect(record.sensors.map(({ areas }) => areas)).toEqual(found.record.sensors.map(({ areas }) => areas));
    expect(record.combined.sensors).toEqual(['battery-radar']);
    expect(record.combined.areas).toEqual(record.sensors[0].areas);
  });

  test('the order of sensors changes nothing', () => {
    const { record } = survey({ ...coast, sensors: [...coast.sensors].reverse() }, 1, altitudesM, small);
    const byId = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
      [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(record.combined.areas).toEqual(found.record.combined.areas);
    expect(record.overlaps).toEqual(found.record.overlaps);
    expect(byId(record.sensors)).toEqual(byId(found.record.sensors));
  });

  test('a larger signature or a lower probability never shrinks an area', () => {
    const sizes = ({ record }: CoverageSurvey): number[] =>
      [...record.sensors, record.combined].flatMap(({ areas }) =>
        areas.flatMap((row) => [row.low, row.areaKm2, row.high]),
      );
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 10, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (rcs, factor, pd, lower) => {
          const question = { gridPoints: 40, detectionProbability: pd };
          const before = sizes(survey(coast, rcs, [100, 2000], question));
          const after = sizes(
            survey(coast, rcs * factor, [100, 2000], { ...question, detectionProbability: pd * (1 - lower) }),
          );
          for (const [i, area] of before.entries()) expect(after[i]).toBeGreaterThanOrEqual(area - 1e-9);
          for (let i = 0; i < before.length; i += 3) {
            expect(before[i]).toBeLessThanOrEqual(before[i + 1]);
            expect(before[i + 1]).toBeLessThanOrEqual(before[i + 2]);
          }
        },
      ),
      { numRuns: 15, seed: 1 },
    );
  });

  test('writes GeoJSON whose rings are closed, simple, right-handed and hold their holes', () => {
    const { features } = JSON.parse(coverageGeoJson(found));
    const areas = features.filter((f: { geometry: { type: string } }) => f.geometry.type === 'MultiPolygon');
    expect(areas.length).toBe(altitudesM.length * (2 + 3 + 2 + 1) + 1);
    let lakes = 0;
    for (const { geometry, properties } of areas) {
      const polygons: Polygon[] = geometry.coordinates;
      expect(areaKm2(polygons)).toBeCloseTo(properties.areaKm2, 6);
      for (const [outer, ...holes] of polygons) {
        lakes += holes.length;
        for (const hole of holes) expect(isInside(hole[0], outer)).toBe(true);
        for (const ring of [outer, ...holes]) {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring[0]).toEqual(ring[ring.length - 1]);
          expect(crossings(ring)).toBe(0);
          expect(areaKm2([[ring]]) > 0).toBe(ring === outer);
        }
      }
    }
    expect(lakes).toBeGreaterThan(3);
  });

  test('the same sensors at the antimeridian cover as much', () => {
    const move = <T extends { readonly lonDeg: number }>(at: T): T => ({
      ...at,
      lonDeg: at.lonDeg + 145 > 180 ? at.lonDeg + 145 - 360 : at.lonDeg + 145,
    });
    const moved = {
      ...coast,
      sensors: coast.sensors.map((sensor) => ({ ...sensor, site: move(sensor.site) })),
      places: coast.places.map(move),
      commandPosts: coast.commandPosts.map(move),
    };
    const there = survey(moved, 1, altitudesM, small);
    there.record.combined.areas.forEach(({ areaKm2: area }, a) => {
      expect(Math.abs(area / found.record.combined.areas[a].areaKm2 - 1)).toBeLessThan(2e-3);
    });
    expect(there.record.places[0].lowestSeenM).toBeCloseTo(found.record.places[0].lowestSeenM!, 3);
    const text = coverageGeoJson(there);
    for (const [, lon] of text.matchAll(/\[(-?\d+(?:\.\d+)?),-?\d/g))
      expect(Math.abs(Number(lon))).toBeLessThanOrEqual(180);
  });

  test('a radar too near a pole is refused', () => {
    const sensors = coast.sensors.map((sensor) => ({ ...sensor, site: { latDeg: 87, lonDeg: 30 } }));
    const question = { target: 'test', signature: targetOf(1), altitudesM, detectionProbability: 0.5 };
    expect(surveyCoverage({ ...coast, sensors }, flat, question)).toBeNull();
  });
});

/** Pairs of edges of a ring that cross. */
function crossings(ring: readonly (readonly number[])[]): number {
  const side = (a: readonly number[], b: readonly number[], p: readonly number[]): number =>
    Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
  let found = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]];
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 1 && j === ring.length - 1) continue;
      const [c, d] = [ring[j - 1], ring[j]];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) found++;
    }
  }
  return found;
}

describe('the lowest height seen above a place', () => {
  const scenario = radarAlone({ antennaHeightM: 20, elevationMinimumDeg: -5, instrumentedRangeKm: 150 });
  const [sensor] = coverageSensors(scenario, flat.terrain);
  const { signatures } = coverageNeed(targetOf(LARGE), 0.5);
  const world = { scenario, terrain: flat.terrain };
  const at = (latDeg: number): number | null => lowestSeen(world, sensor, { latDeg, lonDeg: 35.2 }, signatures[0], 0.5);

  test('over smooth ground is where the horizon lets it be', () => {
    const radius = (4 / 3) * 6371008.8;
    const distance = ((37.9 - 36.9) * Math.PI * 6_359_000) / 180;
    const past = distance - Math.sqrt(2 * radius * 20);
    expect(at(37.9)! / ((past * past) / (2 * radius))).toBeCloseTo(1, 2);
  });

  test('is null beyond the instrumented range, and 0 where the ground itself is seen', () => {
    expect(at(39)).toBeNull();
    expect(at(36.95)).toBe(0);
    expect(LOWEST_SOUGHT.to).toBeGreaterThanOrEqual(30_000);
  });
});
