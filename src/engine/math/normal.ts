/** The normal distribution. */
import { exp } from './exponential.js';
import { log } from './logarithm.js';

/** |p − 1/2| up to which the quantile is the one ratio of polynomials of its centre. */
const CENTRE = 0.425;

/** The quantile of 1/2 + q for |q| at most CENTRE. */
function centralQuantile(q: number): number {
  const r = 0.180625 - q * q;
  return (
    (q *
      (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
        13731.69376550946) *
        r +
        1971.5909503065513) *
        r +
        133.14166789178438) *
        r +
        3.3871328727963665)) /
    (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
      1)
  );
}

/**
 * Standard normal quantile of p in (0, 1); ∓Infinity at 0 and 1. Relative error about 1e-16. M. J. Wichura,
 * Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37 (1988), PPND16.
 * Its centre, 85% of draws, is one ratio of polynomials.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q <= CENTRE && q >= -CENTRE) return centralQuantile(q);
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number.NaN;
  let r = Math.sqrt(-log(tail));
  let z: number;
  if (r <= 5) {
    r -= 1.6;
    z =
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1);
  } else {
    r -= 5;
    z =
      (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
        6.657904643501103) /
      (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
        1);
  }
  return q < 0 ? -z : z;
}

/** 1/sqrt(2 pi) */
const INVERSE_ROOT_2_PI = 0.3989422804014327;

/**
 * Standard normal distribution function, relative error about 1e-15 in the lower tail too. Near the centre the series
 * of M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.2.11; in the tails the continued
 * fraction 26.2.14.
 */
export function normalCdf(x: number): number {
  const magnitude = Math.abs(x);
  if (Number.isNaN(magnitude)) return Number.NaN;
  if (magnitude > 38.6) return x < 0 ? 0 : 1;
  const density = INVERSE_ROOT_2_PI * gaussian(magnitude);
  // From 2.3 down the lower tail is above 1%, and 1/2 - density·series loses two digits at most.
  if (magnitude < 2.3) {
    const square = x * x;
    let term = magnitude;
    let sum = magnitude;
    for (let k = 3; term > sum * 1e-17; k += 2) {
      term *= square / k;
      sum += term;
    }
    return x < 0 ? 0.5 - density * sum : 0.5 + density * sum;
  }
  // Evaluated from its tail; 30 to 110 levels suffice from 2.3 on.
  let fraction = 0;
  for (let k = Math.ceil(20 + 480 / (magnitude * magnitude)); k >= 1; k--) fraction = k / (magnitude + fraction);
  const tail = density / (magnitude + fraction);
  return x < 0 ? tail : 1 - tail;
}

/** exp(-x*x/2), the square split so that the tail keeps its digits: x = a + b with a a multiple of 1/16. */
function gaussian(x: number): number {
  const a = Math.floor(x * 16) * 0.0625;
  return exp(-0.5 * a * a) * exp(-0.5 * (x - a) * (x + a));
}
