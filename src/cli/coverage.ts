import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Patches } from '../index.js';
import { coverScenario, loadProject, must, openScenario, readText } from '../node/index.js';
import { tellCoverage } from './coverage-table.js';
import { decimal, decimals, setOptions, withSet } from './options.js';
import { note, print, printJson, progressBar, secondsSince } from './output.js';

interface CoverageFlags {
  target: string;
  altitudesM: number[];
  pd: number;
  out?: string;
  set?: Patches;
  json?: boolean;
}

/** A conventional fighter, which flies at every one of the usual heights. */
const TARGET = 'f16-class';
/** Low flyers to airliners, m above ground. */
const ALTITUDES = [50, 100, 300, 1000, 3000, 10_000];
const MOST_ALTITUDES = 12;

export function addCoverage(program: Command): void {
  const command = program
    .command('coverage')
    .description('say where the sensors of a scenario detect a target: areas, gaps, overlaps, outlines and charts')
    .argument('<scenario>', 'scenario file (YAML)')
    .option('--target <class>', 'preset of the air object', TARGET)
    .option(
      '--altitudes-m <list>',
      'heights above ground, m, with commas between',
      decimals('--altitudes-m', 0, 100_000, MOST_ALTITUDES),
      ALTITUDES,
    )
    .option(
      '--pd <p>',
      'detection probability of a single look that counts as covered',
      decimal('--pd', 0.01, 0.99),
      0.5,
    )
    .option('--out <dir>', 'write a page, maps, vertical charts, outlines (GeoJSON) and numbers there')
    .option('--json', 'print JSON');
  withSet(command)
    .addHelpText(
      'after',
      `
Areas stand with their values for the least and the greatest published signature of the target, which flies nose-on at
each radar. Of one sensor: as if it radiated. Combined: what the sensors see whose reports reach the scenario’s focus.

Example:
  parapet coverage scenarios/anatolia.yaml --target cruise-missile --out out/coverage
  parapet coverage scenarios/anatolia.yaml --altitudes-m 100,1000 --pd 0.8 --set terrain.roughnessMarginM=300`,
    )
    .action(coverageCommand);
}

async function coverageCommand(file: string, flags: CoverageFlags): Promise<void> {
  const start = performance.now();
  const { target, altitudesM, pd, out, set, json } = flags;
  const text = must(readText(file));
  const project = must(loadProject());
  const open = must(openScenario(text, dirname(resolve(file)), project));
  const bar = progressBar('coverage', { unit: 'sensors and heights', hideCursor: false });
  const { record, title, notes } = await coverScenario(open, project, {
    target,
    altitudesM,
    detectionProbability: pd,
    set,
    folder: out,
    command: `parapet coverage ${file} --target ${target} --altitudes-m ${altitudesM.join(',')} --pd ${pd}${setOptions(set)}`,
    onProgress: bar.update,
  }).finally(bar.stop);
  if (json) {
    printJson(record);
    return;
  }
  print(tellCoverage(record, title));
  for (const text of notes) note(`· ${text}`);
  if (out)
    print(
      `\nWritten to ${out}/: coverage.html, coverage.json, coverage.geojson and ${record.files!.length - 3} pictures (${secondsSince(start)} s).`,
    );
}
