import { expect, test } from 'vitest';
import {
  makeFlights,
  NO_BIAS,
  observe,
  positionsAt,
  radarAt,
  type TrueBias,
} from '../../../../test/fixtures/flights.js';
import { makeStreams, radians } from '../../math/index.js';
import type { ScanTracker } from '../../types/index.js';
import { gospa } from '../metrics/index.js';
import { makeScanTracker, parseTracker } from './index.js';

const FALSE_ALARMS = 5;
const told = { clutterDensity: FALSE_ALARMS / (2 * Math.PI * 299_000), clutterElevation: [0, 0.2] as const };
const RADARS = [radarAt('a', -60_000, 0, told), radarAt('b', 60_000, 0, told)];
const BIASES: TrueBias[] = [
  { ...NO_BIAS, range: 200, azimuth: radians(0.3) },
  { ...NO_BIAS, range: -150, azimuth: radians(-0.2) },
];

/** Mean GOSPA of scans 21–40 of each radar, m: without bias, with biases registered, and with biases left as they are. */
function scores(seed: number) {
  const flights = makeFlights(seed, 20, 120_000);
  const streams = makeStreams(seed, 5);
  const trackers = {
    ideal: makeScanTracker(parseTracker({})),
    registered: makeScanTracker(parseTracker({ registration: { use: true } })),
    biased: makeScanTracker(parseTracker({})),
  };
  const score = { ideal: 0, registered: 0, biased: 0 };
  const errorOf = (tracker: ScanTracker, time: number): number => {
    const shown = Float64Array.from(tracker.picture().flatMap(({ state }) => state.slice(0, 3)));
    return gospa(positionsAt(flights, time), shown, 1000, 2).total / 40;
  };
  for (let k = 0; k < 80; k++) {
    const [s, time] = [k % 2, 2.5 * k];
    trackers.ideal.take(observe(RADARS[s], time, flights, streams, { falseAlarms: FALSE_ALARMS }).scan);
    const { scan } = observe(RADARS[s], time, flights, streams, { bias: BIASES[s], falseAlarms: FALSE_ALARMS });
    trackers.registered.take(scan);
    trackers.biased.take(scan);
    if (k < 40) continue;
    for (const name of ['ideal', 'registered', 'biased'] as const) score[name] += errorOf(trackers[name], time);
  }
  return { score, biases: trackers.registered.biases?.() ?? [] };
}

test('two biased radars, registered while tracking: within a tenth of the unbiased picture after twenty scans', () => {
  for (const seed of [1, 2, 3]) {
    const { score, biases } = scores(seed);
    expect(score.registered).toBeLessThan(1.1 * score.ideal);
    expect(score.biased).toBeGreaterThan(3 * score.ideal);
    biases.forEach(({ bias, sigma }, s) => {
      for (const term of ['range', 'azimuth'] as const)
        expect(Math.abs(bias[term] - BIASES[s][term])).toBeLessThan(4 * sigma[term]);
    });
  }
});
