import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeTiff, makeTiff } from '../../test/fixtures/tiff.js';
import { hgtBytes, terrariumTile } from '../../test/fixtures/tiles.js';
import { decodeRaster } from './read-raster.js';
import { decodeTerrarium } from './terrarium.js';

/** A fixed sequence of numbers from 0 to n - 1 (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8, 2003). */
function sequence(seed: number): (n: number) => number {
  let x = seed;
  return (n) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % n;
  };
}

/** Values at which formats break: ends of ranges, and near them. */
const EXTREMES = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

/** A file with one to four faults: bytes, words, pieces missing, doubled, moved or zero. Most are near its beginning. */
function spoilt(file: Uint8Array, next: (n: number) => number): Uint8Array {
  let bytes = Uint8Array.from(file);
  const place = (): number => next(next(3) > 0 ? Math.min(bytes.length, 400) : bytes.length);
  for (let faults = 1 + next(4); faults > 0 && bytes.length > 8; faults--) {
    const at = place();
    const view = new DataView(bytes.buffer);
    switch (next(7)) {
      case 0:
        bytes[at] ^= 1 << next(8);
        break;
      case 1:
        bytes[at] = next(256);
        break;
      case 2:
        view.setUint32(Math.min(at, bytes.length - 4), EXTREMES[next(EXTREMES.length)], next(2) === 0);
        break;
      case 3:
        view.setUint16(Math.min(at, bytes.length - 2), EXTREMES[next(EXTREMES.length)] & 0xffff, next(2) === 0);
        break;
      case 4:
        bytes = bytes.slice(0, 1 + next(bytes.length));
        break;
      case 5:
        bytes.copyWithin(at, place(), place());
        break;
      default:
        bytes.fill(0, at, at + next(64));
    }
  }
  return bytes;
}

/** Bytes of the largest array made while the tests ran: claims of broken files must not be believed. */
let largest = 0;
const ARRAYS = ['Uint8Array', 'Int16Array', 'Int32Array', 'Float32Array', 'Float64Array', 'ArrayBuffer'] as const;
const plain = Object.fromEntries(ARRAYS.map((name) => [name, globalThis[name]])) as Record<string, unknown>;
beforeAll(() => {
  for (const name of ARRAYS) {
    const counted: object = new Proxy(globalThis[name] as unknown as new (...args: unknown[]) => object, {
      construct(target, args: unknown[], newTarget): object {
        const size = 'BYTES_PER_ELEMENT' in target ? (target.BYTES_PER_ELEMENT as number) : 1;
        if (typeof args[0] === 'number') largest = Math.max(largest, args[0] * size);
        return Reflect.construct(target, args, newTarget === counted ? target : newTarget) as object;
      },
    });
    Object.assign(globalThis, { [name]: counted });
  }
});
afterAll(() => {
  Object.assign(globalThis, plain);
});

/** How many of the spoilt files were refused; every refusal is a RangeError or an error of zlib or the PNG library. */
function refusals(file: Uint8Array, count: number, seed: number, decode: (bytes: Uint8Array) => unknown): number {
  const next = sequence(seed);
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const bytes = spoilt(file, next);
    try {
      decode(bytes);
    } catch (error) {
      refused++;
      const { message, code } = error as { message?: unknown; code?: unknown };
      if (
        error instanceof TypeError ||
        error instanceof ReferenceError ||
        typeof message !== 'string' ||
        message === ''
      )
        throw new Error(`file ${i} of seed ${seed}: ${String(error)} (${String(code)})`, { cause: error });
    }
  }
  return refused;
}

const waves = {
  width: 61,
  height: 47,
  heightAt: (row: number, column: number) => ((row * 37 + column * 101) % 2900) - 12,
};

describe('thousands of broken files are read or refused, none hangs, crashes or is believed in its claims:', () => {
  const tiffs: [string, MadeTiff][] = [
    ['uncompressed strips', { ...waves, rowsPerStrip: 8 }],
    ['LZW tiles with differences', { ...waves, compression: 'lzw', predictor: 2, tile: 32 }],
    ['deflated floats by their bytes', { ...waves, sample: 'float32', compression: 'deflate', predictor: 3, tile: 16 }],
    ['big-endian LZW in UTM', { ...waves, bigEndian: true, compression: 'lzw', epsg: 32634, noData: '-9999' }],
  ];
  it.each(tiffs)('GeoTIFF, %s', (_, made) => {
    largest = 0;
    const refused = refusals(makeTiff(made), 4000, 1966, (bytes) => decodeRaster(bytes, 'made.tif'));
    expect(refused).toBeGreaterThan(500);
    expect(refused).toBeLessThan(4000);
    expect(largest).toBeLessThan(64e6);
  });

  it('SRTM tiles, packed', () => {
    largest = 0;
    const file = gzipSync(hgtBytes(40, 22), { level: 1 });
    const refused = refusals(file, 300, 2000, (bytes) => decodeRaster(bytes, 'N40E022.hgt.gz'));
    expect(refused).toBeGreaterThan(100);
    expect(largest).toBeLessThan(64e6);
  });

  it('terrarium PNG', () => {
    largest = 0;
    const refused = refusals(terrariumTile(8, 143, 96), 2000, 2017, (bytes) =>
      decodeTerrarium(bytes, 'made', 8, 143, 96),
    );
    expect(refused).toBeGreaterThan(300);
    expect(largest).toBeLessThan(64e6);
  });
});
