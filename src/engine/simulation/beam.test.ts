import { expect, test } from 'vitest';
import { anatolia, terrain } from '../../../test/fixtures/anatolia.js';
import { LIFE } from './air-objects.js';
import { findInBeam } from './beam.js';
import { fillCells } from './cells.js';
import { makeWorld, stepWorld } from './index.js';
import { looks } from './looks.js';

test('looking only into the cells of the beam finds what looking at everything finds', () => {
  const world = makeWorld({ ...anatolia(), durationS: 2900 }, { terrain }, { seed: 1 });
  const found = (sensor: (typeof world.sensors)[number], crowded: boolean): number[] =>
    [...looks.object.subarray(0, findInBeam(world, sensor, crowded))].sort((a, b) => a - b);
  let compared = 0;
  while (world.tick < world.ticks) {
    stepWorld(world);
    // Every few minutes is enough, with ballistic missiles in flight (too high for the cells) at the end.
    if (world.tick % 97 !== 0 && world.tick < 2600) continue;
    fillCells(world.cells, world.objects);
    for (const sensor of world.sensors) {
      const all = found(sensor, false);
      expect(found(sensor, true)).toEqual(all);
      compared += all.length;
    }
  }
  expect(world.objects.life.some((life) => life > LIFE.airborne)).toBe(true);
  expect(compared).toBeGreaterThan(2000);
});
