import { exp, expm1 } from './exponential.js';
import { log1p } from './logarithm.js';

/** Hyperbolic functions and their inverses from expm1 and log1p, which lose nothing for small arguments: a few ulp. */

export function sinh(x: number): number {
  const e = expm1(Math.abs(x));
  const value = (e + e / (e + 1)) / 2;
  return x < 0 ? -value : value;
}

export function cosh(x: number): number {
  const e = exp(Math.abs(x));
  return (e + 1 / e) / 2;
}

export function asinh(x: number): number {
  const a = Math.abs(x);
  const value = log1p(a + (a * a) / (1 + Math.sqrt(1 + a * a)));
  return x < 0 ? -value : value;
}

/** For |x| < 1. */
export function atanh(x: number): number {
  const a = Math.abs(x);
  const value = log1p((2 * a) / (1 - a)) / 2;
  return x < 0 ? -value : value;
}
