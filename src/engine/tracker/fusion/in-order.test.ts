import { describe, expect, it } from 'vitest';
import { makeFlights, observe, positionsAt, radarAt } from '../../../../test/fixtures/flights.js';
import { scanTracker } from '../../../../test/fixtures/scan-tracker.js';
import { makeStreams } from '../../math/index.js';
import type { Scan, ScanTracker } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import { inOrder, reprocessing } from './index.js';

const PERIOD = 5;
const SCANS = 40;
const radars = [radarAt('a', -60_000, 0, { period: PERIOD }), radarAt('b', 60_000, 0, { period: PERIOD })];

/** Scans of two radars that turn half a period apart, with false alarms, in order of time. */
function scansOf(seed: number) {
  const flights = makeFlights(seed, 20, 120_000);
  const streams = makeStreams(seed, 2);
  const scans = Array.from({ length: SCANS }, (_, k) => {
    const s = k % 2;
    return observe(radars[s], (PERIOD / 2) * k, flights, streams, { falseAlarms: 10 }).scan;
  });
  return { flights, scans };
}
/** As they come when radar b's are `lag` scans of its own late. */
const arrivals = (scans: readonly Scan[], lag: (i: number) => number): Scan[] =>
  scans
    .map((scan, i) => ({ scan, due: scan.time + (scan.sensor.id === 'b' ? lag(i) * PERIOD + 0.1 : 0) }))
    .sort((x, y) => x.due - y.due)
    .map(({ scan }) => scan);
const oneToThree = (i: number) => 1 + ((i * 7) % 3);

function positions(tracker: ScanTracker, time: number): Float64Array {
  const shown = tracker
    .picture()
    .map(({ state, time: t }) => [0, 1, 2].map((k) => state[k] + (time - t) * state[3 + k]));
  return Float64Array.from(shown.sort((a, b) => a[0] - b[0]).flat());
}

describe('scans out of order', () => {
  it('a reorder buffer gives the tracker the very scans in order, a stated time later', () => {
    const { scans } = scansOf(1);
    const [ideal, behind] = [scanTracker(), inOrder(scanTracker(), { maximumLateness: 3.5 * PERIOD })];
    const released: Scan[] = [];
    for (const scan of arrivals(scans, oneToThree)) {
      behind.take(scan);
      released.push(...behind.released.map((r) => r.scan));
    }
    behind.flush();
    released.push(...behind.released.map((r) => r.scan));
    for (const scan of scans) ideal.take(scan);
    expect(released.map((s) => s.time)).toEqual(scans.map((s) => s.time));
    expect(behind.picture()).toEqual(ideal.picture());
    expect(behind.tooLate).toEqual({ scans: 0, detections: 0 });
  });

  it('what comes after its time has gone through is counted and not taken', () => {
    const { scans } = scansOf(1);
    const behind = inOrder(scanTracker(), { maximumLateness: PERIOD });
    const again = reprocessing(scanTracker(), { maximumLateness: PERIOD });
    const late = scans.splice(1, 1)[0];
    for (const scan of scans) for (const tracker of [behind, again]) tracker.take(scan);
    for (const tracker of [behind, again]) {
      const before = tracker.picture();
      tracker.take(late);
      expect(tracker.tooLate).toEqual({ scans: 1, detections: late.count });
      expect(tracker.picture()).toEqual(before);
    }
    expect(again.assigned).toEqual(new Int32Array(late.count).fill(-1));
  });

  it('a scan without a time is an error that says so', () => {
    const { scans } = scansOf(1);
    for (const tracker of [
      inOrder(scanTracker(), { maximumLateness: 5 }),
      reprocessing(scanTracker(), { maximumLateness: 5 }),
    ]) {
      expect(() => tracker.take({ ...scans[0], time: Number.NaN })).toThrow(
        'must be a finite number of seconds; got NaN',
      );
    }
  });

  it('one to three scans late, taken again: the picture is that of all that has come, in order', () => {
    for (const seed of [1, 2, 3]) {
      const { flights, scans } = scansOf(seed);
      const again = reprocessing(scanTracker(), { maximumLateness: 4 * PERIOD });
      const plain = scanTracker();
      const come = arrivals(scans, oneToThree);
      let newest = 0;
      const score = { again: 0, plain: 0 };
      come.forEach((scan, i) => {
        again.take(scan);
        plain.take(scan);
        newest = Math.max(newest, scan.time);
        if (i < 20) return;
        const truth = positionsAt(flights, newest);
        score.again += gospa(truth, positions(again, newest), 1000, 2).total;
        score.plain += gospa(truth, positions(plain, newest), 1000, 2).total;
        if (i % 5 !== 0) return;
        const ideal = scanTracker();
        for (const known of come.slice(0, i + 1).sort((a, b) => a.time - b.time)) ideal.take(known);
        expect(positions(again, newest)).toEqual(positions(ideal, newest));
      });
      expect(score.again).toBeLessThan(score.plain);
      // And when all have come, the ideal's.
      const ideal = scanTracker();
      for (const scan of scans) ideal.take(scan);
      expect(positions(again, newest)).toEqual(positions(ideal, newest));
    }
  });

  it('taken again, tracks keep the numbers that they were shown with', () => {
    const { scans } = scansOf(4);
    const [ideal, again] = [scanTracker(), reprocessing(scanTracker(), { maximumLateness: 4 * PERIOD })];
    const seen = [ideal, again].map((tracker) => {
      const numbers = new Set<number>();
      for (const scan of tracker === ideal ? scans : arrivals(scans, oneToThree)) {
        tracker.take(scan);
        for (const { number } of tracker.picture()) numbers.add(number);
      }
      return numbers.size;
    });
    expect(seen[1]).toBeLessThanOrEqual(seen[0] + 2);
  });
});
