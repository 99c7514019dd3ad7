/**
 * A 128-bit digest of ordered state and events: equal bytes in, equal digest out, on any machine. The mixing is that of
 * A. Appleby's MurmurHash3 x86_128 (public domain, 2011), fed 32-bit words, four to a block. It finds differences; it
 * is no proof against forgery.
 *
 * Canonical forms: -0 counts as 0 and every NaN as one NaN; a string enters with its length, so 'ab','c' and 'a','bc' differ.
 */
import { HIGH, highWord, LOW, lowWord } from './bits.js';

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

export class Digest {
  /** The four lanes. Typed arrays, since large integers in properties would be allocated at each store. */
  readonly #lanes = new Int32Array(4);
  /** The words of the block in the making, and the number of words so far, modulo 2^32. */
  readonly #block = new Int32Array(4);
  readonly #count = new Int32Array(1);
  readonly #result = new Int32Array(4);

  /** Adds an integer modulo 2^32. */
  addInt32(n: number): void {
    const block = this.#block;
    const position = this.#count[0] & 3;
    block[position] = n;
    this.#count[0] += 1;
    if (position === 3) mixBlock(this.#lanes, block[0], block[1], block[2], block[3]);
  }

  /** Adds the first `length` integers. */
  addInt32Array(values: Int32Array, length: number): void {
    const lanes = this.#lanes;
    let i = 0;
    while (i < length && (this.#count[0] & 3) !== 0) this.addInt32(values[i++]);
    const whole = i + ((length - i) & ~3);
    this.#count[0] += whole - i;
    for (; i < whole; i += 4) mixBlock(lanes, values[i], values[i + 1], values[i + 2], values[i + 3]);
    while (i < length) this.addInt32(values[i++]);
  }

  addFloat64(x: number): void {
    this.addInt32(upperWord(x));
    this.addInt32(lowerWord(x));
  }

  /** Adds three doubles. Apart from columns, because a loop that meets arrays of several kinds is never compiled well. */
  addVector(v: ArrayLike<number>): void {
    this.addFloat64(v[0]);
    this.addFloat64(v[1]);
    this.addFloat64(v[2]);
  }

  /** Adds `length` and the first so many values, all if not given. */
  addFloat64Array(values: Float64Array, length = values.length): void {
    this.addInt32(length);
    while ((this.#count[0] & 3) !== 0) this.addInt32(0);
    // On a block's edge two doubles fill a block, with no words kept between. Their words are canonical as they stand
    // unless one is a zero or a NaN, which their product tells (and a few more).
    const lanes = this.#lanes;
    const even = length & ~1;
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * even);
    for (let i = 0; i < even; i += 2) {
      const x = values[i];
      const y = values[i + 1];
      const product = x * y;
      if (product < 0 || product > 0) {
        mixBlock(lanes, words[2 * i + HIGH], words[2 * i + LOW], words[2 * i + 2 + HIGH], words[2 * i + 2 + LOW]);
      } else {
        mixBlock(lanes, upperWord(x), lowerWord(x), upperWord(y), lowerWord(y));
      }
    }
    this.#count[0] += 2 * even;
    if (even < length) this.addFloat64(values[even]);
  }

  /** Adds the length and the UTF-16 units. */
  addString(text: string): void {
    this.addInt32(text.length);
    for (let i = 0; i < text.length; i += 2) {
      this.addInt32(text.charCodeAt(i) | (i + 1 < text.length ? text.charCodeAt(i + 1) << 16 : 0));
    }
  }

  /** A 32-bit digest of all so far, unsigned; adding may go on. */
  value32(): number {
    const result = this.#finished();
    return (result[0] ^ result[1] ^ result[2] ^ result[3]) >>> 0;
  }

  /** The 128-bit digest of all so far as 32 hexadecimal digits; adding may go on. */
  hex(): string {
    let text = '';
    for (const lane of this.#finished()) text += (lane >>> 0).toString(16).padStart(8, '0');
    return text;
  }

  #finished(): Int32Array {
    const result = this.#result;
    const block = this.#block;
    result.set(this.#lanes);
    const words = this.#count[0];
    const filled = words & 3;
    if (filled > 0) mixBlock(result, block[0], filled > 1 ? block[1] : 0, filled > 2 ? block[2] : 0, 0);
    finish(result, words);
    return result;
  }
}

export const makeDigest = (): Digest => new Digest();

/** Upper word of x in canonical form. x + 0 turns -0 into 0; a NaN's sign and payload are the machine's affair. */
function upperWord(x: number): number {
  return Number.isNaN(x) ? 0x7ff80000 : highWord(x + 0);
}

function lowerWord(x: number): number {
  return Number.isNaN(x) ? 0 : lowWord(x);
}

function mixBlock(lanes: Int32Array, k1: number, k2: number, k3: number, k4: number): void {
  let h1 = lanes[0];
  let h2 = lanes[1];
  let h3 = lanes[2];
  let h4 = lanes[3];
  let k = Math.imul(k1, C1);
  h1 ^= Math.imul((k << 15) | (k >>> 17), C2);
  h1 = (h1 << 19) | (h1 >>> 13);
  h1 = (Math.imul((h1 + h2) | 0, 5) + 0x561ccd1b) | 0;
  k = Math.imul(k2, C2);
  h2 ^= Math.imul((k << 16) | (k >>> 16), C3);
  h2 = (h2 << 17) | (h2 >>> 15);
  h2 = (Math.imul((h2 + h3) | 0, 5) + 0x0bcaa747) | 0;
  k = Math.imul(k3, C3);
  h3 ^= Math.imul((k << 17) | (k >>> 15), C4);
  h3 = (h3 << 15) | (h3 >>> 17);
  h3 = (Math.imul((h3 + h4) | 0, 5) + 0x96cd1c35) | 0;
  k = Math.imul(k4, C4);
  h4 ^= Math.imul((k << 18) | (k >>> 14), C1);
  h4 = (h4 << 13) | (h4 >>> 19);
  h4 = (Math.imul((h4 + h1) | 0, 5) + 0x32ac3b17) | 0;
  lanes[0] = h1;
  lanes[1] = h2;
  lanes[2] = h3;
  lanes[3] = h4;
}

/** Length and a last avalanche over all lanes. */
function finish(lanes: Int32Array, words: number): void {
  for (let i = 0; i < 4; i++) lanes[i] ^= words;
  shareLanes(lanes);
  for (let i = 0; i < 4; i++) {
    let h = lanes[i];
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    lanes[i] = h ^ (h >>> 16);
  }
  shareLanes(lanes);
}

function shareLanes(lanes: Int32Array): void {
  lanes[0] += lanes[1] + lanes[2] + lanes[3];
  lanes[1] += lanes[0];
  lanes[2] += lanes[0];
  lanes[3] += lanes[0];
}
