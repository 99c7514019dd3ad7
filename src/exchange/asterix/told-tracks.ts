import { type AsterixRecord, numberOf, textOf } from './record.js';
import type { Recording } from './recording.js';

/** States that a recording tells ready-made: a centre's track (category 062) or an aircraft's own reports (021). */
export interface ToldTrack {
  readonly kind: 'system track' | 'report';
  readonly sac: number;
  readonly sic: number;
  /** I062/040; undefined of reports. */
  readonly track?: number;
  /** Mode S address, 24 bits. */
  readonly address?: number;
  readonly callsign?: string;
  /** In the order of the file: UTC seconds of the day, latitude and longitude, degrees, height, m, or NaN. */
  readonly states: readonly (readonly [number, number, number, number])[];
}

/** m in a foot: exact. */
const FOOT = 0.3048;

/** Times of applicability of a report of category 021, the exact one first; of edition 0.26 the time of day. */
const REPORT_TIMES = ['071', '073', '030'];

/** What the records of categories 062 and 021 tell, by track number or address. Those without time or place are left out. */
export function toldTracks({ records }: Pick<Recording, 'records'>): { tracks: ToldTrack[]; leftOut: number } {
  const found = new Map<
    string,
    { -readonly [Key in keyof ToldTrack]: ToldTrack[Key] } & { states: [number, number, number, number][] }
  >();
  let leftOut = 0;
  for (const record of records) {
    if (record.category !== 62 && record.category !== 21) continue;
    const system = record.category === 62;
    const sac = numberOf(record, '010', 'SAC') ?? 0;
    const sic = numberOf(record, '010', 'SIC') ?? 0;
    const number = system ? numberOf(record, '040', 'track') : numberOf(record, '080', 'address');
    const state = stateOf(record, system);
    if (number === undefined || state === undefined) {
      leftOut++;
      continue;
    }
    const key = `${record.category} ${sac}/${sic} ${number}`;
    const told = found.get(key) ?? {
      kind: system ? ('system track' as const) : ('report' as const),
      sac,
      sic,
      ...(system ? { track: number } : {}),
      states: [],
    };
    told.address ??= system ? numberOf(record, '380', 'ADR', 'address') : number;
    told.callsign ??= textOf(record, ...(system ? ['380', 'ID', 'identification'] : ['170', 'identification']));
    told.states.push(state);
    found.set(key, told);
  }
  return { tracks: [...found.values()], leftOut };
}

function stateOf(record: AsterixRecord, system: boolean): [number, number, number, number] | undefined {
  const time = system
    ? numberOf(record, '070', 'time')
    : REPORT_TIMES.map((item) => numberOf(record, item, 'time')).find((value) => value !== undefined);
  const places = system ? ['105'] : ['131', '130'];
  const place = places.find((item) => numberOf(record, item, 'latDeg') !== undefined);
  if (time === undefined || place === undefined) return undefined;
  const level = numberOf(record, system ? '136' : '145', 'flightLevel');
  const height = system ? numberOf(record, '130', 'altitude') : numberOf(record, '140', 'height');
  const altitude = height ?? (level === undefined ? Number.NaN : level * 100 * FOOT);
  return [time, numberOf(record, place, 'latDeg') as number, numberOf(record, place, 'lonDeg') as number, altitude];
}
