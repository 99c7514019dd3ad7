import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  CommandPostId,
  EngagementOption,
  EngagementPhase,
  FireUnitId,
  PlaceId,
  TargetClass,
  Threat,
  TrackNumber,
} from '../types/index.js';
import { type AssignmentContext, assignEngagements, whyNotEngaged } from './assignment.js';
import type { OngoingEngagement } from './refusal.js';

const post = 'battery' as CommandPostId;
const track = (n: number) => n as TrackNumber;
const threat = (n: number, score = 1, more: Partial<Threat> = {}): Threat => ({
  post,
  track: track(n),
  identity: 'hostile',
  targetClass: 'cruiseMissile',
  place: 'ankara' as PlaceId,
  timeToGo: 150,
  closestApproach: 0,
  score,
  because: 'heading for Ankara',
  ...more,
});
const option = (n: number, more: Partial<EngagementOption> = {}): EngagementOption => ({
  fireUnit: 'u1' as FireUnitId,
  track: track(n),
  interceptor: 'medium',
  timeToIntercept: 40,
  killProbability: 0.7,
  ready: 8,
  freeFireChannels: 4,
  freeGuidanceChannels: 8,
  unitCostUsd: 1e6,
  ...more,
});
const salvo: Record<TargetClass, number> = { fixedWing: 2, cruiseMissile: 2, drone: 1, ballisticMissile: 3 };
const context = (more: Partial<AssignmentContext> = {}): AssignmentContext => ({
  post,
  tick: 5,
  weaponsControl: 'free',
  weaponsReady: true,
  doctrine: { method: 'shootLookShoot', salvo, maximumSalvos: 2 },
  engagements: [],
  ...more,
});
const under = (n: number, phase: EngagementPhase, salvos = 1, by = post): OngoingEngagement => ({
  post: by,
  track: track(n),
  phase,
  salvos,
});

describe('who is fired at', () => {
  test('the salvo of the class, with the reason in words', () => {
    expect(assignEngagements([threat(1)], [option(1)], context())).toEqual([
      {
        post,
        fireUnit: 'u1',
        track: 1,
        interceptor: 'medium',
        salvo: 2,
        tick: 5,
        because: 'hostile, heading for Ankara: intercept in 40 s, 110 s before arrival, kill probability 0.91',
      },
    ]);
  });

  test('the most urgent first when channels are short', () => {
    const options = [1, 2, 3].map((n) => option(n, { freeFireChannels: 2 }));
    const orders = assignEngagements([threat(1, 5), threat(2, 9), threat(3, 7)], options, context());
    expect(orders.map((o) => o.track)).toEqual([2, 3]);
  });

  test('a salvo shrinks to the guidance channels and interceptors that are left', () => {
    const channels = [1, 2].map((n) => option(n, { freeGuidanceChannels: 3 }));
    expect(assignEngagements([threat(1, 2), threat(2, 1)], channels, context()).map((o) => o.salvo)).toEqual([2, 1]);
    const tubes = [1, 2].map((n) => option(n, { ready: 2 }));
    expect(assignEngagements([threat(1, 2), threat(2, 1)], tubes, context()).map((o) => o.salvo)).toEqual([2]);
  });

  test('of interceptors that kill about as well, the cheapest; a clearly better one wins over cost', () => {
    const dear = option(1, { interceptor: 'long', killProbability: 0.75, unitCostUsd: 4e6 });
    expect(assignEngagements([threat(1)], [dear, option(1)], context())[0].interceptor).toBe('medium');
    const weak = option(1, { killProbability: 0.3 });
    expect(assignEngagements([threat(1)], [dear, weak], context())[0].interceptor).toBe('long');
  });

  test('nobody is fired at who would arrive before the interceptor', () => {
    expect(assignEngagements([threat(1, 1, { timeToGo: 30 })], [option(1)], context())).toEqual([]);
  });

  test.each([
    ['free', ['unknown', 'suspect', 'hostile']],
    ['tight', ['hostile']],
    ['hold', []],
  ] as const)('under weapons %s', (weaponsControl, engaged) => {
    const identities = ['pending', 'unknown', 'assumedFriend', 'friend', 'neutral', 'suspect', 'hostile'] as const;
    const threats = identities.map((identity, n) => threat(n, 1, { identity }));
    const options = identities.map((_, n) => option(n, { freeFireChannels: 9, freeGuidanceChannels: 99, ready: 99 }));
    const orders = assignEngagements(threats, options, context({ weaponsControl }));
    expect(orders.map((o) => identities[o.track])).toEqual(engaged);
  });

  test('nobody while the posture keeps weapons from firing', () => {
    expect(assignEngagements([threat(1)], [option(1)], context({ weaponsReady: false }))).toEqual([]);
  });
});

