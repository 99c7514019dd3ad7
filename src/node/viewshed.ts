import { basename, dirname, resolve } from 'node:path';
import { encode } from 'fast-png';
import {
  answerOf,
  cellOfPoint,
  cellOfPosition,
  countAnswer,
  drawViewshed,
  type ElevationRaster,
  farthestCorner,
  GREATEST_LATITUDE_DEG,
  geometryOf,
  groundAt,
  inputError,
  latitudeReachDeg,
  makeSite,
  type Site,
  summarise,
  type ViewshedSummary,
  wholeAnswer,
  wholeLowest,
} from '../index.js';
import { fileIssue, prepareFolder, writeTogether } from './files.js';
import { readHeights } from './read-heights.js';
import { openGround } from './viewshed-ground.js';

/** Where the observer stands: degrees, or metres of the raster’s projection. */
export type ObserverPlace =
  | { readonly latDeg: number; readonly lonDeg: number }
  | { readonly easting: number; readonly northing: number };

export interface ViewshedJob {
  readonly heights: string;
  readonly observer: ObserverPlace;
  readonly observerHeightM: number;
  readonly targetHeightM: number;
  readonly radiusKm: number;
  readonly earthFactor: number;
  readonly repeat: number;
  readonly threads: number;
  readonly kernel?: 'fastest' | 'plain';
  /** Files to write: one byte a cell, lowest visible heights (float64, little-endian), a picture (PNG). */
  readonly out?: string;
  readonly lowest?: string;
  readonly picture?: string;
}

export interface ViewshedOutcome {
  readonly width: number;
  readonly height: number;
  readonly observerCell: { readonly col: number; readonly row: number };
  readonly observerGroundM: number;
  readonly cellsInRange: number;
  readonly visible: number;
  /** Fastest of the repeats; before them, reading the files, and laying out the ground that the radius reaches. */
  readonly seconds: number;
  readonly cellsPerSecond: number;
  readonly readSeconds: number;
  readonly layOutSeconds: number;
  readonly kernel: 'plain' | 'wasm';
  readonly threads: number;
  /** Cells without a known height that the radius reaches: filled from those around them. */
  readonly voids: number;
  /** Metres between neighbouring heights that the sweep tells apart; 1 where all are whole metres. */
  readonly heightStepM: number;
  readonly summary: ViewshedSummary;
}

const SUMMARY_RINGS = 5;
const LONGEST_PICTURE = 1600;

/** Makes a viewshed from files to files. Throws an input error for what cannot be looked at or written. */
export async function runViewshed(job: ViewshedJob): Promise<ViewshedOutcome> {
  const start = performance.now();
  const raster = readHeights(job.heights);
  const read = performance.now();
  const cell = observerCell(raster, job);
  prepareOutputs(raster, job);
  const site = makeSite(raster, {
    ...cell,
    observerHeight: job.observerHeightM,
    targetHeight: job.targetHeightM,
    radius: 1000 * job.radiusKm,
    earthFactor: job.earthFactor,
  });
  const { lineStep, cellStep } = geometryOf(site.grid)('rows', 1, 1);
  if (site.sight.radius < Math.min(lineStep, cellStep)) {
    const message = `the radius must reach the next cell, ${Math.min(lineStep, cellStep).toFixed(1)} m away; got ${job.radiusKm} km`;
    throw inputError([fileIssue('SCN-091', job.heights, message)]);
  }
  const ground = openGround(site, job.heights, { threads: job.threads, kernel: job.kernel ?? 'fastest' });
  const laidOut = performance.now();
  try {
    let seconds = Number.POSITIVE_INFINITY;
    for (let k = 0; k < job.repeat; k++) {
      const began = performance.now();
      await ground.run();
      seconds = Math.min(seconds, (performance.now() - began) / 1000);
    }
    const answer = answerOf(ground).slice();
    const counts = countAnswer(answer);
    let lowest: Float64Array | undefined;
    if (job.lowest !== undefined) {
      lowest = new Float64Array(new SharedArrayBuffer(8 * answer.length)).fill(Number.NaN);
      await ground.run(lowest);
    }
    writeOutputs(raster, site, answer, lowest, job);
    return {
      width: raster.width,
      height: raster.height,
      observerCell: cell,
      observerGroundM: groundAt(ground.relief, ground.memory, site.sight.col, site.sight.row),
      ...counts,
      seconds,
      cellsPerSecond: Math.round(counts.cellsInRange / seconds),
      readSeconds: (read - start) / 1000,
      layOutSeconds: (laidOut - read) / 1000,
      kernel: ground.kernel.name,
      threads: job.threads,
      voids: site.voids,
      heightStepM: ground.relief.step,
      summary: summarise(site, answer, SUMMARY_RINGS),
    };
  } finally {
    await ground.close();
  }
}

