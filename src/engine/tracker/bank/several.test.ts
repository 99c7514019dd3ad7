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
      expect(both.error).toBeLessThan(0.8 * Math.min(...alone));
      for (const picture of both.shown.slice(40)) {
        expect(picture.length).toBeLessThanOrEqual(20);
        expect(picture.length).toBeGreaterThanOrEqual(19);
      }
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
  /** Mean GOSPA at the end of each turn after the tenth, m. */
  function errorAt(scans: readonly Scan[], each: number, flights: readonly Flight[]): number {
    const bank = createModeBank();
    let sum = 0;
    scans.forEach((scan, i) => {
      bank.take(scan);
      const turn = (i + 1) / each;
      if (turn !== Math.floor(turn) || turn <= 10) return;
      const picture = bank
        .picture()
        .flatMap(({ state, time }) => [0, 1, 2].map((k) => state[k] + (5 * turn - time) * state[3 + k]));
      sum += gospa(positionsAt(flights, 5 * turn), Float64Array.from(picture), 1000, 2).total / 30;
    });
    return sum;
  }

  test('eight a turn give the picture of whole turns of the same detections, each at its own time', () => {
    let [turnwise, sectorwise] = [0, 0];
    for (const seed of [1, 2, 3, 4]) {
      const flights = makeFlights(seed, 20, 120_000);
      const { whole, sectors } = swept({ ...A, position: [0, -10_000, 0] }, flights, seed, 40);
      turnwise += errorAt(whole, 1, flights) / 4;
      sectorwise += errorAt(sectors, SECTORS, flights) / 4;
    }
    expect(Math.abs(sectorwise / turnwise - 1)).toBeLessThan(0.05);
    expect(turnwise).toBeLessThan(600);
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
    const numbers = new Set<number>();
    sectors.forEach((scan, i) => {
      bank.take(scan);
      // The first turns show much that is not yet told from false alarms.
      if (i < 4 * SECTORS) return;
      const shown = bank.picture();
      expect(shown.length).toBe(1);
      numbers.add(shown[0].number);
    });
    expect(numbers.size).toBe(1);
  });
});

describe('a radar without elevation', () => {
  const flat = { ...A, sigmaElevation: 0, sigmaHeight: 30, clutterElevation: undefined };
  const blind = (scan: Scan, heights: readonly number[]): Scan => ({
    ...scan,
    sensor: flat,
    elevation: scan.elevation.map(() => Number.NaN),
    height: Float64Array.from(scan.address, (address) => heights[address - 0x400000] ?? Number.NaN),
  });
  const onGround = (at: Float64Array): Float64Array => at.map((value, i) => (i % 3 === 2 ? 0 : value));

  test('follows flights that report their heights as well as a radar with elevation does', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const scans = turns(A, flights, seed, 40);
      const reported = scans.map((scan) =>
        blind(
          scan,
          flights.map(({ start }) => start[2]),
        ),
      );
      expect(follow(reported, flights, 50).error).toBeLessThan(follow(scans, flights, 50).error);
    }
  });

  test('follows each flight once where none reports a height, as near over the ground as an unknown height lets it', () => {
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const { shown } = follow(
        turns(A, flights, seed, 40).map((scan) => blind(scan, [])),
        flights,
        50,
      );
      for (const picture of shown.slice(10)) {
        expect(picture.length).toBeLessThanOrEqual(20);
        expect(picture.length).toBeGreaterThanOrEqual(19);
      }
      // 40 km and more from the radar 3–11 km of height are taken for 6 km: 1.2 km on the slant range at most.
      const truth = onGround(positionsAt(flights, 195));
      expect(gospa(truth, onGround(places(shown[39])), 3000, 2).missedCount).toBeLessThanOrEqual(1);
    }
  });
});

test('a density of false alarms that no one told is learnt within 30% in 30 scans', () => {
  for (const falseAlarms of [5, 20, 100])
    for (const seed of [1, 2, 3]) {
      const flights = makeFlights(seed, 20, 120_000);
      const unknown = { ...A, clutterDensity: Number.NaN };
      const { bank, shown } = follow(turns(unknown, flights, seed, 31, 0, falseAlarms), flights, 100);
      const learnt = bank.clutter().get('a')! * 2 * Math.PI * 299_000;
      expect(Math.abs(learnt / falseAlarms - 1)).toBeLessThan(0.3);
      expect(shown[30].length).toBeGreaterThanOrEqual(19);
    }
});

describe('a flight that leaves coverage', () => {
  const near = { ...A, position: [0, 0, 0] as const, maxRange: 50_000, minRange: 4000 };
  const numbersOf = (flight: Flight, seed: number): number[][] => {
    const { shown } = follow(turns(near, [flight], seed, 60, 0, 1), [flight], 50);
    return shown.map((picture) => picture.map(({ number }) => number));
  };

  test('is hidden, and has a new number when it has turned out of sight and comes back within a minute', () => {
    for (const seed of [1, 2, 3]) {
      // Over the edge at 100 s; back over it at 130 s.
      const out: Flight = {
        id: 'out',
        start: [0, 30_000, 6000],
        heading: 0,
        speed: 200,
        turn: [100, 130],
        turnRate: Math.PI / 30,
        address: -1,
      };
      const numbers = numbersOf(out, seed);
      const [number] = numbers[19];
      const back = numbers.slice(33);
      expect(numbers.slice(22, 27).flat()).toEqual([]);
      expect(new Set(back.flat()).size).toBe(1);
      expect(back[0]).not.toEqual([number]);
    }
  });

  test('keeps its number through the hole above the radar that it crosses straight', () => {
    for (const seed of [1, 2, 3]) {
      const over: Flight = {
        id: 'over',
        start: [1000, -30_000, 3000],
        heading: 0,
        speed: 200,
        turn: [0, 0],
        turnRate: 0,
        address: -1,
      };
      const numbers = numbersOf(over, seed);
      expect(numbers.slice(29, 33).flat()).toEqual([]);
      expect(new Set(numbers.slice(2).flat()).size).toBe(1);
      expect(numbers[40]).toEqual(numbers[20]);
    }
  });
});
