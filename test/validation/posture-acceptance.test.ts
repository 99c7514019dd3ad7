import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import type { Patches } from '../../src/engine/scenario/index.js';
import { makeWorld, type RunResult, runScenario, stepWorld, type World } from '../../src/engine/simulation/index.js';
import type { SimulationEvent } from '../../src/engine/types/index.js';
import { resolveText } from '../fixtures/anatolia.js';

const assets = { terrain: flatTerrain() };
const gallery = (name: string, patches: Patches = {}) =>
  resolveText(readFileSync(new URL(`../../scenarios/gallery/${name}.yaml`, import.meta.url), 'utf8'), patches);
const run = (name: string, patches: Patches = {}, seed = 1): RunResult =>
  runScenario(gallery(name, patches), assets, { seed, record: { events: true } });
const of = (result: RunResult, kind: SimulationEvent['kind'], actor?: string): SimulationEvent[] =>
  result.events.filter((event) => event.kind === kind && (actor === undefined || event.actor === actor));
const ticksOf = (events: readonly SimulationEvent[]): number[] => events.map(({ tick }) => tick);
/** Steps a world to its end and looks at it after each tick. */
function watch(name: string, patches: Patches, look: (world: World) => void): World {
  const world = makeWorld(gallery(name, patches), assets, { seed: 1, record: { events: true } });
  while (world.tick < world.ticks) {
    stepWorld(world);
    look(world);
  }
  return world;
}

describe('posture', () => {
  test('a stored battery fires at nothing before its steps are done', () => {
    const result = run('posture-stored');
    const ready = 60 + 300 + 120 + 60;
    expect(of(result, 'placeStruck').length).toBe(2);
    expect(Math.min(...ticksOf(of(result, 'placeStruck')))).toBeLessThan(ready);
    expect(Math.min(...ticksOf(of(result, 'interceptorLaunched')))).toBeGreaterThan(ready);
    expect(result.measures.readyAtRaid).toBe(0);
  });

  test('a warning over a link sets a battery going, and says so; without the link nothing does', () => {
    const warned = run('posture-crisis-activation');
    const told = of(warned, 'postureChanged', 'post').map(({ subject, because }) => `${subject}: ${because}`);
    expect(told).toEqual(['surveillanceOnly: warned by watch', 'fullyOn: warned by watch']);
    expect([warned.measures.readyAtRaid, warned.measures.leakers]).toEqual([1, 0]);
    const alone = run('posture-crisis-activation', { 'links[word].enabled': false });
    expect([alone.measures.readyAtRaid, alone.measures.radiatingS, alone.measures.interceptorsSpent]).toEqual([
      0, 0, 0,
    ]);
  });

  test('how long the steps take decides how likely a battery is ready, and each run draws it', () => {
    const ready = (seed: number): number =>
      Number(
        run(
          'posture-crisis-activation',
          {
            durationS: 420,
            'commandPosts[post].overrides.stepSpread': 0.5,
            'commandPosts[post].overrides.radarsOffToSurveillanceS': 200,
          },
          seed,
        ).measures.readyAtRaid,
      );
    const runs = Array.from({ length: 12 }, (_, k) => ready(k + 1));
    const share = runs.reduce((sum, value) => sum + value, 0) / runs.length;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
  });

  test('active in part: it watches and may not fire, and holds its fire until weapons are freed', () => {
    const result = run('posture-partial');
    const launches = ticksOf(of(result, 'interceptorLaunched'));
    expect(ticksOf(of(result, 'trackConfirmed'))[0]).toBeLessThan(180);
    expect(Math.min(...launches)).toBeGreaterThan(420);
    expect(Math.max(...launches)).toBeLessThan(780);
  });

  test('a radar on a duty cycle radiates its share of the time and loses what it followed', () => {
    const result = run('posture-duty-cycle');
    const radiating = Number(result.measures.radiatingS);
    expect(radiating).toBeGreaterThanOrEqual(240);
    expect(radiating).toBeLessThanOrEqual(300);
    expect(of(result, 'trackDropped').length).toBeGreaterThanOrEqual(4);
    const always = run('posture-duty-cycle', {
      'sensors[radar].dutyCycle.offS': 0,
      'sensors[radar].dutyCycle.jitterS': 0,
    });
    expect(always.measures.radiatingS).toBe(1080);
  });

  test('a battery that moves is blind on the road, and stands elsewhere after it', () => {
    const places = new Set<string>();
    let onTheRoad = 0;
    const world = watch('posture-relocation', {}, ({ focus, sensors }) => {
      places.add(`${focus.place.latDeg} ${focus.place.lonDeg}`);
      if (!['packing', 'travelling', 'emplacing'].includes(focus.standing)) return;
      onTheRoad++;
      expect(sensors.some(({ emitting }) => emitting)).toBe(false);
    });
    expect([...places]).toEqual(['39.63 33.12', '39.57 33.18']);
    // 60 s to pack up, 540 s of road, 60 s to set up.
    expect(onTheRoad).toBe(660);
    expect(world.sensors[0].site.latDeg).toBeCloseTo(39.57, 9);
    expect(world.batteries[0].place.latDeg).toBeCloseTo(39.56, 9);
    const launches = world.events.filter(({ kind }) => kind === 'interceptorLaunched');
    expect(launches.length).toBeGreaterThan(0);
    expect(launches.every(({ tick }) => tick > 720)).toBe(true);
  });
});