/** The observer’s cell, or an input error that says why none can be looked from. */
function observerCell(raster: ElevationRaster, job: ViewshedJob): { col: number; row: number } {
  const { width, height, crs, heights, noData } = raster;
  const fail = (code: 'SCN-090' | 'SCN-091' | 'SCN-092' | 'SCN-047', message: string) =>
    inputError([fileIssue(code, job.heights, message)]);
  if ('easting' in job.observer && crs.kind === 'geographic')
    throw fail('SCN-047', 'the heights are on a grid of degrees: give --observer LAT,LON instead of --observer-xy');
  const cell =
    'easting' in job.observer
      ? cellOfPoint(raster, job.observer.easting, job.observer.northing)
      : cellOfPosition(raster, job.observer.latDeg, job.observer.lonDeg);
  const { col, row } = cell;
  if (!(col >= 0 && col < width && row >= 0 && row < height)) {
    const message = `the observer must stand in columns 0–${width - 1} and rows 0–${height - 1} of the heights; got column ${col}, row ${row}`;
    throw fail('SCN-090', message);
  }
  if (heights[row * width + col] === noData)
    throw fail('SCN-090', `no height is known where the observer stands: column ${col}, row ${row}`);
  const radius = 1000 * job.radiusKm;
  if (latitudeReachDeg(raster, row, radius) > GREATEST_LATITUDE_DEG)
    throw fail('SCN-092', `a radius of ${job.radiusKm} km there reaches beyond ${GREATEST_LATITUDE_DEG}° of latitude`);
  const farthest = farthestCorner(raster, col, row);
  if (radius > farthest) {
    const message = `the radius must be at most ${(farthest / 1000).toFixed(3)} km, where the farthest corner of the heights is; got ${job.radiusKm} km`;
    throw fail('SCN-091', message);
  }
  return cell;
}

function prepareOutputs({ width, height }: ElevationRaster, { out, lowest, picture, heights }: ViewshedJob): void {
  const files = [heights, out, lowest, picture].filter((file) => file !== undefined).map((file) => resolve(file));
  if (new Set(files).size < files.length) {
    const message = 'the heights, --out, --lowest and --picture must be different files';
    throw inputError([fileIssue('SCN-047', heights, message)]);
  }
  if (out !== undefined) prepareFolder(dirname(resolve(out)), width * height);
  if (lowest !== undefined) prepareFolder(dirname(resolve(lowest)), 8 * width * height);
  if (picture !== undefined) prepareFolder(dirname(resolve(picture)), 3 * LONGEST_PICTURE * LONGEST_PICTURE);
}

function writeOutputs(
  { width, height }: ElevationRaster,
  site: Site,
  answer: Uint8Array,
  lowest: Float64Array | undefined,
  job: ViewshedJob,
): void {
  if (job.out !== undefined) writeWhole(job.out, wholeAnswer(site, answer, width, height));
  if (job.lowest !== undefined && lowest) {
    const whole = wholeLowest(site, lowest, width, height);
    writeWhole(job.lowest, new Uint8Array(whole.buffer));
  }
  if (job.picture !== undefined) writeWhole(job.picture, encode(picturePixels(site, answer)));
}

/** A file that is whole or not there. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const path = resolve(file);
  writeTogether(dirname(path), [{ name: basename(path), bytes }]);
}

function picturePixels(site: Site, answer: Uint8Array) {
  const { width, height, pixels } = drawViewshed(site, answer, LONGEST_PICTURE);
  return { width, height, data: pixels, channels: 3, depth: 8 } as const;
}
