import {
  type GasTable,
  LAND,
  type Multipath,
  makeMultipath,
  type Polarisation,
  type RainCell,
  rainAttenuation,
  rainCoefficients,
  SEA,
} from '../earth/index.js';
import { radians } from '../math/index.js';
import { type ElevationPattern, makeElevationPattern, makePattern, makeStack, type Pattern } from './antenna.js';
import { landReflectivity, seaReflectivity } from './clutter.js';
import { IFF_MODES, type Interrogator } from './iff-link.js';
import { jammingConstantOf } from './jamming.js';
import type { RadarSpec } from './radar.schema.js';
import { fromDecibels, type RangeEquation } from './range-equation.js';
import type { ResolutionCell } from './resolution.js';
import { beamPositions, checkTimeBudget, type TimeBudget } from './time-budget.js';

/** What is about a radar and what of it counts. Each part is an option: null leaves it out. */
export interface Surroundings {
  /** Antenna above sea level, m, and the smooth surface below it that reflects and clutters. */
  readonly antennaHeight: number;
  readonly surfaceHeight: number;
  /** Effective earth radius, m. */
  readonly effectiveRadius: number;
  /** Loss by gases for this radar's frequency and height. */
  readonly gas: GasTable | null;
  readonly rain: { readonly rateMmPerH: number; readonly cell: RainCell } | null;
  /** Sea or flat land that reflects, with the standard deviation of its heights, m. */
  readonly multipath: { readonly surface: 'sea' | 'land'; readonly roughness: number } | null;
  readonly clutter:
    | { readonly surface: 'sea'; readonly seaState: number }
    | { readonly surface: 'land'; readonly gammaDb: number }
    | null;
}

/** No surroundings: empty space. */
export const EMPTY_SPACE: Surroundings = {
  antennaHeight: 0,
  surfaceHeight: 0,
  effectiveRadius: 8_494_678,
  gas: null,
  rain: null,
  multipath: null,
  clutter: null,
};

/** How a radar senses beyond the plain range equation, ready for the hot loop. */
export interface Sensing {
  readonly frequency: number;
  readonly polarisation: Polarisation;
  /** Beams in elevation; empty for a radar that sees evenly within its elevation limits. */
  readonly beams: readonly ElevationPattern[];
  /** Pattern in azimuth; null where all jammers meet the main beam. */
  readonly azimuth: Pattern | null;
  readonly beamwidthAzimuth: number;
  readonly beamwidthElevation: number;
  readonly rangeResolution: number;
  readonly minimumRadialSpeed: number;
  /** 0 for a sharp notch, which coverage settles. */
  readonly notchOrder: number;
  readonly improvement: number;
  /** s; an interval of 0 for none. */
  readonly pulseInterval: number;
  readonly blanked: number;
  /** dB/m one way. */
  readonly rainAttenuation: number;
  readonly multipath: Multipath | null;
  readonly surroundings: Surroundings;
  /** Of jammingToNoise; null where no transmitter is given, so that nothing is known of the noise. */
  readonly jammingConstant: number | null;
  readonly timeBudget: TimeBudget | null;
}

/** The full range equation of a spec, in SI; undefined where it has no transmitter. */
export function rangeEquationOf(spec: RadarSpec): RangeEquation | undefined {
  const { transmitter } = spec;
  return (
    transmitter && {
      frequency: spec.frequencyGhz * 1e9,
      peakPower: transmitter.peakPowerKw * 1000,
      pulseWidth: transmitter.pulseWidthUs / 1e6,
      gainTransmitDb: transmitter.gainTransmitDb,
      gainReceiveDb: transmitter.gainReceiveDb,
      temperature: transmitter.noiseTemperatureK,
      lossDb: transmitter.lossDb,
      coherentPulses: transmitter.coherentPulses,
    }
  );
}

/** What a spec's radar tells apart; Infinity where it measures no range rate. */
export const resolutionCellOf = (spec: RadarSpec): ResolutionCell => ({
  range: spec.rangeResolutionM,
  azimuth: radians(spec.beamwidthAzimuthDeg),
  elevation: radians(spec.beamwidthElevationDeg),
  rangeRate: spec.rangeRate?.resolutionMps ?? Number.POSITIVE_INFINITY,
});

/** The interrogator of a spec, asking in all modes; undefined where its range is simply given. */
export const interrogatorOf = ({ interrogator }: RadarSpec): Interrogator | undefined =>
  interrogator && {
    power: interrogator.powerW,
    gainDb: interrogator.gainDb,
    lossDb: interrogator.lossDb,
    sensitivityDbm: interrogator.sensitivityDbm,
    modes: IFF_MODES,
  };

