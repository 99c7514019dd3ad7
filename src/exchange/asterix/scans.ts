import { radians } from '../../engine/math/index.js';
import { makeScan, type Scan, type ScanSensor } from '../../engine/types/index.js';
import { accuracyOf, isPrimaryOnly } from './accuracy.js';
import { type PeriodSource, periodOf } from './antenna.js';
import { heightOfLevel, SIGMA_HEIGHT } from './level.js';
import { localAt, type Place, poseIn } from './place.js';
import { type Plot, type RadarReports, reportsByRadar } from './plots.js';
import { ASTERIX_PROBLEMS, type AsterixProblemCode } from './problems.js';
import type { Recording } from './recording.js';
import { NAUTICAL_MILE } from './scale.js';
import { sectorsOf } from './sectors.js';

/** Where a radar stands, as a user gives it. */
export interface RadarPlace extends Place {
  readonly sac: number;
  readonly sic: number;
}

/** A user's word on a radar: where it stands and, where known, how well it measures. */
export interface RadarGiven extends RadarPlace {
  readonly sigmaRangeM?: number;
  readonly sigmaAzimuthDeg?: number;
  readonly detectionProbability?: number;
}

export interface ScansOptions {
  /** What is known of radars; their positions go before what I034/120 says. */
  readonly radars?: readonly RadarGiven[];
  /** Take simulated and test targets as well (I048/020 SIM, TST); they are left out and counted otherwise. */
  readonly takeSimulated?: boolean;
}

/** What a row of a scan came from. Identity stands here so that it can score a tracker that does not read it. */
export interface PlotOrigin {
  /** UTC seconds from the midnight before the recording's earliest plot; goes on beyond 86 400. */
  readonly timeS: number;
  readonly sac: number;
  readonly sic: number;
  /** Mode S address, 24 bits. */
  readonly modeS?: number;
  /** Mode 3/A code, four octal digits as a number: '7500' is 0o7500. Validated and not garbled. */
  readonly mode3A?: number;
  /** How it was found: I048/020 TYP, 1 primary … 7 roll-call and primary. */
  readonly type: number;
  readonly callsign?: string;
}

/** A radar of a recording, with what was assumed of it. */
export interface RecordedRadar extends RadarPlace {
  /** ScanSensor.id: 'SAC/SIC'. */
  readonly id: string;
  readonly placeFrom: 'given' | 'I034/120';
  readonly periodS: number;
  readonly periodFrom: PeriodSource;
  readonly plots: number;
}

/** Something of a recording that could not be used, or was assumed, and how often. */
export interface ScansProblem {
  readonly code: AsterixProblemCode;
  readonly sac: number;
  readonly sic: number;
  readonly count: number;
  readonly message: string;
}

export interface RecordedScans {
  /** In order of time over all radars. */
  readonly scans: readonly Scan[];
  /** Origin of the tangent plane, on the ellipsoid: x east, y north, z up of it. */
  readonly frame: Place;
  /** plots[i][row] tells of row `row` of scans[i]. */
  readonly plots: readonly (readonly PlotOrigin[])[];
  readonly radars: readonly RecordedRadar[];
  readonly problems: readonly ScansProblem[];
}

const DAY = 86400;
/** Ranges of coverage are those seen, rounded up to so many metres. */
const RANGE_STEP = 10 * NAUTICAL_MILE;
/** Coverage in elevation, rad: a little below the horizon, and the cone of silence of a secondary radar. Assumed. */
const LOWEST = radians(-1);
const HIGHEST = radians(45);

const possiblePlace = ({ latDeg, lonDeg, heightM }: Place): boolean =>
  Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && Math.abs(heightM) < 1e5;

/** The mean of the places, on the ellipsoid; longitudes about that of the first. Of none: 0°, 0°. */
function middleOf(places: readonly Place[]): Place {
  if (places.length === 0) return { latDeg: 0, lonDeg: 0, heightM: 0 };
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const about = places[0].lonDeg;
  const apart = places.map(({ lonDeg }) => lonDeg - about - 360 * Math.round((lonDeg - about) / 360));
  const lonDeg = about + mean(apart);
  return { latDeg: mean(places.map((p) => p.latDeg)), lonDeg: lonDeg - 360 * Math.round(lonDeg / 360), heightM: 0 };
}

/**
 * Whether a Mode 3/A code is one that many aircraft may send at once (1000, 2000, 7000 …): its last two digits are 00. Other
 * codes are discrete (definition in ICAO Doc 4444, PANS-ATM, by SKYbrary, “Discrete and Non-discrete SSR Codes”).
 */
const isShared = (mode3A: number): boolean => mode3A % 64 === 0;

/** Successive reports of the same address, or where there is none of the same Mode 3/A code, unless many share it. */
function pairsOf(plots: readonly Plot[]): [Plot, Plot][] {
  const last = new Map<number, Plot>();
  const pairs: [Plot, Plot][] = [];
  for (const plot of plots) {
    const identity =
      plot.address >= 0 ? plot.address : plot.mode3A >= 0 && !isShared(plot.mode3A) ? -1 - plot.mode3A : Number.NaN;
    if (Number.isNaN(identity)) continue;
    const before = last.get(identity);
    if (before) pairs.push([before, plot]);
    last.set(identity, plot);
  }
  return pairs;
}

function originOf(plot: Plot, { sac, sic }: RadarReports, shift: number): PlotOrigin {
  return {
    timeS: plot.time + shift,
    sac,
    sic,
    type: plot.type,
    ...(plot.address >= 0 ? { modeS: plot.address } : {}),
    ...(plot.mode3A >= 0 ? { mode3A: plot.mode3A } : {}),
    ...(plot.callsign ? { callsign: plot.callsign } : {}),
  };
}

