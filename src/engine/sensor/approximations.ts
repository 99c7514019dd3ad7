import { exp, log, log10, requireCount } from '../math/index.js';
import type { Fluctuation } from '../types/index.js';
import { fluctuationShape } from './detection.js';
import { toDecibels } from './range-equation.js';

function checkPoint(pd: number, pfa: number, pulses: number): void {
  requireCount('pulses', pulses, 1);
  if (pfa > 0 && pfa < pd && pd < 1) return;
  throw new RangeError(`no signal gives a detection probability of ${pd} at Pfa ${pfa}`);
}

/**
 * Required SNR of one pulse, dB, by Albersheim's equation: a non-fluctuating target and a linear detector; 0.2 dB for
 * 0.1 ≤ Pd ≤ 0.9, 1e-7 ≤ Pfa ≤ 1e-3. A cross-check of requiredSnr, never used in a run.
 * Source: W. J. Albersheim, "A closed-form approximation to Robertson's detection characteristics", Proc. IEEE 69(7), 1981.
 */
export function albersheim(pd: number, pfa: number, pulses: number): number {
  checkPoint(pd, pfa, pulses);
  const a = log(0.62 / pfa);
  const b = log(pd / (1 - pd));
  return -5 * log10(pulses) + (6.2 + 4.54 / Math.sqrt(pulses + 0.44)) * log10(a + 0.12 * a * b + 1.7 * b);
}

/**
 * Required SNR of one pulse, dB, by Shnidman's equation: square-law detector, Swerling 0–4; about 0.5 dB for
 * 0.1 ≤ Pd ≤ 0.99, 1e-9 ≤ Pfa ≤ 1e-3, up to 100 pulses. A cross-check of requiredSnr, never used in a run.
 * Source: D. A. Shnidman, "Determination of required SNR values", IEEE Trans. AES 38(3), 2002.
 */
export function shnidman(fluctuation: Fluctuation, pd: number, pfa: number, pulses: number): number {
  checkPoint(pd, pfa, pulses);
  const shape = fluctuationShape(fluctuation, pulses);
  const alpha = pulses < 40 ? 0 : 0.25;
  const eta =
    Math.sqrt(-0.8 * log(4 * pfa * (1 - pfa))) + Math.sign(pd - 0.5) * Math.sqrt(-0.8 * log(4 * pd * (1 - pd)));
  const steady = eta * (eta + 2 * Math.sqrt(pulses / 2 + (alpha - 0.25)));
  const c1 = (((17.7006 * pd - 18.4496) * pd + 14.5339) * pd - 3.525) / shape;
  const c2 = (exp(27.31 * pd - 25.14) + (pd - 0.8) * (0.7 * log(1e-5 / pfa) + (2 * pulses - 20) / 80)) / shape;
  return (pd > 0.872 ? c1 + c2 : c1) + toDecibels(steady / pulses);
}
