import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Explanation,
  explainLook,
  type Issue,
  inputError,
  type LookQuestion,
  nearestName,
  type Patches,
  type ResolvedScenario,
} from '../index.js';
import { fileIssue, must } from './files.js';
import { readManifest } from './manifest.js';
import { notesOn, openInputs } from './open-inputs.js';
import { loadProject, openScenario, readText } from './project.js';
import { type RunInputs, resolveRun } from './run-scenario.js';

/** How a scenario file is run; a folder's manifest says so itself. */
export interface ExplainOptions {
  readonly seed?: number;
  readonly replication?: number;
  readonly set?: Patches;
}

export interface ExplainedRun {
  readonly explanation: Explanation;
  readonly scenario: ResolvedScenario;
  readonly seed: number;
  readonly replication: number | null;
  /** What may make the rerun differ from the recorded run, in words. */
  readonly notes: readonly string[];
}

/** Without a folder and a seed of its own, the seed that `parapet run` takes. */
const SEED = 1;

/** Reruns what a folder of `parapet run --out` or a scenario file says, and opens up one look of one sensor at one object. */
export function explainRun(path: string, question: LookQuestion, options: ExplainOptions): ExplainedRun {
  const { inputs, seed, replication, notes } = openRun(path, options);
  const { scenario, terrain, recorded } = inputs;
  const place = { file: path, line: 0, column: 0 };
  const issues = [
    ...idIssues(question.sensor, scenario.sensors, 'sensor', { ...place, path: 'sensors' }),
    // Which flights are generated, only a run knows.
    ...(scenario.traffic
      ? []
      : idIssues(question.object, scenario.flights, 'air object', { ...place, path: 'flights' })),
  ];
  if (issues.length > 0) throw inputError(issues);
  const explain = () => explainLook(scenario, { terrain, recorded }, { seed, replication: replication ?? 0 }, question);
  const found = scenario.traffic ? amongGenerated(explain, question.object, path) : explain();
  if (found.choice !== null) return { explanation: found, scenario, seed, replication, notes };
  const { airborneFrom, airborneTo, looks, lastLook } = found;
  const flown =
    airborneFrom === null ? 'is never in the air' : `is in the air from ${airborneFrom} s to ${airborneTo} s`;
  const last = looks === 0 ? 'never looks at it' : `looks at it ${looks} times, last at ${lastLook} s`;
  const after = question.time === undefined ? '' : `; none is at or after --time ${question.time}`;
  throw inputError([
    fileIssue(
      'SCN-047',
      path,
      `there is no look to explain: ${question.object} ${flown}, ${question.sensor} ${last}${after}`,
    ),
  ]);
}

/** The look, or an input error where no flight of the run has that id. */
function amongGenerated<T>(explain: () => T, object: string, path: string): T {
  try {
    return explain();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw inputError([fileIssue('SCN-018', path, `no air object of this run is called ‘${object}’`)]);
  }
}

interface OpenRun {
  readonly inputs: RunInputs;
  readonly seed: number;
  readonly replication: number | null;
  readonly notes: readonly string[];
}

function openRun(path: string, options: ExplainOptions): OpenRun {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    const { seed = SEED, replication, set } = options;
    const text = must(readText(path));
    const project = must(loadProject());
    const open = must(openScenario(text, dirname(resolve(path)), project));
    return {
      inputs: resolveRun(open, project, { seed, replication, set }),
      seed,
      replication: replication ?? null,
      notes: [],
    };
  }
  const manifest = readManifest(path);
  if (manifest.kind !== 'run') {
    const message =
      'a folder of parapet run --out is wanted; this is a study: explain a run of its scenario with --seed, --replication and --set';
    throw inputError([fileIssue('SCN-046', path, message)]);
  }
  const given = (['seed', 'replication', 'set'] as const).filter((key) => options[key] !== undefined);
  if (given.length > 0) {
    const message = `the folder’s manifest says how the run is made; leave out ${given.map((key) => `--${key}`).join(' and ')}`;
    throw inputError([fileIssue('SCN-047', path, message)]);
  }
  const { project, scenario } = openInputs(manifest);
  const { seed, set, replication } = manifest;
  const inputs = resolveRun(scenario, project, { seed, set, replication: replication ?? undefined });
  return { inputs, seed, replication, notes: notesOn(manifest, scenario) };
}

/** Names told where none is near. */
const MOST_NAMES = 12;

function idIssues(
  id: string,
  entries: readonly { readonly id: string }[],
  kind: string,
  place: Pick<Issue, 'file' | 'line' | 'column' | 'path'>,
): Issue[] {
  if (entries.some((entry) => entry.id === id)) return [];
  const names = entries.map((entry) => entry.id);
  const nearest = nearestName(id, names);
  const some = names.slice(0, MOST_NAMES).join(', ');
  const list = nearest
    ? ''
    : `; there are ${some}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
  const message = `the scenario has no ${kind} ‘${id}’${list}`;
  return [{ code: 'SCN-018', message, ...place, ...(nearest ? { nearest } : {}) }];
}
