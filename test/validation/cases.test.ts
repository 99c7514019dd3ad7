import { describe, expect, test } from 'vitest';
import type { SimulationEvent } from '../../src/engine/types/index.js';
import { galleryWorld, replacing, runTo } from '../fixtures/gallery-run.js';

/** Cases from the public record. Each test says what the case turns on, and that it turns. */
type Pairs = readonly (readonly [from: string, to: string])[];
const run = (name: string, ...changes: Pairs): readonly SimulationEvent[] =>
  runTo(galleryWorld(`case-${name}`, replacing(...changes))).events;
const ticksOf = (events: readonly SimulationEvent[], kind: SimulationEvent['kind'], actor: string): number[] =>
  events.filter((event) => event.kind === kind && event.actor === actor).map(({ tick }) => tick);
/** What each track was taken for, in turn. */
const identities = (events: readonly SimulationEvent[]): string[][] => {
  const tracks = new Map<string, string[]>();
  for (const { kind, subject = '', values } of events)
    if (kind === 'identified') tracks.set(subject, [...(tracks.get(subject) ?? []), String(values?.identity)]);
  return [...tracks.values()];
};

describe('S-300-class batteries on Crete, and fighters at 10,000 ft west of Rhodes', () => {
  const radarsOff = 'initial: radarsOff, activateAtS: 60';

  test('on, it follows them from its horizon on; activated, after its steps; stored, not at all in these minutes', () => {
    const first = (posture: string) => ticksOf(run('crete', [radarsOff, posture]), 'trackConfirmed', 'first')[0];
    expect(first('initial: fullyOn')).toBeLessThan(240);
    expect(first(radarsOff)).toBeGreaterThan(60 + 300);
    expect(first(radarsOff)).toBeLessThan(60 + 300 + 120);
    expect(first('initial: stored, activateAtS: 60')).toBeUndefined();
  });

  test('its engagement radar alone follows both, and weapons on hold fire at neither', () => {
    const events = run('crete', ['commandPost: first\n    role: surv', 'commandPost: second\n    role: surv']);
    const confirmed = ticksOf(events, 'trackConfirmed', 'first');
    expect(confirmed.length).toBeGreaterThanOrEqual(2);
    expect(confirmed[0]).toBeGreaterThan(60 + 300 + 60);
    expect(events.some(({ kind }) => kind === 'engagementOrdered')).toBe(false);
  });
});

describe('the autonomous Patriot-class unit of 2003', () => {
  const launches = (...changes: Pairs) => ticksOf(run('patriot-2003', ...changes), 'interceptorLaunched', 'battery');

  test('kills a friend under weapons hold, by its rule of self-defence', () => {
    const events = run('patriot-2003');
    const order = events.find(({ kind }) => kind === 'engagementOrdered');
    expect(order?.because).toMatch(/^unknown, heading for battery-post/);
    const killed = events.find(({ kind }) => kind === 'objectDestroyed');
    expect(killed?.values).toMatchObject({ allegiance: 'friendly' });
  });

  test('does not fire when it is connected, when the transponder works, or when its rule is tauter', () => {
    expect(launches().length).toBeGreaterThan(0);
    expect(launches(['outages:\n  - { link: kit, fromS: 0, cause: maintenance }\n', ''])).toEqual([]);
    expect(launches(['failureProbability: 1', 'failureProbability: 0'])).toEqual([]);
    expect(launches(['timeToGoS: 120, missKm: 10', 'timeToGoS: 60, missKm: 1'])).toEqual([]);
  });
});

describe('low and high flights near Mürted, 2019', () => {
  test('height decides: the high pair is followed from 150 km, the low pair not before 70 km', () => {
    const [high, second, ...low] = ticksOf(run('murted-2019'), 'trackConfirmed', 'post');
    const flownKm = (tick: number, startS = 0): number => (tick - startS) * 0.23;
    expect(150 - flownKm(high)).toBeGreaterThan(140);
    expect(150 - flownKm(second, 20)).toBeGreaterThan(140);
    expect(low.length).toBeGreaterThanOrEqual(2);
    for (const tick of low) expect(150 - flownKm(tick)).toBeLessThan(70);
  });

  test('without interrogation none is a friend and the low pair is suspect; with it all four become friends', () => {
    const blind = identities(run('murted-2019'));
    expect(blind.flat()).not.toContain('friend');
    expect(blind.filter((inTurn) => inTurn[0] === 'suspect').length).toBe(2);
    const asking = identities(run('murted-2019', ['iff: false', 'iff: true']));
    expect(asking.map((inTurn) => inTurn.at(-1))).toEqual(['friend', 'friend', 'friend', 'friend']);
  });
});

describe('an F-35-class aircraft as a sensor node', () => {
  const unlinked: Pairs = [['updatePeriodS: 2 }', 'updatePeriodS: 2, enabled: false }']];
  const noKeepOut: Pairs = [['        keepOut: { outsideKm: { cruiseMissile: 36 } }\n', '']];

  test('lets the battery fire sooner and hit further out than by itself', () => {
    const [linked, alone] = [run('f35-sensor'), run('f35-sensor', ...unlinked)];
    for (const kind of ['interceptorLaunched', 'intercept'] as const)
      expect(ticksOf(linked, kind, 'battery')[0]).toBeLessThan(ticksOf(alone, kind, 'battery')[0] - 15);
  });

  test('and wastes interceptors where the battery fires before its own radar can take over', () => {
    expect(ticksOf(run('f35-sensor'), 'guidanceLost', 'battery')).toEqual([]);
    expect(ticksOf(run('f35-sensor', ...noKeepOut), 'guidanceLost', 'battery').length).toBeGreaterThan(0);
  });
});
