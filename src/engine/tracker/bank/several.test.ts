import { describe, expect, test } from 'vitest';
import { type Flight, makeFlights, observe, positionsAt, radarAt, stateOf } from '../../../../test/fixtures/flights.js';
import { atan2, makeStreams, wrapTurn } from '../../math/index.js';
import { makeScan, type Scan, type ScanSensor, type ShownTrack } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import { createModeBank, type ModeBankConfig } from './index.js';

const FALSE_ALARMS = 10;
const told = { clutterDensity: FALSE_ALARMS / (2 * Math.PI * 299_000), clutterElevation: [0, 0.2] as const };
const A = radarAt('a', -60_000, 0, told);
const B = radarAt('b', 60_000, 0, told);

const places = (picture: readonly ShownTrack[]): Float64Array =>
  Float64Array.from(picture.flatMap(({ state }) => state.slice(0, 3)));

interface Followed {
  readonly shown: ShownTrack[][];
  /** Mean GOSPA of the pictures from `from` s on, m. */
  readonly error: number;
  readonly bank: ReturnType<typeof createModeBank>;
}

function follow(
  scans: readonly Scan[],
  flights: readonly Flight[],
  from: number,
  settings: Partial<ModeBankConfig> = {},
): Followed {
  const bank = createModeBank(settings);
  const shown: ShownTrack[][] = [];
  let [error, count] = [0, 0];
  for (const scan of scans) {
    bank.take(scan);
    shown.push(bank.picture());
    if (scan.time < from) continue;
    error += gospa(positionsAt(flights, scan.time), places(bank.picture()), 1000, 2).total;
    count++;
  }
  return { shown, error: error / count, bank };
}

const turns = (
  radar: ScanSensor,
  flights: readonly Flight[],
  seed: number,
  count: number,
  begin = 0,
  falseAlarms = FALSE_ALARMS,
): Scan[] =>
  Array.from(
    { length: count },
    (_, k) => observe(radar, begin + 5 * k, flights, makeStreams(seed, 0), { falseAlarms }).scan,
  );
const inTime = (scans: readonly Scan[]): Scan[] => [...scans].sort((a, b) => a.time - b.time);

describe('two radars in turn', () => {
  test('see each flight as one track, nearer to the truth than either alone', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const [a, b] = [turns(A, flights, seed, 40), turns(B, flights, seed, 40, 2.5)];
      const both = follow(inTime([...a, ...b]), flights, 100);
      const alone = [a, b].map((scans) => follow(scans, flights, 100).error);
      console.log(
        'two',
        seed,
        both.error,
        alone,
        both.shown
          .slice(40)
          .map((p) => p.length)
          .join(),
      );
    }
  });
});

/** The rows of some scan that lie in a sector, as a scan of its own. */
function rowsOf(
  whole: Scan,
  rows: readonly number[],
  time: number,
  sector: readonly [number, number] | undefined,
  delays: readonly number[],
): Scan {
  const scan = makeScan(whole.sensor, time, rows.length, sector);
  rows.forEach((row, i) => {
    for (const name of ['range', 'azimuth', 'elevation', 'height', 'address'] as const)
      scan[name][i] = whole[name][row];
    scan.delay[i] = delays[row];
  });
  return scan;
}

const SECTORS = 8;
/** Turns whose detections are each of the moment when the beam points at them: whole, and as sectors. */
function swept(
  radar: ScanSensor,
  flights: readonly Flight[],
  seed: number,
  count: number,
): { whole: Scan[]; sectors: Scan[] } {
  const [whole, sectors]: Scan[][] = [[], []];
  const width = (2 * Math.PI) / SECTORS;
  for (let k = 0; k < count; k++) {
    const begin = radar.period * k;
    // Each flight where it is when the beam meets it.
    const now = flights.map((flight) => {
      let at = begin;
      for (let i = 0; i < 5; i++) {
        const [x, y] = stateOf(flight, at);
        at = begin + (radar.period * wrapTurn(atan2(x - radar.position[0], y - radar.position[1]))) / (2 * Math.PI);
      }
      const [x, y, z] = stateOf(flight, at);
      const stand: Flight = { ...flight, start: [x, y, z], speed: 1e-9, turn: [0, 0] };
      return stand;
    });
    const { scan } = observe(radar, begin, now, makeStreams(seed, 0), { falseAlarms: FALSE_ALARMS });
    const delays = Array.from(scan.azimuth, (azimuth) => (radar.period * azimuth) / (2 * Math.PI));
    const all = Array.from(delays, (_, row) => row);
    whole.push(rowsOf(scan, all, begin, undefined, delays));
    for (let s = 0; s < SECTORS; s++) {
      const rows = all.filter((row) => Math.floor(scan.azimuth[row] / width) === s);
      const start = begin + (radar.period * s) / SECTORS;
      const within = delays.map((delay) => delay - (radar.period * s) / SECTORS);
      sectors.push(rowsOf(scan, rows, start, [s * width, (s + 1) * width], within));
    }
  }
  return { whole, sectors };
}

