import { exp, log, normalCdf, normalQuantile, requirePositive, requireWithin } from '../math/index.js';

/** An infrared search and track set: it sees a warm point against a cold sky and measures angles only. */
export interface InfraredSet {
  /** Noise-equivalent irradiance at its aperture, W/m²: a target that gives it has a signal-to-noise ratio of 1. */
  readonly noiseIrradiance: number;
  /** False alarm probability of one look at one picture element. */
  readonly falseAlarmProbability: number;
  /** Angle that one picture element sees, rad. */
  readonly elementAngle: number;
  /** Error of an angle that no signal removes, one sigma, rad. */
  readonly angleFloor: number;
}

/**
 * Signal-to-noise ratio (of amplitudes, linear) of a target whose radiant intensity exceeds the background's by `contrast`
 * (W/sr, in the set's band) at a range (m) through air of this extinction (1/m, in the set's band): I e^(−αR) / (R² NEI).
 * Source: R. D. Hudson, Infrared System Engineering, Wiley 1969, ch. 13.
 */
export function infraredSnr(set: InfraredSet, contrast: number, extinction: number, range: number): number {
  requirePositive('noise-equivalent irradiance', set.noiseIrradiance, 'W/m²');
  requirePositive('contrast intensity', contrast, 'W/sr');
  requireWithin('extinction', extinction, 0, 1, '1/m');
  requirePositive('range', range, 'm');
  return (contrast * exp(-extinction * range)) / (range * range * set.noiseIrradiance);
}

/**
 * Range, m, at which the contrast gives the ratio `needed`: R² e^(αR) = I / (NEI · needed). With x = αR/2 it is
 * x eˣ = α/2 · √(…), which Newton's method solves from above.
 */
export function infraredRange(set: InfraredSet, contrast: number, extinction: number, needed: number): number {
  const free = Math.sqrt(infraredSnr(set, contrast, extinction, 1) * exp(extinction)) / Math.sqrt(needed);
  if (extinction === 0) return free;
  const y = (extinction / 2) * free;
  let x = y < 1 ? y : log(1 + y);
  for (let i = 0; i < 50; i++) {
    const step = (x - y * exp(-x)) / (1 + x);
    x -= step;
    if (Math.abs(step) < 1e-15 * x) break;
  }
  return (2 * x) / extinction;
}

/** Probability that one look crosses the threshold of the set's false alarm probability, in Gaussian noise. */
export function infraredDetection(set: InfraredSet, snr: number): number {
  requireWithin('false alarm probability', set.falseAlarmProbability, 1e-15, 0.5, '1');
  return normalCdf(snr + normalQuantile(set.falseAlarmProbability));
}

/**
 * Error of an angle, one sigma, rad: a picture element over the signal-to-noise ratio, in quadrature with the floor; never
 * more than an element's even spread, element / √12 (assumed, as for the centre of a blur about an element wide).
 */
export function infraredAngleSigma(set: InfraredSet, snr: number): number {
  const element = requirePositive('angle of a picture element', set.elementAngle, 'rad');
  const thermal = Math.min(element / Math.sqrt(12), element / requirePositive('signal-to-noise ratio', snr, '1'));
  return Math.sqrt(thermal * thermal + set.angleFloor * set.angleFloor);
}