describe('looking before shooting again', () => {
  const fires = (engagements: OngoingEngagement[], more: Partial<AssignmentContext> = {}) =>
    assignEngagements([threat(1)], [option(1)], context({ engagements, ...more })).length === 1;

  test('a track under fire, under assessment or assessed as killed is left alone; a miss is fired at again', () => {
    const phases = ['ordered', 'flying', 'assessing', 'killed', 'missed', 'aborted'] as const;
    expect(phases.map((phase) => fires([under(1, phase)]))).toEqual([false, false, false, false, true, true]);
  });

  test('after the last salvo that doctrine allows the track is left to others', () => {
    expect(fires([under(1, 'missed', 2)])).toBe(false);
    expect(fires([under(1, 'aborted', 0)])).toBe(true);
  });

  test('the salvo method does not look, so it has no second salvo', () => {
    expect(fires([under(1, 'missed')], { doctrine: { method: 'salvo', salvo, maximumSalvos: 2 } })).toBe(false);
    expect(fires([], { doctrine: { method: 'salvo', salvo, maximumSalvos: 2 } })).toBe(true);
  });

  test('a track that another post is known to engage is left to it; not knowing, both fire', () => {
    const other = 'neighbour' as CommandPostId;
    expect(fires([under(1, 'flying', 1, other)])).toBe(false);
    expect(fires([under(1, 'missed', 2, other)])).toBe(true);
    expect(fires([])).toBe(true);
  });
});

test('why a threat was left alone is told in words', () => {
  const why = (t: Threat, options: EngagementOption[], more: Partial<AssignmentContext> = {}) =>
    whyNotEngaged(t, options, context(more));
  expect(why(threat(1), [option(1)])).toBeNull();
  expect(why(threat(1), [])).toBe('outside the envelope of every fire unit');
  expect(why(threat(1), [option(1, { ready: 0 })])).toBe('no interceptor ready');
  expect(why(threat(1), [option(1, { freeFireChannels: 0 })])).toBe('no free channel');
  expect(why(threat(1, 1, { timeToGo: 10 }), [option(1)])).toBe('no intercept before it arrives');
  expect(why(threat(1), [option(1)], { weaponsReady: false })).toBe('not ready to fire in this posture');
  expect(why(threat(1), [option(1)], { weaponsControl: 'hold' })).toBe('weapons hold');
  const suspect = threat(1, 1, { identity: 'suspect' });
  expect(why(suspect, [option(1)], { weaponsControl: 'tight' })).toBe('weapons tight and not identified hostile');
});

describe('whatever the threats and options', () => {
  const situation = fc.record({
    scores: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
    fire: fc.integer({ min: 0, max: 4 }),
    guidance: fc.integer({ min: 0, max: 8 }),
    ready: fc.integer({ min: 0, max: 8 }),
    times: fc.array(fc.integer({ min: 10, max: 200 }), { minLength: 8, maxLength: 8 }),
  });
  const build = (s: { scores: number[]; fire: number; guidance: number; ready: number; times: number[] }) => ({
    threats: s.scores.map((score, n) => threat(n, score)),
    options: s.scores.flatMap((_, n) =>
      ['u1', 'u2'].map((u) =>
        option(n, {
          fireUnit: u as FireUnitId,
          freeFireChannels: s.fire,
          freeGuidanceChannels: s.guidance,
          ready: s.ready,
          timeToIntercept: s.times[n],
        }),
      ),
    ),
  });

  test('orders never pass a unit’s channels or magazine, and no track is engaged twice', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { threats, options } = build(s);
        const orders = assignEngagements(threats, options, context());
        expect(new Set(orders.map((o) => o.track)).size).toBe(orders.length);
        for (const unit of ['u1', 'u2']) {
          const own = orders.filter((o) => o.fireUnit === unit);
          const fired = own.reduce((sum, o) => sum + o.salvo, 0);
          expect(own.length).toBeLessThanOrEqual(s.fire);
          expect(fired).toBeLessThanOrEqual(Math.min(s.guidance, s.ready));
          for (const o of own) expect(o.salvo).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('their order decides nothing', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { threats, options } = build(s);
        const orders = assignEngagements(threats, options, context());
        expect(assignEngagements([...threats].reverse(), [...options].reverse(), context())).toEqual(orders);
      }),
    );
  });
});
