/**
 * Philox4x32-10, a counter-based random number generator: a keyed bijection of 128-bit counters. J. K. Salmon,
 * M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3, SC'11 (2011).
 * Multipliers and key increments are the paper's. The 32×32→64-bit products are built from 16-bit halves, since a
 * double holds 53 bits only and BigInt is many times slower.
 */
const MULTIPLIER_0_LOW = 0x1f53;
const MULTIPLIER_0_HIGH = 0xd251;
const MULTIPLIER_1_LOW = 0x8d57;
const MULTIPLIER_1_HIGH = 0xcd9e;
/** Key increments: the golden ratio and sqrt(3) - 1, times 2^32. */
const KEY_STEP_0 = 0x9e3779b9 | 0;
const KEY_STEP_1 = 0xbb67ae85 | 0;

/**
 * Four random words of counter (c0, c1, c2, c3) under key (k0, k1) into out[at … at + 3]. Inputs are taken modulo 2^32;
 * integers of 32 bits with a sign cross the call without being boxed.
 */
export function philox4x32Into(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at = 0,
): void {
  let a = c0 | 0;
  let b = c1 | 0;
  let c = c2 | 0;
  let d = c3 | 0;
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  for (let round = 0; round < 10; round++) {
    // Both words of a·M0 and c·M1; every partial sum stays below 2^32, so wrapping to int32 loses nothing.
    const aLow = a & 0xffff;
    const aHigh = a >>> 16;
    const aLowest = Math.imul(aLow, MULTIPLIER_0_LOW);
    const aMiddle = (Math.imul(aHigh, MULTIPLIER_0_LOW) + (aLowest >>> 16)) | 0;
    const aCross = (Math.imul(aLow, MULTIPLIER_0_HIGH) + (aMiddle & 0xffff)) | 0;
    const aUpper = (Math.imul(aHigh, MULTIPLIER_0_HIGH) + (aMiddle >>> 16) + (aCross >>> 16)) | 0;
    const cLow = c & 0xffff;
    const cHigh = c >>> 16;
    const cLowest = Math.imul(cLow, MULTIPLIER_1_LOW);
    const cMiddle = (Math.imul(cHigh, MULTIPLIER_1_LOW) + (cLowest >>> 16)) | 0;
    const cCross = (Math.imul(cLow, MULTIPLIER_1_HIGH) + (cMiddle & 0xffff)) | 0;
    const cUpper = (Math.imul(cHigh, MULTIPLIER_1_HIGH) + (cMiddle >>> 16) + (cCross >>> 16)) | 0;
    a = cUpper ^ b ^ key0;
    c = aUpper ^ d ^ key1;
    b = (cCross << 16) | (cLowest & 0xffff);
    d = (aCross << 16) | (aLowest & 0xffff);
    key0 = (key0 + KEY_STEP_0) | 0;
    key1 = (key1 + KEY_STEP_1) | 0;
  }
  out[at] = a;
  out[at + 1] = b;
  out[at + 2] = c;
  out[at + 3] = d;
}
