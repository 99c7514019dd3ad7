import { geodeticToEcefInto } from '../engine/earth/index.js';
import { radians } from '../engine/math/index.js';

/** One stretch of an aircraft's flight without a gap: reports in order of time. */
export interface TrafficFlight {
  /** ICAO address in hexadecimal; with `#2`, `#3` … for what follows a gap. */
  readonly id: string;
  /** The same address as a number of 24 bits. */
  readonly address: number;
  /** UTC seconds from the midnight before the first report of the file. */
  readonly times: readonly number[];
  /** Latitude and longitude, rad, and barometric altitude, m: 3 numbers a report. */
  readonly places: readonly number[];
}

/** Rows of one kind that were not used, or not as they stood. */
export interface TrafficProblem {
  readonly message: string;
  readonly count: number;
  /** Lines of the first of them, from 1. */
  readonly lines: readonly number[];
}

export interface Traffic {
  /** Date of the midnight from which times count, `2018-08-01`. */
  readonly date: string;
  readonly rows: number;
  readonly aircraft: number;
  /** In order of id. */
  readonly flights: readonly TrafficFlight[];
  readonly problems: readonly TrafficProblem[];
}

/** Columns that a row needs; others may be there, in any order. */
export const TRAFFIC_COLUMNS = ['time_utc', 'icao24', 'lat_deg', 'lon_deg', 'baro_alt_ft'] as const;

/** m in a foot: exact, International Yard and Pound Agreement, 1959. */
const FOOT = 0.3048;
/** Longest gap between reports, s, over which a flight counts as known. Assumed: six of the 10 s steps of such files. */
const LONGEST_GAP = 60;
/** Fastest that a report may be away from the one before, m/s. Assumed: twice the speed of sound at height, and slack. */
const GREATEST_SPEED = 700;
/** Altitudes that can be meant, ft. Assumed: from the lowest land to above any aircraft that reports. */
const LEAST_ALTITUDE_FT = -1500;
const GREATEST_ALTITUDE_FT = 100_000;
const LINES_TOLD = 5;

interface Row {
  readonly line: number;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly altitude: number;
}

/** Columns that are missing in a header line; empty where all are there. */
export function missingTrafficColumns(header: string): string[] {
  const names = header.trim().split(',');
  return TRAFFIC_COLUMNS.filter((name) => !names.includes(name));
}

/**
 * Reads reports of aircraft (ADS-B) from comma-separated text whose first line names the columns, `missingTrafficColumns`
 * being none. Every row that cannot be used is counted, with its line.
 */
export function readTraffic(text: string): Traffic {
  const lines = text.split(/\r?\n/);
  const names = lines[0].trim().split(',');
  const [timeAt, addressAt, latAt, lonAt, altitudeAt] = TRAFFIC_COLUMNS.map((name) => names.indexOf(name));
  const found = new Map<string, { count: number; lines: number[] }>();
  const tell = (message: string, line: number): void => {
    const kind = found.get(message) ?? { count: 0, lines: [] };
    kind.count++;
    if (kind.lines.length < LINES_TOLD) kind.lines.push(line);
    found.set(message, kind);
  };

  const byAddress = new Map<number, Row[]>();
  let rows = 0;
  let firstDay = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < lines.length; k++) {
    if (lines[k].trim() === '') continue;
    rows++;
    const line = k + 1;
    const cells = lines[k].split(',');
    const time = cells.length === names.length ? utcSeconds(cells[timeAt]) : Number.NaN;
    const address = /^[0-9a-f]{1,6}$/i.test(cells[addressAt] ?? '') ? Number.parseInt(cells[addressAt], 16) : -1;
    const lat = numberOf(cells[latAt]);
    const lon = numberOf(cells[lonAt]);
    const feet = numberOf(cells[altitudeAt]);
    const wrong =
      cells.length !== names.length
        ? `has not the ${names.length} columns of the header`
        : Number.isNaN(time)
          ? 'time is not as 2018-08-01T10:00:00Z'
          : address < 0
            ? 'address is not six hexadecimal digits'
            : !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
              ? 'latitude or longitude is no place'
              : cells[altitudeAt].trim() === ''
                ? 'altitude was not reported'
                : !(feet >= LEAST_ALTITUDE_FT && feet <= GREATEST_ALTITUDE_FT)
                  ? `altitude is not ${LEAST_ALTITUDE_FT} to ${GREATEST_ALTITUDE_FT} ft`
                  : undefined;
    if (wrong !== undefined) {
      tell(`${wrong}: left out`, line);
      continue;
    }
    if (time < latest) tell('earlier than the row before: put in its place', line);
    latest = Math.max(latest, time);
    firstDay = Math.min(firstDay, Math.floor(time / 86_400));
    const row = { line, time, lat: radians(lat), lon: radians(lon), altitude: feet * FOOT };
    const rowsOf = byAddress.get(address);
    if (rowsOf === undefined) byAddress.set(address, [row]);
    else rowsOf.push(row);
  }

  const flights = [...byAddress]
    .sort(([a], [b]) => a - b)
    .flatMap(([address, ofOne]) => flightsOf(address, ofOne, firstDay * 86_400, tell));
  const problems = [...found].map(([message, { count, lines: at }]) => ({ message, count, lines: at }));
  return { date: dateOf(firstDay), rows, aircraft: byAddress.size, flights, problems };
}

