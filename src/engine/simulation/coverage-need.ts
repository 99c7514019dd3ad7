import type { AirObjectSpec } from '../truth/air-object.schema.js';
import { makeSignature } from '../truth/index.js';
import type { CoverageNeed } from './coverage-field.js';

/** A target by its published signature: nominal, and every value of it at its low and at its high end. */
export interface TargetRange {
  readonly nominal: AirObjectSpec;
  readonly low: AirObjectSpec;
  readonly high: AirObjectSpec;
}

/** What coverage of a target needs: its signatures, nominal first, then low and high. All fluctuate as the nominal one. */
export function coverageNeed({ nominal, low, high }: TargetRange, detectionProbability: number): CoverageNeed {
  const { fluctuation } = nominal.signature;
  const signatures = [nominal, low, high].map(({ signature }) => makeSignature({ ...signature, fluctuation }));
  return { signatures, detectionProbability };
}
