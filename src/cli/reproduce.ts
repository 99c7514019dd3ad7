import type { Command } from 'commander';
import { type Reproduction, reproduce } from '../node/index.js';
import { catchInterrupts } from './interrupt.js';
import { defaultWorkers, replicationsOption, workersOption } from './options.js';
import { EXIT, note, print, printJson, progressBar } from './output.js';

interface ReproduceFlags {
  workers?: number;
  replications?: number;
  json?: boolean;
}

export function addReproduce(program: Command): void {
  program
    .command('reproduce')
    .description('rerun what a result’s manifest says and compare digests')
    .argument('<dir>', 'folder that parapet run --out or parapet study wrote')
    .option('--workers <n>', 'worker threads; all cores if not given', workersOption)
    .option('--replications <n>', 'of a study, rerun only the first n replications', replicationsOption)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Needs nothing but the folder: the manifest holds every input. Exit code 1 and the first differing tick and phase where
the results differ.

Example:
  parapet reproduce out/demo --replications 5`,
    )
    .action(reproduceCommand);
}

async function reproduceCommand(folder: string, flags: ReproduceFlags): Promise<void> {
  const bar = progressBar('reproduce');
  const interrupt = catchInterrupts('stopping');
  const found = await reproduce(folder, {
    workers: flags.workers ?? defaultWorkers(),
    replications: flags.replications,
    onProgress: bar.update,
    signal: interrupt.signal,
  }).finally(() => {
    bar.stop();
    interrupt.stop();
  });
  if (flags.json) printJson(found);
  else print(tellReproduction(found));
  if (!found.same) process.exitCode = EXIT.no;
  else if (interrupt.signal.aborted) {
    note(`Stopped after ${found.compared} of ${found.of} runs.`);
    process.exitCode = EXIT.stopped;
  }
}

export function tellReproduction({ same, recorded, digest, compared, of, first, notes }: Reproduction): string {
  const notesText = notes.map((line) => `  · ${line}`);
  if (same) {
    const what =
      compared === of ? `the same, ${compared} of ${of} runs` : `the same so far, ${compared} of ${of} runs were rerun`;
    return [`✔ ${what}; digest ${recorded}`, ...notesText].join('\n');
  }
  const run = first?.variant === undefined ? '' : ` in variant ${first.variant}, replication ${first.replication}`;
  const place = first?.tick === undefined ? '' : `: first at tick ${first.tick}, phase ${first.phase}`;
  return [
    `✖ the results differ${run}${place}`,
    `  recorded ${recorded}`,
    ...(digest === null ? [] : [`  now      ${digest}`]),
    ...notesText,
  ].join('\n');
}
