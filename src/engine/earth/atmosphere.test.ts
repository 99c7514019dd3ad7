import { expect, it } from 'vitest';
import { densityAt, geometricAltitude, geopotentialAltitude, standardAtmosphere } from './index.js';

it('the table for trajectories is within 4e-4 of the formula from -1 to 86 km', () => {
  let worst = 0;
  for (let altitude = -1000; altitude < 86_000; altitude += 7.3) {
    worst = Math.max(worst, Math.abs(densityAt(altitude) / standardAtmosphere(altitude).density - 1));
  }
  expect(worst).toBeLessThan(4e-4);
});

it('density falls with altitude without a jump, across layers and across 86 km', () => {
  for (let altitude = -500; altitude < 200_000; altitude += 25) {
    const ratio = densityAt(altitude + 25) / densityAt(altitude);
    expect(ratio).toBeLessThan(1);
    expect(ratio).toBeGreaterThan(0.99);
  }
});

it('geopotential and geometric altitude are each other’s reverse', () => {
  expect(geometricAltitude(geopotentialAltitude(31_234))).toBeCloseTo(31_234, 8);
  expect(geopotentialAltitude(11_019)).toBeCloseTo(11_000, 0);
});
