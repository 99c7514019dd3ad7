import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleTracker, parseTracker } from '../../src/engine/tracker/assembly/index.js';
import { makeScan, type Scan } from '../../src/engine/types/index.js';
import { observe, radar, type Traffic } from '../fixtures/radar-scans.js';

/** Four aircraft, two of them crossing. */
const traffic: Traffic = (t) => [
  [-5000 + 200 * t, 50_000, 6000],
  [5000 - 200 * t, 50_000 + 10 * t, 6000],
  [40_000, 30_000 - 150 * t, 4000],
  [-60_000 + 100 * t, -20_000, 9000],
];

function reordered(scan: Scan, order: readonly number[]): Scan {
  const out = makeScan(scan.sensor, scan.time, scan.count);
  for (const column of ['range', 'azimuth', 'elevation'] as const) {
    order.forEach((from, to) => {
      out[column][to] = scan[column][from];
    });
  }
  return out;
}

test.each(['nearest', 'jpda', 'multipleHypothesis'] as const)(
  'the order of the plots in a scan changes nothing but their rows (%s)',
  (method) => {
    const config = parseTracker({
      kind: 'assembled',
      filter: { kind: 'converted', models: [{ kind: 'constantVelocity', spectralDensityM2ps3: 3 }] },
      association: { method },
    });
    const scans = observe(radar(), traffic, 20, 20, 6).map(({ scan }) => scan);
    const shuffle = fc.tuple(
      ...scans.map(({ count }) =>
        fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
      ),
    );
    fc.assert(
      fc.property(shuffle, (orders) => {
        const straight = assembleTracker(config);
        const shuffled = assembleTracker(config);
        scans.forEach((scan, k) => {
          straight.take(scan);
          shuffled.take(reordered(scan, orders[k]));
          expect(JSON.stringify(shuffled.picture())).toBe(JSON.stringify(straight.picture()));
          expect([...shuffled.assigned]).toEqual(orders[k].map((row) => straight.assigned[row]));
        });
      }),
      { seed: 20, numRuns: 4 },
    );
  },
);
