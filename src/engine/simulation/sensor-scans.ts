import { clearsHorizon, enuInto, enuToEcefInto, heightAbove } from '../earth/index.js';
import { asin, atan2, quantile, TWO_PI, wrapPi } from '../math/index.js';
import { beamTurns, measurementSigmasInto, type PlatformState } from '../sensor/index.js';
import type { Scan, ScanSensor } from '../types/index.js';
import type { Sensor } from './sensors.js';

/** The tangent plane of scans: an origin, ECEF, and its rows east, north, up. */
export interface Frame {
  readonly origin: Float64Array;
  readonly basis: Float64Array;
}

/** A sensor as a tracker is told of it, while it is being filled in. */
export type ScanSensorDraft = { -readonly [Key in keyof ScanSensor]: ScanSensor[Key] };

const enu = new Float64Array(3);
const sigmas = new Float64Array(3);

/** What a tracker is told of a sensor: what a radar's own crew would know of it, and nothing of the flights. */
export function scanSensorOf(sensor: Sensor, frame: Frame): ScanSensorDraft {
  const { radar } = sensor;
  const width = radar.rotating ? TWO_PI : 2 * radar.sectorHalfWidth;
  const draft: ScanSensorDraft = {
    id: sensor.id,
    position: [0, 0, 0],
    rotation: [],
    sigmaRange: Number.NaN,
    sigmaAzimuth: Number.NaN,
    sigmaElevation: Number.NaN,
    sigmaRangeRate: 0,
    sigmaHeight: 0,
    minRange: radar.minimumRange,
    maxRange: radar.instrumentedRange,
    minElevation: radar.elevationMinimum,
    maxElevation: radar.elevationMaximum,
    ...(sensor.horizon === null ? {} : { hides: maskOf(sensor, frame) }),
    detectionProbability: DETECTION_PROBABILITY,
    clutterDensity: radar.falseAlarmsPerScan / ((radar.instrumentedRange - radar.minimumRange) * width),
    period: radar.scanPeriod,
  };
  return placed(draft, sensor, frame);
}

const point = new Float64Array(3);

/** What terrain hides from a fixed radar: its crew has the same horizon that decides what it sees. */
function maskOf({ horizon, place }: Sensor, { origin, basis }: Frame) {
  return (x: number, y: number, z: number): boolean => {
    if (horizon === null) return false;
    enuToEcefInto(basis, origin, x, y, z, point);
    const [px, py, pz] = point;
    enuInto(place.basis, place.positionEcef, px, py, pz, enu);
    const ground = Math.sqrt(enu[0] * enu[0] + enu[1] * enu[1]);
    return !clearsHorizon(horizon, enu[0], enu[1], ground, heightAbove(px, py, pz));
  };
}

/** What a tracker may expect where a radar never had a target in coverage. Assumed: a usual figure of specifications. */
const DETECTION_PROBABILITY = 0.9;

/** A radar that terrain blinds still has a chance, and none is sure. Assumed. */
const LEAST_PROBABILITY = 0.02;
const GREATEST_PROBABILITY = 0.98;

/**
 * Probability of detection by one look at a target within a radar’s limits of range and elevation, terrain and notch
 * included: the share of looks that detect. Centres measure it so, with traffic whose place is known (EUROCONTROL
 * Specification for ATM Surveillance System Performance, vol. 1, 2015: probability of update).
 */
export const probabilityOf = (hits: number, looks: number): number =>
  looks > 0 ? Math.min(GREATEST_PROBABILITY, Math.max(LEAST_PROBABILITY, hits / looks)) : DETECTION_PROBABILITY;

/** Puts a sensor where it stands now. */
export function placed(draft: ScanSensorDraft, { place }: Sensor, { origin, basis }: Frame): ScanSensorDraft {
  const { positionEcef: p } = place;
  enuInto(basis, origin, p[0], p[1], p[2], enu);
  draft.position = [enu[0], enu[1], enu[2]];
  const rotation: number[] = [];
  for (let i = 0; i < 9; i += 3) {
    for (let j = 0; j < 9; j += 3) {
      rotation.push(place.basis[i] * basis[j] + place.basis[i + 1] * basis[j + 1] + place.basis[i + 2] * basis[j + 2]);
    }
  }
  draft.rotation = rotation;
  return draft;
}

/** Strength over the threshold that noise does not reach: reports are kept in single precision. */
const WELL_ABOVE = 1.000_001;

/** Errors of a report of middling strength among those above the threshold: a radar knows how strong its reports are. */
export function accuracyOf({ radar }: Sensor, snrs: readonly number[]) {
  const strong = Float64Array.from(snrs.filter((snr) => snr > radar.thresholdSnr * WELL_ABOVE)).sort();
  const median = strong.length === 0 ? radar.thresholdSnr : quantile(strong, 0.5);
  measurementSigmasInto(radar, median, sigmas);
  return { sigmaRange: sigmas[0], sigmaAzimuth: sigmas[1], sigmaElevation: sigmas[2] };
}

/**
 * Azimuths that a sensor swept in this step, the whole turn as [−π, π]; null where it finished no search. A rotating
 * antenna’s steps meet edge to edge.
 */
export function sweptSector(sensor: Sensor, tick: number, stepS: number): [number, number] | null {
  const { radar, phase, boresight } = sensor;
  const from = beamTurns(radar, phase, tick, stepS);
  const to = beamTurns(radar, phase, tick + 1, stepS);
  if (radar.rotating) return to - from >= 1 ? [-Math.PI, Math.PI] : [wrapPi(TWO_PI * from), wrapPi(TWO_PI * to)];
  if (Math.floor(to) === Math.floor(from)) return null;
  if (radar.sectorHalfWidth >= Math.PI) return [-Math.PI, Math.PI];
  return [wrapPi(boresight - radar.sectorHalfWidth), wrapPi(boresight + radar.sectorHalfWidth)];
}

/**
 * Fills a scan with what a sensor measured: the position of a report, ECEF, was made from range and direction, and turns
 * back into them. Row k of the scan is row `first` + k of the positions.
 */
export function measuredInto(scan: Scan, positionEcef: Float64Array, first: number, place: PlatformState): void {
  for (let row = 0; row < scan.count; row++) {
    const at = 3 * (first + row);
    enuInto(place.basis, place.positionEcef, positionEcef[at], positionEcef[at + 1], positionEcef[at + 2], enu);
    const [east, north, up] = enu;
    const range = Math.sqrt(east * east + north * north + up * up);
    scan.range[row] = range;
    scan.azimuth[row] = atan2(east, north);
    scan.elevation[row] = range > 0 ? asin(Math.max(-1, Math.min(1, up / range))) : 0;
  }
}
