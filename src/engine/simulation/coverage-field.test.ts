import { expect, test } from 'vitest';
import { anatolia, catalogue, terrain } from '../../../test/fixtures/anatolia.js';
import { radians } from '../math/index.js';
import { presetOf } from '../scenario/index.js';
import { coverageGeoGrid, groundOf, sensorFields } from './coverage-field.js';
import { coverageNeed } from './coverage-need.js';
import { coverageSensors } from './coverage-sensors.js';
import { sensorsOnSmoothGround, verticalField } from './coverage-vertical.js';
import { lookAt, noseOnTarget } from './look-at.js';

const scenario = anatolia();
const { spec } = presetOf(catalogue, 'airObject', 'cruise-missile');
const need = coverageNeed({ nominal: spec, low: spec, high: spec }, 0.5);
const world = { scenario, terrain };
const sensors = coverageSensors(scenario, terrain);

test('a point is inside exactly where a look is blocked by nothing and its exact probability suffices', () => {
  const grid = coverageGeoGrid(sensors, 60)!;
  const ground = groundOf(grid, terrain);
  let [inside, outside, edges] = [0, 0, 0];
  for (const sensor of sensors) {
    const [field] = sensorFields(world, sensor, grid, ground, 1000, need).fields;
    for (let at = 0; at < field.margin.length; at += 3) {
      const row = field.row + Math.floor(at / field.columns);
      const column = field.column + (at % field.columns);
      const lat = radians(grid.southDeg + row * grid.latStepDeg);
      const lon = radians(grid.westDeg + column * grid.lonStepDeg);
      const altitude = ground[row * grid.columns + column] + 1000;
      const { blocks, probability } = lookAt(world, sensor, noseOnTarget(lat, lon, altitude, need.signatures[0]));
      if (Math.abs(probability - 0.5) < 1e-4) edges++;
      else expect(field.margin[at] > 0).toBe(blocks.length === 0 && probability > 0.5);
      if (field.margin[at] > 0) inside++;
      else outside++;
    }
  }
  expect(inside).toBeGreaterThan(150);
  expect(outside).toBeGreaterThan(1000);
  expect(edges).toBeLessThan(5);
});

test('points that are not looked at could not have been covered', () => {
  const grid = coverageGeoGrid(sensors, 60)!;
  const ground = groundOf(grid, terrain);
  for (const sensor of sensors.filter(({ id }) => id === 'ground-taurus' || id === 's400-surveillance')) {
    const { fields } = sensorFields(world, sensor, grid, ground, 100, need);
    const { column, row, columns, rows } = fields[0];
    for (let r = 0; r < grid.rows; r++) {
      for (let c = 0; c < grid.columns; c++) {
        if (r >= row && r < row + rows && c >= column && c < column + columns) continue;
        const height = ground[r * grid.columns + c] + 100;
        const lat = radians(grid.southDeg + r * grid.latStepDeg);
        const lon = radians(grid.westDeg + c * grid.lonStepDeg);
        const { blocks } = lookAt(world, sensor, noseOnTarget(lat, lon, height, need.signatures[0]));
        expect(blocks.length).toBeGreaterThan(0);
      }
    }
  }
});

test('no terrain is told where a sensor could reach past its data, and only there', () => {
  const grid = coverageGeoGrid(sensors, 60)!;
  const ground = groundOf(grid, terrain);
  const cutBy = (heights: Float64Array): boolean =>
    sensors.some((sensor) => sensorFields(world, sensor, grid, heights, 10_000, need).cut);
  expect(cutBy(ground)).toBe(false);
  const missing = ground.slice();
  const middle = Math.floor(grid.rows / 2) * grid.columns + Math.floor(grid.columns / 2);
  missing[middle] = Number.NaN;
  expect(cutBy(missing)).toBe(true);
});

test('the vertical plane of a radar is covered above its horizon, within its range and below its highest elevation', () => {
  const smooth = sensorsOnSmoothGround(scenario).find(({ id }) => id === 'ground-central')!;
  const { groundRange, height, margins, antennaHeight, top } = verticalField(scenario, smooth, need);
  expect(antennaHeight).toBeCloseTo(
    scenario.sensors.find(({ id }) => id === 'ground-central')!.radar.antennaHeightM,
    6,
  );
  expect(height[height.length - 1]).toBeGreaterThan(top);
  const covered = (range: number, above: number): boolean => {
    const c = groundRange.findIndex((value) => value >= range);
    const r = height.findIndex((value) => value >= above);
    return margins[0][r * groundRange.length + c] > 0;
  };
  // A target of 0.05 m² is seen to 148 km × 0.05^¼ × the difference of probabilities, about 85 km; 30° are 29 km high at 50 km.
  expect(covered(60_000, 5000)).toBe(true);
  expect(covered(60_000, 100)).toBe(false);
  expect(covered(100_000, 5000)).toBe(false);
  expect(covered(30_000, 20_000)).toBe(false);
  expect(covered(30_000, 15_000)).toBe(true);
});
