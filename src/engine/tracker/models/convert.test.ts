import { expect, test } from 'vitest';
import { diagonal, radar } from '../../../../test/fixtures/tracking.js';
import { cos, makeStreams, normal, sin } from '../../math/index.js';
import { convertedCovariance, convertMeasurement, type PolarSpread, polarModel, unbiasedPosition } from './index.js';

const streams = makeStreams(4711, 0);
const draw = (entity: number, tick: number): number => normal(streams, entity, 0, 2, tick);

/** A long-range radar of coarse bearings: at 200 km an error of 4° lies 14 km across and 490 m back. */
const truth = { range: 200_000, azimuth: 2.5, elevation: -0.35 };
const variances = { rangeVariance: 100 * 100, azimuthVariance: 0.07 * 0.07, elevationVariance: 0.05 * 0.05 };
const COUNT = 40_000;

const plainPosition = (z: PolarSpread): Float64Array => {
  const ground = z.range * cos(z.elevation);
  return Float64Array.of(ground * sin(z.azimuth), ground * cos(z.azimuth), z.range * sin(z.elevation));
};
const exactPosition = plainPosition({ ...truth, ...variances });

function measured(k: number): PolarSpread {
  return {
    range: truth.range + 100 * draw(1, k),
    azimuth: truth.azimuth + 0.07 * draw(2, k),
    elevation: truth.elevation + 0.05 * draw(3, k),
    ...variances,
  };
}

/** Mean error along the true direction and its standard error, m, and the second moments of the whole error. */
function errorsOf(convert: (z: PolarSpread, out: Float64Array) => void) {
  const out = new Float64Array(3);
  const moments = new Float64Array(9);
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < COUNT; k++) {
    convert(measured(k), out);
    let along = 0;
    for (let i = 0; i < 3; i++) {
      along += ((out[i] - exactPosition[i]) * exactPosition[i]) / truth.range;
      for (let j = 0; j < 3; j++)
        moments[3 * i + j] += ((out[i] - exactPosition[i]) * (out[j] - exactPosition[j])) / COUNT;
    }
    sum += along;
    squares += along * along;
  }
  const mean = sum / COUNT;
  return { mean, error: Math.sqrt((squares / COUNT - mean * mean) / COUNT), moments };
}

test('the plain conversion places a target too near, and the unbiased one does not', () => {
  const plain = errorsOf((z, out) => out.set(plainPosition(z)));
  const unbiased = errorsOf(unbiasedPosition);
  // r·(e^(−σ²/2) − 1) of both angles: 250 m and 433 m of the 200 km.
  expect(plain.mean / plain.error).toBeLessThan(-100);
  expect(plain.mean).toBeGreaterThan(-720);
  expect(plain.mean).toBeLessThan(-620);
  expect(Math.abs(unbiased.mean / unbiased.error)).toBeLessThan(3);
});

test('the covariance at the true position is that of the errors made', () => {
  const { moments } = errorsOf(unbiasedPosition);
  const got = new Float64Array(9);
  const exactly: PolarSpread = { ...truth, rangeVariance: 0, azimuthVariance: 0, elevationVariance: 0 };
  convertedCovariance({ ...truth, ...variances }, exactly, got);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const scale = Math.sqrt(got[4 * i] * got[4 * j]);
      expect(Math.abs(got[3 * i + j] - moments[3 * i + j]) / scale).toBeLessThan(0.03);
    }
  }
});

test('the covariance averaged over what is known is the mean of the covariances at what is possible', () => {
  const known: PolarSpread = {
    ...truth,
    rangeVariance: 500 * 500,
    azimuthVariance: 0.09 * 0.09,
    elevationVariance: 0.06 * 0.06,
  };
  const averaged = new Float64Array(9);
  convertedCovariance({ ...truth, ...variances }, known, averaged);
  const one = new Float64Array(9);
  const mean = new Float64Array(9);
  for (let k = 0; k < 20_000; k++) {
    const place: PolarSpread = {
      range: truth.range + 500 * draw(4, k),
      azimuth: truth.azimuth + 0.09 * draw(5, k),
      elevation: truth.elevation + 0.06 * draw(6, k),
      ...{ rangeVariance: 0, azimuthVariance: 0, elevationVariance: 0 },
    };
    convertedCovariance({ ...truth, ...variances }, place, one);
    for (let i = 0; i < 9; i++) mean[i] += one[i] / 20_000;
  }
  for (let i = 0; i < 9; i++) {
    const scale = Math.sqrt(averaged[4 * Math.floor(i / 3)] * averaged[4 * (i % 3)]);
    expect(Math.abs(averaged[i] - mean[i]) / scale).toBeLessThan(0.01);
  }
});

test('with small errors the covariance is the classical one: σ_r along, r·σ across', () => {
  const got = new Float64Array(9);
  const fine: PolarSpread = {
    range: 50_000,
    azimuth: 0,
    elevation: 0,
    ...{ rangeVariance: 900, azimuthVariance: 1e-6, elevationVariance: 4e-6 },
  };
  convertedCovariance(fine, { ...fine, rangeVariance: 0, azimuthVariance: 0, elevationVariance: 0 }, got);
  expect(got[0]).toBeCloseTo(2500, 0);
  expect(got[4]).toBeCloseTo(900, 0);
  expect(got[8]).toBeCloseTo(10_000, 0);
});

test('a sensor that stands and leans elsewhere converts to the same place and the same spread', () => {
  const [c, s] = [cos(0.3), sin(0.3)];
  const leaning = radar({ position: [9000, -4000, 300], rotation: [1, 0, 0, 0, c, s, 0, -s, c] });
  const sees = polarModel(leaning, ['range', 'azimuth', 'elevation']);
  const x = Float64Array.of(50_000, 30_000, 7000, 0, 0, 0);
  const noise = diagonal([30, 0.001, 0.0015]);
  const z = { model: sees, value: sees.measure(x), noise, time: 0, sensor: leaning, row: 0, address: -1 };
  const converted = convertMeasurement(z, x, diagonal([1, 1, 1]), 3);
  // What a covariance becomes on the way back through the Jacobian.
  const h = sees.jacobian(x);
  for (let i = 0; i < 3; i++) {
    expect(Math.abs((converted?.value[i] ?? 0) - x[i])).toBeLessThan(0.2);
    for (let j = 0; j < 3; j++) {
      let back = 0;
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) back += h[6 * i + a] * (converted?.noise[3 * a + b] ?? 0) * h[6 * j + b];
      }
      const scale = Math.sqrt(noise[4 * i] * noise[4 * j]);
      expect(Math.abs(back - noise[3 * i + j])).toBeLessThan(0.01 * scale);
    }
  }
});

test('a measurement without elevation has no converted position', () => {
  const sees = polarModel(radar(), ['range', 'azimuth']);
  const z = { model: sees, value: Float64Array.of(5000, 1), noise: diagonal([30, 0.001]) };
  expect(convertMeasurement({ ...z, time: 0, sensor: radar(), row: 0, address: -1 })).toBeUndefined();
});
