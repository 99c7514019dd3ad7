import { expect, test } from 'vitest';
import { biasRecords, tellBiases } from './track-biases.js';

const zero = { range: 0, azimuth: 0, elevation: 0, time: 0 };
const seen = {
  sensor: 'a',
  bias: { ...zero, range: 201.4, azimuth: Math.PI / 600 },
  sigma: { ...zero, range: 4.2, azimuth: Math.PI / 36_000, elevation: 0.0087 },
  observed: { range: 0.99, azimuth: 0.99, elevation: 0.01, time: 1 },
};

test('biases are told in metres and degrees with one sigma, and only what the detections showed', () => {
  const records = biasRecords([seen, { ...seen, sensor: 'b', observed: zero }]);
  expect(records[0].rangeM).toEqual({ value: 201.4, sigma: 4.2, observed: 0.99 });
  expect(records[0].azimuthDeg.value).toBeCloseTo(0.3, 12);
  expect(tellBiases(records)).toEqual([
    'biases of a: range 201 ± 4 m, north 0.300 ± 0.005° (one sigma)',
    'biases of b: none seen',
  ]);
});
