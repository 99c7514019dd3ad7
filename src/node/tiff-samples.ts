import { inflateSync } from 'node:zlib';
import { systemReason } from './files.js';
import { decodeLzw } from './lzw.js';
import type { TiffDirectory } from './tiff-directory.js';

/** Cells of one raster (400 MB of float32): a square degree at 1″ has 13 million. */
const MOST_CELLS = 100_000_000;

/**
 * Compressions that are read, by their TIFF number, and how many bytes one byte of them can hold at most: none; LZW, whose
 * longest sequence has 3839 bytes for a code of 12 bits; deflate (zlib, *Technical Details*: 1032).
 */
const GREATEST_RATIO: Readonly<Record<number, number>> = { 1: 1, 5: 2560, 8: 1032, 32946: 1032 };

/** How a TIFF holds the samples of its one band (TIFF 6.0 and Adobe's TIFF Technical Note 3 of 2005 for predictors). */
interface Layout {
  readonly width: number;
  readonly height: number;
  readonly compression: number;
  readonly predictor: number;
  /** Bytes of a sample. */
  readonly size: number;
  /** 1 whole numbers from 0, 2 with a sign, 3 floats. */
  readonly format: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly tiled: boolean;
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
}

/** Every sample, row by row from the first, with `fill` where a block was left out. Throws a RangeError that says what is wrong. */
export function readTiffSamples(
  bytes: Uint8Array,
  directory: TiffDirectory,
  fill: number,
): { width: number; height: number; values: Int16Array | Float32Array | Float64Array } {
  const layout = layoutOf(directory, bytes.length);
  const { width, height, blockWidth, blockHeight, size, format } = layout;
  const cells = width * height;
  const small = format !== 3 && (size === 1 || (size === 2 && format === 2));
  const values = small
    ? new Int16Array(cells)
    : size === 4 && format === 3
      ? new Float32Array(cells)
      : new Float64Array(cells);
  const read = reader(layout);
  const across = Math.ceil(width / blockWidth);
  layout.offsets.forEach((offset, k) => {
    const top = Math.floor(k / across) * blockHeight;
    const left = (k % across) * blockWidth;
    const rows = Math.min(blockHeight, height - top);
    const columns = Math.min(blockWidth, width - left);
    if (layout.counts[k] === 0) {
      for (let y = 0; y < rows; y++) values.fill(fill, (top + y) * width + left, (top + y) * width + left + columns);
      return;
    }
    const { block, littleEndian } = openBlock(
      bytes.subarray(offset, offset + layout.counts[k]),
      k,
      rows,
      layout,
      directory,
    );
    for (let y = 0; y < rows; y++) {
      const to = (top + y) * width + left;
      for (let x = 0; x < columns; x++) values[to + x] = read(block, (y * blockWidth + x) * size, littleEndian);
    }
  });
  return { width, height, values };
}

function layoutOf(directory: TiffDirectory, fileBytes: number): Layout {
  const first = (tag: number, or: number): number => directory.numbers(tag)?.[0] ?? or;
  const width = first(256, 0);
  const height = first(257, 0);
  if (
    !(Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1 && width * height <= MOST_CELLS)
  )
    throw new RangeError(`an image may have up to ${MOST_CELLS / 1e6} million cells; got ${width} x ${height}`);
  if (first(277, 1) !== 1) throw new RangeError(`one band of heights is wanted; got ${first(277, 1)}`);
  const compression = first(259, 1);
  if (GREATEST_RATIO[compression] === undefined)
    throw new RangeError(`compression must be none, LZW or deflate; got number ${compression}`);
  const bits = first(258, 1);
  const format = first(339, 1);
  const got = `format ${format} of ${bits} bits`;
  if (!(format === 3 ? bits === 32 || bits === 64 : (format === 1 || format === 2) && [8, 16, 32].includes(bits)))
    throw new RangeError(`heights must be whole numbers of 8, 16 or 32 bits or floats of 32 or 64; got ${got}`);
  const predictor = first(317, 1);
  if (!(predictor === 1 || (predictor === 2 && bits < 64) || (predictor === 3 && format === 3)))
    throw new RangeError(`predictor ${predictor} does not go with ${got}`);
  const tiled = directory.numbers(322) !== undefined;
  const blockWidth = tiled ? first(322, 0) : width;
  const blockHeight = tiled ? first(323, 0) : Math.min(height, first(278, height));
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
  const whole = Number.isInteger(blockWidth) && Number.isInteger(blockHeight) && blockWidth >= 1 && blockHeight >= 1;
  if (!(whole && blocks * blockWidth * blockHeight <= 4 * MOST_CELLS))
    throw new RangeError(`blocks of ${blockWidth} x ${blockHeight} do not go with ${width} x ${height} cells`);
  const offsets = directory.numbers(tiled ? 324 : 273) ?? [];
  const counts = directory.numbers(tiled ? 325 : 279) ?? [];
  if (offsets.length !== blocks || counts.length !== blocks)
    throw new RangeError(`${blocks} blocks are needed; got ${offsets.length} places and ${counts.length} sizes`);
  const size = bits / 8;
  for (let k = 0; k < blocks; k++) {
    if (!(offsets[k] + counts[k] <= fileBytes))
      throw new RangeError(`it is cut short: block ${k} lies outside the file`);
    const rows = tiled ? blockHeight : Math.min(blockHeight, height - k * blockHeight);
    const wanted = rows * blockWidth * size;
    // Before anything is allocated for what is claimed.
    if (counts[k] > 0 && wanted > counts[k] * GREATEST_RATIO[compression])
      throw new RangeError(`it is cut short: ${counts[k]} bytes cannot hold the ${wanted} of block ${k}`);
  }
  return {
    width,
    height,
    compression,
    predictor,
    size,
    format,
    blockWidth,
    blockHeight,
    tiled,
    offsets,
    counts,
  };
}

