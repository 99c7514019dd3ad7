import {
  factorOfReflection,
  lengthInRain,
  lookUpGasLoss,
  REFLECTION,
  REFLECTION_WIDTH,
  reflectionInto,
} from '../earth/index.js';
import { asin, exp } from '../math/index.js';
import type { Fluctuation } from '../types/index.js';
import { stackGain } from './antenna.js';
import { clutterArea, landReflectivity, seaReflectivity, sinGrazing } from './clutter.js';
import { detectionProbability, requiredSnr } from './detection.js';
import { eclipsingGain, notchGain } from './doppler.js';
import { interferenceLines, signalToInterference } from './interference.js';
import { type BudgetLine, decibelLine, type LinkBudget, withLines } from './link-budget.js';
import { snrAt, toDecibels } from './range-equation.js';
import type { Sensing } from './sensing.js';

/** Columns that describe where one look meets a target. */
export const LOOK = {
  /** Slant range and distance over ground, m. */
  range: 0,
  groundRange: 1,
  /** Target above sea level, m. */
  height: 2,
  sinElevation: 3,
  /** m/s; the sign does not matter. */
  radialSpeed: 4,
  /** Jamming over noise, of all jammers, as this beam hears them. */
  jnr: 5,
} as const;
export const LOOK_WIDTH = 6;

/** Columns of what a look's surroundings make of the plain SNR: factors, of which clutter and jamming are ratios to noise. */
export const FACTOR = {
  antenna: 0,
  blindRange: 1,
  doppler: 2,
  gas: 3,
  rain: 4,
  lobing: 5,
  /** Clutter over noise before the filter. */
  cnr: 6,
  jnr: 7,
} as const;
export const FACTOR_WIDTH = 8;

const reflection = new Float64Array(REFLECTION_WIDTH);
/** e to this times decibels is a power ratio. */
const PER_DECIBEL = Math.LN10 / 10;

/** Works out the factors of one look; what the sensing leaves out is 1, or 0 for clutter and jamming. */
export function lookFactorsInto(sensing: Sensing, snrConstant: number, look: Float64Array, out: Float64Array): void {
  const { beams, surroundings, multipath } = sensing;
  const { antennaHeight, surfaceHeight, effectiveRadius, gas, rain } = surroundings;
  const range = look[LOOK.range];
  const height = look[LOOK.height];
  const gain = beams.length === 0 ? 1 : stackGain(beams, look[LOOK.sinElevation]);
  out[FACTOR.antenna] = gain * gain;
  out[FACTOR.blindRange] =
    sensing.pulseInterval === 0 ? 1 : eclipsingGain(range, sensing.blanked, sensing.pulseInterval);
  out[FACTOR.doppler] =
    sensing.notchOrder === 0 ? 1 : notchGain(sensing.minimumRadialSpeed, sensing.notchOrder, look[LOOK.radialSpeed]);
  out[FACTOR.gas] = gas === null ? 1 : exp(-2 * PER_DECIBEL * lookUpGasLoss(gas, range, height));
  out[FACTOR.rain] = 1;
  if (rain !== null) {
    const wet = lengthInRain(range, antennaHeight, height, effectiveRadius, rain.cell);
    out[FACTOR.rain] = exp(-2 * PER_DECIBEL * sensing.rainAttenuation * wet);
  }
  out[FACTOR.lobing] = 1;
  if (multipath !== null) {
    const h1 = antennaHeight - surfaceHeight;
    const h2 = height - surfaceHeight;
    const d = look[LOOK.groundRange];
    reflectionInto(effectiveRadius, h1, h2, d, reflection);
    const reflected = beams.length === 0 ? 1 : stackGain(beams, -reflection[REFLECTION.sinDepression]) / gain;
    const factor = factorOfReflection(multipath, h1, h2, d, reflection, reflected);
    out[FACTOR.lobing] = factor * factor;
  }
  out[FACTOR.cnr] = surroundings.clutter === null ? 0 : clutterToNoise(sensing, snrConstant, range);
  out[FACTOR.jnr] = look[LOOK.jnr];
}

/** Clutter over noise in the cell at a range, before any filter. */
function clutterToNoise(sensing: Sensing, snrConstant: number, range: number): number {
  const { clutter, antennaHeight, surfaceHeight, effectiveRadius } = sensing.surroundings;
  const sine = sinGrazing(range, antennaHeight - surfaceHeight, effectiveRadius);
  if (clutter === null || sine === 0) return 0;
  const reflectivity =
    clutter.surface === 'land'
      ? landReflectivity(clutter.gammaDb, sine)
      : seaReflectivity(sensing.frequency, clutter.seaState, Math.min(STEEPEST, asin(sine)), sensing.polarisation);
  const area = clutterArea(range, sensing.beamwidthAzimuth, sensing.beamwidthElevation, sensing.rangeResolution, sine);
  // At the antenna the ground lies a little lower than the grazing angle says: by the angle of the earth between.
  const gain = sensing.beams.length === 0 ? 1 : stackGain(sensing.beams, -Math.min(1, sine + range / effectiveRadius));
  return snrAt(snrConstant, reflectivity * area, range) * gain * gain;
}

/** Steepest grazing angle that the sea clutter model takes, rad; nearer the radar clutter is that of this angle. */
const STEEPEST = Math.PI / 3;

/** Signal over noise, clutter and jamming of a look, from the plain SNR of the range equation and the look's factors. */
export function sensedSnr(sensing: Sensing, snr: number, factors: Float64Array): number {
  const signal =
    snr *
    factors[FACTOR.antenna] *
    factors[FACTOR.blindRange] *
    factors[FACTOR.doppler] *
    factors[FACTOR.gas] *
    factors[FACTOR.rain] *
    factors[FACTOR.lobing];
  return signalToInterference(signal, factors[FACTOR.cnr], sensing.improvement, factors[FACTOR.jnr]);
}

