import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enuBasisInto, geodeticToEcefInto } from '../earth/index.js';
import type { CommandPostId, Identity, PlaceId, Track, TrackNumber } from '../types/index.js';
import type { CorridorSpec } from './corridor.js';
import { describeIdentification, EVIDENCE } from './evidence.js';
import { identify, makeIdentifier } from './identification.js';
import { classifyKinematics } from './kinematics.js';
import { makeDefendedPlaces } from './place.js';

const own = 'battery' as CommandPostId;
const RADIAN = Math.PI / 180;

/** A track at degrees and metres, flying with speeds east, north and up. */
function track(
  at: { lat: number; lon: number; altitude: number },
  velocity: readonly [number, number, number],
  more: Partial<Track> = {},
): Track {
  const p = new Float64Array(3);
  const m = new Float64Array(9);
  geodeticToEcefInto(at.lat * RADIAN, at.lon * RADIAN, at.altitude, p);
  enuBasisInto(at.lat * RADIAN, at.lon * RADIAN, m);
  const [e, n, u] = velocity;
  const v = [0, 1, 2].map((k) => m[k] * e + m[3 + k] * n + m[6 + k] * u);
  return {
    post: own,
    number: 1 as TrackNumber,
    time: 100,
    updated: 100,
    started: 50,
    position: [p[0], p[1], p[2]],
    velocity: [v[0], v[1], v[2]],
    positionSigma: 100,
    confirmed: true,
    iffFriend: 0,
    iffCivil: 0,
    iffSilent: 0,
    identity: 'unknown',
    because: '',
    targetClass: 'fixedWing',
    ...more,
  };
}

const corridors: CorridorSpec[] = [
  {
    id: 'UL620',
    kind: 'airway',
    points: [
      { latDeg: 38, lonDeg: 33 },
      { latDeg: 41, lonDeg: 33 },
    ],
    widthKm: 20,
    floorM: 6000,
    ceilingM: 13_000,
    maximumSpeedMps: 270,
  },
  {
    id: 'home',
    kind: 'return',
    points: [
      { latDeg: 40, lonDeg: 30 },
      { latDeg: 40, lonDeg: 31 },
      { latDeg: 40.5, lonDeg: 31 },
    ],
    widthKm: 10,
    floorM: 1000,
    ceilingM: 5000,
    maximumSpeedMps: 350,
  },
];
const places = makeDefendedPlaces([
  { id: 'ankara' as PlaceId, name: 'Ankara', latDeg: 39.93, lonDeg: 32.86, radiusKm: 5, valueUsd: 1e9 },
]);
const criteria = {
  insideKm: 40,
  timeToGoS: 180,
  ballisticSpeedMps: 1000,
  silentInterrogations: 3,
  outsideCorridor: true,
  suspectScore: 2,
  hostileScore: 3,
};
const context = makeIdentifier(criteria, corridors, places);
/** 38 km south of Ankara, flying north at 250 m/s and 3 km: outside every corridor. */
const raider = (more: Partial<Track> = {}) => track({ lat: 39.588, lon: 32.86, altitude: 3000 }, [0, 250, 0], more);
const airliner = (more: Partial<Track> = {}) => track({ lat: 39, lon: 33, altitude: 10_000 }, [0, 240, 0], more);
const remote = (identity: Identity) => raider({ post: 'radar' as CommandPostId, identity, because: 'no answer' });

