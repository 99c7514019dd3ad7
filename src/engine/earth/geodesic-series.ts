import { WGS84 } from './wgs84.js';

/**
 * Series of C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), to sixth order: equation numbers
 * below are the paper's. For WGS-84 what is cut off stays under 10 nm.
 */

/** Third flattening. */
export const N = WGS84.f / (2 - WGS84.f);

/** A1 - 1, the scale of distance along the auxiliary sphere's arc (eq. 17). */
export function a1m1(eps: number): number {
  const e2 = eps * eps;
  const t = e2 * (1 / 4 + e2 * (1 / 64 + e2 / 256));
  return (t + eps) / (1 - eps);
}

/** A2 - 1, as A1 for the reduced length (eq. 42). */
export function a2m1(eps: number): number {
  const e2 = eps * eps;
  const t = e2 * (1 / 4 + e2 * (9 / 64 + (e2 * 25) / 256));
  return t * (1 - eps) - eps;
}

/** Coefficients C1 of distance as a function of arc, out[1..6] (eq. 18). */
export function c1Into(eps: number, out: Float64Array): void {
  const e2 = eps * eps;
  let d = eps;
  out[1] = d * (-1 / 2 + e2 * (3 / 16 - e2 / 32));
  d *= eps;
  out[2] = d * (-1 / 16 + e2 * (1 / 32 - (e2 * 9) / 2048));
  d *= eps;
  out[3] = d * (-1 / 48 + (e2 * 3) / 256);
  d *= eps;
  out[4] = d * (-5 / 512 + (e2 * 3) / 512);
  d *= eps;
  out[5] = (d * -7) / 1280;
  d *= eps;
  out[6] = (d * -7) / 2048;
}

/** Coefficients C1' of arc as a function of distance, out[1..6] (eq. 21). */
export function c1pInto(eps: number, out: Float64Array): void {
  const e2 = eps * eps;
  let d = eps;
  out[1] = d * (1 / 2 + e2 * (-9 / 32 + (e2 * 205) / 1536));
  d *= eps;
  out[2] = d * (5 / 16 + e2 * (-37 / 96 + (e2 * 1335) / 4096));
  d *= eps;
  out[3] = d * (29 / 96 - (e2 * 75) / 128);
  d *= eps;
  out[4] = d * (539 / 1536 - (e2 * 2391) / 2560);
  d *= eps;
  out[5] = (d * 3467) / 7680;
  d *= eps;
  out[6] = (d * 38081) / 61440;
}

/** Coefficients C2 of the reduced length, out[1..6] (eq. 43). */
export function c2Into(eps: number, out: Float64Array): void {
  const e2 = eps * eps;
  let d = eps;
  out[1] = d * (1 / 2 + e2 * (1 / 16 + e2 / 32));
  d *= eps;
  out[2] = d * (3 / 16 + e2 * (1 / 32 + (e2 * 35) / 2048));
  d *= eps;
  out[3] = d * (5 / 48 + (e2 * 5) / 256);
  d *= eps;
  out[4] = d * (35 / 512 + (e2 * 7) / 512);
  d *= eps;
  out[5] = (d * 63) / 1280;
  d *= eps;
  out[6] = (d * 77) / 2048;
}

// Polynomials in n of equations 24 and 25, evaluated once.
const A3_1 = -1 / 2 + N / 2;
const A3_2 = -1 / 4 - N / 8 + (3 * N * N) / 8;
const A3_3 = -1 / 16 - (3 * N) / 16 - (N * N) / 16;
const A3_4 = -3 / 64 - N / 32;
const A3_5 = -3 / 128;

/** A3, the scale of the longitude difference (eq. 24). */
export function a3(eps: number): number {
  return 1 + eps * (A3_1 + eps * (A3_2 + eps * (A3_3 + eps * (A3_4 + eps * A3_5))));
}

const C31_1 = 1 / 4 - N / 4;
const C31_2 = 1 / 8 - (N * N) / 8;
const C31_3 = 3 / 64 + (3 * N) / 64 - (N * N) / 64;
const C31_4 = 5 / 128 + N / 64;
const C31_5 = 3 / 128;
const C32_2 = 1 / 16 - (3 * N) / 32 + (N * N) / 32;
const C32_3 = 3 / 64 - N / 32 - (3 * N * N) / 64;
const C32_4 = 3 / 128 + N / 128;
const C32_5 = 5 / 256;
const C33_3 = 5 / 192 - (3 * N) / 64 + (5 * N * N) / 192;
const C33_4 = 3 / 128 - (5 * N) / 192;
const C33_5 = 7 / 512;
const C34_4 = 7 / 512 - (7 * N) / 256;
const C34_5 = 7 / 512;
const C35_5 = 21 / 2560;

/** Coefficients C3 of the longitude difference, out[1..5] (eq. 25). */
export function c3Into(eps: number, out: Float64Array): void {
  let d = eps;
  out[1] = d * (C31_1 + eps * (C31_2 + eps * (C31_3 + eps * (C31_4 + eps * C31_5))));
  d *= eps;
  out[2] = d * (C32_2 + eps * (C32_3 + eps * (C32_4 + eps * C32_5)));
  d *= eps;
  out[3] = d * (C33_3 + eps * (C33_4 + eps * C33_5));
  d *= eps;
  out[4] = d * (C34_4 + eps * C34_5);
  d *= eps;
  out[5] = d * C35_5;
}

/** The sum of c[k] sin(2 k x) for k from 1 to `terms`, by Clenshaw, from the sine and cosine of x. */
export function sineSeries(sinX: number, cosX: number, c: Float64Array, terms: number): number {
  const factor = 2 * (cosX - sinX) * (cosX + sinX); // 2 cos 2x
  let y1 = 0;
  let y2 = 0;
  for (let k = terms; k >= 1; k--) {
    const y0 = c[k] + factor * y1 - y2;
    y2 = y1;
    y1 = y0;
  }
  return 2 * sinX * cosX * y1;
}
