import { wrapTurn } from '../../math/index.js';
import type { Scan, ScanSensor } from '../../types/index.js';
import { arcOf } from './coverage.js';

/** How the density of false detections is learnt. */
export interface ClutterSettings {
  /** Whether the sensor’s own figure is used where it has one. */
  readonly trustSensor: boolean;
  /** Cells over the coverage in range and azimuth; 1 and 1: one number a sensor. */
  readonly rangeCells: number;
  readonly azimuthCells: number;
  /** Scans over which the estimate forgets. */
  readonly memoryScans: number;
  /** False detections a turn that are assumed before anything was seen. */
  readonly priorPerScan: number;
}

/** Least false detections a turn that are ever believed: a density of zero would make every first detection a target. */
const LEAST_PER_SCAN = 0.01;

/** Learns, sensor by sensor and cell by cell, how dense false detections are. */
export interface ClutterMap {
  /** False detections per m of range and rad of azimuth where row `row` of the scan was seen. */
  densityAt(scan: Scan, row: number): number;
  /** Takes note of the rows of a scan that no confirmed track took. */
  learn(scan: Scan, rows: readonly number[]): void;
  /** A map that has learnt the same and learns on apart. */
  copy(): ClutterMap;
}

interface Cells {
  /** Discounted counts of detections, and discounted sweeps, by cell. */
  readonly counts: Float64Array;
  readonly sweeps: Float64Array;
}

/**
 * Mean count per cell and sweep with exponential forgetting, from the detections that no confirmed track took. The prior
 * counts as one sweep. An object not yet tracked is counted as false for a scan or two: the estimate errs upwards when
 * many targets appear, which makes starts more careful.
 */
export const makeClutterMap = (settings: ClutterSettings): ClutterMap => mapOver(settings, new Map());

function mapOver(settings: ClutterSettings, sensors: Map<string, Cells>): ClutterMap {
  const { rangeCells, azimuthCells, memoryScans, priorPerScan, trustSensor } = settings;
  const keep = 1 - 1 / Math.max(1, memoryScans);
  const count = rangeCells * azimuthCells;
  const cellsOf = ({ id }: ScanSensor): Cells => {
    let cells = sensors.get(id);
    if (!cells) {
      cells = { counts: new Float64Array(count).fill(priorPerScan / count), sweeps: new Float64Array(count).fill(1) };
      sensors.set(id, cells);
    }
    return cells;
  };
  const cellOf = ({ sensor, range, azimuth }: Scan, row: number): number => {
    const share = (range[row] - sensor.minRange) / (sensor.maxRange - sensor.minRange);
    const ring = Number.isFinite(share) ? Math.min(rangeCells - 1, Math.max(0, Math.floor(share * rangeCells))) : 0;
    const turns = wrapTurn(azimuth[row]) / (2 * Math.PI);
    return ring * azimuthCells + (Math.floor(turns * azimuthCells) % azimuthCells);
  };
  const sizeOf = ({ sensor }: Scan): number => ((sensor.maxRange - sensor.minRange) * 2 * Math.PI) / count;
  return {
    densityAt(scan, row) {
      const size = sizeOf(scan);
      const least = LEAST_PER_SCAN / (size * count);
      if (trustSensor && Number.isFinite(scan.sensor.clutterDensity)) {
        return Math.max(least, scan.sensor.clutterDensity);
      }
      const { counts, sweeps } = cellsOf(scan.sensor);
      const cell = cellOf(scan, row);
      return Math.max(least, counts[cell] / (sweeps[cell] * size));
    },
    learn(scan, rows) {
      const { counts, sweeps } = cellsOf(scan.sensor);
      for (let azimuth = 0; azimuth < azimuthCells; azimuth++) {
        const swept = sweptShare(scan, azimuth, azimuthCells);
        if (swept === 0) continue;
        const forget = 1 - (1 - keep) * swept;
        for (let ring = 0; ring < rangeCells; ring++) {
          const cell = ring * azimuthCells + azimuth;
          counts[cell] *= forget;
          sweeps[cell] = sweeps[cell] * forget + swept;
        }
      }
      for (const row of rows) counts[cellOf(scan, row)]++;
    },
    copy() {
      const cells = [...sensors].map(([id, { counts, sweeps }]): [string, Cells] => [
        id,
        { counts: counts.slice(), sweeps: sweeps.slice() },
      ]);
      return mapOver(settings, new Map(cells));
    },
  };
}

/** Share of a sector of cells that the scan swept, 0–1. */
function sweptShare(scan: Scan, cell: number, cells: number): number {
  if (!scan.sector) return 1;
  const width = (2 * Math.PI) / cells;
  const start = wrapTurn(cell * width - scan.sector[0]);
  const arc = arcOf(scan);
  const within = Math.max(0, Math.min(arc, start + width) - start);
  const wrapped = Math.max(0, Math.min(arc, start + width - 2 * Math.PI));
  return Math.min(1, (within + wrapped) / width);
}
