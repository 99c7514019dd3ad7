import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeHgt, type ElevationRaster, hgtRaster, inputError } from '../index.js';
import { fileIssue, systemReason } from './files.js';
import { decodeGeoTiff } from './geotiff.js';

/** Largest file of heights; a square degree at 1″ in 64-bit floats has 104 MB. */
const LARGEST_FILE_BYTES = 1_000_000_000;

/** Largest inflated tile: 1″ samples of one square degree are 26 MB. */
const LARGEST_TILE_BYTES = 64_000_000;

/** Bytes of an .hgt or .hgt.gz file as they were before it was packed. */
export const unpackHgt = (bytes: Uint8Array, name: string): Uint8Array =>
  /\.gz$/i.test(name) ? gunzipSync(bytes, { maxOutputLength: LARGEST_TILE_BYTES }) : bytes;

/** The file's name says what it is: GeoTIFF (.tif, .tiff) or SRTM tile (.hgt, .hgt.gz). */
export function decodeRaster(bytes: Uint8Array, name: string): ElevationRaster {
  if (/\.tiff?$/i.test(name)) return decodeGeoTiff(bytes);
  if (/\.hgt(\.gz)?$/i.test(name)) return hgtRaster(decodeHgt(unpackHgt(bytes, name), name.replace(/\.gz$/i, '')));
  throw new RangeError('a GeoTIFF (.tif, .tiff) or an SRTM tile (.hgt, .hgt.gz) is wanted');
}

/** A file of heights and its bytes. Throws input errors as readElevationRaster does. */
export function readRaster(path: string): { bytes: Uint8Array; raster: ElevationRaster } {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE_BYTES)
      throw new RangeError(`a file of heights may hold 1 GB; got ${(size / 1e9).toFixed(2)} GB`);
    bytes = readFileSync(path);
  } catch (error) {
    throw inputError([fileIssue('SCN-041', path, `cannot read the file: ${systemReason(error)}`)]);
  }
  try {
    return { bytes, raster: decodeRaster(bytes, basename(path)) };
  } catch (error) {
    throw inputError([fileIssue('SCN-070', path, `cannot use this file of heights: ${systemReason(error)}`)]);
  }
}

/**
 * Reads a file of heights: a GeoTIFF or an SRTM tile. Throws an input error, SCN-041 if the file cannot be read and
 * SCN-070 if it holds no heights that Parapet can use.
 */
export async function readElevationRaster(path: string): Promise<ElevationRaster> {
  return readRaster(path).raster;
}
