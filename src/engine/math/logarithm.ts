/**
 * Logarithms. x = 2^k·m; a reciprocal r of 11 bits near 1/m makes z = m·r - 1 exact in two parts, |z| < 2^-7.2; then
 * log x = k·log 2 - log r + log(1 + z). After P. T. P. Tang, Table-driven implementation of the logarithm function
 * in IEEE floating-point arithmetic, ACM Trans. Math. Softw. 16 (1990). Error below 1 ulp.
 */
import { highWord, powerOfTwo } from './bits.js';
import {
  add,
  type DoubleDouble,
  divide,
  doubleDouble,
  multiply,
  productError,
  sumError,
  upperHalf,
} from './double-double.js';

/** log 2: 42 bits, so that a multiple by an exponent is exact, and the rest. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
/** log10 2, likewise. */
const LOG10_2_HIGH = 0.30102999566395283;
const LOG10_2_LOW = 2.8363394551044964e-14;
/** 1/log 2 and 1/log 10 in two parts. */
const INVERSE_LN2 = Math.LOG2E;
const INVERSE_LN2_LOW = 2.0355273740931033e-17;
const INVERSE_LN10 = Math.LOG10E;
const INVERSE_LN10_LOW = 1.098319650216765e-17;

/** Table index j = round(128 m) for m in [sqrt(1/2), sqrt 2); at j = 128, r = 1 and the logarithm is 0. */
const FIRST = 90;
const LAST = 182;
const RECIPROCAL = new Float64Array(LAST + 1);
/** -log r: the high part a multiple of 2^-42 as LN2_HIGH is, so that their sum is exact. */
const TABLE_HIGH = new Float64Array(LAST + 1);
const TABLE_LOW = new Float64Array(LAST + 1);
for (let j = FIRST; j <= LAST; j++) {
  const r = Math.round((1024 * 128) / j) / 1024;
  RECIPROCAL[j] = r;
  // -log r = 2 atanh((1 - r)/(1 + r)), by its series; |(1 - r)/(1 + r)| < 0.18, so 23 terms reach 2^-115.
  const t = divide(doubleDouble(1 - r), doubleDouble(1 + r));
  const square = multiply(t, t);
  let series: DoubleDouble = doubleDouble(0);
  for (let k = 22; k >= 0; k--) {
    series = add(divide(doubleDouble(2), doubleDouble(2 * k + 1)), multiply(series, square));
  }
  const value = multiply(series, t);
  const high = Math.round(value.high * powerOfTwo(42)) * powerOfTwo(-42);
  TABLE_HIGH[j] = high;
  TABLE_LOW[j] = value.high - high + value.low;
}

/** What `reduce` leaves: z in two parts. */
const reduced = new Float64Array(2);
/** The exponent k and table index j of the last reduction. */
const indices = new Int32Array(2);
const SQRT2 = Math.SQRT2;

/** Splits positive finite x + xLow into 2^k, table entry j and z = m·r - 1. */
function reduce(x: number, xLow: number): void {
  let word = highWord(x);
  let k = 0;
  let m = x;
  if (word < 0x100000) {
    m = x * powerOfTwo(54);
    k = -54;
    word = highWord(m);
  }
  const exponent = (word >>> 20) - 1023;
  k += exponent;
  // 2^-1023 is subnormal but exact; 2^1022 is the largest that divides without overflow.
  m *= powerOfTwo(-exponent);
  let low = xLow * powerOfTwo(-exponent);
  if (m >= SQRT2) {
    m *= 0.5;
    low *= 0.5;
    k += 1;
  }
  const j = Math.floor(m * 128 + 0.5);
  const r = RECIPROCAL[j];
  const mHigh = upperHalf(m);
  const a = mHigh * r - 1;
  const b = (m - mHigh) * r;
  const z = a + b;
  reduced[0] = z;
  reduced[1] = sumError(a, b, z) + low * r;
  indices[0] = k;
  indices[1] = j;
}

