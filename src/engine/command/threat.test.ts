import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enuBasisInto, geodeticToEcefInto } from '../earth/index.js';
import type { CommandPostId, Identity, PlaceId, TargetClass, Track, TrackNumber } from '../types/index.js';
import { predictImpactInto } from './ballistic-impact.js';
import { approachInto, makeDefendedPlaces } from './place.js';
import { describeThreat, evaluateThreats, type ThreatContext } from './threat.js';

const post = 'battery' as CommandPostId;
const RADIAN = Math.PI / 180;
const [LAT, LON] = [39.93 * RADIAN, 32.86 * RADIAN];
const origin = new Float64Array(3);
geodeticToEcefInto(LAT, LON, 0, origin);
const m = new Float64Array(9);
enuBasisInto(LAT, LON, m);
const ecef = (e: number, n: number, u: number): [number, number, number] => [
  m[0] * e + m[3] * n + m[6] * u,
  m[1] * e + m[4] * n + m[7] * u,
  m[2] * e + m[5] * n + m[8] * u,
];
/** A track at metres east, north, up of Ankara. */
const track = (
  number: number,
  at: [number, number, number],
  velocity: [number, number, number],
  identity: Identity = 'hostile',
  targetClass: TargetClass = 'fixedWing',
): Track => {
  const p = ecef(...at);
  return {
    post,
    number: number as TrackNumber,
    time: 100,
    updated: 100,
    started: 0,
    position: [p[0] + origin[0], p[1] + origin[1], p[2] + origin[2]],
    velocity: ecef(...velocity),
    positionSigma: 100,
    confirmed: true,
    iffFriend: 0,
    iffCivil: 0,
    iffSilent: 9,
    identity,
    because: '',
    targetClass,
  };
};
const specs = [
  { id: 'ankara' as PlaceId, name: 'Ankara', latDeg: 39.93, lonDeg: 32.86, radiusKm: 5, valueUsd: 1e9 },
  { id: 'base' as PlaceId, name: 'the base', latDeg: 39.5, lonDeg: 32.86, radiusKm: 2, valueUsd: 5e8 },
];
const places = makeDefendedPlaces(specs);
const context: ThreatContext = { post, time: 100, places, weaponsControl: 'tight' };

describe('threats', () => {
  test('a track that passes 3 km off at 250 m/s is there in 200 s', () => {
    const out = new Float64Array(3);
    const t = track(1, [3000, 50_000, 3000], [0, -250, 0]);
    approachInto(places[0], t.position, t.velocity, out);
    expect(out[1]).toBeCloseTo(200, 6);
    expect(out[2]).toBeCloseTo(3000, 3);
  });

  test('the nearer of two equal tracks comes first, equals in order of their number', () => {
    const near = track(9, [0, 30_000, 3000], [0, -250, 0]);
    const far = track(2, [0, 60_000, 3000], [0, -250, 0]);
    const twin = track(3, [0, 30_000, 3000], [0, -250, 0]);
    const threats = evaluateThreats([far, near, twin], context);
    expect(threats.map((t) => t.track)).toEqual([3, 9, 2]);
    expect(threats[0]).toMatchObject({ place: 'ankara', because: 'heading for Ankara' });
    expect(describeThreat(threats[0])).toBe('hostile fixedWing heading for Ankara, in 120 s');
  });

  test('a track that has passed every place is no threat', () => {
    expect(evaluateThreats([track(1, [0, 30_000, 3000], [0, 250, 0])], context)).toEqual([]);
  });

  test('friends, neutrals and pending tracks are no threats; unknowns only under weapons free and heading for a place', () => {
    const all = (['friend', 'assumedFriend', 'neutral', 'pending', 'unknown'] as const).map((identity, k) =>
      track(k, [0, 30_000, 3000], [0, -250, 0], identity),
    );
    expect(evaluateThreats(all, context)).toEqual([]);
    expect(evaluateThreats(all, { ...context, weaponsControl: 'free' }).map((t) => t.identity)).toEqual(['unknown']);
    const passing = track(7, [60_000, 30_000, 3000], [0, -250, 0], 'unknown');
    expect(evaluateThreats([passing], { ...context, weaponsControl: 'free' })).toEqual([]);
  });

  test('an old track is carried forward to now', () => {
    const t = track(1, [0, 50_000, 3000], [0, -250, 0]);
    expect(evaluateThreats([t], { ...context, time: 130 })[0].timeToGo).toBeCloseTo(170, 6);
  });

  test('a ballistic missile threatens the place where it falls, not the one it flies over', () => {
    // Falls for some 50 s; over Ankara now, towards the base 48 km to the south.
    const falling = track(1, [0, 2000, 30_000], [0, -1000, -350], 'hostile', 'ballisticMissile');
    const [threat] = evaluateThreats([falling], context);
    expect(threat).toMatchObject({ place: 'base', because: 'falling towards the base' });
    expect(threat.closestApproach).toBeLessThan(12_000);
  });

  test('the order of tracks and places decides nothing', () => {
    const coordinate = fc.integer({ min: -90_000, max: 90_000 });
    const speed = fc.integer({ min: -300, max: 300 });
    const any = fc.array(fc.tuple(coordinate, coordinate, speed, speed), { maxLength: 12 });
    const reversed = { ...context, places: makeDefendedPlaces([...specs].reverse()) };
    fc.assert(
      fc.property(any, (rows) => {
        const tracks = rows.map(([e, n, ve, vn], k) => track(k, [e, n, 5000], [ve, vn, 0]));
        expect(evaluateThreats([...tracks].reverse(), reversed)).toEqual(evaluateThreats(tracks, context));
      }),
    );
  });
});

