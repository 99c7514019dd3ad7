import { describe, expect, test } from 'vitest';
import { agreement, exactLowest, makeMountains } from '../../../../test/fixtures/viewshed-oracle.mjs';
import type { ElevationRaster } from '../raster.js';
import { makeSite, type ViewshedRequest } from './site.js';
import { countAnswer, plainGround, viewshed, wholeAnswer, wholeLowest } from './viewshed.js';

const CELL = 90;
const EARTH = 6_378_137;

function rasterOf(width: number, height: number, heights: ElevationRaster['heights'], noData: number | null = null) {
  return {
    width,
    height,
    heights,
    crs: { kind: 'utm', zone: 34, north: true },
    originX: 500_000,
    originY: 4_500_000,
    cellX: CELL,
    cellY: CELL,
    verticalDatum: 'egm96',
    noData,
  } as const satisfies ElevationRaster;
}

const REQUEST = { observerHeight: 20, targetHeight: 30, radius: 30_000, earthFactor: 4 / 3 };

/** Visible cells and lowest visible heights in the raster’s whole size. */
function look(raster: ElevationRaster, request: ViewshedRequest) {
  const site = makeSite(raster, request);
  const ground = plainGround(site);
  const lowest = new Float64Array(site.ground.width * site.ground.height).fill(Number.NaN);
  const answer = viewshed(ground, lowest);
  return {
    site,
    answer: wholeAnswer(site, answer, raster.width, raster.height),
    lowest: wholeLowest(site, lowest, raster.width, raster.height),
  };
}

/** Cells in which two answers, or an answer and what it ought to be, differ. */
function differing(answer: Uint8Array, ought: (i: number) => number): number {
  let count = 0;
  for (let i = 0; i < answer.length; i++) if (answer[i] !== ought(i)) count++;
  return count;
}

const flat = (width: number, height: number) => rasterOf(width, height, new Int16Array(width * height));

describe('over a smooth earth', () => {
  const raster = flat(1001, 3);
  const request = { ...REQUEST, col: 0, row: 1, radius: 80_000 };

  test.each([
    [10, 20, 4 / 3],
    [2, 50, 4 / 3],
    [30, 10, 1],
  ])('an observer at %d m sees a target at %d m as far as √(2 k a h₁) + √(2 k a h₂), k = %d', (h1, h2, k) => {
    const seen = look(raster, { ...request, observerHeight: h1, targetHeight: h2, earthFactor: k });
    const horizon = Math.sqrt(2 * k * EARTH * h1) + Math.sqrt(2 * k * EARTH * h2);
    const last = seen.answer.subarray(1001, 2002).lastIndexOf(1);
    expect(Math.abs(last * CELL - horizon)).toBeLessThanOrEqual(CELL);
  });

  test('the lowest visible height beyond the horizon is how far the earth falls away behind it', () => {
    const { lowest } = look(raster, { ...request, observerHeight: 10 });
    const beyond = 500 * CELL - Math.sqrt(2 * (4 / 3) * EARTH * 10);
    expect(lowest[1001 + 500]).toBeCloseTo((beyond * beyond) / (2 * (4 / 3) * EARTH), 1);
  });
});

describe('behind a ridge', () => {
  const heights = new Int16Array(201 * 201);
  for (let r = 0; r < 201; r++) heights[r * 201 + 120] = 100;
  const raster = rasterOf(201, 201, heights);
  const request = { ...REQUEST, col: 100, row: 100, radius: 9000, observerHeight: 50, earthFactor: 1000 };

  test('nothing below the line over its crest is seen: a wall of 100 m at 20 cells seen from 50 m shades 250 m at 80 cells', () => {
    const { lowest } = look(raster, request);
    expect(lowest[100 * 201 + 180]).toBeCloseTo(50 + (100 - 50) * 4, 1);
  });

  test('a target of 249 m is hidden there and one of 251 m is not', () => {
    expect(look(raster, { ...request, targetHeight: 249 }).answer[100 * 201 + 180]).toBe(0);
    expect(look(raster, { ...request, targetHeight: 251 }).answer[100 * 201 + 180]).toBe(1);
  });

  test('the crest itself is seen, and what is before it', () => {
    const { answer } = look(raster, { ...request, targetHeight: 0 });
    expect([...answer.subarray(100 * 201 + 100, 100 * 201 + 121)]).toEqual(new Array(21).fill(1));
    expect(answer[100 * 201 + 121]).toBe(0);
  });
});