/** log(1 + z) - z + z*z/2 for |z| < 2^-7.2: the series from z^3 on. */
function seriesFromCube(z: number): number {
  const w = z * z;
  return (
    w * z * (1 / 3 + w * (1 / 5 + w * (1 / 7 + w * (1 / 9))) - z * (1 / 4 + w * (1 / 6 + w * (1 / 8 + w * (1 / 10)))))
  );
}

/** log(m·(1 + …)) of the last reduction without k, in two parts good to about 2^-68, into out. */
function logOfSignificandInto(base: number, baseLow: number, out: Float64Array): void {
  const z = reduced[0];
  const zLow = reduced[1];
  const square = z * z;
  const squareLow = productError(z, z, square) + 2 * z * zLow;
  const s1 = base + z;
  const e1 = sumError(base, z, s1);
  const half = -0.5 * square;
  const s2 = s1 + half;
  const e2 = sumError(s1, half, s2);
  const low = e1 + e2 - 0.5 * squareLow + zLow + baseLow + seriesFromCube(z);
  const high = s2 + low;
  out[0] = high;
  out[1] = s2 - high + low;
}

/** Natural logarithm of positive finite x in two parts, relative error about 2^-68: for powers. */
export function logInto(x: number, out: Float64Array): void {
  reduce(x, 0);
  const k = indices[0];
  const j = indices[1];
  logOfSignificandInto(k * LN2_HIGH + TABLE_HIGH[j], k * LN2_LOW + TABLE_LOW[j], out);
}

/** log(x + xLow) to one double, the correction added last. */
function logOfSum(x: number, xLow: number): number {
  reduce(x, xLow);
  const k = indices[0];
  const j = indices[1];
  const base = k * LN2_HIGH + TABLE_HIGH[j];
  const z = reduced[0];
  const sum = base + z;
  const low = k * LN2_LOW + TABLE_LOW[j] + (reduced[1] - reduced[1] * z) + (seriesFromCube(z) - 0.5 * z * z);
  return sum + (sumError(base, z, sum) + low);
}

/** Natural logarithm. log(0) is -Infinity, of a negative NaN. */
export function log(x: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY) return logOfSum(x, 0);
  return outside(x);
}

function outside(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x > 0 ? x : Number.NaN;
}

/** log(1 + x) without loss for small x. */
export function log1p(x: number): number {
  if (x > -1 && x < Number.POSITIVE_INFINITY) {
    const magnitude = Math.abs(x);
    if (magnitude < 0.004) return magnitude < 1e-18 ? x : x - (0.5 * x * x - seriesFromCube(x));
    const sum = 1 + x;
    return logOfSum(sum, sumError(1, x, sum));
  }
  return x === -1 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
}

const parts = new Float64Array(2);

/** Binary logarithm; exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return outside(x);
  reduce(x, 0);
  const k = indices[0];
  const j = indices[1];
  logOfSignificandInto(TABLE_HIGH[j], TABLE_LOW[j], parts);
  const product = parts[0] * INVERSE_LN2;
  const low = productError(parts[0], INVERSE_LN2, product) + (parts[0] * INVERSE_LN2_LOW + parts[1] * INVERSE_LN2);
  const sum = k + product;
  return sum + (sumError(k, product, sum) + low);
}

/** Decimal logarithm; exact for powers of ten. */
export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return outside(x);
  reduce(x, 0);
  const k = indices[0];
  const j = indices[1];
  logOfSignificandInto(TABLE_HIGH[j], TABLE_LOW[j], parts);
  const product = parts[0] * INVERSE_LN10;
  const low = productError(parts[0], INVERSE_LN10, product) + (parts[0] * INVERSE_LN10_LOW + parts[1] * INVERSE_LN10);
  const base = k * LOG10_2_HIGH;
  const sum = base + product;
  return sum + (sumError(base, product, sum) + (k * LOG10_2_LOW + low));
}
