import { describe, expect, it } from 'vitest';
import { flatTerrain, makeGridTerrain, withRoughness } from './index.js';

const DEGREE = Math.PI / 180;
const grid = {
  name: 'slope',
  south: 40 * DEGREE,
  west: 30 * DEGREE,
  step: 0.5 * DEGREE,
  rows: 3,
  columns: 4,
  heights: Int16Array.from([-50, 100, 200, 300, 0, 100, 200, 300, 0, 100, 200, 1000]),
};
const at = (latDeg: number, lonDeg: number) => makeGridTerrain(grid).heightAt(latDeg * DEGREE, lonDeg * DEGREE);

describe('a grid terrain', () => {
  it('has the samples’ heights at the samples', () => {
    expect(at(40, 30.5)).toBeCloseTo(100, 9);
    expect(at(41, 31.5)).toBeCloseTo(1000, 9);
  });

  it('is linear along parallels and meridians between them', () => {
    expect(at(40.1, 30.75)).toBeCloseTo(150, 9);
    expect(at(40.75, 31.5)).toBeCloseTo(650, 9);
    expect(at(40.75, 31.25)).toBeCloseTo((200 + 650) / 2, 9);
  });

  it('counts the sea floor as 0 before it interpolates', () => {
    expect(at(40, 30)).toBe(0);
    expect(at(40, 30.25)).toBeCloseTo(50, 9);
  });

  it('is 0 outside, and says that it is outside', () => {
    const terrain = makeGridTerrain(grid);
    expect(terrain.contains(40.5 * DEGREE, 31.5 * DEGREE)).toBe(true);
    for (const [lat, lon] of [
      [39.99, 31],
      [41.01, 31],
      [40.5, 29.99],
      [40.5, 31.51],
      [Number.NaN, 31],
    ]) {
      expect(terrain.contains(lat * DEGREE, lon * DEGREE)).toBe(false);
      expect(terrain.heightAt(lat * DEGREE, lon * DEGREE)).toBe(0);
    }
  });

  it('is the same a turn further', () => {
    expect(at(40.75, 31.25 - 360)).toBeCloseTo(425, 6);
    expect(at(40.75, 31.25 + 360)).toBeCloseTo(425, 6);
  });

  it('knows its highest sample and the distance between samples', () => {
    expect(makeGridTerrain(grid).maximumHeight).toBe(1000);
    expect(makeGridTerrain(grid).spacing).toBeCloseTo(55_597.5, 0);
  });

  it('refuses a list of heights that does not fill it', () => {
    expect(() => makeGridTerrain({ ...grid, rows: 4 })).toThrow('4 x 4 heights expected');
  });
});

it('a roughness margin raises land and leaves the sea', () => {
  const rough = withRoughness(makeGridTerrain(grid), 300);
  expect(rough.heightAt(40 * DEGREE, 30.5 * DEGREE)).toBeCloseTo(400, 9);
  expect(rough.heightAt(40 * DEGREE, 30 * DEGREE)).toBe(0);
  expect(rough.maximumHeight).toBe(1300);
  expect(withRoughness(flatTerrain(), 300).maximumHeight).toBe(0);
});
