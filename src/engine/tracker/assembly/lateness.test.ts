import { describe, expect, test } from 'vitest';
import { type Flight, makeFlights, observe, positionsAt, radarAt } from '../../../../test/fixtures/flights.js';
import { makeStreams } from '../../math/index.js';
import type { Scan, ScanTracker } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import { makeScanTracker, parseTracker, type TrackerInput } from './index.js';

const PERIOD = 5;
const FALSE_ALARMS = 10;
const told = { clutterDensity: FALSE_ALARMS / (2 * Math.PI * 299_000), clutterElevation: [0, 0.2] as const };
const radars = [radarAt('a', -60_000, 0, told), radarAt('b', 60_000, 0, told)];
const KINDS: [string, TrackerInput][] = [
  ['the mode bank', {}],
  [
    'an assembled tracker',
    {
      kind: 'assembled',
      filter: { kind: 'converted', models: [{ kind: 'constantVelocity', spectralDensityM2ps3: 100 }] },
    },
  ],
];
const made = (input: TrackerInput) => makeScanTracker(parseTracker(input));
const given = (scans: readonly Scan[], input: TrackerInput): ScanTracker => {
  const tracker = made(input);
  for (const scan of scans) tracker.take(scan);
  return tracker;
};

/** Scans of two radars that turn half a period apart, in order of time. */
function scansOf(seed: number, count = 60) {
  const flights = makeFlights(seed, 20, 120_000);
  const streams = makeStreams(seed, 2);
  const scans = Array.from(
    { length: count },
    (_, k) => observe(radars[k % 2], (PERIOD / 2) * k, flights, streams, { falseAlarms: FALSE_ALARMS }).scan,
  );
  return { flights, scans };
}

/** As they come when radar b's are one to three turns late. */
const arrivals = (scans: readonly Scan[]): Scan[] =>
  scans
    .map((scan, i) => ({ scan, due: scan.time + (scan.sensor.id === 'b' ? (1 + ((i * 7) % 3)) * PERIOD + 0.1 : 0) }))
    .sort((x, y) => x.due - y.due)
    .map(({ scan }) => scan);

/** Where tracks are shown at `time`, by their first coordinate: numbers differ. */
const places = (tracker: ScanTracker, time: number): Float64Array => {
  const shown = tracker
    .picture()
    .map(({ state, time: t }) => [0, 1, 2].map((k) => state[k] + (time - t) * state[3 + k]));
  return Float64Array.from(shown.sort((a, b) => a[0] - b[0]).flat());
};
const error = (tracker: ScanTracker, flights: readonly Flight[], time: number): number =>
  gospa(positionsAt(flights, time), places(tracker, time), 1000, 2).total;

describe.each(KINDS)('radar b one to three turns late, %s', (_, input) => {
  test('taken again: the picture is that of the same scans in order, and nearer to the truth than without the late ones', () => {
    for (const seed of [1, 2]) {
      const { flights, scans } = scansOf(seed);
      const again = made({ ...input, lateness: { method: 'reprocess' } });
      const refusing = made(input);
      const come = arrivals(scans);
      const sum = { again: 0, refusing: 0 };
      let newest = 0;
      come.forEach((scan, i) => {
        again.take(scan);
        refusing.take(scan);
        newest = Math.max(newest, scan.time);
        if (i < 20) return;
        sum.again += error(again, flights, newest);
        sum.refusing += error(refusing, flights, newest);
        if (i % 13 !== 0) return;
        const inOrder = come.slice(0, i + 1).sort((a, b) => a.time - b.time);
        expect(places(again, newest)).toEqual(places(given(inOrder, input), newest));
      });
      expect(sum.again).toBeLessThan(sum.refusing);
      expect(places(again, newest)).toEqual(places(given(scans, input), newest));
      expect(again.problems).toMatchObject({ scansTooLate: 0, scansWithoutTime: 0 });
    }
  });

  test('held until in order: the picture of a moment is that of the scans in order, as late as the wait', () => {
    const { scans } = scansOf(3, 40);
    const waiting = made({ ...input, lateness: { method: 'wait', greatestS: 17 } });
    for (const scan of arrivals(scans)) waiting.take(scan);
    const [{ time }] = waiting.picture();
    expect(time).toBeLessThan(scans[scans.length - 1].time - 16);
    const known = scans.filter((scan) => scan.time <= time);
    expect(waiting.picture()).toEqual(given(known, input).picture());
    waiting.flush?.();
    expect(waiting.picture()).toEqual(given(scans, input).picture());
  });

  test('what is too late, or has no time, is counted and takes nothing', () => {
    for (const method of ['wait', 'reprocess'] as const) {
      const { scans } = scansOf(4, 24);
      const tracker = made({ ...input, lateness: { method, greatestS: 5 } });
      for (const scan of scans.slice(1)) tracker.take(scan);
      const before = tracker.picture();
      for (const scan of [scans[0], { ...scans[3], time: Number.NaN }]) {
        tracker.take(scan);
        expect(tracker.assigned).toEqual(new Int32Array(scan.count).fill(-1));
      }
      expect(tracker.picture()).toEqual(before);
      expect(tracker.problems).toMatchObject({ scansTooLate: 1, scansWithoutTime: 1 });
    }
  });
});

test('reasons taken again are told in the numbers that are shown', () => {
  const { scans } = scansOf(5, 40);
  const config = parseTracker({ lateness: { method: 'reprocess' } });
  const tracker = makeScanTracker(config, { keepReasons: true });
  for (const scan of arrivals(scans)) tracker.take(scan);
  for (const { number } of tracker.picture()) {
    const reasons = tracker.why(number);
    expect(reasons.length).toBeGreaterThan(10);
    for (const { taken, weighed } of reasons) {
      const own = weighed.find(({ row }) => row === taken);
      if (own) expect(own.takenBy).toBe(number);
    }
  }
});
