import { TWO_PI, wrapPi } from '../../math/index.js';
import type { Scan, ScanSensor } from '../../types/index.js';
import type { Component, Measure, Measurement } from '../roles/index.js';
import { polarModel, type SensorModel } from './polar.js';

/** A row of a scan that says nothing usable, and why. */
export interface Refusal {
  readonly sensor: string;
  /** Time of the scan, s. */
  readonly time: number;
  readonly row: number;
  /** What is wrong, what was given and what is allowed. */
  readonly reason: string;
}

/** Counts of the rows refused, by the quantity at fault, and the first few of them in full. */
export interface Refusals {
  count: number;
  readonly byCause: Map<string, number>;
  readonly first: Refusal[];
}

/** How many refusals are kept in full: enough to see what is wrong with a recording. */
const KEPT = 20;

export const makeRefusals = (): Refusals => ({ count: 0, byCause: new Map(), first: [] });

/** What a scan's height column is above. */
export interface MeasureOptions {
  /** Radius, m, of the sphere that touches the frame at its origin; the frame's plane z = 0 where left out. */
  readonly earthRadius?: number;
}

const COMPONENTS: readonly Component[] = ['range', 'azimuth', 'elevation', 'rangeRate', 'height'];

/**
 * The measurements of a scan, row by row: of each row what is not NaN, in the order range, azimuth, elevation, range
 * rate, height. A row without azimuth, with a range that is not above 0 (or NaN from a sensor that has a range sigma),
 * an angle beyond its turn, a value that is not finite, or a value whose sigma is not above 0 is refused and noted in
 * `refusals`; without them the first such row throws a RangeError of the same words. Rows of one sensor and one kind
 * share model and noise.
 */
export function measurementsOfScan(scan: Scan, refusals?: Refusals, options: MeasureOptions = {}): Measurement[] {
  const { sensor } = scan;
  const kinds = kindsOf(sensor, options.earthRadius ?? Number.POSITIVE_INFINITY);
  const values = [scan.range, scan.azimuth, scan.elevation, scan.rangeRate, scan.height];
  const sigmas = sigmasOf(sensor);
  const measurements: Measurement[] = [];
  for (let row = 0; row < scan.count; row++) {
    const fault = faultOf(scan, row, sigmas);
    if (fault !== undefined) {
      refuse(scan, row, fault, refusals);
      continue;
    }
    let mask = 0;
    let size = 0;
    for (let c = 0; c < 5; c++) {
      if (Number.isNaN(values[c][row])) continue;
      mask |= 1 << c;
      size++;
    }
    const value = new Float64Array(size);
    for (let c = 0, k = 0; c < 5; c++) {
      if ((mask & (1 << c)) !== 0) value[k++] = c === 1 ? wrapPi(values[c][row]) : values[c][row];
    }
    const { model, noise } = kinds(mask);
    measurements.push({
      model,
      value,
      noise,
      time: scan.time + scan.delay[row],
      sensor,
      row,
      address: scan.address[row],
    });
  }
  return measurements;
}

/** `measurementsOfScan` with its refusals and options bound: a tracker's `Measure`. */
export const makeMeasure =
  (refusals: Refusals, options: MeasureOptions = {}): Measure =>
  (scan) =>
    measurementsOfScan(scan, refusals, options);

const sigmasOf = (s: ScanSensor): readonly number[] => [
  s.sigmaRange,
  s.sigmaAzimuth,
  s.sigmaElevation,
  s.sigmaRangeRate,
  s.sigmaHeight,
];

interface Fault {
  readonly cause: string;
  readonly reason: string;
}

function faultOf(scan: Scan, row: number, sigmas: readonly number[]): Fault | undefined {
  const range = scan.range[row];
  const azimuth = scan.azimuth[row];
  const elevation = scan.elevation[row];
  if (Number.isNaN(range) ? sigmas[0] > 0 : !(range > 0 && range < Number.POSITIVE_INFINITY)) {
    return { cause: 'range', reason: `range must be above 0 m; got ${range} m` };
  }
  if (!(Math.abs(azimuth) <= TWO_PI)) {
    return { cause: 'azimuth', reason: `azimuth must lie within a turn, −2π to 2π rad; got ${azimuth} rad` };
  }
  if (Math.abs(elevation) > Math.PI / 2) {
    return { cause: 'elevation', reason: `elevation must be −π/2 to π/2 rad; got ${elevation} rad` };
  }
  const rest = [range, azimuth, elevation, scan.rangeRate[row], scan.height[row]];
  for (let c = 0; c < 5; c++) {
    if (Number.isNaN(rest[c])) continue;
    const name = COMPONENTS[c];
    if (!Number.isFinite(rest[c])) return { cause: name, reason: `${name} must be a finite number; got ${rest[c]}` };
    if (!(sigmas[c] > 0 && sigmas[c] < Number.POSITIVE_INFINITY)) {
      return {
        cause: `sigma of ${name}`,
        reason: `a measured ${name} needs a sigma above 0, or the ${name} left out as NaN; got sigma ${sigmas[c]}`,
      };
    }
  }
  if (!Number.isFinite(scan.time + scan.delay[row])) {
    return { cause: 'time', reason: `time must be a finite number of seconds; got ${scan.time} + ${scan.delay[row]}` };
  }
  return undefined;
}

function refuse(scan: Scan, row: number, { cause, reason }: Fault, refusals: Refusals | undefined): void {
  const { id } = scan.sensor;
  if (refusals === undefined) {
    throw new RangeError(`sensor ${id}, scan at ${scan.time} s, detection ${row}: ${reason}`);
  }
  refusals.count++;
  refusals.byCause.set(cause, (refusals.byCause.get(cause) ?? 0) + 1);
  if (refusals.first.length < KEPT) refusals.first.push({ sensor: id, time: scan.time, row, reason });
}

interface Kind {
  readonly model: SensorModel;
  readonly noise: Float64Array;
}

/** Models are made once for a sensor and a combination of components; a sensor's record is never changed. */
const made = new WeakMap<ScanSensor, Map<string, Kind>>();

function kindsOf(sensor: ScanSensor, earthRadius: number): (mask: number) => Kind {
  let known = made.get(sensor);
  if (known === undefined) {
    known = new Map();
    made.set(sensor, known);
  }
  const kinds = known;
  return (mask) => {
    const key = `${mask} ${earthRadius}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      const components = COMPONENTS.filter((_, c) => (mask & (1 << c)) !== 0);
      const sigmas = sigmasOf(sensor).filter((_, c) => (mask & (1 << c)) !== 0);
      const noise = new Float64Array(sigmas.length * sigmas.length);
      for (let k = 0; k < sigmas.length; k++) noise[k * (sigmas.length + 1)] = sigmas[k] * sigmas[k];
      kind = { model: polarModel(sensor, components, earthRadius), noise };
      kinds.set(key, kind);
    }
    return kind;
  };
}