describe('sectors', () => {
  test('eight a turn give the same picture as whole turns of the same detections', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const radar = { ...A, position: [0, -10_000, 0] as const };
      const { whole, sectors } = swept(radar, flights, seed, 40);
      // Compared at the same moments: the end of each turn.
      const errorAt = (scans: Scan[], each: number) => {
        const bank = createModeBank();
        let sum = 0;
        scans.forEach((scan, i) => {
          bank.take(scan);
          const turn = (i + 1) / each;
          if (turn !== Math.floor(turn) || turn <= 10) return;
          const time = 5 * turn;
          const picture = bank
            .picture()
            .flatMap(({ state, time: t }) => [0, 1, 2].map((k) => state[k] + (time - t) * state[3 + k]));
          sum += gospa(positionsAt(flights, time), Float64Array.from(picture), 1000, 2).total / 30;
        });
        return [sum, bank.picture().length, JSON.stringify(bank.problems)];
      };
      console.log('sectors', seed, errorAt(whole, 1), errorAt(sectors, 8));
    }
  });

  test('a flight that crosses their borders keeps its number and is not started twice', () => {
    // Round the radar at 40 km, 300 m/s: a turn in 838 s, a border every 105 s.
    const circle: Flight = {
      id: 'round',
      start: [0, 40_000, 6000],
      heading: Math.PI / 2,
      speed: 300,
      turn: [0, 1e6],
      turnRate: 300 / 40_000,
      address: -1,
    };
    const radar = { ...A, position: [0, 0, 0] as const };
    const { sectors } = swept(radar, [circle], 4, 180);
    const bank = createModeBank();
    const seen: number[][] = [];
    for (const scan of sectors) {
      bank.take(scan);
      seen.push(bank.picture().map(({ number }) => number));
    }
    console.log(
      'circle',
      new Set(seen.flat()),
      Math.max(...seen.map((s) => s.length)),
      seen.slice(40).filter((s) => s.length !== 1).length,
    );
  });
});

describe('radars without elevation', () => {
  const flat = { ...A, sigmaElevation: 0, sigmaHeight: 30, clutterElevation: undefined };
  const blind = (scan: Scan, sensor: ScanSensor, flights: readonly Flight[], heights: boolean): Scan => ({
    ...scan,
    sensor,
    elevation: scan.elevation.map(() => Number.NaN),
    height: Float64Array.from(scan.address, (address) =>
      heights && address >= 0 ? flights[address - 0x400000].start[2] : Number.NaN,
    ),
  });
  test('of flights that report heights, and of none', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const scans = turns(A, flights, seed, 40);
      for (const heights of [true, false]) {
        const f = follow(
          scans.map((scan) => blind(scan, flat, flights, heights)),
          flights,
          50,
        );
        const off = f.shown
          .at(-1)!
          .map(({ state }) => Math.min(...flights.map(({ start }) => Math.abs(start[2] - state[2]))));
        // Over the ground alone.
        const flat2 = (p: Float64Array) => p.map((v, i) => (i % 3 === 2 ? 0 : v));
        const ground = f.shown
          .slice(10)
          .reduce(
            (sum, p, k) => sum + gospa(flat2(positionsAt(flights, 50 + 5 * k)), flat2(places(p)), 1000, 2).total / 30,
            0,
          );
        console.log(
          '2d',
          seed,
          heights,
          f.error,
          ground,
          f.shown
            .slice(10)
            .map((p) => p.length)
            .join(),
          Math.max(...off),
        );
      }
      console.log('3d', seed, follow(scans, flights, 50).error);
    }
  });
});

test('a clutter density that no one told is learnt', () => {
  for (const fa of [5, 20, 100])
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const unknown = { ...A, clutterDensity: Number.NaN };
      const { bank, shown } = follow(turns(unknown, flights, seed, 40, 0, fa), flights, 100);
      console.log('clutter', fa, seed, (bank.clutter().get('a')! * 2 * Math.PI * 299_000) / fa, shown.at(-1)!.length);
    }
});

describe('coverage', () => {
  test('left and come back', () => {
    const radar = { ...A, position: [0, 0, 0] as const, maxRange: 50_000 };
    for (const away of [20, 30, 40, 60, 120])
      for (const seed of [1, 2, 3]) {
        // Out over the edge, a half turn of `away` s outside, and back.
        const rate = Math.PI / away;
        const out: Flight = {
          id: 'out',
          start: [0, 30_000, 6000],
          heading: 0,
          speed: 200,
          turn: [100, 100 + away],
          turnRate: rate,
          address: -1,
        };
        const scans = turns(radar, [out], seed, 60, 0, 5);
        const f = follow(scans, [out], 50);
        const told = f.shown.map((p) => p.map(({ number }) => number).join('+') || '-').join(' ');
        console.log('away', away, seed, told);
      }
  });
});
