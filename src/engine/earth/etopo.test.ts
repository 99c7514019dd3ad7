import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeEtopo5, decodeHgt, mosaicTerrain } from './index.js';

const DEGREE = Math.PI / 180;
const bytes = gunzipSync(readFileSync(new URL('../../../data/etopo5-emed.bin.gz', import.meta.url)));
const terrain = decodeEtopo5(bytes);
const at = (latDeg: number, lonDeg: number) => terrain.heightAt(latDeg * DEGREE, lonDeg * DEGREE);
const STEP = 1 / 12;

describe('the ETOPO5 window', () => {
  it('spans 24.9583–49.9583 N, 15.125–50.0417 E', () => {
    expect(terrain.contains(24.9584 * DEGREE, 15.126 * DEGREE)).toBe(true);
    expect(terrain.contains(49.9583 * DEGREE, 50.0416 * DEGREE)).toBe(true);
    expect(terrain.contains(24.95 * DEGREE, 20 * DEGREE)).toBe(false);
    expect(terrain.contains(40 * DEGREE, 15.12 * DEGREE)).toBe(false);
    expect(terrain.contains(40 * DEGREE, 50.05 * DEGREE)).toBe(false);
    expect(terrain.maximumHeight).toBe(3755);
  });

  // Summits: latitude, longitude and true height; the greatest sample stands within a cell of each, lower by 0.7–1.5 km.
  it.each([
    ['Ararat', 39.702, 44.298, 5137, 3755],
    ['Süphan', 38.931, 42.833, 4058, 2954],
    ['Erciyes', 38.531, 35.447, 3917, 2740],
    ['Olympus', 40.085, 22.358, 2917, 2091],
    ['Musala', 42.179, 23.585, 2925, 2353],
    ['Uludağ', 40.07, 29.22, 2543, 1714],
  ])('has %s within a cell of its place', (_, lat, lon, height, sample) => {
    let highest = { height: 0, north: 0, east: 0 };
    for (let i = -3; i <= 3; i++) {
      for (let j = -3; j <= 3; j++) {
        const north = (Math.round((lat - 24.958333333) / STEP) + i) * STEP + 24.958333333 - lat;
        const east = (Math.round((lon - 15.125) / STEP) + j) * STEP + 15.125 - lon;
        const h = at(lat + north, lon + east);
        if (h > highest.height) highest = { height: h, north, east };
      }
    }
    expect(Math.abs(highest.height - sample)).toBeLessThan(1);
    expect(highest.height).toBeLessThan(height);
    expect(Math.abs(highest.north)).toBeLessThan(STEP);
    expect(Math.abs(highest.east)).toBeLessThan(STEP);
  });

  it('is 0 on the sea south of Rhodes, in the Black Sea and off Cyprus', () => {
    for (const [lat, lon] of [
      [35.5, 28],
      [43, 34],
      [34, 33],
    ])
      expect(at(lat, lon)).toBe(0);
  });

  it('is land at Ankara, near its 900 m, and at Konya, near its 1000 m', () => {
    expect(Math.abs(at(39.93, 32.85) - 900)).toBeLessThan(250);
    expect(Math.abs(at(37.87, 32.48) - 1020)).toBeLessThan(250);
  });

  it('refuses what is not a window, or is cut short', () => {
    expect(() => decodeEtopo5(new Uint8Array(100))).toThrow('not a terrain window');
    expect(() => decodeEtopo5(bytes.subarray(0, 5000))).toThrow('cannot have 5000 bytes');
  });
});

const folder = process.env.PARAPET_DATA === undefined ? undefined : join(process.env.PARAPET_DATA, 'terrain/srtm3/N40');
const haveTiles = folder !== undefined && existsSync(join(folder, 'N40E022.hgt.gz'));
if (!haveTiles)
  console.warn('SKIPPED: ETOPO5 against SRTM; set PARAPET_DATA to a folder with terrain/srtm3/N40/N40E0xx.hgt.gz');

describe.skipIf(!haveTiles)('the ETOPO5 window against SRTM, 40–41 N, 21–24 E', () => {
  const load = (name: string) => decodeHgt(gunzipSync(readFileSync(join(folder!, `${name}.hgt.gz`))), name);
  const fine = haveTiles ? mosaicTerrain(['N40E021', 'N40E022', 'N40E023'].map(load)) : terrain;

  /** Correlation of the window’s samples with SRTM’s means over cells, the samples moved by so many cells. */
  function correlation(north: number, east: number): number {
    const sums = [0, 0, 0, 0, 0, 0];
    for (let row = 183; row <= 189; row++) {
      for (let column = 73; column <= 104; column++) {
        const lat = 24.958333333 + row * STEP;
        const lon = 15.125 + column * STEP;
        const x = at(lat, lon);
        let y = 0;
        for (let i = -4; i <= 4; i++) {
          for (let j = -4; j <= 4; j++) {
            y += fine.heightAt((lat + (north + i / 9) * STEP) * DEGREE, (lon + (east + j / 9) * STEP) * DEGREE) / 81;
          }
        }
        [1, x, y, x * x, y * y, x * y].forEach((v, k) => {
          sums[k] += v;
        });
      }
    }
    const [n, x, y, xx, yy, xy] = sums;
    return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
  }

  it('correlates by more than 0.98, and best where it stands: half a cell in any direction is worse', () => {
    const here = correlation(0, 0);
    expect(here).toBeGreaterThan(0.98);
    for (const [north, east] of [
      [0.5, 0],
      [-0.5, 0],
      [0, 0.5],
      [0, -0.5],
    ])
      expect(correlation(north, east)).toBeLessThan(here - 0.01);
  });
});
