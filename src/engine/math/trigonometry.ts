/**
 * Sine, cosine and tangent, the same on every machine. Arguments in radians.
 * Reduction: W. J. Cody and W. Waite, Software Manual for the Elementary Functions, Prentice-Hall 1980, with pi/2 in
 * three parts; for large or nearly cancelling arguments M. H. Payne and R. N. Hanek, Radian reduction for
 * trigonometric functions, SIGNUM Newsletter 18 (1983). Kernels: Taylor polynomials on |x| <= pi/4 with the leading
 * terms kept in two parts. Under 1 ulp for every finite argument.
 */
import { highWord, powerOfTwo } from './bits.js';
import { productError, sumError } from './double-double.js';

/** Adding and subtracting 1.5·2^52 rounds to the nearest integer. */
const ROUNDER = 6755399441055744;
const TWO_OVER_PI = 0.6366197723675814;
/** pi/2 in parts of 33, 33 and 53 bits: a multiple below 2^20 of the first two is exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;
/** pi/2 as a double and what the double leaves out. */
const HALF_PI_HIGH = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
/** The largest argument of the three-part reduction: 2^19·pi/2 rounded down. */
const CODY_WAITE_LIMIT = 823549;

/** 2/pi in digits of 24 bits after three zeros of padding; 51 digits reach the largest double. */
const TWO_OVER_PI_DIGITS = Float64Array.of(
  ...[0, 0, 0, 0, 0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb],
  ...[0xc561b7, 0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44],
  ...[0x84e99c, 0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f],
  ...[0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d],
  ...[0x0739f7, 0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20],
);
const DIGIT = 16777216; // 2^24
const DIGIT_INVERSE = 1 / DIGIT;
/** Fraction digits kept: 168 bits, of which a double near a multiple of pi/2 cancels at most 62. */
const FRACTION_DIGITS = 7;
const digits = new Float64Array(FRACTION_DIGITS + 1);
const pieces = new Float64Array(4);

/** The reduced argument, |.| <= pi/4, as a sum of two doubles. */
const reduced = new Float64Array(2);

/** Reduces finite x by multiples of pi/2 into `reduced`; returns the multiple, of which the last two bits are right. */
function reduce(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.785) {
    reduced[0] = x;
    reduced[1] = 0;
    return 0;
  }
  if (magnitude < CODY_WAITE_LIMIT) {
    const n = x * TWO_OVER_PI + ROUNDER - ROUNDER;
    const a = x - n * HALF_PI_1;
    const b = n * HALF_PI_2;
    const c = n * HALF_PI_3;
    const difference = a - b;
    const high = difference - c;
    // Below 2^-20 the last part's rounding (2^-101) would show; such arguments are rare.
    if (Math.abs(high) > 9.5e-7) {
      reduced[0] = high;
      reduced[1] = difference - high - c + sumError(a, -b, difference);
      return n;
    }
  }
  return x < 0 ? -reducePositive(magnitude, -1) : reducePositive(magnitude, 1);
}

/** Payne–Hanek: multiplies by only those digits of 2/pi that decide the quadrant and the fraction. */
function reducePositive(x: number, sign: number): number {
  const q = Math.floor(((highWord(x) >>> 20) - 1075) / 24);
  let rest = x * powerOfTwo(-24 * (q + 3));
  for (let i = 3; i >= 0; i--) {
    pieces[i] = Math.floor(rest);
    rest = (rest - pieces[i]) * DIGIT;
  }
  // Column d has weight 2^(24 d); columns above 0 are multiples of four quadrants and drop out.
  let carry = 0;
  for (let d = -FRACTION_DIGITS; d <= 0; d++) {
    let column = carry;
    for (let i = 0; i < 4; i++) column += pieces[i] * TWO_OVER_PI_DIGITS[i + q - d + 3];
    carry = Math.floor(column * DIGIT_INVERSE);
    digits[-d] = column - carry * DIGIT;
  }
  let n = digits[0] % 4;
  let s = sign;
  if (digits[1] >= DIGIT / 2) {
    n += 1;
    s = -sign;
    for (let i = 1; i <= FRACTION_DIGITS; i++) digits[i] = DIGIT - 1 - digits[i];
  }
  const a = (digits[1] * DIGIT + digits[2]) * (1 / (DIGIT * DIGIT));
  const b = (digits[3] * DIGIT + digits[4]) * powerOfTwo(-96);
  const c = (digits[5] * DIGIT + digits[6]) * powerOfTwo(-144);
  const sum = a + b;
  const tail = sumError(a, b, sum) + c;
  const fraction = sum + tail;
  const fractionLow = tail - (fraction - sum);
  const product = fraction * HALF_PI_HIGH;
  const productLow =
    productError(fraction, HALF_PI_HIGH, product) + (fraction * HALF_PI_LOW + fractionLow * HALF_PI_HIGH);
  reduced[0] = s * product;
  reduced[1] = s * productLow;
  return n;
}