/** The stretches of one aircraft: without gaps, repeats and jumps. */
function flightsOf(
  address: number,
  rows: readonly Row[],
  midnight: number,
  tell: (message: string, line: number) => void,
): TrafficFlight[] {
  const stretches: Row[][] = [];
  let stretch: Row[] = [];
  for (const row of [...rows].sort((a, b) => a.time - b.time || a.line - b.line)) {
    const last = stretch.at(-1);
    if (last === undefined || row.time - last.time > LONGEST_GAP) {
      stretch = [row];
      stretches.push(stretch);
    } else if (row.time === last.time) tell('same aircraft and time as another row: left out', row.line);
    else if (distance(last, row) > GREATEST_SPEED * (row.time - last.time)) {
      tell(`farther from the report before than ${GREATEST_SPEED} m/s reach: left out`, row.line);
    } else stretch.push(row);
  }
  const hex = address.toString(16).padStart(6, '0');
  const known = stretches.filter((reports) => {
    if (reports.length < 2) tell(`no other report of its aircraft within ${LONGEST_GAP} s: left out`, reports[0].line);
    return reports.length >= 2;
  });
  return known.map((reports, k) => ({
    id: k === 0 ? hex : `${hex}#${k + 1}`,
    address,
    times: reports.map(({ time }) => time - midnight),
    places: reports.flatMap(({ lat, lon, altitude }) => [lat, lon, altitude]),
  }));
}

const from = new Float64Array(3);
const to = new Float64Array(3);

function distance(a: Row, b: Row): number {
  geodeticToEcefInto(a.lat, a.lon, a.altitude, from);
  geodeticToEcefInto(b.lat, b.lon, b.altitude, to);
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

const numberOf = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

/** Seconds since 1970 of `2018-08-01T10:00:00Z`; NaN of anything else. */
function utcSeconds(text: string): number {
  const found = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:Z|\+00:00)$/.exec(text.trim());
  if (!found) return Number.NaN;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second >= 61) return Number.NaN;
  return 86_400 * dayNumber(year, month, day) + 3600 * hour + 60 * minute + second;
}

/** Days from 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day is a year's last. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719_468;
}

/** The date of a day number, searched from its year on; empty where there is none. */
function dateOf(days: number): string {
  if (!Number.isFinite(days)) return '';
  let year = 1970 + Math.floor(days / 365.2425);
  while (dayNumber(year + 1, 1, 1) <= days) year++;
  while (dayNumber(year, 1, 1) > days) year--;
  let month = 12;
  while (dayNumber(year, month, 1) > days) month--;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(days - dayNumber(year, month, 1) + 1)}`;
}