function scanOf(sensor: ScanSensor, time: number, sector: readonly [number, number], plots: readonly Plot[]): Scan {
  const scan = makeScan(sensor, time, plots.length, sector);
  plots.forEach((plot, row) => {
    scan.range[row] = plot.range;
    scan.azimuth[row] = plot.azimuth;
    scan.height[row] = heightOfLevel(plot.flightLevel);
    scan.address[row] = plot.address;
  });
  return scan;
}

interface Placed {
  readonly reports: RadarReports;
  readonly place: Place;
  readonly from: RecordedRadar['placeFrom'];
  readonly given?: RadarGiven;
}

function sensorOf({ reports, place, given }: Placed, frame: Place, id: string, period: number): ScanSensor {
  const { plots } = reports;
  const usual = accuracyOf(plots.length, plots.filter((plot) => isPrimaryOnly(plot.type)).length);
  const farthest = plots.reduce((most, plot) => Math.max(most, plot.range), 0);
  return {
    id,
    ...poseIn(localAt(frame), localAt(place)),
    sigmaRange: given?.sigmaRangeM ?? usual.sigmaRange,
    sigmaAzimuth: given?.sigmaAzimuthDeg === undefined ? usual.sigmaAzimuth : radians(given.sigmaAzimuthDeg),
    sigmaElevation: 0,
    sigmaRangeRate: 0,
    sigmaHeight: SIGMA_HEIGHT,
    minRange: 0,
    maxRange: Math.max(RANGE_STEP, Math.ceil(farthest / RANGE_STEP) * RANGE_STEP),
    minElevation: LOWEST,
    maxElevation: HIGHEST,
    detectionProbability: given?.detectionProbability ?? usual.detectionProbability,
    clutterDensity: Number.NaN,
    period,
  };
}

/**
 * Makes scans of a recording's target reports (category 048), an eighth of a turn each, in a tangent plane at the middle
 * of the radars. A sector in which nothing was found while the antenna turned on gives an empty scan; a silence gives
 * none. `scan.time` is that of its earliest plot, `delay` tells how much later the others are. Range is the slant range as
 * measured and `height` the flight level's. Radars without a position give no scans but a problem that names them.
 */
export function scansOfRecording(recording: Pick<Recording, 'records'>, options: ScansOptions = {}): RecordedScans {
  const problems: ScansProblem[] = [];
  const tell = (code: AsterixProblemCode, sac: number, sic: number, count: number): void => {
    const [title, meaning] = ASTERIX_PROBLEMS[code];
    problems.push({ code, sac, sic, count, message: `radar SAC ${sac} SIC ${sic}: ${title} (${count}). ${meaning}` });
  };
  const placed: Placed[] = [];
  for (const reports of reportsByRadar(recording.records, options.takeSimulated ?? false)) {
    const { sac, sic } = reports;
    for (const [code, count] of [...reports.counts].sort(([a], [b]) => (a < b ? -1 : 1))) tell(code, sac, sic, count);
    if (reports.plots.length === 0) continue;
    const given = options.radars?.find((radar) => radar.sac === sac && radar.sic === sic);
    if (given && !possiblePlace(given)) tell('AST-032', sac, sic, 1);
    const usable = given && possiblePlace(given) ? given : undefined;
    const place = usable ?? reports.places[0];
    if (place) placed.push({ reports, place, from: usable ? 'given' : 'I034/120', given: usable });
    else tell('AST-020', sac, sic, reports.plots.length);
  }
  const frame = middleOf(placed.map(({ place }) => place));
  // A radar that begins before midnight where the file's first report is after it: the day is that of the earliest.
  const earliest = placed.reduce((least, { reports }) => Math.min(least, reports.plots[0].time), 0);
  const shift = DAY * Math.ceil(-earliest / DAY);

  const made: { scan: Scan; plots: PlotOrigin[] }[] = [];
  const radars: RecordedRadar[] = [];
  for (const radar of placed) {
    const { reports, place } = radar;
    const { sac, sic, plots, norths, crossings, periods } = reports;
    const { period, from } = periodOf({ told: periods, norths, crossings, pairs: pairsOf(plots), plots });
    if (from === 'assumed') tell('AST-030', sac, sic, 1);
    const id = `${sac}/${sic}`;
    const sensor = sensorOf(radar, frame, id, period);
    const { sectors, silences, astray } = sectorsOf(reports, period);
    if (silences > 0) tell('AST-029', sac, sic, silences);
    if (astray > 0) tell('AST-033', sac, sic, astray);
    for (const sector of sectors) {
      const scan = scanOf(sensor, sector.time + shift, sector.azimuths, sector.plots);
      sector.plots.forEach((plot, row) => {
        scan.delay[row] = plot.time - sector.time;
      });
      made.push({ scan, plots: sector.plots.map((plot) => originOf(plot, reports, shift)) });
    }
    const { latDeg, lonDeg, heightM } = place;
    radars.push({
      id,
      sac,
      sic,
      latDeg,
      lonDeg,
      heightM,
      placeFrom: radar.from,
      periodS: period,
      periodFrom: from,
      plots: plots.length - astray,
    });
  }
  // Array.prototype.sort is stable: scans of one moment stay in the order of SAC and SIC.
  made.sort((a, b) => a.scan.time - b.scan.time);
  return { scans: made.map(({ scan }) => scan), frame, plots: made.map(({ plots: rows }) => rows), radars, problems };
}
