import { expect, test } from 'vitest';
import { anatolia, terrain } from '../../../test/fixtures/anatolia.js';
import { makeStreams } from '../math/index.js';
import type { Patches } from '../scenario/index.js';
import { makeSensors } from './sensors.js';
import { unsensed } from './unsensed.js';

const lobes = { 'environment.lobing': true, 'environment.surface': 'land' };
const height = 'sensors[s400-surveillance].overrides.reference.altitudeM';

/** SNR constant of the radar whose published range ends nearest its horizon, against empty space, dB. */
function raisedBy(patches: Record<string, unknown>): number {
  const constantOf = (given: Record<string, unknown>): number => {
    const scenario = anatolia(given as Patches);
    const posts = new Map(scenario.commandPosts.map(({ id }, index) => [id, index]));
    const index = scenario.sensors.findIndex(({ id }) => id === 's400-surveillance');
    return makeSensors(scenario, terrain, posts, makeStreams(1, 0))[index].radar.snrConstant;
  };
  return 10 * Math.log10(constantOf(patches) / constantOf({}));
}

test('a published range whose height nobody states makes no radar stronger because of lobes', () => {
  expect(raisedBy(lobes)).toBe(0);
  const withAir = raisedBy({ ...lobes, 'environment.gases': true });
  expect(withAir).toBeGreaterThan(0.5);
  expect(withAir).toBeLessThan(10);
});

test('one whose height is stated was measured in its lobes', () => {
  expect(Math.abs(raisedBy({ ...lobes, [height]: 12_000 }))).toBeGreaterThan(0.1);
});

test('one that was measured higher than its range is refused', () => {
  const reasons = unsensed(
    anatolia({ ...lobes, [height]: 100_000, 'sensors[s400-surveillance].overrides.reference.rangeKm': 90 }),
  );
  expect(reasons.get('s400-surveillance')).toMatch(/100000 m up, farther than its range of 90 km/);
});