/** Refuses at once, with a RangeError, a clutter model that does not hold for the radar: not at the first look. */
function checkClutter({ clutter }: Surroundings, frequency: number, polarisation: Polarisation): void {
  if (clutter?.surface === 'sea') seaReflectivity(frequency, clutter.seaState, 0.01, polarisation);
  if (clutter?.surface === 'land') landReflectivity(clutter.gammaDb, 0.01);
}

/**
 * Converts what a spec says beyond the plain range equation; what it leaves out changes nothing. A model that
 * does not hold for the radar's frequency is refused with a RangeError.
 */
export function makeSensing(spec: RadarSpec, surroundings: Surroundings): Sensing {
  const { antenna, movingTarget, pulses } = spec;
  const frequency = spec.frequencyGhz * 1e9;
  const polarisation = spec.polarisation ?? 'horizontal';
  const equation = rangeEquationOf(spec);
  const { rain, multipath } = surroundings;
  checkClutter(surroundings, frequency, polarisation);
  return {
    frequency,
    polarisation,
    beams: beamsOf(spec),
    azimuth: antenna
      ? makePattern({
          shape: antenna.shape,
          beamwidth: radians(spec.beamwidthAzimuthDeg),
          sidelobeDb: antenna.sidelobeDb,
        })
      : null,
    beamwidthAzimuth: radians(spec.beamwidthAzimuthDeg),
    beamwidthElevation: radians(spec.beamwidthElevationDeg),
    rangeResolution: spec.rangeResolutionM,
    minimumRadialSpeed: spec.minimumRadialSpeedMps,
    notchOrder: movingTarget?.notchOrder ?? 0,
    improvement: fromDecibels(movingTarget?.improvementFactorDb ?? 0),
    pulseInterval: pulses ? 1 / pulses.repetitionFrequencyHz : 0,
    blanked: (pulses?.blankedUs ?? 0) / 1e6,
    rainAttenuation: rain
      ? rainAttenuation(
          rainCoefficients(frequency, 0, polarisation === 'horizontal' ? 0 : Math.PI / 2),
          rain.rateMmPerH,
        )
      : 0,
    multipath: multipath
      ? makeMultipath(
          frequency,
          { ground: multipath.surface === 'sea' ? SEA : LAND, roughness: multipath.roughness, polarisation },
          surroundings.effectiveRadius,
        )
      : null,
    surroundings,
    jammingConstant: equation ? jammingConstantOf(equation) : null,
    timeBudget: timeBudgetOf(spec),
  };
}

function beamsOf(spec: RadarSpec): ElevationPattern[] {
  const { antenna } = spec;
  if (!antenna) return [];
  const beamwidth = radians(spec.beamwidthElevationDeg);
  const beam = { shape: antenna.shape, beamwidth, sidelobeDb: antenna.sidelobeDb };
  const tilt = radians(antenna.tiltDeg);
  const highest = radians(antenna.stackToDeg ?? antenna.tiltDeg);
  if (highest > tilt) {
    const spacing = antenna.stackSpacingDeg === undefined ? beamwidth : radians(antenna.stackSpacingDeg);
    return makeStack({ ...beam, lowest: tilt, highest, spacing });
  }
  const cosecantTo = radians(antenna.cosecantToDeg ?? 0);
  // A law that would end before it begins, or begin under the horizon, is none.
  const begins = tilt + beamwidth / 2;
  return [makeElevationPattern({ ...beam, tilt, ...(begins > 0 && cosecantTo > begins ? { cosecantTo } : {}) })];
}

function timeBudgetOf(spec: RadarSpec): TimeBudget | null {
  const { timeBudget } = spec;
  if (!timeBudget) return null;
  return checkTimeBudget({
    positions: beamPositions({
      sectorWidth: radians(spec.sectorWidthDeg),
      elevationMinimum: radians(spec.elevationMinimumDeg),
      elevationMaximum: radians(spec.elevationMaximumDeg),
      beamwidthAzimuth: radians(spec.beamwidthAzimuthDeg),
      beamwidthElevation: radians(spec.beamwidthElevationDeg),
    }),
    searchDwell: timeBudget.searchDwellMs / 1000,
    beamsAtOnce: timeBudget.beamsAtOnce,
    trackDwell: timeBudget.trackDwellMs / 1000,
    trackInterval: timeBudget.trackIntervalS,
    leastSearchShare: timeBudget.leastSearchShare,
  });
}
