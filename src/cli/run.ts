import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  costsOf,
  eventLine,
  eventsAbout,
  formatNumber,
  MEASURES,
  type MeasureValue,
  type Patches,
  tellTimeline,
} from '../index.js';
import { loadProject, must, openScenario, type RunManifest, readText, runOnce, writeRunReport } from '../node/index.js';
import { costLines } from './cost-table.js';
import { tellMistakes } from './mistakes-text.js';
import { replicationOption, seedOption, withSet } from './options.js';
import { noteWarnings, print, printJson, secondsSince } from './output.js';

interface RunFlags {
  seed: number;
  out?: string;
  set?: Patches;
  replication?: number;
  timeline?: boolean;
  format: 'text' | 'jsonl';
  only?: string[];
  json?: boolean;
}

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('run one scenario once')
    .argument('<scenario>', 'scenario file (YAML)')
    .option('--seed <n>', 'seed of the random streams', seedOption, 1)
    .option(
      '--replication <k>',
      'draw the uncertain values as replication k of a study with this seed would',
      replicationOption,
    )
    .option('--out <dir>', 'write a page, the manifest and phase digests there, for parapet reproduce')
    .option('--timeline', 'tell what happens in words, with reasons')
    .addOption(
      new Option('--format <form>', 'of the timeline: text, or jsonl for one event a line, all of them')
        .choices(['text', 'jsonl'])
        .default('text'),
    )
    .option('--only <name...>', 'of the timeline, what concerns these: posts, units, objects, places, ‘track 12’')
    .option('--json', 'print JSON');
  withSet(command)
    .addHelpText(
      'after',
      `
Without --replication every uncertain value is nominal.

Example:
  parapet run scenarios/anatolia.yaml --seed 7 --timeline
  parapet run scenarios/anatolia.yaml --timeline --only patriot-battery capital
  parapet run scenarios/anatolia.yaml --set terrain.source=none --out out/smooth-earth`,
    )
    .action(runCommand);
}

async function runCommand(file: string, flags: RunFlags): Promise<void> {
  const start = performance.now();
  const text = must(readText(file));
  const project = must(loadProject());
  // What is asked of the timeline asks for it.
  flags.timeline ||= flags.only !== undefined || flags.format === 'jsonl';
  const open = must(openScenario(text, dirname(resolve(file)), project));
  const outcome = runOnce(open, project, {
    seed: flags.seed,
    replication: flags.replication,
    set: flags.set,
    events: flags.timeline,
    folder: flags.out,
  });
  const { run, scenario: resolved, manifest, warnings } = outcome;
  const { only } = flags;
  if (flags.out) await writeRunReport(flags.out, outcome, open.document, project);
  noteWarnings(warnings);
  const costs = costsOf(resolved, run.tally);
  const events = only ? eventsAbout(run.events, only) : run.events;
  if (flags.timeline && flags.format === 'jsonl' && !flags.json) {
    for (const event of events) print(eventLine(event, resolved.stepS));
    return;
  }
  const nothing = only && events.length === 0 ? [`Nothing was told that concerns ${only.join(' or ')}.`] : undefined;
  const timeline = flags.timeline ? (nothing ?? tellTimeline(events, resolved.stepS)) : undefined;
  const wallS = secondsSince(start);
  if (flags.json) {
    printJson({
      scenario: resolved.name,
      seed: flags.seed,
      digest: run.digest,
      simulatedS: run.simulatedS,
      wallS,
      objects: run.objects,
      measures: run.measures,
      costs,
      warnings,
      engagedByMistake: run.engagedByMistake,
      ...(timeline ? { timeline } : {}),
      manifest: withoutTexts(manifest),
    });
    return;
  }
  if (timeline) print(`${timeline.join('\n')}\n`);
  print(`${resolved.title}: ${formatNumber(run.simulatedS)} s with ${run.objects} air objects, in ${wallS} s`);
  print(
    `seed ${flags.seed}, ${flags.replication === undefined ? 'nominal values' : `values of replication ${flags.replication}`}, digest ${run.digest}\n`,
  );
  print(measureLines(run.measures));
  print(`\n${costLines(costs)}`);
  if (run.engagedByMistake.length > 0) print(`\n${tellMistakes(run.engagedByMistake).join('\n')}`);
  if (flags.out)
    print(`\nWritten to ${flags.out}, with report.html; check it anywhere with: parapet reproduce ${flags.out}`);
}

/** The manifest as a program wants it: the whole texts of its inputs are in the folder's manifest.json. */
function withoutTexts(manifest: RunManifest): object {
  return { ...manifest, inputs: manifest.inputs.map(({ role, name, sha256 }) => ({ role, name, sha256 })) };
}

function measureLines(measures: Readonly<Record<string, MeasureValue>>): string {
  const width = Math.max(...MEASURES.map(({ id }) => id.length));
  return MEASURES.filter(({ id }) => measures[id] !== undefined)
    .map(({ id, unit, meaning }) => {
      const value = measures[id];
      const shown = value === null ? 'never' : `${formatNumber(value)}${unit === '1' ? '' : ` ${unit}`}`;
      return `  ${id.padEnd(width)}  ${shown.padEnd(18)}  ${meaning}`;
    })
    .join('\n');
}
