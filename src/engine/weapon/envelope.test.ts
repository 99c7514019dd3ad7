import { describe, expect, test } from 'vitest';
import { mediumInterceptor } from '../../../test/fixtures/interceptor.js';
import { geodeticToEcefInto } from '../earth/index.js';
import { crossingShare, heightShare, makeEnvelope } from './envelope.js';
import { INTERCEPT, predictIntercept } from './intercept.js';
import { makeInterceptor } from './interceptor.js';
import type { InterceptorSpec } from './weapon.schema.js';

const site = new Float64Array(3);
geodeticToEcefInto(0, 0, 0, site);
// On the equator at Greenwich x is up, y east and z north.
const at = (east: number, up: number): [number, number, number] => [site[0] + up, east, 0];
const code = (envelope: InterceptorSpec['envelope'], east: number, up: number, velocity: [number, number, number]) =>
  predictIntercept(
    makeInterceptor({ ...mediumInterceptor, envelope }),
    site,
    at(east, up),
    velocity,
    'cruiseMissile',
    0,
  ).code;

const crossing = { fromDeg: 30, beamShare: 0.5, recedingShare: 0.2 };

describe('an envelope', () => {
  test('gives each class a range of its own, and none beyond the greatest', () => {
    const envelope = makeEnvelope({ ...mediumInterceptor, envelope: { rangeKm: { drone: 40, fixedWing: 500 } } })!;
    expect(envelope.range).toEqual({
      drone: 40_000,
      fixedWing: 120_000,
      cruiseMissile: 120_000,
      ballisticMissile: 30_000,
    });
  });

  test('shrinks towards the ground', () => {
    const envelope = makeEnvelope({ ...mediumInterceptor, envelope: { low: { belowM: 3000, share: 0.4 } } })!;
    expect([0, 1500, 3000, 9000].map((height) => heightShare(envelope, height))).toEqual([0.4, 0.7, 1, 1]);
    const low = { low: { belowM: 3000, share: 0.2 } };
    expect(code(low, 60_000, 500, [0, -250, 0])).toBe(INTERCEPT.tooFarSoLow);
    expect(code(low, 60_000, 5000, [0, -250, 0])).toBe(INTERCEPT.feasible);
    expect(code(undefined, 60_000, 500, [0, -250, 0])).toBe(INTERCEPT.feasible);
  });

  test('has its full range at what approaches, less abeam, least at what flies away', () => {
    const envelope = makeEnvelope({ ...mediumInterceptor, envelope: { crossing } })!;
    expect([1, 0.9, 0, -1].map((cosine) => crossingShare(envelope, cosine))).toEqual([1, 1, 0.5, 0.2]);
    const shares = [0.8, 0.4, 0.1, -0.1, -0.5].map((cosine) => crossingShare(envelope, cosine));
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(code({ crossing }, 70_000, 5000, [0, 0, 250])).toBe(INTERCEPT.tooFarCrossing);
    expect(code({ crossing }, 70_000, 5000, [0, -250, 0])).toBe(INTERCEPT.feasible);
    expect(code({ crossing }, 30_000, 5000, [0, 250, 0])).toBe(INTERCEPT.tooFarCrossing);
    expect(code(undefined, 30_000, 5000, [0, 250, 0])).toBe(INTERCEPT.feasible);
  });
});
