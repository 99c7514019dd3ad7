import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ElevationRaster, inputError, mergeRasters, onOneGrid, UNCOVERED, VOID } from '../index.js';
import { fileIssue, systemReason } from './files.js';
import { readRaster } from './read-raster.js';

/**
 * Heights from a file, or from a folder of files that are parts of one grid. Between the files of a folder, where none is,
 * the height is 0: SRTM has no tiles of the sea. Throws an input error where that cannot be had.
 */
export function readHeights(path: string): ElevationRaster {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readRaster(path).raster;
  let names: string[];
  try {
    names = readdirSync(path).filter((name) => /\.(tiff?|hgt(\.gz)?)$/i.test(name));
  } catch (error) {
    throw inputError([fileIssue('SCN-041', path, `cannot read the folder: ${systemReason(error)}`)]);
  }
  if (names.length === 0) {
    const message = 'a folder of .tif, .tiff, .hgt or .hgt.gz files is wanted; it has none';
    throw inputError([fileIssue('SCN-041', path, message)]);
  }
  const rasters = names.sort().map((name) => ({ ...readRaster(join(path, name)).raster, name }));
  const [first] = rasters;
  const stranger = rasters.find((raster) => !onOneGrid(first, raster));
  if (stranger) {
    const message = `all files must be parts of one grid; ${stranger.name} does not fit ${first.name}`;
    throw inputError([fileIssue('SCN-074', path, message)]);
  }
  try {
    const { width, height, heights, originX, originY, cellX, cellY } = mergeRasters(rasters);
    for (let i = 0; i < heights.length; i++) if (heights[i] === UNCOVERED) heights[i] = 0;
    const { crs, verticalDatum } = first;
    return { crs, verticalDatum, noData: VOID, width, height, heights, originX, originY, cellX, cellY };
  } catch (error) {
    throw inputError([fileIssue('SCN-074', path, `cannot make one raster: ${systemReason(error)}`)]);
  }
}
