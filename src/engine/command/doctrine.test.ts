import { describe, expect, test } from 'vitest';
import { geodeticToEcefInto } from '../earth/index.js';
import type {
  CommandPostId,
  EngagementOption,
  FireUnitId,
  Identity,
  PlaceId,
  TargetClass,
  Threat,
  Track,
  TrackNumber,
} from '../types/index.js';
import { type AssignmentContext, assignEngagements, whyNotEngaged } from './assignment.js';
import { type FireDoctrine, reservedOf, salvosAllowed, salvoWanted } from './doctrine.js';
import { makeDefendedPlaces } from './place.js';
import { reactionTime } from './reaction.js';
import { evaluateSelfDefence } from './self-defence.js';
import type { LaterOption } from './shot-plan.js';

const post = 'post' as CommandPostId;
const number = (n: number) => n as TrackNumber;
const threat = (n: number, more: Partial<Threat> = {}): Threat => ({
  post,
  track: number(n),
  identity: 'hostile',
  targetClass: 'cruiseMissile',
  place: 'town' as PlaceId,
  timeToGo: 200,
  closestApproach: 0,
  score: 1,
  because: 'heading for Town',
  ...more,
});
const option = (n: number, more: Partial<EngagementOption> = {}): EngagementOption => ({
  fireUnit: 'u1' as FireUnitId,
  track: number(n),
  interceptor: 'medium',
  timeToIntercept: 40,
  killProbability: 0.7,
  ready: 8,
  freeFireChannels: 4,
  freeGuidanceChannels: 8,
  unitCostUsd: 1e6,
  interceptRange: 20_000,
  ...more,
});
const salvo: Record<TargetClass, number> = { fixedWing: 1, cruiseMissile: 1, drone: 1, ballisticMissile: 1 };
const doctrine = (more: Partial<FireDoctrine> = {}): FireDoctrine => ({
  method: 'shootLookShoot',
  salvo,
  maximumSalvos: 2,
  ...more,
});
const context = (rules: Partial<FireDoctrine> = {}, more: Partial<AssignmentContext> = {}): AssignmentContext => ({
  post,
  tick: 5,
  weaponsControl: 'free',
  weaponsReady: true,
  doctrine: doctrine(rules),
  engagements: [],
  ...more,
});

test('methods differ by class and in their first salvo', () => {
  const rules = doctrine({ method: 'shootShootLookShoot', methodByClass: { drone: 'salvo' } });
  expect([salvoWanted(rules, 'cruiseMissile', 0), salvoWanted(rules, 'cruiseMissile', 1)]).toEqual([2, 1]);
  expect([salvosAllowed(rules, 'cruiseMissile'), salvosAllowed(rules, 'drone')]).toEqual([2, 1]);
});

test('a reserve is the greater of its share and its number, and binds all classes but its own', () => {
  const reserve = { forClass: 'ballisticMissile', share: 0.5, interceptors: 3 } as const;
  expect(['drone', 'ballisticMissile'].map((c) => reservedOf(reserve, c as TargetClass, 16))).toEqual([8, 0]);
  expect(reservedOf(reserve, 'drone', 4)).toBe(3);
});

describe('who is served first', () => {
  const onlyOne = [1, 2].map((n) => option(n, { freeFireChannels: 1 }));
  const served = (rules: Partial<FireDoctrine>, more: Partial<AssignmentContext> = {}, second: Partial<Threat> = {}) =>
    assignEngagements([threat(1, { score: 2 }), threat(2, second)], onlyOne, context(rules, more)).map((o) => o.track);

  test('the greater score, unless priorities by class, identity or place say otherwise', () => {
    expect(served({})).toEqual([1]);
    expect(served({ priorities: { class: { drone: 3 } } }, {}, { targetClass: 'drone' })).toEqual([2]);
    expect(served({ priorities: { identity: { suspect: 3 } } }, {}, { identity: 'suspect' })).toEqual([2]);
    const places = new Map([['bridge', 3]]);
    expect(served({}, { placePriorities: places }, { place: 'bridge' as PlaceId })).toEqual([2]);
  });

  test('what comes for the own unit before all else, whatever weapons control', () => {
    const own = { selfDefence: true, identity: 'pending' } as const;
    const rules = { selfDefence: { timeToGoS: 60, missKm: 2 } };
    expect(served(rules, {}, own)).toEqual([2]);
    expect(served(rules, { weaponsControl: 'hold' }, own)).toEqual([2]);
    expect(
      served({ selfDefence: { ...rules.selfDefence, holdIsAbsolute: true } }, { weaponsControl: 'hold' }, own),
    ).toEqual([]);
  });
});

describe('assigning all at once', () => {
  // The first threat takes the only unit that can reach the second, where each threat chooses for itself.
  const near = { fireUnit: 'near' as FireUnitId, freeFireChannels: 1, ready: 1, freeGuidanceChannels: 1 };
  const far = { ...near, fireUnit: 'far' as FireUnitId };
  const threats = [threat(1, { score: 2 }), threat(2, { score: 1.9 })];
  const options = [
    option(1, { ...near, killProbability: 0.9 }),
    option(1, { ...far, killProbability: 0.7 }),
    option(2, { ...near, killProbability: 0.9 }),
  ];
  const orders = (assigner: 'greedy' | 'optimal') =>
    assignEngagements(threats, options, context({ assigner })).map(({ track, fireUnit }) => [track, fireUnit]);

  test('covers both threats where greedy choice covers one', () => {
    expect(orders('greedy')).toEqual([[1, 'near']]);
    expect(orders('optimal')).toEqual(
      expect.arrayContaining([
        [1, 'far'],
        [2, 'near'],
      ]),
    );
  });
});