describe('over mountains', () => {
  const width = 400;
  const height = 320;
  const heights = makeMountains(width, height);
  const raster = rasterOf(width, height, heights);
  const request = { ...REQUEST, col: 180, row: 150, radius: 15_000 };
  const seen = look(raster, request);

  test('cells further away than the radius are out of range, and no others', () => {
    const inRange = (i: number) =>
      ((i % width) - 180) ** 2 + (Math.floor(i / width) - 150) ** 2 <= (15_000 / CELL) ** 2;
    expect(differing(seen.answer, (i) => (inRange(i) ? Math.min(1, seen.answer[i]) : 2))).toBe(0);
  });

  test('the observer’s cell and its neighbours are visible, whatever they are', () => {
    for (const [dx, dy] of [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y])))
      expect(seen.answer[(150 + dy) * width + 180 + dx]).toBe(1);
  });

  test('a cell is visible where its target reaches the lowest visible height, and only there', () => {
    const ought = (i: number) => (Number.isNaN(seen.lowest[i]) ? 2 : heights[i] + 30 >= seen.lowest[i] ? 1 : 0);
    expect(differing(seen.answer, ought)).toBe(0);
  });

  test('a higher target hides nowhere what a lower one shows', () => {
    const higher = look(raster, { ...request, targetHeight: 100 });
    expect(differing(seen.answer, (i) => Math.min(seen.answer[i], higher.answer[i]))).toBe(0);
    expect(countAnswer(higher.answer).visible).toBeGreaterThan(countAnswer(seen.answer).visible);
  });

  test('turning or mirroring the ground turns or mirrors the answer', () => {
    const turned = new Int16Array(heights.length);
    const mirrored = new Int16Array(heights.length);
    const turn = (i: number) => (i % width) * height + (height - 1 - Math.floor(i / width));
    const mirror = (i: number) => i - (i % width) + (width - 1 - (i % width));
    heights.forEach((h, i) => {
      turned[turn(i)] = h;
      mirrored[mirror(i)] = h;
    });
    const byTurn = look(rasterOf(height, width, turned), { ...request, col: height - 1 - 150, row: 180 }).answer;
    const byMirror = look(rasterOf(width, height, mirrored), { ...request, col: width - 1 - 180 }).answer;
    expect(differing(seen.answer, (i) => byTurn[turn(i)])).toBe(0);
    expect(differing(seen.answer, (i) => byMirror[mirror(i)])).toBe(0);
  });

  test('heights in fractions of a metre are held to the range of heights / 131 068', () => {
    const metres = makeMountains(width, height, { step: 0.25 });
    const { answer, lowest, site } = look(rasterOf(width, height, metres), request);
    const grid = { width, height, heights: metres, cellX: CELL, cellY: CELL };
    const sight = { col: 180, row: 150, eye: 20, curvature: site.sight.curvature };
    expect(agreement(grid, sight, answer, { radius: 15_000, target: 30, count: 4000 })).toBeGreaterThan(0.9985);
    expect(Math.abs(lowest[200 * width + 300] - exactLowest(grid, sight, 300, 200))).toBeLessThan(3);
  });
});

test('voids are filled from what is around them, and counted', () => {
  const heights = new Int16Array(101 * 101).fill(100);
  heights.fill(-9999, 3040, 3050);
  const { site, lowest } = look(rasterOf(101, 101, heights, -9999), { ...REQUEST, col: 0, row: 0, radius: 12_000 });
  expect(site.voids).toBe(10);
  expect([...site.ground.heights].every((h) => h === 100)).toBe(true);
  expect(lowest[0]).toBe(100);
});

test('one row of cells has a viewshed too', () => {
  const { answer } = look(flat(50, 1), { ...REQUEST, col: 10, row: 0, radius: 2000 });
  expect(countAnswer(answer)).toEqual({ cellsInRange: 33, visible: 33 });
});
