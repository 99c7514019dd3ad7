import { ecefToGeodeticInto, enuBasisInto } from '../engine/earth/index.js';
import { asin, atan2, degrees, log10, wrapTurn } from '../engine/math/index.js';
import { aspectDeg, type Explanation, type LookLimit } from '../engine/simulation/index.js';

/** A limit in the units of people. */
export interface LimitRecord {
  readonly block: LookLimit['block'];
  readonly holds: boolean;
  readonly value: number | null;
  readonly limit: number | null;
  readonly margin: number | null;
  readonly unit: 'km' | 'm' | 'deg' | 'm/s' | null;
}

/** A line of the budget, and the value at which it alone would turn the answer. */
export interface TurningLine {
  readonly name: string;
  readonly symbol: string;
  readonly value: number;
  readonly unit: string;
  /** null: no value of this line alone does, since no loss is negative and no constant of nature changes. */
  readonly wouldBe: number | null;
}

/** One look, opened up, as it is printed: every key carries its unit. */
export interface ExplanationRecord {
  readonly sensor: string;
  readonly object: string;
  readonly choice: Explanation['choice'];
  readonly tick: number;
  readonly timeS: number;
  readonly detected: boolean;
  /** The answer and its reason in a sentence or two. */
  readonly because: string;
  readonly sensorAt: { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number };
  readonly objectAt: {
    readonly latDeg: number;
    readonly lonDeg: number;
    readonly altitudeM: number;
    readonly aboveGroundM: number;
    readonly speedMps: number;
    readonly courseDeg: number;
  };
  readonly geometry: {
    readonly rangeKm: number;
    readonly groundRangeKm: number;
    readonly azimuthDeg: number;
    readonly elevationDeg: number;
    readonly radialSpeedMps: number;
    readonly aspectDeg: number;
  };
  readonly limits: readonly LimitRecord[];
  readonly budget: Explanation['budget'];
  readonly detection: {
    readonly thresholdDb: number;
    readonly falseAlarmProbability: number;
    readonly pulses: number;
    readonly fluctuation: number;
    readonly probability: number;
    readonly draw: number;
  };
  /** What would have to change for the answer to change: limits that block, or the signal. */
  readonly turning: {
    readonly blocks: readonly string[];
    readonly snrDb: number | null;
    readonly lines: readonly TurningLine[];
  };
  readonly tally: Explanation['tally'];
}

/** Constants of nature and geometry: no radar and no target changes them. */
const FIXED = new Set(['4π', 'k']);

/** An explanation in the units of people. */
export function explanationRecord(
  explanation: Explanation,
  ids: { readonly sensor: string; readonly object: string },
): ExplanationRecord {
  const { choice, tick, time, detected, sensorAt, target, look, budget, draw, turningSnrDb, tally } = explanation;
  const limits = explanation.limits.map(limitRecord);
  const blocks = limits.flatMap(({ block, holds }) => (holds ? [] : [block]));
  return {
    ...ids,
    choice,
    tick,
    timeS: time,
    detected,
    because: reasonOf(explanation, blocks),
    sensorAt: { latDeg: degrees(sensorAt.lat), lonDeg: degrees(sensorAt.lon), heightM: sensorAt.height },
    objectAt: {
      latDeg: degrees(target.lat),
      lonDeg: degrees(target.lon),
      altitudeM: target.altitude,
      aboveGroundM: explanation.aboveGround,
      ...courseOf(target),
    },
    geometry: {
      rangeKm: look.range / 1000,
      groundRangeKm: look.groundRange / 1000,
      azimuthDeg: degrees(wrapTurn(look.azimuth)),
      elevationDeg: degrees(asin(look.sinElevation)),
      radialSpeedMps: look.radialSpeed,
      aspectDeg: aspectDeg(look.cosAspect),
    },
    limits,
    budget,
    detection: {
      thresholdDb: 10 * log10(explanation.threshold / explanation.pulses),
      falseAlarmProbability: explanation.falseAlarmProbability,
      pulses: explanation.pulses,
      fluctuation: explanation.fluctuation,
      probability: look.probability,
      draw,
    },
    turning: { blocks, snrDb: turningSnrDb, lines: explanation.turningLines.map(turningLine) },
    tally,
  };
}