function reader({ size, format }: Layout): (view: DataView, at: number, littleEndian: boolean) => number {
  if (format === 3) return size === 4 ? (v, at, le) => v.getFloat32(at, le) : (v, at, le) => v.getFloat64(at, le);
  if (size === 1) return format === 1 ? (v, at) => v.getUint8(at) : (v, at) => v.getInt8(at);
  if (size === 2) return format === 1 ? (v, at, le) => v.getUint16(at, le) : (v, at, le) => v.getInt16(at, le);
  return format === 1 ? (v, at, le) => v.getUint32(at, le) : (v, at, le) => v.getInt32(at, le);
}

/** A block's samples as they were before compression and differences, and their byte order. */
function openBlock(
  packed: Uint8Array,
  index: number,
  rows: number,
  layout: Layout,
  { littleEndian }: TiffDirectory,
): { block: DataView; littleEndian: boolean } {
  const { blockWidth, blockHeight, size, predictor } = layout;
  const whole = blockWidth * blockHeight * size;
  let block: Uint8Array;
  try {
    block = unpack(packed, layout.compression, whole);
  } catch (error) {
    throw new RangeError(`block ${index} is broken: ${systemReason(error)}`);
  }
  // The last strip may end with the image.
  const wanted = layout.tiled ? whole : rows * blockWidth * size;
  if (block.length < wanted) throw new RangeError(`block ${index} is cut short: ${block.length} bytes of ${wanted}`);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if (predictor === 2) addWesternNeighbours(view, rows, blockWidth, size, littleEndian);
  if (predictor === 3) gatherFloats(block, rows, blockWidth, size);
  // Floats that were taken apart come highest byte first, whatever the order of the file.
  return { block: view, littleEndian: predictor === 3 ? false : littleEndian };
}

function unpack(packed: Uint8Array, compression: number, whole: number): Uint8Array {
  if (compression === 5) return decodeLzw(packed, whole);
  // Differences are undone in place, so the file's own bytes are copied.
  if (compression === 1) return Uint8Array.from(packed.subarray(0, whole));
  const { buffer, byteOffset, byteLength } = inflateSync(packed, { maxOutputLength: whole });
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Predictor 2: a sample was stored less its western neighbour. */
function addWesternNeighbours(view: DataView, rows: number, width: number, size: number, littleEndian: boolean): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 1; x < width; x++) {
      const at = (y * width + x) * size;
      if (size === 1) view.setUint8(at, view.getUint8(at) + view.getUint8(at - 1));
      else if (size === 2)
        view.setUint16(at, view.getUint16(at, littleEndian) + view.getUint16(at - 2, littleEndian), littleEndian);
      else view.setUint32(at, view.getUint32(at, littleEndian) + view.getUint32(at - 4, littleEndian), littleEndian);
    }
  }
}

/** Predictor 3: the bytes of a row of floats were sorted by weight, highest first, and each stored less the one before. */
function gatherFloats(block: Uint8Array, rows: number, width: number, size: number): void {
  const line = width * size;
  for (let y = 0; y < rows; y++) {
    const row = block.subarray(y * line, (y + 1) * line);
    for (let i = 1; i < line; i++) row[i] += row[i - 1];
    const sorted = row.slice();
    for (let x = 0; x < width; x++) for (let b = 0; b < size; b++) row[x * size + b] = sorted[b * width + x];
  }
}
