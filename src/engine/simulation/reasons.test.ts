import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveText } from '../../../test/fixtures/anatolia.js';
import { flatTerrain } from '../earth/index.js';
import type { Patches } from '../scenario/index.js';
import { reasonsNotEngaged } from './assign.js';
import { makeWorld, runScenario, stepWorld } from './index.js';

const textOf = (name: string): string =>
  readFileSync(new URL(`../../../scenarios/gallery/${name}.yaml`, import.meta.url), 'utf8');

/** Why a post leaves its threats alone at a time of a gallery scenario, and whether asking changed the run. */
function reasons(name: string, postId: string, atS: number, patches: Patches = {}): string[] {
  const scenario = { ...resolveText(textOf(name), patches), durationS: atS + 5 };
  const world = makeWorld(scenario, { terrain: flatTerrain() }, { seed: 1 });
  const post = world.posts.find(({ id }) => id === postId)!;
  let told: string[] = [];
  while (world.tick < world.ticks) {
    stepWorld(world);
    if (world.time < atS - 4 || world.time > atS) continue;
    const now = reasonsNotEngaged(world, post).map(({ because }) => because);
    if (now.length > 0) told = now;
  }
  const unasked = runScenario(scenario, { terrain: flatTerrain() }, { seed: 1 });
  expect(world.log.phases.at(-1)).toEqual(unasked.phaseDigests.at(-1));
  return told;
}

describe('why nothing is fired, asked without changing the run', () => {
  test('weapons hold, keep-out, a reserve', () => {
    expect(reasons('doctrine-self-defence', 'post', 60)).toContain('weapons hold');
    expect(reasons('doctrine-keep-out', 'post', 60)[0]).toBe('keep-out: too far');
    expect(reasons('doctrine-reserve', 'post', 120)).toContain('interceptors kept in reserve');
  });

  test('left to the superior, or to a neighbour', () => {
    expect(reasons('control-central', 'south', 28)).toEqual(['left to the orders of centre']);
    expect(reasons('control-hierarchical', 'north', 60)).toContain('not allotted by centre');
    expect(reasons('layered-leakers', 'inner', 440)).toContain('left to outer');
  });

  test('a track that the engagement sensor does not hold, and another’s that is not good enough', () => {
    const away = { 'sensors[radar].boresightDeg': 270 };
    expect(reasons('doctrine-salvo', 'post', 60, away)).toEqual([]);
    expect(reasons('coop-launch-on-remote', 'site', 100, { 'links[cue].positionErrorM': 2000 })[0]).toMatch(
      /no track of its own sensors; remote track too uncertain: \d+ m/,
    );
  });
});

test('the rolling horizon waits for the interceptor that kills better, where greedy choice fires what reaches now', () => {
  const launchers = /launchers:\n.*\n/;
  const two = `launchers:
      - { count: 1, tubes: 4, reloads: 0, interceptor: patriot-gemt, overrides: { killProbability: { fixedWing: 0.3 } } }
      - { count: 1, tubes: 4, reloads: 0, interceptor: patriot-mse, overrides: { maximumRangeKm: 110, killProbability: { fixedWing: 0.9 } } }
`;
  const text = textOf('doctrine-salvo').replace(launchers, two);
  const firstShot = (assigner: string) => {
    const scenario = resolveText(text, {
      'commandPosts[post].doctrine.overrides.assigner': assigner,
      'commandPosts[post].doctrine.overrides.horizonS': 100,
    });
    const { events } = runScenario(scenario, { terrain: flatTerrain() }, { seed: 1, record: { events: true } });
    return events.find(({ kind }) => kind === 'interceptorLaunched')?.values?.interceptor;
  };
  expect(firstShot('greedy')).toBe('patriot-gemt');
  expect(firstShot('rollingHorizon')).toBe('patriot-mse');
});