function courseOf({ positionEcef, velocityEcef }: Explanation['target']): { speedMps: number; courseDeg: number } {
  const geodetic = new Float64Array(3);
  const basis = new Float64Array(9);
  ecefToGeodeticInto(positionEcef[0], positionEcef[1], positionEcef[2], geodetic);
  enuBasisInto(geodetic[0], geodetic[1], basis);
  const along = (row: number): number =>
    velocityEcef[0] * basis[row] + velocityEcef[1] * basis[row + 1] + velocityEcef[2] * basis[row + 2];
  const [east, north, up] = [along(0), along(3), along(6)];
  return {
    speedMps: Math.sqrt(east * east + north * north + up * up),
    courseDeg: degrees(wrapTurn(atan2(east, north))),
  };
}

function limitRecord({ block, holds, value, limit, margin, unit }: LookLimit): LimitRecord {
  const isRange = block === 'tooFar' || block === 'tooNear';
  const scaled = (v: number | null): number | null => {
    // A target that no height brings into sight has no lowest one.
    if (v === null || !Number.isFinite(v)) return null;
    return unit === 'rad' ? degrees(v) : isRange ? v / 1000 : v;
  };
  return {
    block,
    holds,
    value: scaled(value),
    limit: scaled(limit),
    margin: scaled(margin),
    unit: unit === 'rad' ? 'deg' : unit === '1' ? null : isRange ? 'km' : unit,
  };
}

function turningLine({ line, value }: Explanation['turningLines'][number]): TurningLine {
  const { name, symbol, unit } = line;
  const isNegativeLoss = unit === 'dB' && line.exponent < 0 && value < 0;
  return { name, symbol, value: line.value, unit, wouldBe: isNegativeLoss || FIXED.has(symbol) ? null : value };
}

/** What a block is, as the end of “it was …”. */
const BLOCK_WORDS: Readonly<Record<LookLimit['block'], string>> = {
  silent: 'not looked for: the radar did not radiate',
  tooFar: 'beyond the instrumented range',
  tooNear: 'within the blind range',
  belowElevation: 'below the lowest elevation',
  aboveElevation: 'above the highest elevation',
  outsideSector: 'outside the sector',
  tooSlow: 'too slow along the line of sight',
  masked: 'hidden by the horizon or the ground',
};

function reasonOf({ detected, draw, look, budget, turningSnrDb }: Explanation, blocks: LookLimit['block'][]): string {
  const figures = `the draw ${shown(draw)} is ${draw < look.probability ? '' : 'not '}below the probability ${shown(look.probability)}`;
  if (blocks.length > 0) {
    const what = blocks.map((block) => BLOCK_WORDS[block] ?? block).join(', and ');
    const otherwise =
      draw < look.probability ? 'it would have been detected' : 'it would not have been detected either';
    return `Not detected: it was ${what}. With nothing in the way ${otherwise}: ${figures}.`;
  }
  if (turningSnrDb === null) return `Detected: noise alone would have crossed the threshold in this look (${figures}).`;
  const change = Math.abs(turningSnrDb - budget.snrDb).toFixed(1);
  if (detected)
    return `Detected: nothing was in the way, and ${figures}. A signal ${change} dB weaker would have been missed.`;
  return `Not detected: nothing was in the way, but ${figures}. A signal ${change} dB stronger would have been detected.`;
}

/** A probability with as many digits as tell it from 0 and 1. */
function shown(p: number): string {
  if (p > 0.99 && p < 1) return `1 − ${(1 - p).toPrecision(2)}`;
  return p < 0.01 ? p.toPrecision(2) : p.toFixed(3);
}
