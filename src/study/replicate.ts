import type { Terrain } from '../engine/earth/index.js';
import { makeStreams } from '../engine/math/index.js';
import { type ResolvedScenario, resolvePreset, type TerrainChoice } from '../engine/scenario/index.js';
import { coverageMeasures, type RunAssets, type RunResult, runScenario } from '../engine/simulation/index.js';
import { documentOf, resolveVariant, type StudyPlan } from './plan.js';
import type { ReplicationResult } from './result.js';

/** What the engine cannot fetch by itself. The same terrain object for the same choice lets horizon tables be reused. */
export interface StudyAssets {
  readonly terrainOf: (choice: TerrainChoice) => Terrain;
  /** See RunAssets. */
  readonly openKernel?: RunAssets['openKernel'];
  /** Flights of the recording that a scenario names. */
  readonly recordedOf?: (scenario: ResolvedScenario) => RunAssets['recorded'];
}

/**
 * One variant in one replication. All variants of a replication share seed, replication number and drawn values, and
 * every random draw is keyed by them and by who draws for what: common random numbers (Law, Simulation Modeling and
 * Analysis, 5th edition, McGraw-Hill 2015, section 11.2).
 */
export function runVariant(plan: StudyPlan, variant: string, replication: number, assets: StudyAssets): RunResult {
  const document = documentOf(plan, variant);
  const scenario = resolveVariant(plan, variant, replication);
  const terrain = assets.terrainOf(scenario.terrain);
  const { seed, coverage } = plan.study;
  const { openKernel } = assets;
  const recorded = assets.recordedOf?.(scenario);
  const run = runScenario(scenario, { terrain, recorded, openKernel }, { seed, replication });
  if (!coverage) return run;
  const target = resolvePreset(document, plan.catalogue, 'airObject', coverage.target, makeStreams(seed, replication));
  const { altitudesM, detectionProbability } = coverage;
  const covered = coverageMeasures(scenario, { terrain }, { target, altitudesM, detectionProbability });
  return { ...run, measures: { ...run.measures, ...covered } };
}

/** The same, as a row of the study's results. */
export function runReplication(
  plan: StudyPlan,
  variant: string,
  replication: number,
  assets: StudyAssets,
): ReplicationResult {
  const { digest, measures } = runVariant(plan, variant, replication, assets);
  return { variant, replication, digest, measures };
}
