#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { PARAPET_VERSION } from '../node/index.js';
import { addCatalogue } from './catalogue.js';
import { addCoverage } from './coverage.js';
import { addDemo } from './demo.js';
import { addExplain } from './explain.js';
import { EXIT, quietPipes, reportFailure } from './output.js';
import { addReproduce } from './reproduce.js';
import { addRun } from './run.js';
import { addScore } from './score.js';
import { addStudy } from './study.js';
import { addTerrain } from './terrain.js';
import { addTrack } from './track.js';
import { addValidate } from './validate.js';
import { addViewshed } from './viewshed.js';

quietPipes();
// Nobody sees a trace unless it is asked for, and a broken file can make an error of every character: a trace for each
// of them would take seconds.
if (process.env.PARAPET_DEBUG !== '1') Error.stackTraceLimit = 0;
const program = new Command('parapet')
  .description(
    'Open, reproducible simulator of integrated air and missile defence, from public figures only. It studies defence: it has no planner of attacks or of routes through defences, and reads or drives no real equipment.',
  )
  .version(PARAPET_VERSION)
  .showSuggestionAfterError()
  .configureOutput({ outputError: (text, write) => write(`${text.replace(/^error: /, '✖ ').trimEnd()} (SCN-047)\n`) })
  .addHelpText(
    'after',
    `
Exit codes: 0 done; 1 the answer is no (a check failed); 2 bad input or usage, or no room to write; 3 a fault of
Parapet; 130 stopped by Ctrl-C.

Example:
  parapet run scenarios/anatolia.yaml --timeline`,
  )
  .exitOverride();
for (const add of [
  addRun,
  addCoverage,
  addExplain,
  addStudy,
  addReproduce,
  addValidate,
  addCatalogue,
  addTerrain,
  addTrack,
  addDemo,
  addViewshed,
  addScore,
])
  add(program);
for (const command of program.commands.flatMap((parent) => [parent, ...parent.commands]))
  command.exitOverride().copyInheritedSettings(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.done : EXIT.input) : reportFailure(error);
}
