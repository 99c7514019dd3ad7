import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enuBasisInto } from './frames.js';
import { heightAbove, upInto } from './vertical.js';
import { geodeticToEcefInto } from './wgs84.js';

const latitude = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true });
const longitude = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const height = fc.double({ min: -100, max: 200_000, noNaN: true });

test('height without trigonometry is within 1e-5 of the geodetic height', () => {
  const p = new Float64Array(3);
  fc.assert(
    fc.property(latitude, longitude, height, (lat, lon, h) => {
      geodeticToEcefInto(lat, lon, h, p);
      expect(Math.abs(heightAbove(p[0], p[1], p[2]) - h)).toBeLessThan(1e-5 * Math.abs(h) + 1e-6);
    }),
  );
});

test('up is the vertical of the place, within a hundredth of a degree up to 200 km', () => {
  const p = new Float64Array(3);
  const up = new Float64Array(3);
  const basis = new Float64Array(9);
  fc.assert(
    fc.property(latitude, longitude, height, (lat, lon, h) => {
      geodeticToEcefInto(lat, lon, h, p);
      upInto(p[0], p[1], p[2], up);
      enuBasisInto(lat, lon, basis);
      for (let k = 0; k < 3; k++) expect(Math.abs(up[k] - basis[6 + k])).toBeLessThan(0.01 * (Math.PI / 180));
    }),
  );
});
