import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assumption, firstDifference, parseStudy } from '../index.js';
import { must, PARAPET_VERSION } from './files.js';
import type { JournalEntry } from './journal.js';
import { PHASES_FILE, readManifest } from './manifest.js';
import type { Manifest, RunManifest, StudyManifest } from './manifest.schema.js';
import { notesOn, openInputs, textsOf } from './open-inputs.js';
import { runJobs } from './pool.js';
import type { OpenScenario, Project } from './project.js';
import { decodePhases } from './results-store.js';
import { runOnce } from './run-scenario.js';
import { assumptionsOf, concludeEntries, makePlan } from './run-study.js';
import type { StudyJob, StudyJobResult, StudyWorkerData } from './study-worker.js';

export interface ReproduceOptions {
  readonly workers: number;
  /** Studies: rerun only the first so many replications. */
  readonly replications?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface Reproduction {
  readonly kind: Manifest['kind'];
  readonly same: boolean;
  readonly recorded: string;
  /** Digest now; null where only a part of a study was rerun. */
  readonly digest: string | null;
  /** Runs compared. */
  readonly compared: number;
  /** Runs of the study, of which `compared` were rerun. */
  readonly of: number;
  /** The first difference: in which run, and at which tick and phase as far as phase digests were kept. */
  readonly first: {
    readonly variant?: string;
    readonly replication?: number;
    readonly tick?: number;
    readonly phase?: string;
  } | null;
  /** What may explain a difference, in words. */
  readonly notes: readonly string[];
}

/** Reruns what a folder's manifest says, from the manifest alone, and compares digests. */
export async function reproduce(folder: string, options: ReproduceOptions): Promise<Reproduction> {
  const manifest = readManifest(folder);
  const { project, scenario } = openInputs(manifest);
  const outcome =
    manifest.kind === 'run'
      ? reproduceRun(folder, manifest, scenario, project)
      : await reproduceStudy(folder, manifest, scenario, options);
  return { ...outcome, notes: [...notesOn(manifest, scenario), ...outcome.notes] };
}

/** The phase digests beside a manifest; none where the file is missing or of another length. */
function readPhases(folder: string, lengths: readonly number[]): Uint32Array[] {
  const file = join(folder, PHASES_FILE);
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const words = lengths.reduce((sum, length) => sum + length, 0);
  return bytes.length === 4 * words ? decodePhases(bytes, lengths) : [];
}

/** Assumptions that were edited after the result was made. Another version may word them otherwise. */
function changedAssumptions(manifest: Manifest, now: readonly Assumption[]): string[] {
  if (manifest.parapet !== PARAPET_VERSION) return [];
  const text = (assumptions: readonly Assumption[]): Map<string, string> =>
    new Map(assumptions.map((assumption) => [assumption.path, JSON.stringify(assumption)]));
  const before = text(manifest.assumptions);
  const after = text(now);
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

/** A few names, and how many more there are. */
const someOf = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

function reproduceRun(folder: string, manifest: RunManifest, scenario: OpenScenario, project: Project): Reproduction {
  const { seed, set, replication } = manifest;
  const { run, manifest: now } = runOnce(scenario, project, { seed, set, replication: replication ?? undefined });
  const [recorded] = readPhases(folder, [run.phaseDigests.length]);
  const place = recorded && firstDifference(recorded, run.phaseDigests);
  const measures = [...new Set([...Object.keys(run.measures), ...Object.keys(manifest.measures)])].filter(
    (id) => run.measures[id] !== manifest.measures[id],
  );
  const assumptions = changedAssumptions(manifest, now.assumptions);
  const facts = (['scenario', 'ticks', 'simulatedS', 'objects'] as const).filter((key) => now[key] !== manifest[key]);
  const changed = [...measures, ...assumptions, ...facts];
  const same = run.digest === manifest.digest && !place && changed.length === 0;
  const notes: string[] = [];
  if (!recorded) notes.push(`${PHASES_FILE} is missing or broken, so no tick can be named`);
  else if (!same && !place) notes.push('every tick and phase agrees: the recorded result itself was changed');
  if (measures.length > 0) notes.push(`measures that differ: ${measures.join(', ')}`);
  if (assumptions.length > 0) notes.push(`assumptions that differ: ${someOf(assumptions)}`);
  if (facts.length > 0) notes.push(`also different: ${facts.join(', ')}`);
  return {
    kind: 'run',
    same,
    recorded: manifest.digest,
    digest: run.digest,
    compared: 1,
    of: 1,
    first: same ? null : (place ?? {}),
    notes,
  };
}

async function reproduceStudy(
  folder: string,
  manifest: StudyManifest,
  scenario: OpenScenario,
  options: ReproduceOptions,
): Promise<Reproduction> {
  const [text] = textsOf(manifest, 'study');
  const study = { ...must(parseStudy(text?.text ?? '', text?.name ?? 'study')), seed: manifest.seed };
  const plan = makePlan({ study, text: text ?? { name: 'study', text: '' }, scenario }, manifest.set);
  const chosen = manifest.runs.slice(0, options.replications ?? manifest.runs.length);
  const jobs = chosen.map(
    ({ replication }): StudyJob => ({
      replication,
      phases: replication === manifest.phases?.replication,
    }),
  );
  const entries: JournalEntry[] = [];
  let phases: readonly Uint32Array[] = [];
  const workerData: StudyWorkerData = {
    plan,
    scenarioFolder: scenario.folder,
    recordings: scenario.recordings.texts(),
  };
  options.onProgress?.(0, jobs.length);
  const whole = await runJobs<StudyJob, StudyJobResult>({
    file: new URL('./study-worker.js', import.meta.url),
    workerData,
    workers: options.workers,
    jobs,
    signal: options.signal,
    nameOf: ({ replication }) => `replication ${replication}`,
    onResult: (job, { phases: words, ...entry }) => {
      if (job.phases) phases = words;
      entries.push(entry);
      options.onProgress?.(entries.length, jobs.length);
    },
  });
  const variants = plan.variants.map(({ name }) => name);
  const all = whole && chosen.length === manifest.runs.length;
  const digest = all ? concludeEntries(plan, entries, manifest.partial).digest : null;
  const first = firstDifferingRun(folder, manifest, variants, entries, phases);
  const assumptions = changedAssumptions(manifest, assumptionsOf(plan));
  const same = first === null && (digest === null || digest === manifest.digest) && assumptions.length === 0;
  const notes: string[] = [];
  if (assumptions.length > 0) notes.push(`assumptions that differ: ${someOf(assumptions)}`);
  if (first && first.tick === undefined) {
    notes.push(
      `phase digests are kept for replication ${manifest.phases?.replication ?? 0} alone; to name the tick here, ` +
        'run this replication with parapet run --replication on both machines and compare',
    );
  }
  if (!same && !first) notes.push('every run agrees: what the manifest records besides was changed');
  return {
    kind: 'study',
    same,
    recorded: manifest.digest,
    digest,
    compared: entries.length * variants.length,
    of: manifest.runs.length * variants.length,
    first: same ? null : (first ?? {}),
    notes,
  };
}

/** By replication, then variant. A run whose phases were kept is compared by them too, which names tick and phase. */
function firstDifferingRun(
  folder: string,
  manifest: StudyManifest,
  variants: readonly string[],
  entries: readonly JournalEntry[],
  phases: readonly Uint32Array[],
): Reproduction['first'] {
  const recorded = manifest.phases ? readPhases(folder, manifest.phases.lengths) : [];
  const byReplication = new Map(entries.map((entry) => [entry.replication, entry]));
  for (const { replication, digests } of manifest.runs) {
    const entry = byReplication.get(replication);
    if (!entry) continue;
    for (const [i, variant] of variants.entries()) {
      const kept = replication === manifest.phases?.replication && recorded[i] && phases[i];
      const place = kept ? firstDifference(recorded[i], phases[i]) : null;
      if (place || digests[i] !== entry.runs[i].digest) return { variant, replication, ...place };
    }
  }
  return null;
}
