import { describe, expect, it } from 'vitest';
import { observe, radar } from '../../../../test/fixtures/radar-scans.js';
import { makeClutterMap } from './clutter.js';

const settings = { trustSensor: true, rangeCells: 1, azimuthCells: 1, memoryScans: 50, priorPerScan: 5 };
const unknown = radar({ clutterDensity: Number.NaN });
const area = 110_000 * 2 * Math.PI;

describe('clutter density learnt from what no confirmed track took', () => {
  it('comes to the known mean of a Poisson number', () => {
    const map = makeClutterMap(settings);
    const scans = observe(unknown, () => [], 200, 40, 1);
    for (const { scan } of scans)
      map.learn(
        scan,
        Array.from({ length: scan.count }, (_, row) => row),
      );
    // Forgetting over 50 scans averages about 100: one sigma is √(40/100).
    expect(map.densityAt(scans[0].scan, 0) * area).toBeGreaterThan(40 - 3 * Math.sqrt(0.4));
    expect(map.densityAt(scans[0].scan, 0) * area).toBeLessThan(40 + 3 * Math.sqrt(0.4));
  });

  it('is told apart by cells of range and azimuth', () => {
    const map = makeClutterMap({ ...settings, rangeCells: 2, azimuthCells: 4 });
    const scans = observe(unknown, () => [], 200, 40, 2);
    const near = (scan: (typeof scans)[0]['scan'], row: number) => scan.range[row] < 65_000;
    for (const { scan } of scans) {
      // Far clutter counts in full, of near clutter only the north-east is real.
      const rows = Array.from({ length: scan.count }, (_, row) => row).filter(
        (row) => !near(scan, row) || (scan.azimuth[row] >= 0 && scan.azimuth[row] < Math.PI / 2),
      );
      map.learn(scan, rows);
    }
    const last = scans[199].scan;
    const densities = Array.from({ length: last.count }, (_, row) => ({
      density: map.densityAt(last, row) * area,
      quiet: near(last, row) && !(last.azimuth[row] >= 0 && last.azimuth[row] < Math.PI / 2),
    }));
    for (const { density, quiet } of densities) {
      if (quiet) expect(density).toBeLessThan(2);
      else expect(Math.abs(density - 40)).toBeLessThan(8);
    }
    expect(densities.some(({ quiet }) => quiet)).toBe(true);
    expect(densities.some(({ quiet }) => !quiet)).toBe(true);
  });

  it('gives way to what the sensor states, if that is trusted', () => {
    const known = radar({ clutterDensity: 7 / area });
    const [{ scan }] = observe(known, () => [], 1, 40, 1);
    expect(makeClutterMap(settings).densityAt(scan, 0) * area).toBeCloseTo(7, 9);
    expect(makeClutterMap({ ...settings, trustSensor: false }).densityAt(scan, 0) * area).toBeCloseTo(5, 9);
  });

  it('counts a sector by its share of the turn', () => {
    const map = makeClutterMap(settings);
    for (const { scan } of observe(unknown, () => [], 400, 40, 4)) {
      const inside = Array.from({ length: scan.count }, (_, row) => row).filter(
        (row) => scan.azimuth[row] >= 0 && scan.azimuth[row] < Math.PI / 2,
      );
      map.learn({ ...scan, sector: [0, Math.PI / 2] }, inside);
    }
    const [{ scan }] = observe(unknown, () => [], 1, 40, 5);
    expect(Math.abs(map.densityAt(scan, 0) * area - 40)).toBeLessThan(4);
  });
});
