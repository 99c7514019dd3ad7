import { makeScan, type Scan, type ScanSensor, type StateHistory } from '../engine/types/index.js';
import { FieldReader, type Fields, type Read, readJson } from './faults.js';

/** The tracking bench's format: radar plots, the truth behind them and tracks, JSON, in metres, seconds and radians. */
export const BENCH_FORMAT = 'iamd-tracking-bench/1';

/** Which recording a file belongs to. Scan k is at k × `period`. */
export interface BenchHead {
  readonly case: string;
  readonly seed: string;
  readonly scans: number;
  /** s */
  readonly period: number;
}

/** The radar of a recording, in the frame east, north, up of its plots. */
export interface BenchRadar {
  /** m */
  readonly position: readonly [number, number, number];
  /** One-sigma errors, m and rad. */
  readonly sigmaRange: number;
  readonly sigmaAzimuth: number;
  readonly sigmaElevation: number;
  /** m */
  readonly minRange: number;
  readonly maxRange: number;
  readonly detectionProbability: number;
  /** False plots a scan. */
  readonly clutterMean: number;
  /** The same for each m of range, rad of azimuth and rad of elevation of the box below. */
  readonly clutterDensity: number;
  /** Elevations between which false plots lie, rad. */
  readonly clutterElevation: readonly [number, number];
}

export interface BenchScan {
  readonly k: number;
  /** s */
  readonly t: number;
  /** Three a row: range, m; azimuth clockwise from north, rad; elevation, rad. */
  readonly plots: Float64Array;
}

export interface BenchPlots {
  readonly head: BenchHead;
  readonly radar: BenchRadar;
  /** In rising order of k and t. */
  readonly scans: readonly BenchScan[];
}

export interface BenchTruth {
  readonly head: BenchHead;
  readonly objects: readonly StateHistory[];
}

export interface BenchTracks {
  readonly case: string;
  readonly seed: string;
  /** As the tracker told it. */
  readonly timing?: Fields;
  readonly tracks: readonly StateHistory[];
}

const MOST_SCANS = 1_000_000;
const MOST = Number.MAX_VALUE;
const QUARTER_TURN = 1.5707963267948966;
const TURN = 6.283185307179586;
const LEAST_SIGMA = 1e-9;

/** Reads `CASE.plots.json`, given as text or parsed. */
export function readBenchPlots(input: unknown): Read<BenchPlots> {
  return readDocument(input, 'scanData', (read, fields) => {
    const head = readHead(read, fields);
    const radar = readRadar(read, fields.radar);
    const scans = read.list(fields.scanData, 'scanData').map((scan, n) => readScan(read, scan, `scanData[${n}]`, head));
    for (let n = 1; n < scans.length; n++) {
      const [before, scan] = [scans[n - 1], scans[n]];
      if (scan.k > before.k && scan.t > before.t) continue;
      const message = `scans must be in order of time, each once; scan ${scan.k} at ${scan.t} s follows scan ${before.k} at ${before.t} s`;
      read.tell('SCN-024', `scanData[${n}]`, message);
    }
    return { head, radar, scans };
  });
}

/** Reads `CASE.truth.json`, given as text or parsed. */
export function readBenchTruth(input: unknown): Read<BenchTruth> {
  return readDocument(input, 'targets', (read, fields) => {
    const head = readHead(read, fields);
    return { head, objects: readHistories(read, fields.targets, 'targets', head.scans, true) };
  });
}

/** Reads a tracks file, given as text or parsed, of the recording that `head` names. */
export function readBenchTracks(input: unknown, head: BenchHead): Read<BenchTracks> {
  return readDocument(input, 'tracks', (read, fields) => {
    const name = read.text(fields.case, 'case');
    const seed = readSeed(read, fields.seed);
    if (read.faults.length === 0 && (name !== head.case || seed !== head.seed)) {
      const message = `the truth is of case ${head.case}, seed ${head.seed}; the tracks are of case ${name}, seed ${seed}`;
      read.tell('SCN-123', '', message);
      // What else would be told are mistakes of a file that is not wanted.
      return { case: name, seed, tracks: [] };
    }
    const timing = fields.timing === undefined ? undefined : read.object(fields.timing, 'timing');
    const tracks = readHistories(read, fields.tracks, 'tracks', head.scans, false);
    return { case: name, seed, ...(timing && { timing }), tracks };
  });
}

