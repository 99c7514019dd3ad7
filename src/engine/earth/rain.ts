import { cos, exp, log10, pow, requireWithin } from '../math/index.js';

/** Frequencies for which the Recommendation holds, Hz. */
export const RAIN_FREQUENCIES = { low: 1e9, high: 1e12 } as const;

/** Terms a exp(−((log f − b) / c)²) and the straight line m log f + c that a coefficient is made of. */
interface Curve {
  readonly terms: readonly (readonly [a: number, b: number, c: number])[];
  readonly slope: number;
  readonly offset: number;
}

// ITU-R Recommendation P.838-3, Specific attenuation model for rain, 03/2005, tables 1 to 4.
const K_HORIZONTAL: Curve = {
  terms: [
    [-5.3398, -0.10008, 1.13098],
    [-0.35351, 1.2697, 0.454],
    [-0.23789, 0.86036, 0.15354],
    [-0.94158, 0.64552, 0.16817],
  ],
  slope: -0.18961,
  offset: 0.71147,
};
const K_VERTICAL: Curve = {
  terms: [
    [-3.80595, 0.56934, 0.81061],
    [-3.44965, -0.22911, 0.51059],
    [-0.39902, 0.73042, 0.11899],
    [0.50167, 1.07319, 0.27195],
  ],
  slope: -0.16398,
  offset: 0.63297,
};
const ALPHA_HORIZONTAL: Curve = {
  terms: [
    [-0.14318, 1.82442, -0.55187],
    [0.29591, 0.77564, 0.19822],
    [0.32177, 0.63773, 0.13164],
    [-5.3761, -0.9623, 1.47828],
    [16.1721, -3.2998, 3.4399],
  ],
  slope: 0.67849,
  offset: -1.95537,
};
const ALPHA_VERTICAL: Curve = {
  terms: [
    [-0.07771, 2.3384, -0.76284],
    [0.56727, 0.95545, 0.54039],
    [-0.20238, 1.1452, 0.26809],
    [-48.2991, 0.791669, 0.116226],
    [48.5833, 0.791459, 0.116479],
  ],
  slope: -0.053739,
  offset: 0.83433,
};

function curveAt({ terms, slope, offset }: Curve, logFrequency: number): number {
  let sum = slope * logFrequency + offset;
  for (const [a, b, c] of terms) {
    const x = (logFrequency - b) / c;
    sum += a * exp(-x * x);
  }
  return sum;
}

/** γ = k Rᵅ, dB/km with the rain rate R in mm/h. */
export interface RainCoefficients {
  readonly k: number;
  readonly alpha: number;
}

/**
 * Coefficients of rain at a frequency (Hz), for a path of this elevation (rad) and a linear polarisation tilted by `tilt`
 * (rad) from the horizontal: 0 horizontal, π/2 vertical, π/4 as well for circular.
 * Source: ITU-R Recommendation P.838-3, 03/2005. Valid from 1 to 1000 GHz.
 */
export function rainCoefficients(frequency: number, elevation: number, tilt: number): RainCoefficients {
  requireWithin('frequency for rain attenuation', frequency, RAIN_FREQUENCIES.low, RAIN_FREQUENCIES.high, 'Hz');
  const logFrequency = log10(frequency / 1e9);
  const kH = pow(10, curveAt(K_HORIZONTAL, logFrequency));
  const kV = pow(10, curveAt(K_VERTICAL, logFrequency));
  const alphaH = curveAt(ALPHA_HORIZONTAL, logFrequency);
  const alphaV = curveAt(ALPHA_VERTICAL, logFrequency);
  const level = cos(elevation);
  const turn = level * level * cos(2 * tilt);
  const k = (kH + kV + (kH - kV) * turn) / 2;
  return { k, alpha: (kH * alphaH + kV * alphaV + (kH * alphaH - kV * alphaV) * turn) / (2 * k) };
}

/** Specific attenuation of rain, dB/m, at a rain rate in mm/h, 0 to 300. */
export function rainAttenuation({ k, alpha }: RainCoefficients, rateMmPerH: number): number {
  requireWithin('rain rate', rateMmPerH, 0, 300, 'mm/h');
  return rateMmPerH === 0 ? 0 : (k * pow(rateMmPerH, alpha)) / 1000;
}

/** Where it rains: evenly, from the ground up to a height and between two distances from the radar. */
export interface RainCell {
  /** Above sea level, m. ITU-R P.839-4 (09/2013) puts it 360 m above the mean 0 °C isotherm. */
  readonly height: number;
  /** Distances along the path, m. */
  readonly near: number;
  readonly far: number;
}

/**
 * Length of a path in the rain, m: the part of a ray from `h1` to `h2` (m) over `range` that is lower than the rain and
 * between its edges. The ray is straight above an earth of radius `effectiveRadius`, so its height is a parabola.
 */
export function lengthInRain(
  range: number,
  h1: number,
  h2: number,
  effectiveRadius: number,
  { height, near, far }: RainCell,
): number {
  const from = Math.max(0, near);
  const to = Math.min(range, far);
  if (!(to > from)) return 0;
  // Height over the rain's top: h1 − height + slope s + curve s².
  const curve = 1 / (2 * effectiveRadius);
  const slope = (h2 - h1) / range - range * curve;
  const start = h1 - height;
  const square = slope * slope - 4 * curve * start;
  if (square <= 0) return 0;
  const root = Math.sqrt(square);
  const enters = (-slope - root) / (2 * curve);
  const leaves = (-slope + root) / (2 * curve);
  return Math.max(0, Math.min(to, leaves) - Math.max(from, enters));
}
