import { describe, expect, test } from 'vitest';
import { raidMinutes, terrain } from '../../../test/fixtures/anatolia.js';
import { type Observation, observeFlights, type ReportedFlight } from './index.js';

const DEGREE = Math.PI / 180;
/** An airliner that flies east over the scenario's middle for ten minutes, a report every ten seconds. */
const flight: ReportedFlight = {
  id: '4ba001',
  address: 0x4ba001,
  times: Array.from({ length: 60 }, (_, k) => 36_000 + 10 * k),
  places: Array.from({ length: 60 }, (_, k) => [39.5 * DEGREE, (32.5 + 0.025 * k) * DEGREE, 10_000]).flat(),
};
const scenario = raidMinutes();
const { airObject } = scenario.flights[0];

function observed(seed: number): Observation {
  const steps = observeFlights({ scenario, terrain, flights: [flight], airObject, preset: 'test', seed });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const one = observed(1);
const ranges = ({ scans }: Observation): number[] => scans.flatMap(({ range }) => [...range]);

describe('reported flights as a scenario’s sensors see them', () => {
  test('are the same for the same seed and others for another', () => {
    expect(ranges(observed(1))).toEqual(ranges(one));
    expect(ranges(observed(2))).not.toEqual(ranges(one));
  });

  test('give scans in order of time, each plot within the azimuths that were swept', () => {
    const turn = (angle: number): number => angle - 2 * Math.PI * Math.floor(angle / (2 * Math.PI));
    const { scans, origins } = one;
    for (let k = 1; k < scans.length; k++) expect(scans[k].time).toBeGreaterThanOrEqual(scans[k - 1].time);
    const astray = scans.filter(({ azimuth, sector }, k) =>
      azimuth.some(
        (value, row) =>
          origins[k][row] >= 0 && sector && turn(value - sector[0] + 0.02) > turn(sector[1] - sector[0]) + 0.04,
      ),
    );
    expect(astray).toEqual([]);
  });

  test('lie about the truth as far as a sensor says that it errs', () => {
    const state = new Float64Array(6);
    let [sum, count] = [0, 0];
    one.scans.forEach(({ sensor, time, range }, k) => {
      range.forEach((measured, row) => {
        if (one.origins[k][row] !== 0 || !one.truthInto(0, time, state)) return;
        const [x, y, z] = sensor.position;
        const error = (measured - Math.hypot(state[0] - x, state[1] - y, state[2] - z)) / sensor.sigmaRange;
        sum += error * error;
        count++;
      });
    });
    expect(count).toBeGreaterThan(100);
    expect(Math.sqrt(sum / count)).toBeGreaterThan(0.7);
    expect(Math.sqrt(sum / count)).toBeLessThan(1.3);
  });

  test('are known only while they are reported', () => {
    const state = new Float64Array(6);
    expect(one.truthInto(0, 35_999, state)).toBe(false);
    expect(one.truthInto(0, 36_000, state)).toBe(true);
  });
});
