import { log } from '../../math/index.js';
import type { Scan } from '../../types/index.js';
import type { Measurement } from '../roles/index.js';
import { isSwept, isVisible } from './coverage.js';
import { densityIn } from './density.js';
import type { Hypothesiser } from './roles.js';

/** Greatest probability of detection that is believed: a single miss must not be impossible. */
const SURE = 0.999;
/** Probability of detection outside the stated coverage: what is there is seldom reported (assumed). */
const OUTSIDE = 0.01;

/** What an address that the target itself sent says of a pair; natural logarithms. */
export interface IdentityRule {
  readonly use: boolean;
  /** Gain of a pair whose addresses are equal. */
  readonly equalGain: number;
}

/**
 * Log-likelihood ratio of a pair, ln(Pd · p(z) / λ), and of a miss, ln(1 − Pd), where λ is the density of false
 * detections at z (Sittler, “An optimal data association problem in surveillance theory”, IEEE Trans. Military Electronics
 * 8(2), 1964; Blackman and Popoli, “Design and Analysis of Modern Tracking Systems”, Artech House 1999, section 6.2). With
 * identity in use, equal addresses add `equalGain` and different ones forbid the pair; a missing one says nothing.
 */
export function likelihoodRatios(
  scan: Scan,
  densityAt: (row: number) => number,
  gateProbability: number,
  identity: IdentityRule,
): Hypothesiser {
  /** ln λ of each measurement, in its own space; computed once a scan. */
  const known: number[] = [];
  const logDensity = (measurement: Measurement, detection: number): number => {
    known[detection] ??= log(densityIn(measurement, scan, densityAt(measurement.row)));
    return known[detection];
  };
  const detectionProbability = Math.min(SURE, Math.max(OUTSIDE, scan.sensor.detectionProbability));
  return {
    weigh(branch, candidates, measurements) {
      const swept = isSwept(scan, branch.estimate);
      const seen = swept && isVisible(scan.sensor, branch.estimate) ? detectionProbability : OUTSIDE;
      const logDetected = log(seen);
      const pairs = [];
      for (const { detection, innovation } of candidates) {
        const measurement = measurements[detection];
        let gain = logDetected + innovation.logLikelihood - logDensity(measurement, detection);
        if (identity.use && branch.address >= 0 && measurement.address >= 0) {
          if (branch.address !== measurement.address) continue;
          gain += identity.equalGain;
        }
        pairs.push({ detection, gain, distance: innovation.distance });
      }
      return { branch, pairs, miss: swept ? log(1 - seen * gateProbability) : 0 };
    },
  };
}
