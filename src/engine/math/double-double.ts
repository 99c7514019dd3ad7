/**
 * Double-double arithmetic: an unevaluated sum of two doubles, about 106 bits, from + - * / and sqrt alone.
 * Sources: T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18 (1971);
 * D. E. Knuth, The Art of Computer Programming, vol. 2, section 4.2.2.
 */

/** 2^27 + 1: multiplying by it splits a 53-bit significand into two halves of 26 bits (Veltkamp, in Dekker 1971). */
const SPLITTER = 134217729;

/** The upper half of a's significand; a minus it is exact. For |a| < 2^995. */
export function upperHalf(a: number): number {
  const c = SPLITTER * a;
  return c - (c - a);
}

/** The rounding error of sum = a + b, for any magnitudes. */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/** The rounding error of product = a*b, unless a half product underflows. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** An unevaluated sum. Records are for tables built at load; hot code carries the two parts in locals. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** A sum of two doubles, renormalised. */
export function doubleDouble(high: number, low = 0): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: sumError(high, low, sum) };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = a.high + b.high;
  return doubleDouble(sum, sumError(a.high, b.high, sum) + a.low + b.low);
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = a.high * b.high;
  return doubleDouble(product, productError(a.high, b.high, product) + (a.high * b.low + a.low * b.high));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const product = quotient * b.high;
  const remainder = a.high - product - productError(quotient, b.high, product) + a.low - quotient * b.low;
  return doubleDouble(quotient, remainder / b.high);
}
