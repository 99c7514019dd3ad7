/**
 * Arc functions, all from one kernel: the angle of a point whose two coordinates are sums of two doubles.
 * Method: table reduction atan(q) = atan(c) + atan((q - c)/(1 + q c)), c = i/64, then Gregory's series; after
 * P. T. P. Tang, Table-lookup algorithms for elementary functions and their error analysis, 10th IEEE Symposium on
 * Computer Arithmetic (1991), 232-236.
 * Error below 1 ulp.
 */
import { highWord, powerOfTwo } from './bits.js';
import { add, type DoubleDouble, divide, doubleDouble, multiply, productError } from './double-double.js';

const STEPS = 64;
const HALF_PI_HIGH = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const PI_HIGH = Math.PI;
const PI_LOW = 1.2246467991473532e-16;

/** atan(i/64) in two parts, summed at load from atan(i/64) - atan((i-1)/64) = atan(64/(4096 + i(i-1))). */
const ATAN_HIGH = new Float64Array(STEPS + 1);
const ATAN_LOW = new Float64Array(STEPS + 1);
{
  let angle: DoubleDouble = doubleDouble(0);
  for (let i = 1; i <= STEPS; i++) {
    const t = divide(doubleDouble(STEPS), doubleDouble(STEPS * STEPS + i * (i - 1)));
    const square = multiply(t, t);
    let series: DoubleDouble = doubleDouble(0);
    // Gregory's series; t <= 1/64, so ten terms reach 2^-120.
    for (let k = 10; k >= 0; k--) {
      const coefficient = divide(doubleDouble(k % 2 === 0 ? 1 : -1), doubleDouble(2 * k + 1));
      series = add(coefficient, multiply(series, square));
    }
    angle = add(angle, multiply(series, t));
    ATAN_HIGH[i] = angle.high;
    ATAN_LOW[i] = angle.low;
  }
}

/** Angle of (x + xLow, y + yLow), both positive and within 2^±60 of each other and of 1; `left` mirrors x. */
function angle(y: number, yLow: number, x: number, xLow: number, left: boolean): number {
  const steep = y > x;
  const a = steep ? x : y;
  const b = steep ? y : x;
  // q + qLow is the smaller over the larger coordinate to twice the precision.
  const q = a / b;
  const product = q * b;
  const remainder = a - product - productError(q, b, product);
  const qLow = (remainder + (steep ? xLow - q * yLow : yLow - q * xLow)) / b;
  let high: number;
  let low: number;
  if (q < 0.125) {
    const z = q * q;
    const w = z * z;
    const even = 1 / 3 + w * (1 / 7 + w * (1 / 11 + w * (1 / 15)));
    const odd = 1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17)));
    high = q;
    low = qLow - q * z * (even - z * odd);
  } else {
    const i = Math.floor(q * STEPS + 0.5);
    const c = i * (1 / STEPS);
    const t = (q - c + qLow) / (1 + q * c);
    const z = t * t;
    high = ATAN_HIGH[i];
    low = ATAN_LOW[i] + (t - t * z * (1 / 3 - z * (1 / 5 - z * (1 / 7))));
  }
  // The base angle is added in two parts: right 0, up pi/2, left pi.
  if (steep) {
    const sum = left ? HALF_PI_HIGH + high : HALF_PI_HIGH - high;
    return left
      ? sum + (HALF_PI_HIGH - sum + high + (HALF_PI_LOW + low))
      : sum + (HALF_PI_HIGH - sum - high + (HALF_PI_LOW - low));
  }
  if (!left) return high + low;
  const sum = PI_HIGH - high;
  return sum + (PI_HIGH - sum - high + (PI_LOW - low));
}

/** Arc tangent of y/x in (-pi, pi] by the signs of both; IEEE's zeros and infinities. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const left = x < 0 || (x === 0 && 1 / x < 0);
  const below = y < 0 || (y === 0 && 1 / y < 0);
  const value = upperAngle(Math.abs(y), Math.abs(x), left);
  return below ? -value : value;
}

function upperAngle(y: number, x: number, left: boolean): number {
  if (y === 0) return left ? PI_HIGH : 0;
  if (x === 0) return HALF_PI_HIGH;
  if (y === Number.POSITIVE_INFINITY || x === Number.POSITIVE_INFINITY) {
    if (y !== x) return y > x ? HALF_PI_HIGH : left ? PI_HIGH : 0;
    return left ? 0.75 * PI_HIGH : 0.25 * PI_HIGH;
  }
  const exponentY = highWord(y) >>> 20;
  const exponentX = highWord(x) >>> 20;
  const gap = exponentY - exponentX;
  if (gap > 60) return HALF_PI_HIGH;
  if (gap < -60) return left ? PI_HIGH : y / x;
  const larger = gap > 0 ? exponentY : exponentX;
  if (larger > 523 && larger < 1523) return angle(y, 0, x, 0, left);
  // Far from 1, products of halves would under- or overflow: scale both, exactly.
  const factor = larger > 1023 ? powerOfTwo(-600) : powerOfTwo(600);
  return angle(y * factor, 0, x * factor, 0, left);
}

/** Arc tangent in [-pi/2, pi/2]. */
export function atan(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 7e-9) return x;
  if (Number.isNaN(magnitude)) return Number.NaN;
  const value = magnitude > 1e17 ? HALF_PI_HIGH : angle(magnitude, 0, 1, 0, false);
  return x < 0 ? -value : value;
}

/** sqrt(1 - x*x) in two parts: the high part is returned, the low part kept in `rootLow`. */
const rootLow = new Float64Array(1);
function otherSide(x: number): number {
  // (1 - x)(1 + x), each factor exact in two parts for 0 <= x <= 1.
  const square = x * x;
  const high = 1 - square;
  const low = 1 - high - square - productError(x, x, square);
  const root = Math.sqrt(high);
  const rootSquare = root * root;
  rootLow[0] = (high - rootSquare - productError(root, root, rootSquare) + low) / (2 * root);
  return root;
}

/** Arc sine in [-pi/2, pi/2]; NaN outside [-1, 1]. The angle of (sqrt(1 - x*x), x). */
export function asin(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 7e-9) return x;
  if (!(magnitude <= 1)) return Number.NaN;
  if (magnitude === 1) return x * HALF_PI_HIGH;
  const root = otherSide(magnitude);
  const value = angle(magnitude, 0, root, rootLow[0], false);
  return x < 0 ? -value : value;
}

/** Arc cosine in [0, pi]; NaN outside [-1, 1]. The angle of (x, sqrt(1 - x*x)). */
export function acos(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude <= 1)) return Number.NaN;
  if (magnitude === 1) return x > 0 ? 0 : PI_HIGH;
  if (magnitude < 1e-18) return HALF_PI_HIGH;
  const root = otherSide(magnitude);
  return angle(root, rootLow[0], magnitude, 0, x < 0);
}