/** Parses, and makes sure of the format and of the list that makes the document what is wanted. */
function readDocument<T>(input: unknown, list: string, body: (read: FieldReader, fields: Fields) => T): Read<T> {
  const json = readJson(input);
  if (json.faults) return json;
  const read = new FieldReader();
  const fields = read.object(json.value, '');
  if (!fields) return { faults: read.faults };
  if (fields.format !== BENCH_FORMAT) {
    const got = typeof fields.format === 'string' ? `‘${fields.format.slice(0, 60)}’` : 'none';
    read.tell('SCN-121', 'format', `the format must be ${BENCH_FORMAT}; got ${got}`);
    return { faults: read.faults };
  }
  if (fields[list] === undefined) {
    const others: Record<string, string> = { scanData: 'plots', targets: 'the truth', tracks: 'tracks' };
    const other = Object.keys(others).find((name) => fields[name] !== undefined);
    const got = other ? `, it holds ${others[other]}` : '';
    read.tell('SCN-121', list, `a file of ${others[list]} is wanted here: this one has no ${list}${got}`);
    return { faults: read.faults };
  }
  return read.result(body(read, fields));
}

function readHead(read: FieldReader, fields: Fields): BenchHead {
  return {
    case: read.text(fields.case, 'case'),
    seed: readSeed(read, fields.seed),
    scans: read.whole(fields.scans, 'scans', 1, MOST_SCANS),
    period: read.number(fields.scanPeriod_s, 'scanPeriod_s', 0.001, 86_400, ' s'),
  };
}

const readSeed = (read: FieldReader, seed: unknown): string =>
  Number.isInteger(seed) ? `${seed}` : read.text(seed, 'seed');

function readRadar(read: FieldReader, value: unknown): BenchRadar {
  const radar = read.object(value, 'radar') ?? {};
  const number = (key: string, least: number, greatest: number) =>
    read.number(radar[key], `radar.${key}`, least, greatest);
  const row = (value: unknown, path: string, length: number): readonly number[] => {
    const list = read.list(value, path);
    if (list.length !== length) read.tell('SCN-013', path, `must hold ${length} numbers; got ${list.length}`);
    return Array.from({ length }, (_, n) => (read.finite(list[n] ?? 0, `${path}[${n}]`) ? (list[n] as number) : 0));
  };
  const [nearest, farthest] = [number('minRange_m', 0, MOST), number('maxRange_m', 0, MOST)];
  if (nearest > farthest)
    read.tell('SCN-024', 'radar.minRange_m', `must be at most maxRange_m, ${farthest} m; got ${nearest} m`);
  const box = read.object(radar.clutterBox, 'radar.clutterBox') ?? {};
  return {
    position: row(radar.position_enu_m, 'radar.position_enu_m', 3) as readonly [number, number, number],
    sigmaRange: number('sigmaRange_m', LEAST_SIGMA, MOST),
    sigmaAzimuth: number('sigmaAzimuth_rad', LEAST_SIGMA, TURN),
    sigmaElevation: number('sigmaElevation_rad', LEAST_SIGMA, TURN),
    minRange: nearest,
    maxRange: farthest,
    detectionProbability: number('pd', 0.001, 1),
    clutterMean: number('clutterMeanPerScan', 0, MOST),
    clutterDensity: number('clutterDensity_per_m_rad2', 0, MOST),
    clutterElevation: row(box.elevation_rad, 'radar.clutterBox.elevation_rad', 2) as readonly [number, number],
  };
}

const PLOT_COLUMNS = ['range', 'azimuth', 'elevation'];
const PLOT_LEAST = [0, -TURN, -QUARTER_TURN];
const PLOT_GREATEST = [1e9, TURN, QUARTER_TURN];
const PLOT_UNIT = [' m', ' rad', ' rad'];

function readScan(read: FieldReader, value: unknown, path: string, head: BenchHead): BenchScan {
  const scan = read.object(value, path) ?? {};
  const list = read.list(scan.plots, `${path}.plots`);
  const plots = new Float64Array(3 * list.length);
  for (let i = 0; i < list.length; i++) {
    const row = list[i];
    if (!Array.isArray(row) || row.length !== 3) {
      read.tell('SCN-013', `${path}.plots[${i}]`, 'a plot must be [range_m, azimuth_rad, elevation_rad]');
      continue;
    }
    for (let s = 0; s < 3; s++) {
      if (row[s] >= PLOT_LEAST[s] && row[s] <= PLOT_GREATEST[s] && typeof row[s] === 'number')
        plots[3 * i + s] = row[s];
      else read.number(row[s], `${path}.plots[${i}] ${PLOT_COLUMNS[s]}`, PLOT_LEAST[s], PLOT_GREATEST[s], PLOT_UNIT[s]);
    }
  }
  return {
    k: read.whole(scan.k, `${path}.k`, 0, head.scans - 1),
    t: read.finite(scan.t, `${path}.t`) ? scan.t : 0,
    plots,
  };
}

