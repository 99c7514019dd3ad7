import { radians } from '../../engine/math/index.js';

/** How well a kind of report is measured, one sigma, and how often an object in coverage gives one in a turn. */
export interface ReportAccuracy {
  /** m */
  readonly sigmaRange: number;
  /** rad */
  readonly sigmaAzimuth: number;
  readonly detectionProbability: number;
}

/**
 * Reports with a reply of a transponder (SSR, Mode S, with or without primary). Detection: the least that section 6.3.2.1 of
 * EUROCONTROL Standard Document for Radar Surveillance in En-Route Airspace and Major Terminal Areas,
 * SUR.ET1.ST01.1000-STD-01-01, edition 1.0, March 1997, recommends. Errors: assumed, the worse end of what secondary radars
 * have (range 15–70 m, azimuth 0.06–0.08°), so that no reply is refused for being too far off.
 */
export const SECONDARY: ReportAccuracy = {
  sigmaRange: 70,
  sigmaAzimuth: radians(0.08),
  detectionProbability: 0.97,
};

/** Reports of primary radar alone: the most and the least of the same document, sections 6.4.3.1 and 6.4.2.1. */
export const PRIMARY: ReportAccuracy = {
  sigmaRange: 120,
  sigmaAzimuth: radians(0.15),
  detectionProbability: 0.9,
};

/** Whether a report of I048/020 TYP is of primary radar alone. */
export const isPrimaryOnly = (type: number): boolean => type === 1;

/** The accuracy of any report of a radar that gives both kinds: variances weighted by how many of each there are. */
export function accuracyOf(reports: number, primaryOnly: number): ReportAccuracy {
  const share = reports === 0 ? 0 : primaryOnly / reports;
  const mean = (a: number, b: number): number => Math.sqrt(share * a * a + (1 - share) * b * b);
  return {
    sigmaRange: mean(PRIMARY.sigmaRange, SECONDARY.sigmaRange),
    sigmaAzimuth: mean(PRIMARY.sigmaAzimuth, SECONDARY.sigmaAzimuth),
    detectionProbability: share * PRIMARY.detectionProbability + (1 - share) * SECONDARY.detectionProbability,
  };
}
