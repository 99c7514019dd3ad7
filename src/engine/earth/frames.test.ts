import { expect, it } from 'vitest';
import { enuBasisInto, enuInto, enuToEcefInto, geodeticToEcefInto } from './index.js';

const basis = new Float64Array(9);
const origin = new Float64Array(3);
const out = new Float64Array(3);

it('east, north and up at the crossing of the equator and Greenwich are y, z and x', () => {
  enuBasisInto(0, 0, basis);
  expect([...basis].map((v) => v + 0)).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
});

it('a point right above the origin is up by the difference of heights', () => {
  enuBasisInto(0.7, 0.57, basis);
  geodeticToEcefInto(0.7, 0.57, 100, origin);
  const above = new Float64Array(3);
  geodeticToEcefInto(0.7, 0.57, 9100, above);
  enuInto(basis, origin, above[0], above[1], above[2], out);
  expect(Math.abs(out[0])).toBeLessThan(1e-8);
  expect(Math.abs(out[1])).toBeLessThan(1e-8);
  expect(out[2]).toBeCloseTo(9000, 8);
});

it('a point further north at the same height is north, and below the horizontal', () => {
  enuBasisInto(0.7, 0.57, basis);
  geodeticToEcefInto(0.7, 0.57, 0, origin);
  const point = new Float64Array(3);
  geodeticToEcefInto(0.71, 0.57, 0, point);
  enuInto(basis, origin, point[0], point[1], point[2], out);
  expect(out[1]).toBeGreaterThan(63_000);
  expect(out[2]).toBeLessThan(-300);
});

it('east, north, up and back to ECEF is the same point', () => {
  enuBasisInto(-0.4, 2.2, basis);
  geodeticToEcefInto(-0.4, 2.2, 500, origin);
  enuToEcefInto(basis, origin, 12_000, -34_000, 5_000, out);
  const enu = new Float64Array(3);
  enuInto(basis, origin, out[0], out[1], out[2], enu);
  expect(enu[0]).toBeCloseTo(12_000, 7);
  expect(enu[1]).toBeCloseTo(-34_000, 7);
  expect(enu[2]).toBeCloseTo(5_000, 7);
});