/** sin(x + low) - x for |x| <= pi/4. Two interleaved Horner chains of 1/(2k+1)!, which run in parallel. */
function sineTail(x: number, low: number): number {
  const z = x * x;
  const w = z * z;
  const even = 1 / 120 + w * (1 / 362880 + w * (1 / 6227020800 + w * (1 / 355687428096000)));
  const odd = 1 / 5040 + w * (1 / 39916800 + w * (1 / 1307674368000));
  return x * z * (-1 / 6 + z * (even - z * odd)) + low * (1 - 0.5 * z);
}

/** cos(x + low) - (1 - z/2 rounded), z = x*x, for |x| <= pi/4: the rounding of 1 - z/2 and the terms from x^4 on. */
function cosineTail(x: number, low: number, z: number, head: number): number {
  const w = z * z;
  const even = 1 / 24 + w * (1 / 40320 + w * (1 / 479001600 + w * (1 / 20922789888000)));
  const odd = 1 / 720 + w * (1 / 3628800 + w * (1 / 87178291200));
  return 1 - head - 0.5 * z + (w * (even - z * odd) - x * low);
}

function sineKernel(x: number, low: number): number {
  return x + sineTail(x, low);
}

function cosineKernel(x: number, low: number): number {
  const z = x * x;
  const head = 1 - 0.5 * z;
  return head + cosineTail(x, low, z, head);
}

/** Sine; error below 1 ulp. NaN for infinities. */
export function sin(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.785) return magnitude < 7e-9 ? x : sineKernel(x, 0);
  if (!(magnitude < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = reduce(x);
  const value = (n & 1) === 0 ? sineKernel(reduced[0], reduced[1]) : cosineKernel(reduced[0], reduced[1]);
  return (n & 2) === 0 ? value : -value;
}

/** Cosine; error below 1 ulp. NaN for infinities. */
export function cos(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.785) return cosineKernel(x, 0);
  if (!(magnitude < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = reduce(x);
  const value = (n & 1) === 0 ? cosineKernel(reduced[0], reduced[1]) : sineKernel(reduced[0], reduced[1]);
  return ((n + 1) & 2) === 0 ? value : -value;
}

/** Sine into out[0] and cosine into out[1], with one reduction. */
export function sinCosInto(x: number, out: Float64Array): void {
  const magnitude = Math.abs(x);
  if (!(magnitude < Number.POSITIVE_INFINITY)) {
    out[0] = Number.NaN;
    out[1] = Number.NaN;
    return;
  }
  if (magnitude < 7e-9) {
    out[0] = x;
    out[1] = 1;
    return;
  }
  const n = reduce(x);
  const sine = sineKernel(reduced[0], reduced[1]);
  const cosine = cosineKernel(reduced[0], reduced[1]);
  const swapped = (n & 1) !== 0;
  const s = swapped ? cosine : sine;
  const c = swapped ? sine : cosine;
  out[0] = (n & 2) === 0 ? s : -s;
  out[1] = ((n + 1) & 2) === 0 ? c : -c;
}

/** Tangent; error below 1 ulp: sine and cosine kept in two parts each, and their quotient corrected once. */
export function tan(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 7e-9) return x;
  if (!(magnitude < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = reduce(x);
  const r = reduced[0];
  const low = reduced[1];
  const rest = sineTail(r, low);
  const sine = r + rest;
  const sineLow = r - sine + rest;
  const z = r * r;
  const head = 1 - 0.5 * z;
  const cosineRest = cosineTail(r, low, z, head) - 0.5 * productError(r, r, z);
  const cosine = head + cosineRest;
  const cosineLow = head - cosine + cosineRest;
  return (n & 1) === 0 ? quotient(sine, sineLow, cosine, cosineLow) : -quotient(cosine, cosineLow, sine, sineLow);
}

/** (a + aLow)/(b + bLow), rounded once. */
function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const q = a / b;
  const product = q * b;
  return q + (a - product - productError(q, b, product) + aLow - q * bLow) / b;
}
