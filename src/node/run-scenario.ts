import {
  applyPatches,
  type Issue,
  inputError,
  makeStreams,
  type Patches,
  type ResolvedScenario,
  type RunAssets,
  type RunResult,
  resolveScenario,
  runScenario,
  type ScenarioDocument,
  type Terrain,
} from '../index.js';
import { checkModels } from './check-models.js';
import { prepareFolder, writeTogether } from './files.js';
import { MANIFEST_FILE, manifestCommon, manifestText, PHASES_FILE } from './manifest.js';
import type { RunManifest } from './manifest.schema.js';
import type { OpenScenario, Project } from './project.js';
import { encodePhases } from './results-store.js';
import { openRunKernel } from './run-kernel.js';

export interface RunOptions {
  readonly seed: number;
  /** Draws the uncertain values as this replication of a study would; without it they are nominal. */
  readonly replication?: number;
  readonly set?: Patches;
  /** Keeps events, for the timeline. */
  readonly events?: boolean;
  /** Keeps positions every so many seconds, for pictures. */
  readonly samplesEveryS?: number;
  /** Where manifest and phase digests go, if anywhere. */
  readonly folder?: string;
}

export interface RunOutcome {
  readonly run: RunResult;
  readonly scenario: ResolvedScenario;
  readonly manifest: RunManifest;
  /** What is legal in the scenario but surely unintended. */
  readonly warnings: readonly Issue[];
}

/** What a run is made from, its changes made, its uncertain values fixed and its flights known to be flyable. */
export interface RunInputs {
  readonly document: ScenarioDocument;
  readonly scenario: ResolvedScenario;
  readonly terrain: Terrain;
  /** Flights of the recording that the scenario names, if any. */
  readonly recorded: RunAssets['recorded'];
}

/** Throws an input error for a change that does not fit or a flight that no path fulfils. */
export function resolveRun(
  open: OpenScenario,
  project: Project,
  { seed, replication, set = {} }: Pick<RunOptions, 'seed' | 'replication' | 'set'>,
): RunInputs {
  const patched = applyPatches(open.document, set, open.context);
  if (patched.issues) throw inputError(patched.issues);
  const draw = replication === undefined ? undefined : makeStreams(seed, replication);
  const scenario = resolveScenario(patched.value, project.catalogue, { draw });
  const terrain = open.terrains.terrainOf(scenario.terrain);
  checkModels(patched.value, scenario, terrain);
  return { document: patched.value, scenario, terrain, recorded: open.recordings.flightsOf(scenario) };
}

/** Positions of one object that a picture is drawn from, at most, and of all objects together. */
const SAMPLES_EACH = 600;
const SAMPLES_ALL = 200_000;

/** What the run keeps: all that the page of its folder shows, or what was asked for. */
function recordOf(
  { events = false, samplesEveryS, folder }: RunOptions,
  { durationS, stepS, flights }: ResolvedScenario,
): { events: boolean; samplesEveryS?: number } {
  if (folder === undefined) return { events, samplesEveryS };
  const most = Math.min(SAMPLES_EACH, SAMPLES_ALL / Math.max(1, flights.length));
  return { events: true, samplesEveryS: samplesEveryS ?? Math.max(stepS, durationS / most) };
}

/** One run of one scenario, with its manifest. */
export function runOnce(open: OpenScenario, project: Project, options: RunOptions): RunOutcome {
  const { seed, replication, set = {} } = options;
  const { document, scenario, terrain, recorded } = resolveRun(open, project, options);
  // manifest and assumptions, and four bytes for each phase of each tick
  if (options.folder !== undefined) prepareFolder(options.folder, 4e6 + (80 * scenario.durationS) / scenario.stepS);
  const run = runScenario(
    scenario,
    { terrain, recorded, openKernel: openRunKernel },
    {
      seed,
      replication: replication ?? 0,
      record: recordOf(options, scenario),
    },
  );
  const manifest: RunManifest = {
    kind: 'run',
    ...manifestCommon(project, open, set),
    digest: run.digest,
    seed,
    assumptions: scenario.assumptions,
    scenario: scenario.name,
    replication: replication ?? null,
    ticks: run.ticks,
    simulatedS: run.simulatedS,
    objects: run.objects,
    measures: run.measures,
  };
  if (options.folder !== undefined) {
    writeTogether(options.folder, [
      { name: PHASES_FILE, bytes: encodePhases([run.phaseDigests]) },
      { name: MANIFEST_FILE, bytes: manifestText(manifest) },
    ]);
  }
  return { run, scenario, manifest, warnings: document.warnings };
}
