import { describe, expect, test } from 'vitest';
import {
  estimateImpact,
  impactProbability,
  makeDefendedPlaces,
  predictImpactInto,
} from '../../src/engine/command/index.js';
import { ecefToGeodeticInto, enuBasisInto, geodeticToEcefInto } from '../../src/engine/earth/index.js';
import { choleskyInto, makeStreams, normal } from '../../src/engine/math/index.js';
import type { PlaceId } from '../../src/engine/types/index.js';

const RADIAN = Math.PI / 180;
const SAMPLES = 20_000;

/** A missile past its apex at 60 km, going down to the north-east at 1500 m/s, known to 300 m and 15 m/s, correlated. */
const origin = new Float64Array(3);
geodeticToEcefInto(39 * RADIAN, 32 * RADIAN, 60_000, origin);
const basis = new Float64Array(9);
enuBasisInto(39 * RADIAN, 32 * RADIAN, basis);
const ecef = (e: number, n: number, u: number): [number, number, number] => [
  basis[0] * e + basis[3] * n + basis[6] * u,
  basis[1] * e + basis[4] * n + basis[7] * u,
  basis[2] * e + basis[5] * n + basis[8] * u,
];
const position: [number, number, number] = [origin[0], origin[1], origin[2]];
const velocity = ecef(900, 1100, -400);

const full = Array.from({ length: 6 }, (_, i) =>
  Array.from({ length: 6 }, (_, j) => {
    if (i === j) return i < 3 ? 300 * 300 : (10 + 2 * i) * (10 + 2 * i);
    return j === i + 3 || i === j + 3 ? 0.6 * 300 * (10 + 2 * Math.max(i, j)) : 0;
  }),
);
const packed = full.flatMap((row, i) => row.slice(i));

const estimate = estimateImpact(position, velocity, packed, 0);
if (estimate === null) throw new Error('it comes down');
const geodetic = new Float64Array(3);
ecefToGeodeticInto(estimate.position[0], estimate.position[1], estimate.position[2], geodetic);
const there = new Float64Array(9);
enuBasisInto(geodetic[0], geodetic[1], there);

/** Impacts of states drawn from the covariance: east and north of the predicted impact, m. */
const impacts = (() => {
  const lower = Float64Array.from(full.flat());
  expect(choleskyInto(lower, 6, lower)).toBe(true);
  const streams = makeStreams(5, 0);
  const out = new Float64Array(4);
  return Array.from({ length: SAMPLES }, (_, k) => {
    const z = Array.from({ length: 6 }, (_, c) => normal(streams, k, c, 1, 0));
    const d = full.map((_, i) => z.reduce((sum, v, j) => (j <= i ? sum + lower[6 * i + j] * v : sum), 0));
    predictImpactInto(
      [position[0] + d[0], position[1] + d[1], position[2] + d[2]],
      [velocity[0] + d[3], velocity[1] + d[4], velocity[2] + d[5]],
      0,
      out,
    );
    const [x, y, w] = [1, 2, 3].map((c) => out[c] - estimate.position[c - 1]);
    return [x * there[0] + y * there[1] + w * there[2], x * there[3] + y * there[4] + w * there[5]];
  });
})();

describe('the ellipse of a ballistic impact against 20 000 states drawn from the covariance', () => {
  const mean = (of: (p: number[]) => number): number => impacts.reduce((sum, p) => sum + of(p), 0) / SAMPLES;
  const sinA = Math.sin(estimate.orientation);
  const cosA = Math.cos(estimate.orientation);
  const along = (p: number[]): number => p[0] * sinA + p[1] * cosA;
  const across = (p: number[]): number => p[0] * cosA - p[1] * sinA;

  test('its axes are the deviations of the impacts along and across it, within 1%', () => {
    expect(Math.sqrt(mean((p) => along(p) ** 2)) / estimate.semiMajor).toBeCloseTo(1, 1.7);
    expect(Math.sqrt(mean((p) => across(p) ** 2)) / estimate.semiMinor).toBeCloseTo(1, 1.7);
  });

  test('along and across are uncorrelated: its orientation is that of the impacts', () => {
    const r = mean((p) => along(p) * across(p)) / (estimate.semiMajor * estimate.semiMinor);
    expect(Math.abs(r)).toBeLessThan(3 / Math.sqrt(SAMPLES) + 0.01);
  });

  test('39.3% of the impacts lie inside it, 90% inside 2.146 times it', () => {
    const inside = (scale: number): number =>
      mean((p) =>
        (along(p) / estimate.semiMajor) ** 2 + (across(p) / estimate.semiMinor) ** 2 < scale * scale ? 1 : 0,
      );
    expect(inside(1)).toBeCloseTo(1 - Math.exp(-0.5), 1.7);
    expect(inside(2.146)).toBeCloseTo(0.9, 1.9);
  });

  test.each([
    [0, 0, 5],
    [6000, 2000, 4],
    [-9000, 4000, 6],
  ])(
    'the probability of a place %d m east, %d m north, of %d km is the share of the impacts in it',
    (e, n, radiusKm) => {
      const at = new Float64Array(3);
      [0, 1, 2].forEach((c) => {
        at[c] = estimate.position[c] + there[c] * e + there[3 + c] * n;
      });
      ecefToGeodeticInto(at[0], at[1], at[2], geodetic);
      const [place] = makeDefendedPlaces([
        {
          id: 'town' as PlaceId,
          name: 'Town',
          latDeg: geodetic[0] / RADIAN,
          lonDeg: geodetic[1] / RADIAN,
          radiusKm,
          valueUsd: 1,
        },
      ]);
      const share = mean((p) => ((p[0] - e) ** 2 + (p[1] - n) ** 2 < (radiusKm * 1000) ** 2 ? 1 : 0));
      expect(impactProbability(estimate, place)).toBeGreaterThan(share - 0.015);
      expect(impactProbability(estimate, place)).toBeLessThan(share + 0.015);
    },
  );
});
