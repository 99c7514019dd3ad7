import { radians } from '../../engine/math/index.js';
import { NORTH_MARKER, SECTOR_CROSSING } from './cat034.js';
import { unwrapClock } from './clock.js';
import type { AsterixProblemCode } from './problems.js';
import { type AsterixRecord, numberOf, textOf } from './record.js';

/** One target report, in the radar's own polar terms. */
export interface Plot {
  /** UTC seconds from the midnight before the file's first report; negative where another radar's are of the day before. */
  readonly time: number;
  /** Slant range, m. */
  readonly range: number;
  /** rad, clockwise from north, 0 … 2π. */
  readonly azimuth: number;
  /** NaN where it has none, or one that is not validated or is garbled. */
  readonly flightLevel: number;
  /** Mode S address, or −1. */
  readonly address: number;
  /** Mode 3/A code, or −1. */
  readonly mode3A: number;
  readonly callsign?: string;
  /** I048/020 TYP; 2 (single SSR) where the item is missing. */
  readonly type: number;
}

/** What one radar sent, in order of time. */
export interface RadarReports {
  readonly sac: number;
  readonly sic: number;
  readonly plots: readonly Plot[];
  readonly norths: readonly number[];
  readonly crossings: readonly { readonly time: number; readonly azimuth: number }[];
  /** I034/041, s. */
  readonly periods: readonly number[];
  /** The different positions of I034/120, in the order in which they came. */
  readonly places: readonly { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number }[];
  /** What was not taken, or was put right: code → count. */
  readonly counts: ReadonlyMap<AsterixProblemCode, number>;
}

interface Gathered {
  readonly sac: number;
  readonly sic: number;
  readonly reports: AsterixRecord[];
  readonly services: AsterixRecord[];
  readonly counts: Map<AsterixProblemCode, number>;
}

const TURN_DEG = 360;

/** Why a report cannot be a plot, or null. */
function refusal(record: AsterixRecord, takeSimulated: boolean): AsterixProblemCode | null {
  const rho = numberOf(record, '040', 'rho');
  const theta = numberOf(record, '040', 'thetaDeg');
  const time = numberOf(record, '140', 'time');
  if (rho === undefined || theta === undefined || time === undefined) return 'AST-021';
  if (!(rho >= 0 && rho < Infinity && theta >= 0 && theta < TURN_DEG && time >= 0 && time < 86400)) return 'AST-022';
  if (numberOf(record, '020', 'TYP') === 0) return 'AST-025';
  if (numberOf(record, '020', 'RAB') === 1) return 'AST-024';
  const simulated = numberOf(record, '020', 'SIM') === 1 || numberOf(record, '020', 'TST') === 1;
  return simulated && !takeSimulated ? 'AST-023' : null;
}

/** A value of an item whose V and G bits (not validated, garbled) are clear. */
function trusted(record: AsterixRecord, item: string, field: string): number | undefined {
  if (numberOf(record, item, 'V') === 1 || numberOf(record, item, 'G') === 1) return undefined;
  return numberOf(record, item, field);
}

function plotOf(record: AsterixRecord, time: number): Plot {
  const callsign = textOf(record, '240', 'identification');
  return {
    time,
    range: numberOf(record, '040', 'rho')!,
    azimuth: radians(numberOf(record, '040', 'thetaDeg')!),
    flightLevel: trusted(record, '090', 'flightLevel') ?? Number.NaN,
    address: numberOf(record, '220', 'address') ?? -1,
    mode3A: trusted(record, '070', 'mode3A') ?? -1,
    type: numberOf(record, '020', 'TYP') ?? 2,
    ...(callsign ? { callsign } : {}),
  };
}

const samePlot = (a: Plot, b: Plot): boolean =>
  a.time === b.time && a.range === b.range && a.azimuth === b.azimuth && a.address === b.address;

function inOrder(plots: Plot[], count: (code: AsterixProblemCode) => void): Plot[] {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { time } of plots) {
    if (time < latest) count('AST-027');
    else latest = time;
  }
  const sorted = [...plots].sort(
    (a, b) => a.time - b.time || a.azimuth - b.azimuth || a.range - b.range || a.address - b.address,
  );
  return sorted.filter((plot, i) => {
    if (i === 0 || !samePlot(sorted[i - 1], plot)) return true;
    count('AST-026');
    return false;
  });
}