describe('the rolling horizon', () => {
  const later = (n: number, wait: number, killProbability: number): LaterOption => ({
    option: option(n, { timeToIntercept: 40 + wait, killProbability }),
    wait,
  });
  const rules = { assigner: 'rollingHorizon', assessmentDelayS: 5 } as const;
  const decide = (options: LaterOption[], more: Partial<FireDoctrine> = {}) => {
    const situation = context({ ...rules, ...more }, { later: options });
    return {
      fires: assignEngagements([threat(1)], [option(1, { killProbability: 0.3 })], situation).length > 0,
      why: whyNotEngaged(threat(1), [option(1, { killProbability: 0.3 })], situation),
    };
  };

  test('waits for a shot that kills clearly better, and says so', () => {
    expect(decide([later(1, 30, 0.8)])).toEqual({
      fires: false,
      why: 'waits 30 s for a better shot, kill probability 0.80',
    });
  });

  test('fires now where the later shot is hardly better, or comes too late', () => {
    expect(decide([later(1, 30, 0.35)])).toEqual({ fires: true, why: null });
    expect(decide([later(1, 190, 0.8)])).toEqual({ fires: true, why: null });
  });

  test('fires now where it can look and still take the better shot; not with a method that does not look', () => {
    expect(decide([later(1, 60, 0.8)]).fires).toBe(true);
    expect(decide([later(1, 60, 0.8)], { method: 'salvo' }).fires).toBe(false);
  });
});

test('why a threat is left alone is told in words', () => {
  const why = (o: EngagementOption, rules: Partial<FireDoctrine> = {}, more: Partial<AssignmentContext> = {}) =>
    whyNotEngaged(threat(1), [o], context(rules, more));
  expect(why(option(1), { keepOut: { outsideKm: { cruiseMissile: 10 } } })).toBe('keep-out: too far');
  expect(why(option(1), { keepOut: { insideKm: { cruiseMissile: 30 } } })).toBe('keep-out: too near');
  expect(why(option(1, { inReserve: 8 }))).toBe('interceptors kept in reserve');
  expect(why(option(1), { priorities: { class: { cruiseMissile: 0 } } })).toBe('of no priority');
  const other = { post: 'neighbour' as CommandPostId, track: number(1), phase: 'flying', salvos: 1 } as const;
  expect(why(option(1), {}, { engagements: [other] })).toBe('left to neighbour');
  const given = { tracks: new Set<TrackNumber>(), otherwise: 'left to the orders of centre' };
  expect(why(option(1), {}, { given })).toBe('left to the orders of centre');
  expect(why(option(1), {}, { given: { ...given, tracks: new Set([number(1)]) } })).toBeNull();
});

describe('reaction times', () => {
  test('a triangle has its ends, and half of it below the median', () => {
    const spec = { decisionDelayS: 7, reactionTriangular: { lowS: 10, modeS: 10, highS: 30 } };
    expect(reactionTime(spec, 1e-12)).toBeCloseTo(10, 4);
    expect(reactionTime(spec, 1 - 1e-12)).toBeCloseTo(30, 4);
    // (30 − x)² / 20² = ½ where the mode is the least value.
    expect(reactionTime(spec, 0.5)).toBeCloseTo(30 - 20 * Math.SQRT1_2, 9);
  });

  test('a log-normal has the median and the 95th percentile given', () => {
    const spec = { decisionDelayS: 7, reactionLogNormal: { medianS: 12, percentile95S: 40 } };
    expect(reactionTime(spec, 0.5)).toBeCloseTo(12, 9);
    expect(reactionTime(spec, 0.95)).toBeCloseTo(40, 9);
    expect(reactionTime({ decisionDelayS: 7 }, 0.95)).toBe(7);
  });
});

describe('self-defence', () => {
  const [unit] = makeDefendedPlaces([
    { id: 'battery' as PlaceId, name: 'battery', latDeg: 38, lonDeg: 33, radiusKm: 0, valueUsd: 1e9 },
  ]);
  /** A track 10 km east of the unit that flies west at 200 m/s. */
  const track = (identity: Identity, northKm = 0): Track => {
    const place = new Float64Array(3);
    const rad = Math.PI / 180;
    geodeticToEcefInto((38 + northKm / 111.2) * rad, 33 * rad + 10_000 / (6.378e6 * 0.788), 3000, place);
    return {
      post,
      number: number(1),
      time: 0,
      updated: 0,
      started: 0,
      position: [place[0], place[1], place[2]],
      velocity: [200 * 0.5446, -200 * 0.8387, 0],
      positionSigma: 100,
      confirmed: true,
      iffFriend: 0,
      iffCivil: 0,
      iffSilent: 0,
      identity,
      because: '',
      targetClass: 'fixedWing',
    };
  };
  const pressing = (t: Track, timeToGoS = 60, missKm = 2) =>
    evaluateSelfDefence([t], [unit], { timeToGoS, missKm }, 0).map((x) => Math.round(x.timeToGo));

  test('what arrives soon enough and near enough comes for the unit, whatever it is but a friend or neutral', () => {
    expect(pressing(track('unknown'))).toEqual([50]);
    expect(pressing(track('pending'))).toEqual([50]);
    expect(pressing(track('unknown'), 45)).toEqual([]);
    expect(pressing(track('unknown', 5))).toEqual([]);
    for (const identity of ['friend', 'assumedFriend', 'neutral'] as const)
      expect(pressing(track(identity))).toEqual([]);
  });
});
