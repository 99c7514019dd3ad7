import { cos, radians } from '../math/index.js';
import type { TargetClass } from '../types/index.js';
import type { InterceptorSpec } from './weapon.schema.js';

/** How far an interceptor reaches, by class, height and crossing angle. */
export interface Envelope {
  /** Greatest slant range by class, m. */
  readonly range: Readonly<Record<TargetClass, number>>;
  /** Height above ground from which the full range is had, m; 0: at any height. */
  readonly fullHeight: number;
  /** Share of the range at the ground. */
  readonly groundShare: number;
  /** Cosine of the crossing angle up to which the full range is had. */
  readonly fullCosine: number;
  /** Share of the range at 90° and at 180°. */
  readonly beamShare: number;
  readonly recedingShare: number;
}

/** The envelope of a preset; null where range does not depend on more than ballistic or not. */
export function makeEnvelope(spec: InterceptorSpec): Envelope | null {
  const { envelope, maximumRangeKm, ballisticRangeKm } = spec;
  if (envelope === undefined) return null;
  const { rangeKm, low, crossing } = envelope;
  // Drawn values may contradict each other by a little: the greatest range is the greatest.
  const most = (km: number | undefined): number => Math.min(km ?? maximumRangeKm, maximumRangeKm) * 1000;
  return {
    range: {
      fixedWing: most(rangeKm?.fixedWing),
      cruiseMissile: most(rangeKm?.cruiseMissile),
      drone: most(rangeKm?.drone),
      ballisticMissile: ballisticRangeKm * 1000,
    },
    fullHeight: low?.belowM ?? 0,
    groundShare: low?.share ?? 1,
    fullCosine: crossing === undefined ? 1 : cos(radians(crossing.fromDeg)),
    beamShare: crossing?.beamShare ?? 1,
    recedingShare: crossing?.recedingShare ?? 1,
  };
}

/** Share of the range at a height above ground, m. */
export function heightShare(envelope: Envelope, height: number): number {
  if (height >= envelope.fullHeight) return 1;
  return envelope.groundShare + (1 - envelope.groundShare) * (Math.max(0, height) / envelope.fullHeight);
}

/** Share of the range at a crossing angle, by its cosine: 1 flies at the launcher, 0 across, −1 away. */
export function crossingShare(envelope: Envelope, cosine: number): number {
  const { fullCosine, beamShare, recedingShare } = envelope;
  if (cosine >= fullCosine) return 1;
  return cosine >= 0
    ? beamShare + (1 - beamShare) * (cosine / fullCosine)
    : beamShare + (recedingShare - beamShare) * -cosine;
}
