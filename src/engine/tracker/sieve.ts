import { makeScan, type Scan, type ScanSensor } from '../types/index.js';

/** Most detections in one scan that are tracked; see docs/tracking.md for the time and memory that they take. */
export const MOST_PLOTS_IN_SCAN = 20_000;

/** Detections or scans of one kind that were left out or moved. */
export interface ScanProblem {
  readonly message: string;
  /** Detections concerned, or scans where `of` says so. */
  readonly count: number;
  readonly of: 'plots' | 'scans';
  /** The first of them: time of the scan, s, its sensor, and row of the detection (−1: the whole scan). */
  readonly first: readonly { readonly time: number; readonly sensor: string; readonly row: number }[];
}

export interface SievedScans {
  /** In order of time. */
  readonly scans: readonly Scan[];
  /** Where each scan stood among those given. */
  readonly given: readonly number[];
  /** Row that each detection of a scan had in the scan given; undefined: the same. */
  readonly rows: readonly (Int32Array | undefined)[];
  readonly problems: readonly ScanProblem[];
}

const PLACES_TOLD = 5;

/** What makes a sensor's detections worthless, in words; undefined: nothing. What it does not measure needs no sigma. */
export function sensorFault(sensor: ScanSensor, scans: readonly Scan[]): string | undefined {
  const measures = (name: 'range' | 'elevation' | 'height'): boolean =>
    scans.some((scan) => scan.sensor.id === sensor.id && scan[name].some((value) => !Number.isNaN(value)));
  const sigmas: [string, number, boolean][] = [
    ['sigma of range', sensor.sigmaRange, measures('range')],
    ['sigma of azimuth', sensor.sigmaAzimuth, true],
    ['sigma of elevation', sensor.sigmaElevation, measures('elevation')],
    ['sigma of height', sensor.sigmaHeight, measures('height')],
  ];
  const bad = sigmas.find(([, value, needed]) => needed && !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (bad) return `${bad[0]} must be a number above 0; got ${bad[1]}`;
  if (!(sensor.detectionProbability > 0 && sensor.detectionProbability <= 1))
    return `detection probability must be above 0 and at most 1; got ${sensor.detectionProbability}`;
  if (!(sensor.minRange >= 0 && sensor.maxRange > sensor.minRange))
    return `range must reach from 0 or more to more than that; got ${sensor.minRange}–${sensor.maxRange} m`;
  if (sensor.clutterDensity < 0) return `clutter density must be 0 or more; got ${sensor.clutterDensity}`;
  return undefined;
}

/**
 * Scans as a tracker can take them: in order of time, none twice, every detection with a direction and, of a sensor that
 * measures range, a range. Whatever is left out or moved is counted and told; scans without fault are passed as they are.
 */
export function sieveScans(given: readonly Scan[]): SievedScans {
  const found = new Map<string, { count: number; of: 'plots' | 'scans'; first: ScanProblem['first'][number][] }>();
  const tell = (message: string, scan: Scan, row: number): void => {
    const problem = found.get(message) ?? { count: 0, of: row < 0 ? 'scans' : 'plots', first: [] };
    problem.count++;
    if (problem.first.length < PLACES_TOLD) problem.first.push({ time: scan.time, sensor: scan.sensor.id, row });
    found.set(message, problem);
  };

  const order: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  given.forEach((scan, k) => {
    if (!Number.isFinite(scan.time)) tell('scans without a time: left out with their plots', scan, -1);
    else if (scan.count > MOST_PLOTS_IN_SCAN)
      tell(`scans of more than ${MOST_PLOTS_IN_SCAN} plots: left out whole`, scan, -1);
    else {
      if (scan.time < latest) tell('scans earlier than the one before: put in their place', scan, -1);
      latest = Math.max(latest, scan.time);
      order.push(k);
    }
  });
  order.sort((a, b) => given[a].time - given[b].time || a - b);

  const scans: Scan[] = [];
  const places: number[] = [];
  const rows: (Int32Array | undefined)[] = [];
  // Scans of one sensor and time that were already taken; time goes on, so older ones can be forgotten.
  let now = Number.NaN;
  let taken = new Map<string, Scan[]>();
  for (const k of order) {
    const scan = given[k];
    if (scan.time !== now) {
      now = scan.time;
      taken = new Map();
    }
    const others = taken.get(scan.sensor.id) ?? [];
    if (others.some((other) => sameScan(other, scan))) {
      tell('scans given twice: taken once', scan, -1);
      continue;
    }
    taken.set(scan.sensor.id, [...others, scan]);
    const good = soundRows(scan, tell);
    scans.push(good === undefined ? scan : pick(scan, good));
    places.push(k);
    rows.push(good);
  }
  const problems = [...found].map(([message, problem]) => ({ message, ...problem }));
  return { scans, given: places, rows, problems };
}

/** Rows of the detections that can be used; undefined: all. */
function soundRows(scan: Scan, tell: (message: string, scan: Scan, row: number) => void): Int32Array | undefined {
  const { count, sensor } = scan;
  const ranged = sensor.sigmaRange > 0;
  const good: number[] = [];
  for (let row = 0; row < count; row++) {
    const fault = plotFault(scan, row, ranged);
    if (fault === undefined) good.push(row);
    else tell(`${fault}: left out`, scan, row);
  }
  return good.length === count ? undefined : Int32Array.from(good);
}

function plotFault(scan: Scan, row: number, ranged: boolean): string | undefined {
  const range = scan.range[row];
  const azimuth = scan.azimuth[row];
  const elevation = scan.elevation[row];
  const infinite = [range, azimuth, elevation, scan.rangeRate[row], scan.height[row], scan.delay[row]].some(
    (value) => Math.abs(value) === Number.POSITIVE_INFINITY,
  );
  if (infinite || Number.isNaN(scan.delay[row])) return 'plots with an infinite number or no time';
  if (Number.isNaN(azimuth)) return 'plots without an azimuth';
  if (ranged && Number.isNaN(range)) return 'plots without a range';
  if (range <= 0) return 'plots of negative range or none';
  if (Math.abs(azimuth) > TURN) return 'plots with an azimuth beyond a turn';
  if (Math.abs(elevation) > QUARTER) return 'plots with an elevation beyond straight up or down';
  return undefined;
}

/** A turn and a quarter of one, rad, with room for the rounding of files. */
const TURN = 2 * Math.PI + 1e-6;
const QUARTER = Math.PI / 2 + 1e-6;

const COLUMNS = ['range', 'azimuth', 'elevation', 'rangeRate', 'height', 'delay', 'address'] as const;

/** The same detections in the same order. Two scans without any, of one sensor at one time, say the same thing twice. */
function sameScan(a: Scan, b: Scan): boolean {
  if (a.count !== b.count || a.sector?.[0] !== b.sector?.[0] || a.sector?.[1] !== b.sector?.[1]) return false;
  return COLUMNS.every((name) => a[name].every((value, row) => Object.is(value, b[name][row])));
}

function pick(scan: Scan, rows: Int32Array): Scan {
  const picked = makeScan(scan.sensor, scan.time, rows.length, scan.sector);
  for (const name of COLUMNS) {
    for (let k = 0; k < rows.length; k++) picked[name][k] = scan[name][rows[k]];
  }
  return picked;
}
