import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { type ElevationRaster, makeElevationRaster, type RasterCrs, type VerticalDatum } from '../index.js';
import { COMPRESSIONS } from './tiff-compression.js';
import { checkTiffDirectory } from './tiff-directory.js';

/** Cells of one raster (400 MB of float32): a square degree at 1″ has 13 million. */
const MOST_CELLS = 100_000_000;

/** Stands for no data where a file marks it by NaN. */
const NO_DATA = -32_768;

/** GeoTIFF codes (OGC 19-008r4, *OGC GeoTIFF Standard*, 2019). */
const MODEL_GEOGRAPHIC = 2;
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
 * deflate; any predictor) in WGS-84 degrees or a WGS-84 UTM zone. Throws an Error that says what is wrong or not supported.
 */
export async function decodeGeoTiff(bytes: Uint8Array): Promise<ElevationRaster> {
  const { littleEndian } = checkTiffDirectory(bytes);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const tiff = await fromArrayBuffer(buffer);
  // What the library puts off until it is asked for it later reads as little-endian.
  tiff.parser.eager = true;
  const image = await tiff.getImage();
  const keys: Readonly<Record<string, unknown>> = image.getGeoKeys() ?? {};
  const samples = await samplesOf(image);
  checkSamples(image, samples, littleEndian);
  await checkBlocks(image, bytes.length);
  const crs = crsOf(keys);
  const heights = await readHeights(image);
  let noData = noDataOf(image, samples);
  if (noData !== null && Number.isNaN(noData)) {
    noData = NO_DATA;
    for (let i = 0; i < heights.length; i++) if (Number.isNaN(heights[i])) heights[i] = NO_DATA;
  }
  return makeElevationRaster({
    width: image.getWidth(),
    height: image.getHeight(),
    heights,
    crs,
    ...gridOf(image, keys),
    verticalDatum: DATUMS[Number(keys.VerticalCSTypeGeoKey)] ?? 'unknown',
    noData,
  });
}

/** How an image holds its samples. */
interface Samples {
  readonly compression: number;
  readonly predictor: number;
  readonly bits: number;
  /** 1 whole numbers from 0, 2 with a sign, 3 floats. */
  readonly format: number;
}

async function samplesOf(image: GeoTIFFImage): Promise<Samples> {
  const numberOf = async (tag: 'Compression' | 'Predictor' | 'BitsPerSample' | 'SampleFormat'): Promise<number> => {
    const value: unknown = (await image.fileDirectory.loadValue(tag)) ?? 1;
    return Number(typeof value === 'object' ? (value as ArrayLike<number>)[0] : value);
  };
  return {
    compression: await numberOf('Compression'),
    predictor: await numberOf('Predictor'),
    bits: await numberOf('BitsPerSample'),
    format: await numberOf('SampleFormat'),
  };
}

/** Makes sure that what the image claims can be read. */
function checkSamples(image: GeoTIFFImage, samples: Samples, littleEndian: boolean): void {
  const { compression, predictor, bits, format } = samples;
  const bands = image.getSamplesPerPixel();
  if (bands !== 1) throw new RangeError(`one band of heights is wanted; got ${bands}`);
  const known = [...new Set(COMPRESSIONS.values())].join(', ');
  if (!COMPRESSIONS.has(compression)) throw new RangeError(`compression must be ${known}; got number ${compression}`);
  const got = `format ${format} of ${bits} bits`;
  if (!(format === 3 ? bits === 32 || bits === 64 : (format === 1 || format === 2) && [8, 16, 32].includes(bits)))
    throw new RangeError(`heights must be whole numbers of 8, 16 or 32 bits or floats of 32 or 64; got ${got}`);
  if (!(predictor === 1 || (predictor === 2 && bits < 64) || (predictor === 3 && format === 3)))
    throw new RangeError(`predictor ${predictor} does not go with ${got}`);
  if (predictor !== 1 && bits > 8 && !littleEndian)
    throw new RangeError('a predictor is read in little-endian files only; got a big-endian one');
}

/** Makes sure that the image is of a size that can be read, and its blocks inside the file. */
async function checkBlocks(image: GeoTIFFImage, fileBytes: number): Promise<void> {
  const width = image.getWidth();
  const height = image.getHeight();
  if (!(width >= 1 && height >= 1 && width * height <= MOST_CELLS))
    throw new RangeError(`an image may have up to ${MOST_CELLS / 1e6} million cells; got ${width} x ${height}`);
  const tileWidth = image.getTileWidth();
  const tileHeight = image.getTileHeight();
  const blocks = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  if (!(tileWidth >= 1 && tileHeight >= 1 && blocks * tileWidth * tileHeight <= 2 * MOST_CELLS))
    throw new RangeError(`blocks of ${tileWidth} x ${tileHeight} do not go with ${width} x ${height} cells`);
  const directory = image.getFileDirectory();
  const [offsets, counts] = (await Promise.all([
    directory.loadValue(image.isTiled ? 'TileOffsets' : 'StripOffsets'),
    directory.loadValue(image.isTiled ? 'TileByteCounts' : 'StripByteCounts'),
  ])) as [ArrayLike<number> | undefined, ArrayLike<number> | undefined];
  if (offsets?.length !== blocks || counts?.length !== blocks)
    throw new RangeError(
      `${blocks} blocks are needed; got ${offsets?.length ?? 0} places and ${counts?.length ?? 0} sizes`,
    );
  for (let k = 0; k < blocks; k++)
    if (Number(offsets[k]) + Number(counts[k]) > fileBytes)
      throw new RangeError(`it is cut short: block ${k} lies outside the file`);
}

