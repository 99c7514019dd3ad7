import { exp, expm1, log, requirePositive, requireWithin } from '../math/index.js';

/** Speed of light in vacuum, m/s (exact, SI). */
export const SPEED_OF_LIGHT = 299_792_458;

/**
 * Radio refractivity N = (n − 1)·10⁶ of moist air: total pressure and vapour pressure in Pa, temperature in K.
 * N = 77.6 P/T − 5.6 e/T + 3.75·10⁵ e/T², pressures in hPa.
 * Source: ITU-R Recommendation P.453-14, The radio refractive index, 08/2019, annex 1; to 100 GHz.
 */
export function refractivity(temperature: number, pressure: number, vapourPressure: number): number {
  requirePositive('air temperature', temperature, 'K');
  requireWithin('air pressure', pressure, 0, 2e5, 'Pa');
  requireWithin('vapour pressure', vapourPressure, 0, pressure, 'Pa');
  const p = pressure / 100;
  const e = vapourPressure / 100;
  return (77.6 * p - 5.6 * e + (3.75e5 * e) / temperature) / temperature;
}

/** An atmosphere whose refractivity falls exponentially: N(h) = surface · e^(−decay h). */
export interface ExponentialAtmosphere {
  /** N-units at sea level. */
  readonly surface: number;
  /** 1/m. */
  readonly decay: number;
}

/** The mean of the world: N 315, scale height 7.35 km (ITU-R P.453-14, eq. 10). */
export const MEAN_ATMOSPHERE: ExponentialAtmosphere = { surface: 315, decay: 1 / 7350 };

/**
 * CRPL exponential reference atmosphere of a surface refractivity (200 to 450 N-units): the decay over the first kilometre
 * follows from the surface by ΔN = −7.32 e^(0.005577 N).
 * Source: B. R. Bean and G. D. Thayer, CRPL Exponential Reference Atmosphere, NBS Monograph 4, 1959.
 */
export function crplAtmosphere(surface: number): ExponentialAtmosphere {
  requireWithin('surface refractivity', surface, 200, 450, 'N-units');
  const first = -7.32 * exp(0.005577 * surface);
  return { surface, decay: log(surface / (surface + first)) / 1000 };
}

/** Refractive index at a height above sea level, m. */
export const refractiveIndex = ({ surface, decay }: ExponentialAtmosphere, height: number): number =>
  1 + 1e-6 * surface * exp(-decay * height);

/** n(h) − n(h₀), without the cancellation. */
export const indexDifference = ({ surface, decay }: ExponentialAtmosphere, h0: number, h: number): number =>
  1e-6 * surface * exp(-decay * h0) * expm1(-decay * (h - h0));

/** Gradient of the refractive index at a height, 1/m; negative. */
export const indexGradient = ({ surface, decay }: ExponentialAtmosphere, height: number): number =>
  -1e-6 * surface * decay * exp(-decay * height);
