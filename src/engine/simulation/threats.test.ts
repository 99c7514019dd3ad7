import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveText, terrain } from '../../../test/fixtures/anatolia.js';
import { flatTerrain } from '../earth/index.js';
import { hashId, makeStreams } from '../math/index.js';
import type { ResolvedScenario } from '../scenario/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { makeWorld, stepWorld, type World } from './index.js';
import { makeSky } from './traffic.js';

const text = (name: string): string =>
  readFileSync(new URL(`../../../scenarios/gallery/${name}.yaml`, import.meta.url), 'utf8');
const gallery = (name: string, change = (before: string): string => before): ResolvedScenario =>
  resolveText(change(text(name)));
const groundOf = (scenario: ResolvedScenario) => (scenario.terrain.source === 'none' ? flatTerrain() : terrain);
const options = { seed: 1, record: { events: true } };

/** A world after so many seconds. */
function flown(scenario: ResolvedScenario, seconds: number, eachTick: (world: World) => void = () => {}): World {
  const world = makeWorld(scenario, { terrain: groundOf(scenario) }, options);
  while (world.tick < world.ticks && world.time <= seconds) {
    stepWorld(world);
    eachTick(world);
  }
  return world;
}
const rowOf = ({ objects }: World, id: string): number => objects.flights.findIndex((flight) => flight.id === id);
const placeOf = ({ objects }: World, id: string, world: World): Float64Array =>
  objects.state.subarray(STATE_WIDTH * rowOf(world, id), STATE_WIDTH * rowOf(world, id) + 3);
