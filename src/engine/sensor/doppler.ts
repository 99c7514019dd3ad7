import { SPEED_OF_LIGHT } from '../earth/index.js';
import { expm1, pow, requireCount, requirePositive, requireWithin, sin } from '../math/index.js';

/** Speed, m/s, that looks like standing still to a pulse repetition frequency (Hz): order × λ × prf / 2. */
export const blindSpeed = (prf: number, wavelength: number, order = 1): number => (order * prf * wavelength) / 2;

/** Range, m, beyond which echoes fall into the next interval between pulses. */
export const unambiguousRange = (prf: number): number => SPEED_OF_LIGHT / (2 * prf);

/**
 * Power gain of a canceller of so many pulses (2 to 6, binomial weights) for a target of this radial speed, m/s, averaged
 * over the pulse repetition frequencies that the radar changes between, and 1 in the mean over all speeds: 0 at blind
 * speeds of all of them.   (2 sin(π f_d / prf))^(2(n−1)) / Σ w²
 * Source: M. I. Skolnik, Introduction to Radar Systems, 3rd ed., McGraw-Hill 2001, ch. 3.
 */
export function cancellerGain(
  pulses: number,
  prfs: readonly number[],
  wavelength: number,
  radialSpeed: number,
): number {
  const power = meanPower(binomial(pulses));
  let sum = 0;
  for (const prf of prfs) {
    const sine = 2 * sin((Math.PI * 2 * radialSpeed) / (wavelength * prf));
    sum += pow(sine * sine, pulses - 1);
  }
  return sum / (power * prfs.length);
}

/** Weights of a canceller: binomial coefficients with alternating sign. */
function binomial(pulses: number): number[] {
  requireWithin('pulses of a canceller', requireCount('pulses of a canceller', pulses, 2), 2, 6, '1');
  let weights = [1];
  for (let n = 1; n < pulses; n++) {
    weights = Array.from({ length: n + 1 }, (_, i) => (weights[i] ?? 0) - (weights[i - 1] ?? 0));
  }
  return weights;
}

const meanPower = (weights: readonly number[]): number => weights.reduce((sum, w) => sum + w * w, 0);

/**
 * Smooth edge in place of a sharp least speed: power gain v²ᵐ / (v²ᵐ + v₀²ᵐ), half at the least radial speed v₀. A filter
 * bank's edge is steeper with a higher order m (1 to 8). The form is ours (a Butterworth high-pass), the order a parameter.
 */
export function notchGain(leastSpeed: number, order: number, radialSpeed: number): number {
  if (leastSpeed === 0) return 1;
  const ratio = radialSpeed / leastSpeed;
  const square = ratio * ratio;
  let power = square;
  for (let k = 1; k < order; k++) power *= square;
  return power === Number.POSITIVE_INFINITY ? 1 : power / (1 + power);
}

/** What widens the spectrum of clutter and what else limits its cancellation. */
export interface CancellationSpec {
  /** Pulses of the canceller, 2 to 6. */
  readonly pulses: number;
  /** Hz. */
  readonly prf: number;
  readonly wavelength: number;
  /** Spread of the clutter's own speed, one sigma, m/s: 0 for rock, about 0.2 for woods in wind, about 1 for the sea. */
  readonly clutterSpread: number;
  /** Pulses while the beam passes, between its half-power points; Infinity for an antenna that does not turn. */
  readonly hits: number;
  /** What stability of transmitter and receiver allow, a ratio; Infinity if they are perfect. */
  readonly stability: number;
}

/** Spread of clutter's spectrum by a turning antenna, one sigma, Hz: 0.265 prf / hits (Skolnik, as above, ch. 3). */
const SCAN_SPREAD = 0.265;

/**
 * Improvement factor: by how much a canceller raises the ratio of signal to clutter, over all speeds. For a Gaussian
 * spectrum of spread s, I = Σ w² / Σ wᵢ wⱼ ρ((i − j) / prf), ρ(t) = exp(−(2π s t)² / 2); I ≈ 2 (prf / 2π s)² for two pulses,
 * 2 (prf / 2π s)⁴ for three. The stability limit adds: 1/I + 1/stability.
 * Source: M. I. Skolnik, as above; D. K. Barton, Radar Equations for Modern Radar, Artech House 2013.
 */
export function improvementFactor(spec: CancellationSpec): number {
  const { pulses, prf, wavelength, clutterSpread, hits, stability } = spec;
  const weights = binomial(pulses);
  requirePositive('pulse repetition frequency', prf, 'Hz');
  requirePositive('wavelength', wavelength, 'm');
  requireWithin('spread of clutter', clutterSpread, 0, 100, 'm/s');
  if (!(hits >= 1)) throw new RangeError(`hits must be at least 1; got ${hits}`);
  if (!(stability >= 1)) throw new RangeError(`stability limit must be at least 1; got ${stability}`);
  const moving = (2 * clutterSpread) / wavelength;
  const scanning = (SCAN_SPREAD * prf) / hits;
  const phase = (2 * Math.PI * Math.sqrt(moving * moving + scanning * scanning)) / prf;
  // The weights add up to nothing, so ρ − 1 serves for ρ and small spreads keep their digits.
  let residue = 0;
  for (let i = 0; i < weights.length; i++)
    for (let j = 0; j < weights.length; j++) {
      const lag = (i - j) * phase;
      residue += weights[i] * weights[j] * expm1(-0.5 * lag * lag);
    }
  const inverse = Math.max(0, residue) / meanPower(weights) + 1 / stability;
  return 1 / inverse;
}

/**
 * Share of an echo's power that survives blind ranges: while it sends, a radar is deaf, and an echo that comes then is cut.
 * The matched filter of a pulse of which a share x arrives gives x² of its signal-to-noise ratio. Range in m, pulse width
 * and pulse repetition interval in s.
 * Source: M. I. Skolnik, as above, ch. 3, on eclipsing in pulse Doppler radar.
 */
export function eclipsingGain(range: number, pulseWidth: number, interval: number): number {
  const delay = (2 * range) / SPEED_OF_LIGHT;
  const at = delay - interval * Math.floor(delay / interval);
  const share = Math.min(1, at / pulseWidth, (interval - at) / pulseWidth);
  return share * share;
}
