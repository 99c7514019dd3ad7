/**
 * A 128-bit digest of ordered state and events: equal bytes in, equal digest out, on any machine. The mixing is that of
 * A. Appleby's MurmurHash3 x86_128 (public domain, 2011), fed 32-bit words, four to a block. It finds differences; it
 * is no proof against forgery.
 *
 * Canonical forms: -0 counts as 0 and every NaN as one NaN; a string enters with its length, so 'ab','c' and 'a','bc' differ.
 */
import { highWord, lowWord } from './bits.js';

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

export interface Digest {
  /** Adds an integer modulo 2^32. */
  addInt32(n: number): void;
  addFloat64(x: number): void;
  /** Adds `length` and the first so many values, all if not given. */
  addFloat64Array(values: ArrayLike<number>, length?: number): void;
  /** Adds the length and the UTF-16 units. */
  addString(text: string): void;
  /** A 32-bit digest of all so far, unsigned; adding may go on. */
  value32(): number;
  /** The 128-bit digest of all so far as 32 hexadecimal digits; adding may go on. */
  hex(): string;
}

export function makeDigest(): Digest {
  /** The four lanes. Typed arrays, since large integers in captured variables would be allocated at each store. */
  const lanes = new Int32Array(4);
  /** The words of the block in the making, and the number of words so far, modulo 2^32. */
  const block = new Int32Array(4);
  const count = new Int32Array(1);

  const addWord = (word: number): void => {
    const position = count[0] & 3;
    block[position] = word;
    count[0] += 1;
    if (position === 3) mixBlock(lanes, block[0], block[1], block[2], block[3]);
  };
  const addFloat64 = (x: number): void => {
    addWord(upperWord(x));
    addWord(lowerWord(x));
  };
  const result = new Int32Array(4);
  const finished = (): Int32Array => {
    for (let i = 0; i < 4; i++) result[i] = lanes[i];
    const words = count[0];
    const filled = words & 3;
    if (filled > 0) mixBlock(result, block[0], filled > 1 ? block[1] : 0, filled > 2 ? block[2] : 0, 0);
    finish(result, words);
    return result;
  };
  return {
    addInt32: addWord,
    addFloat64,
    addFloat64Array(values, length = values.length) {
      addWord(length);
      while ((count[0] & 3) !== 0) addWord(0);
      // On a block's edge two doubles fill a block, with no words kept between.
      const even = length & ~1;
      for (let i = 0; i < even; i += 2) {
        const x = values[i];
        const y = values[i + 1];
        mixBlock(lanes, upperWord(x), lowerWord(x), upperWord(y), lowerWord(y));
      }
      count[0] += 2 * even;
      if (even < length) addFloat64(values[even]);
    },
    addString(text) {
      addWord(text.length);
      for (let i = 0; i < text.length; i += 2) {
        addWord(text.charCodeAt(i) | (i + 1 < text.length ? text.charCodeAt(i + 1) << 16 : 0));
      }
    },
    value32() {
      finished();
      return (result[0] ^ result[1] ^ result[2] ^ result[3]) >>> 0;
    },
    hex() {
      let text = '';
      for (const lane of finished()) text += (lane >>> 0).toString(16).padStart(8, '0');
      return text;
    },
  };
}

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