describe('the predicted impact of a ballistic missile', () => {
  test('agrees with the textbook parabola over a short fall', () => {
    const out = new Float64Array(4);
    const p = track(1, [0, 0, 1000], [0, 0, 0]).position;
    expect(predictImpactInto(p, [0, 0, 0], 0, out)).toBe(true);
    // The step is 5 s and the fall ends inside one: the chord errs by up to g × 5²/8 = 31 m of height.
    expect(Math.abs(out[0] - Math.sqrt((2 * 1000) / 9.8))).toBeLessThan(0.5);
  });

  test('agrees with a Kepler ellipse seen from the rotating Earth, to 50 m in 300 km', () => {
    // Oracle: the same start in an inertial frame, integrated in steps of 0.01 s without rotation terms.
    const speed = ecef(0, 1200, 1200);
    const start = track(1, [0, 0, 0], [0, 0, 0]).position;
    const omega = 7.292115e-5;
    let [x, y, z] = start;
    let vx = speed[0] - omega * y;
    let vy = speed[1] + omega * x;
    let vz = speed[2];
    let t = 0;
    const [a, b] = [6378137, 6356752.314245];
    do {
      const r = Math.sqrt(x * x + y * y + z * z);
      const pull = (-3.986004418e14 / (r * r * r)) * 0.01;
      vx += pull * x;
      vy += pull * y;
      vz += pull * z;
      x += vx * 0.01;
      y += vy * 0.01;
      z += vz * 0.01;
      t += 0.01;
    } while ((x * x + y * y) / (a * a) + (z * z) / (b * b) > 1);
    const angle = -omega * t;
    const ex = x * Math.cos(angle) - y * Math.sin(angle);
    const ey = x * Math.sin(angle) + y * Math.cos(angle);
    const out = new Float64Array(4);
    const lifted = track(1, [0, 0, 1], [0, 0, 0]).position;
    predictImpactInto(lifted, speed, 0, out);
    expect(Math.abs(out[0] - t)).toBeLessThan(1);
    const miss = Math.sqrt((out[1] - ex) ** 2 + (out[2] - ey) ** 2 + (out[3] - z) ** 2);
    expect(miss).toBeLessThan(50);
    const range = Math.sqrt((ex - start[0]) ** 2 + (ey - start[1]) ** 2 + (z - start[2]) ** 2);
    expect(range).toBeGreaterThan(280_000);
  });

  test('a body that leaves the Earth, or is on the ground, is told apart', () => {
    const out = new Float64Array(4);
    expect(predictImpactInto(track(1, [0, 0, 1e5], [0, 0, 0]).position, ecef(0, 0, 12_000), 0, out)).toBe(false);
    expect(predictImpactInto(track(1, [0, 0, -5], [0, 0, 0]).position, ecef(0, 0, 0), 0, out)).toBe(true);
    expect(out[0]).toBe(0);
  });
});