function placesOf(services: readonly AsterixRecord[], count: (code: AsterixProblemCode) => void) {
  const places: { latDeg: number; lonDeg: number; heightM: number }[] = [];
  for (const record of services) {
    const latDeg = numberOf(record, '120', 'latDeg');
    const lonDeg = numberOf(record, '120', 'lonDeg');
    const heightM = numberOf(record, '120', 'height');
    if (latDeg === undefined || lonDeg === undefined || heightM === undefined) continue;
    if (!(Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180)) count('AST-032');
    else if (!places.some((p) => p.latDeg === latDeg && p.lonDeg === lonDeg && p.heightM === heightM)) {
      places.push({ latDeg, lonDeg, heightM });
    }
  }
  if (places.length > 1) count('AST-031');
  return places;
}

function reportsOf(gathered: Gathered, near: number, takeSimulated: boolean): RadarReports {
  const { sac, sic, counts } = gathered;
  const count = (code: AsterixProblemCode, by = 1): void => {
    counts.set(code, (counts.get(code) ?? 0) + by);
  };
  const usable = gathered.reports.filter((record) => {
    const why = refusal(record, takeSimulated);
    if (why) count(why);
    return !why;
  });
  // One clock for both kinds of message, in the order of the file.
  const timed = gathered.services.filter((record) => numberOf(record, '030', 'time') !== undefined);
  const sent = [...usable, ...timed].sort((a, b) => a.offset - b.offset);
  const clock = unwrapClock(
    sent.map((record) => numberOf(record, record.category === 48 ? '140' : '030', 'time')!),
    near,
  );
  if (clock.jumps > 0) count('AST-028', clock.jumps);
  const plots: Plot[] = [];
  const norths: number[] = [];
  const crossings: { time: number; azimuth: number }[] = [];
  sent.forEach((record, i) => {
    const time = clock.times[i];
    if (Number.isNaN(time)) return;
    if (record.category === 48) {
      plots.push(plotOf(record, time));
      return;
    }
    const type = numberOf(record, '000', 'type');
    const sectorDeg = numberOf(record, '020', 'sectorDeg');
    if (type === NORTH_MARKER) norths.push(time);
    if (type === SECTOR_CROSSING && sectorDeg !== undefined) crossings.push({ time, azimuth: radians(sectorDeg) });
  });
  norths.sort((a, b) => a - b);
  crossings.sort((a, b) => a.time - b.time);
  const periods = gathered.services.flatMap((record) => numberOf(record, '041', 'period') ?? []);
  const places = placesOf(gathered.services, count);
  return { sac, sic, plots: inOrder(plots, count), norths, crossings, periods, places, counts };
}

/**
 * Sorts the records of categories 048 and 034 by radar and makes plots of them, in order of time. What is refused is
 * counted by radar. Records without I048/010 or I034/010 go to SAC 0, SIC 0 and count as AST-021.
 */
export function reportsByRadar(records: readonly AsterixRecord[], takeSimulated: boolean): RadarReports[] {
  const radars = new Map<number, Gathered>();
  let near = Number.NaN;
  for (const record of records) {
    if (record.category !== 48 && record.category !== 34) continue;
    const sac = numberOf(record, '010', 'SAC') ?? 0;
    const sic = numberOf(record, '010', 'SIC') ?? 0;
    const key = sac * 256 + sic;
    let radar = radars.get(key);
    if (!radar) {
      radar = { sac, sic, reports: [], services: [], counts: new Map() };
      radars.set(key, radar);
    }
    if (!record.items.has('010')) radar.counts.set('AST-021', (radar.counts.get('AST-021') ?? 0) + 1);
    else if (record.category === 48) radar.reports.push(record);
    else radar.services.push(record);
    // The first time of the file fixes the day for all radars: whichever side of midnight another one starts on.
    const time =
      record.category === 48 && refusal(record, takeSimulated) === null ? numberOf(record, '140', 'time') : undefined;
    if (Number.isNaN(near) && time !== undefined) near = time;
  }
  const sorted = [...radars.values()].sort((a, b) => a.sac - b.sac || a.sic - b.sic);
  return sorted.map((gathered) => reportsOf(gathered, Number.isNaN(near) ? 0 : near, takeSimulated));
}
