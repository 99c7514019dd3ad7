import { exp, pow, requirePositive, requireWithin } from '../math/index.js';
import { OXYGEN_LINES, type SpectralLine, WATER_LINES } from './gas-lines.js';

/** Frequencies for which the Recommendation holds, Hz. Below, gases hardly matter: 0.005 dB/km at 1 GHz. */
export const GAS_FREQUENCIES = { low: 1e9, high: 1e12 } as const;

/** The air that a wave passes. */
export interface MoistAir {
  /** Pressure of the dry air, Pa. */
  readonly dryPressure: number;
  /** K. */
  readonly temperature: number;
  /** Density of water vapour, kg/m³; 0.0075 in the Recommendation's examples. */
  readonly vapourDensity: number;
}

/** Partial pressure of water vapour, Pa, of a density in kg/m³: ITU-R P.676-12, eq. 4, e = ρT / 216.7 in hPa and g/m³. */
export const vapourPressure = (vapourDensity: number, temperature: number): number =>
  (100 * (1000 * vapourDensity) * temperature) / 216.7;

/**
 * Specific attenuation by oxygen and water vapour, dB/m, at a frequency in Hz: the sum over lines.
 * Source: ITU-R Recommendation P.676-12, Attenuation by atmospheric gases, 08/2019, annex 1. Valid from 1 to 1000 GHz.
 */
export function gasAttenuation(frequency: number, air: MoistAir): { oxygen: number; water: number } {
  requireWithin('frequency for gas attenuation', frequency, GAS_FREQUENCIES.low, GAS_FREQUENCIES.high, 'Hz');
  requirePositive('air temperature', air.temperature, 'K');
  requireWithin('dry air pressure', air.dryPressure, 0, 2e5, 'Pa');
  requireWithin('water vapour density', air.vapourDensity, 0, 0.2, 'kg/m³');
  const f = frequency / 1e9;
  const state = {
    f,
    p: air.dryPressure / 100,
    e: vapourPressure(air.vapourDensity, air.temperature) / 100,
    theta: 300 / air.temperature,
  };
  // The Recommendation's 0.1820 f N″ is in dB/km.
  const scale = (0.182 * f) / 1000;
  let oxygen = dryContinuum(state);
  for (const line of OXYGEN_LINES) oxygen += oxygenLine(line, state);
  let water = 0;
  for (const line of WATER_LINES) water += waterLine(line, state);
  return { oxygen: scale * oxygen, water: scale * water };
}

/** Frequency, GHz; dry and vapour pressure, hPa; 300 K over the temperature. */
interface State {
  readonly f: number;
  readonly p: number;
  readonly e: number;
  readonly theta: number;
}

/** Line shape factor, eq. 5. */
function lineShape(f: number, line: number, width: number, correction: number): number {
  const below = line - f;
  const above = line + f;
  const square = width * width;
  return (
    (f / line) *
    ((width - correction * below) / (below * below + square) + (width - correction * above) / (above * above + square))
  );
}

function oxygenLine([line, a1, a2, a3, a4, a5, a6]: SpectralLine, { f, p, e, theta }: State): number {
  const strength = a1 * 1e-7 * p * theta * theta * theta * exp(a2 * (1 - theta));
  const collision = a3 * 1e-4 * (p * pow(theta, 0.8 - a4) + 1.1 * e * theta);
  const width = Math.sqrt(collision * collision + 2.25e-6); // Zeeman splitting
  const correction = (a5 + a6 * theta) * 1e-4 * (p + e) * pow(theta, 0.8);
  return strength * lineShape(f, line, width, correction);
}

function waterLine([line, b1, b2, b3, b4, b5, b6]: SpectralLine, { f, p, e, theta }: State): number {
  const strength = b1 * 0.1 * e * pow(theta, 3.5) * exp(b2 * (1 - theta));
  const collision = b3 * 1e-4 * (p * pow(theta, b4) + b5 * e * pow(theta, b6));
  const width = 0.535 * collision + Math.sqrt(0.217 * collision * collision + (2.1316e-12 * line * line) / theta); // Doppler
  return strength * lineShape(f, line, width, 0);
}

/** Non-resonant oxygen and nitrogen, eq. 8 and 9. */
function dryContinuum({ f, p, e, theta }: State): number {
  const width = 5.6e-4 * (p + e) * pow(theta, 0.8);
  // In a vacuum nothing absorbs, and the width is 0 too.
  if (width === 0) return 0;
  const ratio = f / width;
  const debye = 6.14e-5 / (width * (1 + ratio * ratio));
  const nitrogen = (1.4e-12 * p * pow(theta, 1.5)) / (1 + 1.9e-5 * pow(f, 1.5));
  return f * p * theta * theta * (debye + nitrogen);
}
