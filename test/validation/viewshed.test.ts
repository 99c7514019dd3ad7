import { existsSync } from 'node:fs';
import { join } from 'node:path';
import geographiclib from 'geographiclib-geodesic';
import { describe, expect, test } from 'vitest';
import type { ElevationRaster } from '../../src/engine/earth/raster.js';
import { makeSite, plainGround, viewshed, wholeAnswer } from '../../src/engine/earth/viewshed/index.js';
import { readElevationRaster } from '../../src/node/read-raster.js';
import { agreement, makeMountains } from '../fixtures/viewshed-oracle.mjs';

/** The answer of the plain kernel, in the raster’s whole size, and the sight it is of. */
function look(raster: ElevationRaster, col: number, row: number, target: number, radius: number) {
  const request = { col, row, observerHeight: 20, targetHeight: target, radius, earthFactor: 4 / 3 };
  const site = makeSite(raster, request);
  const answer = wholeAnswer(site, viewshed(plainGround(site)), raster.width, raster.height);
  return { answer, sight: { col, row, eye: 20, curvature: site.sight.curvature } };
}

const width = 900;
const height = 700;
const mountains = makeMountains(width, height);
const raster: ElevationRaster = {
  width,
  height,
  heights: mountains,
  crs: { kind: 'utm', zone: 34, north: true },
  originX: 0,
  originY: 0,
  cellX: 90,
  cellY: 90,
  verticalDatum: 'unknown',
  noData: null,
};

describe('exact lines of sight over made mountains', () => {
  test.each([
    [450, 350, 100],
    [20, 680, 100],
    [700, 90, 10],
    [449, 1, 300],
  ])('from column %d, row %d, of targets at %d m, agree in 999 of 1000 cells', (col, row, target) => {
    const radius = 35_000;
    const { answer, sight } = look(raster, col, row, target, radius);
    expect(agreement(raster, sight, answer, { radius, target, count: 5000 })).toBeGreaterThan(0.999);
  });

  test('agree as well where cells are not square', () => {
    const oblong = { ...raster, cellX: 60, cellY: 90 };
    const { answer, sight } = look(oblong, 450, 350, 100, 30_000);
    expect(agreement(oblong, sight, answer, { radius: 30_000, target: 100, count: 5000 })).toBeGreaterThan(0.999);
  });
});

const oracle = geographiclib.Geodesic.WGS84;

/** Lowest visible height along the geodesic to a cell of a raster in degrees, its bilinear ground looked at every 20 m. */
function lowestOnGeodesic(grid: ElevationRaster, from: { col: number; row: number }, curvature: number, to: number) {
  const latOf = (row: number) => grid.originY - (row + 0.5) * grid.cellY;
  const lonOf = (col: number) => grid.originX + (col + 0.5) * grid.cellX;
  const line = oracle.InverseLine(
    latOf(from.row),
    lonOf(from.col),
    latOf(Math.floor(to / grid.width)),
    lonOf(to % grid.width),
  );
  const length = line.s13;
  const eye = grid.heights[from.row * grid.width + from.col] + 20;
  const steps = Math.ceil(length / 20);
  let steepest = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < steps; k++) {
    const away = (k * length) / steps;
    const at = line.Position(away);
    const x = (at.lon2! - lonOf(0)) / grid.cellX;
    const y = (latOf(0) - at.lat2!) / grid.cellY;
    // Like exact lines, which look at no ground between the last crossing and the cell.
    if (Math.max(Math.abs(x - (to % grid.width)), Math.abs(y - Math.floor(to / grid.width))) < 1) continue;
    const [c, r] = [Math.floor(x), Math.floor(y)];
    const i = r * grid.width + c;
    const [a, b] = [grid.heights[i], grid.heights[i + 1]];
    const [d, e] = [grid.heights[i + grid.width], grid.heights[i + grid.width + 1]];
    const ground = (a + (x - c) * (b - a)) * (1 - (y - r)) + (d + (x - c) * (e - d)) * (y - r);
    steepest = Math.max(steepest, (ground - away * away * curvature - eye) / away);
  }
  return eye + steepest * length + length * length * curvature;
}

describe('geodesics over made mountains on a grid of degrees', () => {
  test.each([40, -66])('at latitude %d agree in 995 of 1000 cells', (lat) => {
    const degrees: ElevationRaster = {
      ...raster,
      crs: { kind: 'geographic' },
      cellX: 1 / 1200,
      cellY: 1 / 1200,
      originX: 20,
      originY: lat + 0.29,
    };
    const radius = 15_000;
    const { answer, sight } = look(degrees, 450, 350, 100, radius);
    let same = 0;
    let drawn = 0;
    // Every so-manyth cell in range, so that they spread over all directions and distances.
    for (let i = 17; i < answer.length; i += 331) {
      if (answer[i] === 2) continue;
      drawn++;
      const seen = mountains[i] + 100 >= lowestOnGeodesic(degrees, sight, sight.curvature, i) ? 1 : 0;
      if (seen === answer[i]) same++;
    }
    expect(drawn).toBeGreaterThan(200);
    expect(same / drawn).toBeGreaterThan(0.995);
  });
});

const DATA = process.env.PARAPET_DATA;
const BENCH = DATA === undefined ? '' : join(DATA, 'terrain', 'bench', 'nw_aegean_utm34n_90m.tif');
const present = existsSync(BENCH);
if (!present) console.warn('SKIPPED: viewsheds over real relief; PARAPET_DATA names no folder with terrain/bench');

describe.runIf(present)('exact lines of sight over real relief, 100 km about', () => {
  test.each([
    ['Hortiatis', 1998, 468],
    ['Olympus', 1273, 1110],
    ['Athos', 3144, 966],
    ['the plain of Thessaloniki', 1687, 463],
    ['Pangaion', 2886, 34],
    ['Vermio', 925, 438],
  ])('%s agree in 9985 of 10 000 cells', async (_, col, row) => {
    const relief = await readElevationRaster(BENCH);
    const { answer, sight } = look(relief, col, row, 100, 100_000);
    expect(agreement(relief, sight, answer, { radius: 100_000, target: 100, count: 4000 })).toBeGreaterThan(0.9985);
  });
});
