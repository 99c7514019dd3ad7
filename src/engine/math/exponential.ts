/**
 * Exponentials and powers. exp(x) = 2^(n/64)·exp(r), |r| <= log(2)/128, from a table of 2^(i/64) in two parts; after
 * P. T. P. Tang, Table-driven implementation of the exponential function in IEEE floating-point arithmetic,
 * ACM Trans. Math. Softw. 15 (1989), and of expm1, 18 (1992). Powers take the logarithm in two parts. Below 1 ulp.
 */
import { powerOfTwo, scale } from './bits.js';
import { add, type DoubleDouble, divide, doubleDouble, multiply, productError, sumError } from './double-double.js';
import { logInto } from './logarithm.js';

const ROUNDER = 6755399441055744; // 1.5·2^52
const STEPS = 64;
const STEPS_OVER_LN2 = 92.33248261689366;
/** log(2)/64: 36 bits, exact times an integer below 2^17, and the rest. */
const STEP_HIGH = 0.010830424696223417;
const STEP_LOW = 2.572804622327669e-14;
const LN2_HIGH = Math.LN2;
const LN2_LOW = 2.3190468138462996e-17;
/** Beyond these arguments the exponential overflows or rounds to zero. */
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;

const TABLE_HIGH = new Float64Array(STEPS);
const TABLE_LOW = new Float64Array(STEPS);
for (let i = 0; i < STEPS; i++) {
  const x = multiply(doubleDouble(LN2_HIGH, LN2_LOW), doubleDouble(i / STEPS));
  // Taylor: x < 0.69, 30 terms reach 2^-120.
  let sum: DoubleDouble = doubleDouble(1);
  for (let k = 30; k >= 1; k--) sum = add(doubleDouble(1), divide(multiply(sum, x), doubleDouble(k)));
  TABLE_HIGH[i] = sum.high;
  TABLE_LOW[i] = sum.low;
}

/** exp(r) - 1 for |r| < 0.0055, by Taylor's terms up to r^6/720. */
function smallExpm1(r: number): number {
  return r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
}

/** exp(x + low) for x within the limits and |low| far below |x|. */
function expOfSum(x: number, low: number): number {
  const n = x * STEPS_OVER_LN2 + ROUNDER - ROUNDER;
  const r = x - n * STEP_HIGH - (n * STEP_LOW - low);
  const i = n & (STEPS - 1);
  const table = TABLE_HIGH[i];
  const value = table + (TABLE_LOW[i] + table * smallExpm1(r));
  return scale(value, (n - i) / STEPS);
}

/** Exponential. */
export function exp(x: number): number {
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  if (Number.isNaN(x)) return Number.NaN;
  return expOfSum(x, 0);
}

/** exp(x) - 1 without loss for small x. */
export function expm1(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.1) {
    if (magnitude < 1e-17) return x;
    const w = x * x;
    // Taylor's terms from x^3/3! to x^13/13!, in two interleaved chains.
    const even = 1 / 6 + w * (1 / 120 + w * (1 / 5040 + w * (1 / 362880 + w * (1 / 39916800))));
    const odd = 1 / 24 + w * (1 / 720 + w * (1 / 40320 + w * (1 / 3628800 + w * (1 / 479001600))));
    return x + (0.5 * w + w * x * (even + x * odd));
  }
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < -40) return -1;
  if (Number.isNaN(x)) return Number.NaN;
  const n = x * STEPS_OVER_LN2 + ROUNDER - ROUNDER;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const i = n & (STEPS - 1);
  const k = (n - i) / STEPS;
  const table = TABLE_HIGH[i];
  const rest = TABLE_LOW[i] + table * smallExpm1(r);
  // From 2^60 on the one does not show.
  if (k > 60) return scale(table + rest, k);
  const factor = powerOfTwo(k);
  const head = table * factor;
  const sum = head - 1;
  return sum + (sumError(head, -1, sum) + rest * factor);
}

const logarithm = new Float64Array(2);

/**
 * x to the power y, as IEEE 754-2019 `pow`: 1 for y = 0 and for x = 1 whatever the other, NaN for a negative x with a
 * fractional y, and -1 to an infinite power is 1 (Math.pow says NaN to the last two).
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const base = Math.abs(x);
  const odd = isOdd(y);
  if (base === 0 || base === Number.POSITIVE_INFINITY) {
    const value = (base === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
    return odd && (x < 0 || 1 / x < 0) ? -value : value;
  }
  const infinite = Math.abs(y) === Number.POSITIVE_INFINITY;
  if (x < 0 && !infinite && Math.floor(y) !== y) return Number.NaN;
  const value = base === 1 ? 1 : powerOfPositive(base, y);
  return x < 0 && odd ? -value : value;
}

function isOdd(y: number): boolean {
  // From 2^53 on every double is even.
  return Math.abs(y) < 9007199254740992 && Math.abs(y % 2) === 1;
}

function powerOfPositive(x: number, y: number): number {
  if (y === 1) return x;
  const magnitude = Math.abs(y);
  // |log x| is at least 2^-53 and at most 745, so huge and tiny exponents need no arithmetic.
  if (magnitude > 1e20) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  if (magnitude < 1e-20) return 1;
  logInto(x, logarithm);
  const high = logarithm[0];
  const product = y * high;
  if (product > 709.8) return Number.POSITIVE_INFINITY;
  if (product < -745.2) return 0;
  return expOfSum(product, productError(y, high, product) + y * logarithm[1]);
}

/** Cube root: Halley's iteration from a linear start, and a last Newton step in two parts. */
export function cbrt(x: number): number {
  if (x === 0 || Number.isNaN(x) || Math.abs(x) === Number.POSITIVE_INFINITY) return x;
  let magnitude = Math.abs(x);
  let exponent = 0;
  while (magnitude < 1e-60) {
    magnitude *= powerOfTwo(180);
    exponent -= 60;
  }
  while (magnitude > 1e60) {
    magnitude *= powerOfTwo(-180);
    exponent += 60;
  }
  while (magnitude < 0.125) {
    magnitude *= 8;
    exponent -= 1;
  }
  while (magnitude >= 1) {
    magnitude *= 0.125;
    exponent += 1;
  }
  // On [1/8, 1): the chord through the ends of the cube root, off by at most 18%; Halley triples the digits.
  let root = 0.45 + 0.57 * magnitude;
  for (let i = 0; i < 3; i++) {
    const cube = root * root * root;
    root *= (cube + 2 * magnitude) / (2 * cube + magnitude);
  }
  const square = root * root;
  const squareLow = productError(root, root, square);
  const cube = square * root;
  const remainder = magnitude - cube - (productError(square, root, cube) + squareLow * root);
  const value = (root + remainder / (3 * square)) * powerOfTwo(exponent);
  return x < 0 ? -value : value;
}
