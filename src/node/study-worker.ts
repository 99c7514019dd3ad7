import { parentPort, workerData } from 'node:worker_threads';
import { drawsOfReplication, isInputError, runVariant, type StudyPlan } from '../index.js';
import type { JournalEntry } from './journal.js';
import { answerJobs } from './pool.js';
import type { NamedText } from './project.js';
import { openRecordings } from './recordings.js';
import { openRunKernel } from './run-kernel.js';
import { openTerrains } from './terrain.js';

/** What a study's worker thread is started with. */
export interface StudyWorkerData {
  readonly plan: StudyPlan;
  readonly scenarioFolder: string;
  /** Texts of the recorded traffic that its variants name. */
  readonly recordings: readonly NamedText[];
}

/** A job: all variants of one replication, so that terrain, horizon tables and flights are made once and reused. */
export interface StudyJob {
  readonly replication: number;
  /** Whether to send the phase digests too. */
  readonly phases: boolean;
}

export interface StudyJobResult extends JournalEntry {
  /** Phase digests of each variant, if asked for. */
  readonly phases: readonly Uint32Array[];
}

if (parentPort) {
  const { plan, scenarioFolder, recordings } = workerData as StudyWorkerData;
  const { terrainOf } = openTerrains(scenarioFolder);
  const { flightsOf } = openRecordings(scenarioFolder, recordings);
  answerJobs(parentPort, ({ replication, phases }: StudyJob): StudyJobResult => {
    const runs = plan.variants.map(({ name }) => {
      try {
        return runVariant(plan, name, replication, { terrainOf, recordedOf: flightsOf, openKernel: openRunKernel });
      } catch (error) {
        if (isInputError(error)) throw error;
        const { message, stack } = error as Error;
        throw Object.assign(new Error(`variant ${name}: ${message}`), { stack });
      }
    });
    return {
      replication,
      runs: runs.map(({ digest, measures }) => ({ digest, measures })),
      draws: [...drawsOfReplication(plan, replication).values()],
      phases: phases ? runs.map(({ phaseDigests }) => phaseDigests) : [],
    };
  });
}
