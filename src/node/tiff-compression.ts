import { inflateSync } from 'node:zlib';
import { addDecoder, BaseDecoder } from 'geotiff';

/**
 * Decompression of TIFF blocks for the library geotiff, in place of its own, which on broken data gives no limit to what it
 * inflates and can loop for ever in LZW.
 */

/** Bytes of a whole block; the last strip of an image may be shorter. */
function blockBytes({ parameters }: BaseDecoder): number {
  const { tileWidth, tileHeight, bitsPerSample } = parameters;
  const bits = typeof bitsPerSample === 'number' ? bitsPerSample : Number(bitsPerSample[0]);
  return (tileWidth * tileHeight * bits) / 8;
}

class Inflate extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBufferLike {
    const bytes = inflateSync(new Uint8Array(buffer), { maxOutputLength: blockBytes(this) });
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
}

class Lzw extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBufferLike {
    return decodeLzw(new Uint8Array(buffer), blockBytes(this));
  }
}

const CLEAR = 256;
const END = 257;
/** Codes have 9 to 12 bits. */
const MOST_CODES = 4096;

/**
 * TIFF's LZW (Adobe, *TIFF Revision 6.0*, 1992, section 13): codes from the highest bit on, which grow by a bit one code
 * earlier than they need to. Throws a RangeError for a code that is not there yet and for more than `most` bytes.
 */
export function decodeLzw(source: Uint8Array, most: number): ArrayBuffer {
  const out = new Uint8Array(most);
  // An entry is where its bytes stand in the output, and how many: a sequence always was there before.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let count = 0;
  let next = END + 1;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  for (let at = 0; ; ) {
    while (held < width && at < source.length) {
      bits = ((bits << 8) | source[at++]) & 0xffffff;
      held += 8;
    }
    if (held < width) break; // Some writers leave out the code of the end.
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      previous = -1;
      continue;
    }
    const known = code < CLEAR || (code > END && code < next);
    if (!known && (code !== next || previous < 0)) throw new RangeError(`LZW code ${code} is not there yet`);
    const start = count;
    const from = known ? code : previous;
    const length = from < CLEAR ? 1 : lengths[from];
    if (count + length + (known ? 0 : 1) > most) throw new RangeError('LZW data hold more than a block');
    if (from < CLEAR) out[count++] = from;
    else for (let k = 0; k < length; k++) out[count++] = out[starts[from] + k];
    if (!known) out[count++] = out[start];
    if (previous >= 0 && next < MOST_CODES) {
      // The previous sequence and the first byte of this one follow each other in the output.
      const before = previous < CLEAR ? 1 : lengths[previous];
      starts[next] = start - before;
      lengths[next] = before + 1;
      next++;
    }
    previous = code;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return out.buffer.slice(0, count);
}

/** Compressions that are read, by their TIFF number. */
export const COMPRESSIONS: ReadonlyMap<number, string> = new Map([
  [1, 'none'],
  [5, 'LZW'],
  [8, 'deflate'],
  [32_946, 'deflate'],
]);

addDecoder([8, 32_946], async () => Inflate);
addDecoder(5, async () => Lzw);
