import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTracker, endTick, predictInto, TRACKER_DEFAULTS, takeBatch } from '../../src/engine/tracker/index.js';
import { gospa, pictureCounts } from '../../src/engine/tracker/metrics/index.js';
import { type DetectionBatch, makeDetectionBatch } from '../../src/engine/types/index.js';

/**
 * A tracking benchmark (format iamd-tracking-bench/1): made-up plots of one radar and the truth behind them, for the
 * scorer alone. The best configuration of dstl's Stone Soup (global nearest neighbour, confirmed on the third plot,
 * gate 0.999) reaches a mean GOSPA (c 1000 m, p 2, alpha 2) of 547, 1290 and 2713 m on the three cases.
 */
interface Plots {
  radar: {
    sigmaRange_m: number;
    sigmaAzimuth_rad: number;
    sigmaElevation_rad: number;
    minRange_m: number;
    maxRange_m: number;
    clutterMeanPerScan: number;
    clutterBox: { azimuth_rad: [number, number]; elevation_rad: [number, number] };
  };
  scanData: { k: number; t: number; plots: [number, number, number][] }[];
}
interface Truth {
  targets: { states: number[][] }[];
}

const folder = process.env.PARAPET_DATA ? join(process.env.PARAPET_DATA, '..', 'bench', 'tracking', 'data') : '';
const there = folder !== '' && existsSync(join(folder, 'a10.plots.json'));
if (!there) {
  console.warn('SKIPPED: the tracking benchmark needs PARAPET_DATA to name the data folder beside it.');
}

/** Plots of one scan as positions east, north, up with the first-order covariance of the converted measurement. */
function batchOf(radar: Plots['radar'], time: number, plots: [number, number, number][]): DetectionBatch {
  const batch = makeDetectionBatch(Math.max(1, plots.length));
  batch.time = time;
  batch.count = plots.length;
  plots.forEach(([range, azimuth, elevation], i) => {
    const [sa, ca, se, ce] = [Math.sin(azimuth), Math.cos(azimuth), Math.sin(elevation), Math.cos(elevation)];
    const axes = [
      { direction: [ce * sa, ce * ca, se], variance: radar.sigmaRange_m ** 2 },
      { direction: [ca, -sa, 0], variance: (range * ce * radar.sigmaAzimuth_rad) ** 2 },
      { direction: [-se * sa, -se * ca, ce], variance: (range * radar.sigmaElevation_rad) ** 2 },
    ];
    let entry = 6 * i;
    for (let row = 0; row < 3; row++) {
      batch.positionEcef[3 * i + row] = range * axes[0].direction[row];
      for (let column = row; column < 3; column++) {
        batch.covariance[entry++] = axes.reduce(
          (sum, { direction, variance }) => sum + variance * direction[row] * direction[column],
          0,
        );
      }
    }
  });
  return batch;
}

function score(name: string) {
  const plots = JSON.parse(readFileSync(join(folder, `${name}.plots.json`), 'utf8')) as Plots;
  const truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as Truth;
  const { minRange_m: near, maxRange_m: far, clutterBox, clutterMeanPerScan } = plots.radar;
  const sines = Math.sin(clutterBox.elevation_rad[1]) - Math.sin(clutterBox.elevation_rad[0]);
  const volume = ((far ** 3 - near ** 3) / 3) * (clutterBox.azimuth_rad[1] - clutterBox.azimuth_rad[0]) * sines;
  // One radar, a scan every 5 s: three plots of four confirm, two missed scans end a track; aircraft only.
  const tracker = createTracker({
    ...TRACKER_DEFAULTS,
    maximumSpeed: 1000,
    tentativeLifeS: 16,
    coastS: 11,
    extraneousDensity: clutterMeanPerScan / volume,
  });
  const state = new Float64Array(6);
  let sum = 0;
  let held = 0;
  let holding = 0;
  let objects = 0;
  for (const { k, t, plots: scan } of plots.scanData) {
    takeBatch(tracker, batchOf(plots.radar, t, scan));
    endTick(tracker, t);
    const shown: number[] = [];
    for (let row = 0; row < tracker.table.count; row++) {
      if (tracker.table.confirmed[row] === 0) continue;
      predictInto(tracker.table, row, t, state);
      shown.push(state[0], state[1], state[2]);
    }
    const objectsNow = truth.targets.flatMap(({ states }) =>
      states.filter((s) => s[0] === k).flatMap((s) => s.slice(1, 4)),
    );
    const [a, b] = [Float64Array.from(objectsNow), Float64Array.from(shown)];
    sum += gospa(a, b, 1000, 2).total;
    const counts = pictureCounts(a, b, 1000);
    held += counts.held;
    holding += counts.holding;
    objects += counts.objects;
  }
  return { gospa: sum / plots.scanData.length, completeness: held / objects, ambiguity: holding / held };
}

describe.skipIf(!there)('the tracking benchmark', () => {
  it.each([
    ['a10', 600, 0.97],
    ['b50', 1400, 0.95],
    ['c200', 3000, 0.95],
  ])('%s is tracked with a mean GOSPA below %i m and completeness over %f', (name, limit, completeness) => {
    const result = score(name);
    expect(result.gospa).toBeLessThan(limit);
    expect(result.completeness).toBeGreaterThan(completeness);
    expect(result.ambiguity).toBeLessThan(1.01);
  });
});
