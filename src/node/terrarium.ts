import { inflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { HIGHEST_GROUND, LOWEST_GROUND, type NamedRaster } from '../index.js';

/** Pixels along a side of a tile. */
const SIDE = 256;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of a chunk beside its data: length, type and checksum. */
const CHUNK_FRAME = 12;
/** Colour types: three channels, or four with one that is not read. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/**
 * Decodes a tile in Mapzen's terrarium encoding, height = red · 256 + green + blue / 256 - 32768 m (Tilezen, *Terrain tile
 * formats*), at its place in web Mercator. Throws an Error that says what is wrong.
 */
export function decodeTerrarium(bytes: Uint8Array, name: string, z: number, x: number, y: number): NamedRaster {
  const plain = plainPng(bytes);
  const { data, channels } = decode(plain, { checkCrc: true });
  const heights = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < heights.length; i++) {
    const h = data[i * channels] * 256 + data[i * channels + 1] + data[i * channels + 2] / 256 - 32_768;
    if (!(h >= LOWEST_GROUND && h <= HIGHEST_GROUND))
      throw new RangeError(
        `a height must be ${LOWEST_GROUND}–${HIGHEST_GROUND} m; got ${h} in row ${Math.floor(i / SIDE)}, column ${i % SIDE}`,
      );
    heights[i] = h;
  }
  const cell = (2 * Math.PI) / (SIDE * 2 ** z);
  return {
    name,
    width: SIDE,
    height: SIDE,
    heights,
    crs: { kind: 'mercator' },
    originX: x * SIDE * cell - Math.PI,
    originY: Math.PI - y * SIDE * cell,
    cellX: cell,
    cellY: cell,
    noData: null,
  };
}

/**
 * The PNG with its critical chunks alone, after making sure that they are those of a tile and inflate to exactly its
 * pixels: the library would inflate without a limit.
 */
function plainPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) throw new RangeError('it is no PNG: its first bytes are wrong');
  const chunks: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let channels = 0;
  let at = SIGNATURE.length;
  for (let ended = false; !ended; ) {
    if (at + CHUNK_FRAME > bytes.length) throw new RangeError('it is cut short');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + CHUNK_FRAME + length;
    if (end > bytes.length) throw new RangeError('it is cut short');
    if ((channels === 0) !== (type === 'IHDR')) throw new RangeError('it must begin with its only header');
    if (type === 'IHDR') channels = channelsOf(view, at + 8, length);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    if (['IHDR', 'IDAT', 'IEND'].includes(type)) chunks.push(bytes.subarray(at, end));
    ended = type === 'IEND';
    at = end;
  }
  const wanted = SIDE * (1 + SIDE * channels);
  const { length } = inflateSync(joined(data), { maxOutputLength: wanted });
  if (length !== wanted) throw new RangeError(`its pixels are cut short: ${length} bytes of ${wanted}`);
  return joined([bytes.subarray(0, SIGNATURE.length), ...chunks]);
}

function channelsOf(view: DataView, at: number, length: number): number {
  if (length !== 13) throw new RangeError(`its header has ${length} bytes instead of 13`);
  const [width, height, depth, colour, interlaced] = [
    view.getUint32(at),
    view.getUint32(at + 4),
    view.getUint8(at + 8),
    view.getUint8(at + 9),
    view.getUint8(at + 12),
  ];
  if (width !== SIDE || height !== SIDE) throw new RangeError(`a tile has 256 x 256 pixels; got ${width} x ${height}`);
  if (depth !== 8 || CHANNELS[colour] === undefined || interlaced !== 0)
    throw new RangeError(
      `a tile has 8 bits of red, green and blue, not interlaced; got ${depth} bits of colour type ${colour}`,
    );
  return CHANNELS[colour];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
