import type { Command } from 'commander';
import { explanationRecord, type Patches } from '../index.js';
import { explainRun } from '../node/index.js';
import { tellExplanation } from './explain-text.js';
import { decimal, replicationOption, seedOption, withSet } from './options.js';
import { note, print, printJson } from './output.js';

interface ExplainFlags {
  sensor: string;
  object: string;
  time?: number;
  seed?: number;
  replication?: number;
  set?: Patches;
  json?: boolean;
}

/** Longest run that a scenario may ask for, s, and more. */
const LONGEST_RUN = 1e7;

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('say why a sensor detected an air object in one look, or why not')
    .argument('<run>', 'folder that parapet run --out wrote, or a scenario file (YAML)')
    .requiredOption('--sensor <id>', 'sensor of the scenario')
    .requiredOption('--object <id>', 'air object: the id of a flight, with -01, -02 … where it has a count')
    .option('--time <s>', 'the sensor’s next look at or after this time', decimal('--time', 0, LONGEST_RUN))
    .option('--seed <n>', 'seed of a scenario file’s run; 1 if not given', seedOption)
    .option('--replication <k>', 'values of a scenario file’s run, as for parapet run', replicationOption)
    .option('--json', 'print JSON');
  withSet(command)
    .addHelpText(
      'after',
      `
The run is made again, exactly, as far as that look. Without --time it is the first look that detected the object; if
none did, the most probable one. Every limit is told with its margin, the signal line by line, the probability, the
random draw, and what would have to change for the answer to change.

Example:
  parapet explain scenarios/anatolia.yaml --sensor ground-taurus --object cruise-south-01
  parapet run scenarios/anatolia.yaml --seed 7 --out out/run
  parapet explain out/run --sensor early-warning --object drone-south-01 --time 600 --json`,
    )
    .action(explainCommand);
}

function explainCommand(path: string, flags: ExplainFlags): void {
  const { sensor, object, time, seed: givenSeed, replication: givenReplication, set, json } = flags;
  const { explanation, scenario, seed, replication, notes } = explainRun(
    path,
    { sensor, object, time },
    { seed: givenSeed, replication: givenReplication, set },
  );
  for (const text of notes) note(`· ${text}`);
  const record = explanationRecord(explanation, { sensor, object });
  if (json) printJson({ scenario: scenario.name, seed, replication, ...record });
  else print(tellExplanation(record, `${scenario.title}, seed ${seed}`));
}
