import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { PACKAGE_ROOT } from '../node/index.js';
import { defaultWorkers, replicationsOption, workersOption } from './options.js';
import { note } from './output.js';
import { studyCommand } from './study.js';

/** Few enough for two minutes on two cores, many enough for intervals that say something. */
const DEMO_REPLICATIONS = 30;

interface DemoFlags {
  replications: number;
  workers?: number;
  out: string;
  resume?: boolean;
  json?: boolean;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('answer the claim “it will stand alone” with a short study')
    .option('--replications <n>', 'replications a variant', replicationsOption, DEMO_REPLICATIONS)
    .option('--workers <n>', 'worker threads; all cores if not given', workersOption)
    .option('--out <dir>', 'folder of the results', 'out/demo')
    .option('--resume', 'go on from the partial result in that folder')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  parapet demo')
    .action(async (flags: DemoFlags) => {
      const file = join(PACKAGE_ROOT, 'studies', 'stands-alone.yaml');
      const shown = relative('', file);
      const workers = flags.workers ?? defaultWorkers();
      note(
        `The claim: “it will stand alone”. ${flags.replications} replications a variant instead of the study’s own number, ` +
          `on ${workers} worker threads; the whole study is: parapet study ${shown}`,
      );
      await studyCommand(shown, { ...flags, workers }, `demo --replications ${flags.replications}`);
    });
}
