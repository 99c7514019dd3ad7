/** Standard normal numbers from single random words, for what is drawn by the million. */
import { exp } from './exponential.js';
import { normalQuantile } from './normal.js';

/** Words below 2^FIRST, and as near the other end, are too rare for the table: one in eight million. */
const FIRST = 8;
/** Pieces an octave of the tail probability, and coefficients a piece. */
const PIECES = 16;
const WIDTH = 4;
/** Of a word's 32 bits; words are the middles of equal intervals of probability. */
const UNIT = 2.3283064365386963e-10;
const ROOT_2_PI = 2.5066282746310002;

/**
 * The quantile over [2^k, 2^(k+1)) words for k = 8 … 30, in pieces: cubic in the distance from the piece's first word,
 * with the quantile's own values and slopes at both ends.
 */
const TABLE = makeTable();

/** The table, for a kernel that reads it in its own memory. */
export const normalTable = (): Float64Array => TABLE;

function makeTable(): Float64Array {
  const table = new Float64Array((31 - FIRST) * PIECES * WIDTH);
  const slopeAt = (z: number): number => UNIT * ROOT_2_PI * exp(0.5 * z * z);
  let at = 0;
  for (let k = FIRST; k < 31; k++) {
    const width = 1 << (k - 4);
    for (let piece = 0; piece < PIECES; piece++) {
      const first = (PIECES + piece) * width;
      const z0 = normalQuantile((first + 0.5) * UNIT);
      const z1 = normalQuantile((first + width + 0.5) * UNIT);
      const slope0 = slopeAt(z0);
      const slope1 = slopeAt(z1);
      const chord = (z1 - z0) / width;
      table[at++] = z0;
      table[at++] = slope0;
      table[at++] = (3 * chord - 2 * slope0 - slope1) / width;
      table[at++] = (slope0 + slope1 - 2 * chord) / (width * width);
    }
  }
  return table;
}

/**
 * A random word as a standard normal number: the quantile of (u + 1/2)/2^32 within 1e-7, never falling as u rises;
 * |z| is at most 6.34. Exactly odd about the middle.
 */
export function normalFromUint32(u: number): number {
  // The lower half counts up from the end of its tail, the upper half down to its own: v is the distance from it.
  const mirror = (u | 0) >> 31;
  const v = (u | 0) ^ mirror;
  if (v < 1 << FIRST) return (1 + 2 * mirror) * normalQuantile((v + 0.5) * UNIT);
  const k = 31 - Math.clz32(v);
  const shift = k - 4;
  const i = WIDTH * (((k - FIRST) << 4) | ((v >>> shift) & (PIECES - 1)));
  const d = v & ((1 << shift) - 1);
  return (1 + 2 * mirror) * (TABLE[i] + d * (TABLE[i + 1] + d * (TABLE[i + 2] + d * TABLE[i + 3])));
}