const between = (world: World, a: string, b: string): number => {
  const [p, q] = [placeOf(world, a, world), placeOf(world, b, world)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

test('a formation keeps its places: a wedge is as wide and as deep in the middle of a leg as its spacing says', () => {
  const world = flown(gallery('threat-formation'), 250);
  // Right and left wing beside and behind the leader by 1 km each, 100 m and 200 m higher.
  expect(between(world, 'strike-01', 'strike-02')).toBeCloseTo(Math.hypot(1000, 1000, 100), -2);
  expect(between(world, 'strike-02', 'strike-03')).toBeCloseTo(Math.hypot(2000, 100), -2);
});

test('flights with one time of arrival arrive then, each by its own way and speed', () => {
  const world = flown(gallery('threat-saturation'), 0);
  for (const [row, { id }] of world.objects.flights.entries()) {
    expect(world.objects.motion[row].endTime).toBeCloseTo(1000, 6);
    expect(Math.abs(world.objects.late[row])).toBeLessThanOrEqual(3);
    expect(world.objects.motion[row].startTime).toBeGreaterThan(id.startsWith('drone') ? 100 : 300);
  }
});

test('an arrival sooner than the flight takes is refused with the time it takes', () => {
  const soon = gallery('threat-saturation', (all) => all.replace('arriveAtS: 1000', 'arriveAtS: 500'));
  expect(() => flown(soon, 0)).toThrow(/its own flight takes 65\d s, so arriveAtS must be at least that; got 500 s/);
});

describe('a swarm', () => {
  const scenario = gallery('threat-swarm');
  const starts = (streams: { seed: number; replication: number }) =>
    makeSky(scenario, flatTerrain(), makeStreams(streams.seed, streams.replication)).motion.map(
      ({ startTime }) => startTime,
    );

  test('scatters anew in each replication, within what its scatter says', () => {
    const [first, second] = [starts({ seed: 1, replication: 0 }), starts({ seed: 1, replication: 1 })];
    expect(first).not.toEqual(second);
    for (const start of first) expect(Math.abs(start - 60)).toBeLessThanOrEqual(40);
    expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(30);
  });

  test('one drone more changes no other’s departure', () => {
    const more = gallery('threat-swarm', (all) => all.replace('count: 12', 'count: 13'));
    const streams = makeStreams(1, 0);
    const of = (s: ResolvedScenario) => makeSky(s, flatTerrain(), streams).motion.map(({ startTime }) => startTime);
    expect(of(more).slice(0, 12)).toEqual(of(scenario));
  });
});

test('swinging costs time: a weaving missile of the same way and speed arrives after a straight one', () => {
  const { objects } = flown(gallery('threat-weaving-cruise-missile'), 0);
  const end = Object.fromEntries(objects.flights.map(({ id }, row) => [id, objects.motion[row].endTime]));
  expect(end['weaving-01']).toBeGreaterThan(end['straight-01'] + 5);
  expect(end['jinking-01']).toBeGreaterThan(end['straight-01']);
});

test('sidesteps are drawn anew in each replication', () => {
  const scenario = gallery('threat-weaving-cruise-missile');
  const ends = [0, 1].map(
    (replication) => makeSky(scenario, flatTerrain(), makeStreams(1, replication)).motion[0].endTime,
  );
  expect(ends[0]).not.toBe(ends[1]);
});

test('a missile that follows the ground keeps its clearance within its climb, and is seen minutes after a high one', () => {
  const scenario = gallery('threat-terrain-following');
  let [highest, lowest, steepest, before] = [0, Number.POSITIVE_INFINITY, 0, Number.NaN];
  const geodetic = (world: World): number => world.objects.state[STATE_WIDTH * rowOf(world, 'low-01') + 6];
  const world = flown(scenario, 720, (now) => {
    if (now.objects.life[rowOf(now, 'low-01')] !== LIFE.airborne) return;
    const altitude = geodetic(now);
    highest = Math.max(highest, altitude);
    lowest = Math.min(lowest, altitude);
    if (!Number.isNaN(before)) steepest = Math.max(steepest, Math.abs(altitude - before));
    before = altitude;
  });
  expect(highest - lowest).toBeGreaterThan(300);
  expect(steepest).toBeLessThan(1.34 * scenario.flights[1].airObject.maximumClimbMps);
  const held = world.score.firstHeld;
  expect(held[rowOf(world, 'low-01')] - held[rowOf(world, 'high-01')]).toBeGreaterThan(120);
});

test('an escort’s noise keeps a raid from the search radar for minutes', () => {
  const held = (powerW: number): number => {
    const scenario = resolveText(text('threat-jamming-escort'), { 'catalogue.escort-jammer.jammer.powerW': powerW });
    const world = flown(scenario, 700);
    return world.score.firstHeld[rowOf(world, 'strike-01')];
  };
  expect(held(1000) - held(0.1)).toBeGreaterThan(180);
});

test('decoys draw fire and strike nothing', () => {
  const world = flown(gallery('threat-decoys'), 700);
  const met = world.events.filter(({ kind }) => kind === 'intercept').map(({ values }) => String(values?.object));
  expect(met.filter((id) => id.startsWith('decoy')).length).toBeGreaterThan(2);
  expect(world.events.filter(({ kind, actor }) => kind === 'placeStruck' && actor.startsWith('decoy'))).toEqual([]);
});

describe('a missile that comes apart', () => {
  const name = 'threat-separating-bodies';
  const kill = (world: World, id: string): void => {
    world.objects.life[rowOf(world, id)] = LIFE.destroyed;
  };

  test('ends, and its bodies begin where it was; the air sorts them, and the warhead arrives first', () => {
    const seen = new Set<string>();
    const world = flown(gallery(name), 100, (now) => {
      const { objects } = now;
      objects.flights.forEach(({ id }, row) => {
        if (objects.life[row] === LIFE.airborne && !seen.has(id)) seen.add(id);
      });
    });
    expect(world.objects.life[rowOf(world, 'missile-01')]).toBe(LIFE.separated);
    expect(seen.size).toBe(7);
    expect(between(world, 'missile-01-body-01', 'missile-01-body-02')).toBeLessThan(500);
    const ends = world.objects.flights.map(({ preset }, row) => ({ preset, end: world.objects.motion[row].endTime }));
    const first = ends.filter(({ preset }) => preset !== 'short-range-ballistic-missile').sort((a, b) => a.end - b.end);
    expect(first.map(({ preset }) => preset).slice(0, 2)).toEqual(['ballistic-warhead', 'spent-booster']);
  });

  test('is counted once: its warhead strikes, and was seen when the missile was', () => {
    const world = makeWorld(gallery(name), { terrain: flatTerrain() }, options);
    world.score.firstHeld[rowOf(world, 'missile-01')] = 40;
    while (world.tick < world.ticks) stepWorld(world);
    const struck = world.events.filter(({ kind }) => kind === 'placeStruck').map(({ actor }) => actor);
    expect(struck.filter((id) => id !== 'missile-01-body-01')).toEqual([]);
  });

  test('that was destroyed before comes apart no more: no body of it appears', () => {
    const world = flown(gallery(name), 300, (now) => {
      if (now.time === 50) kill(now, 'missile-01');
    });
    const { life, flights } = world.objects;
    expect(flights.map((_, row) => life[row])).toEqual([LIFE.destroyed, ...Array(6).fill(LIFE.unborn)]);
  });
});

describe('aircraft that let go and turn away', () => {
  const name = 'threat-release-and-turn';

  test('let go at their point, and what they let go begins with their place and velocity', () => {
    let [gap, turn] = [Number.NaN, Number.NaN];
    const world = flown(gallery(name), 420, (now) => {
      const row = rowOf(now, 'carrier-01-release-01');
      if (now.objects.life[row] !== LIFE.airborne || !Number.isNaN(gap)) return;
      gap = between(now, 'carrier-01', 'carrier-01-release-01');
      const [a, b] = [rowOf(now, 'carrier-01'), row].map((r) => now.objects.state.subarray(8 * r + 3, 8 * r + 6));
      turn = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / Math.hypot(...a) / Math.hypot(...b);
    });
    // Within a second of the release: one turns away, the other flies on.
    expect(gap).toBeLessThan(60);
    expect(turn).toBeGreaterThan(0.9);
    const released = world.events.filter(({ kind }) => kind === 'objectReleased').map(({ subject }) => subject);
    expect(released).toHaveLength(6);
    expect(between(world, 'carrier-01', 'carrier-01-release-01')).toBeGreaterThan(20_000);
  });

  test('let go nothing once they are destroyed, and what was never let go threatened nobody', () => {
    const world = flown(gallery(name), 900, (now) => {
      if (now.time === 200)
        for (const id of ['carrier-01', 'carrier-02']) now.objects.life[rowOf(now, id)] = LIFE.destroyed;
    });
    const unborn = world.objects.life.filter((life) => life === LIFE.unborn);
    expect(unborn).toHaveLength(6);
    expect(world.score.leakers).toBe(0);
  });

  test('at a time beyond their flight are refused', () => {
    const late = gallery(name, (all) => all.replace('atS: 250', 'atS: 5000'));
    expect(() => flown(late, 0)).toThrow(/it is let go at 50\d\d s, and its carrier flies from 10 s to/);
  });
});

describe('civil flights', () => {
  test('leave their route a minute after the first threat is seen, towards the point of their diversion', () => {
    const world = flown(gallery('traffic-diversion'), 560);
    const at = (kind: string): number => world.events.find((event) => event.kind === kind)?.tick ?? Number.NaN;
    expect(at('flightDiverted') - at('threatRaised')).toBeGreaterThanOrEqual(60);
    expect(at('flightDiverted') - at('threatRaised')).toBeLessThan(63);
    expect(world.events.filter(({ kind }) => kind === 'flightDiverted')).toHaveLength(3);
    expect(world.score.engaged[rowOf(world, 'airliner-01')]).toBe(0);
  });

  test('without a transponder are suspect near a place; with one, only once an order closes their airway', () => {
    const world = flown(gallery('traffic-lost-transponder'), 600);
    const told = world.events
      .filter(({ kind }) => kind === 'identified')
      .map(({ tick, values, because }) => ({ tick, identity: values?.identity, because }));
    const silent = told.filter(({ because }) => because?.includes('no answer'));
    const answering = told.filter(({ because }) => because?.includes('as civil'));
    expect(silent.some(({ identity, because }) => identity === 'hostile' && because?.includes('inside airway'))).toBe(
      true,
    );
    for (const { tick, identity } of answering) expect(identity === 'neutral').toBe(tick < 480);
  });
});

test('no id of the sky is used twice, and rows are in their order', () => {
  const { objects } = flown(gallery('traffic-airways'), 0);
  const ids = objects.flights.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect([...objects.hash]).toEqual(ids.map((id) => hashId(id) | 0));
});
