import { requirePositive } from '../math/index.js';

/** Difference of radial speed that a coherent dwell tells apart, m/s: λ / 2T. */
export const rangeRateResolution = (wavelength: number, dwell: number): number =>
  requirePositive('wavelength', wavelength, 'm') / (2 * requirePositive('coherent dwell', dwell, 's'));

/** √3 / π: the error of a frequency that is observed evenly over a time T is √3 / (π T √(2E/N₀)). */
const EVEN_DWELL = 0.5513288954217921;

/**
 * Error of a radial speed, one sigma, m/s: √3/π · resolution / √(2 n SNR), in quadrature with its floor. `energyRatio` is
 * 2 n SNR, as for range and angles (see measurementSigmasInto); `resolution` is λ / 2T.
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 6, accuracy of frequency.
 */
export function rangeRateSigma(resolution: number, energyRatio: number, floor: number): number {
  const thermal = (EVEN_DWELL * resolution) / Math.sqrt(energyRatio);
  return Math.sqrt(thermal * thermal + floor * floor);
}