const calibrationLook = new Float64Array(LOOK_WIDTH);
const calibrationFactors = new Float64Array(FACTOR_WIDTH);

/**
 * SNR constant of a radar whose published point was measured near the ground: what reaches the antenna there has passed its
 * pattern, gases and lobes, so the point is divided by them. `altitude` is the reference target's height over the smooth
 * surface, m. A point in free space needs none of this.
 */
export function constantWithin(sensing: Sensing, snrConstant: number, range: number, altitude: number): number {
  const { antennaHeight, surfaceHeight, effectiveRadius } = sensing.surroundings;
  const height = surfaceHeight + altitude;
  const r1 = effectiveRadius + antennaHeight;
  const r2 = effectiveRadius + height;
  const rise = height - antennaHeight;
  const half = Math.sqrt(Math.max(0, range * range - rise * rise) / (4 * r1 * r2));
  calibrationLook[LOOK.range] = range;
  calibrationLook[LOOK.groundRange] = 2 * effectiveRadius * asin(Math.min(1, half));
  calibrationLook[LOOK.height] = height;
  calibrationLook[LOOK.sinElevation] = (r2 * r2 - r1 * r1 - range * range) / (2 * range * r1);
  lookFactorsInto(sensing, snrConstant, calibrationLook, calibrationFactors);
  const { antenna, gas, lobing } = FACTOR;
  return snrConstant / (calibrationFactors[antenna] * calibrationFactors[gas] * calibrationFactors[lobing]);
}

/** A look, for people. */
export interface LookTarget {
  readonly range: number;
  readonly groundRange: number;
  readonly height: number;
  readonly sinElevation: number;
  readonly radialSpeed: number;
  readonly jnr: number;
}

/** The detector at the end of a look. */
export interface LookDetector {
  readonly fluctuation: Fluctuation;
  readonly falseAlarmProbability: number;
  readonly pulses: number;
}

/** What a look comes to: the whole budget, and by how much the signal passes or misses what is needed. */
export interface LookAssessment {
  readonly budget: LinkBudget;
  readonly detectionProbability: number;
  /** SNR that gives even chances, dB, and what the budget has over it. */
  readonly evenChancesDb: number;
  readonly marginDb: number;
}

const scratch = new Float64Array(FACTOR_WIDTH);

/**
 * One look, readable: takes the plain budget (equationBudget or referenceBudget), adds a line for each option that counts,
 * and gives the detection probability. `snrConstant` is the radar's, for the clutter. What lies outside coverage (horizon,
 * sector, least and greatest range) is settled before.
 */
export function assessLook(
  plain: LinkBudget,
  snrConstant: number,
  sensing: Sensing,
  target: LookTarget,
  detector: LookDetector,
): LookAssessment {
  const look = new Float64Array(LOOK_WIDTH);
  for (const [name, column] of Object.entries(LOOK)) look[column] = target[name as keyof LookTarget];
  lookFactorsInto(sensing, snrConstant, look, scratch);
  const budget = withLines(plain, sensedLines(sensing, scratch));
  const { fluctuation, falseAlarmProbability: pfa, pulses } = detector;
  const snr = sensedSnr(sensing, exp(PER_DECIBEL * plain.snrDb), scratch);
  const evenChancesDb = toDecibels(requiredSnr(fluctuation, 0.5, pfa, pulses));
  return {
    budget,
    detectionProbability: detectionProbability(fluctuation, snr, pfa, pulses),
    evenChancesDb,
    marginDb: budget.snrDb - evenChancesDb,
  };
}

/** Lines of the options that count, in the order of the columns. */
export function sensedLines(sensing: Sensing, factors: Float64Array): BudgetLine[] {
  const { surroundings } = sensing;
  const lines: BudgetLine[] = [];
  const line = (counts: boolean, column: number, name: string, symbol: string, because: string): void => {
    if (counts) lines.push(decibelLine(name, symbol, toDecibels(Math.max(LEAST, factors[column])), because));
  };
  line(sensing.beams.length > 0, FACTOR.antenna, 'antenna pattern', 'g²', 'elevation off the beam’s axis, both ways');
  line(
    sensing.pulseInterval > 0,
    FACTOR.blindRange,
    'blind range',
    'x²',
    'share of the echo that falls between pulses',
  );
  line(sensing.notchOrder > 0, FACTOR.doppler, 'Doppler notch', 'H', 'radial speed against the moving-target filter');
  line(surroundings.gas !== null, FACTOR.gas, 'gases', 'La', 'oxygen and water vapour, both ways (ITU-R P.676-12)');
  line(
    surroundings.rain !== null,
    FACTOR.rain,
    'rain',
    'Lr',
    'part of the path in the rain, both ways (ITU-R P.838-3)',
  );
  line(sensing.multipath !== null, FACTOR.lobing, 'lobing', 'F⁴', 'direct and reflected ray, or diffraction');
  const clutter = surroundings.clutter !== null;
  if (clutter || factors[FACTOR.jnr] > 0) {
    const interference = {
      cnr: factors[FACTOR.cnr],
      improvement: sensing.improvement,
      jnr: factors[FACTOR.jnr],
    };
    lines.push(...interferenceLines(interference));
  }
  return lines;
}

/** A line cannot say nothing at all, so the least factor that is told is −300 dB. */
const LEAST = 1e-30;