function readHistories(
  read: FieldReader,
  value: unknown,
  path: string,
  scans: number,
  velocities: boolean,
): readonly StateHistory[] {
  const ids = new Map<string, number>();
  // The last history and row that had a state in each scan.
  const seenBy = new Int32Array(scans).fill(-1);
  return read.list(value, path).map((item, n) => {
    const fields = read.object(item, `${path}[${n}]`) ?? {};
    const id = read.text(fields.id, `${path}[${n}].id`);
    const before = ids.get(id);
    if (before === undefined) ids.set(id, n);
    else read.tell('SCN-015', `${path}[${n}].id`, `an id is never used again; ${path}[${before}] has ‘${id}’ too`);
    const states = read.list(fields.states, `${path}[${n}].states`);
    const scan = new Int32Array(states.length);
    const state = new Float64Array(6 * states.length).fill(Number.NaN);
    for (let r = 0; r < states.length; r++) {
      const row = states[r];
      const wide = Array.isArray(row) && (row.length === 7 || (row.length === 4 && !velocities));
      if (!wide) {
        const wanted = velocities ? '[k, e, n, u, ve, vn, vu]' : '[k, e, n, u] or [k, e, n, u, ve, vn, vu]';
        const got = Array.isArray(row) ? `; got ${row.length} numbers` : '';
        read.tell('SCN-013', `${path}[${n}].states[${r}]`, `a state must be ${wanted}${got}`);
        continue;
      }
      const k = row[0];
      // The first test passes what is right; the reader names what is wrong.
      if (!(Number.isInteger(k) && k >= 0 && k < scans)) {
        read.whole(k, `${path}[${n}].states[${r}] scan`, 0, scans - 1);
        continue;
      }
      if (seenBy[k] === n)
        read.tell('SCN-122', `${path}[${n}].states[${r}]`, `‘${id}’ must have one state in scan ${k}; this is another`);
      seenBy[k] = n;
      scan[r] = k;
      for (let s = 1; s < row.length; s++) {
        if (Number.isFinite(row[s])) state[6 * r + s - 1] = row[s];
        else read.finite(row[s], `${path}[${n}].states[${r}][${s}]`);
      }
    }
    return { id, scan, state };
  });
}

/** A recording's radar as trackers know sensors. The format tells no bounds of elevation. */
export function benchSensor(radar: BenchRadar, period: number): ScanSensor {
  const { position, sigmaRange, sigmaAzimuth, sigmaElevation, minRange, maxRange, detectionProbability } = radar;
  return {
    id: 'radar',
    position,
    rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    sigmaRange,
    sigmaAzimuth,
    sigmaElevation,
    sigmaRangeRate: 0,
    sigmaHeight: 0,
    minRange,
    maxRange,
    minElevation: -QUARTER_TURN,
    maxElevation: QUARTER_TURN,
    detectionProbability,
    clutterDensity: radar.clutterDensity * (radar.clutterElevation[1] - radar.clutterElevation[0]),
    clutterElevation: radar.clutterElevation,
    period,
  };
}

/** The scans of a recording as trackers take them. */
export function benchScans({ head, radar, scans }: BenchPlots): Scan[] {
  const sensor = benchSensor(radar, head.period);
  return scans.map(({ t, plots }) => {
    const count = plots.length / 3;
    const scan = makeScan(sensor, t, count);
    for (let i = 0; i < count; i++) {
      scan.range[i] = plots[3 * i];
      scan.azimuth[i] = plots[3 * i + 1];
      scan.elevation[i] = plots[3 * i + 2];
    }
    return scan;
  });
}

/** What a tracker tells of itself beside its tracks. */
export interface BenchAnswer {
  readonly head: Pick<BenchHead, 'case' | 'seed'>;
  readonly tracker: string;
  readonly settings: object;
  /** As the bench's page asks for; left out where nothing was timed. */
  readonly timing?: object;
  readonly tracks: readonly StateHistory[];
}

/** To a millimetre: the truth is written to a centimetre. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** A tracks file, ready for JSON. */
export function benchTracksDocument({ head, tracker, settings, timing, tracks }: BenchAnswer): object {
  return {
    format: BENCH_FORMAT,
    case: head.case,
    seed: head.seed,
    tracker,
    settings,
    ...(timing && { timing }),
    tracks: tracks.map(({ id, scan, state }) => ({
      id,
      states: Array.from(scan, (k, r) => {
        const row = state.subarray(6 * r, Number.isNaN(state[6 * r + 3]) ? 6 * r + 3 : 6 * r + 6);
        return [k, ...Array.from(row, rounded)];
      }),
    })),
  };
}
