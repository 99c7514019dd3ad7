import { z } from 'zod';
import { BANDS } from '../types/classes.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';

/** A published point that calibrates the range equation: this signature is detected at this range with this probability. */
export const referencePointSchema = z.strictObject({
  rcsM2: quantity('m²', 'radar cross-section of the reference target', 1e-4, 1000),
  rangeKm: quantity('km', 'range at which it is detected', 1, 1000),
  detectionProbability: quantity('1', 'single-scan detection probability there', 0.05, 0.99),
  falseAlarmProbability: quantity('1', 'false alarm probability a cell', 1e-12, 1e-2),
  fluctuation: count('Swerling case of the reference target', 0, 4),
});

export const radarSchema = z.strictObject({
  scan: choice(['rotating', 'sector'], 'rotating antenna, or a sector that can be slewed'),
  band: choice(BANDS, 'band, which selects the signature'),
  frequencyGhz: quantity('GHz', 'carrier frequency', 0.03, 40),
  instrumentedRangeKm: quantity('km', 'greatest range that is processed', 1, 1000),
  minimumRangeKm: quantity('km', 'blind range', 0, 50),
  scanPeriodS: quantity('s', 'rotation period, or time to search the whole sector once', 0.5, 60),
  sectorWidthDeg: quantity('deg', 'azimuth searched, 360 for a rotating antenna', 10, 360),
  slewRateDegPerS: quantity('deg/s', 'rate at which a sector can be turned; 0 if fixed', 0, 120),
  elevationMinimumDeg: quantity('deg', 'lowest elevation searched', -10, 30),
  elevationMaximumDeg: quantity('deg', 'highest elevation searched', 5, 90),
  antennaHeightM: quantity('m', 'antenna above ground (ground sensors) or above the platform', 0, 100),
  beamwidthAzimuthDeg: quantity('deg', 'half-power beamwidth in azimuth', 0.1, 30),
  beamwidthElevationDeg: quantity(
    'deg',
    'half-power beamwidth in elevation (after monopulse or stacked beams)',
    0.1,
    30,
  ),
  rangeResolutionM: quantity('m', 'range resolution', 1, 2000),
  rangeAccuracyFloorM: quantity('m', 'range error that no signal removes, one sigma', 0.5, 500),
  angleAccuracyFloorMrad: quantity('mrad', 'angle error that no signal removes, one sigma', 0.05, 30),
  pulsesIntegrated: count('pulses integrated non-coherently in one look', 1, 1000),
  minimumRadialSpeedMps: quantity('m/s', 'slowest radial speed that the moving-target filter passes', 0, 100),
  falseAlarmsPerScan: quantity('1', 'mean number of false reports that reach the tracker in one scan', 0, 200),
  reference: referencePointSchema.meta({ description: 'published point that calibrates the range equation' }),
  iffInterrogator: flag('whether the sensor interrogates; a scenario’s IFF switch can silence it'),
  iffRangeKm: quantity('km', 'greatest interrogation range', 0, 600),
  iffReplyProbability: quantity('1', 'probability that a working transponder’s answer is received in one scan', 0, 1),
});
export type RadarSpec = z.infer<typeof radarSchema>;
