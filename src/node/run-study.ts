import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Assumption,
  concludeStudy,
  inputError,
  measuresOf,
  type Patches,
  planStudy,
  type ReplicationResult,
  resolveVariant,
  type StudyPlan,
  type StudyResult,
} from '../index.js';
import { checkModels } from './check-models.js';
import { PARAPET_VERSION, prepareFolder, writeTogether } from './files.js';
import { appendToJournal, JOURNAL_FILE, type JournalEntry, journalText, readJournal, startJournal } from './journal.js';
import { inputsHash, MANIFEST_FILE, manifestCommon, manifestText, PHASES_FILE } from './manifest.js';
import type { StudyManifest } from './manifest.schema.js';
import { runJobs } from './pool.js';
import type { OpenStudy, Project } from './project.js';
import { renderReport } from './report.js';
import { encodeDraws, encodePhases, encodeResults } from './results-store.js';
import type { StudyJob, StudyJobResult, StudyWorkerData } from './study-worker.js';

export interface StudyOptions {
  readonly replications: number;
  readonly workers: number;
  /** Where results go; created if it is not there. */
  readonly folder: string;
  readonly set?: Patches;
  /** Goes on from the journal in the folder. */
  readonly resume?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops early; what was done is written as a partial result. */
  readonly signal?: AbortSignal;
}

export interface StudyOutcome {
  /** null if stopped before the first replication was begun; nothing is written then. */
  readonly result: StudyResult | null;
  readonly manifest: StudyManifest | null;
}

/** Rough size of what a study leaves, in bytes: manifest and report, then each run's row, each replication's draws. */
const expectedBytes = (plan: StudyPlan, replications: number): number =>
  8e6 + replications * (plan.variants.length * 2000 + plan.drawnPaths.length * 40);

/** The study's plan, or an input error. */
export function makePlan(open: OpenStudy, set: Patches | undefined): StudyPlan {
  const { study, text, scenario } = open;
  const plan = planStudy(study, scenario.document, scenario.context, { file: text.name, text: text.text, set });
  if (plan.issues) throw inputError(plan.issues);
  // Every terrain is loaded now, so that one that cannot be read is told before work begins; and every path is tried.
  for (const { name, document } of plan.value.variants) {
    const resolved = resolveVariant(plan.value, name);
    checkModels(document, resolved, scenario.terrains.terrainOf(resolved.terrain));
    scenario.recordings.flightsOf(resolved);
  }
  return plan.value;
}

/**
 * Runs a study on worker threads and writes its folder: results.parquet, assumptions.parquet, phases.bin, journal.jsonl,
 * report.html and, last, manifest.json. The same bytes with any number of workers.
 */
export async function runStudy(open: OpenStudy, project: Project, options: StudyOptions): Promise<StudyOutcome> {
  const { folder, replications } = options;
  const plan = makePlan(open, options.set);
  const common = { ...manifestCommon(project, open.scenario, plan.set, open.text), seed: plan.study.seed };
  const head = { parapet: PARAPET_VERSION, study: plan.study.name, inputs: inputsHash(common) };
  prepareFolder(folder, expectedBytes(plan, replications));
  const entries = options.resume ? readJournal(folder, head) : [];
  startJournal(folder, head, entries);

  const done = new Set(entries.map(({ replication }) => replication));
  const jobs: StudyJob[] = [];
  for (let replication = 0; replication < replications; replication++) {
    // A resumed study does replication 0 again for its phase digests, which the journal does not hold.
    if (replication === 0 || !done.has(replication)) jobs.push({ replication, phases: replication === 0 });
  }
  let phases: readonly Uint32Array[] = [];
  const total = replications;
  let finished = total - jobs.length;
  options.onProgress?.(finished, total);
  const workerData: StudyWorkerData = {
    plan,
    scenarioFolder: open.scenario.folder,
    recordings: open.scenario.recordings.texts(),
  };
  const whole = await runJobs<StudyJob, StudyJobResult>({
    file: new URL('./study-worker.js', import.meta.url),
    workerData,
    workers: options.workers,
    jobs,
    signal: options.signal,
    // A study that is stopped early leaves a result all the same: its first replication.
    least: entries.length === 0 ? 1 : 0,
    nameOf: ({ replication }) => `replication ${replication}`,
    onResult: ({ replication }, { phases: words, ...entry }) => {
      if (replication === 0) phases = words;
      if (!done.has(replication)) {
        entries.push(entry);
        appendToJournal(folder, entry);
      }
      options.onProgress?.(++finished, total);
    },
  });
  const kept = entries.filter(({ replication }) => replication < replications);
  if (kept.length === 0) {
    rmSync(join(folder, JOURNAL_FILE), { force: true });
    return { result: null, manifest: null };
  }

  const result = concludeEntries(plan, kept, !whole);
  const manifest: StudyManifest = {
    kind: 'study',
    ...common,
    digest: result.digest,
    assumptions: result.assumptions,
    study: plan.study.name,
    replications,
    partial: !whole,
    variants: plan.variants.map(({ name }) => name),
    runs: [...kept]
      .sort((a, b) => a.replication - b.replication)
      .map((entry) => ({ replication: entry.replication, digests: entry.runs.map(({ digest }) => digest) })),
    phases: phases.length > 0 ? { replication: 0, lengths: phases.map(({ length }) => length) } : null,
  };
  const draws = new Map(kept.map((entry) => [entry.replication, entry.draws]));
  writeTogether(folder, [
    { name: 'results.parquet', bytes: encodeResults(result, measuresOf(plan.study)) },
    { name: 'assumptions.parquet', bytes: encodeDraws(result, plan.drawnPaths, draws) },
    { name: PHASES_FILE, bytes: encodePhases(phases) },
    { name: JOURNAL_FILE, bytes: journalText(head, entries) },
    { name: 'report.html', bytes: await renderReport(plan, result, open.scenario.terrains, open.scenario.recordings) },
    { name: MANIFEST_FILE, bytes: manifestText(manifest) },
  ]);
  return { result, manifest };
}

/** Tables and verdict from journal entries. */
export function concludeEntries(plan: StudyPlan, entries: readonly JournalEntry[], partial: boolean): StudyResult {
  const rows = entries.flatMap(({ replication, runs }): ReplicationResult[] =>
    runs.map((run, i) => ({ variant: plan.variants[i].name, replication, ...run })),
  );
  const nominal = resolveVariant(plan, plan.study.baseline);
  return concludeStudy(rows, { study: plan.study, nominal, assumptions: assumptionsOf(plan), partial });
}

/** Nominal assumptions of the baseline, then those of other variants under paths that the baseline does not have. */
export function assumptionsOf(plan: StudyPlan): Assumption[] {
  const found = new Map<string, Assumption>();
  const order = [plan.study.baseline, ...plan.variants.map(({ name }) => name)];
  for (const name of order) {
    for (const assumption of resolveVariant(plan, name).assumptions) {
      if (!found.has(assumption.path)) found.set(assumption.path, assumption);
    }
  }
  return [...found.values()];
}

/** Where a study's results go if the user names no folder. */
export const defaultStudyFolder = (name: string): string => join('out', name);
