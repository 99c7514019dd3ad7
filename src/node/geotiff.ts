import { type ElevationRaster, makeElevationRaster, type RasterCrs, type VerticalDatum } from '../index.js';
import { readTiffDirectory, type TiffDirectory } from './tiff-directory.js';
import { readTiffSamples } from './tiff-samples.js';

/** Stands for no data where a file marks it by NaN. */
const NO_DATA = -32_768;

/** Tags and codes of OGC 19-008r4, *OGC GeoTIFF Standard*, 2019, and GDAL's tag of no data. */
const TAG = { pixelScale: 33_550, tiePoint: 33_922, transformation: 34_264, geoKeys: 34_735, noData: 42_113 } as const;
const KEY = {
  modelType: 1024,
  rasterType: 1025,
  geographic: 2048,
  projected: 3072,
  linearUnits: 3076,
  vertical: 4096,
  verticalUnits: 4099,
} as const;
const GEOGRAPHIC_MODEL = 2;
const PIXEL_IS_POINT = 2;
const METRE = 9001;
const DATUMS: Readonly<Record<number, VerticalDatum>> = {
  5773: 'egm96',
  3855: 'egm2008',
  4979: 'ellipsoid',
  5030: 'ellipsoid',
};

/**
 * Decodes a GeoTIFF of one band of heights (whole numbers up to 32 bits or floats; strips or tiles; uncompressed, LZW or
 * deflate; any predictor; either byte order; BigTIFF too) in WGS-84 degrees or a WGS-84 UTM zone. Throws a RangeError that
 * says what is wrong or not supported.
 *
 * It is our own because a run and its threads load terrain in one go, while the library geotiff gives promises only; that one
 * (3.0.5) also loops for ever on some broken LZW data, inflates without a limit, and reads tables of big-endian files
 * in the wrong order. Tests compare the two.
 */
export function decodeGeoTiff(bytes: Uint8Array): ElevationRaster {
  const directory = readTiffDirectory(bytes);
  const keys = geoKeysOf(directory);
  const crs = crsOf(keys);
  const grid = gridOf(directory, keys.get(KEY.rasterType) === PIXEL_IS_POINT ? 0.5 : 0);
  const marked = noDataOf(directory);
  const { width, height, values: heights } = readTiffSamples(bytes, directory, marked ?? 0);
  // A file of 32-bit floats holds the mark rounded to one.
  let noData = marked !== null && heights instanceof Float32Array ? Math.fround(marked) : marked;
  if (Number.isNaN(noData)) {
    noData = NO_DATA;
    for (let i = 0; i < heights.length; i++) if (Number.isNaN(heights[i])) heights[i] = NO_DATA;
  }
  const verticalDatum =
    DATUMS[keys.get(KEY.vertical) ?? 0] ?? (keys.get(KEY.geographic) === 4979 ? 'ellipsoid' : 'unknown');
  return makeElevationRaster({ width, height, heights, crs, ...grid, verticalDatum, noData });
}

/** The keys whose value is a short number, which are all that say where a raster lies. */
function geoKeysOf(directory: TiffDirectory): ReadonlyMap<number, number> {
  const list = directory.numbers(TAG.geoKeys) ?? [];
  const keys = new Map<number, number>();
  for (let i = 4; i + 3 < list.length && i <= 4 * list[3]; i += 4)
    if (list[i + 1] === 0) keys.set(list[i], list[i + 3]);
  return keys;
}

function crsOf(keys: ReadonlyMap<number, number>): RasterCrs {
  for (const unit of [keys.get(KEY.linearUnits), keys.get(KEY.verticalUnits)])
    if (unit !== undefined && unit !== METRE) throw new RangeError(`metres (9001) are wanted; got the unit ${unit}`);
  const projected = keys.get(KEY.projected) ?? 0;
  if ((projected >= 32_601 && projected <= 32_660) || (projected >= 32_701 && projected <= 32_760))
    return { kind: 'utm', zone: projected % 100, north: projected < 32_700 };
  const geographic = keys.get(KEY.geographic);
  if (keys.get(KEY.modelType) === GEOGRAPHIC_MODEL && (geographic === 4326 || geographic === 4979))
    return { kind: 'geographic' };
  const got = keys.get(KEY.projected) ?? geographic;
  throw new RangeError(
    `its coordinates must be WGS 84 degrees (EPSG:4326) or a WGS 84 UTM zone (EPSG:326xx, 327xx); got ${
      got === undefined ? 'none, so it does not say where it lies' : `EPSG:${got}`
    }`,
  );
}

/** Where the cells stand, north up. A file of points has its tie point at a cell's centre (shift 0.5), one of areas at a corner. */
function gridOf(
  directory: TiffDirectory,
  shift: number,
): Pick<ElevationRaster, 'originX' | 'originY' | 'cellX' | 'cellY'> {
  const matrix = directory.numbers(TAG.transformation);
  if (matrix !== undefined) {
    const [cellX, turnX, , x, turnY, southward, , y] = matrix;
    if (turnX !== 0 || turnY !== 0 || y === undefined)
      throw new RangeError('a raster must be north up; got a turned one');
    return { originX: x - shift * cellX, originY: y - shift * southward, cellX, cellY: -southward };
  }
  const scale = directory.numbers(TAG.pixelScale) ?? [];
  const tie = directory.numbers(TAG.tiePoint) ?? [];
  if (scale.length < 2 || tie.length !== 6)
    throw new RangeError('it does not say where it lies: a pixel scale and one tie point are wanted');
  const [cellX, cellY] = scale;
  const [column, row, , x, y] = tie;
  return { originX: x - (column + shift) * cellX, originY: y + (row + shift) * cellY, cellX, cellY };
}

/** The mark of no data as GDAL writes it, a number in words. */
function noDataOf(directory: TiffDirectory): number | null {
  const word = directory.text(TAG.noData)?.trim();
  if (word === undefined) return null;
  if (/^[+-]?nan$/i.test(word)) return Number.NaN;
  const value = Number(word);
  if (word === '' || !Number.isFinite(value)) {
    const got = /^[ -~]*$/.test(word) ? `‘${word}’` : 'bytes that are no text';
    throw new RangeError(`the mark of no data must be a number; got ${got}`);
  }
  return value;
}
