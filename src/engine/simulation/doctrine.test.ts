import { describe, expect, test } from 'vitest';
import { eventsOf, runGallery } from '../../../test/fixtures/gallery.js';
import type { RunResult } from './index.js';

/** Interceptors of each order at each track, in order of time: `{ 3: [2, 1] }`. */
function salvosByTrack(run: RunResult): Record<string, unknown[]> {
  const salvos: Record<string, unknown[]> = {};
  for (const { subject = '', values } of eventsOf(run, 'engagementOrdered')) {
    salvos[subject] ??= [];
    salvos[subject].push(values?.salvo);
  }
  return salvos;
}
const launches = (run: RunResult, actor?: string) => eventsOf(run, 'interceptorLaunched', actor);
const destroyed = (run: RunResult) => eventsOf(run, 'objectDestroyed').map(({ actor }) => actor);

describe('how a doctrine fires', () => {
  test('a salvo is fired once, whatever comes of it', () => {
    expect(Object.values(salvosByTrack(runGallery('doctrine-salvo')))).toEqual([[2], [2], [2], [2]]);
  });

  test('shoot–look–shoot fires singly, and again only at what was assessed as missed', () => {
    const run = runGallery('doctrine-shoot-look-shoot');
    const missed = eventsOf(run, 'engagementAssessed').filter(({ values }) => values?.assessed === 'missed').length;
    expect(Object.values(salvosByTrack(run)).flat()).toEqual(new Array(4 + 2).fill(1));
    expect(missed).toBe(3);
    expect(run.measures.interceptorsSpent).toBeLessThan(runGallery('doctrine-salvo').measures.interceptorsSpent!);
  });

  test('shoot–shoot–look–shoot opens with two and follows with one', () => {
    expect(Object.values(salvosByTrack(runGallery('doctrine-shoot-shoot-look-shoot')))).toEqual([
      [2],
      [2],
      [2],
      [2, 1, 1],
    ]);
  });

  test('a method by class goes before the method for all', () => {
    const run = runGallery('doctrine-shoot-look-shoot', {
      'commandPosts[post].doctrine.overrides.methodByClass.fixedWing': 'salvo',
    });
    expect(Object.values(salvosByTrack(run))).toEqual([[1], [1], [1], [1]]);
  });

  test('keep-out ranges hold fire back to intercepts between 10 and 40 km', () => {
    const ranges = launches(runGallery('doctrine-keep-out')).map(({ values }) => Number(values?.rangeKm));
    expect(Math.max(...ranges)).toBeLessThanOrEqual(40);
    expect(Math.min(...ranges)).toBeGreaterThanOrEqual(10);
    expect(Number(launches(runGallery('doctrine-salvo'))[0].values?.rangeKm)).toBeGreaterThan(100);
  });

  test('a reserve of eight leaves the drones four of twelve, and both missiles are killed; without it one strikes', () => {
    const kept = runGallery('doctrine-reserve');
    expect(destroyed(kept)).toEqual(expect.arrayContaining(['missile-01', 'missile-02']));
    expect(launches(kept).filter(({ tick }) => tick < 480)).toHaveLength(4);
    const spent = runGallery('doctrine-reserve', {
      'commandPosts[post].doctrine.overrides.reserve.interceptors': 0,
    });
    expect(eventsOf(spent, 'placeStruck').filter(({ actor }) => actor.startsWith('missile'))).toHaveLength(1);
  });

  test('under weapons hold only what comes for the unit is fired at, late; an absolute hold forbids that, too', () => {
    const run = runGallery('doctrine-self-defence');
    expect(destroyed(run)).toEqual(['attacker-01']);
    expect(eventsOf(run, 'placeStruck').map(({ subject }) => subject)).toEqual(['bridge']);
    const absolute = { 'commandPosts[post].doctrine.overrides.selfDefence.holdIsAbsolute': true };
    expect(launches(runGallery('doctrine-self-defence', absolute))).toEqual([]);
  });

  test('a priority of 0 leaves a class alone', () => {
    const none = {
      'commandPosts[post].doctrine.overrides.priorities.class.fixedWing': 0,
      'commandPosts[post].doctrine.overrides.priorities.class.cruiseMissile': 0,
    };
    expect(launches(runGallery('doctrine-salvo', none))).toEqual([]);
  });
});

