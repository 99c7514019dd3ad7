import { radians, sin } from '../math/index.js';
import { BANDS, type Fluctuation } from '../types/index.js';
import { detectionThreshold } from './detection.js';
import { type ReferencePoint, snrConstantOfReference } from './link-budget.js';
import { varianceTerms } from './measurement.js';
import type { RadarSpec } from './radar.schema.js';
import { snrConstantOf } from './range-equation.js';
import { rangeEquationOf } from './sensing.js';

/** A radar in SI units, ready for the hot loop. */
export interface Radar {
  readonly rotating: boolean;
  /** Index in BANDS, which selects a signature. */
  readonly bandIndex: number;
  readonly instrumentedRange: number;
  readonly minimumRange: number;
  readonly scanPeriod: number;
  readonly sectorHalfWidth: number;
  /** rad/s. */
  readonly slewRate: number;
  readonly elevationMinimum: number;
  readonly elevationMaximum: number;
  readonly sinElevationMinimum: number;
  readonly sinElevationMaximum: number;
  readonly antennaHeight: number;
  readonly beamwidthAzimuth: number;
  readonly beamwidthElevation: number;
  readonly rangeResolution: number;
  readonly rangeFloor: number;
  readonly angleFloor: number;
  readonly pulses: number;
  readonly minimumRadialSpeed: number;
  readonly falseAlarmsPerScan: number;
  readonly falseAlarmProbability: number;
  /** Variances [range m², traverse rad², elevation rad²]: what a report's SNR divides, then what it leaves. */
  readonly variances: Float64Array;
  /** SNR of one pulse = snrConstant × rcs / R⁴, m². */
  readonly snrConstant: number;
  /** Excess of the detection threshold over the mean noise, as the SNR of one pulse: the least that a report can show. */
  readonly thresholdSnr: number;
  /** Has an interrogator, and the scenario leaves it on. */
  readonly interrogates: boolean;
  readonly iffRange: number;
  readonly iffReplyProbability: number;
}

/** The published point of a spec, in SI. */
export const referencePointOf = ({ reference, pulsesIntegrated }: RadarSpec): ReferencePoint => ({
  rcs: reference.rcsM2,
  range: reference.rangeKm * 1000,
  detectionProbability: reference.detectionProbability,
  falseAlarmProbability: reference.falseAlarmProbability,
  fluctuation: reference.fluctuation as Fluctuation,
  pulses: pulsesIntegrated,
});

/**
 * Converts a spec to SI and calibrates the range equation: the SNR that the reference point needs, by inverting the exact
 * detection probability for its fluctuation, Pd and Pfa with the radar's own pulses, is what the reference target gives
 * at the reference range. A transmitter that calibrates takes its place. `iff` false silences the interrogator.
 */
export function makeRadar(spec: RadarSpec, iff = true): Radar {
  const pfa = spec.reference.falseAlarmProbability;
  const pulses = spec.pulsesIntegrated;
  const equation = spec.transmitter?.calibrates ? rangeEquationOf(spec) : undefined;
  const elevationMinimum = radians(spec.elevationMinimumDeg);
  const elevationMaximum = radians(spec.elevationMaximumDeg);
  return {
    rotating: spec.scan === 'rotating',
    bandIndex: BANDS.indexOf(spec.band),
    instrumentedRange: spec.instrumentedRangeKm * 1000,
    minimumRange: spec.minimumRangeKm * 1000,
    scanPeriod: spec.scanPeriodS,
    sectorHalfWidth: radians(spec.sectorWidthDeg) / 2,
    slewRate: radians(spec.slewRateDegPerS),
    elevationMinimum,
    elevationMaximum,
    sinElevationMinimum: sin(elevationMinimum),
    sinElevationMaximum: sin(elevationMaximum),
    antennaHeight: spec.antennaHeightM,
    beamwidthAzimuth: radians(spec.beamwidthAzimuthDeg),
    beamwidthElevation: radians(spec.beamwidthElevationDeg),
    rangeResolution: spec.rangeResolutionM,
    rangeFloor: spec.rangeAccuracyFloorM,
    angleFloor: spec.angleAccuracyFloorMrad / 1000,
    pulses,
    // A smooth notch weighs slow targets instead of leaving them out.
    minimumRadialSpeed: (spec.movingTarget?.notchOrder ?? 0) > 0 ? 0 : spec.minimumRadialSpeedMps,
    falseAlarmsPerScan: spec.falseAlarmsPerScan,
    falseAlarmProbability: pfa,
    variances: varianceTerms(spec),
    snrConstant: equation ? snrConstantOf(equation) : snrConstantOfReference(referencePointOf(spec)),
    thresholdSnr: detectionThreshold(pfa, pulses) / pulses - 1,
    interrogates: spec.iffInterrogator && iff,
    iffRange: spec.iffRangeKm * 1000,
    iffReplyProbability: spec.iffReplyProbability,
  };
}
