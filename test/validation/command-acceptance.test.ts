import { describe, expect, test } from 'vitest';
import type { Patches } from '../../src/index.js';
import { eventsOf, runGallery } from '../fixtures/gallery.js';

// What players of Skynet-IADS, a mission scripting library for air defences, expect of sites that work together.
const launches = (run: ReturnType<typeof runGallery>, actor: string) => eventsOf(run, 'interceptorLaunched', actor);
const destroyed = (run: ReturnType<typeof runGallery>) => eventsOf(run, 'objectDestroyed').map(({ actor }) => actor);

describe('a site whose search radar is dead', () => {
  const dead = { 'outages[0].node': 'site-radar', 'outages[0].fromS': 0, 'outages[0].toS': 540 };

  test('fights on another’s track alone, over the network', () => {
    const flags = {
      'commandPosts[site].doctrine.overrides.cooperation.forwardPass': false,
      'commandPosts[site].doctrine.overrides.cooperation.engageOnRemote': true,
    };
    const run = runGallery('coop-forward-pass', { ...flags, ...dead });
    expect(eventsOf(run, 'trackConfirmed', 'site')).toEqual([]);
    expect(destroyed(run)).toEqual(['raider-01']);
    expect(
      launches(runGallery('coop-forward-pass', { ...flags, ...dead, 'links[cue].enabled': false }), 'battery'),
    ).toEqual([]);
  });

  test('fights on its engagement radar alone once its post is told where to look', () => {
    // The sector looks north at first: it turns to the threat that the picket tells of.
    const away = {
      'sensors[site-radar].boresightDeg': 330,
      'sensors[site-radar].overrides.slewRateDegPerS': 10,
      'outages[0].fromS': 539,
    };
    const cued = runGallery('coop-forward-pass', away);
    expect(destroyed(cued)).toEqual(['raider-01']);
    const alone = runGallery('coop-forward-pass', { ...away, 'links[cue].enabled': false });
    expect(launches(alone, 'battery')).toEqual([]);
  });
});

describe('launch on another’s track', () => {
  test('is done by a track of enough quality', () => {
    const run = runGallery('coop-launch-on-remote');
    expect(launches(run, 'battery')).toHaveLength(1);
    expect(destroyed(run)).toEqual(['raider-01']);
  });

  test('is not done by a track too uncertain, or too old', () => {
    const acquired = (run: ReturnType<typeof runGallery>) => eventsOf(run, 'trackConfirmed', 'site')[0].tick;
    const worse: Patches[] = [{ 'links[cue].positionErrorM': 1500 }, { 'links[cue].delayS': 20 }];
    for (const poor of worse) {
      const run = runGallery('coop-launch-on-remote', poor);
      expect(launches(run, 'battery').length).toBeGreaterThan(0);
      for (const { tick } of launches(run, 'battery')) expect(tick).toBeGreaterThan(acquired(run));
    }
  });
});

test('a short-range battery covers its neighbour: it fires at what comes for the site, not at what passes', () => {
  const run = runGallery('coop-point-defence');
  expect(destroyed(run)).toEqual(['at-site-01']);
  const launchedAt = new Set(launches(run, 'guard-battery').map(({ subject }) => subject));
  expect(launchedAt.size).toBe(1);
  const far = {
    'fireUnits[guard-battery].position.latDeg': 37.8,
    'commandPosts[guard].position.latDeg': 37.8,
    'sensors[guard-radar].position.latDeg': 37.8,
  };
  expect(launches(runGallery('coop-point-defence', far), 'guard-battery').length).toBeGreaterThan(0);
  const covers = { ...far, 'commandPosts[guard].covers[0]': 'guard' };
  expect(launches(runGallery('coop-point-defence', covers), 'guard-battery')).toEqual([]);
});