describe('reaction times of people', () => {
  const delays = (patches: Record<string, number>) => {
    const run = runGallery('doctrine-salvo', patches);
    return eventsOf(run, 'engagementOrdered').map(
      ({ tick, subject }) => launches(run).find((launch) => launch.subject === subject)!.tick - tick,
    );
  };

  test('are one number where nothing else is said', () => {
    expect(delays({})).toEqual([19, 19, 19, 19]);
  });

  test('are drawn for each order from a triangle or log-normally, the same in every run', () => {
    const triangle = {
      'commandPosts[post].overrides.reactionTriangular.lowS': 5,
      'commandPosts[post].overrides.reactionTriangular.modeS': 10,
      'commandPosts[post].overrides.reactionTriangular.highS': 40,
    };
    const drawn = delays(triangle);
    expect(new Set(drawn).size).toBeGreaterThan(1);
    for (const delay of drawn) expect(delay).toBeGreaterThanOrEqual(5 + 9);
    for (const delay of drawn) expect(delay).toBeLessThanOrEqual(40 + 9 + 1);
    expect(delays(triangle)).toEqual(drawn);
    const logNormal = {
      'commandPosts[post].overrides.reactionLogNormal.medianS': 15,
      'commandPosts[post].overrides.reactionLogNormal.percentile95S': 45,
    };
    expect(new Set(delays(logNormal)).size).toBeGreaterThan(1);
  });
});

describe('who assigns', () => {
  const free = { 'links[to-north].enabled': false, 'links[to-south].enabled': false };

  test('two batteries by themselves fire twice at the same aircraft; one centre that orders both fires once', () => {
    const alone = runGallery('control-central', free);
    const central = runGallery('control-central', { 'outages[0].fromS': 839 });
    expect(alone.measures.redundantShots).toBeGreaterThan(0);
    expect(central.measures.redundantShots).toBe(0);
    expect(central.measures.leakers).toBe(0);
    expect(central.measures.interceptorsSpent).toBeLessThan(alone.measures.interceptorsSpent!);
    for (const { because } of eventsOf(central, 'engagementOrdered')) expect(because).toContain('ordered by centre');
  });

  test('orders travel over the network: nothing is fired before they have come', () => {
    const run = runGallery('control-central', { 'links[to-south].delayS': 20, 'links[to-north].delayS': 20 });
    const sent = eventsOf(run, 'orderSent')[0].tick;
    expect(eventsOf(run, 'engagementOrdered')[0].tick).toBeGreaterThanOrEqual(sent + 20);
  });

  test('a post cut off from its superior is its own master again', () => {
    const run = runGallery('control-central');
    const bySouth = eventsOf(run, 'engagementOrdered', 'south');
    expect(bySouth.filter(({ tick }) => tick < 220).every(({ because }) => because?.includes('centre'))).toBe(true);
    expect(bySouth.some(({ tick, because }) => tick > 220 && !because?.includes('centre'))).toBe(true);
  });

  test('under hierarchical control a post chooses weapons for what it is allotted, and leaves the rest', () => {
    const run = runGallery('control-hierarchical', { 'outages[0].fromS': 839 });
    expect(run.measures.redundantShots).toBe(0);
    expect(run.measures.leakers).toBe(0);
    expect(eventsOf(run, 'orderSent').every(({ values }) => values?.fireUnit === undefined)).toBe(true);
    for (const { because } of eventsOf(run, 'engagementOrdered')) expect(because).toContain('heading for Town');
  });
});

describe('whose track', () => {
  test('launch on remote fires before the own radar sees, and loses the interceptor if that never acquires', () => {
    const run = runGallery('coop-launch-on-remote');
    const own = eventsOf(run, 'trackConfirmed', 'site')[0].tick;
    expect(launches(run, 'battery')[0].tick).toBeLessThan(own);
    expect(destroyed(run)).toEqual(['raider-01']);
    const blind = runGallery('coop-launch-on-remote', { 'sensors[site-radar].overrides.instrumentedRangeKm': 20 });
    expect(eventsOf(blind, 'guidanceLost').length).toBeGreaterThan(0);
  });

  test('engage on remote kills beyond the own horizon, by the picket’s track alone', () => {
    const run = runGallery('coop-engage-on-remote');
    expect(eventsOf(run, 'trackConfirmed', 'site')).toEqual([]);
    expect(destroyed(run)).toEqual(['raider-01']);
  });

  test('forward pass saves an interceptor whose own radar is lost in its flight', () => {
    const run = runGallery('coop-forward-pass');
    expect(eventsOf(run, 'guidancePassed')).toHaveLength(1);
    expect(destroyed(run)).toEqual(['raider-01']);
    const without = runGallery('coop-forward-pass', {
      'commandPosts[site].doctrine.overrides.cooperation.forwardPass': false,
    });
    expect(destroyed(without)).toEqual([]);
  });
});

test('what the outer layer missed is handed over, and the inner one reacts at once: fewer leak through', () => {
  const silent = { 'commandPosts[outer].doctrine.overrides.handOverLeakers': false };
  const leakers = (patches: Record<string, boolean>) =>
    [1, 2, 3].map((seed) => runGallery('layered-leakers', patches, seed).measures.leakers);
  expect(leakers({})).toEqual([0, 0, 0]);
  expect(leakers(silent)).toEqual([1, 3, 3]);
});