describe('emission control', () => {
  test('an ambush opens fire from much nearer than a battery that radiates, and was heard for a fraction of the time', () => {
    const firstShot = (result: RunResult): number =>
      Number(of(result, 'interceptorLaunched', 'battery')[0].values?.rangeKm);
    const ambush = run('emcon-ambush');
    const always = run('emcon-ambush', { 'commandPosts[post].doctrine.overrides.emissionControl.policy': 'always' });
    expect(firstShot(always)).toBeGreaterThan(100);
    expect(firstShot(ambush)).toBeLessThan(39);
    expect(Number(ambush.measures.radiatingS)).toBeLessThan(0.25 * Number(always.measures.radiatingS));
    expect([ambush.measures.leakers, always.measures.leakers]).toEqual([0, 0]);
    // It radiates first and fires then, never the other way round.
    const on = of(ambush, 'postureChanged', 'post').find(({ subject }) => subject === 'radars on');
    expect(on?.tick).toBeLessThan(ticksOf(of(ambush, 'interceptorLaunched'))[0]);
  });

  test('an ambush that nobody feeds never opens', () => {
    const result = run('emcon-ambush', { 'links[word].enabled': false });
    expect([result.measures.radiatingS, result.measures.interceptorsSpent, result.measures.leakers]).toEqual([0, 0, 1]);
  });

  test('on warning radars radiate as long as there are threats; silent never', () => {
    const policy = (word: string): RunResult =>
      run('emcon-ambush', { 'commandPosts[post].doctrine.overrides.emissionControl.policy': word });
    const onWarning = Number(policy('onWarning').measures.radiatingS);
    expect(onWarning).toBeGreaterThan(Number(run('emcon-ambush').measures.radiatingS));
    expect(onWarning).toBeLessThan(900);
    expect(policy('silent').measures.radiatingS).toBe(0);
  });

  test('of radars that blink one radiates at any time', () => {
    watch('emcon-blink', {}, ({ sensors }) => {
      expect(sensors.filter(({ emitting }) => emitting).length).toBe(1);
    });
  });
});

describe('missiles that home on radars', () => {
  test('a radar that shuts down in time lives, one that does so too late is hit', () => {
    const lives = run('arm-shut-down');
    expect(lives.measures.sensorsLost).toBe(0);
    expect(of(lives, 'emitterMissed').length).toBe(2);
    const because = of(lives, 'postureChanged').find(({ subject }) => subject === 'radars silent')?.because ?? '';
    expect(because).toMatch(/^shut down: a missile homes on it, (2\d|30) s to go$/);
    const late = run('arm-shut-down', {
      'commandPosts[post].doctrine.overrides.antiRadiation.shutDownTimeToGoS': 1,
    });
    expect(Number(late.measures.sensorsLost)).toBeGreaterThan(0);
  });

  test('what is off the air is not found: the missile flies its author’s route to the end', () => {
    const result = run('arm-shut-down', { 'commandPosts[post].posture.initial': 'radarsOff' });
    expect(of(result, 'emitterHeard')).toEqual([]);
    expect([result.measures.sensorsLost, of(result, 'objectLanded').length]).toEqual([0, 2]);
  });

  test('a radar outside the seeker’s band is not heard', () => {
    const result = run('arm-shut-down', {
      'catalogue.anti-radiation-missile.antiRadiation.lowestGhz': 10,
    });
    expect(of(result, 'emitterHeard')).toEqual([]);
  });

  test('against a seeker that remembers the place, silence does not help, and leaving does', () => {
    const remembers: Patches = {
      'catalogue.anti-radiation-missile.antiRadiation.memoryDriftMps': 0,
      'catalogue.anti-radiation-missile.antiRadiation.circularErrorM': 0,
    };
    expect(run('arm-shut-down', remembers).measures.sensorsLost).toBeGreaterThan(0);
    const leaves = {
      'commandPosts[post].relocations[0].atS': 110,
      'commandPosts[post].relocations[0].packUpS': 10,
      'commandPosts[post].doctrine.overrides.antiRadiation.relocates': false,
    };
    const gone = run('arm-shut-down', { ...remembers, ...leaves });
    expect(of(gone, 'emitterMissed').map(({ because }) => because)).toEqual(Array(2).fill('it is no longer there'));
  });

  test('decoys draw missiles by their likeness', () => {
    // 100 missiles at once; two decoys that count twice against one radar: four in five go astray, ± 3 × 4%.
    const result = run('arm-decoy', { 'flights[missile].count': 100, 'flights[missile].spacingS': 0, durationS: 150 });
    const heard = of(result, 'emitterHeard');
    expect(heard.length).toBe(100);
    const astray = heard.filter(({ subject }) => subject !== 'radar').length;
    expect(Math.abs(astray - 80)).toBeLessThanOrEqual(12);
  });
});