async function readHeights(image: GeoTIFFImage): Promise<ElevationRaster['heights']> {
  let read: unknown;
  try {
    read = await image.readRasters();
  } catch (error) {
    throw new RangeError(`a block is broken or cut short: ${(error as Error).message}`);
  }
  const [values] = read as (ArrayLike<number> & ArrayBufferView)[];
  if (values instanceof Int16Array || values instanceof Float32Array || values instanceof Float64Array) return values;
  if (values instanceof Int8Array || values instanceof Uint8Array) return Int16Array.from(values);
  return Float64Array.from(values);
}

/** The mark of no data as GDAL writes it, a number in words. */
function noDataOf(image: GeoTIFFImage, { format, bits }: Samples): number | null {
  const text: unknown = image.fileDirectory.getValue('GDAL_NODATA');
  if (typeof text !== 'string') return null;
  const word = text.split('\0', 1)[0].trim();
  if (/^[+-]?nan$/i.test(word)) return Number.NaN;
  const value = Number(word);
  if (word === '' || !Number.isFinite(value))
    throw new RangeError(`the mark of no data must be a number; got ‘${word}’`);
  // A file of 32-bit floats holds the mark rounded to one.
  return format === 3 && bits === 32 ? Math.fround(value) : value;
}

function crsOf(keys: Readonly<Record<string, unknown>>): RasterCrs {
  for (const key of ['ProjLinearUnitsGeoKey', 'VerticalUnitsGeoKey']) {
    const unit = keys[key];
    if (unit !== undefined && Number(unit) !== METRE)
      throw new RangeError(`metres (9001) are wanted; got the unit ${String(unit)} in ${key}`);
  }
  const projected = Number(keys.ProjectedCSTypeGeoKey);
  const zone = projected % 100;
  if ((projected >= 32_601 && projected <= 32_660) || (projected >= 32_701 && projected <= 32_760))
    return { kind: 'utm', zone, north: projected < 32_700 };
  const geographic = Number(keys.GeographicTypeGeoKey);
  if (Number(keys.GTModelTypeGeoKey) === MODEL_GEOGRAPHIC && (geographic === 4326 || geographic === 4979))
    return { kind: 'geographic' };
  const got = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  throw new RangeError(
    `its coordinates must be WGS 84 degrees (EPSG:4326) or a WGS 84 UTM zone (EPSG:326xx, 327xx); got ${
      got === undefined ? 'none, so it does not say where it lies' : `EPSG:${String(got)}`
    }`,
  );
}

/** Where the cells stand, north up. A file of points has its tie point at a cell's centre, one of areas at a corner. */
function gridOf(
  image: GeoTIFFImage,
  keys: Readonly<Record<string, unknown>>,
): Pick<ElevationRaster, 'originX' | 'originY' | 'cellX' | 'cellY'> {
  const directory = image.fileDirectory;
  const shift = Number(keys.GTRasterTypeGeoKey) === PIXEL_IS_POINT ? 0.5 : 0;
  const matrix = directory.getValue('ModelTransformation') as ArrayLike<number> | undefined;
  if (matrix !== undefined) {
    if (matrix.length < 8 || matrix[1] !== 0 || matrix[4] !== 0)
      throw new RangeError('a raster must be north up; got a turned one');
    const cellY = -matrix[5];
    return { originX: matrix[3] - shift * matrix[0], originY: matrix[7] + shift * cellY, cellX: matrix[0], cellY };
  }
  const scale = directory.getValue('ModelPixelScale') as ArrayLike<number> | undefined;
  const tie = directory.getValue('ModelTiepoint') as ArrayLike<number> | undefined;
  if (scale === undefined || tie === undefined || scale.length < 2 || tie.length !== 6)
    throw new RangeError('it does not say where it lies: a pixel scale and one tie point are wanted');
  const [cellX, cellY] = [scale[0], scale[1]];
  return {
    originX: tie[3] - (tie[0] + shift) * cellX,
    originY: tie[4] + (tie[1] + shift) * cellY,
    cellX,
    cellY,
  };
}
