/**
 * The words of a double and exact powers of two. The views are shared: a DataView made per call costs ten times as much.
 * Word order is found once at load, so results do not depend on the machine's endianness.
 */
const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
FLOAT[0] = 1;
/** Index of the word that holds sign, exponent and upper 20 bits of the significand; 1 on little-endian machines. */
export const HIGH = WORDS[1] === 0 ? 0 : 1;
export const LOW = 1 - HIGH;

/** Upper 32 bits of a double (sign, exponent, 20 bits of the significand), unsigned. */
export function highWord(x: number): number {
  FLOAT[0] = x;
  return WORDS[HIGH];
}

/** Lower 32 bits of a double's significand, unsigned. */
export function lowWord(x: number): number {
  FLOAT[0] = x;
  return WORDS[LOW];
}

/** The double of two words. */
export function fromWords(high: number, low: number): number {
  WORDS[HIGH] = high;
  WORDS[LOW] = low;
  return FLOAT[0];
}

/** 2^n for n = -1074 … 1023, by exact multiplication. A table, since building a double from words stalls its load. */
const POWERS = new Float64Array(2098);
POWERS[1074] = 1;
for (let n = 1; n <= 1023; n++) POWERS[1074 + n] = POWERS[1073 + n] * 2;
for (let n = 1; n <= 1074; n++) POWERS[1074 - n] = POWERS[1075 - n] * 0.5;

/** 2^n, exact, for an integer n = -1074 … 1023. */
export function powerOfTwo(n: number): number {
  return POWERS[1074 + n];
}

/** value·2^n for value in [0.5, 4): rounds once, when the result is subnormal; overflows to Infinity. */
export function scale(value: number, n: number): number {
  if (n > 1021) return n > 1026 ? Number.POSITIVE_INFINITY : value * POWERS[2095] * POWERS[n - 1021 + 1074];
  if (n < -1010) return n < -1080 ? 0 : value * POWERS[1074 - 64] * POWERS[1074 + n + 64];
  return value * POWERS[1074 + n];
}
