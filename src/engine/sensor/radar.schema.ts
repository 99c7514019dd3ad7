import { z } from 'zod';
import { BANDS } from '../types/classes.js';
import { choice, count, flag, quantity } from '../types/quantity.schema.js';
import { PATTERN_SHAPES } from './antenna.js';

/** A published point that calibrates the range equation: this signature is detected at this range with this probability. */
export const referencePointSchema = z.strictObject({
  rcsM2: quantity('m²', 'radar cross-section of the reference target', 1e-4, 1000),
  rangeKm: quantity('km', 'range at which it is detected', 1, 1000),
  detectionProbability: quantity('1', 'single-scan detection probability there', 0.05, 0.99),
  falseAlarmProbability: quantity('1', 'false alarm probability a cell', 1e-12, 1e-2),
  fluctuation: count('Swerling case of the reference target', 0, 4),
  altitudeM: quantity(
    'm',
    'height above the surface at which it flew, if lobes are part of the point; left out: they are not',
    1,
    100_000,
  ).optional(),
});

/** What the full range equation needs beside the frequency, and what jamming needs to know of the noise. */
export const transmitterSchema = z.strictObject({
  calibrates: flag('whether these values set the signal in place of the reference point'),
  peakPowerKw: quantity('kW', 'peak power', 0.001, 100_000),
  pulseWidthUs: quantity('µs', 'width of the pulse before compression', 0.01, 10_000),
  coherentPulses: count('pulses added in phase before the detector', 1, 10_000),
  gainTransmitDb: quantity('dB', 'gain of the transmitting antenna at its peak', 0, 70),
  gainReceiveDb: quantity('dB', 'gain of the receiving antenna at its peak', 0, 70),
  noiseTemperatureK: quantity('K', 'system noise temperature at the antenna', 10, 100_000),
  lossDb: quantity('dB', 'losses that weaken the echo', 0, 40),
});

/** Antenna pattern beside the half-power beamwidths. */
export const antennaSchema = z.strictObject({
  shape: choice(PATTERN_SHAPES, 'shape of the main beam in azimuth and elevation'),
  sidelobeDb: quantity('dB', 'how far side lobes lie below the peak, one way', 10, 80),
  tiltDeg: quantity('deg', 'elevation of the axis, or of the lowest of stacked beams', -10, 80),
  cosecantToDeg: quantity(
    'deg',
    'elevation up to which a cosecant-squared law follows the beam; left out: none',
    0.5,
    90,
  ).optional(),
  stackToDeg: quantity('deg', 'elevation of the highest of stacked beams; left out: one beam', -10, 90).optional(),
  stackSpacingDeg: quantity(
    'deg',
    'between the axes of stacked beams; left out: the beamwidth in elevation',
    0.1,
    30,
  ).optional(),
});

/** What moving-target processing does to echoes and clutter. */
export const movingTargetSchema = z.strictObject({
  improvementFactorDb: quantity('dB', 'by how much it raises signal over clutter', 0, 100),
  notchOrder: count('steepness of a smooth notch at the least radial speed; 0 for a sharp one', 0, 8),
});

/** Pulses in time: blind ranges. */
export const pulsesSchema = z.strictObject({
  repetitionFrequencyHz: quantity('Hz', 'pulse repetition frequency', 50, 300_000),
  blankedUs: quantity('µs', 'time for which the receiver is deaf at each pulse', 0.01, 10_000),
});

export const rangeRateSchema = z.strictObject({
  resolutionMps: quantity('m/s', 'radial speeds that are told apart: wavelength over twice the dwell', 0.01, 1000),
  accuracyFloorMps: quantity('m/s', 'error that no signal removes, one sigma', 0.01, 100),
});

/** How an electronically scanned radar shares its time. */
export const timeBudgetSchema = z.strictObject({
  searchDwellMs: quantity('ms', 'time at one beam position of a search', 0.01, 1000),
  beamsAtOnce: count('beam positions searched at once', 1, 100),
  trackDwellMs: quantity('ms', 'time of one look at one track', 0.01, 1000),
  trackIntervalS: quantity('s', 'time between looks at one track', 0.05, 60),
  leastSearchShare: quantity('1', 'share of the time that search keeps whatever happens', 0.01, 1),
});

/** The interrogator’s radio; without it the greatest interrogation range is as given. */
export const interrogatorSchema = z.strictObject({
  powerW: quantity('W', 'peak power', 1, 10_000),
  gainDb: quantity('dB', 'gain of its antenna at the peak', 0, 40),
  lossDb: quantity('dB', 'losses between transmitter or receiver and antenna', 0, 20),
  sensitivityDbm: quantity('dBm', 'least reply that it decodes', -110, -40),
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
  polarisation: choice(
    ['horizontal', 'vertical'],
    'what rain, sea and ground answer to; left out: horizontal',
  ).optional(),
  transmitter: transmitterSchema
    .meta({ description: 'full range equation; left out: the reference point says all' })
    .optional(),
  antenna: antennaSchema
    .meta({ description: 'antenna pattern; left out: even within the elevation limits' })
    .optional(),
  movingTarget: movingTargetSchema.meta({ description: 'moving-target processing' }).optional(),
  pulses: pulsesSchema.meta({ description: 'blind ranges; left out: none but the least range' }).optional(),
  rangeRate: rangeRateSchema.meta({ description: 'measured range rate; left out: not measured' }).optional(),
  mergesEchoes: flag('whether targets in one resolution cell are one report; left out: they never are').optional(),
  timeBudget: timeBudgetSchema
    .meta({ description: 'time shared between search and track; left out: the scan period whatever is tracked' })
    .optional(),
  interrogator: interrogatorSchema.meta({ description: 'link budget of the interrogation' }).optional(),
});
export type RadarSpec = z.infer<typeof radarSchema>;
