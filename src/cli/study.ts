import type { Command } from 'commander';
import type { Patches, Study, StudyResult } from '../index.js';
import { defaultStudyFolder, loadProject, must, openStudy, readText, runStudy } from '../node/index.js';
import { catchInterrupts } from './interrupt.js';
import {
  defaultWorkers,
  inShell,
  replicationsOption,
  seedOption,
  setOptions,
  withSet,
  workersOption,
} from './options.js';
import { EXIT, note, noteWarnings, print, printJson, progressBar, secondsSince } from './output.js';
import { tellStudy } from './study-table.js';

interface StudyFlags {
  replications?: number;
  workers?: number;
  seed?: number;
  out?: string;
  set?: Patches;
  json?: boolean;
  resume?: boolean;
}

export function addStudy(program: Command): void {
  const command = program
    .command('study')
    .description('run every variant of a study many times and answer its claim')
    .argument('<study>', 'study file (YAML)')
    .option('--replications <n>', 'replications a variant instead of the file’s', replicationsOption)
    .option('--workers <n>', 'worker threads; all cores if not given', workersOption)
    .option('--seed <n>', 'seed instead of the file’s', seedOption)
    .option('--out <dir>', 'folder of the results; out/<name of the study> if not given')
    .option('--resume', 'go on from the partial result in that folder')
    .option('--json', 'print JSON');
  withSet(command)
    .addHelpText(
      'after',
      `
Ctrl-C leaves a valid partial result, from which --resume goes on. The digest is the same with any number of workers.

Example:
  parapet study studies/stands-alone.yaml --replications 50
  parapet study studies/stands-alone.yaml --set terrain.roughnessMarginM=300 --out out/rough`,
    )
    .action((file: string, flags: StudyFlags) => studyCommand(file, flags));
}

/** Runs the study, tells of it and sets the exit code. `command` is how to go on after Ctrl-C. */
export async function studyCommand(file: string, flags: StudyFlags, command?: string): Promise<void> {
  const start = performance.now();
  const text = must(readText(file));
  const project = must(loadProject());
  const found = must(openStudy(text, project));
  const open = { ...found, study: { ...found.study, seed: flags.seed ?? found.study.seed } };
  const { study } = open;
  noteWarnings(open.scenario.document.warnings);
  const folder = flags.out ?? defaultStudyFolder(study.name);
  const replications = flags.replications ?? study.replications;
  const begin = command ?? `study ${inShell(file)}${changes(flags)} --replications ${replications}`;
  const again = `npx parapet ${begin} --out ${inShell(folder)}`;
  const interrupt = catchInterrupts('stopping: what is done is being written, one replication at the least');
  const bar = progressBar(study.name);
  const { result } = await runStudy(open, project, {
    replications,
    workers: flags.workers ?? defaultWorkers(),
    folder,
    set: flags.set,
    resume: flags.resume,
    onProgress: bar.update,
    signal: interrupt.signal,
  }).finally(() => {
    bar.stop();
    interrupt.stop();
  });
  if (!result) {
    note(`Stopped before the first replication was begun: there is no result. Start again with:\n  ${again}`);
    process.exitCode = EXIT.stopped;
    return;
  }
  const wallS = secondsSince(start);
  if (flags.json) printJson(studyJson(study, result, wallS, folder));
  else
    print(
      `${tellStudy(study, result)}\n\nWritten to ${folder}/: report.html, results.parquet, manifest.json (${wallS} s).`,
    );
  if (result.partial) {
    note(`Stopped after ${result.replications} of ${replications} replications. Go on with:\n  ${again} --resume`);
    process.exitCode = EXIT.stopped;
  }
}

const changes = ({ set, seed }: StudyFlags): string =>
  `${seed === undefined ? '' : ` --seed ${seed}`}${setOptions(set)}`;

function studyJson(study: Study, result: StudyResult, wallS: number, folder: string): object {
  const { digest, replications, partial, variants, comparisons, verdict } = result;
  return { study: study.name, digest, replications, partial, wallS, variants, comparisons, verdict, folder };
}
