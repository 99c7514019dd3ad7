import type { ResolvedScenario } from '../scenario/resolved.js';
import { DIGESTED_MEASURES } from '../types/index.js';
import { mistakesOf } from './mistakes.js';
import type { RunResult } from './result.js';
import { measuresOf } from './score.js';
import { tallyOf } from './tally.js';
import { stepWorld } from './tick.js';
import { makeWorld, type RunAssets, type RunOptions } from './world.js';

/** Runs a scenario to its end: one scenario, one seed, one replication. The same inputs give the same bytes everywhere. */
export function runScenario(scenario: ResolvedScenario, assets: RunAssets, options: RunOptions): RunResult {
  const world = makeWorld(scenario, assets, options);
  while (world.tick < world.ticks) stepWorld(world);
  const measures = measuresOf(world);
  const { digest, phases } = world.log;
  for (const id of DIGESTED_MEASURES) digest.addFloat64(measures[id] ?? Number.NaN);
  return {
    digest: digest.hex(),
    phaseDigests: phases,
    ticks: world.ticks,
    simulatedS: scenario.durationS,
    objects: world.objects.count,
    measures,
    tally: tallyOf(world),
    events: world.events,
    samples: world.samples,
    engagedByMistake: mistakesOf(world),
  };
}