describe('what a track is taken for', () => {
  test('friend: it answers as one, whatever else it does', () => {
    expect(identify(raider({ iffFriend: 4, iffSilent: 2 }), context).identity).toBe('friend');
    expect(identify(raider({ iffFriend: 4 }), context, remote('hostile')).identity).toBe('friend');
  });

  test('a stray friend reply among many silences makes no friend', () => {
    expect(identify(raider({ iffFriend: 1, iffSilent: 20 }), context).identity).not.toBe('friend');
  });

  test('hostile: silence, outside every corridor, near and closing, arrival soon, and the words say so', () => {
    const silent = raider({ iffSilent: 6 });
    const result = identify(silent, context);
    expect(result.identity).toBe('hostile');
    expect(describeIdentification(result, silent)).toBe(
      'no answer to 6 interrogations, outside every corridor, 38 km from Ankara and closing, arrival in 152 s',
    );
  });

  test('no interrogation is no evidence: without IFF only behaviour counts', () => {
    const strict = makeIdentifier({ ...criteria, hostileScore: 4 }, corridors, places);
    expect(identify(raider({ iffSilent: 6 }), strict).identity).toBe('hostile');
    const unasked = identify(raider(), strict);
    expect(unasked.identity).toBe('suspect');
    expect(unasked.evidence & EVIDENCE.silent).toBe(0);
    expect(unasked.evidence & EVIDENCE.notInterrogated).not.toBe(0);
  });

  test('silence counts only after the doctrine’s number of interrogations', () => {
    expect(identify(raider({ iffSilent: 2 }), context).evidence & EVIDENCE.silent).toBe(0);
    expect(identify(raider({ iffSilent: 3 }), context).evidence & EVIDENCE.silent).not.toBe(0);
  });

  test('an airliner that answers inside its airway is neutral; too fast, too low or beside it, it is not', () => {
    expect(identify(airliner({ iffCivil: 5 }), context).identity).toBe('neutral');
    const fast = track({ lat: 39, lon: 33, altitude: 10_000 }, [0, 320, 0], { iffCivil: 5 });
    const low = track({ lat: 39, lon: 33, altitude: 2000 }, [0, 240, 0], { iffCivil: 5 });
    const beside = track({ lat: 39, lon: 33.3, altitude: 10_000 }, [0, 240, 0], { iffCivil: 5 });
    for (const t of [fast, low, beside]) expect(identify(t, context).identity).not.toBe('neutral');
  });

  test('without IFF, conformity to an airway or a return corridor has to do; a silent track gets nothing for it', () => {
    const home = (more: Partial<Track>) => track({ lat: 40, lon: 30.5, altitude: 3000 }, [200, 0, 0], more);
    expect(identify(airliner(), context).identity).toBe('neutral');
    expect(identify(home({}), context).identity).toBe('assumedFriend');
    expect(identify(home({ iffSilent: 5 }), context).identity).toBe('unknown');
  });

  test('a corridor turns its corners', () => {
    const corner = track({ lat: 40.3, lon: 31, altitude: 3000 }, [0, 200, 0]);
    expect(identify(corner, context).corridor?.id).toBe('home');
    const cut = track({ lat: 40.3, lon: 30.5, altitude: 3000 }, [0, 200, 0]);
    expect(identify(cut, context).corridor).toBeNull();
  });

  test('pending until confirmed and followed for ten seconds', () => {
    expect(identify(raider({ confirmed: false, iffSilent: 9 }), context).identity).toBe('pending');
    expect(identify(raider({ started: 95, iffSilent: 9 }), context).identity).toBe('pending');
  });

  test('hostile by ballistic speed or path, even if another post says neutral', () => {
    const missile = track({ lat: 39, lon: 34, altitude: 60_000 }, [-700, 700, -900]);
    const result = identify(missile, context, remote('neutral'));
    expect(result.identity).toBe('hostile');
    expect(result.targetClass).toBe('ballisticMissile');
    expect(describeIdentification(result, missile)).toContain('a ballistic missile by its path (1338 m/s)');
  });

  test('a track once hostile stays so with one piece of evidence less, not with two', () => {
    const two = track({ lat: 39.2, lon: 32.86, altitude: 3000 }, [0, 250, 0], { iffSilent: 6 });
    expect(identify(two, context).identity).toBe('suspect');
    expect(identify({ ...two, identity: 'hostile' }, context).identity).toBe('hostile');
    expect(identify({ ...two, iffSilent: 0, identity: 'hostile' }, context).identity).toBe('suspect');
  });
});

describe('what another post reports', () => {
  test('a friend there is a friend here, though it did not answer us', () => {
    const silent = raider({ iffSilent: 6 });
    const result = identify(silent, context, remote('friend'));
    expect(result.identity).toBe('friend');
    expect(describeIdentification(result, silent, remote('friend'))).toContain('radar reports it friend (no answer)');
  });

  test('hostile and neutral are taken over; a conflict with our own civil replies makes a suspect', () => {
    expect(identify(airliner(), context, remote('hostile')).identity).toBe('hostile');
    expect(identify(raider(), context, remote('neutral')).identity).toBe('neutral');
    expect(identify(airliner({ iffCivil: 5 }), context, remote('hostile')).identity).toBe('suspect');
  });

  test('a suspect there is one more piece of evidence here; unknown and pending are none', () => {
    const far = track({ lat: 38, lon: 36, altitude: 3000 }, [250, 0, 0]);
    expect(identify(far, context).identity).toBe('unknown');
    expect(identify(far, context, remote('suspect')).identity).toBe('suspect');
    expect(identify(far, context, remote('unknown')).identity).toBe('unknown');
  });
});

test('the order of corridors and places decides nothing', () => {
  const reversed = makeIdentifier(criteria, [...corridors].reverse(), [...places].reverse());
  fc.assert(
    fc.property(
      fc.double({ min: 38, max: 41, noNaN: true }),
      fc.double({ min: 30, max: 34, noNaN: true }),
      fc.double({ min: 100, max: 12_000, noNaN: true }),
      (lat, lon, altitude) => {
        const t = track({ lat, lon, altitude }, [0, 250, 0], { iffSilent: 4 });
        expect(identify(t, reversed)).toEqual(identify(t, context));
      },
    ),
  );
});

test('more silence never makes a track friendlier', () => {
  const rank: Identity[] = ['friend', 'assumedFriend', 'neutral', 'unknown', 'pending', 'suspect', 'hostile'];
  fc.assert(
    fc.property(fc.double({ min: 38, max: 41, noNaN: true }), fc.nat(3), fc.nat(3), fc.nat(10), (lat, f, c, s) => {
      const judged = (iffSilent: number) =>
        rank.indexOf(
          identify(
            track({ lat, lon: 33, altitude: 9000 }, [0, 240, 0], { iffFriend: f, iffCivil: c, iffSilent }),
            context,
          ).identity,
        );
      expect(judged(s + 1)).toBeGreaterThanOrEqual(judged(s));
    }),
  );
});

test.each([
  [250, 50, 0, 'cruiseMissile'],
  [250, 3000, 0, 'fixedWing'],
  [50, 1000, 0, 'drone'],
  [100, 300, 0, 'fixedWing'],
  [1200, 20_000, 0, 'ballisticMissile'],
  [700, 20_000, -500, 'ballisticMissile'],
  [500, 45_000, 0, 'ballisticMissile'],
] as const)('%i m/s at %i m climbing %i m/s is taken for a %s', (speed, height, climb, expected) => {
  expect(classifyKinematics(speed, height, climb, 1000)).toBe(expected);
});
